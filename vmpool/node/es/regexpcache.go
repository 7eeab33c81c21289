package es

import (
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// regexps are the regular expressions that a VM has compiled, to be compiled once. goja compiles an expression that the constructor makes
// each time; and a literal, whose simple form is compiled with its script, once more for each evaluation when it is used where
// only the backtracking engine can: behind a lastIndex, and for all matches in a text that is not ASCII. A copy of an expression (`new RegExp(re)`) shares
// what goja has compiled for the original.
type regexps struct {
	rt          *goja.Runtime
	constructor *goja.Object // goja's RegExp
	known       map[original]*goja.Object
}

// maxRegexps bounds what a VM keeps: a program has fewer, but one may make them of its data.
const maxRegexps = 4096

func newRegexps(rt *goja.Runtime) *regexps {
	return &regexps{rt: rt, constructor: rt.Get("RegExp").ToObject(rt), known: map[original]*goja.Object{}}
}

// again(source, flags) is a new expression like the one that was kept, or undefined.
func (c *regexps) again(call goja.FunctionCall) goja.Value {
	re := c.known[original{call.Argument(0).String(), call.Argument(1).String()}]
	if re == nil {
		return goja.Undefined()
	}
	o, err := c.rt.New(c.constructor, re)
	if err != nil {
		panic(err)
	}
	return o
}

// keep(source, flags, re) keeps a copy of re when it is made for the second time. It returns re.
func (c *regexps) keep(call goja.FunctionCall) goja.Value {
	re := call.Argument(2)
	key := original{call.Argument(0).String(), call.Argument(1).String()}
	if strings.ContainsRune(key.source, utf8.RuneError) { // it may stand for any lone surrogate
		return re
	}
	if _, second := c.known[key]; !second {
		if len(c.known) < maxRegexps {
			c.known[key] = nil
		}
		return re
	}
	o, err := c.rt.New(c.constructor, re)
	if err == nil {
		err = o.SetSymbol(goja.SymMatch, true) // so that it counts as an expression whatever becomes of the prototype
	}
	if err != nil {
		panic(err)
	}
	c.known[key] = o
	return re
}

// The functions that literals are rewritten to.
var (
	againName = unistring.NewFromString("again\u200c")
	keepName  = unistring.NewFromString("keep\u200c")
)

// installRegexps defines them. Literals have a table of their own: their `source` can differ from that of the same text given to
// the constructor.
func installRegexps(rt *goja.Runtime) error {
	literals := newRegexps(rt)
	if err := hide(rt, againName, literals.again); err != nil {
		return err
	}
	return hide(rt, keepName, literals.keep)
}

// keepLiteral is the expression for a literal that would be compiled again: `again(source, flags) || keep(source, flags, literal)`.
func keepLiteral(lit *ast.RegExpLiteral) ast.Expression {
	source, flags := stringOf(lit.Pattern, lit.Idx), stringOf(lit.Flags, lit.Idx)
	return &ast.BinaryExpression{
		Operator: token.LOGICAL_OR,
		Left:     callOf(againName, lit.Idx, source, flags),
		Right:    callOf(keepName, lit.Idx, source, flags, lit),
	}
}

// separator is the literal in `text.split(literal)`, which looks for all matches without a flag; nil for other calls.
func separator(n *ast.CallExpression) *ast.RegExpLiteral {
	if callee, ok := n.Callee.(*ast.DotExpression); !ok || callee.Identifier.Name != "split" || len(n.ArgumentList) == 0 {
		return nil
	}
	lit, _ := n.ArgumentList[0].(*ast.RegExpLiteral)
	return lit
}

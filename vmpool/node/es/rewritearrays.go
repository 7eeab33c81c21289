package es

import (
	"reflect"
	"strconv"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// itemsName is the function that array patterns are rewritten to; see items.
var itemsName = unistring.NewFromString("items\u200c")

var typeArray = reflect.TypeFor[[]any]()

// lowerArrays rewrites the array patterns of let and const: goja runs the iterator protocol for `const [a, b] = x`, which costs some
// 5 µs; reading x[0] and x[1] costs a tenth. For arrays that come with their own iterator it is the same (ECMA-262,
// 23.1.5.1: %ArrayIteratorPrototype%.next reads length and the index), so items gives those back as they are, and runs
// the protocol for everything else.
func (r *rewriter) lowerArrays(n *ast.LexicalDeclaration) {
	var list []*ast.Binding
	for i, b := range n.List {
		pattern, ok := b.Target.(*ast.ArrayPattern)
		if !ok || !plainPattern(pattern) || b.Initializer == nil {
			if list != nil {
				list = append(list, b)
			}
			continue
		}
		if list == nil {
			list = append(list, n.List[:i]...)
		}
		list = append(list, r.lowerPattern(pattern, b.Initializer)...)
	}
	if list != nil {
		n.List = list
	}
}

// plainPattern reports whether a pattern has only names, with literals or names as defaults.
func plainPattern(p *ast.ArrayPattern) bool {
	if p.Rest != nil || len(p.Elements) == 0 {
		return false
	}
	for _, e := range p.Elements {
		switch e := e.(type) {
		case nil, *ast.Identifier:
		case *ast.AssignExpression:
			if _, ok := e.Left.(*ast.Identifier); !ok || e.Operator != token.ASSIGN {
				return false
			}
			switch e.Right.(type) { // what has no effects, as the protocol evaluates it between two steps
			case *ast.Identifier, *ast.StringLiteral, *ast.NumberLiteral, *ast.BooleanLiteral, *ast.NullLiteral:
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (r *rewriter) lowerPattern(p *ast.ArrayPattern, value ast.Expression) []*ast.Binding {
	at := p.LeftBracket
	r.tuples++
	tuple := unistring.NewFromString("tuple\u200c" + strconv.Itoa(r.tuples))
	number := func(i int) ast.Expression {
		return &ast.NumberLiteral{Idx: at, Literal: strconv.Itoa(i), Value: int64(i)}
	}
	list := []*ast.Binding{{
		Target:      &ast.Identifier{Name: tuple, Idx: at},
		Initializer: callOf(itemsName, at, value, number(len(p.Elements))),
	}}
	for i, e := range p.Elements {
		item := func() ast.Expression {
			return &ast.BracketExpression{Left: &ast.Identifier{Name: tuple, Idx: at}, Member: number(i), LeftBracket: at, RightBracket: at}
		}
		switch e := e.(type) {
		case *ast.Identifier:
			list = append(list, &ast.Binding{Target: e, Initializer: item()})
		case *ast.AssignExpression:
			list = append(list, &ast.Binding{Target: e.Left.(*ast.Identifier), Initializer: &ast.ConditionalExpression{
				Test: &ast.BinaryExpression{
					Operator: token.STRICT_EQUAL, Left: item(), Comparison: true,
					Right: &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: number(0)},
				},
				Consequent: e.Right, Alternate: item(),
			}})
		}
	}
	return list
}

// items gives an array whose first n items are those of an iterable: the value itself when it is an array that iterates as arrays
// do, else what the protocol gives in n steps.
func items(rt *goja.Runtime) native {
	arrayPrototype := rt.GlobalObject().Get("Array").ToObject(rt).Get("prototype").ToObject(rt)
	values := arrayPrototype.GetSymbol(goja.SymIterator)
	step := rt.NewArray().GetSymbol(goja.SymIterator)
	iterator, _ := goja.AssertFunction(step)
	first, err := iterator(rt.NewArray())
	if err != nil {
		panic(err)
	}
	iteratorPrototype := first.ToObject(rt).Prototype()
	next := iteratorPrototype.Get("next")
	return func(call goja.FunctionCall) goja.Value {
		v := call.Argument(0)
		if o, ok := v.(*goja.Object); ok && o.ClassName() == "Array" && o.ExportType() == typeArray &&
			o.GetSymbol(goja.SymIterator) == values && iteratorPrototype.Get("next") == next {
			return o
		}
		return collect(rt, v, int(call.Argument(1).ToInteger()))
	}
}

// collect runs the iterator protocol for n steps, and closes an iterator that is not at its end.
func collect(rt *goja.Runtime, v goja.Value, n int) goja.Value {
	out := make([]any, n)
	for i := range out {
		out[i] = goja.Undefined()
	}
	if goja.IsUndefined(v) || goja.IsNull(v) {
		panic(rt.NewTypeError("%s is not iterable", v))
	}
	i := 0
	rt.ForOf(v, func(item goja.Value) bool {
		out[i] = item
		i++
		return i < n
	})
	return rt.NewArray(out...)
}

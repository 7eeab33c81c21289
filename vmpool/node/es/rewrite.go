package es

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Rewrite changes, in a script's syntax tree, what goja would read wrongly or refuse: regular expression literals with
// \p{…}, inline modifiers and the flags v and d (with d they become calls of the RegExp constructor, which gives its
// matches their indices), the operator ** (Go's power has other last digits than V8's), await of thenables (goja calls their then outside of
// the async context), `arguments` in an arrow function, which goja loses when nothing else in the function uses it; and what is slow
// out of proportion: the iteration of arrays (rewriteiteration.go) and regular expressions that are compiled again and again (regexpcache.go).
func Rewrite(tree *ast.Program) error {
	var r rewriter
	for i := range tree.Body {
		r.walk(reflect.ValueOf(&tree.Body[i]).Elem())
	}
	return nil
}

// rewriter walks a tree. A full pass over a bundle of 300 KB takes some 5 ms.
type rewriter struct {
	fields       Fields
	constructors map[*ast.FunctionLiteral]bool // of the classes around the node
	functions    []*scope                      // around the node, without arrow functions
	kept         map[*ast.DotExpression]bool   // members named stack that are no reads of an error's
	tuples       int                           // counts the variables that array patterns were rewritten with
}

// scope is a function whose `arguments` the arrow functions in it share.
type scope struct {
	arrows     int  // how many of them are around the node
	class      bool // a constructor of a class
	parameters bool // the node is in the function's parameters
	shared     bool // one of them uses `arguments`
}

func (r *rewriter) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		switch n := v.Interface().(type) {
		case *ast.RegExpLiteral:
			if call := rewriteLiteral(n); call != nil && v.CanSet() {
				v.Set(reflect.ValueOf(call))
			} else if strings.ContainsAny(n.Flags, "gy") && len(r.functions) > 0 && v.CanSet() {
				v.Set(reflect.ValueOf(keepLiteral(n)))
			}
		case *ast.MetaProperty:
			r.newTarget(n, v)
		case *ast.ForOfStatement:
			r.walk(v.Elem())
			r.lowerForOf(n)
		case *ast.ArrayLiteral:
			r.walk(v.Elem())
			lowerSpread(n.Value)
		case *ast.NewExpression:
			r.walk(v.Elem())
			lowerDate(n)
			lowerSpread(n.ArgumentList)
		case *ast.ExpressionStatement:
			r.walk(v.Elem())
			if assign, ok := n.Expression.(*ast.AssignExpression); ok {
				lowerAssignment(assign)
			}
		case *ast.VariableStatement:
			r.walk(v.Elem())
			for _, b := range n.List {
				lowerBinding(b)
			}
		case *ast.BinaryExpression:
			r.walk(v.Elem())
			if n.Operator == token.EXPONENT && v.CanSet() {
				v.Set(reflect.ValueOf(callOf(powerName, n.Idx0(), n.Left, n.Right)))
			}
		case *ast.ObjectLiteral:
			r.walk(v.Elem())
			lowerAsyncMethods(n)
		case *ast.TryStatement:
			r.walk(v.Elem())
			if n.Catch != nil {
				lowerCatch(n.Catch)
			}
		case *ast.ForInStatement:
			r.walk(v.Elem())
			n.Source = callOf(enumerableName, n.Source.Idx0(), n.Source)
		case *ast.LexicalDeclaration:
			r.walk(v.Elem())
			r.lowerArrays(n)
		case *ast.AwaitExpression:
			r.walk(v.Elem())
			n.Argument = callOf(awaitedName, n.Await, n.Argument)
		case *ast.DotExpression:
			r.dot(n, v)
		case *ast.OptionalChain:
			r.optional(n, v)
		case *ast.AssignExpression:
			r.keep(n.Left)
			r.walk(v.Elem())
		case *ast.UnaryExpression:
			if n.Operator != token.TYPEOF && n.Operator != token.NOT && n.Operator != token.VOID {
				r.keep(n.Operand)
			}
			r.walk(v.Elem())
		case *ast.CallExpression:
			r.keep(n.Callee)
			r.walk(v.Elem())
			if lit := separator(n); lit != nil {
				n.ArgumentList[0] = keepLiteral(lit)
			}
			lowerNewer(n)
			lowerSpread(n.ArgumentList)
		case *ast.BracketExpression:
			r.keep(n.Left)
			r.walk(v.Elem())
		case *ast.TemplateLiteral:
			r.keep(n.Tag)
			r.walk(v.Elem())
		case *ast.ForIntoExpression:
			r.keep(n.Expression)
			r.walk(v.Elem())
		case *ast.ArrayPattern:
			for _, e := range n.Elements {
				r.keep(e)
			}
			r.walk(v.Elem())
		case *ast.ObjectPattern:
			for _, p := range n.Properties {
				if keyed, ok := p.(*ast.PropertyKeyed); ok {
					r.keep(keyed.Value)
				}
			}
			r.walk(v.Elem())
		case *ast.Identifier:
			if n.Name == "arguments" && len(r.functions) > 0 {
				if s := r.functions[len(r.functions)-1]; s.arrows > 0 && !s.parameters && v.CanSet() {
					s.shared = true
					v.Set(reflect.ValueOf(&ast.Identifier{Name: sharedArguments, Idx: n.Idx}))
				}
			}
		default:
			r.walk(v.Elem())
		}
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct {
			return
		}
		switch n := v.Interface().(type) {
		case *ast.FunctionLiteral:
			r.function(n)
		case *ast.ArrowFunctionLiteral:
			r.arrow(n)
		case *ast.ClassLiteral:
			r.classConstructor(n)
			r.walk(v.Elem())
			lowerAsyncClass(n)
		default:
			r.walk(v.Elem())
		}
	case reflect.Struct:
		for _, i := range r.fields.Of(v.Type()) {
			r.walk(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			r.walk(v.Index(i))
		}
	}
}

// callOf is a call of a function that package es defines.
func callOf(name unistring.String, at file.Idx, args ...ast.Expression) *ast.CallExpression {
	return &ast.CallExpression{
		Callee: &ast.Identifier{Name: name, Idx: at}, LeftParenthesis: at, ArgumentList: args, RightParenthesis: at,
	}
}

// awaitedName is the function that the prelude defines for the values that are awaited.
var awaitedName = unistring.NewFromString("awaited\u200c")

// powerName is the function that the prelude defines for the operator **.
var powerName = unistring.NewFromString("power\u200c")

// sharedArguments is the variable that arrow functions see in place of the `arguments` of the function around them. No
// source can have the name.
const sharedArguments = "arguments\u200c"

func (r *rewriter) function(n *ast.FunctionLiteral) {
	s := &scope{class: r.constructors[n]}
	r.functions = append(r.functions, s)
	if n.ParameterList != nil {
		s.parameters = true // a variable of the body is not seen there
		r.walk(reflect.ValueOf(n.ParameterList))
		s.parameters = false
	}
	if n.Body != nil {
		r.walk(reflect.ValueOf(n.Body))
		if !n.Generator {
			r.lowerParameters(n.ParameterList, n.Body, &n.DeclarationList)
		}
		if !n.Generator && !n.Async {
			r.lowerNumeric(n.Source, n.ParameterList, n.Body, &n.DeclarationList)
		}
	}
	r.functions = r.functions[:len(r.functions)-1]
	if !s.shared || n.Body == nil {
		return
	}
	binding := &ast.Binding{
		Target:      &ast.Identifier{Name: sharedArguments, Idx: n.Body.LeftBrace},
		Initializer: &ast.Identifier{Name: "arguments", Idx: n.Body.LeftBrace},
	}
	list := []*ast.Binding{binding}
	body := n.Body.List
	at := 0
	for at < len(body) && isDirective(body[at]) {
		at++
	}
	rest := append([]ast.Statement{&ast.VariableStatement{Var: n.Body.LeftBrace, List: list}}, body[at:]...)
	n.Body.List = append(body[:at:at], rest...)
	n.DeclarationList = append(n.DeclarationList, &ast.VariableDeclaration{Var: n.Body.LeftBrace, List: list})
}

// isDirective reports whether a statement is one of those that must come first, such as "use strict".
func isDirective(s ast.Statement) bool {
	e, ok := s.(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = e.Expression.(*ast.StringLiteral)
	return ok
}

func (r *rewriter) arrow(n *ast.ArrowFunctionLiteral) {
	if len(r.functions) > 0 {
		s := r.functions[len(r.functions)-1]
		s.arrows++
		defer func() { s.arrows-- }()
	}
	if n.ParameterList != nil {
		r.walk(reflect.ValueOf(n.ParameterList))
	}
	r.walk(reflect.ValueOf(&n.Body).Elem())
	block, ok := n.Body.(*ast.BlockStatement)
	if !ok {
		value := n.Body.(*ast.ExpressionBody).Expression
		block = &ast.BlockStatement{LeftBrace: value.Idx0(), List: []ast.Statement{&ast.ReturnStatement{Return: value.Idx0(), Argument: value}}, RightBrace: value.Idx1()}
	}
	if r.lowerParameters(n.ParameterList, block, &n.DeclarationList) {
		n.Body = block
	}
	if !n.Async {
		r.lowerNumeric(n.Source, n.ParameterList, block, &n.DeclarationList)
	}
}

// rewriteLiteral changes lit in place, or returns the expression to put in its place.
func rewriteLiteral(lit *ast.RegExpLiteral) ast.Expression {
	if strings.Contains(lit.Flags, "d") {
		return &ast.NewExpression{
			New:              lit.Idx,
			Callee:           &ast.Identifier{Name: "RegExp", Idx: lit.Idx},
			LeftParenthesis:  lit.Idx,
			ArgumentList:     []ast.Expression{stringOf(lit.Pattern, lit.Idx), stringOf(lit.Flags, lit.Idx)},
			RightParenthesis: lit.Idx,
		}
	}
	if pattern, flags, ok := rewritePattern(lit.Pattern, lit.Flags); ok {
		originals.Store(escapedSource(pattern), original{lit.Pattern, lit.Flags})
		lit.Pattern, lit.Flags = pattern, flags
		lit.Literal = "/" + pattern + "/" + flags
	}
	return nil
}

package es

import (
	"reflect"

	"github.com/dop251/goja/ast"
)

// stringMethods are the members that make sense on a stack; reads in front of others are of other things named stack, whose users
// (parsers) should not pay for a call.
var stringMethods = map[string]bool{
	"at": true, "charAt": true, "concat": true, "endsWith": true, "includes": true, "indexOf": true, "lastIndexOf": true, "length": true,
	"match": true, "matchAll": true, "padEnd": true, "replace": true, "replaceAll": true, "search": true, "slice": true, "split": true,
	"startsWith": true, "substr": true, "substring": true, "toString": true, "trim": true, "trimEnd": true, "trimStart": true,
}

// keep leaves e alone when it is a member named stack: something is assigned to it, or it is called.
func (r *rewriter) keep(e ast.Expression) {
	if d, ok := e.(*ast.DotExpression); ok && d.Identifier.Name == "stack" {
		if r.kept == nil {
			r.kept = map[*ast.DotExpression]bool{}
		}
		r.kept[d] = true
	}
}

// dot handles a member expression in v.
func (r *rewriter) dot(n *ast.DotExpression, v reflect.Value) {
	if !stringMethods[n.Identifier.Name.String()] {
		r.keep(n.Left)
	}
	r.walk(v.Elem())
	if n.Identifier.Name != "stack" || r.kept[n] || !v.CanSet() || !plain(n.Left) {
		return
	}
	v.Set(reflect.ValueOf(readStack(n.Left)))
}

// optional handles a chain with ?. in v: of those `e?.stack` alone is a read of a stack that can be replaced.
func (r *rewriter) optional(n *ast.OptionalChain, v reflect.Value) {
	d, ok := n.Expression.(*ast.DotExpression)
	if !ok {
		r.walk(v.Elem())
		return
	}
	left, ok := d.Left.(*ast.Optional)
	if !ok || d.Identifier.Name != "stack" || !plain(left.Expression) || !v.CanSet() {
		r.walk(v.Elem())
		return
	}
	r.walk(reflect.ValueOf(&left.Expression).Elem())
	v.Set(reflect.ValueOf(readStack(left.Expression, &ast.BooleanLiteral{Idx: d.Idx0(), Literal: "true", Value: true})))
}

// plain reports whether an expression can become an argument: super can't, nor can a part of an optional chain.
func plain(e ast.Expression) bool {
	for {
		switch n := e.(type) {
		case *ast.SuperExpression, *ast.Optional:
			return false
		case *ast.DotExpression:
			e = n.Left
		case *ast.BracketExpression:
			e = n.Left
		case *ast.PrivateDotExpression:
			e = n.Left
		case *ast.CallExpression:
			e = n.Callee
		default:
			return true
		}
	}
}

func readStack(object ast.Expression, more ...ast.Expression) *ast.CallExpression {
	return callOf(stackName, object.Idx0(), append([]ast.Expression{object}, more...)...)
}

package es

import (
	_ "embed"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

//go:embed newer.js
var newerSource string

var compileNewer = compileOnce("ssr:newer", newerSource)

// newerName is the function that calls of built-ins newer than Node 20 become calls of; see newer.js.
var newerName = unistring.NewFromString("newer\u200c")

// newerStatics are those that are called on a constructor, by the names of both.
var newerStatics = map[string]bool{
	"Array.fromAsync": true, "Error.isError": true, "Iterator.from": true, "JSON.isRawJSON": true, "JSON.rawJSON": true, "Map.groupBy": true,
	"Object.groupBy": true, "Promise.try": true, "Promise.withResolvers": true, "RegExp.escape": true,
	"Uint8Array.fromBase64": true, "Uint8Array.fromHex": true,
}

// newerMethods are those that are called on instances.
var newerMethods = map[string]bool{
	"difference": true, "intersection": true, "isDisjointFrom": true, "isSubsetOf": true, "isSupersetOf": true, "symmetricDifference": true,
	"union": true, "setFromBase64": true, "setFromHex": true, "toBase64": true, "toHex": true, "transfer": true, "transferToFixedLength": true,
}

// lowerNewer turns n, a call object.name(…) of one of them, into newer(object, "name", "object.name", …).
func lowerNewer(n *ast.CallExpression) {
	callee, ok := n.Callee.(*ast.DotExpression)
	if !ok || !plain(callee.Left) {
		return
	}
	name := callee.Identifier.Name.String()
	object := callee.Left
	text := name
	if id, ok := object.(*ast.Identifier); ok {
		text = id.Name.String() + "." + name
	}
	if !newerMethods[name] {
		if !newerStatics[text] {
			return
		}
		if text == "Iterator.from" { // there may be no such variable
			object = &ast.ConditionalExpression{
				Test: &ast.BinaryExpression{
					Operator: token.STRICT_EQUAL, Left: &ast.UnaryExpression{Operator: token.TYPEOF, Idx: n.Idx0(), Operand: object},
					Right: stringOf("undefined", n.Idx0()), Comparison: true,
				},
				Consequent: &ast.UnaryExpression{Operator: token.VOID, Idx: n.Idx0(), Operand: &ast.NumberLiteral{Idx: n.Idx0(), Literal: "0", Value: int64(0)}},
				Alternate:  object,
			}
		}
	}
	at := callee.Identifier.Idx
	n.Callee = &ast.Identifier{Name: newerName, Idx: n.Callee.Idx0()}
	n.ArgumentList = append([]ast.Expression{object, stringOf(name, at), stringOf(text, at)}, n.ArgumentList...)
}

func stringOf(s string, at file.Idx) *ast.StringLiteral {
	return &ast.StringLiteral{Idx: at, Literal: s, Value: unistring.NewFromString(s)}
}

// installNewer defines the function that the rewritten calls call. aside are the natives that newer.js gives back.
func installNewer(rt *goja.Runtime, aside *goja.Object) error {
	iterators, err := load(rt, compileIterators)
	if err != nil {
		return err
	}
	made, err := iterators(goja.Undefined())
	if err != nil {
		return err
	}
	if err := aside.Set("iteratorFrom", made.ToObject(rt).Get("from")); err != nil {
		return err
	}
	var find goja.Callable
	return hide(rt, newerName, func(call goja.FunctionCall) goja.Value {
		object, name := call.Argument(0), call.Argument(1)
		if goja.IsNull(object) || goja.IsUndefined(object) && name.String() != "from" {
			panic(rt.NewTypeError("Cannot read properties of %s (reading '%s')", object, name))
		}
		var method goja.Callable
		if !goja.IsUndefined(object) {
			method, _ = goja.AssertFunction(object.ToObject(rt).Get(name.String()))
		}
		if method == nil {
			if find == nil {
				f, err := load(rt, compileNewer)
				if err != nil {
					panic(err)
				}
				finder, err := f(goja.Undefined(), aside)
				if err != nil {
					panic(err)
				}
				find, _ = goja.AssertFunction(finder)
			}
			found, err := find(goja.Undefined(), object, name)
			if err != nil {
				panic(err)
			}
			method, _ = goja.AssertFunction(found)
		}
		if method == nil {
			panic(rt.NewTypeError("%s is not a function", call.Argument(2)))
		}
		v, err := method(object, call.Arguments[3:]...)
		if err != nil {
			panic(err)
		}
		return v
	})
}

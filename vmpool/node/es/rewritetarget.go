package es

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// newTargetName is the function that tells what new.target is; see newTarget.
var newTargetName = unistring.NewFromString("newTarget\u200c")

// newTarget lets new.target be what `this` confirms. Constructors of classes are always called by new, and may not use `this` before super.
func (r *rewriter) newTarget(n *ast.MetaProperty, v reflect.Value) {
	if n.Meta.Name != "new" || len(r.functions) == 0 || r.functions[len(r.functions)-1].class || !v.CanSet() {
		return
	}
	v.Set(reflect.ValueOf(callOf(newTargetName, n.Idx, &ast.ThisExpression{Idx: n.Idx}, n)))
}

// classConstructor remembers the constructor of a class.
func (r *rewriter) classConstructor(n *ast.ClassLiteral) {
	for _, e := range n.Body {
		m, ok := e.(*ast.MethodDefinition)
		if !ok || m.Static || m.Computed {
			continue
		}
		if key, ok := m.Key.(*ast.StringLiteral); ok && key.Value == "constructor" {
			if r.constructors == nil {
				r.constructors = map[*ast.FunctionLiteral]bool{}
			}
			r.constructors[m.Body] = true
		}
	}
}

// newTarget is new.target of a function that was called with `this`. goja leaves it as it is when a constructor calls a function, so
// that the function takes itself for a constructor; then `this` is not an object that the target makes.
func newTarget(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		this, isObject := call.Argument(0).(*goja.Object)
		target, isTarget := call.Argument(1).(*goja.Object)
		if isObject && isTarget && this.Prototype() != nil && this.Prototype() == target.Get("prototype") {
			return target
		}
		return goja.Undefined()
	}
}

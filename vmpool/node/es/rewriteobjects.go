package es

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// complete gives its argument with all own properties there: goja makes the prototype of a function when it is first asked for.
func complete(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Function" && o.ExportType() != typeProxy {
		o.Get("prototype")
	}
	return v
}

var typeProxy = reflect.TypeFor[goja.Proxy]()

// enumerableName is the function that the objects of for…in loops pass through; see enumerable.
var enumerableName = unistring.NewFromString("enumerable\u200c")

// enumerable gives the object to enumerate in place of a proxy, so that the proxy's traps are called in V8's order: the own keys, the prototype, then
// the descriptors. Other values are given back.
func enumerable(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		v := call.Argument(0)
		o, ok := v.(*goja.Object)
		if !ok || o.ExportType() != typeProxy {
			return v
		}
		reflectObject := rt.GlobalObject().Get("Reflect").ToObject(rt)
		ask := func(name string, args ...goja.Value) goja.Value {
			f, _ := goja.AssertFunction(reflectObject.Get(name))
			result, err := f(goja.Undefined(), args...)
			if err != nil {
				panic(err)
			}
			return result
		}
		out := rt.CreateObject(nil)
		keys := ask("ownKeys", o).ToObject(rt)
		if prototype, ok := ask("getPrototypeOf", o).(*goja.Object); ok {
			_ = out.SetPrototype(prototype)
		}
		n := int(keys.Get("length").ToInteger())
		for i := range n {
			key, ok := keys.Get(rt.ToValue(i).String()).(goja.String)
			if !ok {
				continue // symbols are not enumerated
			}
			desc, ok := ask("getOwnPropertyDescriptor", o, key).(*goja.Object)
			if !ok {
				continue
			}
			shown := goja.FLAG_FALSE // hides the prototype's property of the name
			if desc.Get("enumerable").ToBoolean() {
				shown = goja.FLAG_TRUE
			}
			_ = out.DefineDataProperty(key.String(), goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_TRUE, shown)
		}
		return out
	}
}

// dateName is the function that the prelude defines for the argument of new Date.
var dateName = unistring.NewFromString("date\u200c")

// lowerDate makes new Date(x) parse text as V8 does; see parseDate. Constructors that are reached by another name parse it as goja does, which
// differs in few texts.
func lowerDate(n *ast.NewExpression) {
	callee, ok := n.Callee.(*ast.Identifier)
	if !ok || callee.Name != "Date" || len(n.ArgumentList) != 1 {
		return
	}
	switch n.ArgumentList[0].(type) {
	case *ast.SpreadElement, *ast.NumberLiteral:
		return
	}
	n.ArgumentList[0] = callOf(dateName, n.New, &ast.Identifier{Name: callee.Name, Idx: callee.Idx}, n.ArgumentList[0])
}

// asyncMethodsName is the function that classes with async methods call with themselves; see asyncMethods.
var asyncMethodsName = unistring.NewFromString("asyncMethods\u200c")

// lowerAsyncMethods cures that goja makes async methods without %AsyncFunction.prototype%. In an object literal a method that uses no super
// becomes an async function, which differs in nothing.
func lowerAsyncMethods(n *ast.ObjectLiteral) {
	for _, p := range n.Value {
		keyed, ok := p.(*ast.PropertyKeyed)
		if !ok || keyed.Kind != ast.PropertyKindMethod || isProto(keyed) {
			continue
		}
		if f, ok := keyed.Value.(*ast.FunctionLiteral); ok && f.Async && !f.Generator && !usesSuper(reflect.ValueOf(f)) {
			keyed.Kind = ast.PropertyKindValue
		}
	}
}

// isProto reports whether a property with a value would set the object's prototype.
func isProto(p *ast.PropertyKeyed) bool {
	key, ok := p.Key.(*ast.StringLiteral)
	return ok && !p.Computed && key.Value == "__proto__"
}

// lowerAsyncClass adds a static block that cures the async methods of a class; those with computed names stay.
func lowerAsyncClass(n *ast.ClassLiteral) {
	at := n.RightBrace
	var static, names []ast.Expression
	for _, e := range n.Body {
		m, ok := e.(*ast.MethodDefinition)
		if !ok || m.Kind != ast.PropertyKindMethod || m.Computed || !m.Body.Async || m.Body.Generator {
			continue
		}
		key, ok := m.Key.(*ast.StringLiteral)
		if !ok {
			continue
		}
		name := &ast.StringLiteral{Idx: at, Literal: key.Literal, Value: key.Value}
		if m.Static {
			static = append(static, name)
		} else {
			names = append(names, name)
		}
	}
	if len(static)+len(names) == 0 {
		return
	}
	this := &ast.ThisExpression{Idx: at}
	var list []ast.Statement
	if len(static) > 0 {
		list = append(list, &ast.ExpressionStatement{Expression: callOf(asyncMethodsName, at, append([]ast.Expression{this}, static...)...)})
	}
	if len(names) > 0 {
		prototype := &ast.DotExpression{Left: this, Identifier: ast.Identifier{Name: "prototype", Idx: at}}
		list = append(list, &ast.ExpressionStatement{Expression: callOf(asyncMethodsName, at, append([]ast.Expression{prototype}, names...)...)})
	}
	n.Body = append(n.Body, &ast.ClassStaticBlock{Static: at, Block: &ast.BlockStatement{LeftBrace: at, List: list, RightBrace: at}})
}

// usesSuper reports whether a function has super in it.
func usesSuper(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return false
		}
		if _, ok := v.Interface().(*ast.SuperExpression); ok {
			return true
		}
		return usesSuper(v.Elem())
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return false
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" && usesSuper(v.Field(i)) {
				return true
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if usesSuper(v.Index(i)) {
				return true
			}
		}
	}
	return false
}

// asyncMethods(holder, names…) gives the async methods of a class the prototype that they have in ECMAScript.
func asyncMethods(rt *goja.Runtime) native {
	var prototype *goja.Object
	return func(call goja.FunctionCall) goja.Value {
		if prototype == nil {
			v, err := rt.RunString("(async function () {})")
			if err != nil {
				panic(err)
			}
			prototype = v.ToObject(rt).Prototype()
		}
		holder := call.Argument(0).ToObject(rt)
		for _, name := range call.Arguments[1:] {
			if f, ok := holder.Get(name.String()).(*goja.Object); ok {
				_ = f.SetPrototype(prototype)
			}
		}
		return goja.Undefined()
	}
}

// hideSources makes the functions of a script print as those of native code do.
func hideSources(tree *ast.Program) { hideSource(reflect.ValueOf(tree), "") }

func hideSource(v reflect.Value, name string) {
	text := func(own *ast.Identifier) string {
		if own != nil {
			name = own.Name.String()
		}
		return "function " + name + "() { [native code] }"
	}
	switch v.Kind() {
	case reflect.Interface:
		hideSource(v.Elem(), name)
		return
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		switch n := v.Interface().(type) {
		case *ast.FunctionLiteral:
			n.Source = text(n.Name)
		case *ast.ArrowFunctionLiteral:
			n.Source = text(nil)
		case *ast.ClassLiteral:
			n.Source = text(n.Name)
		case *ast.PropertyKeyed:
			if key, ok := n.Key.(*ast.StringLiteral); ok && !n.Computed {
				hideSource(reflect.ValueOf(n.Value), key.Value.String())
				return
			}
		case *ast.MethodDefinition:
			if key, ok := n.Key.(*ast.StringLiteral); ok && !n.Computed {
				hideSource(reflect.ValueOf(n.Body), key.Value.String())
				return
			}
		}
		hideSource(v.Elem(), "")
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" {
				hideSource(v.Field(i), "")
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			hideSource(v.Index(i), "")
		}
	}
}

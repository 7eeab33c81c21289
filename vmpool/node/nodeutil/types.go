package nodeutil

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

func requireTypes(vm *node.VM) goja.Value { return vm.Require("internal/util/types") }

func requireUtil(vm *node.VM) goja.Value { return vm.Require("util") }

// kindTests are the checks of util.types that are one question to kindOf: name, kinds.
var kindTests = []struct {
	name  string
	kinds []string
}{
	{"isDate", []string{"Date"}},
	{"isArgumentsObject", []string{"Arguments"}},
	{"isBigIntObject", []string{"BigInt"}},
	{"isBooleanObject", []string{"Boolean"}},
	{"isNumberObject", []string{"Number"}},
	{"isStringObject", []string{"String"}},
	{"isSymbolObject", []string{"Symbol"}},
	{"isBoxedPrimitive", []string{"Number", "String", "Boolean", "BigInt", "Symbol"}},
	{"isNativeError", []string{"Error"}},
	{"isRegExp", []string{"RegExp"}},
	{"isAsyncFunction", []string{"AsyncFunction"}},
	{"isGeneratorFunction", []string{"GeneratorFunction"}},
	{"isGeneratorObject", []string{"Generator"}},
	{"isPromise", []string{"Promise"}},
	{"isMap", []string{"Map"}},
	{"isSet", []string{"Set"}},
	{"isMapIterator", []string{"Map Iterator"}},
	{"isSetIterator", []string{"Set Iterator"}},
	{"isArrayBuffer", []string{"ArrayBuffer"}},
	{"isDataView", []string{"DataView"}},
	{"isProxy", []string{"Proxy"}},
	{"isAnyArrayBuffer", []string{"ArrayBuffer"}},
	{"isUint8Array", []string{"Uint8Array"}},
	{"isUint8ClampedArray", []string{"Uint8ClampedArray"}},
	{"isUint16Array", []string{"Uint16Array"}},
	{"isUint32Array", []string{"Uint32Array"}},
	{"isInt8Array", []string{"Int8Array"}},
	{"isInt16Array", []string{"Int16Array"}},
	{"isInt32Array", []string{"Int32Array"}},
	{"isFloat32Array", []string{"Float32Array"}},
	{"isFloat64Array", []string{"Float64Array"}},
	{"isBigInt64Array", []string{"BigInt64Array"}},
	{"isBigUint64Array", []string{"BigUint64Array"}},
}

func bindTypes(vm *node.VM) goja.Value {
	rt := vm.Runtime
	binding := rt.NewObject()
	yes, no := rt.ToValue(true), rt.ToValue(false)
	set := func(name string, length int, test func(v goja.Value) bool) {
		f := vm.Function(name, length, func(call goja.FunctionCall) goja.Value {
			if test(call.Argument(0)) {
				return yes
			}
			return no
		})
		if err := binding.Set(name, f); err != nil {
			vm.Rethrow(err)
		}
	}
	for _, t := range kindTests {
		length := 0
		if strings.HasSuffix(t.name, "Array") {
			length = 1
		}
		set(t.name, length, func(v goja.Value) bool {
			o, ok := v.(*goja.Object)
			if !ok {
				return false
			}
			kind := kindOf(o)
			for _, k := range t.kinds {
				if k == kind {
					return true
				}
			}
			return false
		})
	}
	set("isTypedArray", 1, func(v goja.Value) bool {
		o, ok := v.(*goja.Object)
		return ok && strings.HasSuffix(kindOf(o), "Array") && implementation(o) == "typedArrayObject"
	})
	set("isExternal", 0, func(goja.Value) bool { return false })
	set("isModuleNamespaceObject", 0, func(goja.Value) bool { return false })
	set("isSharedArrayBuffer", 0, func(goja.Value) bool { return false })
	if err := binding.Set("kind", func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok {
			return rt.ToValue(kindOf(o))
		}
		return goja.Undefined()
	}); err != nil {
		vm.Rethrow(err)
	}
	return binding
}

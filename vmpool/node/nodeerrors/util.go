package nodeerrors

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

func bindUtil(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		// systemErrors gives all of libuv's errors: errno, name, message, errno, name, message …
		"systemErrors": func(goja.FunctionCall) goja.Value {
			var list []any
			for _, e := range UVErrors() {
				list = append(list, e.Errno, e.Name, e.Message)
			}
			return rt.NewArray(list...)
		},
		// isNativeError tells objects made by Error constructors, whatever their prototype is now.
		"isNativeError": func(call goja.FunctionCall) goja.Value {
			o, ok := call.Argument(0).(*goja.Object)
			return rt.ToValue(ok && !isProxy(o) && o.ClassName() == "Error")
		},
	})
}

var proxyType = reflect.TypeFor[goja.Proxy]()

func isProxy(o *goja.Object) bool { return o.ExportType() == proxyType }

package node

import (
	"github.com/dop251/goja"
)

// Function returns a native function with the name and length that JavaScript sees.
func (vm *VM) Function(name string, length int, f Func) *goja.Object {
	fn := vm.Runtime.ToValue(f).(*goja.Object)
	must(fn.DefineDataProperty("name", vm.Runtime.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(fn.DefineDataProperty("length", vm.Runtime.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return fn
}

// CodeError returns the error that Node's internal/errors makes of code and args (ERR_INVALID_ARG_TYPE takes name,
// expected and actual, and so on), ready to be panicked with.
func (vm *VM) CodeError(code string, args ...any) *goja.Object {
	rt := vm.Runtime
	values := make([]goja.Value, len(args))
	for i, arg := range args {
		if v, ok := arg.(goja.Value); ok {
			values[i] = v
		} else {
			values[i] = rt.ToValue(arg)
		}
	}
	ctor := vm.Require("internal/errors").ToObject(rt).Get("codes").ToObject(rt).Get(code)
	if ctor == nil {
		panic(rt.NewTypeError("internal/errors has no code %s", code))
	}
	obj, err := rt.New(ctor, values...)
	if err != nil {
		vm.Rethrow(err)
	}
	return obj
}

// ThrowCode panics with CodeError's object.
func (vm *VM) ThrowCode(code string, args ...any) {
	panic(vm.CodeError(code, args...))
}

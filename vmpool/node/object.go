package node

import (
	"github.com/dop251/goja"
)

// Func is a native function.
type Func = func(call goja.FunctionCall) goja.Value

// Object returns a new object whose properties are the native functions of funcs: the usual binding of a script.
func (vm *VM) Object(funcs map[string]Func) *goja.Object {
	o := vm.Runtime.NewObject()
	for name, f := range funcs {
		must(o.DefineDataProperty(name, vm.Runtime.ToValue(f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	return o
}

// Async returns a promise for the result of work, which runs in a goroutine of the current run and must obey the loop's
// context; settle turns its result into a value on the loop. An error of work is passed through reject, which makes the
// rejection's value; nil makes a plain Error.
func Async[T any](vm *VM, work func() (T, error), settle func(T) goja.Value, reject func(error) goja.Value) goja.Value {
	promise, resolve, fail := vm.Runtime.NewPromise()
	pending := vm.Loop.Begin()
	vm.Loop.Work(func() {
		result, err := work()
		pending.Done(func() error {
			switch {
			case err == nil:
				return resolve(settle(result))
			case reject != nil:
				return fail(reject(err))
			default:
				return fail(vm.Runtime.NewGoError(err))
			}
		})
	})
	return vm.Runtime.ToValue(promise)
}

// Array returns an array of the values of list.
func Array[T any](vm *VM, list []T) *goja.Object {
	items := make([]any, len(list))
	for i, v := range list {
		items[i] = v
	}
	return vm.Runtime.NewArray(items...)
}

// Handle is the Go value behind v, a handle that a native function gave to its script; it throws where v is something else.
func Handle[T any](vm *VM, v goja.Value) T {
	h, ok := v.Export().(T)
	if !ok {
		panic(vm.Runtime.NewTypeError("Illegal invocation"))
	}
	return h
}

package node

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
)

// NewError returns an error object of the global class ("Error", "TypeError", "RangeError" …) with Node's code, ready to be
// panicked with. As in Node, the code shows in the stack ("TypeError [ERR_X]: message") but not in the name. An empty
// code leaves both out.
func (vm *VM) NewError(class, code, format string, args ...any) *goja.Object {
	rt := vm.Runtime
	message := fmt.Sprintf(format, args...)
	obj, err := rt.New(rt.GlobalObject().Get(class), rt.ToValue(message))
	if err != nil {
		panic(err)
	}
	if code == "" {
		return obj
	}
	if stack := obj.Get("stack"); stack != nil {
		text := stack.String()
		prefix := class + ": " + message
		if len(text) >= len(prefix) && text[:len(prefix)] == prefix {
			text = class + " [" + code + "]: " + message + text[len(prefix):]
		}
		must(obj.DefineDataProperty("stack", rt.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	must(obj.Set("code", code))
	return obj
}

// Throw panics with NewError's object, which native functions may do anywhere.
func (vm *VM) Throw(class, code, format string, args ...any) {
	panic(vm.NewError(class, code, format, args...))
}

// NotImplemented throws ERR_METHOD_NOT_IMPLEMENTED for an API that exists in Node and not here.
func (vm *VM) NotImplemented(name string) {
	vm.Throw("Error", "ERR_METHOD_NOT_IMPLEMENTED", "The %s method is not implemented", name)
}

// Rethrow panics with err as JavaScript would see it: exceptions keep their value, uncatchable errors stay uncatchable,
// other errors become Error objects.
func (vm *VM) Rethrow(err error) {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		panic(ex.Value())
	}
	var in *goja.InterruptedError
	var deep *goja.StackOverflowError
	if errors.As(err, &in) {
		panic(in)
	}
	if errors.As(err, &deep) {
		panic(deep)
	}
	panic(vm.Runtime.NewGoError(err))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

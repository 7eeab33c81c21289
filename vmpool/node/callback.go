package node

import (
	"github.com/dop251/goja"
)

// Callback runs work in a goroutine of the current run, which must obey the loop's context, and then calls back on the loop with
// the arguments that settle makes of its result.
func Callback[T any](vm *VM, callback goja.Callable, work func() T, settle func(T) []goja.Value) {
	pending := vm.Loop.Begin()
	vm.Loop.Work(func() {
		result := work()
		pending.Done(func() error {
			_, err := callback(goja.Undefined(), settle(result)...)
			return err
		})
	})
}

// Result runs work and returns what settle makes of its result; an error is thrown as failure makes it. When callback is a function,
// the work is done off the loop, as by Callback, and that is called with (error, result).
func Result[T any](
	vm *VM, callback goja.Value, work func() (T, error), settle func(T) goja.Value, failure func(error) goja.Value,
) goja.Value {
	back, async := goja.AssertFunction(callback)
	if !async {
		v, err := work()
		if err != nil {
			panic(failure(err))
		}
		return settle(v)
	}
	type result struct {
		v   T
		err error
	}
	Callback(vm, back, func() result {
		v, err := work()
		return result{v, err}
	}, func(r result) []goja.Value {
		if r.err != nil {
			return []goja.Value{failure(r.err)}
		}
		return []goja.Value{goja.Null(), settle(r.v)}
	})
	return goja.Undefined()
}

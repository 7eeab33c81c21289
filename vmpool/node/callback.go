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

package webperf

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bindTimeline is what the timeline needs of the loop.
func bindTimeline(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		// later(f) calls f after the poll phase, as setImmediate does.
		"later": func(call goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(rt.NewTypeError("not a function"))
			}
			vm.Loop.SetImmediate(func() error {
				_, err := f(goja.Undefined())
				return err
			})
			return goja.Undefined()
		},
	})
}

package webperf

import (
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bindClock is internal/perf/clock: now() in milliseconds since the VM was made, and timeOrigin, that moment in milliseconds since 1970.
func bindClock(vm *node.VM) goja.Value {
	rt := vm.Runtime
	clock := vm.Object(map[string]node.Func{
		"now": func(goja.FunctionCall) goja.Value { return rt.ToValue(now(vm)) },
	})
	if err := clock.Set("timeOrigin", float64(vm.Started.UnixNano())/1e6); err != nil {
		panic(err)
	}
	return clock
}

func now(vm *node.VM) float64 { return float64(time.Since(vm.Started).Nanoseconds()) / 1e6 }

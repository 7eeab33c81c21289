// Package nodestream is node:stream with stream/promises and stream/consumers. It is all JavaScript; only process.nextTick comes from
// the event loop, without the process module.
package nodestream

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal/*.js
var files embed.FS

// Modules returns the public modules and, under internal/streams, their parts.
func Modules() []node.Module {
	script := func(name, file string) node.Module {
		return node.Module{Name: name, Script: node.NewScript(files, file)}
	}
	return []node.Module{
		script("stream", "stream.js"),
		script("stream/consumers", "stream_consumers.js"),
		script("stream/promises", "stream_promises.js"),
		{Name: "internal/streams/native", Bind: bind},
		script("internal/streams/add_abort_signal", "internal/add_abort_signal.js"),
		script("internal/streams/async_generator", "internal/async_generator.js"),
		script("internal/streams/compose", "internal/compose.js"),
		script("internal/streams/destroy", "internal/destroy.js"),
		script("internal/streams/duplex", "internal/duplex.js"),
		script("internal/streams/duplexify", "internal/duplexify.js"),
		script("internal/streams/duplexpair", "internal/duplexpair.js"),
		script("internal/streams/finished", "internal/finished.js"),
		script("internal/streams/from", "internal/from.js"),
		script("internal/streams/lazy_transform", "internal/lazy_transform.js"),
		script("internal/streams/legacy", "internal/legacy.js"),
		script("internal/streams/operators", "internal/operators.js"),
		script("internal/streams/passthrough", "internal/passthrough.js"),
		script("internal/streams/pipeline", "internal/pipeline.js"),
		script("internal/streams/readable", "internal/readable.js"),
		script("internal/streams/state", "internal/state.js"),
		script("internal/streams/transform", "internal/transform.js"),
		script("internal/streams/utils", "internal/utils.js"),
		script("internal/streams/writable", "internal/writable.js"),
		script("internal/webstreams/adapters", "internal/adapters.js"),
	}
}

// bind makes nextTick(f, ...args): process.nextTick without its checks.
func bind(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		"nextTick": func(call goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(vm.Runtime.NewTypeError("nextTick needs a function"))
			}
			args := append([]goja.Value(nil), call.Arguments[1:]...) // the engine reuses its stack
			vm.Loop.NextTick(func() error {
				_, err := f(goja.Undefined(), args...)
				return err
			})
			return goja.Undefined()
		},
	})
}

// Package webmessage is structuredClone, MessageChannel, BroadcastChannel and the module worker_threads as far as it goes without
// threads. Both ends of a channel live in one VM: a message is cloned when it is posted and delivered by the event loop.
package webmessage

import (
	"context"
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
)

//go:embed *.js
var files embed.FS

// Modules returns worker_threads, internal/clone and internal/messaging.
func Modules() []node.Module {
	return []node.Module{
		{
			Name: "internal/clone", Script: node.NewScript(files, "clone.js"), Bind: bindClone,
			Globals: []node.Global{{Name: "structuredClone", Enumerable: true}},
		},
		{
			Name: "internal/messaging", Script: node.NewScript(files, "messaging.js"), Bind: bindMessaging,
			Globals: []node.Global{{Name: "MessageChannel"}, {Name: "MessagePort"}, {Name: "MessageEvent"}, {Name: "BroadcastChannel"}},
		},
		{Name: "worker_threads", Script: node.NewScript(files, "worker_threads.js")},
	}
}

func bindClone(vm *node.VM) goja.Value {
	rt := vm.Runtime
	buffer := func(v goja.Value) (goja.ArrayBuffer, bool) {
		b, ok := v.Export().(goja.ArrayBuffer)
		return b, ok
	}
	return vm.Object(map[string]node.Func{
		// kind(object) is what it is by its internal slots.
		"kind": func(call goja.FunctionCall) goja.Value {
			if o, ok := call.Argument(0).(*goja.Object); ok {
				return rt.ToValue(nodeutil.Kind(o))
			}
			return rt.ToValue("")
		},
		// alias(buffer) is another ArrayBuffer on the same memory, until the first is detached.
		"alias": func(call goja.FunctionCall) goja.Value {
			b, _ := buffer(call.Argument(0))
			return rt.ToValue(rt.NewArrayBuffer(b.Bytes()))
		},
		"detach": func(call goja.FunctionCall) goja.Value {
			b, ok := buffer(call.Argument(0))
			return rt.ToValue(ok && b.Detach())
		},
		"isDetached": func(call goja.FunctionCall) goja.Value {
			b, ok := buffer(call.Argument(0))
			return rt.ToValue(ok && b.Detached())
		},
	})
}

// hold keeps the loop alive in the run that it was taken in, and is worth nothing in a later one.
type hold struct {
	pending *eventloop.Pending
	run     context.Context
}

func bindMessaging(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		// deliver(f) calls f from the poll phase of the loop.
		"deliver": func(call goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(rt.NewTypeError("not a function"))
			}
			vm.Loop.Begin().Done(func() error {
				_, err := f(goja.Undefined())
				return err
			})
			return goja.Undefined()
		},
		// hold() keeps the loop alive until release(hold).
		"hold": func(goja.FunctionCall) goja.Value {
			return rt.ToValue(&hold{pending: vm.Loop.Begin(), run: vm.Loop.Context()})
		},
		"release": func(call goja.FunctionCall) goja.Value {
			if h, ok := call.Argument(0).Export().(*hold); ok && h.run == vm.Loop.Context() {
				h.pending.SetRef(false)
			}
			return goja.Undefined()
		},
	})
}

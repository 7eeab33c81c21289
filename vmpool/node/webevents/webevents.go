// Package webevents has DOMException, events and abort signals (the DOM standard's sections 2 and 3), the conversions of Web IDL that
// all Web APIs share, and the globals queueMicrotask and reportError.
package webevents

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns internal/webidl, internal/dom_exception, internal/event_target, internal/abort and internal/microtasks.
func Modules() []node.Module {
	return []node.Module{
		{Name: "internal/webidl", Script: node.NewScript(files, "webidl.js"), Bind: bindWebIDL},
		{
			Name: "internal/dom_exception", Script: node.NewScript(files, "dom_exception.js"),
			Globals: []node.Global{{Name: "DOMException"}},
		},
		{
			Name: "internal/event_target", Script: node.NewScript(files, "event_target.js"), Bind: bindTasks,
			Globals: []node.Global{{Name: "Event"}, {Name: "EventTarget"}, {Name: "CustomEvent"}},
		},
		{
			Name: "internal/abort", Script: node.NewScript(files, "abort.js"),
			Globals: []node.Global{{Name: "AbortController"}, {Name: "AbortSignal"}},
		},
		{
			Name: "internal/microtasks", Script: node.NewScript(files, "microtasks.js"), Bind: bindTasks,
			Globals: []node.Global{
				{Name: "queueMicrotask", Enumerable: true},
				{Name: "reportError"}, // Node has none, and code lists the enumerable globals
			},
		},
	}
}

// bindTasks is what runs code, or throws, where no JavaScript is left to catch.
func bindTasks(vm *node.VM) goja.Value {
	rt := vm.Runtime
	thrower, _ := goja.AssertFunction(rt.ToValue(func(call goja.FunctionCall) goja.Value {
		panic(call.Argument(0))
	}))
	throw := func(v goja.Value) error {
		_, err := thrower(goja.Undefined(), v)
		return err
	}
	return vm.Object(map[string]node.Func{
		// throwLater(value): an uncaught exception, thrown by a tick (process.nextTick(() => { throw value })).
		"throwLater": func(call goja.FunctionCall) goja.Value {
			v := call.Argument(0)
			vm.Loop.NextTick(func() error { return throw(v) })
			return goja.Undefined()
		},
		// throwNow(value): an uncaught exception of the code that runs.
		"throwNow": func(call goja.FunctionCall) goja.Value {
			vm.Loop.Throw(throw(call.Argument(0)))
			return goja.Undefined()
		},
		// protect(f) calls f() and makes what it throws an uncaught exception.
		"protect": func(call goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(rt.NewTypeError("not a function"))
			}
			if _, err := f(goja.Undefined()); err != nil {
				vm.Loop.Throw(err)
			}
			return goja.Undefined()
		},
	})
}

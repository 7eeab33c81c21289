// Package nodeasync has async_hooks, above all AsyncLocalStorage, and diagnostics_channel.
//
// The event loop carries one value with everything that is called later: timers, ticks, immediates, callbacks from goroutines and
// promise reactions (eventloop.Loop.AsyncState). Here it is a frame: the values of all AsyncLocalStorages and the async id of
// the code that runs. Frames are immutable; to enter a storage is to replace the frame.
//
// What goja doesn't tell stays unknown: the moment when a promise is made. Hooks hear of what waits for a promise (then, await): its init
// comes when that is registered, its destroy when it has run.
package nodeasync

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var scripts embed.FS

// Modules are async_hooks and diagnostics_channel.
func Modules() []node.Module {
	return []node.Module{
		{Name: "async_hooks", Script: node.NewScript(scripts, "async_hooks.js"), Bind: bind},
		{Name: "diagnostics_channel", Script: node.NewScript(scripts, "diagnostics_channel.js")},
	}
}

// frame is an async context. It is never changed.
type frame struct {
	stores      []entry
	id, trigger int64        // of the resource whose callback runs
	resource    *goja.Object // which executionAsyncResource gives; nil: the main one
}

// entry is the value of one storage.
type entry struct {
	storage *goja.Object
	value   goja.Value
}

// root is the frame of code that entered nothing.
var root = &frame{id: 1}

type hooks struct {
	vm *node.VM
}

func (h hooks) current() *frame {
	if f, ok := h.vm.Loop.AsyncState().(*frame); ok && f != nil {
		return f
	}
	return root
}

// with returns the frame in which storage has value; undefined takes it out.
func (f *frame) with(storage *goja.Object, value goja.Value) *frame {
	next := &frame{id: f.id, trigger: f.trigger, resource: f.resource, stores: make([]entry, 0, len(f.stores)+1)}
	for _, e := range f.stores {
		if e.storage != storage {
			next.stores = append(next.stores, e)
		}
	}
	if !goja.IsUndefined(value) {
		next.stores = append(next.stores, entry{storage, value})
	}
	return next
}

func (f *frame) get(storage *goja.Object) goja.Value {
	for i := range f.stores {
		if f.stores[i].storage == storage {
			return f.stores[i].value
		}
	}
	return goja.Undefined()
}

// call calls fn inside a frame and restores the caller's.
func (h hooks) call(f *frame, fn goja.Value, this goja.Value, args []goja.Value) goja.Value {
	callback, ok := goja.AssertFunction(fn)
	if !ok {
		panic(h.vm.Runtime.NewTypeError("%s is not a function", fn))
	}
	before := h.vm.Loop.AsyncState()
	h.vm.Loop.SetAsyncState(f)
	defer h.vm.Loop.SetAsyncState(before)
	result, err := callback(this, args...)
	if err != nil {
		h.vm.Rethrow(err)
	}
	return result
}

func rest(args []goja.Value, n int) []goja.Value {
	if len(args) <= n {
		return nil
	}
	return args[n:]
}

func bind(vm *node.VM) goja.Value {
	h := hooks{vm}
	rt := vm.Runtime
	storage := func(call goja.FunctionCall) *goja.Object { return call.This.ToObject(rt) }
	binding := rt.NewObject()
	method := func(name string, length int, f node.Func) {
		if err := binding.Set(name, vm.Function(name, length, f)); err != nil {
			vm.Rethrow(err)
		}
	}
	enable := func(o *goja.Object) {
		if err := o.Set("enabled", true); err != nil {
			vm.Rethrow(err)
		}
	}
	method("getStore", 0, func(call goja.FunctionCall) goja.Value {
		o := storage(call)
		value := h.current().get(o)
		if !goja.IsUndefined(value) && !o.Get("enabled").ToBoolean() {
			return goja.Undefined()
		}
		return value
	})
	method("enterWith", 1, func(call goja.FunctionCall) goja.Value {
		o := storage(call)
		enable(o)
		vm.Loop.SetAsyncState(h.current().with(o, call.Argument(0)))
		return goja.Undefined()
	})
	method("run", 2, func(call goja.FunctionCall) goja.Value {
		o := storage(call)
		enable(o)
		return h.call(h.current().with(o, call.Argument(0)), call.Argument(1), goja.Null(), rest(call.Arguments, 2))
	})
	method("exit", 1, func(call goja.FunctionCall) goja.Value {
		return h.call(h.current().with(storage(call), goja.Undefined()), call.Argument(0), goja.Null(), rest(call.Arguments, 1))
	})
	// drop takes a storage out of the current frame.
	method("drop", 0, func(call goja.FunctionCall) goja.Value {
		vm.Loop.SetAsyncState(h.current().with(storage(call), goja.Undefined()))
		return goja.Undefined()
	})
	// capture returns run(id, trigger, resource, fn, this, args…), which calls fn in the frame of now under another async id.
	method("capture", 0, func(goja.FunctionCall) goja.Value {
		captured := h.current()
		return rt.ToValue(func(call goja.FunctionCall) goja.Value {
			f := &frame{stores: captured.stores, id: call.Argument(0).ToInteger(), trigger: call.Argument(1).ToInteger()}
			f.resource, _ = call.Argument(2).(*goja.Object)
			return h.call(f, call.Argument(3), call.Argument(4), rest(call.Arguments, 5))
		})
	})
	o := &observer{hooks: h, last: 1}
	method("newAsyncId", 0, func(goja.FunctionCall) goja.Value { return rt.ToValue(o.next()) })
	// Only a program that asks for ids pays for them.
	method("executionAsyncId", 0, func(goja.FunctionCall) goja.Value {
		vm.Loop.Observe(o)
		return rt.ToValue(h.current().id)
	})
	method("triggerAsyncId", 0, func(goja.FunctionCall) goja.Value {
		vm.Loop.Observe(o)
		return rt.ToValue(h.current().trigger)
	})
	// executionAsyncResource gives the resource whose callback runs; undefined for the main one.
	method("executionAsyncResource", 0, func(goja.FunctionCall) goja.Value {
		o.resources = true
		vm.Loop.Observe(o)
		if r := h.current().resource; r != nil {
			return r
		}
		return goja.Undefined()
	})
	// observe sets the function that is called with ("init", id, type, trigger, resource), ("before", id), ("after", id) and
	// ("destroy", id); undefined ends that.
	method("observe", 1, func(call goja.FunctionCall) goja.Value {
		o.emit, _ = goja.AssertFunction(call.Argument(0))
		vm.Loop.Observe(o)
		return goja.Undefined()
	})
	// destroyLater tells of the end of an AsyncResource from an immediate that nobody hears of.
	method("destroyLater", 1, func(call goja.FunctionCall) goja.Value {
		id := call.Argument(0).ToInteger()
		vm.Loop.Observe(nil)
		vm.Loop.SetImmediate(func() error {
			o.tell("destroy", id)
			return nil
		})
		vm.Loop.Observe(o)
		return goja.Undefined()
	})
	return binding
}

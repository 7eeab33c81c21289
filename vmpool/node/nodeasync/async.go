// Package nodeasync has async_hooks, above all AsyncLocalStorage, and diagnostics_channel.
//
// The event loop carries one value with everything that is called later: timers, ticks, immediates, callbacks from goroutines and
// promise reactions (eventloop.Loop.AsyncState). Here it is a frame: the values of all AsyncLocalStorages and the async id of
// the code that runs. Frames are immutable; to enter a storage is to replace the frame.
//
// What goja doesn't tell stays unknown: the moment when a promise is made (so hooks hear of AsyncResources only), and the context in
// which a thenable that is no promise is awaited (its then is called without a frame).
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
	id, trigger int64 // of the resource whose callback runs
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
	next := &frame{id: f.id, trigger: f.trigger, stores: make([]entry, 0, len(f.stores)+1)}
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
	// capture returns run(id, trigger, fn, this, args…), which calls fn in the frame of now under another async id.
	method("capture", 0, func(goja.FunctionCall) goja.Value {
		captured := h.current()
		return rt.ToValue(func(call goja.FunctionCall) goja.Value {
			f := &frame{stores: captured.stores, id: call.Argument(0).ToInteger(), trigger: call.Argument(1).ToInteger()}
			return h.call(f, call.Argument(2), call.Argument(3), rest(call.Arguments, 4))
		})
	})
	ids := &counter{last: 1}
	method("newAsyncId", 0, func(goja.FunctionCall) goja.Value { return rt.ToValue(ids.next()) })
	// Only a program that asks for ids pays for them.
	method("executionAsyncId", 0, func(goja.FunctionCall) goja.Value {
		ids.give(vm)
		return rt.ToValue(h.current().id)
	})
	method("triggerAsyncId", 0, func(goja.FunctionCall) goja.Value {
		ids.give(vm)
		return rt.ToValue(h.current().trigger)
	})
	return binding
}

// counter gives async ids.
type counter struct {
	last   int64
	giving bool
}

func (c *counter) next() int64 {
	c.last++
	return c.last
}

// give makes all work that is queued from now on have an id of its own.
func (c *counter) give(vm *node.VM) {
	if c.giving {
		return
	}
	c.giving = true
	vm.Loop.DeriveAsyncState(func(state any) any {
		f, ok := state.(*frame)
		if !ok || f == nil {
			f = root
		}
		return &frame{stores: f.stores, id: c.next(), trigger: f.id}
	})
}

package nodeasync

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

// observer gives the loop's callbacks ids, and tells hooks of them while there are any.
type observer struct {
	hooks
	last      int64
	resources bool          // executionAsyncResource is used, so every callback gets one
	emit      goja.Callable // nil: there are no hooks
}

// typeNames are Node's names of resources. What works outside of the loop has many there; here it has one.
var typeNames = map[eventloop.AsyncKind]string{
	eventloop.AsyncTimer: "Timeout", eventloop.AsyncImmediate: "Immediate", eventloop.AsyncTick: "TickObject",
	eventloop.AsyncOperation: "FSREQCALLBACK", eventloop.AsyncPromise: "PROMISE",
}

func (o *observer) next() int64 {
	o.last++
	return o.last
}

// tell calls the hooks. What they throw ends the run, as it ends Node's process.
func (o *observer) tell(event string, args ...any) {
	if o.emit == nil {
		return
	}
	values := []goja.Value{o.vm.Runtime.ToValue(event)}
	for _, a := range args {
		values = append(values, o.vm.Runtime.ToValue(a))
	}
	if _, err := o.emit(goja.Undefined(), values...); err != nil {
		o.vm.Loop.Finish(err)
	}
}

func frameOf(state any) *frame {
	if f, ok := state.(*frame); ok && f != nil {
		return f
	}
	return root
}

// Queued makes a frame with an id of its own.
func (o *observer) Queued(kind eventloop.AsyncKind, state any) any {
	f := frameOf(state)
	next := &frame{stores: f.stores, id: o.next(), trigger: f.id}
	if o.emit != nil || o.resources {
		next.resource = o.vm.Runtime.NewObject()
	}
	if o.emit != nil {
		o.tell("init", next.id, typeNames[kind], next.trigger, next.resource)
	}
	return next
}

// Enter gives callbacks that were queued before the hooks an id, too.
func (o *observer) Enter(_ eventloop.AsyncKind, state any) any {
	if o.emit == nil {
		return state
	}
	f := frameOf(state)
	if f.id == root.id {
		f = &frame{stores: f.stores, id: o.next(), trigger: f.id, resource: f.resource}
	}
	o.vm.Loop.SetAsyncState(f)
	o.tell("before", f.id)
	return f
}

// Leave tells of the end of a callback, also of one that has made the first hook.
func (o *observer) Leave(state any) {
	if o.emit == nil {
		return
	}
	id := frameOf(state).id
	if id == root.id {
		id = o.next()
	}
	o.tell("after", id)
}

// Dropped tells that a callback is gone for good.
func (o *observer) Dropped(state any) {
	if f := frameOf(state); f.id != root.id {
		o.tell("destroy", f.id)
	}
}

var _ eventloop.AsyncObserver = (*observer)(nil)

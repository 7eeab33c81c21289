// Package nodetimers is the modules timers and timers/promises, and the timer functions of globalThis.
//
// The event loop keeps the timers (package eventloop); the scripts here are Node's Timeout and Immediate classes on top of
// it. A Timeout holds its loop timer in a private field, so that what a run leaves behind can be collected.
package nodetimers

import (
	"context"
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns timers, timers/promises and internal/timers.
func Modules() []node.Module {
	var globals []node.Global
	for _, name := range []string{
		"clearImmediate", "setImmediate", "clearInterval", "clearTimeout", "setInterval", "setTimeout",
	} {
		globals = append(globals, node.Global{Name: name, Enumerable: true})
	}
	return []node.Module{
		{Name: "internal/timers", Script: node.NewScript(files, "internal_timers.js"), Bind: bind},
		{Name: "timers", Script: node.NewScript(files, "timers.js"), Globals: globals},
		{Name: "timers/promises", Script: node.NewScript(files, "timers_promises.js")},
	}
}

// queue is the Go side of internal/timers in one VM.
type queue struct {
	vm           *node.VM
	runTimeout   goja.Callable
	runImmediate goja.Callable
	known        map[int64]goja.Value // Timeouts whose number was asked for, by that number
	knownIn      context.Context      // the run that known belongs to
	lastID       int64
}

func bind(vm *node.VM) goja.Value {
	q := &queue{vm: vm}
	return vm.Object(map[string]node.Func{
		"connect":      q.connect,
		"newID":        q.newID,
		"now":          func(goja.FunctionCall) goja.Value { return vm.Runtime.ToValue(vm.Loop.Now()) },
		"start":        q.start,
		"restart":      q.restart,
		"stop":         q.stop,
		"active":       q.active,
		"setRef":       q.setRef,
		"immediate":    q.immediate,
		"stopIm":       q.stopImmediate,
		"setRefIm":     q.setRefImmediate,
		"remember":     q.remember,
		"forget":       q.forget,
		"knownTimeout": q.knownTimeout,
	})
}

// connect(runTimeout, runImmediate) tells whom to call when something is due.
func (q *queue) connect(call goja.FunctionCall) goja.Value {
	q.runTimeout, _ = goja.AssertFunction(call.Argument(0))
	q.runImmediate, _ = goja.AssertFunction(call.Argument(1))
	return goja.Undefined()
}

func (q *queue) newID(goja.FunctionCall) goja.Value {
	q.lastID++
	return q.vm.Runtime.ToValue(q.lastID)
}

// start(timeout, ms, ref) returns a handle.
func (q *queue) start(call goja.FunctionCall) goja.Value {
	timeout := call.Argument(0)
	t := q.vm.Loop.SetTimer(call.Argument(1).ToFloat(), false, func() error {
		_, err := q.runTimeout(goja.Undefined(), timeout)
		return err
	})
	t.SetRef(call.Argument(2).ToBoolean())
	return q.vm.Runtime.ToValue(t)
}

func timerOf(v goja.Value) *eventloop.Timer {
	t, _ := v.Export().(*eventloop.Timer)
	return t
}

func (q *queue) restart(call goja.FunctionCall) goja.Value {
	if t := timerOf(call.Argument(0)); t != nil {
		t.Refresh()
	}
	return goja.Undefined()
}

func (q *queue) stop(call goja.FunctionCall) goja.Value {
	if t := timerOf(call.Argument(0)); t != nil {
		t.Stop()
	}
	return goja.Undefined()
}

func (q *queue) active(call goja.FunctionCall) goja.Value {
	t := timerOf(call.Argument(0))
	return q.vm.Runtime.ToValue(t != nil && t.Active())
}

func (q *queue) setRef(call goja.FunctionCall) goja.Value {
	if t := timerOf(call.Argument(0)); t != nil {
		t.SetRef(call.Argument(1).ToBoolean())
	}
	return goja.Undefined()
}

// immediate(immediate) returns a handle.
func (q *queue) immediate(call goja.FunctionCall) goja.Value {
	immediate := call.Argument(0)
	return q.vm.Runtime.ToValue(q.vm.Loop.SetImmediate(func() error {
		_, err := q.runImmediate(goja.Undefined(), immediate)
		return err
	}))
}

func (q *queue) stopImmediate(call goja.FunctionCall) goja.Value {
	if im, ok := call.Argument(0).Export().(*eventloop.Immediate); ok {
		im.Stop()
	}
	return goja.Undefined()
}

func (q *queue) setRefImmediate(call goja.FunctionCall) goja.Value {
	if im, ok := call.Argument(0).Export().(*eventloop.Immediate); ok {
		im.SetRef(call.Argument(1).ToBoolean())
	}
	return goja.Undefined()
}

// remember(id, timeout) makes a Timeout known by its number, for clearTimeout(number), while the run lasts.
func (q *queue) remember(call goja.FunctionCall) goja.Value {
	if q.known == nil || q.knownIn != q.vm.Loop.Context() {
		q.known, q.knownIn = map[int64]goja.Value{}, q.vm.Loop.Context()
	}
	q.known[call.Argument(0).ToInteger()] = call.Argument(1)
	return goja.Undefined()
}

func (q *queue) forget(call goja.FunctionCall) goja.Value {
	delete(q.known, call.Argument(0).ToInteger())
	return goja.Undefined()
}

// knownTimeout(id) returns the Timeout of a number, or of its decimal text, or undefined.
func (q *queue) knownTimeout(call goja.FunctionCall) goja.Value {
	number := call.Argument(0).ToNumber()
	id := number.ToInteger()
	if q.knownIn == q.vm.Loop.Context() && number.ToFloat() == float64(id) {
		if t, ok := q.known[id]; ok {
			return t
		}
	}
	return goja.Undefined()
}

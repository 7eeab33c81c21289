package nodeprocess

import (
	"errors"
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Exit codes that Node uses by itself.
const (
	ExitUncaught       = 1  // an exception that nobody caught
	ExitFailedHandler  = 7  // 'uncaughtException' handlers threw
	ExitUnsettledAwait = 13 // the loop ran empty before a top-level await was settled
)

// Process is the Go side of a VM's process object. It belongs to the goroutine that runs the VM.
type Process struct {
	vm         *node.VM
	supervised bool
	exiting    bool
	fatal      *Fatal
	signals    sync.Map // names of the signals that JavaScript listens to

	uncaught, rejected, rejectionHandled, beforeExit, exit, code, signal, unhandled goja.Callable
}

// Fatal is an error that ended a supervised program.
type Fatal struct {
	// Value is what was thrown.
	Value goja.Value
	// Err is the error that the loop got, with the stack of the throw statement; nil for a rejection.
	Err error
	// FromPromise says that it is the reason of a rejection that nobody handled.
	FromPromise bool
	// Code is the exit code that the error asks for.
	Code int
}

type processKey struct{}

func newProcess(vm *node.VM) *Process {
	return node.Shared(vm, processKey{}, func() *Process {
		p := &Process{vm: vm}
		p.setHooks()
		return p
	})
}

// Of returns the process of vm, loading its module. Call it inside a run, or before the first.
func Of(vm *node.VM) *Process {
	vm.Require("process")
	return newProcess(vm)
}

// Supervise makes vm's run that of a program: 'beforeExit' is emitted when the loop is empty, an uncaught error emits 'exit'
// and is kept for Fatal.
func (p *Process) Supervise() {
	p.supervised = true
	p.setHooks()
}

// Fatal is the error that ended the program; nil when none did.
func (p *Process) Fatal() *Fatal { return p.fatal }

// End emits 'exit' and ends the run with an *ExitError of the program's exit code; nothing that the listeners start is done any
// more. unsettled says that the main module never came to its end (exit code 13). It must be called inside a run, after the
// one that ran empty.
func (p *Process) End(unsettled bool) error {
	if _, err := p.exit(goja.Undefined(), p.vm.Runtime.ToValue(unsettled)); err != nil {
		return err
	}
	p.vm.Exit(p.ExitCode(0))
	return nil
}

// Listens reports whether JavaScript has a listener for a signal, such as "SIGTERM". Any goroutine may call it.
func (p *Process) Listens(signal string) bool {
	_, ok := p.signals.Load(signal)
	return ok
}

// EmitSignal emits the event of a signal. It must be called on the loop.
func (p *Process) EmitSignal(name string, number int) error {
	_, err := p.signal(goja.Undefined(), p.vm.Runtime.ToValue(name), p.vm.Runtime.ToValue(number))
	return err
}

// listen(signal, on) keeps what Listens tells.
func (p *Process) listen(call goja.FunctionCall) goja.Value {
	if name := call.Argument(0).String(); call.Argument(1).ToBoolean() {
		p.signals.Store(name, true)
	} else {
		p.signals.Delete(name)
	}
	return goja.Undefined()
}

// ExitCode is process.exitCode, or fallback when it isn't set.
func (p *Process) ExitCode(fallback int) int {
	v, err := p.code(goja.Undefined())
	if err != nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return fallback
	}
	return int(v.ToInteger())
}

// Unhandled returns the Error that stands for the reason of a rejection that is no Error itself.
func (p *Process) Unhandled(reason goja.Value) (goja.Value, error) {
	return p.unhandled(goja.Undefined(), reason)
}

// connect receives the functions of process.js.
func (p *Process) connect(call goja.FunctionCall) goja.Value {
	handlers := call.Argument(0).ToObject(p.vm.Runtime)
	get := func(name string) goja.Callable {
		f, ok := goja.AssertFunction(handlers.Get(name))
		if !ok {
			panic(p.vm.Runtime.NewTypeError("process.js has no handler %s", name))
		}
		return f
	}
	p.uncaught, p.rejected, p.rejectionHandled = get("uncaught"), get("rejected"), get("rejectionHandled")
	p.beforeExit, p.exit, p.code, p.signal = get("beforeExit"), get("exit"), get("code"), get("signal")
	p.unhandled = get("unhandled")
	if err := handlers.DefineAccessorProperty("exiting",
		p.vm.Runtime.ToValue(func(goja.FunctionCall) goja.Value { return p.vm.Runtime.ToValue(p.exiting) }),
		p.vm.Runtime.ToValue(func(call goja.FunctionCall) goja.Value {
			p.exiting = call.Argument(0).ToBoolean()
			return goja.Undefined()
		}), goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
	return goja.Undefined()
}

func (p *Process) setHooks() {
	hooks := eventloop.Hooks{
		Uncaught:         p.onUncaught,
		Rejected:         p.onRejected,
		RejectionHandled: p.onRejectionHandled,
	}
	if p.supervised {
		hooks.Drained = p.onDrained
	}
	p.vm.Loop.SetHooks(hooks)
}

func (p *Process) value(err error) goja.Value {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		p.vm.Reword(ex.Value())
		return ex.Value()
	}
	return p.vm.Runtime.NewGoError(err)
}

// die remembers what ends the program.
func (p *Process) die(value goja.Value, err error, code int) {
	if p.fatal == nil {
		p.fatal = &Fatal{Value: value, Err: err, FromPromise: err == nil, Code: code}
	}
}

func (p *Process) onUncaught(err error) bool {
	if p.uncaught == nil {
		return false // the module itself failed to load
	}
	value := p.value(err)
	handled, ok := p.call(p.uncaught, value, p.vm.Runtime.ToValue(false), p.vm.Runtime.ToValue(p.supervised))
	if ok && !handled {
		p.die(value, err, ExitUncaught)
	}
	return ok && handled || !p.vm.Loop.Running()
}

func (p *Process) onRejected(promise *goja.Promise) bool {
	if p.rejected == nil {
		return false
	}
	rt := p.vm.Runtime
	reason := promise.Result()
	p.vm.Reword(reason)
	handled, ok := p.call(p.rejected, rt.ToValue(promise), reason, rt.ToValue(p.supervised))
	if ok && !handled {
		p.die(reason, nil, ExitUncaught)
	}
	return ok && handled || !p.vm.Loop.Running()
}

// call calls a handler that answers whether somebody took care. An exception in it ends the program (ok is false then).
func (p *Process) call(f goja.Callable, args ...goja.Value) (handled, ok bool) {
	v, err := f(goja.Undefined(), args...)
	if err == nil {
		return v.ToBoolean(), true
	}
	var ex *goja.Exception
	if !errors.As(err, &ex) {
		p.vm.Loop.Finish(err) // interrupted, by process.exit perhaps: that is the run's end already
		return false, false
	}
	p.die(ex.Value(), err, ExitFailedHandler)
	p.vm.Loop.Finish(err)
	return false, false
}

func (p *Process) onRejectionHandled(promise *goja.Promise) {
	if p.rejectionHandled == nil {
		return
	}
	p.vm.Loop.NextTick(func() error {
		_, err := p.rejectionHandled(goja.Undefined(), p.vm.Runtime.ToValue(promise))
		return err
	})
}

func (p *Process) onDrained() {
	if p.exiting {
		return
	}
	if _, err := p.beforeExit(goja.Undefined()); err != nil {
		p.vm.Loop.Throw(err)
	}
}

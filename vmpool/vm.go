package vmpool

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/intl"
)

// VM is one JavaScript virtual machine: a goja runtime, its event loop and its built-in modules. One goroutine at a time may use it.
type VM struct {
	rt       *goja.Runtime
	loop     *eventloop.Loop
	node     *node.VM
	limits   Limits
	exports  *goja.Object
	loaded   map[string]*Program // by script name
	errors   *es.Errors
	programs *programs // of the pool; nil for a VM alone
	data     map[any]any

	chunkSource *chunks // of the program; nil without
	chunks      map[string]*loadedChunk

	uses    int
	spoiled bool      // was interrupted, or panicked: its state can't be trusted
	since   time.Time // idle since
}

// VMConfig is what one VM is made of.
type VMConfig struct {
	// Host is what the JavaScript is given.
	Host node.Host
	// Limits bound each run. Busy and Heap are enforced by a Pool only.
	Limits Limits
	// Modules are built-ins besides those of Builtins.
	Modules []node.Module
	// Gate bounds the VMs that run JavaScript at the same time; see eventloop.Config.
	Gate chan struct{}

	programs *programs
}

// NewVM makes a VM outside a pool, for a process that runs one script. No goroutine is started.
func NewVM(cfg VMConfig) (*VM, error) { return newVM(cfg, Builtins().With(cfg.Modules)) }

func newVM(cfg VMConfig, table *node.Table) (*VM, error) {
	limitRegexps()
	limits := cfg.Limits.withDefaults()
	rt := goja.New()
	if limits.Depth > 0 {
		rt.SetMaxCallStackSize(limits.Depth)
	}
	loop, err := eventloop.New(rt, eventloop.Config{MaxTimers: max(limits.Timers, 0), Gate: cfg.Gate})
	if err != nil {
		return nil, err
	}
	vm := &VM{rt: rt, loop: loop, limits: limits, programs: cfg.programs, loaded: map[string]*Program{}, data: map[any]any{}}
	vm.errors, err = es.Install(rt, es.Config{MaxAlloc: limits.Alloc, MapStack: vm.MapStack, Script: vm.scriptOf})
	if err != nil {
		return nil, fmt.Errorf("preparing a VM: %w", err)
	}
	host := cfg.Host
	view, err := node.NewVM(rt, loop, &host, table)
	if err != nil {
		return nil, fmt.Errorf("preparing a VM: %w", err)
	}
	if err := intl.Install(view); err != nil {
		return nil, fmt.Errorf("preparing a VM: %w", err)
	}
	vm.node = view
	view.Frames = vm.MapStack
	view.Reword = vm.Reword
	view.Compile, view.CompileFile = vm.compile, vm.compileFile
	return vm, nil
}

// Runtime is the VM's goja runtime.
func (vm *VM) Runtime() *goja.Runtime { return vm.rt }

// Loop is the VM's event loop.
func (vm *VM) Loop() *eventloop.Loop { return vm.loop }

// Node is the VM as its built-in modules see it.
func (vm *VM) Node() *node.VM { return vm.node }

// Exports is what the pool's Program exported when this VM evaluated it; nil for a VM without a program.
func (vm *VM) Exports() *goja.Object { return vm.exports }

// Data returns the VM's value of key, made by create on first use. Keys are unexported struct types of the caller. What it
// holds lives and dies with the VM.
func Data[T any](vm *VM, key any, create func() (T, error)) (T, error) {
	if v, ok := vm.data[key]; ok {
		return v.(T), nil
	}
	v, err := create()
	if err == nil {
		vm.data[key] = v
	}
	return v, err
}

// Run calls main on the VM's event loop and returns when the run is over: when nothing is left to do, when main or something
// after it calls Loop().Finish, or with an error: an exception that nobody caught, an unhandled rejection, ctx's cause, or
// a limit (ErrTimeout, ErrStuck, ErrDepth, ErrMemory). Errors of JavaScript are *Error values with source-mapped stacks.
// Everything that the run started has ended by then.
func (vm *VM) Run(ctx context.Context, main func() error) error {
	if vm.limits.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, vm.limits.Timeout, ErrTimeout)
		defer cancel()
	}
	vm.uses++
	err := vm.loop.Run(ctx, main)
	if err == nil {
		return nil
	}
	return vm.wrap(err)
}

// wrap turns an error of a run into the one that callers see, and remembers whether the VM can be used again.
func (vm *VM) wrap(err error) error {
	var interrupted *eventloop.Interrupted
	var deep *goja.StackOverflowError
	switch {
	case errors.As(err, &interrupted):
		vm.spoiled = true
		var exit *node.ExitError
		if errors.As(interrupted.Cause, &exit) {
			return exit
		}
		return &Error{Message: interrupted.Cause.Error(), Stack: vm.MapStack(interrupted.Stack), cause: interrupted.Cause}
	case errors.As(err, &deep):
		vm.spoiled = true
		return &Error{Message: ErrDepth.Error(), Stack: vm.MapStack(firstLines(deep.String(), 40)), cause: ErrDepth}
	}
	var own *node.ExitError
	if errors.As(err, &own) || vm.loopWasCut(err) {
		vm.spoiled = true
	}
	return vm.Error(err)
}

// loopWasCut reports whether err is the end of a context: the run may have been stopped anywhere.
func (vm *VM) loopWasCut(err error) bool {
	return errors.Is(err, ErrTimeout) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Load evaluates p in the VM's global scope and returns its completion value. It must be called inside Run.
func (vm *VM) Load(p *Program) (goja.Value, error) {
	vm.loaded[p.name] = p
	return vm.rt.RunProgram(p.program)
}

// compile serves built-in modules: a script compiled for this VM, with its source map registered.
func (vm *VM) compile(name string, source, sourceMap []byte, before, after string) (*goja.Program, error) {
	p, err := Compile(name, source, CompileOptions{SourceMap: sourceMap, Before: before, After: after})
	if err != nil {
		return nil, err
	}
	vm.loaded[name] = p
	return p.program, nil
}

// compileFile is compile for the files that the module loader loads: the VMs of a pool share what comes out.
func (vm *VM) compileFile(name string, source, sourceMap []byte, before, after string) (*goja.Program, error) {
	p, err := vm.programs.compile(name, source, CompileOptions{SourceMap: sourceMap, Before: before, After: after})
	if err != nil {
		return nil, err
	}
	vm.loaded[name] = p
	return p.program, nil
}

func (vm *VM) mapOf(script string) *sourceMap {
	if p := vm.loaded[script]; p != nil {
		return p.maps
	}
	return nil
}

func (vm *VM) scriptOf(name string) *es.Script {
	if p := vm.loaded[name]; p != nil {
		return p.script
	}
	return nil
}

// Reword puts the message of an error that goja made into V8's words; other values stay as they are. What Go does with a thrown value of JavaScript
// begins with it.
func (vm *VM) Reword(v goja.Value) { vm.errors.Reword(v) }

// settleTime is how long Evaluate waits for what a bundle's modules began and did not await.
const settleTime = time.Second

// Evaluate loads a server bundle: a program whose completion value is a CommonJS function (exports, require, module,
// __filename, __dirname), possibly async, and returns module.exports. What its modules have begun by then (a fetch whose promise they keep) may take another
// second; after that, and for intervals at once, it is dropped with the run. It must not be called inside Run.
func (vm *VM) Evaluate(ctx context.Context, p *Program) (*goja.Object, error) {
	var exports *goja.Object
	err := vm.Run(ctx, func() error {
		if p.chunks != nil {
			vm.chunkSource, vm.node.Chunk = p.chunks, vm.requireChunk
		}
		module, result, err := vm.evaluate(p, false)
		if err != nil {
			return err
		}
		finish := func() {
			exports = module.Get("exports").ToObject(vm.rt)
			vm.loop.Settle(settleTime)
		}
		promise, async := result.Export().(*goja.Promise)
		if !async {
			finish()
			return nil
		}
		return vm.Then(promise, func(goja.Value) { finish() }, func(reason goja.Value) {
			vm.loop.Finish(&eventloop.UnhandledRejection{Reason: reason})
		})
	})
	if err != nil {
		return nil, err
	}
	if exports == nil {
		return nil, fmt.Errorf("%s never finished: a top-level await waits for something that never happens", p.name)
	}
	return exports, nil
}

// Callable is v as a function; a nil `this` is undefined.
func (vm *VM) Callable(v goja.Value) (call func(this goja.Value, args ...goja.Value) (goja.Value, error), ok bool) {
	f, ok := goja.AssertFunction(v)
	if !ok {
		return nil, false
	}
	return func(this goja.Value, args ...goja.Value) (goja.Value, error) {
		if this == nil {
			this = goja.Undefined()
		}
		return f(this, args...)
	}, true
}

// Then calls one of the functions, on the loop, when promise is settled. The promise counts as handled.
func (vm *VM) Then(promise *goja.Promise, fulfilled, rejected func(goja.Value)) error {
	obj := vm.rt.ToValue(promise).ToObject(vm.rt)
	then, ok := goja.AssertFunction(obj.Get("then"))
	if !ok {
		return errors.New("Promise.prototype.then is not a function")
	}
	native := func(f func(goja.Value)) goja.Value {
		return vm.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			f(call.Argument(0))
			return goja.Undefined()
		})
	}
	_, err := then(obj, native(fulfilled), native(rejected))
	return err
}

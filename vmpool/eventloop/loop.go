// Package eventloop is the event loop of one VM: Node's phases (timers, poll, immediates) and Node's order of nextTicks and
// microtasks between any two callbacks, on one goroutine.
//
// goja drains its microtasks whenever the outermost call into JavaScript returns. Node runs the nextTick queue first and the
// microtasks after it. So every task enters JavaScript through a trampoline (trampoline.js): the task and then the ticks run
// nested inside it, where goja does not drain, and the microtasks follow when the trampoline returns.
//
// A Loop belongs to the goroutine that calls Run, and everything here must be called on that goroutine, from inside Run; the
// exceptions are Interrupt and the methods of Pending, which any goroutine may call.
package eventloop

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

//go:embed trampoline.js
var trampolineSource string

var compileTrampoline = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("ssr:trampoline", trampolineSource, true)
})

// ErrTooManyTimers is thrown where a run asks for more active timers and immediates than Config.MaxTimers.
var ErrTooManyTimers = errors.New("too many active timers: a loop that starts timers and never clears them?")

// Config is what a Loop may do and whom it tells. The zero value has no limits and treats every uncaught error as the end.
type Config struct {
	// MaxTimers bounds the timers and immediates that are active at once. Zero means no bound.
	MaxTimers int
	// Gate bounds how many loops of a process run JavaScript at the same time: a token is put in before JavaScript runs and
	// taken out while the loop waits. Nil means no bound.
	Gate chan struct{}
}

// Hooks are the decisions of the host's process object. Each may be nil. They are called on the loop.
type Hooks struct {
	// Uncaught is called with an exception that no callback caught; it reports whether somebody handled it. Unhandled ones
	// end the run as its error (Node's 'uncaughtException').
	Uncaught func(err error) (handled bool)
	// Rejected is called after the microtasks with a promise that was rejected and has no handler; it reports whether
	// somebody took care. If not, the run ends with an UnhandledRejection (Node's 'unhandledRejection', mode throw).
	Rejected func(p *goja.Promise) (handled bool)
	// RejectionHandled is called when a promise that was given to Rejected gets a handler after all.
	RejectionHandled func(p *goja.Promise)
	// Drained is called when nothing keeps the loop alive; what it starts goes on (Node's 'beforeExit').
	Drained func()
}

// UnhandledRejection is the error of a run in which a promise was rejected and nobody handled it.
type UnhandledRejection struct {
	// Reason is the rejection's value, usually an Error object. It belongs to the run's VM.
	Reason goja.Value
}

// Error says the reason as JavaScript would print it.
func (e *UnhandledRejection) Error() string {
	return "unhandled promise rejection: " + describe(e.Reason)
}

func describe(v goja.Value) string {
	if v == nil {
		return "undefined"
	}
	if o, ok := v.(*goja.Object); ok {
		if stack := o.Get("stack"); stack != nil && !goja.IsUndefined(stack) {
			return stack.String()
		}
	}
	return v.String()
}

// Loop is the event loop of one VM. Make it with New; it serves any number of runs, one at a time.
type Loop struct {
	rt         *goja.Runtime
	cfg        Config
	hooks      Hooks
	trampoline goja.Callable

	timers     timerHeap
	firing     *Timer // whose callback runs
	seq        uint64
	immediates []*Immediate
	ticks      []tick
	refs       int   // what keeps the loop alive: referenced timers, immediates and pending operations
	active     int   // timers and immediates, referenced or not
	operations int   // pending ones that are referenced
	settleBy   int64 // Now at which Settle gives up; 0: it was not called
	task       func() error
	start      time.Time

	rejected   []*goja.Promise        // waiting for the end of the microtasks
	reported   map[*goja.Promise]bool // given to Hooks.Rejected
	asyncState any                    // the AsyncLocalStorage frame of the code that runs now
	observer   AsyncObserver          // nil: nobody observes
	running    bool
	finished   bool
	err        error

	ctx    context.Context
	cancel context.CancelCauseFunc
	work   sync.WaitGroup // goroutines of Go

	liveMu    sync.Mutex
	live      bool         // Interrupt reaches the runtime
	cut       error        // with this cause it has done so in this run
	run       uint64       // counts the runs
	busySince atomic.Int64 // since start, odd; 0: waiting

	mu    sync.Mutex
	inbox []func() error // deliveries from goroutines
	wake  chan struct{}  // one slot: something is in the inbox, or Interrupt was called
}

type tick struct {
	run   func() error
	state any
}

// New returns the loop of rt. It installs rt's promise rejection and async context trackers. No goroutine is started.
func New(rt *goja.Runtime, cfg Config) (*Loop, error) {
	l := &Loop{rt: rt, cfg: cfg, wake: make(chan struct{}, 1), start: time.Now(), reported: map[*goja.Promise]bool{}}
	v, err := rt.RunProgram(compileTrampoline())
	if err != nil {
		return nil, fmt.Errorf("starting the event loop: %w", err)
	}
	enter, ok := goja.AssertFunction(v)
	if !ok {
		return nil, errors.New("starting the event loop: the trampoline is not a function")
	}
	native := rt.ToValue(func(goja.FunctionCall) goja.Value {
		l.runNested()
		return goja.Undefined()
	})
	l.trampoline = func(this goja.Value, _ ...goja.Value) (goja.Value, error) { return enter(this, native) }
	rt.SetPromiseRejectionTracker(l.trackRejection)
	rt.SetAsyncContextTracker(&contextTracker{loop: l})
	return l, nil
}

// SetHooks replaces the loop's hooks.
func (l *Loop) SetHooks(h Hooks) { l.hooks = h }

// Context is the context of the current run. It ends when the run ends, for whatever reason. Nil outside a run.
func (l *Loop) Context() context.Context { return l.ctx }

// Now is the time in milliseconds since the loop was made, as Node's timers count it (whole milliseconds, monotonic).
func (l *Loop) Now() int64 { return time.Since(l.start).Milliseconds() }

// Run calls main on the loop as its first task and goes on until nothing keeps the loop alive, Finish is called, an error is
// caught by nobody, or ctx ends; then it drops what is left, cancels Context and waits for the goroutines of Go. The
// error is that of the run: main's, Finish's, an uncaught exception (*goja.Exception), an *UnhandledRejection, or, when
// JavaScript was interrupted, the cause of the interruption (context.Cause(ctx), or Interrupt's).
func (l *Loop) Run(ctx context.Context, main func() error) error {
	if l.running {
		return errors.New("event loop: Run called inside a run")
	}
	l.running, l.finished, l.err = true, false, nil
	l.ctx, l.cancel = context.WithCancelCause(ctx)
	if err := l.gate(); err != nil {
		l.end()
		return err
	}
	l.setLive(true)
	fired := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		l.Interrupt(context.Cause(ctx))
		close(fired)
	})
	if ctx.Err() != nil { // AfterFunc runs in its own goroutine: do not start what is over
		l.finish(context.Cause(ctx))
	} else {
		l.do(main)
		l.spin()
	}
	if !stop() {
		<-fired // a late one would hit the next run
	}
	l.setLive(false)
	l.rt.ClearInterrupt()
	l.ungate()
	l.end()
	err := l.err
	l.err = nil
	return err
}

// end drops everything that the run started and waits for its goroutines.
func (l *Loop) end() {
	l.cancel(errors.New("the run that started this has ended"))
	l.work.Wait()
	l.mu.Lock()
	l.inbox = nil
	l.mu.Unlock()
	for _, t := range l.timers {
		t.index = -1
	}
	l.timers, l.firing, l.immediates, l.ticks, l.rejected = nil, nil, nil, nil, nil
	clear(l.reported)
	l.refs, l.active, l.operations, l.settleBy, l.asyncState, l.running = 0, 0, 0, 0, nil, false
	select {
	case <-l.wake:
	default:
	}
}

// gate waits for the right to run JavaScript.
func (l *Loop) gate() error {
	if l.cfg.Gate != nil {
		select {
		case l.cfg.Gate <- struct{}{}:
		case <-l.ctx.Done():
			return context.Cause(l.ctx)
		}
	}
	l.busySince.Store(int64(time.Since(l.start)) | 1)
	return nil
}

func (l *Loop) ungate() {
	if l.busySince.Swap(0) != 0 && l.cfg.Gate != nil {
		<-l.cfg.Gate
	}
}

// spin runs the phases until the run is over.
func (l *Loop) spin() {
	for !l.finished {
		if cause := l.interrupted(); cause != nil { // with no JavaScript to stop
			l.finish(cause)
			return
		}
		if l.refs == 0 && l.idle() { // what is due but unreferenced does not fire any more
			if l.hooks.Drained != nil {
				l.do(func() error { l.hooks.Drained(); return nil })
			}
			if l.refs == 0 && l.idle() {
				return
			}
			continue
		}
		l.runTimers()
		l.runInbox()
		l.runImmediates()
		if l.finished || l.settled() {
			return
		}
		if len(l.immediates) == 0 && l.refs > 0 {
			l.wait()
		}
	}
}

// idle reports whether no delivery waits.
func (l *Loop) idle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.inbox) == 0
}

// wait gives the gate back and sleeps until a timer is due, something is delivered, or the run is interrupted.
func (l *Loop) wait() {
	var due <-chan time.Time
	if len(l.timers) > 0 {
		d := time.Duration(l.timers[0].due-l.Now()) * time.Millisecond
		if d <= 0 {
			return
		}
		t := time.NewTimer(d)
		defer t.Stop()
		due = t.C
	}
	select { // what is there already needs no pass through the gate
	case <-l.wake:
		return
	default:
	}
	l.ungate()
	select {
	case <-l.wake:
	case <-due:
	}
	if err := l.gate(); err != nil {
		l.finish(err)
	}
}

// Finish ends the run with err once the current task and its microtasks are done. The first call counts.
func (l *Loop) Finish(err error) { l.finish(err) }

func (l *Loop) finish(err error) {
	if !l.finished {
		l.finished, l.err = true, err
	}
}

// Settle ends the run once nothing is under way that will be over by itself within limit: it does not wait for intervals, for
// timers that are due later, nor for operations that take longer. It is for code that is evaluated once and then used by other runs,
// whose promises must not be left hanging.
func (l *Loop) Settle(limit time.Duration) {
	l.settleBy = l.Now() + limit.Milliseconds()
	l.SetTimer(float64(limit.Milliseconds()), false, func() error { l.finish(nil); return nil }).SetRef(false)
}

// settled reports whether Settle was called and only what it doesn't wait for is left.
func (l *Loop) settled() bool {
	if l.settleBy == 0 || l.operations > 0 || len(l.immediates) > 0 || !l.idle() {
		return false
	}
	for _, t := range l.timers {
		if !t.unref && !t.repeat && t.due <= l.settleBy {
			return false
		}
	}
	return true
}

// Running reports whether a run is under way and not yet over.
func (l *Loop) Running() bool { return l.running && !l.finished }

// do runs one task with its ticks and microtasks.
func (l *Loop) do(task func() error) {
	l.task = task
	for {
		if _, err := l.trampoline(goja.Undefined()); err != nil {
			l.fail(err)
		}
		if l.finished {
			l.ticks = nil
			return
		}
		if len(l.ticks) > 0 {
			continue
		}
		if !l.reportRejections() && len(l.ticks) == 0 {
			return
		}
	}
}

// runNested runs, inside the trampoline, the task and then the ticks.
func (l *Loop) runNested() {
	if task := l.task; task != nil {
		l.task = nil
		l.guard(task)
	}
	for !l.finished && len(l.ticks) > 0 {
		t := l.ticks[0]
		l.ticks = l.ticks[1:]
		l.guard(func() error { return l.enter(AsyncTick, t.state, t.run) })
		l.drop(t.state)
	}
	l.asyncState = nil
}

// guard runs task and makes its error the run's unless a hook handles it.
func (l *Loop) guard(task func() error) {
	if err := task(); err != nil {
		l.fail(err)
	}
}

// fail takes an error that left a task.
func (l *Loop) fail(err error) {
	if cause, ok := interruption(err); ok {
		l.finish(cause)
		return
	}
	if l.hooks.Uncaught != nil && l.hooks.Uncaught(err) {
		return
	}
	l.finish(err)
	l.rt.Interrupt(errOver) // what is queued as microtasks must not run any more
}

var errOver = errors.New("the run is over")

// Throw ends the current run with an exception that happened where nobody can catch it (a queueMicrotask callback, an
// event listener), unless a hook handles it.
func (l *Loop) Throw(err error) { l.fail(err) }

func (l *Loop) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		l.rejected = append(l.rejected, p)
		return
	}
	for i, q := range l.rejected {
		if q == p {
			l.rejected = append(l.rejected[:i], l.rejected[i+1:]...)
			return
		}
	}
	if l.reported[p] {
		delete(l.reported, p)
		if l.hooks.RejectionHandled != nil {
			l.hooks.RejectionHandled(p)
		}
	}
}

// reportRejections gives the promises that nobody handles to the hook (Node's processPromiseRejections) and reports
// whether there were any.
func (l *Loop) reportRejections() bool {
	if len(l.rejected) == 0 {
		return false
	}
	list := l.rejected
	l.rejected = nil
	l.task = func() error {
		for _, p := range list {
			l.reported[p] = true
			if l.hooks.Rejected != nil && l.hooks.Rejected(p) {
				continue
			}
			l.finish(&UnhandledRejection{Reason: p.Result()})
			return nil
		}
		return nil
	}
	return true
}

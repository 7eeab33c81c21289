package eventloop_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dop251/goja"
	"go.uber.org/goleak"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a runtime with the loop's primitives as globals and a log.
type bench struct {
	rt   *goja.Runtime
	loop *eventloop.Loop
	log  []string
}

func newBench(t *testing.T, cfg eventloop.Config) *bench {
	t.Helper()
	b := &bench{rt: goja.New()}
	loop, err := eventloop.New(b.rt, cfg)
	if err != nil {
		t.Fatal(err)
	}
	b.loop = loop
	task := func(v goja.Value) func() error {
		f, _ := goja.AssertFunction(v)
		return func() error { _, err := f(goja.Undefined()); return err }
	}
	for name, f := range map[string]func(goja.FunctionCall) goja.Value{
		"log": func(c goja.FunctionCall) goja.Value { b.log = append(b.log, c.Argument(0).String()); return nil },
		"setTimeout": func(c goja.FunctionCall) goja.Value {
			return b.rt.ToValue(loop.SetTimer(c.Argument(1).ToFloat(), false, task(c.Argument(0))))
		},
		"setInterval": func(c goja.FunctionCall) goja.Value {
			return b.rt.ToValue(loop.SetTimer(c.Argument(1).ToFloat(), true, task(c.Argument(0))))
		},
		"clear":        func(c goja.FunctionCall) goja.Value { c.Argument(0).Export().(*eventloop.Timer).Stop(); return nil },
		"setImmediate": func(c goja.FunctionCall) goja.Value { loop.SetImmediate(task(c.Argument(0))); return nil },
		"nextTick":     func(c goja.FunctionCall) goja.Value { loop.NextTick(task(c.Argument(0))); return nil },
	} {
		if err := b.rt.Set(name, f); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func (b *bench) run(ctx context.Context, src string) error {
	b.log = nil
	return b.loop.Run(ctx, func() error {
		_, err := b.rt.RunString(src)
		return err
	})
}

func (b *bench) got() string { return strings.Join(b.log, " ") }

func TestOrder(t *testing.T) {
	// The expectations are what Node 20 prints for the same scripts.
	for name, c := range map[string]struct{ src, want string }{
		"ticks before microtasks": {
			`Promise.resolve().then(() => log('micro')); nextTick(() => log('tick')); log('main')`,
			"main tick micro",
		},
		"ticks of microtasks after all microtasks": {
			`Promise.resolve().then(() => { log('a'); nextTick(() => log('tick')) }).then(() => log('b'))`,
			"a b tick",
		},
		"ticks of ticks before microtasks": {
			`nextTick(() => { log('t1'); nextTick(() => log('t2')); Promise.resolve().then(() => log('m')) })`,
			"t1 t2 m",
		},
		"between two timers": {
			`setTimeout(() => { log('A'); nextTick(() => log('a')); Promise.resolve().then(() => log('am')) }, 1);
			 setTimeout(() => log('B'), 1)`,
			"A a am B",
		},
		"timers by time, then by order": {
			`setTimeout(() => log(3), 20); setTimeout(() => log(1), 2); setTimeout(() => log(2), 2); setTimeout(() => log(4), 20)`,
			"1 2 3 4",
		},
		"an immediate of an immediate waits for the next round": {
			`setImmediate(() => { log('i1'); setImmediate(() => log('i3')) }); setImmediate(() => log('i2'))`,
			"i1 i2 i3",
		},
		"immediate before the timer that a callback starts": {
			`setTimeout(() => { setTimeout(() => log('timer'), 0); setImmediate(() => log('immediate')) }, 1)`,
			"immediate timer",
		},
		"an interval until it is cleared": {
			`let n = 0; const i = setInterval(() => { log(++n); if (n === 3) clear(i) }, 1)`,
			"1 2 3",
		},
		"await": {
			`(async () => { log(1); await null; log(3); await new Promise((r) => setTimeout(r, 1)); log(4) })(); log(2)`,
			"1 2 3 4",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, eventloop.Config{})
			if err := b.run(t.Context(), c.src); err != nil {
				t.Fatal(err)
			}
			if b.got() != c.want {
				t.Errorf("got %q, want %q", b.got(), c.want)
			}
		})
	}
}

func TestErrorsEndTheRun(t *testing.T) {
	for name, c := range map[string]struct{ src, want, log string }{
		"thrown by main":           {`nextTick(() => log('no')); throw new Error('main')`, "Error: main", ""},
		"thrown by a timer":        {`setTimeout(() => { throw new Error('timer') }, 1); setTimeout(() => log('no'), 5)`, "Error: timer", ""},
		"thrown by a tick":         {`Promise.resolve().then(() => log('no')); nextTick(() => { throw new Error('tick') })`, "Error: tick", ""},
		"an unhandled rejection":   {`Promise.reject(new Error('lost')); setTimeout(() => log('no'), 1)`, "Error: lost", ""},
		"handled in the same turn": {`const p = Promise.reject(new Error('x')); nextTick(() => p.catch(() => log('ok')))`, "", "ok"},
		"handled too late":         {`const p = Promise.reject(new Error('late')); setTimeout(() => p.catch(() => {}), 1)`, "Error: late", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, eventloop.Config{})
			err := b.run(t.Context(), c.src)
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got error %v, want none", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got error %v, want %s", err, c.want)
			}
			if b.got() != c.log {
				t.Errorf("logged %q, want %q", b.got(), c.log)
			}
			if err := b.run(t.Context(), `setTimeout(() => log('again'), 1)`); err != nil || b.got() != "again" {
				t.Errorf("the next run: got %q, %v; want it untouched", b.got(), err)
			}
		})
	}
}

func TestHooks(t *testing.T) {
	b := newBench(t, eventloop.Config{})
	b.loop.SetHooks(eventloop.Hooks{
		Uncaught: func(err error) bool { b.log = append(b.log, "uncaught"); return true },
		Rejected: func(*goja.Promise) bool { b.log = append(b.log, "rejected"); return true },
		RejectionHandled: func(*goja.Promise) {
			b.log = append(b.log, "handled")
		},
		Drained: func() { b.log = append(b.log, "drained") },
	})
	err := b.run(t.Context(), `
		const p = Promise.reject(1);
		setTimeout(() => {
			setTimeout(() => p.catch(() => {}), 1);
			throw 1;
		}, 1);`)
	if want := "rejected uncaught handled drained"; err != nil || b.got() != want {
		t.Errorf("got %q, %v; want %q", b.got(), err, want)
	}
}

func TestInterruptNeverSpoilsTheNextRun(t *testing.T) {
	b := newBench(t, eventloop.Config{})
	cause := errors.New("enough")
	for range 200 {
		ctx, cancel := context.WithCancelCause(t.Context())
		go cancel(cause) // races with the end of the run
		if err := b.run(ctx, `for (let i = 0; i < 50; i++) ;`); err != nil && !errors.Is(err, cause) {
			t.Fatalf("got %v, want nil or the cause", err)
		}
		if err := b.run(t.Context(), `log('fine')`); err != nil || b.got() != "fine" {
			t.Fatalf("next run: got %q, %v; want it untouched", b.got(), err)
		}
		b.loop.Interrupt(cause) // between runs it must do nothing
	}
}

func TestInterruptEndsALoopThatWaits(t *testing.T) {
	b := newBench(t, eventloop.Config{})
	cause := errors.New("enough")
	err := b.loop.Run(t.Context(), func() error {
		b.loop.Begin() // is never done
		b.loop.Work(func() {
			for _, busy := b.loop.Busy(); busy > 0; _, busy = b.loop.Busy() {
				time.Sleep(time.Millisecond)
			}
			b.loop.Interrupt(cause)
		})
		return nil
	})
	if !errors.Is(err, cause) {
		t.Errorf("got %v, want %v", err, cause)
	}
}

func TestContextEndsWhatNeverEnds(t *testing.T) {
	for name, src := range map[string]string{
		"a loop":          `for (;;) ;`,
		"a promise chain": `(function f() { Promise.resolve().then(f) })()`,
		"a tick chain":    `(function f() { nextTick(f) })()`,
		"an interval":     `setInterval(() => {}, 1)`,
		"waiting":         `setTimeout(() => {}, 1e6)`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, eventloop.Config{})
			cause := errors.New("time is up")
			ctx, cancel := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, cause)
			defer cancel()
			if err := b.run(ctx, src); !errors.Is(err, cause) {
				t.Errorf("got %v, want %v", err, cause)
			}
		})
	}
}

func TestPending(t *testing.T) {
	t.Run("deliveries run on the loop and keep it alive", func(t *testing.T) {
		b := newBench(t, eventloop.Config{})
		err := b.loop.Run(t.Context(), func() error {
			p := b.loop.Begin()
			b.loop.Work(func() {
				for range 3 {
					p.Post(func() error { b.log = append(b.log, "post"); return nil })
				}
				p.Done(func() error { b.log = append(b.log, "done"); return nil })
			})
			return nil
		})
		if want := "post post post done"; err != nil || b.got() != want {
			t.Errorf("got %q, %v; want %q", b.got(), err, want)
		}
	})
	t.Run("the end of a run cancels its work and waits for it", func(t *testing.T) {
		b := newBench(t, eventloop.Config{})
		var ended bool
		err := b.loop.Run(t.Context(), func() error {
			ctx := b.loop.Context()
			p := b.loop.Begin()
			b.loop.Work(func() {
				<-ctx.Done()
				ended = true
				p.Done(func() error { t.Error("delivered after the end"); return nil })
			})
			b.loop.Finish(nil)
			return nil
		})
		if err != nil || !ended {
			t.Errorf("got %v, ended %v; want the work to have ended", err, ended)
		}
		if err := b.run(t.Context(), `log(1)`); err != nil || b.got() != "1" {
			t.Errorf("next run: got %q, %v", b.got(), err)
		}
	})
	t.Run("an unreferenced one lets the loop end", func(t *testing.T) {
		b := newBench(t, eventloop.Config{})
		if err := b.loop.Run(t.Context(), func() error { b.loop.Begin().SetRef(false); return nil }); err != nil {
			t.Error(err)
		}
	})
}

func TestTimers(t *testing.T) {
	t.Run("a limit", func(t *testing.T) {
		b := newBench(t, eventloop.Config{MaxTimers: 10})
		err := b.run(t.Context(), `for (;;) setTimeout(() => {}, 1e6)`)
		if !errors.Is(err, eventloop.ErrTooManyTimers) {
			t.Errorf("got %v, want ErrTooManyTimers", err)
		}
	})
	t.Run("refresh, unref and stop", func(t *testing.T) {
		b := newBench(t, eventloop.Config{})
		fired := 0
		err := b.loop.Run(t.Context(), func() error {
			var again *eventloop.Timer
			again = b.loop.SetTimer(1, false, func() error {
				if fired++; fired < 3 {
					again.Refresh()
				}
				return nil
			})
			b.loop.SetTimer(1e6, false, func() error { return nil }).SetRef(false)
			b.loop.SetTimer(1e6, false, func() error { return nil }).Stop()
			return nil
		})
		if err != nil || fired != 3 {
			t.Errorf("fired %d times, %v; want 3", fired, err)
		}
	})
}

func TestSettle(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"waits for short timers":            {`setTimeout(() => log('a'), 5); settle(200)`, "a"},
		"and for what they start":           {`setTimeout(() => setTimeout(() => log('b'), 5), 5); settle(200)`, "b"},
		"not for intervals":                 {`setInterval(() => log('no'), 50); settle(1e6)`, ""},
		"not for timers beyond the limit":   {`setTimeout(() => log('no'), 1e5); settle(1000)`, ""},
		"gives up on what goes on for ever": {`(function f() { setTimeout(f, 1) })(); settle(20)`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, eventloop.Config{})
			_ = b.rt.Set("settle", func(c goja.FunctionCall) goja.Value {
				b.loop.Settle(time.Duration(c.Argument(0).ToInteger()) * time.Millisecond)
				return nil
			})
			if err := b.run(t.Context(), c.src); err != nil || b.got() != c.want {
				t.Errorf("got %q, %v; want %q", b.got(), err, c.want)
			}
		})
	}
}

func TestAsyncStateTravels(t *testing.T) {
	b := newBench(t, eventloop.Config{})
	_ = b.rt.Set("enter", func(c goja.FunctionCall) goja.Value { b.loop.SetAsyncState(c.Argument(0).String()); return nil })
	_ = b.rt.Set("state", func(goja.FunctionCall) goja.Value { return b.rt.ToValue(b.loop.AsyncState()) })
	err := b.run(t.Context(), `
		enter('one');
		setTimeout(() => log('timer ' + state()), 1);
		nextTick(() => log('tick ' + state()));
		(async () => { await null; log('await ' + state()); await null; log('again ' + state()) })();
		enter('two');
		Promise.resolve().then(() => log('then ' + state()));`)
	if want := "tick one await one then two again one timer one"; err != nil || b.got() != want {
		t.Errorf("got %q, %v; want %q", b.got(), err, want)
	}
}

func TestGateBoundsWhatRuns(t *testing.T) {
	gate := make(chan struct{}, 1)
	var wg sync.WaitGroup
	var mu sync.Mutex
	inside, most := 0, 0
	for range 4 {
		wg.Go(func() {
			b := newBench(t, eventloop.Config{Gate: gate})
			_ = b.rt.Set("work", func(goja.FunctionCall) goja.Value {
				mu.Lock()
				inside++
				most = max(most, inside)
				mu.Unlock()
				mu.Lock()
				inside--
				mu.Unlock()
				return nil
			})
			if err := b.run(t.Context(), `let n = 0; const i = setInterval(() => { work(); if (++n === 5) clear(i) }, 1)`); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most != 1 || len(gate) != 0 {
		t.Errorf("%d ran at once with a gate of 1; %d tokens left in it", most, len(gate))
	}
}

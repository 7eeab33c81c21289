package vmpool_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

func TestMain(m *testing.M) {
	// regexp2 keeps a clock goroutine for a while after an expression with a time-out ran.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/dlclark/regexp2/v2.runClock"), goleak.IgnoreTopFunction("time.Sleep"))
}

func newPool(t testing.TB, cfg vmpool.Config) *vmpool.Pool {
	t.Helper()
	p, err := vmpool.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return p
}

func compile(t testing.TB, src string) *vmpool.Program {
	t.Helper()
	prog, err := vmpool.Compile("page.js", []byte(src), vmpool.CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return prog
}

// eval runs src on a VM of p and returns its completion value as text.
func eval(t testing.TB, ctx context.Context, p *vmpool.Pool, src string) (out string, err error) {
	t.Helper()
	prog := compile(t, src)
	err = p.Do(ctx, func(vm *vmpool.VM) error {
		return vm.Run(ctx, func() error {
			v, err := vm.Load(prog)
			if err == nil {
				out = v.String()
			}
			return err
		})
	})
	return out, err
}

func TestLimitsEndOneRunAndNoOther(t *testing.T) {
	p := newPool(t, vmpool.Config{CPU: 8, Limits: vmpool.Limits{Busy: 400 * time.Millisecond, Timeout: 3 * time.Second, Heap: 400 << 20, Timers: 1000}})
	for name, c := range map[string]struct {
		src  string
		want error // nil: a JavaScript error that contains text
		text string
	}{
		"an endless loop":          {`for (;;) ;`, vmpool.ErrStuck, ""},
		"endless recursion":        {`(function f() { f() })()`, vmpool.ErrDepth, ""},
		"an endless promise chain": {`(function f() { Promise.resolve().then(f) })()`, vmpool.ErrStuck, ""},
		"endless waiting":          {`setInterval(() => {}, 50)`, vmpool.ErrTimeout, ""},
		"a huge string":            {`'x'.repeat(1e12)`, nil, "Invalid string length"},
		"a huge padding":           {`'x'.padStart(1e11)`, nil, "Invalid string length"},
		"a huge buffer":            {`new ArrayBuffer(1e12)`, nil, "Array buffer allocation failed"},
		"a huge typed array":       {`new Float64Array(1e11)`, nil, "Invalid typed array length"},
		"a huge filled array":      {`new Array(4e9).fill(0)`, nil, "Invalid array length"},
		"a huge join":              {`new Array(4e9).join('x')`, nil, "Invalid string length"},
		"a huge array from":        {`Array.from({ length: 1e10 })`, nil, "Invalid array length"},
		"many timers":              {`for (;;) setTimeout(() => {}, 1e6)`, nil, "too many active timers"},
		"a rejection":              {`Promise.reject(new TypeError('lost'))`, nil, "lost"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := eval(t, t.Context(), p, c.src)
			switch {
			case err == nil:
				t.Fatalf("got no error")
			case c.want != nil && !errors.Is(err, c.want):
				t.Errorf("got %v, want %v", err, c.want)
			case !strings.Contains(err.Error(), c.text):
				t.Errorf("got %v, want it to contain %q", err, c.text)
			}
			if out, err := eval(t, t.Context(), p, `1 + 1`); err != nil || out != "2" {
				t.Errorf("the next run: got %q, %v", out, err)
			}
		})
	}
}

func TestMemoryFuse(t *testing.T) {
	p := newPool(t, vmpool.Config{Limits: vmpool.Limits{Timeout: -1, Busy: -1, Heap: 150 << 20}})
	if _, err := eval(t, t.Context(), p, `var a = []; for (;;) a.push({ a: [1, 2, 3] })`); !errors.Is(err, vmpool.ErrMemory) {
		t.Errorf("got %v, want ErrMemory", err)
	}
}

func TestRecursionThroughNatives(t *testing.T) {
	p := newPool(t, vmpool.Config{Limits: vmpool.Limits{Depth: 3000}}) // Go unwinds it in quadratic time
	if _, err := eval(t, t.Context(), p, `(function f() { [1].map(f) })()`); !errors.Is(err, vmpool.ErrDepth) {
		t.Errorf("got %v, want ErrDepth", err)
	}
}

func TestRunawayRegexpEndsTheRun(t *testing.T) {
	if testing.Short() {
		t.Skip("a regular expression can't be interrupted: this takes MaxBusy")
	}
	p := newPool(t, vmpool.Config{})
	_, err := eval(t, t.Context(), p, `/^(?=a)(a+)+$/.test('a'.repeat(50) + 'b')`)
	if !errors.Is(err, vmpool.ErrStuck) {
		t.Errorf("got %v, want ErrStuck and never a silent 'no match'", err)
	}
}

func TestErrorsNameTheUsersSource(t *testing.T) {
	p := newPool(t, vmpool.Config{})
	// One segment: line 1, column 11 of the script is line 3, column 5 of app.tsx.
	const sourceMap = `{"version":3,"sources":["app.tsx"],"names":[],"mappings":"UAEI"}`
	prog, err := vmpool.Compile("bundle.js", []byte(`(() => {  throw new RangeError('deep') })()`), vmpool.CompileOptions{SourceMap: []byte(sourceMap)})
	if err != nil {
		t.Fatal(err)
	}
	err = p.Do(t.Context(), func(vm *vmpool.VM) error {
		return vm.Run(t.Context(), func() error { _, err := vm.Load(prog); return err })
	})
	var jsErr *vmpool.Error
	if !errors.As(err, &jsErr) {
		t.Fatalf("got %T %v, want *vmpool.Error", err, err)
	}
	if jsErr.Name != "RangeError" || jsErr.Message != "deep" || len(jsErr.Frames) == 0 || jsErr.Frames[0].File != "app.tsx" || jsErr.Frames[0].Line != 3 {
		t.Errorf("got %+v, want a RangeError at app.tsx:3", jsErr)
	}
	if !strings.Contains(jsErr.Stack, "    at app.tsx:3:") {
		t.Errorf("stack is %q, want V8's form with the source's position", jsErr.Stack)
	}
}

func TestEvaluate(t *testing.T) {
	t.Run("a program once a VM, awaiting what it awaits", func(t *testing.T) {
		prog := compile(t, `(async function (exports, require, module) { await null; let n = 0; exports.next = () => ++n })`)
		p := newPool(t, vmpool.Config{Program: prog, Max: 1})
		for want := range 3 {
			err := p.Do(t.Context(), func(vm *vmpool.VM) error {
				return vm.Run(t.Context(), func() error {
					v, err := vm.Runtime().RunString(`(e) => e.next()`)
					if err != nil {
						return err
					}
					call, _ := vm.Callable(v)
					n, err := call(nil, vm.Exports())
					if err == nil && n.ToInteger() != int64(want+1) {
						t.Errorf("got %v, want %d", n, want+1)
					}
					return err
				})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("one that throws is an error of Do and leaves no VM behind", func(t *testing.T) {
		p := newPool(t, vmpool.Config{Program: compile(t, `(function () { throw new Error('at start') })`)})
		if _, err := eval(t, t.Context(), p, `1`); err == nil || !strings.Contains(err.Error(), "at start") {
			t.Errorf("got %v, want the program's error", err)
		}
		if s := p.Stats(); s.Open != 0 || s.InUse != 0 {
			t.Errorf("stats %+v, want nothing open", s)
		}
	})
	t.Run("one that never finishes says so", func(t *testing.T) {
		p := newPool(t, vmpool.Config{Program: compile(t, `(async function () { await new Promise(() => {}) })`)})
		if _, err := eval(t, t.Context(), p, `1`); err == nil || !strings.Contains(err.Error(), "never finished") {
			t.Errorf("got %v, want to hear that the program never finished", err)
		}
	})
}

func TestBusyAndQueue(t *testing.T) {
	p := newPool(t, vmpool.Config{Max: 1, Queue: 1})
	entered, leave := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = p.Do(context.Background(), func(*vmpool.VM) error { close(entered); <-leave; return nil })
	})
	<-entered
	cause := errors.New("the client left")
	ctx, cancel := context.WithCancelCause(t.Context())
	queued := make(chan error, 1)
	wg.Go(func() { queued <- p.Do(ctx, func(*vmpool.VM) error { return nil }) })
	for p.Stats().Waiting == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := p.Do(t.Context(), func(*vmpool.VM) error { return nil }); !errors.Is(err, vmpool.ErrBusy) {
		t.Errorf("past the queue: got %v, want ErrBusy", err)
	}
	cancel(cause)
	if err := <-queued; !errors.Is(err, cause) {
		t.Errorf("in the queue: got %v, want the context's cause", err)
	}
	close(leave)
	wg.Wait()
	if out, err := eval(t, t.Context(), p, `'free'`); err != nil || out != "free" {
		t.Errorf("after all: got %q, %v", out, err)
	}
}

func TestPanicDiscardsTheVM(t *testing.T) {
	p := newPool(t, vmpool.Config{})
	var pe *vmpool.PanicError
	if err := p.Do(t.Context(), func(*vmpool.VM) error { panic("native bug") }); !errors.As(err, &pe) || pe.Value != "native bug" {
		t.Errorf("got %v, want a PanicError", err)
	}
	if s := p.Stats(); s.Discarded != 1 || s.Open != 0 {
		t.Errorf("stats %+v, want one discarded and none open", s)
	}
}

func TestIsolation(t *testing.T) {
	for _, c := range []struct {
		fresh bool
		want  string
	}{{false, "2"}, {true, "1"}} {
		p := newPool(t, vmpool.Config{Max: 1, Fresh: c.fresh})
		var out string
		for range 2 {
			var err error
			if out, err = eval(t, t.Context(), p, `globalThis.n = (globalThis.n ?? 0) + 1`); err != nil {
				t.Fatal(err)
			}
		}
		if out != c.want {
			t.Errorf("Fresh %v: the second run saw %s, want %s", c.fresh, out, c.want)
		}
	}
}

func TestCloseInterruptsWhatIsLeft(t *testing.T) {
	p, err := vmpool.New(vmpool.Config{})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		ended <- p.Do(context.Background(), func(vm *vmpool.VM) error {
			return vm.Run(context.Background(), func() error {
				close(started)
				_, err := vm.Runtime().RunString(`for (;;) ;`)
				return err
			})
		})
	}()
	<-started
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_ = p.Close(ctx)
	if err := <-ended; !errors.Is(err, vmpool.ErrClosed) {
		t.Errorf("the run ended with %v, want ErrClosed", err)
	}
	if err := p.Do(t.Context(), nil); !errors.Is(err, vmpool.ErrClosed) {
		t.Errorf("Do after Close: got %v, want ErrClosed", err)
	}
}

func TestBadConfigIsNamed(t *testing.T) {
	for _, c := range []struct {
		cfg  vmpool.Config
		want string
	}{
		{vmpool.Config{Max: -1}, "Config.Max"},
		{vmpool.Config{Min: 3, Max: 2}, "Config.Min"},
		{vmpool.Config{CPU: -1}, "Config.CPU"},
		{vmpool.Config{MaxUses: -1}, "Config.MaxUses"},
	} {
		if _, err := vmpool.New(c.cfg); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an error that names %s", err, c.want)
		}
	}
}

// TestAccounting runs what a pool can meet in any order and checks that the counters always add up.
func TestAccounting(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cfg := vmpool.Config{
			Max: rapid.IntRange(1, 3).Draw(rt, "max"), MaxUses: rapid.IntRange(0, 3).Draw(rt, "uses"),
			Queue: rapid.IntRange(-1, 2).Draw(rt, "queue"), Fresh: rapid.Bool().Draw(rt, "fresh"),
		}
		p, err := vmpool.New(cfg)
		if err != nil {
			rt.Fatal(err)
		}
		kinds := rapid.SliceOfN(rapid.SampledFrom([]string{"ok", "throw", "panic", "cancel", "idle"}), 1, 12).Draw(rt, "work")
		var wg sync.WaitGroup
		for _, kind := range kinds {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				_ = p.Do(ctx, func(vm *vmpool.VM) error {
					if kind == "panic" {
						panic(kind)
					}
					return vm.Run(ctx, func() error {
						if kind == "cancel" {
							cancel()
							_, err := vm.Runtime().RunString(`for (;;) ;`)
							return err
						}
						_, err := vm.Runtime().RunString(map[string]string{"ok": `1`, "throw": `throw 1`, "idle": `Promise.resolve()`}[kind])
						return err
					})
				})
			})
		}
		wg.Wait()
		s := p.Stats()
		if s.InUse != 0 || s.Waiting != 0 || s.Open != s.Idle || s.Open > cfg.Max {
			rt.Fatalf("after all work: %+v, want all VMs idle and at most %d", s, cfg.Max)
		}
		if got := s.Retired + s.Discarded + uint64(s.Open); got != s.Created {
			rt.Fatalf("%+v: created VMs are unaccounted for", s)
		}
		if err := p.Close(context.Background()); err != nil {
			rt.Fatal(err)
		}
		if s := p.Stats(); s.Open != 0 {
			rt.Fatalf("after Close: %+v, want nothing open", s)
		}
	})
}

func TestManyClientsOnASmallPool(t *testing.T) {
	p := newPool(t, vmpool.Config{Max: 4})
	prog := compile(t, `'ok'`)
	var wg sync.WaitGroup
	errs := make(chan error, 200)
	for i := range 200 {
		wg.Go(func() {
			errs <- p.Do(t.Context(), func(vm *vmpool.VM) error {
				return vm.Run(t.Context(), func() error {
					v, err := vm.Load(prog)
					if err == nil && v.String() != "ok" {
						err = fmt.Errorf("client %d got %v", i, v)
					}
					return err
				})
			})
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if s := p.Stats(); s.Created > 4 {
		t.Errorf("%d VMs were made, want at most 4", s.Created)
	}
}

func BenchmarkNewVM(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vmpool.NewVM(vmpool.VMConfig{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDo(b *testing.B) {
	p := newPool(b, vmpool.Config{})
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Do(ctx, func(vm *vmpool.VM) error { return vm.Run(ctx, func() error { return nil }) }); err != nil {
			b.Fatal(err)
		}
	}
}

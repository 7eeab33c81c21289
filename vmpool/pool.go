package vmpool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Config is what a Pool is made of. The zero value is a pool without a program, of the default size and limits.
type Config struct {
	// Program is the server bundle that each VM evaluates before its first use; nil leaves the VMs empty.
	Program *Program
	// Host is what the JavaScript is given. It is shared and must not change.
	Host node.Host
	// Modules are built-in modules besides those of Builtins.
	Modules []node.Module
	// Min is how many VMs Warm makes and idleness never drops below. Default 0.
	Min int
	// Max is how many VMs may exist. A run that waits for I/O holds its VM, so this bounds requests in flight; what runs
	// JavaScript at the same time is bounded by CPU. Default 32 or 8 per processor, the larger.
	Max int
	// Queue is how many callers may wait for a VM; past it Do fails with ErrBusy. Default 1,000; negative: none may wait.
	Queue int
	// CPU is how many VMs may run JavaScript at the same time. Default GOMAXPROCS.
	CPU int
	// MaxUses retires a VM after that many runs. Default 0: never.
	MaxUses int
	// IdleTime is how long a VM above Min stays idle before it is dropped. Default 1 minute; negative: for ever.
	IdleTime time.Duration
	// Fresh gives every Do a new VM and drops it after: nothing in a module can outlive a request.
	Fresh bool
	// Limits bound each run.
	Limits Limits
	// Setup, when set, prepares a new VM after its program was evaluated; outside a run.
	Setup func(ctx context.Context, vm *VM) error
	// Logger gets what the pool has to say (a VM that was discarded, a memory limit); nil discards.
	Logger *slog.Logger
}

// Errors of Pool.Do that are not the caller's.
var (
	// ErrBusy: all VMs are in use and the queue is full. Try later (503).
	ErrBusy = errors.New("all VMs are in use and the queue is full")
	// ErrClosed: the pool was closed.
	ErrClosed = errors.New("the VM pool is closed")
)

// PanicError is a Go panic in the function given to Do; its VM was discarded.
type PanicError struct {
	Value any
	Stack []byte
}

// Error says the panic's value.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Stats are a pool's counters; they only grow, but for the first four.
type Stats struct {
	// Open is how many VMs exist or are being made.
	Open int
	// InUse is how many of them serve somebody.
	InUse int
	// Idle is how many wait for work.
	Idle int
	// Waiting is how many callers wait for a VM.
	Waiting int
	// Created counts the VMs made.
	Created uint64
	// Retired counts the VMs dropped because of MaxUses, IdleTime or Fresh.
	Retired uint64
	// Discarded counts the VMs dropped because a run was interrupted or panicked.
	Discarded uint64
	// Waits counts the callers that had to wait; WaitTime is how long they did.
	Waits    uint64
	WaitTime time.Duration
	// Rejected counts the callers that got ErrBusy.
	Rejected uint64
}

// Pool is a bounded, elastic set of VMs with one program. It is safe for concurrent use.
type Pool struct {
	cfg   Config
	table *node.Table
	gate  chan struct{}

	mu      sync.Mutex
	idle    []*VM // most recently used last
	inUse   map[*VM]struct{}
	waiters []*waiter // first come, first served
	stats   Stats
	closed  bool
	drained chan struct{} // closed when the pool is closed and nothing is in use

	watchdog watchdog
	programs programs
}

// waiter is a caller of Do in the queue.
type waiter struct {
	// grant receives a VM, or nil: the right to make one. One slot, so that granting never blocks.
	grant chan *VM
}

// New checks cfg and returns an empty pool; it starts no goroutine and makes no VM (see Warm).
func New(cfg Config) (*Pool, error) {
	if cfg.Max == 0 {
		cfg.Max = max(defaultMax(), cfg.Min)
	}
	if cfg.Queue == 0 {
		cfg.Queue = 1000
	}
	if cfg.CPU == 0 {
		cfg.CPU = runtime.GOMAXPROCS(0)
	}
	if cfg.IdleTime == 0 {
		cfg.IdleTime = time.Minute
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	switch {
	case cfg.Max < 0:
		return nil, fmt.Errorf("vmpool: Config.Max is %d: a pool needs at least one VM", cfg.Max)
	case cfg.Min < 0 || cfg.Min > cfg.Max:
		return nil, fmt.Errorf("vmpool: Config.Min is %d: it must be between 0 and Max (%d)", cfg.Min, cfg.Max)
	case cfg.CPU < 0:
		return nil, fmt.Errorf("vmpool: Config.CPU is %d: at least one VM must be able to run", cfg.CPU)
	case cfg.MaxUses < 0:
		return nil, fmt.Errorf("vmpool: Config.MaxUses is %d: it must not be negative", cfg.MaxUses)
	}
	cfg.Limits = cfg.Limits.withDefaults()
	p := &Pool{cfg: cfg, table: Builtins().With(cfg.Modules), gate: make(chan struct{}, cfg.CPU), inUse: map[*VM]struct{}{}, drained: make(chan struct{})}
	p.watchdog.pool = p
	return p, nil
}

// Warm makes VMs until Min are there. Its error is that of the program's evaluation, so a server calls it before it accepts requests.
func (p *Pool) Warm(ctx context.Context) error {
	for {
		p.mu.Lock()
		if p.closed || p.stats.Open >= p.cfg.Min {
			p.mu.Unlock()
			return nil
		}
		p.stats.Open++
		p.mu.Unlock()
		vm, err := p.create(ctx)
		if err != nil {
			return err
		}
		p.put(vm)
	}
}

// Do borrows a VM for the time of fn, waiting for one in the queue while ctx lasts. A VM whose run was interrupted, or under which fn
// panicked, is discarded. The error is fn's, ctx's cause, ErrBusy, ErrClosed, a *PanicError, or that of making a VM.
func (p *Pool) Do(ctx context.Context, fn func(*VM) error) (err error) {
	vm, err := p.get(ctx)
	if err != nil {
		return err
	}
	defer p.put(vm)
	defer func() {
		if x := recover(); x != nil {
			vm.spoiled = true
			err = &PanicError{Value: x, Stack: debug.Stack()}
			p.cfg.Logger.ErrorContext(ctx, "panic in a VM", "panic", x, "stack", string(debug.Stack()))
		}
	}()
	return fn(vm)
}

// get takes an idle VM, makes one, or waits.
func (p *Pool) get(ctx context.Context) (*VM, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		vm := p.idle[n-1]
		p.idle[n-1] = nil
		p.idle = p.idle[:n-1]
		p.use(vm)
		p.mu.Unlock()
		return vm, nil
	}
	if p.stats.Open < p.cfg.Max {
		p.stats.Open++
		p.mu.Unlock()
		return p.create(ctx)
	}
	if len(p.waiters) >= max(p.cfg.Queue, 0) {
		p.stats.Rejected++
		p.mu.Unlock()
		return nil, ErrBusy
	}
	w := &waiter{grant: make(chan *VM, 1)}
	p.waiters = append(p.waiters, w)
	p.stats.Waits++
	p.mu.Unlock()

	start := time.Now()
	select {
	case vm, ok := <-w.grant:
		p.waited(start)
		if !ok {
			return nil, ErrClosed
		}
		if vm != nil {
			return vm, nil
		}
		return p.create(ctx)
	case <-ctx.Done():
		p.waited(start)
		p.leaveQueue(w)
		return nil, context.Cause(ctx)
	}
}

func (p *Pool) waited(start time.Time) {
	p.mu.Lock()
	p.stats.WaitTime += time.Since(start)
	p.mu.Unlock()
}

// leaveQueue removes a waiter that gave up; what it was granted in the meantime goes on to somebody else.
func (p *Pool) leaveQueue(w *waiter) {
	p.mu.Lock()
	for i, q := range p.waiters {
		if q == w {
			p.waiters = append(p.waiters[:i], p.waiters[i+1:]...)
			p.mu.Unlock()
			return
		}
	}
	p.mu.Unlock()
	switch vm, ok := <-w.grant; {
	case !ok:
	case vm != nil:
		p.put(vm)
	default:
		p.release()
	}
}

// use marks vm as in use. mu is held.
func (p *Pool) use(vm *VM) {
	p.inUse[vm] = struct{}{}
	p.watchdog.wake()
}

// create makes a VM in a place that was reserved by counting Open; the place is given back on error.
func (p *Pool) create(ctx context.Context) (vm *VM, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = &PanicError{Value: x, Stack: debug.Stack()}
		}
		if err != nil {
			if vm != nil {
				p.mu.Lock()
				delete(p.inUse, vm)
				p.mu.Unlock()
			}
			vm = nil
			p.release()
		}
	}()
	vm, err = newVM(VMConfig{Host: p.cfg.Host, Limits: p.cfg.Limits, Gate: p.gate, programs: &p.programs}, p.table)
	if err != nil {
		return vm, err
	}
	p.mu.Lock()
	p.stats.Created++
	p.use(vm) // from here the watchdog sees it: evaluating the program is bounded too
	p.mu.Unlock()
	if p.cfg.Program != nil {
		if vm.exports, err = vm.Evaluate(ctx, p.cfg.Program); err != nil {
			return vm, fmt.Errorf("evaluating the server bundle: %w", err)
		}
	}
	if p.cfg.Setup != nil {
		if err = p.cfg.Setup(ctx, vm); err != nil {
			return vm, err
		}
	}
	vm.uses = 0
	return vm, nil
}

// release gives back the place of a VM that does not exist any more.
func (p *Pool) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.waiters) > 0 && !p.closed {
		p.grant(nil) // the place goes to the first in the queue
		return
	}
	p.stats.Open--
	p.checkDrained()
}

// grant gives vm, or the right to make one, to the first waiter. mu is held and there is one.
func (p *Pool) grant(vm *VM) {
	w := p.waiters[0]
	p.waiters[0] = nil
	p.waiters = p.waiters[1:]
	w.grant <- vm
}

// put takes a VM back: to the first waiter, to the idle ones, or away.
func (p *Pool) put(vm *VM) {
	p.mu.Lock()
	delete(p.inUse, vm)
	switch {
	case vm.spoiled:
		p.stats.Discarded++
		p.mu.Unlock()
		p.cfg.Logger.Debug("VM discarded", "uses", vm.uses)
		p.release()
		return
	case p.cfg.Fresh || p.closed || (p.cfg.MaxUses > 0 && vm.uses >= p.cfg.MaxUses):
		p.stats.Retired++
		p.mu.Unlock()
		p.release()
		return
	}
	defer p.mu.Unlock()
	if len(p.waiters) > 0 {
		p.use(vm)
		p.grant(vm)
		return
	}
	vm.since = time.Now()
	p.idle = append(p.idle, vm)
	p.trim(vm.since)
}

// trim drops the VM that has been idle longest when its time is over. mu is held.
func (p *Pool) trim(now time.Time) {
	if p.cfg.IdleTime > 0 && p.stats.Open > p.cfg.Min && len(p.idle) > 1 && now.Sub(p.idle[0].since) > p.cfg.IdleTime {
		p.idle[0] = nil
		p.idle = p.idle[1:]
		p.stats.Open--
		p.stats.Retired++
	}
}

// Stats returns the pool's counters.
func (p *Pool) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stats
	s.InUse, s.Idle, s.Waiting = len(p.inUse), len(p.idle), len(p.waiters)
	return s
}

// Close refuses new callers and those in the queue, and waits until the VMs in use are given back or ctx ends; then the
// runs that are left are interrupted with ErrClosed and waited for.
func (p *Pool) Close(ctx context.Context) error {
	p.mu.Lock()
	if !p.closed {
		p.closed = true
		for _, w := range p.waiters {
			close(w.grant)
		}
		p.waiters = nil
		p.stats.Open -= len(p.idle)
		p.stats.Retired += uint64(len(p.idle))
		p.idle = nil
		p.checkDrained()
	}
	p.mu.Unlock()
	defer p.watchdog.stop()
	select {
	case <-p.drained:
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	for vm := range p.inUse {
		vm.loop.Interrupt(ErrClosed)
	}
	p.mu.Unlock()
	<-p.drained
	return context.Cause(ctx)
}

// checkDrained notices the end of a closed pool. mu is held.
func (p *Pool) checkDrained() {
	if p.closed && p.stats.Open == 0 {
		select {
		case <-p.drained:
		default:
			close(p.drained)
		}
	}
}

package vmpool

import (
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"time"
)

// The watchdog looks at a pool's VMs every few milliseconds while any of them is in use, and interrupts what JavaScript's own
// interpreter can't notice: a run that does not give its event loop back, and a heap that grows past its limit.
//
// Which run fills the heap can't be measured in Go. So when the heap is over the limit after a collection, the run that has been
// computing longest is ended, and the rest gets a fresh look a tick later: a page that allocates without bound
// computes without a pause, while the others come and go.

const watchdogTick = 20 * time.Millisecond

type watchdog struct {
	pool *Pool

	mu      sync.Mutex
	timer   *time.Timer // fires while a VM is in use
	armed   bool        // the timer runs, or a look does: there is never more than one
	stopped bool
	running sync.WaitGroup

	victim *VM // was told to end because of memory; only look uses it
}

// wake makes sure that the watchdog looks. The pool's mu is held.
func (w *watchdog) wake() {
	if w.pool.cfg.Limits.Busy < 0 && w.pool.cfg.Limits.Heap < 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.armed || w.stopped {
		return
	}
	w.armed = true
	if w.timer == nil {
		w.timer = time.AfterFunc(watchdogTick, w.look) // stop ends it
		return
	}
	w.timer.Reset(watchdogTick)
}

func (w *watchdog) stop() {
	w.mu.Lock()
	w.stopped = true
	if w.timer != nil {
		w.timer.Stop()
	}
	w.mu.Unlock()
	w.running.Wait()
}

// look is one round.
func (w *watchdog) look() {
	w.mu.Lock()
	if w.stopped {
		w.mu.Unlock()
		return
	}
	w.running.Add(1)
	w.mu.Unlock()
	defer w.running.Done()

	busy := w.busy()
	limits := w.pool.cfg.Limits
	if limits.Busy > 0 {
		for _, b := range busy {
			if b.time > limits.Busy {
				b.vm.loop.InterruptRun(b.run, ErrStuck)
			}
		}
	}
	if limits.Heap > 0 && len(busy) > 0 {
		w.fuse(uint64(limits.Heap), busy)
	}
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.mu.Lock()
	w.armed = false
	w.mu.Unlock()
	if len(w.pool.inUse) > 0 {
		w.wake()
	}
}

type busyVM struct {
	vm   *VM
	run  uint64
	time time.Duration
}

// busy lists the VMs that run JavaScript now, longest first.
func (w *watchdog) busy() []busyVM {
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	var list []busyVM
	for vm := range w.pool.inUse {
		if run, d := vm.loop.Busy(); d > 0 {
			list = append(list, busyVM{vm, run, d})
		}
	}
	slices.SortFunc(list, func(a, b busyVM) int { return int(b.time - a.time) })
	return list
}

// fuse ends the run that has computed longest when the heap is over limit. What is over may only be garbage, so it collects first;
// but not at twice the limit, where a string that keeps doubling would be gigabytes larger by the end of a collection. While
// a run that was told to end still unwinds, nobody else is held to account for what it has filled.
func (w *watchdog) fuse(limit uint64, busy []busyVM) {
	now := heapBytes()
	if now <= limit {
		w.victim = nil
		return
	}
	if w.victim != nil {
		if slices.ContainsFunc(busy, func(b busyVM) bool { return b.vm == w.victim }) {
			return
		}
		w.victim = nil
		now = limit + 1 // its garbage may still be there
	}
	if now <= 2*limit {
		runtime.GC()
		if now = heapBytes(); now <= limit {
			return
		}
	}
	w.victim = busy[0].vm
	w.victim.loop.InterruptRun(busy[0].run, ErrMemory)
	w.pool.cfg.Logger.Warn("memory limit reached: ended the run that has computed longest",
		"heap", now, "limit", limit, "busy", busy[0].time)
}

// heapBytes is what the process's heap holds, garbage not yet collected included.
func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

package eventloop

import (
	"container/heap"
	"context"
)

// Timer is a setTimeout or setInterval.
type Timer struct {
	loop     *Loop
	run      func() error
	due      int64 // Loop.Now at which it fires
	every    int64 // ms
	repeat   bool
	unref    bool
	seq      uint64
	index    int // in the heap; -1 when not active
	state    any
	canceled bool
}

// maxDelay is the longest delay that Node keeps (TIMEOUT_MAX); a longer one becomes 1 ms.
const maxDelay = 1<<31 - 1

// SetTimer starts a timer of ms milliseconds (less than 1 and more than 2³¹-1 become 1, as in Node) that calls run, again and
// again when repeat is set. It panics with a JavaScript error when Config.MaxTimers are active.
func (l *Loop) SetTimer(ms float64, repeat bool, run func() error) *Timer {
	if !(ms >= 1 && ms <= maxDelay) {
		ms = 1
	}
	l.count()
	t := &Timer{loop: l, run: run, every: int64(ms), repeat: repeat, index: -1, state: l.frame(AsyncTimer)}
	t.schedule()
	l.refs++
	l.active++
	return t
}

func (l *Loop) count() {
	if l.cfg.MaxTimers > 0 && l.active >= l.cfg.MaxTimers {
		panic(l.rt.NewGoError(ErrTooManyTimers))
	}
}

func (t *Timer) schedule() {
	l := t.loop
	l.seq++
	t.due, t.seq = l.Now()+t.every, l.seq
	heap.Push(&l.timers, t)
}

// Stop cancels the timer. A stopped or fired timer stays as it is.
func (t *Timer) Stop() {
	t.canceled = true
	if t.index >= 0 {
		heap.Remove(&t.loop.timers, t.index)
		t.release()
		t.loop.drop(t.state)
	}
}

func (t *Timer) release() {
	t.loop.active--
	if !t.unref {
		t.loop.refs--
	}
}

// Refresh restarts the timer with its delay, as Node's timeout.refresh(); a fired one is armed again, a stopped one is not.
func (t *Timer) Refresh() {
	switch {
	case t.canceled:
		return
	case t.index >= 0:
		heap.Remove(&t.loop.timers, t.index)
	default:
		t.loop.active++
		if !t.unref {
			t.loop.refs++
		}
	}
	t.schedule()
}

// Active reports whether the timer will fire.
func (t *Timer) Active() bool { return t.index >= 0 }

// HasRef reports whether the timer keeps the loop alive while it is active.
func (t *Timer) HasRef() bool { return !t.unref }

// SetRef says whether the timer keeps the loop alive.
func (t *Timer) SetRef(ref bool) {
	if t.unref == !ref {
		return
	}
	t.unref = !ref
	if t.index >= 0 {
		if ref {
			t.loop.refs++
		} else {
			t.loop.refs--
		}
	}
}

func (l *Loop) runTimers() {
	if len(l.timers) == 0 {
		return
	}
	now := l.Now()
	for !l.finished && len(l.timers) > 0 && l.timers[0].due <= now {
		t := heap.Pop(&l.timers).(*Timer)
		t.release()
		l.firing = t
		l.do(func() error { return l.enter(AsyncTimer, t.state, t.run) })
		l.firing = nil
		if t.index < 0 && (t.canceled || !t.repeat) {
			l.drop(t.state)
		}
		if t.repeat && !t.canceled && t.index < 0 && !l.finished {
			t.Refresh()
		}
	}
}

// Active counts the referenced timers, that which fires now included, and immediates.
func (l *Loop) Active() (timers, immediates int) {
	if t := l.firing; t != nil && !t.unref && t.index < 0 && !t.canceled {
		timers++
	}
	for _, t := range l.timers {
		if !t.unref {
			timers++
		}
	}
	for _, im := range l.immediates {
		if !im.unref && !im.done {
			immediates++
		}
	}
	return timers, immediates
}

type timerHeap []*Timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].due != h[j].due {
		return h[i].due < h[j].due
	}
	return h[i].seq < h[j].seq
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*Timer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}

// Immediate is a setImmediate.
type Immediate struct {
	loop  *Loop
	run   func() error
	unref bool
	done  bool
	state any
}

// SetImmediate calls run after the poll phase of this iteration, or of the next when it is called by an immediate.
func (l *Loop) SetImmediate(run func() error) *Immediate {
	l.count()
	im := &Immediate{loop: l, run: run, state: l.frame(AsyncImmediate)}
	l.immediates = append(l.immediates, im)
	l.refs++
	l.active++
	return im
}

// Stop cancels the immediate.
func (im *Immediate) Stop() {
	if !im.done {
		im.end()
		im.loop.drop(im.state)
	}
}

func (im *Immediate) end() {
	im.done = true
	im.loop.active--
	if !im.unref {
		im.loop.refs--
	}
}

// HasRef reports whether the immediate keeps the loop alive.
func (im *Immediate) HasRef() bool { return !im.unref }

// SetRef says whether the immediate keeps the loop alive.
func (im *Immediate) SetRef(ref bool) {
	if im.unref == !ref {
		return
	}
	im.unref = !ref
	if !im.done {
		if ref {
			im.loop.refs++
		} else {
			im.loop.refs--
		}
	}
}

func (l *Loop) runImmediates() {
	list := l.immediates
	l.immediates = nil
	for _, im := range list {
		if im.done || l.finished {
			continue
		}
		im.end()
		l.do(func() error { return l.enter(AsyncImmediate, im.state, im.run) })
		l.drop(im.state)
	}
}

// NextTick queues run before the microtasks (process.nextTick).
func (l *Loop) NextTick(run func() error) {
	l.ticks = append(l.ticks, tick{run, l.frame(AsyncTick)})
}

// Pending is an operation in flight outside the loop: while it is referenced the loop stays alive.
type Pending struct {
	loop  *Loop
	ctx   context.Context // of the run it belongs to
	unref bool
	done  bool
	state any
}

// Begin registers an operation.
func (l *Loop) Begin() *Pending {
	l.refs++
	l.operations++
	return &Pending{loop: l, ctx: l.ctx, state: l.frame(AsyncOperation)}
}

// Post queues run on the loop; the operation goes on. Any goroutine may call it; after the run has ended it does nothing.
func (p *Pending) Post(run func() error) { p.loop.deliver(p, run, false) }

// Done queues run (which may be nil) and ends the operation. It must be called once. Any goroutine may call it; after the run
// has ended it does nothing.
func (p *Pending) Done(run func() error) { p.loop.deliver(p, run, true) }

// SetRef says whether the operation keeps the loop alive. Only on the loop.
func (p *Pending) SetRef(ref bool) {
	if p.unref == !ref {
		return
	}
	p.unref = !ref
	if !p.done {
		n := -1
		if ref {
			n = 1
		}
		p.loop.refs += n
		p.loop.operations += n
	}
}

func (l *Loop) deliver(p *Pending, run func() error, last bool) {
	l.mu.Lock()
	if p.ctx.Err() == nil { // end() cancels before it empties the inbox
		l.inbox = append(l.inbox, func() error {
			if last && !p.done {
				p.done = true
				if !p.unref {
					l.refs--
					l.operations--
				}
			}
			if last {
				defer l.drop(p.state)
			}
			if run == nil {
				return nil
			}
			return l.enter(AsyncOperation, p.state, run)
		})
	}
	l.mu.Unlock()
	l.wakeUp()
}

func (l *Loop) wakeUp() {
	select {
	case l.wake <- struct{}{}:
	default: // it is about to wake anyway
	}
}

func (l *Loop) runInbox() {
	l.mu.Lock()
	list := l.inbox
	l.inbox = nil
	l.mu.Unlock()
	for _, run := range list {
		if l.finished {
			return
		}
		l.do(run)
	}
}

// Work runs f in a goroutine that the run waits for at its end: f must return soon after Context ends.
func (l *Loop) Work(f func()) {
	l.work.Go(f) // ends with f; end cancels Context and waits
}

var _ heap.Interface = (*timerHeap)(nil)

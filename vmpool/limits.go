package vmpool

import (
	"errors"
	"runtime"
	"time"
)

// MaxBusy is the longest that Limits.Busy can be, and its default.
const MaxBusy = 5 * time.Second

// Limits bound what one run may use. A zero is the default that the field names; a negative number lifts the limit.
type Limits struct {
	// Timeout is the wall time of one run, what it waits for included. Default 10 s.
	Timeout time.Duration
	// Busy is how long JavaScript may run without giving the event loop back. Default and maximum MaxBusy.
	Busy time.Duration
	// Depth is how many calls may be nested. JavaScript can't catch the overflow. Default 10,000.
	Depth int
	// Timers is how many timers and immediates may be active. Default 10,000.
	Timers int
	// Heap is the size in bytes of the process's heap past which the runs that allocate are ended, one after the other, until it
	// is below again. goja has no heap of its own, so this is a fuse for the process, not a quota. Default 1 GiB.
	Heap int64
	// Alloc is the largest string, array or buffer, in bytes, that one built-in call may make. Default 256 MiB.
	Alloc int64
}

// What ends a run that goes past its limits; errors.Is finds them in the error of Pool.Do and VM.Run.
var (
	ErrTimeout = errors.New("the time limit was reached")
	ErrStuck   = errors.New("JavaScript ran too long without giving the event loop back: an endless loop?")
	ErrDepth   = errors.New("the call depth limit was reached: endless recursion?")
	ErrMemory  = errors.New("the memory limit was reached")
)

func (l Limits) withDefaults() Limits {
	if l.Timeout == 0 {
		l.Timeout = 10 * time.Second
	}
	if l.Busy == 0 || l.Busy > MaxBusy {
		l.Busy = MaxBusy
	}
	if l.Depth == 0 {
		l.Depth = 10_000
	}
	if l.Timers == 0 {
		l.Timers = 10_000
	}
	if l.Heap == 0 {
		l.Heap = 1 << 30
	}
	if l.Alloc == 0 {
		l.Alloc = 256 << 20
	}
	return l
}

// defaultMax is the default of Config.Max: a run that waits holds its VM, so there are many more VMs than processors.
func defaultMax() int { return max(32, 8*runtime.GOMAXPROCS(0)) }

// Package collector tunes Go's garbage collector for a process that renders.
//
// Go collects when the heap has doubled. A server whose VMs keep 10 MB alive collects after each 10 MB, which is a few requests, and
// spends a third of its processor time on it. Here it collects after the heap has grown by Room at least: that costs so
// much memory and no more, whatever the process keeps.
package collector

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Room is how many bytes may be allocated between two collections, however small the heap is.
const Room = 64 << 20

// defaultPercent is Go's own default: collect when the heap has grown by what survived the last collection.
const defaultPercent = 100

// smallest is the heap below which Go's collector does not start with its default percentage; it grows with the percentage.
const smallest = 4 << 20

// Relax lets the heap grow by Room between two collections from now on. It starts no goroutine: the runtime calls it after each
// collection. It is for main functions, once, and not for a process whose environment sets GOGC.
func Relax() {
	s := &sentinel{}
	s.adjust()
	runtime.SetFinalizer(&marker{s}, (*marker).collected)
}

// sentinel is the state of Relax.
type sentinel struct{ percent int }

// marker is an object that nothing refers to: its finalizer runs after each collection, and makes it wait for the next.
type marker struct{ s *sentinel }

func (m *marker) collected() {
	m.s.adjust()
	runtime.SetFinalizer(m, (*marker).collected)
}

// adjust sets the percentage for the heap as it is now.
func (s *sentinel) adjust() {
	percent := percentFor(liveBytes())
	if diff := percent - s.percent; diff > s.percent/8 || -diff > s.percent/8 { // setting it stops the world for a moment
		s.percent = percent
		debug.SetGCPercent(percent)
	}
}

// percentFor is by how many hundredths of live the heap may grow.
func percentFor(live uint64) int {
	if live >= Room {
		return defaultPercent
	}
	return int(Room * 100 / max(live, smallest))
}

// liveBytes is what survived the last collection; 0 before the first.
func liveBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

package collector_test

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/seed-9eb1e60f/ssr/internal/collector"
)

// TestRelax allocates: with Go's default a heap as small as this one is collected every 4 MB.
func TestRelax(t *testing.T) {
	before := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	collector.Relax()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	first := stats.NumGC
	for range 4 * collector.Room >> 20 {
		sink = make([]byte, 1<<20)
	}
	runtime.ReadMemStats(&stats)
	if n := stats.NumGC - first; n < 2 || n > 8 {
		t.Errorf("%d collections while four times the room was allocated, want about 4", n)
	}
}

var sink []byte

func TestPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 1600, 8 << 20: 800, 32 << 20: 200, 64 << 20: 100, 1 << 30: 100} {
		if got := collector.PercentFor(live); got != want {
			t.Errorf("%d bytes live: %d %%, want %d", live, got, want)
		}
	}
}

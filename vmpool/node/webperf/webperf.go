// Package webperf is the module perf_hooks and the global performance: the clock, the timeline of marks and measures with its
// observers (High Resolution Time, Performance Timeline, User Timing), and histograms.
package webperf

import (
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Modules returns perf_hooks and its internal parts.
func Modules() []node.Module {
	return []node.Module{
		{Name: "internal/perf/clock", Bind: bindClock},
	}
}

// Package webperf is the module perf_hooks and the global performance: the clock, the timeline of marks and measures with its
// observers (High Resolution Time, Performance Timeline, User Timing), and histograms.
package webperf

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns perf_hooks and its internal parts.
func Modules() []node.Module {
	classes := []node.Global{}
	for _, name := range []string{
		"PerformanceEntry", "PerformanceMark", "PerformanceMeasure", "PerformanceObserver", "PerformanceObserverEntryList",
		"PerformanceResourceTiming",
	} {
		classes = append(classes, node.Global{Name: name})
	}
	return []node.Module{
		{Name: "internal/perf/clock", Bind: bindClock},
		{Name: "internal/perf/timeline", Script: node.NewScript(files, "timeline.js"), Bind: bindTimeline, Globals: classes},
		{
			Name: "internal/perf/performance", Script: node.NewScript(files, "performance.js"),
			Globals: []node.Global{{Name: "Performance"}, {Name: "performance", Enumerable: true}},
		},
		{Name: "internal/perf/histogram", Script: node.NewScript(files, "histogram.js"), Bind: bindHistogram},
		{Name: "perf_hooks", Script: node.NewScript(files, "perf_hooks.js")},
	}
}

package webperf

import (
	"context"
	"math"
	"slices"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// histogram counts values with a precision of figures decimal digits, as HdrHistogram does: values that share their leading
// digits share a bucket, whose highest value stands for them.
type histogram struct {
	lowest, highest int64
	figures         int
	counts          map[int64]int64 // by the highest value of a bucket
	count, exceeds  int64
	min, max        int64

	timer *eventloop.Timer
	run   context.Context // the run that timer belongs to
}

func newHistogram(lowest, highest int64, figures int) *histogram {
	h := &histogram{lowest: lowest, highest: highest, figures: figures}
	h.reset()
	return h
}

func (h *histogram) reset() {
	h.counts = map[int64]int64{}
	h.count, h.exceeds, h.min, h.max = 0, 0, math.MaxInt64, 0
}

// bucket is the highest value that counts as the same as v.
func (h *histogram) bucket(v int64) int64 {
	unit := h.width(v)
	return v/unit*unit + unit - 1
}

// median is the middle of the bucket whose highest value is v; means are made of it.
func (h *histogram) median(v int64) float64 {
	unit := h.width(v)
	return float64(v - unit + 1 + unit/2)
}

// width is how many values share v's bucket. HdrHistogram has 2 * 10^figures sub-buckets, rounded up to a power of two.
func (h *histogram) width(v int64) int64 {
	sub := int64(1)
	for sub < 2*int64(math.Pow10(h.figures)) {
		sub *= 2
	}
	unit := int64(1)
	for unit*2 <= h.lowest {
		unit *= 2
	}
	for v/unit >= sub {
		unit *= 2
	}
	return unit
}

func (h *histogram) record(v int64) {
	if v > h.highest {
		h.exceeds++
		return
	}
	h.counts[h.bucket(v)]++
	h.count++
	h.min, h.max = min(h.min, v), max(h.max, v)
}

func (h *histogram) mean() float64 {
	if h.count == 0 {
		return math.NaN()
	}
	sum := 0.0
	for v, n := range h.counts {
		sum += h.median(v) * float64(n)
	}
	return sum / float64(h.count)
}

func (h *histogram) stddev() float64 {
	if h.count == 0 {
		return math.NaN()
	}
	mean, total := h.mean(), 0.0
	for v, n := range h.counts {
		total += (h.median(v) - mean) * (h.median(v) - mean) * float64(n)
	}
	return math.Sqrt(total / float64(h.count))
}

// percentile is the value at or below which p percent of the values are.
func (h *histogram) percentile(p float64) int64 {
	need := max(1, int64(math.Ceil(min(p, 100)/100*float64(h.count)-1e-9)))
	var seen int64
	for _, v := range h.values() {
		if seen += h.counts[v]; seen >= need {
			if p == 0 {
				return min(v, h.max)
			}
			return v
		}
	}
	return 0
}

func (h *histogram) values() []int64 {
	out := make([]int64, 0, len(h.counts))
	for v := range h.counts {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// percentiles are percent and value by turns: 0, and then the half of what is left each time, as the percentile iterator of
// HdrHistogram steps with one tick per half distance, up to 100.
func (h *histogram) percentiles() []float64 {
	if h.count == 0 {
		return []float64{100, 0}
	}
	out := []float64{0, float64(h.percentile(0))}
	for p := 50.0; ; p += (100 - p) / 2 {
		v := h.percentile(p)
		out = append(out, p, float64(v))
		if v >= h.bucket(h.max) {
			break
		}
	}
	if out[len(out)-2] < 100 {
		out = append(out, 100, float64(h.percentile(100)))
	}
	return out
}

func bindHistogram(vm *node.VM) goja.Value {
	rt := vm.Runtime
	of := func(call goja.FunctionCall) *histogram {
		h, ok := call.Argument(0).Export().(*histogram)
		if !ok {
			panic(rt.NewTypeError("not a histogram"))
		}
		return h
	}
	number := func(f func(*histogram) float64) node.Func {
		return func(call goja.FunctionCall) goja.Value { return rt.ToValue(f(of(call))) }
	}
	return vm.Object(map[string]node.Func{
		"create": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(newHistogram(call.Argument(0).ToInteger(), call.Argument(1).ToInteger(), int(call.Argument(2).ToInteger())))
		},
		"record": func(call goja.FunctionCall) goja.Value {
			of(call).record(call.Argument(1).ToInteger())
			return goja.Undefined()
		},
		"reset": func(call goja.FunctionCall) goja.Value {
			of(call).reset()
			return goja.Undefined()
		},
		"add": func(call goja.FunctionCall) goja.Value {
			h := of(call)
			from, _ := call.Argument(1).Export().(*histogram)
			for v, n := range from.counts {
				h.counts[h.bucket(v)] += n
			}
			h.count, h.exceeds = h.count+from.count, h.exceeds+from.exceeds
			h.min, h.max = min(h.min, from.min), max(h.max, from.max)
			return goja.Undefined()
		},
		"count":   number(func(h *histogram) float64 { return float64(h.count) }),
		"exceeds": number(func(h *histogram) float64 { return float64(h.exceeds) }),
		"min":     number(func(h *histogram) float64 { return float64(h.min) }),
		"max":     number(func(h *histogram) float64 { return float64(h.max) }),
		"mean":    number((*histogram).mean),
		"stddev":  number((*histogram).stddev),
		"percentile": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(of(call).percentile(call.Argument(1).ToFloat()))
		},
		"percentiles": func(call goja.FunctionCall) goja.Value {
			return node.Array(vm, of(call).percentiles())
		},
		// sample(histogram, resolution) records every resolution milliseconds how late the loop is, in nanoseconds.
		"sample": func(call goja.FunctionCall) goja.Value {
			h := of(call)
			resolution := call.Argument(1).ToInteger()
			if h.timer != nil && h.run == vm.Loop.Context() {
				return rt.ToValue(false)
			}
			last := vm.Loop.Now()
			h.run = vm.Loop.Context()
			h.timer = vm.Loop.SetTimer(float64(resolution), true, func() error {
				now := vm.Loop.Now()
				h.record(max(1, (now-last)*1e6))
				last = now
				return nil
			})
			h.timer.SetRef(false)
			return rt.ToValue(true)
		},
		"stop": func(call goja.FunctionCall) goja.Value {
			h := of(call)
			active := h.timer != nil && h.run == vm.Loop.Context()
			if active {
				h.timer.Stop()
			}
			h.timer = nil
			return rt.ToValue(active)
		},
	})
}

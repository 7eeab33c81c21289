package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// plan says how long to measure.
type plan struct {
	// warm is how long each side renders before it is timed; a side that needs longer for one rendering renders once.
	warm time.Duration
	// round is about how long one side renders in a round.
	round time.Duration
	// rounds is their number. A side that needs more than a round for one rendering takes part in every third only.
	rounds int
	// limit ends the rounds of a page early, but not before the fourth.
	limit time.Duration
}

var (
	fullPlan  = plan{warm: 2 * time.Second, round: 50 * time.Millisecond, rounds: 21, limit: 30 * time.Second}
	quickPlan = plan{warm: 200 * time.Millisecond, round: 20 * time.Millisecond, rounds: 5, limit: 5 * time.Second}
)

// timing is what was measured for one page and API. Times are those of one rendering, medians over the rounds; ratios are medians
// of the rounds' ratios, and above 1 when this engine is the faster.
type timing struct {
	Page     string `json:"page"`
	API      string `json:"api"`
	Elements int    `json:"elements"`
	Bytes    int    `json:"bytes"`
	// Node is zero when there is no Node.
	Node   time.Duration `json:"nodeNs"`
	Native time.Duration `json:"nativeNs"`
	React  time.Duration `json:"reactNs"`
	// NodeCPU and NativeCPU are processor times.
	NodeCPU   time.Duration `json:"nodeCpuNs"`
	NativeCPU time.Duration `json:"nativeCpuNs"`
	// VersusNode and VersusNodeCPU are Node's time over the native engine's; VersusReact is the `react` engine's over it.
	VersusNode    float64 `json:"versusNode"`
	VersusNodeCPU float64 `json:"versusNodeCpu"`
	VersusReact   float64 `json:"versusReact"`
}

// contender is a side in a measurement.
type contender struct {
	name  string
	side  side
	size  int // bytes of a rendering: inline scripts differ
	count int // renderings a round
	every int // it takes part in every so many rounds
	wall  []float64
	cpu   []float64
}

// warmUp renders for a while and finds out how many renderings fill a round.
func (c *contender) warmUp(ctx context.Context, api string, p plan) error {
	start := time.Now()
	per := math.Inf(1)
	for n := 1; ; n = min(2*n, 64) {
		s, err := c.side.run(ctx, api, n)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		per = min(per, float64(s.wall)/float64(n))
		if time.Since(start) > p.warm {
			break
		}
	}
	c.count, c.every = max(1, int(float64(p.round)/per)), 1
	if per > float64(p.round) {
		c.every = 3
	}
	c.wall, c.cpu = nil, nil
	return nil
}

// compete runs the rounds: in each, one after the other.
func compete(ctx context.Context, all []*contender, api string, p plan) error {
	for _, c := range all {
		if err := c.warmUp(ctx, api, p); err != nil {
			return err
		}
	}
	start := time.Now()
	for round := range p.rounds {
		if round > 3 && time.Since(start) > p.limit {
			break
		}
		for _, c := range all {
			if round%c.every != 0 {
				c.wall, c.cpu = append(c.wall, math.NaN()), append(c.cpu, math.NaN())
				continue
			}
			s, err := c.side.run(ctx, api, c.count)
			switch {
			case err != nil:
				return fmt.Errorf("%s: %w", c.name, err)
			case s.bytes != c.size*c.count:
				return fmt.Errorf("%s: %d renderings gave %d bytes instead of %d each", c.name, c.count, s.bytes, c.size)
			}
			c.wall = append(c.wall, float64(s.wall)/float64(c.count))
			c.cpu = append(c.cpu, float64(s.cpu)/float64(c.count))
		}
	}
	return nil
}

// median is that of the values that are numbers; 0 for none.
func median(values []float64) float64 {
	var sorted []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	n := len(sorted)
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

// ratio is the median of a/b over the rounds.
func ratio(a, b []float64) float64 {
	quotients := make([]float64, min(len(a), len(b)))
	for i := range quotients {
		quotients[i] = math.NaN()
		if b[i] > 0 {
			quotients[i] = a[i] / b[i]
		}
	}
	return median(quotients)
}

// geometricMean is that of the positive values; 0 for none.
func geometricMean(values []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if v > 0 {
			sum, n = sum+math.Log(v), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return math.Exp(sum / float64(n))
}

package main

import (
	"fmt"
	"strings"
	"time"
)

// report is all that a run has measured.
type report struct {
	Machine machine  `json:"machine"`
	Quick   bool     `json:"quick"`
	Renders []timing `json:"renders"`
	// The geometric means of the ratios.
	MeanVersusNode    float64 `json:"meanVersusNode"`
	MeanVersusNodeCPU float64 `json:"meanVersusNodeCpu"`
	MeanVersusReact   float64 `json:"meanVersusReact"`
}

func (r *report) summarise() {
	mean := func(of func(timing) float64) float64 {
		var values []float64
		for _, t := range r.Renders {
			values = append(values, of(t))
		}
		return geometricMean(values)
	}
	r.MeanVersusNode = mean(func(t timing) float64 { return t.VersusNode })
	r.MeanVersusNodeCPU = mean(func(t timing) float64 { return t.VersusNodeCPU })
	r.MeanVersusReact = mean(func(t timing) float64 { return t.VersusReact })
}

// markdown is the tables.
func (r *report) markdown() string {
	var b strings.Builder
	b.WriteString(r.Machine.line(r.Quick))
	b.WriteString("\n\n| page | elements | bytes | node ms | native ms | react ms | native vs. node | in CPU time | native vs. react |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, t := range r.Renders {
		fmt.Fprintf(&b, "| %s, %s | %d | %d | %s | %s | %s | %s | %s | %s |\n", t.Page, t.API, t.Elements, t.Bytes,
			milliseconds(t.Node), milliseconds(t.Native), milliseconds(t.React), times(t.VersusNode), times(t.VersusNodeCPU), times(t.VersusReact))
	}
	fmt.Fprintf(&b, "| **geometric mean** | | | | | | **%s** | **%s** | **%s** |\n",
		times(r.MeanVersusNode), times(r.MeanVersusNodeCPU), times(r.MeanVersusReact))
	return b.String()
}

// milliseconds is a time for people; nothing for zero, which was not measured.
func milliseconds(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	if d >= time.Second {
		return fmt.Sprintf("%.0f", float64(d)/1e6)
	}
	return fmt.Sprintf("%.3g", float64(d)/1e6)
}

// times is a ratio for people; nothing for zero, which was not measured.
func times(v float64) string {
	if v == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f×", v)
}

// The marks in the document between which the tables stand.
const (
	beginMark = "<!-- bench: begin -->\n"
	endMark   = "<!-- bench: end -->\n"
)

// writeInto replaces the tables of a document.
func (r *report) writeInto(file string) error {
	return putBetween(file, beginMark, endMark, r.markdown())
}

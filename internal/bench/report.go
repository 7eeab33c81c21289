package main

import (
	"errors"
	"fmt"
	"os"
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
	node := r.Machine.Node
	if node == "" {
		node = "no Node"
	} else {
		node = "Node " + node
	}
	fmt.Fprintf(&b, "%s, %d cores, %s · %s · %s · React %s", r.Machine.CPU, r.Machine.Cores, r.Machine.OS, r.Machine.Go, node, r.Machine.React)
	if r.Quick {
		b.WriteString(" · a quick run: no figures to rely on")
	}
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
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), beginMark)
	_, after, ok2 := strings.Cut(rest, endMark)
	if !ok || !ok2 {
		return errors.New(file + " has no marks for the tables: " + strings.TrimSpace(beginMark) + " and " + strings.TrimSpace(endMark))
	}
	return os.WriteFile(file, []byte(before+beginMark+"\n"+r.markdown()+"\n"+endMark+after), 0o644)
}

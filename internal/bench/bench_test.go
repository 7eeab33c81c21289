package main

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const exampleApp = "../../example-app"

// tiny is a page that renders fast, with text that is not ASCII.
const tiny = `export default function Page({ name }) { return <p title="ä">Hello, {name}<b>{"<"}</b></p>; }
export const loader = async () => ({ name: "Åsa" });
`

var shortest = plan{warm: time.Millisecond, round: time.Millisecond, rounds: 3, limit: time.Second}

func tinyPage(t *testing.T) page {
	t.Helper()
	app, err := filepath.Abs(exampleApp)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(app, "node_modules", "react-dom")); err != nil {
		t.Skip("example-app has no node_modules")
	}
	return page{name: "tiny", dir: app, source: tiny, apis: []string{apiString, apiStream}}
}

func TestTimePage(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node")
	}
	timings, version, err := timePage(t.Context(), node, tinyPage(t), shortest)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(version, "v") || len(timings) != 2 {
		t.Fatalf("got %d timings and version %q, want one of each API and Node's version", len(timings), version)
	}
	const want = `<p title="ä">Hello, <!-- -->Åsa<b>&lt;</b></p>`
	for _, got := range timings {
		if got.Bytes != len(want) || got.Elements != 2 {
			t.Errorf("%s: %d bytes and %d elements, want %d and 2", got.API, got.Bytes, got.Elements, len(want))
		}
		if got.Node <= 0 || got.Native <= 0 || got.React <= 0 || got.VersusNode <= 0 || got.VersusReact <= 0 {
			t.Errorf("something was not measured: %+v", got)
		}
	}
}

// TestDifference has a page that is another one under Node: that must be an error, not a figure.
func TestDifference(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node")
	}
	p := tinyPage(t)
	p.source = `export default () => <p>{process.versions.v8 ? process.pid : 0}</p>;`
	if _, _, err := timePage(t.Context(), node, p, shortest); err == nil || !strings.Contains(err.Error(), "differs from the first side at byte") {
		t.Errorf("got the error %v, want a difference", err)
	}
}

func TestWithoutNode(t *testing.T) {
	timings, version, err := timePage(t.Context(), "", tinyPage(t), shortest)
	if err != nil {
		t.Fatal(err)
	}
	r := &report{Renders: timings}
	r.summarise()
	if version != "" || r.MeanVersusNode != 0 || !strings.Contains(r.markdown(), "| tiny, string | 2 | 48 | – |") {
		t.Errorf("the Node columns are not empty:\n%s", r.markdown())
	}
}

func TestRatios(t *testing.T) {
	nan := math.NaN()
	if got := ratio([]float64{2, nan, 6, 8}, []float64{1, 1, 2, 0}); got != 2.5 {
		t.Errorf("the median of 2 and 3 is %v", got)
	}
	if got := median([]float64{5, 1, nan, 3}); got != 3 {
		t.Errorf("the median of 1, 3 and 5 is %v", got)
	}
	if got := geometricMean([]float64{2, 0, 8}); math.Abs(got-4) > 1e-9 {
		t.Errorf("the geometric mean of 2 and 8 is %v", got)
	}
}

func TestSettled(t *testing.T) {
	first := `<p>a</p><script nonce="n">$RC=function(a){one};$RC("B:0","S:0")</script>`
	second := `<p>a</p><script nonce="n">$RC=function(b){two};$RC("B:0","S:0")</script>`
	if err := same("x", first, second); err != nil {
		t.Error(err)
	}
	if err := same("x", first, strings.Replace(second, "S:0", "S:1", 1)); err == nil {
		t.Error("another place is no difference")
	}
}

func TestWriteInto(t *testing.T) {
	file := filepath.Join(t.TempDir(), "b.md")
	if err := os.WriteFile(file, []byte("before\n"+beginMark+"old\n"+endMark+"after\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &report{Machine: machine{CPU: "Some CPU"}}
	if err := r.writeInto(file); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(text); !strings.HasPrefix(s, "before\n"+beginMark) || !strings.HasSuffix(s, endMark+"after\n") ||
		!strings.Contains(s, "Some CPU") || strings.Contains(s, "old") {
		t.Errorf("got\n%s", s)
	}
}

// TestPlatform runs each workload at least once on both sides, which compares their results.
func TestPlatform(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node")
	}
	list, err := timePlatform(t.Context(), node, shortest)
	if err != nil {
		t.Fatal(err)
	}
	table := platformMarkdown(machine{}, list)
	for _, w := range list {
		if w.Node <= 0 || w.Here <= 0 || w.Times <= 0 || !strings.Contains(table, "| "+w.Name+" |") {
			t.Errorf("something was not measured: %+v", w)
		}
	}
	if len(list) < 20 {
		t.Errorf("got %d workloads", len(list))
	}
}

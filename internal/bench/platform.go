package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/internal/script"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed js/platform.js
var platformSource []byte

// workload is one line of the table of what programs do with the platform: the medians of the rounds, in processor time, for one unit of work.
type workload struct {
	Name  string        `json:"name"`
	Node  time.Duration `json:"nodeNs"`
	Here  time.Duration `json:"hereNs"`
	Times float64       `json:"times"` // Here over Node: below 1 when this module is the faster
}

// The marks in the document between which the table stands.
const (
	platformBegin = "<!-- platform: begin -->\n"
	platformEnd   = "<!-- platform: end -->\n"
)

// runPlatform measures, and prints and writes the table.
func (o settings) runPlatform(ctx context.Context, nodePath string, p plan, stdout io.Writer) error {
	list, err := timePlatform(ctx, nodePath, p)
	if err != nil {
		return err
	}
	m := thisMachine(o.app)
	version, err := exec.CommandContext(ctx, nodePath, "--version").Output()
	if err != nil {
		return fmt.Errorf("node: %w", err)
	}
	m.Node = strings.TrimSpace(string(version))
	if o.write != "" {
		if err := putBetween(o.write, platformBegin, platformEnd, platformMarkdown(m, list)); err != nil {
			return err
		}
	}
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(list)
	}
	_, err = io.WriteString(stdout, platformMarkdown(m, list))
	return err
}

// timePlatform runs js/platform.js under the program nodePath and here, in turns.
func timePlatform(ctx context.Context, nodePath string, p plan) ([]workload, error) {
	if nodePath == "" {
		return nil, errors.New("--platform compares with Node: there is none on the PATH")
	}
	dir, err := os.MkdirTemp("", "ssr-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "platform.js")
	if err := os.WriteFile(file, platformSource, 0o600); err != nil {
		return nil, err
	}
	limit := strconv.Itoa(max(1, int(p.round.Milliseconds())))
	var names []string
	nodeTimes, hereTimes := map[string][]float64{}, map[string][]float64{}
	for range max(1, p.rounds/4) {
		cmd := exec.CommandContext(ctx, nodePath, file, limit)
		cmd.Env, cmd.Stderr = append(os.Environ(), "TZ=UTC"), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("node: %w", err)
		}
		theirs, err := platformResults(out)
		if err != nil {
			return nil, err
		}
		var stdout, stderr bytes.Buffer
		code := script.Run(ctx, script.Options{File: file, Args: []string{limit}, Host: node.Host{
			Env: map[string]string{"TZ": "UTC"}, Dir: dir, AllFiles: true, Stdout: &stdout, Stderr: &stderr,
		}})
		if code != 0 {
			return nil, fmt.Errorf("js/platform.js ended with %d here: %s", code, stderr.String())
		}
		ours, err := platformResults(stdout.Bytes())
		if err != nil {
			return nil, err
		}
		names = nil
		for i, t := range theirs {
			if i >= len(ours) || ours[i].Name != t.Name || ours[i].Result != t.Result {
				return nil, fmt.Errorf("%s gives another result here than under Node: want %q", t.Name, t.Result)
			}
			names = append(names, t.Name)
			nodeTimes[t.Name] = append(nodeTimes[t.Name], t.NS)
			hereTimes[t.Name] = append(hereTimes[t.Name], ours[i].NS)
		}
	}
	var list []workload
	for _, name := range names {
		n, h := middle(nodeTimes[name]), middle(hereTimes[name])
		list = append(list, workload{Name: name, Node: time.Duration(n), Here: time.Duration(h), Times: h / n})
	}
	return list, nil
}

// platformResult is a line of js/platform.js's output.
type platformResult struct {
	Name   string  `json:"name"`
	NS     float64 `json:"ns"`
	Result string  `json:"result"`
}

func platformResults(out []byte) ([]platformResult, error) {
	var list []platformResult
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r platformResult
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("js/platform.js printed %q: %w", lines.Text(), err)
		}
		list = append(list, r)
	}
	return list, lines.Err()
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// platformMarkdown is the table.
func platformMarkdown(m machine, list []workload) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d cores, %s · %s · Node %s\n\n| one unit of work | Node µs | here µs | here / Node |\n|---|--:|--:|--:|\n", m.CPU, m.Cores, m.OS, m.Go, m.Node)
	for _, w := range list {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", w.Name, microseconds(w.Node), microseconds(w.Here), times(w.Times))
	}
	return b.String()
}

func microseconds(d time.Duration) string { return fmt.Sprintf("%.3g", float64(d)/1e3) }

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A test is one line of the list: a file of Node's test/parallel, the module that it is about, and what comes of it here.
type test struct {
	module, file string
	outcome      outcome
	reason       string // of a failure: the first line that says what is wrong
}

// outcome is what comes of a test.
type outcome string

const (
	pass outcome = "pass"
	skip outcome = "skip" // the test itself says that it doesn't apply
	fail outcome = "fail"
)

// parseList reads lines of module, file, outcome and, for failures, the reason; lines that begin with # are comments.
func parseList(text string) ([]test, error) {
	var list []test
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.SplitN(line, " ", 4)
		if len(f) < 3 || !slices.Contains([]outcome{pass, skip, fail}, outcome(f[2])) {
			return nil, fmt.Errorf("line %d of the list: want module, file and pass, skip or fail, got %q", i+1, line)
		}
		t := test{module: f[0], file: f[1], outcome: outcome(f[2])}
		if len(f) == 4 {
			t.reason = f[3]
		}
		list = append(list, t)
	}
	return list, nil
}

const listHead = `# Files of Node 20's test/parallel, the module that each is about, and what comes of it under "ssr run". See ../main.go.
`

func formatList(list []test) string {
	slices.SortFunc(list, func(a, b test) int {
		return strings.Compare(a.module+" "+a.file, b.module+" "+b.file)
	})
	var b strings.Builder
	b.WriteString(listHead)
	for _, t := range list {
		b.WriteString(strings.TrimRight(fmt.Sprintf("%s %s %s %s", t.module, t.file, t.outcome, t.reason), " ") + "\n")
	}
	return b.String()
}

// runner runs files of a test folder, each in a process of its own.
type runner struct {
	tests   string   // the folder with parallel, common and fixtures
	command []string // what the file's path is appended to
	timeout time.Duration
	jobs    int
}

// run gives the outcomes of list in its order; report is called after each, by one goroutine at a time.
func (r *runner) run(ctx context.Context, list []test, report func(was, is test)) []test {
	out := make([]test, len(list))
	next := make(chan int)
	var mu sync.Mutex
	var workers sync.WaitGroup
	for serial := range max(r.jobs, 1) {
		workers.Go(func() { // ends when next is closed
			for i := range next {
				t := r.one(ctx, list[i], serial)
				mu.Lock()
				out[i] = t
				report(list[i], t)
				mu.Unlock()
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	workers.Wait()
	return out
}

// one runs a file. It passes when its process exits with 0 in time.
func (r *runner) one(ctx context.Context, t test, serial int) test {
	ctx, cancel := context.WithTimeoutCause(ctx, r.timeout, errTimeout)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, r.command[0], append(slices.Clone(r.command[1:]), filepath.Join(r.tests, "parallel", t.file))...)
	cmd.Dir = filepath.Dir(r.tests)
	cmd.Env = append(withoutColor(os.Environ()), "TEST_SERIAL_ID=compat"+strconv.Itoa(serial), // the name of the test's temporary folder
		"NODE_COMMON_PORT="+strconv.Itoa(12346+serial), "NODE_SKIP_FLAG_CHECK=1")
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	t.outcome, t.reason = pass, ""
	switch {
	case err == nil && skipped.Match(out.Bytes()):
		t.outcome = skip
	case errors.Is(context.Cause(ctx), errTimeout):
		t.outcome, t.reason = fail, "no end after "+r.timeout.String()
	case err != nil:
		t.outcome, t.reason = fail, reasonOf(out.String(), err, r.tests)
	}
	return t
}

var (
	errTimeout = errors.New("timeout")
	skipped    = regexp.MustCompile(`(?m)^1\.\.0 # Skipped`)
	complaint  = regexp.MustCompile(`(?m)^\s*(?:Uncaught )?(\w*(?:Error|Exception)\b.*|Mismatched .*|.*\bError \[\w+\]:.*)$`)
)

// reasonOf finds the line of an output that says what is wrong, without the folder of the tests in it.
func reasonOf(output string, err error, tests string) string {
	line := err.Error()
	if m := complaint.FindStringSubmatch(output); m != nil {
		line = m[1]
	}
	line = strings.ReplaceAll(strings.TrimSpace(line), filepath.Dir(tests), "")
	if runes := []rune(line); len(runes) > 120 {
		line = string(runes[:120]) + "…"
	}
	return line
}

func withoutColor(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(e string) bool {
		return strings.HasPrefix(e, "NO_COLOR=") || strings.HasPrefix(e, "FORCE_COLOR=")
	})
}

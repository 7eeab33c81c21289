// Command compat runs Node's own tests on this module's engine and compares what passes with the list in testdata/parallel.txt:
//
//	go run ./internal/compat --tests DIR [--modules fs,path] [--only REGEXP] [--update]
//
// DIR is the test folder of Node 20's sources, with parallel, common and fixtures; it is not part of this repository. A test that the
// list says passes and does not, or the other way around, is printed, and the first kind makes the command fail. --update writes the
// outcomes into the list; `go test ./internal/compat -update` then brings docs/node-compat.md up to date.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "compat:", err)
		os.Exit(1)
	}
}

// listFile is the list, seen from the module's folder.
const listFile = "internal/compat/testdata/parallel.txt"

// settings are the command line.
type settings struct {
	tests, modules, only, list, bin string
	timeout                         time.Duration
	jobs                            int
	update                          bool
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var o settings
	flags := flag.NewFlagSet("compat", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.tests, "tests", "", "the test `folder` of Node's sources")
	flags.StringVar(&o.modules, "modules", "", "the modules to test, by `names` with commas between them; default all")
	flags.StringVar(&o.only, "only", "", "only files whose name matches the regular `expression`")
	flags.StringVar(&o.list, "list", listFile, "the list, a `file`")
	flags.StringVar(&o.bin, "bin", "", "the ssr `program`; default is to build it")
	flags.DurationVar(&o.timeout, "timeout", 30*time.Second, "the `time` that one file may take")
	flags.IntVar(&o.jobs, "jobs", 1, "how many files run at the same time")
	flags.BoolVar(&o.update, "update", false, "write the outcomes into the list")
	if err := flags.Parse(args); err != nil {
		return err
	}
	tests, err := filepath.Abs(o.tests)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(tests, "parallel")); o.tests == "" || err != nil {
		return errors.New("--tests must be the test folder of Node's sources, with parallel, common and fixtures in it")
	}
	text, err := os.ReadFile(o.list)
	if err != nil {
		return err
	}
	all, err := parseList(string(text))
	if err != nil {
		return err
	}
	chosen, rest, err := o.choose(all)
	if err != nil {
		return err
	}
	if o.bin == "" {
		dir, err := os.MkdirTemp("", "ssr-compat-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.bin = filepath.Join(dir, "ssr")
		build := exec.CommandContext(ctx, "go", "build", "-o", o.bin, "./cmd/ssr")
		build.Stderr = stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("building ssr: %w", err)
		}
	}
	r := &runner{tests: tests, command: []string{o.bin, "run"}, timeout: o.timeout, jobs: o.jobs}
	lost := 0
	results := r.run(ctx, chosen, func(was, is test) {
		if was.outcome == is.outcome {
			return
		}
		if was.outcome == pass {
			lost++
		}
		fmt.Fprintf(stdout, "%s: %s, was %s  %s\n", is.file, is.outcome, was.outcome, is.reason)
	})
	if err := context.Cause(ctx); err != nil {
		return err
	}
	fmt.Fprint(stdout, summary(results))
	if o.update {
		return os.WriteFile(o.list, []byte(formatList(append(rest, results...))), 0o644)
	}
	if lost > 0 {
		return fmt.Errorf("%d files that passed do not any more", lost)
	}
	return nil
}

// choose splits the list by what the command line asks for.
func (o settings) choose(all []test) (chosen, rest []test, err error) {
	only, err := regexp.Compile(o.only)
	if err != nil {
		return nil, nil, fmt.Errorf("--only: %w", err)
	}
	var modules []string
	if o.modules != "" {
		modules = strings.Split(o.modules, ",")
	}
	for _, name := range modules {
		if !slices.ContainsFunc(all, func(t test) bool { return t.module == name }) {
			return nil, nil, fmt.Errorf("--modules: the list has no tests of %q", name)
		}
	}
	for _, t := range all {
		if (modules == nil || slices.Contains(modules, t.module)) && only.MatchString(t.file) {
			chosen = append(chosen, t)
		} else {
			rest = append(rest, t)
		}
	}
	return chosen, rest, nil
}

// summary is one line a module: passed of those that apply.
func summary(list []test) string {
	var b strings.Builder
	passed, applicable := 0, 0
	for _, c := range count(list) {
		fmt.Fprintf(&b, "%-20s %d/%d\n", c.module, c.passed, c.applicable)
		passed, applicable = passed+c.passed, applicable+c.applicable
	}
	fmt.Fprintf(&b, "%-20s %d/%d\n", "all", passed, applicable)
	return b.String()
}

// tally is how many tests of a module pass of those that apply.
type tally struct {
	module             string
	passed, applicable int
}

// count counts by module, in the order of their names.
func count(list []test) []tally {
	by := map[string]*tally{}
	var out []*tally
	for _, t := range list {
		if by[t.module] == nil {
			by[t.module] = &tally{module: t.module}
			out = append(out, by[t.module])
		}
		if t.outcome != skip {
			by[t.module].applicable++
		}
		if t.outcome == pass {
			by[t.module].passed++
		}
	}
	slices.SortFunc(out, func(a, b *tally) int { return strings.Compare(a.module, b.module) })
	values := make([]tally, len(out))
	for i, t := range out {
		values[i] = *t
	}
	return values
}

// Command bench compares this module's rendering with that of Node, in one run on one machine:
//
//	go run ./internal/bench [--http] [--quick] [--pages a,b] [--corpus DIR] [--json] [--write docs/benchmarks.md]
//	go run ./internal/bench --platform [--quick] [--json] [--write docs/benchmarks.md]
//
// Each page is rendered by Node with react-dom/server, by the engine "native" and by the engine "react", one core each, warm and in
// turns; before that, what they write is compared byte for byte. Run it in the module's folder, after `npm ci` in example-app.
//
// With --http the pages are requested over HTTP, on the same machine, from "ssr serve" and from a Node server with a process per core: how many
// requests a second, how long they take, how much memory, and how long from the start of a process to its first page.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/collector"
)

func main() {
	collector.Relax() // as in cmd/ssr
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// corpusDefault are the pages of a corpus that are measured unless --pages says otherwise: what much-used libraries render.
var corpusDefault = []string{
	"style-mui", "style-antd", "chart-recharts", "content-react-markdown", "route-react-router-static", "data-react-query",
}

// settings are the command line.
type settings struct {
	quick, json, http, platform    bool
	pages                          string
	app, corpus, write, cpuProfile string
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	var o settings
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&o.quick, "quick", false, "few short rounds: to see that it works, not for figures")
	flags.BoolVar(&o.json, "json", false, "print JSON instead of Markdown")
	flags.BoolVar(&o.http, "http", false, "request the pages from servers instead: ssr serve, and Node with a process per core")
	flags.BoolVar(&o.platform, "platform", false, "instead of pages, time what programs do with Node's and the Web's modules")
	flags.StringVar(&o.pages, "pages", "", "the pages to render, by `names` with commas between them; default all")
	flags.StringVar(&o.app, "app", "example-app", "the `folder` with react in its node_modules")
	flags.StringVar(&o.corpus, "corpus", "", "a `folder` with more pages: cases/NAME/page.tsx and case.json, and node_modules")
	flags.StringVar(&o.write, "write", "", "put the tables into this Markdown `file`, between its marks")
	flags.StringVar(&o.cpuProfile, "cpuprofile", "", "write a CPU profile of this process to the `file`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.cpuProfile != "" {
		stop, err := profile(o.cpuProfile)
		if err != nil {
			return err
		}
		defer stop()
	}
	p := fullPlan
	if o.quick {
		p = quickPlan
	}
	node, err := exec.LookPath("node")
	if err != nil {
		node = ""
		fmt.Fprintln(stderr, "there is no node on the PATH: its columns stay empty")
	}
	if o.platform {
		return o.runPlatform(ctx, node, p, stdout)
	}
	pages, err := o.choosePages()
	if err != nil {
		return err
	}
	if o.http {
		return o.runHTTP(ctx, node, pages, stdout, stderr)
	}
	r := &report{Machine: thisMachine(o.app), Quick: o.quick}
	for _, page := range pages {
		fmt.Fprintf(stderr, "%s …\n", page.name)
		timings, version, err := timePage(ctx, node, page, p)
		if err != nil {
			return err
		}
		r.Renders = append(r.Renders, timings...)
		r.Machine.Node = version
	}
	r.summarise()
	if o.write != "" {
		if err := r.writeInto(o.write); err != nil {
			return err
		}
	}
	return printReport(stdout, r, o.json)
}

// runHTTP is run for --http.
func (o settings) runHTTP(ctx context.Context, node string, pages []page, stdout, stderr io.Writer) error {
	app, err := filepath.Abs(o.app)
	if err != nil {
		return err
	}
	p := fullHTTP
	if o.quick {
		p = quickHTTP
	}
	if pages = httpPages(pages); len(pages) == 0 {
		return errors.New("--http has the pages grid, table and spiral only")
	}
	r, err := measureHTTP(ctx, app, node, pages, p, func(format string, args ...any) { fmt.Fprintf(stderr, format, args...) })
	if err != nil {
		return err
	}
	r.Quick = o.quick
	if node != "" {
		if version, err := exec.CommandContext(ctx, node, "--version").Output(); err == nil {
			r.Machine.Node = strings.TrimSpace(string(version))
		}
	}
	if o.write != "" {
		if err := putBetween(o.write, beginHTTP, endHTTP, r.markdown()); err != nil {
			return err
		}
	}
	return printReport(stdout, r, o.json)
}

// choosePages finds the pages that the command line asks for.
func (o settings) choosePages() ([]page, error) {
	app, err := filepath.Abs(o.app)
	if err != nil {
		return nil, err
	}
	pages, err := ownPages(app)
	if err != nil {
		return nil, err
	}
	var names []string
	if o.pages != "" {
		names = strings.Split(o.pages, ",")
	}
	if o.corpus != "" {
		corpus, err := filepath.Abs(o.corpus)
		if err != nil {
			return nil, err
		}
		wanted := corpusDefault
		if names != nil {
			wanted = nil
			for _, name := range names {
				if _, err := choose(pages, []string{name}); err != nil {
					wanted = append(wanted, name)
				}
			}
		}
		more, err := corpusPages(corpus, wanted)
		if err != nil {
			return nil, err
		}
		pages = append(pages, more...)
	}
	return choose(pages, names)
}

// profile starts a CPU profile; the result ends it.
func profile(file string) (stop func(), err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		_ = f.Close()
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
	}, nil
}

// printReport writes a report for people, or for programs.
func printReport(w io.Writer, r interface{ markdown() string }, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	_, err := io.WriteString(w, r.markdown())
	return err
}

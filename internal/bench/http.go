package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// httpPlan says how long to measure over HTTP.
type httpPlan struct {
	connections int
	warm, round time.Duration
	rounds      int
	starts      int // of each server
}

var (
	fullHTTP  = httpPlan{connections: 16, warm: 3 * time.Second, round: 3 * time.Second, rounds: 5, starts: 11}
	quickHTTP = httpPlan{connections: 4, warm: 200 * time.Millisecond, round: 200 * time.Millisecond, rounds: 1, starts: 1}
)

// httpReport is what was measured over HTTP.
type httpReport struct {
	Machine     machine     `json:"machine"`
	Quick       bool        `json:"quick"`
	Connections int         `json:"connections"`
	Pages       []httpPage  `json:"pages"`
	Starts      []httpStart `json:"starts"`
	// NodeMemory and Memory are the highest resident memory of all processes of a server, in bytes, at the end.
	NodeMemory int `json:"nodeMemory"`
	Memory     int `json:"memory"`
}

// httpPage are the figures of a page: medians over the rounds, Node's zero without Node. VersusNode is the median of the ratios of the rounds' requests per
// second.
type httpPage struct {
	Page       string     `json:"page"`
	Node       httpFigure `json:"node"`
	SSR        httpFigure `json:"ssr"`
	VersusNode float64    `json:"versusNode"`
}

type httpFigure struct {
	Bytes     int           `json:"bytes"`
	PerSecond float64       `json:"perSecond"`
	P50       time.Duration `json:"p50Ns"`
	P99       time.Duration `json:"p99Ns"`
}

// httpStart is the median time from the start of a server's process to the last byte of its first page.
type httpStart struct {
	What string        `json:"what"`
	Took time.Duration `json:"tookNs"`
}

// measureHTTP compares the servers. node is empty when there is none.
func measureHTTP(ctx context.Context, app, node string, pages []page, p httpPlan, progress func(format string, args ...any)) (*httpReport, error) {
	s, err := newSite(ctx, app, node, pages)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := &httpReport{Machine: thisMachine(app), Connections: p.connections}
	if err := r.measureStarts(ctx, s, pages[0], p, progress); err != nil {
		return nil, err
	}
	ours, err := s.startSSR(ctx, s.build)
	if err != nil {
		return nil, err
	}
	defer ours.stop()
	servers := []*server{ours}
	if node != "" {
		theirs, err := s.startNode(ctx, runtime.NumCPU())
		if err != nil {
			return nil, err
		}
		defer theirs.stop()
		servers = append(servers, theirs)
	}
	for _, page := range pages {
		progress("%s …\n", page.name)
		row, err := measurePage(ctx, servers, page.name, p)
		if err != nil {
			return nil, err
		}
		r.Pages = append(r.Pages, row)
	}
	r.Memory = ours.memory()
	if node != "" {
		r.NodeMemory = servers[1].memory()
	}
	return r, nil
}

// measurePage drives the servers in turns; the first is ours.
func measurePage(ctx context.Context, servers []*server, name string, p httpPlan) (httpPage, error) {
	rounds := make([][]load, len(servers))
	for round := -1; round < p.rounds; round++ {
		during := p.round
		if round < 0 {
			during = p.warm
		}
		for i, server := range servers {
			l, err := drive(ctx, server.addr, "/"+name, p.connections, during)
			if err != nil {
				return httpPage{}, fmt.Errorf("%s: %w", server.name, err)
			}
			if round >= 0 {
				rounds[i] = append(rounds[i], l)
			}
		}
	}
	row := httpPage{Page: name, SSR: figure(rounds[0])}
	if len(servers) > 1 {
		row.Node = figure(rounds[1])
		var ratios []float64
		for i := range rounds[0] {
			ratios = append(ratios, rounds[0][i].perSecond()/rounds[1][i].perSecond())
		}
		row.VersusNode = median(ratios)
	}
	return row, nil
}

func figure(rounds []load) httpFigure {
	values := func(of func(load) float64) float64 {
		var list []float64
		for _, l := range rounds {
			list = append(list, of(l))
		}
		return median(list)
	}
	return httpFigure{
		Bytes: rounds[0].bytes, PerSecond: values(load.perSecond),
		P50: time.Duration(values(func(l load) float64 { return float64(l.quantile(0.5)) })),
		P99: time.Duration(values(func(l load) float64 { return float64(l.quantile(0.99)) })),
	}
}

// measureStarts starts each server several times, in turns.
func (r *httpReport) measureStarts(ctx context.Context, s *site, first page, p httpPlan, progress func(format string, args ...any)) error {
	progress("starts …\n")
	type start struct {
		what, path string
		server     func() (*server, error)
	}
	starts := []start{
		{"ssr, example-app", "/", func() (*server, error) { return s.startSSR(ctx, s.example) }},
		{"ssr, " + first.name, "/" + first.name, func() (*server, error) { return s.startSSR(ctx, s.build) }},
	}
	if s.node != "" {
		starts = append(starts, start{"node, " + first.name, "/" + first.name, func() (*server, error) { return s.startNode(ctx, 0) }})
	}
	took := make([][]float64, len(starts))
	for range p.starts {
		for i, x := range starts {
			d, err := firstPage(ctx, x.path, x.server)
			if err != nil {
				return fmt.Errorf("%s: %w", x.what, err)
			}
			took[i] = append(took[i], float64(d))
		}
	}
	for i, x := range starts {
		r.Starts = append(r.Starts, httpStart{x.what, time.Duration(median(took[i]))})
	}
	return nil
}

func firstPage(ctx context.Context, path string, start func() (*server, error)) (time.Duration, error) {
	begin := time.Now()
	server, err := start()
	if err != nil {
		return 0, err
	}
	defer server.stop()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", server.addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	_, err = get(conn, bufio.NewReader(conn), []byte("GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
	return time.Since(begin), err
}

// markdown is the tables.
func (r *httpReport) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s · %d connections\n\n", r.Machine.line(r.Quick), r.Connections)
	b.WriteString("| page | bytes node / ssr | node requests/s | ssr requests/s | ssr vs. node | node p50 / p99 ms | ssr p50 / p99 ms |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|\n")
	for _, p := range r.Pages {
		fmt.Fprintf(&b, "| %s | %d / %d | %.0f | %.0f | %s | %s / %s | %s / %s |\n", p.Page, p.Node.Bytes, p.SSR.Bytes, p.Node.PerSecond, p.SSR.PerSecond,
			times(p.VersusNode), milliseconds(p.Node.P50), milliseconds(p.Node.P99), milliseconds(p.SSR.P50), milliseconds(p.SSR.P99))
	}
	const mebi = 1 << 20
	fmt.Fprintf(&b, "\nMemory at the end: node %d MiB, ssr %d MiB.\n\n", r.NodeMemory/mebi, r.Memory/mebi)
	b.WriteString("| from the start of the process to the end of the first page | ms |\n|---|--:|\n")
	for _, s := range r.Starts {
		fmt.Fprintf(&b, "| %s | %s |\n", s.What, milliseconds(s.Took))
	}
	return b.String()
}

// httpPages are the pages that are requested: those without a loader.
func httpPages(pages []page) []page {
	return slices.DeleteFunc(slices.Clone(pages), func(p page) bool {
		return p.source == "" || !slices.Contains([]string{"grid", "table", "spiral"}, p.name)
	})
}

// The marks in the document between which the tables of HTTP stand.
const (
	beginHTTP = "<!-- bench-http: begin -->\n"
	endHTTP   = "<!-- bench-http: end -->\n"
)

// putBetween replaces what stands between two marks of a document.
func putBetween(file, begin, end, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(old), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no marks for the tables: %s and %s", file, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return os.WriteFile(file, []byte(before+begin+"\n"+text+"\n"+end+after), 0o644)
}

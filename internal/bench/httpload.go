package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// load is what a server did under load.
type load struct {
	requests int
	bytes    int // of one body
	took     time.Duration
	latency  []time.Duration // of each request, in ascending order
}

// perSecond is how many requests were answered a second.
func (l load) perSecond() float64 { return float64(l.requests) / l.took.Seconds() }

// quantile is the latency that the share q of the requests did not exceed.
func (l load) quantile(q float64) time.Duration {
	if len(l.latency) == 0 {
		return 0
	}
	return l.latency[min(int(q*float64(len(l.latency))), len(l.latency)-1)]
}

// drive requests a path over that many connections, each of which sends the next request when it has the whole answer, until the time
// is over.
func drive(ctx context.Context, addr, path string, connections int, during time.Duration) (load, error) {
	ctx, cancel := context.WithTimeout(ctx, during)
	defer cancel()
	results := make([]load, connections)
	errs := make([]error, connections)
	start := time.Now()
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() { results[i], errs[i] = driveOne(ctx, addr, path) }) // ends with ctx
	}
	wg.Wait()
	all := load{took: time.Since(start)}
	for _, r := range results {
		all.requests += r.requests
		all.bytes = max(all.bytes, r.bytes)
		all.latency = append(all.latency, r.latency...)
	}
	slices.Sort(all.latency)
	return all, errors.Join(errs...)
}

func driveOne(ctx context.Context, addr, path string) (l load, err error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return l, err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	request := []byte("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n")
	for ctx.Err() == nil {
		start := time.Now()
		n, err := get(conn, in, request)
		if err != nil {
			return l, fmt.Errorf("%s: %w", path, err)
		}
		l.latency = append(l.latency, time.Since(start))
		l.requests++
		l.bytes = n
	}
	return l, nil
}

// get sends a request and reads the whole answer; n is the length of its body.
func get(conn net.Conn, in *bufio.Reader, request []byte) (n int, err error) {
	if _, err := conn.Write(request); err != nil {
		return 0, err
	}
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	length, err := io.Copy(io.Discard, response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = errors.New(response.Status)
	}
	return int(length), err
}

package main

import (
	"context"
	"time"
)

// side is one of the programs that are compared, with one page loaded. It is used by one goroutine.
type side interface {
	// html renders the page once.
	html(ctx context.Context, api string) (string, error)
	// run renders it count times and says what that took.
	run(ctx context.Context, api string, count int) (sample, error)
	// close ends it.
	close() error
}

// sample is what some renderings took.
type sample struct {
	wall, cpu time.Duration // cpu is that of the whole process, its collector and compiler threads included
	bytes     int           // of all the renderings
}

// Command ssr serves, builds and renders React apps, and runs scripts on the same VM. See README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"github.com/seed-9eb1e60f/ssr/internal/collector"
)

func main() { os.Exit(mainExitCode()) }

// mainExitCode runs the command on the real process; tests run it under the same name (see main_test.go).
func mainExitCode() int {
	if os.Getenv("GOGC") == "" {
		collector.Relax()
	}
	// The first signal ends the context, which shuts servers down gracefully; after that the default action is back, so that
	// a second one ends the process at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	p := &process{
		Args: os.Args[1:], Environ: os.Environ(), Dir: dir,
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	return run(ctx, p)
}

package e2e_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

// shared are the servers of the example app that all tests use, by engine. TestMain stops them.
var shared struct {
	mu      sync.Mutex
	servers map[string]*server
}

// serveExampleBy returns the server of the example app that renders by an engine, or the one that -url names.
func serveExampleBy(t *testing.T, engine string) *server {
	t.Helper()
	if *urlFlag != "" {
		return &server{url: strings.TrimSuffix(*urlFlag, "/"), log: newLogBuffer()}
	}
	app, binary := exampleApp(t), buildBinary(t)
	shared.mu.Lock()
	defer shared.mu.Unlock()
	s := shared.servers[engine]
	if s == nil {
		var err error
		if s, err = run(binary, "serve", app, "--port", "0", "--engine", engine); err != nil {
			t.Fatal(err)
		}
		if shared.servers == nil {
			shared.servers = map[string]*server{}
		}
		shared.servers[engine] = s
		s.waitReady(t)
	}
	select {
	case <-s.done:
		t.Fatalf("the server has ended: %v\n%s", s.exit, s.log)
	default:
	}
	before := len(s.log.String())
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("what the server said meanwhile:\n%s", s.log.String()[before:])
		}
	})
	return s
}

// stopShared ends the servers and says whether all was well.
func stopShared() bool {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	ok := true
	for engine, s := range shared.servers {
		if err := s.stop(); err != nil {
			fmt.Fprintf(os.Stderr, "the server with the engine %s: %v\n", engine, err)
			ok = false
		}
		if code := s.cmd.ProcessState.ExitCode(); code != 0 {
			fmt.Fprintf(os.Stderr, "the server with the engine %s ended with code %d:\n%s\n", engine, code, s.log)
			ok = false
		}
	}
	return ok
}

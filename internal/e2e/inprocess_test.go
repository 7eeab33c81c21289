package e2e_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// shortLimits make the server give up early, so that a test of twenty faults is over in time.
var shortLimits = ssr.Config{
	Timeout: 2 * time.Second,
	Limits:  vmpool.Limits{Timeout: 3 * time.Second, Heap: 768 << 20},
}

// fourVMs is a small pool with a queue for everyone.
var fourVMs = ssr.Config{Pool: ssr.Pool{Max: 4}, Timeout: 60 * time.Second}

// serveInProcess serves the app in dir by the root package, as a Go program does. When the test is over it closes the app and
// makes sure that no goroutine is left.
func serveInProcess(t *testing.T, dir string, cfg ssr.Config) *server {
	t.Helper()
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	before := goleak.IgnoreCurrent()
	log := newLogBuffer()
	cfg.Dir = dir
	cfg.Logger = slog.New(slog.NewTextHandler(log, nil))
	app, err := ssr.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(app)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		listener.Close()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := app.Shutdown(ctx); err != nil {
			t.Errorf("closing the app: %v", err)
		}
		if err := goleak.Find(before); err != nil {
			t.Errorf("after the app was closed: %v", err)
		}
		if t.Failed() {
			t.Logf("the app's log:\n%s", log)
		}
	})
	return &server{url: listener.URL, app: app, log: log}
}

// withEnginesInProcess serves an app of testdata by each engine in turn; see serveInProcess.
func withEnginesInProcess(t *testing.T, app string, cfg ssr.Config, test func(t *testing.T, s *server)) {
	t.Helper()
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) {
			cfg.Engine = renderer.Engine(engine)
			test(t, serveInProcess(t, tempApp(t, app), cfg))
		})
	}
}

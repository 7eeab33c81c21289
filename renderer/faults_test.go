package renderer_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secrets are texts of the app's own errors, which no visitor may see in production.
const secrets = "secret"

func TestFaults(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{timeout: 300 * time.Millisecond, limits: vmpool.Limits{Busy: 400 * time.Millisecond, Timeout: 3 * time.Second}})
	for _, c := range []struct {
		name, view string
		status     int
		phases     string // of the errors that were told
		message    string // of the first
		body       []string
	}{
		{"a component throws", "/throws/render", 500, "shell", "TypeError: secret render", []string{"<h1>500</h1>", "<p>Internal Server Error</p><i>string</i>"}},
		{"a loader throws", "/throws/loader", 500, "loader", "Error: secret loader", []string{"<h1>500</h1>"}},
		{"a loader returns what can't be sent", "/throws/data", 500, "loader", "TypeError: props.items[2].onClick is a function, which can't", []string{"<h1>500</h1>"}},
		{"a module throws", "/throws/module", 500, "loader", "Error: secret module", []string{"<h1>500</h1>"}},
		{"a callback throws", "/throws/later", 500, "run", "Error: secret callback", []string{"<h1>500</h1>"}},
		{"a boundary throws", "/boundary", 200, "boundary", "Error: secret part", []string{"<i>fallback</i>", `data-dgst="`}},
		{"a deferred value fails", "/lost", 200, "data", "Error: secret failure", []string{"<i>wait</i>", `push([1,null,{message:"Internal Server Error",digest:"`, "$RX("}},
		{"a rejection after the shell", "/throws/after", 200, "boundary run", "Error: secret rejection", []string{"<i>wait</i>", "$RX(", "push([1,null,"}},
		{"too slow after the shell", "/never", 200, "boundary", "TimeoutError: the page took longer than", []string{"<i>wait</i>", "$RX(", "push([1,null,"}},
		{"too slow before the shell", "/hangs", 504, "loader", "TimeoutError: the page took longer than", []string{"<h1>504</h1>"}},
		{"waits for nothing", "/stuck", 500, "run", "nothing is left to do", []string{"<h1>500</h1>"}},
		{"endless loop", "/loops", 500, "run", vmpool.ErrStuck.Error(), []string{"<h1>500</h1>"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := s.get(t, renderer.Request{View: c.view})
			body := a.body.String()
			list := s.take()
			if a.status != c.status {
				t.Errorf("got status %d, want %d", a.status, c.status)
			}
			if got := strings.Join(phases(list), " "); got != c.phases {
				t.Errorf("got errors in the phases %q, want %q", got, c.phases)
			}
			if len(list) > 0 {
				contains(t, list[0].Error(), c.message)
			}
			contains(t, body, append(c.body, "<!DOCTYPE html>")...)
			lacks(t, body, secrets)
			if !strings.HasSuffix(body, "</body></html>") {
				t.Errorf("the document does not end: %q", body[max(0, len(body)-100):])
			}
		})
	}
	t.Run("stacks lead to the sources", func(t *testing.T) {
		s.get(t, renderer.Request{View: "/throws/render"})
		e := s.take()[0]
		contains(t, e.Stack, "TypeError: secret render\n    at Inner (pages/throws/render.tsx:2:9)")
		contains(t, e.ComponentStack, "    at Inner (pages/throws/render.tsx:2:9)\n    at Render", "\n    at body", "\n    at Root (pages/_layout.tsx:")
		lacks(t, e.ComponentStack+e.Stack, "virtual:")
	})
	t.Run("the signal tells the app", func(t *testing.T) {
		contains(t, s.log.String(), "aborted TimeoutError")
	})
}

func TestEndlessRecursion(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{limits: vmpool.Limits{Depth: 2000}})
	a := s.get(t, renderer.Request{View: "/recurses"})
	if a.status != 500 {
		t.Errorf("got status %d, want 500", a.status)
	}
	if list := s.take(); len(list) != 1 || !errors.Is(list[0], vmpool.ErrDepth) {
		t.Errorf("got errors %v, want the depth limit", list)
	}
}

func TestDevelopmentErrors(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{development: true})
	a := s.get(t, renderer.Request{View: "/throws/loader"})
	contains(t, a.body.String(), "<p>Error: secret loader</p>", "(pages/throws/loader.tsx:3:9)</pre>")
	a = &answer{}
	err := s.RenderError(t.Context(), &renderer.Request{View: "/", URL: "http://shop.example/"}, 502, errors.New("the database is away"), a)
	if err != nil || a.status != 502 {
		t.Errorf("got status %d and error %v", a.status, err)
	}
	contains(t, a.body.String(), "<h1>502</h1><p>the database is away</p>")
}

func TestClientLeaves(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{max: 1})
	cause := errors.New("the client left")
	t.Run("after the shell", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		a := &answer{onPart: func(n int) { cancel(cause) }}
		err := s.Render(ctx, &renderer.Request{View: "/never", URL: "http://shop.example/never"}, a)
		var e *renderer.Error
		if !errors.Is(err, cause) || !errors.As(err, &e) || !e.Started {
			t.Errorf("got %#v, want an Error with the context's cause that has started", err)
		}
	})
	t.Run("before the shell", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, cause)
		defer cancel()
		a := &answer{}
		err := s.Render(ctx, &renderer.Request{View: "/hangs", URL: "http://shop.example/hangs"}, a)
		if !errors.Is(err, cause) || a.starts != 0 {
			t.Errorf("got %v after %d starts, want the cause and none", err, a.starts)
		}
	})
	t.Run("when it can't be written to", func(t *testing.T) {
		broken := errors.New("broken pipe")
		a := &answer{fail: func(int) error { return broken }}
		if err := s.Render(t.Context(), &renderer.Request{View: "/never", URL: "http://shop.example/never"}, a); !errors.Is(err, broken) {
			t.Errorf("got %v, want the sink's error", err)
		}
	})
	if stats := s.pool.Stats(); stats.Created != 1 || stats.Discarded != 0 {
		t.Errorf("got %+v, want one VM for all and none discarded", stats)
	}
	if list := s.take(); len(list) > 0 {
		t.Errorf("told %v; a client that leaves is no error of the app", list[0])
	}
	contains(t, s.get(t, renderer.Request{View: "/slow"}).body.String(), "<b>7 5</b>")
}

// A slow client must not make the server hold more than a part of the answer ready for it.
func TestSlowClient(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{})
	a := &answer{fail: func(int) error { time.Sleep(2 * time.Millisecond); return nil }}
	if err := s.Render(t.Context(), &renderer.Request{View: "/big", URL: "http://shop.example/big"}, a); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(a.body.String(), strings.Repeat("é", 1000)); n != 600 {
		t.Errorf("got %d lines, want 600", n)
	}
}

func TestBusy(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{})
	if err := s.pool.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := s.get(t, renderer.Request{View: "/"})
	if a.status != 503 || a.header.Get("Retry-After") == "" {
		t.Errorf("got %d %v, want 503 with Retry-After", a.status, a.header)
	}
	contains(t, a.body.String(), "<h1><span>503</span> Service Unavailable</h1>")
}

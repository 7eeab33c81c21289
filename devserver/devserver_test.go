package devserver_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/seed-9eb1e60f/ssr/devserver"
	"github.com/seed-9eb1e60f/ssr/internal/codeframe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// app is an App whose builds are what a file in its folder says: "fail" or anything else.
type app struct {
	root, main string
	page       http.HandlerFunc

	mu     sync.Mutex
	builds int
	update devserver.Update
	last   string
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.page(w, r) }

func (a *app) Rebuild(context.Context) (devserver.Update, error) {
	text, err := os.ReadFile(a.main)
	if err != nil {
		return devserver.Update{}, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.builds++
	if strings.Contains(string(text), "fail") {
		return devserver.Update{}, errors.New("it says <b>fail</b>")
	}
	u := a.update
	u.Unchanged = string(text) == a.last
	a.last = string(text)
	return u, nil
}

func (a *app) Sources() devserver.Sources {
	return devserver.Sources{Root: a.root, Files: []string{a.main}, Public: filepath.Join(a.root, "public"), Ignore: []string{filepath.Join(a.root, "dist")}}
}

func (a *app) set(u devserver.Update) {
	a.mu.Lock()
	a.update = u
	a.mu.Unlock()
}

// kit is a dev server that runs on an app of its own.
type kit struct {
	t      *testing.T
	app    *app
	dev    *devserver.Server
	http   *httptest.Server
	events chan devserver.Event
}

func newKit(t *testing.T, poll bool) *kit {
	t.Helper()
	root := t.TempDir()
	k := &kit{t: t, events: make(chan devserver.Event, 100)}
	k.app = &app{root: root, main: filepath.Join(root, "main.tsx"), page: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><html><head><title>x</title></head></html>"))
	}}
	k.write("main.tsx", "one")
	k.write("public/a.txt", "a")
	var err error
	k.dev, err = devserver.New(devserver.Options{
		App: k.app, Poll: poll, AllowedHosts: []string{"dev.example"},
		Report: func(e devserver.Event) { k.events <- e },
		Describe: func(err error) devserver.Failure {
			frame, _ := codeframe.Cut("a < b", 1, 3, 1)
			return devserver.Failure{Title: "Oops", Problems: []devserver.Problem{{Message: err.Error(), Place: "main.tsx:1:3", Frame: &frame}}}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	k.http = httptest.NewServer(k.dev)
	t.Cleanup(k.http.Close)
	return k
}

// run builds and runs the server until the test ends.
func (k *kit) run() {
	k.t.Helper()
	if err := k.dev.Build(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
	k.expect(devserver.Built)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- k.dev.Run(ctx) }()
	k.t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			k.t.Error(err)
		}
	})
}

func (k *kit) write(name, text string) {
	k.t.Helper()
	name = filepath.Join(k.app.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		k.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		k.t.Fatal(err)
	}
}

// expect waits for the next event.
func (k *kit) expect(kind devserver.EventKind) devserver.Event {
	k.t.Helper()
	select {
	case e := <-k.events:
		if e.Kind != kind {
			k.t.Fatalf("event %+v, want kind %d", e, kind)
		}
		return e
	case <-time.After(10 * time.Second):
		k.t.Fatalf("no event of kind %d", kind)
	}
	panic("unreachable")
}

// settle waits until the watcher sees changes: what is written before Run watches is not reported.
func (k *kit) settle() {
	k.t.Helper()
	for i := range 200 {
		k.write("public/probe.txt", strings.Repeat("x", i))
		select {
		case e := <-k.events:
			if e.Kind != devserver.Reloaded {
				k.t.Fatalf("event %+v for a change in public/", e)
			}
			for {
				select {
				case <-k.events:
				case <-time.After(300 * time.Millisecond):
					return
				}
			}
		case <-time.After(50 * time.Millisecond):
		}
	}
	k.t.Fatal("the watcher sees nothing")
}

// dial opens the socket of a page.
func (k *kit) dial(query string, header http.Header) (*websocket.Conn, *http.Response, error) {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 5*time.Second)
	defer cancel()
	return websocket.Dial(ctx, k.http.URL+devserver.Prefix+"live?"+query, &websocket.DialOptions{HTTPHeader: header, Host: header.Get("Host")})
}

func (k *kit) connect(query string) *websocket.Conn {
	k.t.Helper()
	c, res, err := k.dial(query, nil)
	if err != nil {
		k.t.Fatal(err)
	}
	_ = res
	k.t.Cleanup(func() { _ = c.CloseNow() })
	return c
}

func (k *kit) next(c *websocket.Conn) devserver.Message {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 5*time.Second)
	defer cancel()
	var m devserver.Message
	if err := wsjson.Read(ctx, c, &m); err != nil {
		k.t.Fatal(err)
	}
	return m
}

// get loads a page and returns its text and the query that its script has.
func (k *kit) get(path string) (status int, text, query string) {
	k.t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(k.t.Context(), "GET", path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	k.dev.ServeHTTP(w, r)
	text = w.Body.String()
	_, rest, ok := strings.Cut(text, `<script async src="/__ssr/client.js?`)
	if ok {
		query, _, _ = strings.Cut(rest, `"`)
		query = strings.ReplaceAll(query, "&amp;", "&")
	}
	return w.Code, text, query
}

func TestMessages(t *testing.T) {
	k := newKit(t, false)
	build := func(text string) {
		k.write("main.tsx", text)
		_ = k.dev.Build(t.Context())
		<-k.events
	}
	build("one")
	_, text, query := k.get("/")
	if !strings.Contains(text, "<head><script async src=") {
		t.Errorf("the script is not in the page: %s", text)
	}
	c := k.connect(query)
	if m := k.next(c); m.Type != "ok" {
		t.Errorf("a page that is up to date is told %+v", m)
	}

	k.app.set(devserver.Update{Styles: map[string]string{"/a.css": "/b.css"}})
	build("two")
	if m := k.next(c); m.Type != "styles" || m.Styles["/a.css"] != "/b.css" {
		t.Errorf("new styles: %+v", m)
	}
	build("fail")
	m := k.next(c)
	if m.Type != "error" || m.Error.Title != "Oops" || m.Error.Problems[0].Message != "it says <b>fail</b>" || !strings.Contains(m.Error.Problems[0].Frame, "<mark>&lt;</mark>") {
		t.Errorf("a failure: %+v", m)
	}
	k.app.set(devserver.Update{Styles: map[string]string{"/b.css": "/c.css"}})
	build("two") // as before the failure
	if m := k.next(c); m.Type != "ok" {
		t.Errorf("mended: %+v", m)
	}
	build("three")
	if m := k.next(c); m.Type != "styles" || m.Styles["/b.css"] != "/c.css" {
		t.Errorf("new styles again: %+v", m)
	}
	// A page that was loaded in the beginning and lost its socket gets what it missed, in one.
	if m := k.next(k.connect(query)); m.Type != "styles" || !cmp.Equal(m.Styles, map[string]string{"/a.css": "/c.css", "/b.css": "/c.css"}) {
		t.Errorf("missed styles: %+v", m)
	}
	k.app.set(devserver.Update{})
	build("four")
	if m := k.next(c); m.Type != "reload" {
		t.Errorf("a change: %+v", m)
	}
	if m := k.next(k.connect(query)); m.Type != "reload" {
		t.Errorf("a page that missed a change: %+v", m)
	}
	if m := k.next(k.connect(strings.Replace(query, "boot=", "boot=other", 1))); m.Type != "reload" {
		t.Errorf("a page of another server: %+v", m)
	}
}

func TestPageErrors(t *testing.T) {
	k := newKit(t, false)
	inner := k.app.page
	k.app.page = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/bad" {
			k.dev.PageError(r.Context(), errors.New("boom"))
		}
		inner(w, r)
	}
	if err := k.dev.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, _, good := k.get("/")
	_, _, bad := k.get("/bad")
	if m := k.next(k.connect(good)); m.Type != "ok" {
		t.Errorf("the good page is told %+v", m)
	}
	if m := k.next(k.connect(bad)); m.Type != "error" || m.Error.Problems[0].Message != "boom" {
		t.Errorf("the bad page is told %+v", m)
	}
}

func TestWithoutABuild(t *testing.T) {
	k := newKit(t, false)
	k.write("main.tsx", "fail")
	if err := k.dev.Build(t.Context()); err == nil {
		t.Fatal("no error")
	}
	status, _, query := k.get("/")
	if status != http.StatusInternalServerError || query == "" {
		t.Errorf("status %d, query %q", status, query)
	}
	c := k.connect(query)
	if m := k.next(c); m.Type != "error" {
		t.Errorf("the page is told %+v", m)
	}
	k.write("main.tsx", "good")
	if err := k.dev.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m := k.next(c); m.Type != "reload" {
		t.Errorf("the page is told %+v when the build is good", m)
	}
}

func TestInjection(t *testing.T) {
	k := newKit(t, false)
	if err := k.dev.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	var parts []string
	contentType := "text/html; charset=utf-8"
	k.app.page = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "" {
			t.Error("the app may compress")
		}
		w.Header().Set("Content-Type", contentType)
		for _, p := range parts {
			_, _ = w.Write([]byte(p))
			_ = http.NewResponseController(w).Flush()
		}
	}
	const script = "<script async src="
	for _, tc := range []struct {
		name  string
		parts []string
		want  string // the text up to the script
	}{
		{"head", []string{"<html><head><title>"}, "<html><head>"},
		{"head with attributes", []string{`<html><head lang="x"><title>`}, `<html><head lang="x">`},
		{"head in pieces", []string{"<html><he", "ad", ">", "<title>"}, "<html><head>"},
		{"header is not head", []string{"<header></header><head></head>"}, "<header></header><head>"},
		{"no head", []string{"<p>", "text"}, "<p>text"},
		{"capitals", []string{"<HTML><HEAD>"}, "<HTML><HEAD>"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			parts = tc.parts
			_, text, _ := k.get("/")
			before, _, found := strings.Cut(text, script)
			if !found || before != tc.want {
				t.Errorf("got %q, want the script behind %q", text, tc.want)
			}
			if rest := strings.Join(tc.parts, ""); len(text) <= len(rest) || !strings.HasSuffix(text, rest[len(before):]) {
				t.Errorf("%q lost a part of %q", text, rest)
			}
		})
	}
	contentType, parts = "text/plain", []string{"<head>"}
	if _, text, _ := k.get("/"); text != "<head>" {
		t.Errorf("plain text became %q", text)
	}
}

func TestHostsAndOrigins(t *testing.T) {
	k := newKit(t, false)
	if err := k.dev.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		"localhost:3000": 200, "127.0.0.1:80": 200, "[::1]:3000": 200, "app.localhost": 200, "dev.example:1": 200, "192.168.1.7:3000": 200,
		"evil.example": 403, "localhost.evil.example": 403, "": 403,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), "GET", devserver.Prefix+"client.js", nil)
		r.Host = host
		k.dev.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("host %q: status %d, want %d", host, w.Code, want)
		}
	}
	_, _, query := k.get("/")
	if _, res, err := k.dial(query, http.Header{"Origin": {"https://evil.example"}}); err == nil || res.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site may connect: %v", err)
	}
	c, _, err := k.dial(query, http.Header{"Origin": {k.http.URL}})
	if err != nil {
		t.Errorf("a page of this server may not connect: %v", err)
	} else {
		_ = c.CloseNow()
	}
}

func TestRunEndsSockets(t *testing.T) {
	k := newKit(t, false)
	if err := k.dev.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- k.dev.Run(ctx) }()
	_, _, query := k.get("/")
	c := k.connect(query)
	k.next(c)
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("the socket ended with %v, want going away", err)
	}
}

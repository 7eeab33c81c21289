package renderer_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// packages is the folder with react and react-dom that the tests bundle.
const packages = "../example-app/node_modules"

// site is an app made of an archive, ready to render.
type site struct {
	*renderer.Renderer
	pool *vmpool.Pool
	log  bytes.Buffer

	mu     sync.Mutex
	errors []*renderer.Error
}

// take returns the errors that were told since it was last called.
func (s *site) take() []*renderer.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.errors
	s.errors = nil
	return list
}

// unpack writes an archive into a folder in which react is found.
func unpack(t testing.TB, file string) string {
	t.Helper()
	installed, err := filepath.Abs(packages)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(installed, "react-dom")); err != nil {
		t.Skipf("react is not installed: run `npm ci` in example-app (%v)", err)
	}
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(installed, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// shape makes an App of the files below dir/pages as a router would.
func shape(t testing.TB, dir string) renderer.App {
	t.Helper()
	var app renderer.App
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	}
	if has("app.tsx") {
		return renderer.App{Entry: "app.tsx"}
	}
	err := filepath.WalkDir(filepath.Join(dir, "pages"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), "_") || filepath.Ext(path) != ".tsx" {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		file := filepath.ToSlash(name)
		id := strings.TrimSuffix(strings.TrimPrefix(file, "pages"), ".tsx")
		id = strings.TrimSuffix(id, "index")
		r := renderer.Route{ID: id, File: file, Missing: id == "/404"}
		if has("pages/_layout.tsx") && id != "/bare" {
			r.Layouts = []string{"pages/_layout.tsx"}
		}
		if has("pages/_error.tsx") {
			r.ErrorFile = "pages/_error.tsx"
		}
		if has("pages/404.tsx") && !r.Missing {
			r.NotFound = "/404"
		}
		app.Routes = append(app.Routes, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return app
}

// options of newSite.
type siteOptions struct {
	engine      renderer.Engine // native by default
	development bool
	timeout     time.Duration
	limits      vmpool.Limits
	max         int
}

// newSite bundles the archive and makes a Renderer for it.
func newSite(t testing.TB, file string, o siteOptions) *site {
	t.Helper()
	dir := unpack(t, file)
	app := shape(t, dir)
	engine := o.engine
	if engine == "" {
		engine = renderer.EngineNative
	}
	program, modules := bundle(t, engine, bundler.Options{
		Dir: dir, Server: &bundler.Entry{Name: "server", Contents: app.ServerEntry()}, Development: o.development,
	})
	var err error
	s := &site{}
	s.pool, err = vmpool.New(vmpool.Config{
		Program: program, Modules: modules, Limits: o.limits, Max: o.max,
		Host: node.Host{Env: map[string]string{"NODE_ENV": "production"}, Dir: dir, Logger: slog.New(slog.NewTextHandler(&s.log, nil))},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.pool.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	assets := map[string]renderer.Assets{}
	for _, v := range app.Views() {
		assets[v.ID] = renderer.Assets{Module: "/assets/entry.js", Preloads: []string{"/assets/shared.js"}, Styles: []string{"/assets/style.css"}}
	}
	s.Renderer, err = renderer.New(renderer.Config{
		Pool: s.pool, App: app, Assets: assets, Development: o.development, Timeout: o.timeout,
		OnError: func(_ context.Context, _ *renderer.Request, err *renderer.Error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.errors = append(s.errors, err)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answer is a Sink that keeps what it gets.
type answer struct {
	status int
	header http.Header
	body   bytes.Buffer
	parts  []string // the body between two flushes
	starts int
	fail   func(written int) error
	onPart func(n int)
}

func (a *answer) Start(status int, header http.Header) error {
	a.status, a.header = status, header
	a.starts++
	return nil
}

func (a *answer) Write(p []byte) (int, error) {
	if a.fail != nil {
		if err := a.fail(a.body.Len()); err != nil {
			return 0, err
		}
	}
	return a.body.Write(p)
}

func (a *answer) Flush() error {
	seen := 0
	for _, part := range a.parts {
		seen += len(part)
	}
	a.parts = append(a.parts, a.body.String()[seen:])
	if a.onPart != nil {
		a.onPart(len(a.parts))
	}
	return nil
}

// get renders a view; the test fails when the answer is not complete.
func (s *site) get(t testing.TB, req renderer.Request) *answer {
	t.Helper()
	a := &answer{}
	if req.URL == "" {
		req.URL = "http://shop.example" + req.View
	}
	if err := s.Render(t.Context(), &req, a); err != nil {
		t.Fatalf("rendering %s: %v", req.View, err)
	}
	if a.starts != 1 {
		t.Fatalf("rendering %s: Start was called %d times, want once", req.View, a.starts)
	}
	return a
}

func contains(t testing.TB, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("got %s\nwant in it %s", text, want)
		}
	}
}

func lacks(t testing.TB, text string, never ...string) {
	t.Helper()
	for _, bad := range never {
		if strings.Contains(text, bad) {
			t.Errorf("got %s\nnever in it %s", text, bad)
		}
	}
}

func phases(list []*renderer.Error) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Phase)
	}
	slices.Sort(out)
	return out
}

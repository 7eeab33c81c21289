package ssr_test

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/bundler"
)

func TestRebuild(t *testing.T) {
	dir := appDir(t, "app")
	app := newApp(t, ssr.Config{Dir: dir})
	script := regexp.MustCompile(`/assets/plain-[A-Za-z0-9]+\.js`)
	_, page := get(t, app, "/plain")
	first := script.FindString(page)
	if first == "" {
		t.Fatalf("no client script in %s", page)
	}
	if info, err := app.Rebuild(t.Context()); err != nil || !info.Unchanged {
		t.Errorf("nothing changed: %+v, %v", info, err)
	}

	// A page in the making finishes on the build that it began with.
	slow := make(chan string)
	go func() {
		_, body := get(t, app, "/slow?ms=700")
		slow <- body
	}()
	for app.Stats().Pool.InUse == 0 {
		time.Sleep(time.Millisecond)
	}
	edit(t, dir, "pages/plain.tsx", "plain ", "fancy ")
	edit(t, dir, "pages/slow.tsx", "after ", "AFTER ")
	info, err := app.Rebuild(t.Context())
	if err != nil || info.Unchanged || info.Styles != nil {
		t.Fatalf("a change: %+v, %v", info, err)
	}
	if _, body := get(t, app, "/plain"); !strings.Contains(body, "fancy") {
		t.Errorf("the new build isn't served: %s", body)
	}
	if body := <-slow; !strings.Contains(body, "after 700 ms") {
		t.Errorf("the request in flight got %s", body)
	}
	// A page that was opened before may still load its scripts.
	if res, _ := get(t, app, first); res.StatusCode != 200 {
		t.Errorf("the old script %s: status %d", first, res.StatusCode)
	}

	edit(t, dir, "pages/plain.tsx", "<h1>", "<h2>")
	var problems *bundler.BuildError
	if _, err := app.Rebuild(t.Context()); !errors.As(err, &problems) || problems.Problems[0].File != "pages/plain.tsx" {
		t.Errorf("a broken source: %v", err)
	}
	if _, body := get(t, app, "/plain"); !strings.Contains(body, "fancy") {
		t.Errorf("after a failed build: %s", body)
	}
	if w := app.Watched(); w.Root != dir || !contains(w.Files, filepath.Join(dir, "pages", "plain.tsx")) || !contains(w.Files, filepath.Join(dir, ".env.local")) {
		t.Errorf("watched after a failed build: %+v", w)
	}
	edit(t, dir, "pages/plain.tsx", "<h2>", "<h1>")
	if err := os.WriteFile(filepath.Join(dir, ".env.local"), []byte("GREETING=bye"), 0o644); err != nil {
		t.Fatal(err)
	}
	if info, err := app.Rebuild(t.Context()); err != nil || info.Unchanged {
		t.Errorf("a changed environment: %+v, %v", info, err)
	}
	if _, body := get(t, app, "/"); !strings.Contains(body, "bye, nobody") {
		t.Errorf("after a change of .env.local: %s", body)
	}
}

func TestBuildAndOpen(t *testing.T) {
	dir, out := appDir(t, "app"), filepath.Join(t.TempDir(), "out")
	if _, err := ssr.Build(t.Context(), ssr.Config{Dir: dir}, out); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	app, err := ssr.Open(t.Context(), os.DirFS(out), ssr.Config{Loaders: loaders(), Env: map[string]string{"GREETING": "hi"}})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	for path, want := range map[string]string{"/": "hi, nobody", "/products/7": "7: tea", "/robots.txt": "User-agent", "/nothing": "Nothing here"} {
		if _, body := get(t, app, path); !strings.Contains(body, want) {
			t.Errorf("%s: %s", path, body)
		}
	}
	_, page := get(t, app, "/")
	asset := regexp.MustCompile(`/assets/chunk-[\w.-]+\.js`).FindString(page)
	res, body := send(t, app, "GET", asset, "", http.Header{"Accept-Encoding": {"br"}})
	if res.Header.Get("Content-Encoding") != "br" || body == "" || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %v", asset, res.Header)
	}
	if _, err := app.Rebuild(t.Context()); err == nil {
		t.Error("a finished build is built again")
	}
	want := []string{"/", "/form", "/plain", "/products/[id]", "/slow", "/stream", "/throws"}
	var got []string
	for _, r := range app.Routes() {
		got = append(got, r.Pattern)
		if r.Loader != (r.Pattern == "/plain" || r.Pattern == "/products/[id]") {
			t.Errorf("route %+v", r)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("routes (-want +got):\n%s", diff)
	}

	manifest := filepath.Join(out, "manifest.json")
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, text[:len(text)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ssr.Open(t.Context(), os.DirFS(out), ssr.Config{}); !errors.Is(err, ssr.ErrBuild) || !strings.Contains(err.Error(), "manifest") {
		t.Errorf("half a manifest: %v", err)
	}
	if _, err := ssr.Open(t.Context(), os.DirFS(t.TempDir()), ssr.Config{}); !errors.Is(err, ssr.ErrBuild) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestSingleComponent(t *testing.T) {
	app := newApp(t, ssr.Config{Dir: appDir(t, "single")})
	for path, want := range map[string]string{
		"/": "<h1>at /</h1>", "/any/path?x=1": "<h1>at /any/path?x=1</h1>", "/slash/": "<h1>at /slash/</h1>",
	} {
		if res, body := get(t, app, path); res.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, res.StatusCode, body)
		}
	}
	if res, _ := get(t, app, "/a//b/./c"); res.StatusCode != 308 || res.Header.Get("Location") != "/a/b/c" {
		t.Errorf("%d %q", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestBadConfig(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		cfg  ssr.Config
		want string
	}{
		{"no folder", ssr.Config{}, "Config.Dir"},
		{"a missing folder", ssr.Config{Dir: filepath.Join(dir, "nowhere")}, "there is no folder"},
		{"no pages", ssr.Config{Dir: dir}, "no app found"},
		{"an unknown engine", ssr.Config{Dir: dir, Engine: "steam"}, "Config.Engine"},
		{"an origin with a path", ssr.Config{Dir: dir, Origin: "https://x.example/path"}, "Config.Origin"},
		{"a nil loader", ssr.Config{Dir: dir, Loaders: map[string]ssr.Loader{"/": nil}}, `Config.Loaders["/"]`},
		{"a relative root", ssr.Config{Dir: dir, WriteRoots: []string{"tmp"}}, "Config.WriteRoots"},
		{"a negative pool", ssr.Config{Dir: dir, Pool: ssr.Pool{Max: -1}}, "Config.Pool"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			app, err := ssr.New(t.Context(), tc.cfg)
			if err == nil {
				_ = app.Close()
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
	t.Run("a loader without a page", func(t *testing.T) {
		loader := func(context.Context, *ssr.Request) (any, error) { return nil, nil }
		_, err := ssr.New(t.Context(), ssr.Config{Dir: appDir(t, "app"), Loaders: map[string]ssr.Loader{"/nope": loader}})
		if err == nil || !strings.Contains(err.Error(), `"/nope"; the pages are /, /form`) {
			t.Errorf("got %v", err)
		}
	})
}

package ssr_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/seed-9eb1e60f/ssr"
)

// exampleDir is the app that the examples use: testdata/app with the npm packages of example-app.
var exampleDir string

func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "ssr-test-*")
	if err != nil {
		panic(err)
	}
	exampleDir = filepath.Join(dir, "app")
	err = copyApp("app", exampleDir)
	if err != nil && flag.Lookup("test.run").Value.String() == "" {
		fmt.Println("the examples and most tests are skipped:", err)
		_ = flag.Set("test.run", "^Test")
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	if code == 0 {
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		if err := goleak.Find(); err != nil {
			fmt.Println(err)
			code = 1
		}
	}
	os.Exit(code)
}

// copyApp copies testdata/NAME to dir and links the example app's npm packages.
func copyApp(name, dir string) error {
	modules, err := filepath.Abs("example-app/node_modules")
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(modules, "react-dom", "package.json")); err != nil {
		return errors.New("the example app's packages are not installed; run npm ci in example-app")
	}
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", name))); err != nil {
		return err
	}
	return os.Symlink(modules, filepath.Join(dir, "node_modules"))
}

// appDir returns a copy of testdata/NAME that the test may change.
func appDir(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := copyApp(name, dir); err != nil {
		t.Skip(err)
	}
	return dir
}

// newApp builds testdata/app, or the app in cfg.Dir, and closes it with the test.
func newApp(t *testing.T, cfg ssr.Config) *ssr.App {
	t.Helper()
	if cfg.Dir == "" {
		cfg.Dir = appDir(t, "app")
	}
	app, err := ssr.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	return app
}

// get asks an app for a page.
func get(t *testing.T, app http.Handler, path string) (*http.Response, string) {
	t.Helper()
	return send(t, app, http.MethodGet, path, "", nil)
}

func send(t *testing.T, app http.Handler, method, path, body string, header http.Header) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	res := w.Result()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func edit(t *testing.T, dir, name, from, to string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s does not contain %q", name, from)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

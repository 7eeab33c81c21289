package e2e_test

import (
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TestBadInput: what a user may get wrong has its own message and its own exit code.
func TestBadInput(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}

	// broken is a small app with another first page.
	broken := func(source string) string {
		dir := tempApp(t, "small")
		writeFile(t, filepath.Join(dir, "pages", "index.tsx"), source)
		return dir
	}
	noPages := t.TempDir()
	writeFile(t, filepath.Join(noPages, "package.json"), "{}\n")
	writeFile(t, filepath.Join(noPages, "pages", "readme.txt"), "no page\n")
	linkPackages(t, noPages)
	conflict := tempApp(t, "small")
	writeFile(t, filepath.Join(conflict, "pages", "a", "[x].tsx"), "export default function A() { return null; }\n")
	writeFile(t, filepath.Join(conflict, "pages", "a", "[y].tsx"), "export default function B() { return null; }\n")

	for _, c := range []struct {
		name string
		args []string
		code int
		say  []string
	}{
		{"missing folder", []string{"serve", filepath.Join(t.TempDir(), "nowhere")}, 3, []string{"nowhere"}},
		{"no pages", []string{"serve", noPages}, 3, []string{"pages"}},
		{"conflicting routes", []string{"serve", conflict}, 3, []string{"a/[x].tsx", "a/[y].tsx"}},
		{"syntax error", []string{"serve", broken("export default function Small() {\n  return <h1>Small</h2>;\n}\n")}, 4, []string{"pages/index.tsx:2:", "<h1>Small</h2>"}},
		{"unknown import", []string{"serve", broken("import { x } from \"no-such-package\";\nexport default () => x;\n")}, 4, []string{"pages/index.tsx:1:", "no-such-package"}},
		{"port in use", []string{"serve", tempApp(t, "small"), "--port", port}, 5, []string{port}},
		{"port that is none", []string{"serve", tempApp(t, "small"), "--port", "99999"}, 2, []string{"99999"}},
		{"unknown flag", []string{"serve", "--prot", "80"}, 2, []string{"--prot"}},
		{"unknown command", []string{"swerve"}, 2, []string{"swerve"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := launch(t, c.args...)
			code := p.exitCode(t)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			text := p.log.String()
			for _, part := range c.say {
				if !strings.Contains(text, part) {
					t.Errorf("it does not say %q:\n%s", part, text)
				}
			}
			if strings.Contains(text, "goroutine ") || strings.Contains(text, "panic:") {
				t.Errorf("it panicked:\n%s", text)
			}
		})
	}
}

// TestBuild builds an app, serves the build without its sources, and then spoils the manifest.
func TestBuild(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	out := filepath.Join(t.TempDir(), "build")
	if p := launch(t, "build", exampleApp(t), "--out", out); p.exitCode(t) != 0 {
		t.Fatalf("ssr build ended with code %d:\n%s", p.exitCode(t), p.log)
	}
	s := start(t, "serve", out, "--port", "0")
	if got := s.get(t, "/books/moby-dick"); got.status != 200 || !strings.Contains(got.body, "A whale, a captain") {
		t.Errorf("status %d\n%s", got.status, excerpt(got.body))
	}
	if got := s.get(t, "/robots.txt"); got.status != 200 {
		t.Errorf("GET /robots.txt from a build: status %d", got.status)
	}
	b := openTab(t)
	b.open(s.url + "/")
	b.waitHydrated()
	b.clean()

	manifest := filepath.Join(out, "manifest.json")
	writeFile(t, manifest, readFile(t, manifest)[:100])
	p := launch(t, "serve", out, "--port", "0")
	if code := p.exitCode(t); code != 6 {
		t.Errorf("a broken manifest: exit code %d, want 6:\n%s", code, p.log)
	}
	if text := p.log.String(); !strings.Contains(text, "manifest") {
		t.Errorf("it does not name the manifest:\n%s", text)
	}
}

func TestRoutes(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	p := launch(t, "routes", exampleApp(t))
	if code := p.exitCode(t); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, p.log)
	}
	text := p.log.String()
	for _, part := range []string{"/books/[id]", "/docs/[...slug]", "/suggest/thanks", "pages/about/visit.tsx"} {
		if !strings.Contains(text, part) {
			t.Errorf("the list lacks %q:\n%s", part, text)
		}
	}
}

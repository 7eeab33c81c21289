package bundler_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

func TestNewNamesTheBadOption(t *testing.T) {
	good := func() bundler.Options {
		return bundler.Options{Dir: t.TempDir(), Client: []bundler.Entry{{Name: "a", Path: "a.ts"}}}
	}
	for name, c := range map[string]struct {
		spoil func(*bundler.Options)
		want  string
	}{
		"relative Dir":        {func(o *bundler.Options) { o.Dir = "app" }, `option Dir: "app" is not an absolute path`},
		"nothing to build":    {func(o *bundler.Options) { o.Client = nil }, "nothing to build"},
		"empty server entry":  {func(o *bundler.Options) { o.Server = &bundler.Entry{} }, "option Server: the entry has neither Path nor Contents"},
		"client without name": {func(o *bundler.Options) { o.Client[0].Name = "" }, "option Client[0]: the entry has no name"},
		"two of one name": {func(o *bundler.Options) { o.Client = append(o.Client, o.Client[0]) },
			`option Client[1]: there are two entries named "a"`},
		"empty patch":        {func(o *bundler.Options) { o.Patches = []bundler.Patch{{File: "x"}} }, "option Patches[0]"},
		"bad patch pattern":  {func(o *bundler.Options) { o.Patches = []bundler.Patch{{File: "^($", Old: "x"}} }, "option Patches[0]: File: error parsing regexp"},
		"public path":        {func(o *bundler.Options) { o.PublicPath = "assets" }, `option PublicPath: "assets" is not a path or URL`},
		"unknown Minify":     {func(o *bundler.Options) { o.Minify = 17 }, "option Minify: there is no value 17"},
		"unknown SourceMaps": {func(o *bundler.Options) { o.SourceMaps = -1 }, "option SourceMaps: there is no value -1"},
	} {
		t.Run(name, func(t *testing.T) {
			options := good()
			c.spoil(&options)
			if _, err := bundler.New(options); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestBuildObeysContext(t *testing.T) {
	cause := errors.New("shutting down")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	b, err := bundler.New(bundler.Options{Dir: t.TempDir(), Server: &bundler.Entry{Contents: "export {}"}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Build(ctx); !errors.Is(err, cause) {
		t.Errorf("got %v, want the context's cause", err)
	}
	if _, err := b.Build(t.Context()); err != nil {
		t.Errorf("the next build: got %v", err)
	}
	b.Close()
	if _, err := b.Build(t.Context()); err == nil {
		t.Error("after Close: got no error")
	}
}

func TestNewRefusesAMissingFolder(t *testing.T) {
	_, err := bundler.New(bundler.Options{Dir: filepath.Join(t.TempDir(), "gone"), Server: &bundler.Entry{Path: "a.ts"}})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "option Dir") {
		t.Errorf("got %v, want an error about Dir", err)
	}
}

// TestBuildsEndWithTheirContext cancels builds at any time; the next one must not notice.
func TestBuildsEndWithTheirContext(t *testing.T) {
	dir := t.TempDir()
	for i := range 50 {
		text := fmt.Sprintf("export const value = %d; %s", i, strings.Repeat("console.log({ a: [1, 2, 3] });\n", 200))
		if i > 0 {
			text += fmt.Sprintf("export * as next from './m%d'", i-1)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("m%d.ts", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := bundler.New(bundler.Options{
		Dir: dir, Server: &bundler.Entry{Path: "m49.ts"}, Client: []bundler.Entry{{Name: "m", Path: "m49.ts"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	canceled := 0
	for i := range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*2*time.Millisecond)
		if _, err := b.Build(ctx); err != nil {
			canceled++
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("build %d: got %v, want the context's error", i, err)
			}
		}
		cancel()
		if i%5 == 0 {
			if _, err := b.Build(t.Context()); err != nil {
				t.Fatalf("after build %d: %v", i, err)
			}
		}
	}
	if canceled == 0 {
		t.Error("no build was canceled")
	}
}

func TestConcurrentBuilds(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.module.css")
	for name, text := range map[string]string{"a.module.css": ".a { color: red }", "a.ts": "import s from './a.module.css'; console.log(s, import.meta.url)"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := bundler.New(bundler.Options{Dir: dir, Server: &bundler.Entry{Path: "a.ts"}, Client: []bundler.Entry{{Name: "a", Path: "a.ts"}}})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				if _, err := b.Build(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for i := range 20 {
			if err := os.WriteFile(path, fmt.Appendf(nil, ".a { color: red; z-index: %d }", i), 0o644); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	b.Close()
}

// TestServerExportsBehindLinks reaches a page by another path than its own.
func TestServerExportsBehindLinks(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "real")
	if err := os.MkdirAll(filepath.Join(real, "pages"), 0o755); err != nil {
		t.Fatal(err)
	}
	page := "export const loader = () => 'SECRET'; export default () => 'page';"
	if err := os.WriteFile(filepath.Join(real, "page.ts"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		os.Symlink(real, filepath.Join(dir, "link")),
		os.Symlink(filepath.Join("..", "page.ts"), filepath.Join(real, "pages", "page.ts")),
	); err != nil {
		t.Skip("no symbolic links: ", err)
	}
	link := filepath.Join(dir, "link")
	for name, exports := range map[string]map[string][]string{
		"relative": {"pages/page.ts": {"loader"}},
		"absolute": {filepath.Join(link, "pages", "page.ts"): {"loader"}},
	} {
		out, err := bundler.Build(t.Context(), bundler.Options{
			Dir: link, ServerExports: exports,
			Client: []bundler.Entry{
				{Name: "page", Contents: "import * as page from './pages/page'; console.log(page)"},
				{Name: "itself", Path: filepath.Join(link, "pages", "page.ts")},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		code := ""
		for _, a := range out.Assets {
			code += string(a.Contents)
		}
		if strings.Contains(code, "SECRET") || !strings.Contains(code, `"page"`) {
			t.Errorf("%s: got %s, want the page without its loader", name, code)
		}
	}
}

// TestBuildsAreReproducible builds one app in two folders: nothing but import.meta may know which.
func TestBuildsAreReproducible(t *testing.T) {
	files := map[string]string{
		"pages/index.tsx": "import fs from 'fs'; import './index.module.css'; import s from '../ui/s.module.css'; import raw from './index.tsx?raw';" +
			"import u from '../ui/u.css?url'; const x = fs.readFileSync('x'); export const loader = () => x; export default () => [s, raw, u, import('./lazy')];",
		"pages/lazy.ts":          "export default 1",
		"pages/index.module.css": "@import '../ui/s.module.css'; .a { color: red }",
		"ui/s.module.css":        ".b { color: blue; composes: a from '../pages/index.module.css' }",
		"ui/u.css":               "body { margin: 0 }",
	}
	build := func() map[string]string {
		dir := t.TempDir()
		for name, contents := range files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(contents), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, err := bundler.Build(t.Context(), bundler.Options{
			Dir: dir, Development: true, Server: &bundler.Entry{Path: "pages/index.tsx"}, Builtins: []string{"fs"},
			Client:        []bundler.Entry{{Name: "index", Contents: "import Page from './pages/index.tsx'; hydrate(Page)"}},
			ServerExports: map[string][]string{"pages/index.tsx": {"loader"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{"server": string(out.Server.Code), "server map": string(out.Server.SourceMap)}
		for path, a := range out.Assets {
			texts[path] = string(a.Contents)
		}
		for name, text := range texts {
			if strings.Contains(text, dir) {
				t.Errorf("%s names the folder: %s", name, text)
			}
		}
		return texts
	}
	first, second := build(), build()
	if diff := cmp.Diff(slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(second))); diff != "" {
		t.Errorf("files differ:\n%s", diff)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("contents differ:\n%s", diff)
	}
}

func TestBuildErrorHasInputs(t *testing.T) {
	dir := realTempDir(t)
	if err := os.WriteFile(filepath.Join(dir, "main.ts"), []byte("import './gone'"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := bundler.Build(t.Context(), bundler.Options{Dir: dir, Server: &bundler.Entry{Path: "main.ts"}})
	var failed *bundler.BuildError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v, want a BuildError", err)
	}
	if !slices.Contains(failed.Inputs, filepath.Join(dir, "main.ts")) {
		t.Errorf("got inputs %v, want main.ts among them", failed.Inputs)
	}
	want := bundler.Problem{
		Message: `Could not resolve "./gone"`, File: "main.ts", Line: 1, Column: 8, Length: 8, LineText: "import './gone'",
	}
	if diff := cmp.Diff([]bundler.Problem{want}, failed.Problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

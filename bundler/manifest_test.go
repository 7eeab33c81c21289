package bundler_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

// smallBuild builds an app that has every kind of output.
func smallBuild(t testing.TB) *bundler.Output {
	dir := t.TempDir()
	for name, contents := range map[string]string{
		"server.ts": "export const page = 1;",
		"client.ts": "import './style.css'; import logo from './logo.png'; console.log(logo, " + strings.Repeat("'a text that repeats',", 100) + ")",
		"style.css": ".a { color: red }",
		"logo.png":  strings.Repeat("PNG", 1000),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(contents), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := bundler.Build(t.Context(), bundler.Options{
		Dir: dir, Server: &bundler.Entry{Path: "server.ts"}, Client: []bundler.Entry{{Name: "home", Path: "client.ts"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	out.Assets["/robots.txt"] = bundler.NewAsset("robots.txt", []byte("User-agent: *\n"), false)
	out.App = json.RawMessage(`{"routes":["/"]}`)
	return out
}

// written writes a build and returns its folder's files.
func written(t testing.TB, out *bundler.Output) (dir string, files fstest.MapFS) {
	dir = filepath.Join(t.TempDir(), "build")
	if err := out.WriteDir(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	files = fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, files
}

func TestWriteAndOpen(t *testing.T) {
	out := smallBuild(t)
	dir, files := written(t, out)
	got, err := bundler.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	want := *out
	want.Inputs, want.Warnings, want.Duration, want.SourceMaps = nil, nil, 0, nil
	app, _ := json.Marshal(got.App) // the manifest is indented
	got.App = app
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("what was written is not what was opened (-written +opened):\n%s", diff)
	}

	var names []string
	for name := range files {
		names = append(names, hashed.ReplaceAllString(name, "-HASH"))
	}
	slices.Sort(names)
	wantNames := []string{
		"client/assets/home-HASH.css", "client/assets/home-HASH.js", "client/assets/home-HASH.js.br", "client/assets/home-HASH.js.gz",
		"client/assets/home-HASH.js.zst", "client/assets/logo-HASH.png", "client/robots.txt", "manifest.json", "server/server.js",
		"server/server.js.map", "sourcemaps/assets/home-HASH.css.map", "sourcemaps/assets/home-HASH.js.map",
	}
	if diff := cmp.Diff(wantNames, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestEncodingsDecode(t *testing.T) {
	out := smallBuild(t)
	if err := out.Compress(t.Context()); err != nil {
		t.Fatal(err)
	}
	script := out.Assets[out.Entries["home"].Script]
	for coding, open := range map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	} {
		r, err := open(bytes.NewReader(script.Encodings[coding]))
		if err != nil {
			t.Fatalf("%s: %v", coding, err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, script.Contents) {
			t.Errorf("%s: got %d bytes and error %v, want the script's %d", coding, len(got), err, len(script.Contents))
		}
	}
	for path, a := range out.Assets {
		if !strings.HasSuffix(path, ".js") && len(a.Encodings) > 0 {
			t.Errorf("%s: got encodings %v, want none for a small or binary file", path, slices.Collect(maps.Keys(a.Encodings)))
		}
	}
}

func TestCompressObeysContext(t *testing.T) {
	cause := errors.New("the user left")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	out := smallBuild(t)
	if err := out.Compress(ctx); !errors.Is(err, cause) {
		t.Errorf("got %v, want the context's cause", err)
	}
	if err := out.WriteDir(ctx, filepath.Join(t.TempDir(), "build")); !errors.Is(err, cause) {
		t.Errorf("got %v, want the context's cause", err)
	}
}

func TestWriteDir(t *testing.T) {
	out := smallBuild(t)
	t.Run("replaces an earlier build", func(t *testing.T) {
		dir, _ := written(t, out)
		stale := filepath.Join(dir, "client", "stale.js")
		if err := os.WriteFile(stale, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := out.WriteDir(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(stale); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v, want the file of the earlier build gone", err)
		}
		if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) != 1 {
			t.Errorf("got %v beside the build, want nothing left over", entries)
		}
	})
	t.Run("writes into an empty folder", func(t *testing.T) {
		if err := out.WriteDir(t.Context(), t.TempDir()); err != nil {
			t.Error(err)
		}
	})
	t.Run("refuses a folder with other files", func(t *testing.T) {
		dir := t.TempDir()
		precious := filepath.Join(dir, "thesis.tex")
		if err := os.WriteFile(precious, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := out.WriteDir(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "thesis.tex") {
			t.Errorf("got %v, want an error that names the file", err)
		}
		if _, err := os.Stat(precious); err != nil {
			t.Error(err)
		}
	})
	t.Run("refuses a project that has a manifest.json", func(t *testing.T) {
		dir := t.TempDir()
		for _, name := range []string{"manifest.json", "src"} {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.WriteDir(t.Context(), dir); err == nil {
			t.Error("got no error")
		}
	})
	t.Run("refuses assets that lie elsewhere", func(t *testing.T) {
		evil := *out
		evil.Assets = map[string]*bundler.Asset{"/../../evil.txt": bundler.NewAsset("evil.txt", nil, false)}
		if err := evil.WriteDir(t.Context(), filepath.Join(t.TempDir(), "build")); !errors.Is(err, bundler.ErrFilePath) {
			t.Errorf("got %v, want ErrFilePath", err)
		}
	})
}

func TestOpenErrors(t *testing.T) {
	_, good := written(t, smallBuild(t))
	edit := func(old, new string) func(fstest.MapFS) {
		return func(files fstest.MapFS) {
			text := string(files["manifest.json"].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("the manifest has no %s", old)
			}
			files["manifest.json"] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	for name, c := range map[string]struct {
		spoil func(fstest.MapFS)
		is    error
		want  string
	}{
		"no manifest":         {func(f fstest.MapFS) { delete(f, "manifest.json") }, fs.ErrNotExist, "manifest.json: file does not exist"},
		"no JSON":             {edit("{", "<"), bundler.ErrManifestSyntax, "invalid character '<'"},
		"half a manifest":     {func(f fstest.MapFS) { f["manifest.json"].Data = f["manifest.json"].Data[:99] }, bundler.ErrManifestSyntax, "unexpected end"},
		"no version":          {edit(`"version": 2`, `"v": 1`), bundler.ErrManifestVersion, "no version, want 2"},
		"a later version":     {edit(`"version": 2`, `"version": 3`), bundler.ErrManifestVersion, "version 3, want 2"},
		"a wrong type":        {edit(`"size": `, `"size": "big", "x": `), bundler.ErrManifestSyntax, "cannot unmarshal string"},
		"a missing file":      {func(f fstest.MapFS) { delete(f, "server/server.js") }, fs.ErrNotExist, "server/server.js: file does not exist"},
		"a changed file":      {func(f fstest.MapFS) { f["server/server.js"].Data[0] ^= 1 }, bundler.ErrFileChanged, "server/server.js: its hash is not"},
		"a cut file":          {func(f fstest.MapFS) { f["client/robots.txt"].Data = nil }, bundler.ErrFileChanged, "it has 0 bytes, the manifest says 14"},
		"a path outside":      {edit(`"server/server.js"`, `"server/../../etc/passwd"`), bundler.ErrFilePath, `"server/../../etc/passwd"`},
		"an absolute path":    {edit(`"server/server.js"`, `"/etc/passwd"`), bundler.ErrFilePath, `"/etc/passwd"`},
		"a path with a drive": {edit(`"server/server.js"`, `"c:\\server.js"`), bundler.ErrFilePath, `server.js"`},
		"the server's code as an asset": {edit(`"client/robots.txt"`, `"server/server.js"`), bundler.ErrFilePath,
			`"server/server.js"`},
		"an asset without slash":  {edit(`"/robots.txt"`, `"robots.txt"`), bundler.ErrManifestSyntax, `"robots.txt" does not start with a slash`},
		"an unknown coding":       {edit(`"br"`, `"lzma"`), bundler.ErrManifestSyntax, `unknown content coding "lzma"`},
		"an entry without script": {edit(`"script"`, `"scripts"`), bundler.ErrManifestSyntax, `the entry "home" has no script`},
		"a folder in a file's place": {func(f fstest.MapFS) {
			delete(f, "server/server.js")
			f["server/server.js/x"] = &fstest.MapFile{}
		}, nil, "server/server.js: "},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, f := range good {
				files[name] = &fstest.MapFile{Data: bytes.Clone(f.Data)}
			}
			c.spoil(files)
			_, err := bundler.Open(files)
			var open *bundler.OpenError
			if !errors.As(err, &open) {
				t.Fatalf("got %v, want an OpenError", err)
			}
			if c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %v with %q", err, c.is, c.want)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	_, files := written(f, smallBuild(f))
	f.Add(files["manifest.json"].Data)
	f.Add([]byte(`{"version":2}`))
	f.Add([]byte(`{"version":2,"server":{"code":{"file":"server/../x"}},"assets":{"/a":{"encodings":{"br":{}}}}}`))
	f.Add([]byte(`{"version":2.0,"entries":{"":{"imports":[null]}},"app":null}`))
	f.Fuzz(func(t *testing.T, manifest []byte) {
		fsys := fstest.MapFS{"manifest.json": &fstest.MapFile{Data: manifest}}
		for name, file := range files {
			if name != "manifest.json" {
				fsys[name] = file
			}
		}
		out, err := bundler.Open(fsys)
		if err != nil {
			var open *bundler.OpenError
			if !errors.As(err, &open) || out != nil {
				t.Errorf("got %v, %v, want an OpenError", out, err)
			}
			return
		}
		// What opens can be written and opened again.
		dir := filepath.Join(t.TempDir(), "build")
		if err := out.WriteDir(t.Context(), dir); err != nil {
			if !errors.Is(err, bundler.ErrFilePath) { // a key that makes no file name
				t.Error(err)
			}
			return
		}
		if _, err := bundler.Open(os.DirFS(dir)); err != nil {
			t.Error(err)
		}
	})
}

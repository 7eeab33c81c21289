package renderer_test

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

var update = flag.Bool("update", false, "record testdata/html again, with Node")

// modes are the ways in which each page is rendered: the sections of testdata/html/*.txtar that hold Node's HTML.
var modes = []mode{
	{"string", renderer.FileRequest{API: renderer.APIString}},
	{"static", renderer.FileRequest{API: renderer.APIStatic}},
	{"stream", renderer.FileRequest{API: renderer.APIStream}},
	{"shell", renderer.FileRequest{API: renderer.APIStream, Shell: true}},
	{"prerender", renderer.FileRequest{API: renderer.APIPrerender}},
}

type mode = struct {
	name string
	req  renderer.FileRequest
}

// modesOf are the modes in which a page is rendered: those that its file modes.txt names, or all.
func modesOf(archive *txtar.Archive) []mode {
	names, ok := section(archive, "modes.txt")
	if !ok {
		return modes
	}
	return slices.DeleteFunc(slices.Clone(modes), func(m mode) bool { return !slices.Contains(strings.Fields(names), m.name) })
}

// TestHTML compares what the engine writes with what react-dom's build for Node wrote, byte for byte.
func TestHTML(t *testing.T) {
	files, err := filepath.Glob("testdata/html/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			dir := unpack(t, file)
			if *update {
				record(t, file, dir)
			}
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, engine := range []renderer.Engine{renderer.EngineReact, renderer.EngineNative} {
				t.Run(string(engine), func(t *testing.T) { checkHTML(t, engine, dir, archive) })
			}
		})
	}
}

// checkHTML renders a page in every mode and compares the HTML with the recorded.
func checkHTML(t *testing.T, engine renderer.Engine, dir string, archive *txtar.Archive) {
	program, modules := bundle(t, engine, bundler.Options{
		Dir: dir, Server: &bundler.Entry{Name: "page", Contents: renderer.FileEntry("./page.tsx")},
	})
	for _, mode := range modesOf(archive) {
		want, ok := section(archive, mode.name)
		if !ok {
			t.Errorf("there is no section %s: record it with -update", mode.name)
			continue
		}
		req := mode.req
		if options, ok := section(archive, "options.json"); ok {
			req.Options = json.RawMessage(options)
		}
		vm, err := vmpool.NewVM(vmpool.VMConfig{Host: node.Host{Dir: dir}, Modules: modules})
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := renderer.RenderFile(t.Context(), vm, program, req, &got); err != nil {
			got.WriteString("error: " + firstLine(err.Error()))
		}
		if g, w := settled(got.String()), settled(want); g != w {
			i := 0
			for i < min(len(g), len(w)) && g[i] == w[i] {
				i++
			}
			t.Errorf("%s differs at %d\ngot  …%s\nwant …%s", mode.name, i, g[max(0, i-40):min(len(g), i+120)], w[max(0, i-40):min(len(w), i+120)])
		}
	}
}

// settled takes React's definitions of its inline functions out of its scripts, and leaves the calls: they are React's code, the same
// in all of its builds, and not what is tested here.
func settled(html string) string {
	html = inlineScript.ReplaceAllStringFunc(html, func(script string) string {
		m := inlineScript.FindStringSubmatch(script)
		if call := strings.LastIndex(m[2], ";$R"); call >= 0 && strings.Contains(m[2], "function(") {
			return m[1] + "…" + m[2][call+1:] + "</script>"
		}
		return script
	})
	return strings.TrimSuffix(html, "\n")
}

var inlineScript = regexp.MustCompile(`(?s)(<script[^>]*>)(.*?)</script>`)

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func section(a *txtar.Archive, name string) (string, bool) {
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		return "", false
	}
	return string(a.Files[i].Data), true
}

// bundle makes the program of an entry for an engine, and the modules that its VMs need.
func bundle(t testing.TB, engine renderer.Engine, options bundler.Options) (*vmpool.Program, []node.Module) {
	t.Helper()
	var err error
	if options.Modules, err = renderer.Modules(engine); err != nil {
		t.Fatal(err)
	}
	options.Alias = renderer.Aliases(engine)
	options.Builtins = append(vmpool.Builtins().Public(), renderer.Builtins(engine)...)
	for _, p := range renderer.Patches(engine) {
		options.Patches = append(options.Patches, bundler.Patch{File: p.File, Old: p.Old, New: p.New})
	}
	out, err := bundler.Build(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	program, modules, err := renderer.Compile(engine, "server.js", out.Server.Code, vmpool.CompileOptions{SourceMap: out.Server.SourceMap})
	if err != nil {
		t.Fatal(err)
	}
	return program, modules
}

//go:embed testdata/record.js
var recordScript string

// record runs the page under Node with react-dom's own builds and keeps the HTML in the archive.
func record(t *testing.T, file, dir string) {
	t.Helper()
	result := api.Build(api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: recordScript, ResolveDir: dir, Loader: api.LoaderJS},
		Bundle:   true,
		Platform: api.PlatformNode,
		Define:   map[string]string{"process.env.NODE_ENV": `"production"`},
		JSX:      api.JSXAutomatic,
		Outfile:  filepath.Join(dir, "record.cjs"),
		Write:    true,
	})
	if len(result.Errors) > 0 {
		t.Fatalf("bundling for node: %s", result.Errors[0].Text)
	}
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	options, _ := section(archive, "options.json")
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.Contains(f.Name, ".") })
	for _, mode := range modesOf(archive) {
		cmd := exec.CommandContext(t.Context(), "node", filepath.Join(dir, "record.cjs"), mode.name, options)
		cmd.Dir, cmd.Stderr = dir, os.Stderr
		html, err := cmd.Output()
		if err != nil {
			t.Fatalf("node, %s: %v", mode.name, err)
		}
		if bytes.ContainsRune(html, '\r') || bytes.Contains(html, []byte("\n-- ")) {
			t.Fatalf("%s: an archive can't hold this HTML", mode.name)
		}
		archive.Files = append(archive.Files, txtar.File{Name: mode.name, Data: []byte(settled(string(html)) + "\n")})
	}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

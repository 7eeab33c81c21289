package bundler_test

import (
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

var update = flag.Bool("update", false, "rewrite the transcripts in testdata/*.txtar")

// TestTxtar runs the cases in testdata. A case is an app's folder and a script in the archive's comment, a command a line:
//
//	options JSON             sets options (lower-case names of bundler.Options; server and client as paths or {name: path})
//	build                    builds, and records problems and warnings
//	edit FILE OLD NEW        replaces text in a file; the arguments are JSON strings or words
//	write FILE FROM          copies a file of the archive over another
//	remove FILE              removes a file
//	has WHAT TEXT            WHAT is server, client (scripts), styles or maps: its text must have this text
//	lacks WHAT TEXT          and this must not be in it
//	chunks                   records how many chunks the server bundle has
//	run EXPRESSION           records the JSON of an expression over `exports`, the server bundle's, as goja evaluates it
//	client ENTRY             records what a client entry logs when it runs with its chunks
//	files                    records the client's files and entries
//	inputs                   records the inputs
//
// What commands record is the transcript, and must be the archive's file "want". -update writes it.
func TestTxtar(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c := &txtarCase{t: t, dir: realTempDir(t), options: map[string]json.RawMessage{}, files: map[string]string{}}
			defer c.close()
			want, at := "", -1
			for i, f := range archive.Files {
				if f.Name == "want" {
					want, at = string(f.Data), i
					continue
				}
				c.files[f.Name] = string(f.Data)
				c.write(f.Name, string(f.Data))
			}
			for number, line := range strings.Split(string(archive.Comment), "\n") {
				line = strings.TrimSpace(line)
				if line == "" || strings.HasPrefix(line, "#") {
					continue
				}
				command, rest, _ := strings.Cut(line, " ")
				if err := c.command(command, strings.TrimSpace(rest)); err != nil {
					t.Errorf("line %d: %s: %v", number+1, line, err)
				}
			}
			if got := c.transcript.String(); got != want {
				if !*update {
					t.Fatalf("transcript:\n%s\nwant:\n%s", got, want)
				}
				if at < 0 {
					archive.Files = append(archive.Files, txtar.File{Name: "want"})
					at = len(archive.Files) - 1
				}
				archive.Files[at].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// realTempDir is a temporary folder without symbolic links in its path, as esbuild reports paths.
func realTempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

type txtarCase struct {
	t          *testing.T
	dir        string
	files      map[string]string
	options    map[string]json.RawMessage
	bundler    *bundler.Bundler
	output     *bundler.Output
	transcript strings.Builder
}

func (c *txtarCase) close() {
	if c.bundler != nil {
		c.bundler.Close()
	}
}

func (c *txtarCase) write(name, contents string) {
	c.t.Helper()
	path := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// record adds to the transcript what does not depend on the machine.
func (c *txtarCase) record(format string, args ...any) {
	text := strings.ReplaceAll(fmt.Sprintf(format, args...), c.dir, "$DIR")
	c.transcript.WriteString(strings.TrimRight(text, "\n") + "\n")
}

func (c *txtarCase) command(command, rest string) error {
	switch command {
	case "chunks":
		if c.output == nil || c.output.Server == nil {
			return errors.New("there is no server bundle")
		}
		c.record("    %d chunks", len(c.output.Server.Chunks))
		return nil
	case "options":
		c.close()
		c.bundler = nil
		return json.Unmarshal([]byte(rest), &c.options)
	case "build":
		return c.build()
	case "edit":
		words, err := words(rest, 3)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(filepath.Join(c.dir, words[0]))
		if err != nil {
			return err
		}
		if !strings.Contains(string(b), words[1]) {
			return fmt.Errorf("the file has no %q", words[1])
		}
		c.write(words[0], strings.ReplaceAll(string(b), words[1], words[2]))
		return nil
	case "write":
		words, err := words(rest, 2)
		if err != nil {
			return err
		}
		c.write(words[0], c.files[words[1]])
		return nil
	case "remove":
		return os.Remove(filepath.Join(c.dir, rest))
	case "inputs":
		if c.output == nil {
			return errors.New("there is no build")
		}
		c.record("inputs\n    %s", strings.Join(c.output.Inputs, "\n    "))
		return nil
	case "has", "lacks":
		what, text, _ := strings.Cut(rest, " ")
		all, err := c.text(what)
		if err != nil {
			return err
		}
		text = strings.ReplaceAll(text, "$DIR", c.dir)
		if strings.Contains(all, text) != (command == "has") {
			return fmt.Errorf("got %s", strings.ReplaceAll(all, c.dir, "$DIR"))
		}
		return nil
	case "run":
		result, err := c.run(rest)
		if err != nil {
			result = err.Error()
		}
		c.record("run %s\n    %s", rest, result)
		return nil
	case "client":
		result, err := c.runClient(rest)
		if err != nil {
			result = err.Error()
		}
		c.record("client %s\n    %s", rest, hashed.ReplaceAllString(result, "-HASH"))
		return nil
	case "files":
		return c.listFiles()
	}
	return errors.New("there is no such command")
}

// words splits arguments, which are JSON strings or have no spaces.
func words(s string, n int) ([]string, error) {
	var out []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if strings.HasPrefix(s, `"`) {
			d := json.NewDecoder(strings.NewReader(s))
			var word string
			if err := d.Decode(&word); err != nil {
				return nil, err
			}
			out, s = append(out, word), s[d.InputOffset():]
			continue
		}
		word, rest, _ := strings.Cut(s, " ")
		out, s = append(out, word), rest
	}
	if len(out) != n {
		return nil, fmt.Errorf("got %d arguments, want %d", len(out), n)
	}
	return out, nil
}

func (c *txtarCase) build() error {
	if c.bundler == nil {
		options, err := c.bundlerOptions()
		if err != nil {
			return err
		}
		if c.bundler, err = bundler.New(options); err != nil {
			return err
		}
	}
	output, err := c.bundler.Build(c.t.Context())
	c.output = output
	if err != nil {
		c.record("build fails\n%s", indent(err.Error()))
		return nil
	}
	async := ""
	if output.Server != nil && output.Server.Async {
		async = " (async)"
	}
	c.record("build%s", async)
	for _, w := range output.Warnings {
		c.record("%s", indent("warning: "+w.String()))
	}
	return nil
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }

func (c *txtarCase) bundlerOptions() (bundler.Options, error) {
	var client map[string]string
	var server string
	// encoding/json matches names without regard to case.
	flat := maps.Clone(c.options)
	for name, target := range map[string]any{"server": &server, "client": &client} {
		if raw, ok := flat[name]; ok {
			if err := json.Unmarshal(raw, target); err != nil {
				return bundler.Options{}, err
			}
			delete(flat, name)
		}
	}
	b, err := json.Marshal(flat)
	if err != nil {
		return bundler.Options{}, err
	}
	var options bundler.Options
	if err := json.Unmarshal(b, &options); err != nil {
		return bundler.Options{}, err
	}
	options.Dir = c.dir
	entry := func(name, path string) bundler.Entry {
		if strings.Contains(path, " ") {
			return bundler.Entry{Name: name, Contents: path}
		}
		return bundler.Entry{Name: name, Path: path}
	}
	if server != "" {
		e := entry("server", server)
		options.Server = &e
	}
	for _, name := range slices.Sorted(maps.Keys(client)) {
		options.Client = append(options.Client, entry(name, client[name]))
	}
	if options.Builtins == nil {
		options.Builtins = []string{"fs", "fs/promises", "path", "test"}
	}
	return options, nil
}

func (c *txtarCase) text(what string) (string, error) {
	if c.output == nil {
		return "", errors.New("there is no build")
	}
	ext := ""
	switch what {
	case "server":
		return string(c.output.Server.Code), nil
	case "client":
		ext = ".js"
	case "styles":
		ext = ".css"
	case "maps":
		var all strings.Builder
		for _, path := range slices.Sorted(maps.Keys(c.output.SourceMaps)) {
			all.Write(c.output.SourceMaps[path])
		}
		if c.output.Server != nil {
			all.Write(c.output.Server.SourceMap)
		}
		return all.String(), nil
	default:
		return "", fmt.Errorf("there is no %q", what)
	}
	var all strings.Builder
	for _, path := range slices.Sorted(maps.Keys(c.output.Assets)) {
		if strings.HasSuffix(path, ext) {
			all.Write(c.output.Assets[path].Contents)
		}
	}
	return all.String(), nil
}

func (c *txtarCase) listFiles() error {
	if c.output == nil {
		return errors.New("there is no build")
	}
	c.record("files")
	var lines []string
	for path, a := range c.output.Assets {
		if !hashed.MatchString(path) {
			return fmt.Errorf("%s has no hash in its name", path)
		}
		lines = append(lines, path+" "+a.Type)
	}
	for path := range c.output.SourceMaps {
		lines = append(lines, "map of "+path)
	}
	for i, line := range lines {
		lines[i] = hashed.ReplaceAllString(line, "-HASH")
	}
	slices.Sort(lines)
	c.record("    %s", strings.Join(lines, "\n    "))
	for _, name := range slices.Sorted(maps.Keys(c.output.Entries)) {
		e := c.output.Entries[name]
		for _, url := range slices.Concat([]string{e.Script}, e.Imports, e.Styles) {
			if c.output.Assets[strings.TrimPrefix(url, "https://cdn.example")] == nil {
				return fmt.Errorf("entry %s names %s, which is no asset", name, url)
			}
		}
		b, _ := json.Marshal(e)
		c.record("    entry %s %s", name, hashed.ReplaceAllString(string(b), "-HASH"))
	}
	return nil
}

var hashed = regexp.MustCompile(`-[A-Z0-9]{8}\b`)

// run evaluates the server bundle and an expression over its exports.
func (c *txtarCase) run(expression string) (string, error) {
	if c.output == nil || c.output.Server == nil {
		return "", errors.New("there is no server bundle")
	}
	vm := goja.New()
	if _, err := vm.RunString(prelude); err != nil {
		return "", err
	}
	wrapper, err := vm.RunScript("server.js", string(c.output.Server.Code))
	if err != nil {
		return "", err
	}
	vm.Set("wrapper", wrapper)
	sources := map[string]string{}
	for name, chunk := range c.output.Server.Chunks {
		sources[name] = string(chunk.Code)
	}
	vm.Set("chunks", sources)
	vm.Set("expression", expression)
	return evaluate(vm, `start(wrapper).then(exports => new Function("exports", "return (" + expression + ")")(exports))`)
}

// runClient runs a client entry. goja has no modules, so its chunks are put into one script again; what they import comes from the output.
func (c *txtarCase) runClient(name string) (string, error) {
	if c.output == nil {
		return "", errors.New("there is no build")
	}
	r := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: "import " + strconv.Quote(c.output.Entries[name].Script), ResolveDir: c.dir},
		Bundle: true, Format: api.FormatIIFE, Target: api.ES2022, Supported: map[string]bool{"dynamic-import": false},
		Define: map[string]string{"import.meta.url": `"http://localhost/"`},
		Plugins: []api.Plugin{{Name: "output", Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `^/`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Namespace: "output", Path: args.Path}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "output"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				asset := c.output.Assets[args.Path]
				if asset == nil {
					return api.OnLoadResult{}, fmt.Errorf("there is no asset %s", args.Path)
				}
				contents := string(asset.Contents)
				return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
			})
		}}},
	})
	if len(r.Errors) > 0 {
		return "", errors.New(r.Errors[0].Text)
	}
	vm := goja.New()
	if _, err := vm.RunString(prelude + "delete globalThis.process;"); err != nil {
		return "", err
	}
	if _, err := vm.RunString(string(r.OutputFiles[0].Contents)); err != nil {
		return "", err
	}
	return evaluate(vm, "Promise.resolve(log)")
}

// evaluate returns the JSON of the value of a promise that a script gives.
func evaluate(vm *goja.Runtime, script string) (string, error) {
	result, err := vm.RunString(script + `.then(value => JSON.stringify(value))`)
	if err != nil {
		return "", err
	}
	promise := result.Export().(*goja.Promise)
	switch promise.State() {
	case goja.PromiseStateRejected:
		return "", fmt.Errorf("throws %v", promise.Result())
	case goja.PromiseStatePending:
		return "", errors.New("never settles")
	}
	return promise.Result().String(), nil
}

// prelude has what a VM gives to a bundle.
//
//go:embed testdata/prelude.js
var prelude string

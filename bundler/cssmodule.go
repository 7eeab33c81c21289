package bundler

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// CSS modules (*.module.css) have to get the same class names on the server and in the browser. esbuild names classes per build: by
// the file's base name and a counter, or by frequency when it minifies. So every module is compiled by itself first, under
// a base name that carries a hash of its path, into two texts: a JavaScript module with the names, and a style sheet in which
// they are ordinary global names. Both sides take the first, the browser's takes the second as well.
//
// Files that the style sheet refers to stay references, which the main build resolves and bundles like those of any other style sheet.

const moduleStyleSuffix = ".module.css"

// composedNamespace holds the sources of CSS modules while one is compiled.
const composedNamespace = "css-module"

// cssModules compiles CSS modules, each once per version. It may be used by both sides at once.
type cssModules struct {
	dir string

	mu    sync.Mutex
	cache map[string]*cssModule // by absolute path
}

type cssModule struct {
	js, css  string
	composes []string          // absolute paths of the modules that it composes from, in order
	sources  map[string]string // what it was made from, by absolute path

	errors, warnings []api.Message
}

func newCSSModules(dir string) *cssModules {
	return &cssModules{dir: dir, cache: map[string]*cssModule{}}
}

// get returns the compiled form of a file as it is now.
func (c *cssModules) get(path string) *cssModule {
	c.mu.Lock()
	m := c.cache[path]
	c.mu.Unlock()
	if m != nil && m.current() {
		return m
	}
	m = c.compile(path)
	if len(m.errors) == 0 {
		c.mu.Lock()
		c.cache[path] = m
		c.mu.Unlock()
	}
	return m
}

func (m *cssModule) current() bool {
	for path, contents := range m.sources {
		b, err := os.ReadFile(path)
		if err != nil || string(b) != contents {
			return false
		}
	}
	return true
}

// uniqueName returns the path with a base name from which esbuild makes names that no other module makes. It depends on the path
// below the app's folder only, so that machines agree on it.
func (c *cssModules) uniqueName(path string) string {
	sum := sha256.Sum256([]byte(relative(c.dir, path)))
	short := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))[:6]
	stem := strings.TrimSuffix(filepath.Base(path), moduleStyleSuffix)
	return filepath.Join(filepath.Dir(path), stem+"_"+short+moduleStyleSuffix)
}

func (c *cssModules) compile(path string) *cssModule {
	m := &cssModule{sources: map[string]string{}}
	original := map[string]string{} // paths by unique name
	var mu sync.Mutex               // guards m.sources and original: esbuild calls plugins from several goroutines

	options := func(others func(api.OnLoadArgs) (api.OnLoadResult, error)) api.BuildOptions {
		return api.BuildOptions{
			AbsWorkingDir: c.dir, Outdir: c.dir, Bundle: true, Metafile: true, Format: api.FormatESModule, Platform: api.PlatformBrowser,
			Target: api.ESNext, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
			Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentInclude,
			Plugins: []api.Plugin{{Name: pluginName, Setup: func(build api.PluginBuild) {
				build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
					return c.resolve(build, args, path)
				})
				build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: composedNamespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
					file := args.PluginData.(string)
					mu.Lock()
					original[args.Path] = file
					mu.Unlock()
					if file != path && others != nil {
						return others(args)
					}
					b, err := os.ReadFile(file)
					if err != nil {
						return api.OnLoadResult{}, err
					}
					contents := string(b)
					mu.Lock()
					m.sources[file] = contents
					mu.Unlock()
					return api.OnLoadResult{Contents: &contents, Loader: api.LoaderLocalCSS, ResolveDir: filepath.Dir(file)}, nil
				})
			}}},
		}
	}

	// The names, with those of the modules that this one composes from.
	names := options(nil)
	specifier := literal(path)
	names.Stdin = &api.StdinOptions{Contents: "export * from " + specifier + ";\nexport { default } from " + specifier + ";\n", ResolveDir: c.dir}
	r := api.Build(names)
	m.errors = c.restore(r.Errors, original)
	m.warnings = c.restore(r.Warnings, original)
	if len(m.errors) > 0 {
		return m
	}
	for _, f := range r.OutputFiles {
		if strings.HasSuffix(f.Path, ".js") {
			m.js = string(f.Contents)
		}
	}
	var meta metafile
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err == nil {
		for _, im := range meta.Inputs[composedNamespace+":"+c.uniqueName(path)].Imports {
			if file := original[strings.TrimPrefix(im.Path, composedNamespace+":")]; im.Kind == "composes-from" && file != "" && !slices.Contains(m.composes, file) {
				m.composes = append(m.composes, file)
			}
		}
	}

	// The style sheet of this module alone.
	empty := ""
	own := options(func(api.OnLoadArgs) (api.OnLoadResult, error) {
		return api.OnLoadResult{Contents: &empty, Loader: api.LoaderLocalCSS}, nil
	})
	own.EntryPoints = []string{path}
	own.EntryNames = "style"
	var sourceMap []byte
	for _, f := range api.Build(own).OutputFiles {
		switch {
		case strings.HasSuffix(f.Path, ".css"):
			m.css = string(f.Contents)
		case strings.HasSuffix(f.Path, ".css.map"):
			sourceMap = f.Contents
		}
	}
	m.css += c.inlineMap(sourceMap, path)
	return m
}

// resolve finds the modules among the imports of one, and checks the files that it refers to, because only here problems have their place
// in the user's text.
func (c *cssModules) resolve(build api.PluginBuild, args api.OnResolveArgs, path string) (api.OnResolveResult, error) {
	if args.PluginData == (resolving{}) {
		return api.OnResolveResult{}, nil
	}
	module := func(file string) (api.OnResolveResult, error) {
		return api.OnResolveResult{Namespace: composedNamespace, Path: c.uniqueName(file), PluginData: file}, nil
	}
	if args.Path == path {
		return module(path)
	}
	if args.Kind == api.ResolveCSSURLToken && (strings.HasPrefix(args.Path, "/") || strings.HasPrefix(args.Path, "#") || strings.Contains(args.Path, ":")) {
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	}
	file := filepath.Join(args.ResolveDir, filepath.FromSlash(args.Path))
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		r := resolve(build, args.Path, args.ResolveDir, args)
		if len(r.Errors) > 0 || r.External {
			return r, nil
		}
		file = r.Path
	}
	if args.Kind == api.ResolveCSSComposesFrom {
		return module(file)
	}
	return api.OnResolveResult{Path: args.Path, External: true}, nil
}

// restore puts files in the place of unique names in messages.
func (c *cssModules) restore(messages []api.Message, original map[string]string) []api.Message {
	location := func(at *api.Location) *api.Location {
		if at == nil {
			return nil
		}
		fixed := *at
		if file := original[strings.TrimPrefix(at.File, composedNamespace+":")]; file != "" {
			fixed.File, fixed.Namespace = file, "file"
		}
		return &fixed
	}
	text := func(s string) string {
		for unique, file := range original {
			s = strings.ReplaceAll(s, composedNamespace+":"+unique, relative(c.dir, file))
		}
		return s
	}
	out := slices.Clone(messages)
	for i, m := range out {
		out[i].Text = text(m.Text)
		out[i].Location = location(m.Location)
		out[i].Notes = slices.Clone(m.Notes)
		for j, note := range m.Notes {
			out[i].Notes[j] = api.Note{Text: text(note.Text), Location: location(note.Location)}
		}
	}
	return out
}

// inlineMap returns the comment with which the main build follows positions back to the file.
func (c *cssModules) inlineMap(sourceMap []byte, path string) string {
	var m map[string]json.RawMessage
	if json.Unmarshal(sourceMap, &m) != nil {
		return ""
	}
	m["sources"], _ = json.Marshal([]string{relative(c.dir, path)})
	b, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return "/*# sourceMappingURL=data:application/json;base64," + base64.StdEncoding.EncodeToString(b) + " */\n"
}

// loadModuleStyle loads the JavaScript side of a CSS module.
func (p *plugin) loadModuleStyle(args api.OnLoadArgs) (api.OnLoadResult, error) {
	m := p.modules.get(args.Path)
	for file := range m.sources {
		p.note(file)
	}
	if len(m.errors) > 0 {
		return api.OnLoadResult{Errors: m.errors, Warnings: m.warnings}, nil
	}
	contents := m.js
	if !p.server {
		var imports strings.Builder
		for _, file := range m.composes {
			fmt.Fprintf(&imports, "import %s;\n", literal(file))
		}
		fmt.Fprintf(&imports, "import %s;\n", literal(styleNamespace+":"+args.Path))
		contents = imports.String() + contents
	}
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, Warnings: m.warnings}, nil
}

// loadStyle loads the style sheet of a CSS module.
func (p *plugin) loadStyle(args api.OnLoadArgs) (api.OnLoadResult, error) {
	m := p.modules.get(args.Path)
	p.note(args.Path)
	if len(m.errors) > 0 {
		return api.OnLoadResult{Errors: m.errors}, nil
	}
	return api.OnLoadResult{Contents: &m.css, Loader: api.LoaderCSS, ResolveDir: filepath.Dir(args.Path)}, nil
}

// resolveModuleStyle tells the two forms of a CSS module apart: a style sheet that imports it means its style sheet.
func (p *plugin) resolveModuleStyle(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind != api.ResolveCSSImportRule || args.PluginData == (resolving{}) {
		return api.OnResolveResult{}, nil
	}
	result := resolve(build, args.Path, args.ResolveDir, args)
	if len(result.Errors) == 0 && result.Namespace == "file" && !result.External {
		result.Namespace = styleNamespace
	}
	return result, nil
}

// loadStyleURL makes a style sheet of its own out of a file that is imported with ?url, with what it imports, and loads that as an asset.
func (p *plugin) loadStyleURL(args api.OnLoadArgs) (api.OnLoadResult, error) {
	s := newSide(p.Bundler, false)
	s.plugin.start(true)
	options := s.clientOptions()
	options.EntryPointsAdvanced = nil
	options.EntryPoints = []string{args.Path}
	if strings.HasSuffix(args.Path, moduleStyleSuffix) {
		options.EntryPoints = []string{styleNamespace + ":" + args.Path}
	}
	options.EntryNames = "style"
	options.Splitting = false
	options.Sourcemap = api.SourceMapNone
	r := api.Build(options)
	contents := ""
	p.mu.Lock()
	defer p.mu.Unlock()
	for file := range s.plugin.inputs {
		p.inputs[file] = true
	}
	for _, f := range r.OutputFiles {
		if filepath.Base(f.Path) == "style.css" {
			contents = string(f.Contents)
		} else {
			p.extra = append(p.extra, f)
		}
	}
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderFile, Errors: r.Errors, Warnings: r.Warnings}, nil
}

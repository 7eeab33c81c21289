package bundler

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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

	specifier := literal(path)
	r := api.Build(api.BuildOptions{
		Stdin:         &api.StdinOptions{Contents: "import names from " + specifier + ";\nexport default names;\n", ResolveDir: c.dir},
		AbsWorkingDir: c.dir, Outdir: c.dir, Bundle: true, Metafile: true, Format: api.FormatESModule, Platform: api.PlatformBrowser,
		Target: api.ESNext, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}", Sourcemap: api.SourceMapExternal,
		Plugins: []api.Plugin{{Name: pluginName, Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				return c.resolve(build, args, path)
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: composedNamespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				file := args.PluginData.(string)
				b, err := os.ReadFile(file)
				if err != nil {
					return api.OnLoadResult{}, err
				}
				contents := string(b)
				mu.Lock()
				defer mu.Unlock()
				m.sources[file], original[args.Path] = contents, file
				return api.OnLoadResult{Contents: &contents, Loader: api.LoaderLocalCSS, ResolveDir: filepath.Dir(file)}, nil
			})
		}}},
	})
	m.errors = c.restore(r.Errors, original)
	m.warnings = c.restore(r.Warnings, original)
	if len(m.errors) > 0 {
		return m
	}

	var css string
	var sourceMap []byte
	for _, f := range r.OutputFiles {
		switch {
		case strings.HasSuffix(f.Path, ".js"):
			m.js = namesModule(f.Contents)
		case strings.HasSuffix(f.Path, ".css"):
			css = string(f.Contents)
		case strings.HasSuffix(f.Path, ".css.map"):
			sourceMap = f.Contents
		}
	}
	own := composedNamespace + ":" + c.uniqueName(path)
	var meta metafile
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err == nil {
		for _, im := range meta.Inputs[own].Imports {
			file := original[strings.TrimPrefix(im.Path, composedNamespace+":")]
			if im.Kind == "composes-from" && file != "" && !slices.Contains(m.composes, file) {
				m.composes = append(m.composes, file)
			}
		}
	}
	m.css = ownSection(css, "/* "+own+" */") + c.inlineMap(sourceMap, original)
	return m
}

// ownSection empties the lines of a style sheet that come from the modules that this one composes from: those before the comment that
// esbuild puts at the start of each file, but for the @import rules that it puts in front of all. The line numbers stay.
func ownSection(css, comment string) string {
	lines := strings.SplitAfter(css, "\n")
	for i, line := range lines {
		switch {
		case strings.TrimSpace(line) == comment:
			return strings.Join(lines, "")
		case !strings.HasPrefix(line, "@import "):
			lines[i] = "\n"
		}
	}
	return "" // nothing but names
}

// namesModule returns a module with the names as named and default exports, given esbuild's code for the object of names. esbuild
// has both forms for its own style sheets, but not for `export *` of one.
func namesModule(code []byte) string {
	all := tokens(code)
	var variables, exports, properties strings.Builder
	count := 0
	for i := 0; i+2 < len(all); i++ {
		if all[i].depth == 0 || string(code[all[i+1].start:all[i+1].end]) != ":" || all[i+2].kind != tokenString {
			continue
		}
		name := string(code[all[i].start:all[i].end])
		if all[i].kind == tokenString {
			name = unquote(name)
		}
		fmt.Fprintf(&variables, "const s%d = %s;\n", count, code[all[i+2].start:all[i+2].end])
		fmt.Fprintf(&properties, "%s: s%d, ", literal(name), count)
		if name != "default" {
			fmt.Fprintf(&exports, "s%d as %s, ", count, literal(name))
		}
		count++
		i += 2
	}
	return variables.String() + "export { " + exports.String() + "};\nexport default { " + properties.String() + "};\n"
}

// unquote returns the value of a JavaScript string as esbuild prints it.
func unquote(s string) string {
	if s[0] != '"' {
		s = `"` + strings.ReplaceAll(strings.ReplaceAll(s[1:len(s)-1], `"`, `\"`), `\'`, "'") + `"`
	}
	value, err := strconv.Unquote(s)
	if err != nil {
		return s[1 : len(s)-1]
	}
	return value
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
	if args.Kind == api.ResolveCSSImportRule {
		return api.OnResolveResult{Path: file, External: true}, nil // whichever module's folder it is relative to
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
func (c *cssModules) inlineMap(sourceMap []byte, original map[string]string) string {
	var m map[string]json.RawMessage
	var sources []string
	if json.Unmarshal(sourceMap, &m) != nil || json.Unmarshal(m["sources"], &sources) != nil {
		return ""
	}
	for i, source := range sources {
		if file := original[strings.TrimPrefix(source, composedNamespace+":")]; file != "" {
			sources[i] = relative(c.dir, file)
		}
	}
	m["sources"], _ = json.Marshal(sources)
	b, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return inlineMap(b, "/*# sourceMappingURL=", " */\n")
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
			if r, err := filepath.Rel(filepath.Dir(args.Path), file); err == nil {
				file = "./" + filepath.ToSlash(r)
			}
			fmt.Fprintf(&imports, "import %s;\n", literal(file))
		}
		fmt.Fprintf(&imports, "import %s;\n", literal(styleNamespace+":"+relative(p.options.Dir, args.Path)))
		contents = imports.String() + contents
	}
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, Warnings: m.warnings}, nil
}

// loadStyle loads the style sheet of a CSS module.
func (p *plugin) loadStyle(args api.OnLoadArgs) (api.OnLoadResult, error) {
	path := absolute(p.options.Dir, args.Path)
	m := p.modules.get(path)
	p.note(path)
	if len(m.errors) > 0 {
		return api.OnLoadResult{Errors: m.errors}, nil
	}
	return api.OnLoadResult{Contents: &m.css, Loader: api.LoaderCSS, ResolveDir: filepath.Dir(path)}, nil
}

// resolveModuleStyle tells the two forms of a CSS module apart: a style sheet that imports it means its style sheet.
func (p *plugin) resolveModuleStyle(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind != api.ResolveCSSImportRule || args.PluginData == (resolving{}) {
		return api.OnResolveResult{}, nil
	}
	result := resolve(build, args.Path, args.ResolveDir, args)
	if len(result.Errors) == 0 && result.Namespace == "file" && !result.External {
		result.Namespace, result.Path = styleNamespace, relative(p.options.Dir, result.Path)
	}
	return result, nil
}

// loadStyleURL makes a style sheet of its own out of a file that is imported with ?url, with what it imports, and loads that as an asset.
func (p *plugin) loadStyleURL(args api.OnLoadArgs) (api.OnLoadResult, error) {
	s := newSide(p.Bundler, false)
	s.plugin.start(true)
	options := s.clientOptions()
	options.EntryPointsAdvanced = nil
	path := absolute(p.options.Dir, args.Path)
	options.EntryPoints = []string{path}
	if strings.HasSuffix(path, moduleStyleSuffix) {
		options.EntryPoints = []string{styleNamespace + ":" + path}
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

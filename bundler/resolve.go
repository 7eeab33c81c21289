package bundler

import (
	_ "embed"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

const pluginName = "ssr"

// The namespaces of modules that are not files. Paths in them are relative to Dir, because esbuild puts them into comments and
// hashes, and a build should be the same on every machine.
const (
	entryNamespace    = "entry"       // an Entry's Contents, by its name
	virtualNamespace  = "virtual"     // Options.Modules, by specifier
	externalNamespace = "external"    // require of a run-time module, by specifier; see externalModule
	metaNamespace     = "import-meta" // a file's import.meta, by path
	asyncNamespace    = "async"       // the entry of a server bundle with top-level await
	envNamespace      = "env"         // the client's import.meta.env and process.env; see env.go
	rawNamespace      = "raw"         // the text of a file that is imported with ?raw, by path
	urlNamespace      = "url"         // the URL of a file that is imported with ?url, by path
	styleNamespace    = "style"       // the style sheet of a CSS module, by path
)

// A plugin is what this package adds to esbuild's resolving and loading on one side. esbuild calls it from many goroutines.
type plugin struct {
	*side
	patches []patch
	exact   map[string]bool // built-in modules, with and without prefix

	esModule bool // of the running build

	mu         sync.Mutex
	pruned     map[string]prunedPage // by path, kept between builds
	inputs     map[string]bool       // absolute paths read by the running build
	sourceMaps map[string][]byte     // of scripts that esbuild sees in another form than their authors, by path
	extra      []api.OutputFile      // assets that the running build made beside esbuild's own
}

type patch struct {
	Patch
	pattern *regexp.Regexp
}

// resolving is the PluginData of our own calls of esbuild's resolver.
type resolving struct{}

func newPlugin(s *side) *plugin {
	p := &plugin{side: s, exact: map[string]bool{}, pruned: map[string]prunedPage{}}
	for _, name := range s.options.Builtins {
		if !prefixOnly[name] {
			p.exact[name] = true
		}
		p.exact["node:"+name] = true
	}
	for _, edit := range s.options.Patches {
		pattern, _ := edit.pattern() // checked by New
		p.patches = append(p.patches, patch{edit, pattern})
	}
	return p
}

func (p *plugin) start(esModule bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.esModule = esModule
	p.inputs = map[string]bool{}
	p.extra = nil
	p.sourceMaps = map[string][]byte{}
}

// finish adds what the plugin knows of the build to its result.
func (p *plugin) finish(r *sideResult) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r.inputs = p.inputs
	r.sourceMaps = p.sourceMaps
	r.result.OutputFiles = append(r.result.OutputFiles, p.extra...)
}

// read reads a source file and notes it as an input.
func (p *plugin) read(path string) (string, error) {
	p.note(path)
	b, err := os.ReadFile(path)
	return string(b), err
}

func (p *plugin) note(path string) {
	p.mu.Lock()
	p.inputs[path] = true
	p.mu.Unlock()
}

func (p *plugin) setup(build api.PluginBuild) {
	on := func(filter string, callback func(api.PluginBuild, api.OnResolveArgs) (api.OnResolveResult, error)) {
		build.OnResolve(api.OnResolveOptions{Filter: filter}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return callback(build, args)
		})
	}
	on(`^(`+entryNamespace+`|`+asyncNamespace+`|`+metaNamespace+`|`+envNamespace+`|`+styleNamespace+`):`, p.resolveOwn)
	if len(p.options.Modules) > 0 {
		on(anyOf(slices.Sorted(maps.Keys(p.options.Modules)), ""), p.resolveVirtual)
	}
	if p.server {
		if virtual := p.virtualAliases(); len(virtual) > 0 {
			on(anyOf(virtual, ""), p.resolveAlias)
		}
		on(`^node:|`+anyOf(slices.Concat(p.options.Builtins, nodeBuiltins), ""), p.resolveBuiltin)
		if len(p.options.External) > 0 {
			on(anyOf(p.options.External, `(?:/.*)?`), p.resolveExternal)
		}
	}
	on(`\?(?:raw|url)$`, p.resolveSuffix)
	on(`\.module\.css$`, p.resolveModuleStyle)
	on(`^/`, p.resolvePublicURL)

	build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "file"}, p.load)
	for namespace, load := range map[string]func(api.OnLoadArgs) (api.OnLoadResult, error){
		entryNamespace:    p.loadEntry,
		virtualNamespace:  p.loadVirtual,
		externalNamespace: p.loadExternal,
		metaNamespace:     p.loadMeta,
		asyncNamespace:    p.loadAsync,
		styleNamespace:    p.loadStyle,
		rawNamespace:      p.loadRaw,
		envNamespace:      p.loadEnv,
		urlNamespace:      p.loadURL,
	} {
		build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, load)
	}
}

// anyOf returns a pattern for specifiers that are one of names, and then suffix.
func anyOf(names []string, suffix string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	return `^(?:` + strings.Join(quoted, "|") + `)` + suffix + `$`
}

// resolveOwn resolves the specifiers that this package generates: namespace, colon, path.
func (p *plugin) resolveOwn(_ api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	namespace, path, _ := strings.Cut(args.Path, ":")
	result := api.OnResolveResult{Namespace: namespace, Path: path}
	if namespace == metaNamespace || namespace == styleNamespace {
		result.Path = relative(p.options.Dir, absolute(p.options.Dir, path))
	}
	if namespace == metaNamespace || namespace == envNamespace {
		result.SideEffects = api.SideEffectsFalse
	}
	return result, nil
}

func (p *plugin) resolveVirtual(_ api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	return api.OnResolveResult{Namespace: virtualNamespace, Path: args.Path}, nil
}

// virtualAliases returns the specifiers that stand for virtual modules. The other aliases are esbuild's, which doesn't know these.
func (p *plugin) virtualAliases() []string {
	var out []string
	for specifier, target := range p.options.Alias {
		if _, ok := p.options.Modules[target]; ok {
			out = append(out, specifier)
		}
	}
	slices.Sort(out)
	return out
}

func (p *plugin) resolveAlias(_ api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	return api.OnResolveResult{Namespace: virtualNamespace, Path: p.options.Alias[args.Path]}, nil
}

// resolve asks esbuild, and this plugin again, what a specifier means in dir. It is for rare cases: esbuild makes a new resolver for
// every such call, and forgets the package.json and tsconfig.json of what it finds.
func resolve(build api.PluginBuild, specifier, dir string, args api.OnResolveArgs) api.OnResolveResult {
	r := build.Resolve(specifier, api.ResolveOptions{
		Importer: args.Importer, Namespace: args.Namespace, ResolveDir: dir, Kind: args.Kind, With: args.With, PluginData: resolving{},
	})
	result := api.OnResolveResult{
		Errors: r.Errors, Warnings: r.Warnings, Path: r.Path, External: r.External, Namespace: r.Namespace, Suffix: r.Suffix,
	}
	if !r.SideEffects {
		result.SideEffects = api.SideEffectsFalse
	}
	return result
}

// resolveBuiltin leaves the VM's built-in modules to require. Node has modules that the VM may lack; a package of the same name
// takes their place where there is one, and else they are left to require, too, which throws.
func (p *plugin) resolveBuiltin(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if !p.exact[args.Path] && !strings.HasPrefix(args.Path, "node:") {
		if inNodeModules(args.ResolveDir, args.Path) {
			return resolve(build, args.Path+"/", args.ResolveDir, args), nil
		}
		if prefixOnly[args.Path] {
			return api.OnResolveResult{}, nil
		}
	}
	result := p.externalModule(args)
	result.SideEffects = api.SideEffectsFalse // evaluating a built-in module shows nowhere
	return result, nil
}

func inNodeModules(dir, name string) bool {
	for dir != "" {
		if info, err := os.Stat(filepath.Join(dir, "node_modules", name)); err == nil && info.IsDir() {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return false
}

func (p *plugin) resolveExternal(_ api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	return p.externalModule(args), nil
}

// externalModule leaves a module to the bundle's require. In an ES module esbuild would leave an import statement, which has no place
// in a function; there a CommonJS module that only requires goes between, and the rules for CommonJS in ES modules do the rest.
func (p *plugin) externalModule(args api.OnResolveArgs) api.OnResolveResult {
	if p.esModule && args.Namespace != externalNamespace && args.Kind == api.ResolveJSImportStatement {
		return api.OnResolveResult{Namespace: externalNamespace, Path: args.Path + externalMark}
	}
	return api.OnResolveResult{Path: args.Path, External: true}
}

// resolveSuffix resolves the file in front of ?raw and ?url, which ask for its text and for the URL of a copy, as Vite's users know them.
func (p *plugin) resolveSuffix(build api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveCSSURLToken || args.Kind == api.ResolveCSSImportRule {
		return api.OnResolveResult{}, nil // a URL with a query
	}
	i := strings.LastIndexByte(args.Path, '?')
	result := resolve(build, args.Path[:i], args.ResolveDir, args)
	if len(result.Errors) == 0 && result.Namespace == "file" && !result.External {
		result.Namespace, result.Path = args.Path[i+1:], relative(p.options.Dir, result.Path)
		result.SideEffects = api.SideEffectsFalse
	}
	return result, nil
}

// resolvePublicURL leaves url(/logo.png) in style sheets alone: it means a file of the site, not of the disk.
func (p *plugin) resolvePublicURL(_ api.PluginBuild, args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveCSSURLToken {
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	}
	return api.OnResolveResult{}, nil
}

func (p *plugin) loadEntry(args api.OnLoadArgs) (api.OnLoadResult, error) {
	contents := ""
	if p.server {
		contents = p.options.Server.Contents
	} else {
		for _, entry := range p.options.Client {
			if entry.Name == args.Path {
				contents = entry.Contents
			}
		}
	}
	return p.virtualSource(args, contents)
}

func (p *plugin) loadVirtual(args api.OnLoadArgs) (api.OnLoadResult, error) {
	return p.virtualSource(args, p.options.Modules[args.Path])
}

// virtualSource loads a source text that stands in Dir.
func (p *plugin) virtualSource(args api.OnLoadArgs, contents string) (api.OnLoadResult, error) {
	source := source{path: filepath.Join(p.options.Dir, args.Path), contents: contents, loader: api.LoaderTSX}
	p.addMeta(&source)
	p.addEnv(&source)
	return p.loaded(&source, p.options.Dir), nil
}

func (p *plugin) loadExternal(args api.OnLoadArgs) (api.OnLoadResult, error) {
	contents := externalSource(args.Path)
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, ResolveDir: p.options.Dir}, nil
}

// externalMark ends the paths of external modules: esbuild would take one that ends in ".mjs" for an ES module.
const externalMark = " (at run time)"

//go:embed js/external.js
var externalTemplate string

func externalSource(path string) string {
	return fill(externalTemplate, "SPECIFIER", strings.TrimSuffix(path, externalMark))
}

// fill puts values, as literals, in the place of strings in a JavaScript file: name, value, name, value.
func fill(template string, pairs ...any) string {
	for i := 0; i < len(pairs); i += 2 {
		template = strings.ReplaceAll(template, `"`+pairs[i].(string)+`"`, literal(pairs[i+1]))
	}
	return template
}

// nodeBuiltins are Node's public built-in modules (module.builtinModules of Node 20, and newer ones that need no prefix).
var nodeBuiltins = strings.Fields(`
	assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
	dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix
	path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers
	stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm
	wasi worker_threads zlib`)

// prefixOnly are the built-in modules that exist with "node:" only; without it the name is a package's.
var prefixOnly = map[string]bool{"sea": true, "sqlite": true, "test": true, "test/reporters": true}

package bundler

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A page's module has code for both sides: the component, and a loader that may use a database. What the browser gets must not
// have the loader, nor what only the loader uses. Tree shaking alone can't do that. It keeps whatever has, or might have, effects when it is
// evaluated: `import "fs"` stays when nothing is imported from it any more, and so does `const db = open(process.env.SECRET)`.
//
// So a page is pruned before the client build sees it, with esbuild itself, which builds the file alone (its imports stay imports, and
// calls of import and require are hidden from it):
//
//  1. as it is. What comes out is JavaScript in which every variable of the module is a `var` of its own;
//  2. with those variables' values marked as free of effects, once with all exports and once without the server's. A variable that
//     is there in the first case and not in the second was used by the server's exports only;
//  3. with just these marked, without the server's exports, and with imports free of effects. An import goes when nothing
//     uses it any more, unless the module imports it for its effects from the start (`import "./x"`, or without use of what it imports).
//
// Statements are never removed: a call at the top of a module may be meant for both sides. What they use stays, and when that is a
// built-in module the client build says so. A pattern's variables are one: it goes when nothing uses any of them.
// React Router and Next.js go by the same rules with Babel.

// prunedPage is a page as it was and as it became, kept between builds.
type prunedPage struct {
	before, tsconfig string
	after            source
}

// prune takes the named exports out of a page's source. When it can't, it returns why: the page must not go to the browser whole. A page that
// has syntax errors stays as it is, for the build to report them.
func (p *plugin) prune(s *source, names []string) []api.Message {
	tsconfig, _ := os.ReadFile(filepath.Join(p.options.Dir, "tsconfig.json"))
	p.mu.Lock()
	page := p.pruned[s.path]
	p.mu.Unlock()
	if page.before != s.contents || page.tsconfig != string(tsconfig) {
		page = prunedPage{before: s.contents, tsconfig: string(tsconfig)}
		if errs := p.pruneNow(s, names); len(errs) > 0 {
			return errs
		}
		page.after = *s
		p.mu.Lock()
		p.pruned[s.path] = page
		p.mu.Unlock()
	}
	*s = page.after
	return nil
}

func (p *plugin) pruneNow(s *source, names []string) []api.Message {
	hidden := *s
	hidden.contents = calls.Replace(s.contents)
	whole, errs := p.isolate(&hidden, nil, nil)
	if len(errs) > 0 {
		return nil
	}
	if !slices.ContainsFunc(whole.exports, func(name string) bool { return slices.Contains(names, name) }) {
		return nil
	}
	stars := whole.takeStars()
	all := &reexports{whole.exports, stars}
	kept := &reexports{slices.DeleteFunc(slices.Clone(whole.exports), func(name string) bool { return slices.Contains(names, name) }), stars}
	effects := bareImports(whole.code)
	pure := func(specifier string) bool { return !slices.Contains(effects, specifier) }

	marked := whole.mark(func([]string) bool { return true }).source(s.path)
	before, errs := p.isolate(marked, all, nil)
	if len(errs) > 0 {
		return errs
	}
	after, errs := p.isolate(marked, kept, pure)
	if len(errs) > 0 {
		return errs
	}
	used, still := declared(before.code), declared(after.code)
	unused := func(names []string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return used[name] }) &&
			!slices.ContainsFunc(names, func(name string) bool { return still[name] })
	}
	final, errs := p.isolate(whole.mark(unused).source(s.path), kept, pure)
	if len(errs) > 0 {
		return errs
	}
	*s = *final.source(s.path)
	s.contents = shownCalls.Replace(s.contents)
	s.sourceMap = []byte(shownCalls.Replace(string(s.sourceMap)))
	return nil
}

// isolated is a file that was built alone.
type isolated struct {
	code      []byte
	sourceMap []byte
	exports   []string
}

// source returns the code as a source, with its map.
func (i isolated) source(path string) *source {
	return &source{path: path, contents: string(i.code), loader: api.LoaderJS, sourceMap: i.sourceMap}
}

// isolate builds a file alone, with the given exports (nil: as it is). pure says which imports have no effects; nil: all have some.
func (p *plugin) isolate(s *source, exports *reexports, pure func(string) bool) (isolated, []api.Message) {
	const namespace = "page"
	loadPage := func(api.OnLoadArgs) (api.OnLoadResult, error) {
		contents := s.text()
		return api.OnLoadResult{Contents: &contents, Loader: s.loader, ResolveDir: filepath.Dir(s.path)}, nil
	}
	options := api.BuildOptions{
		AbsWorkingDir: p.options.Dir, AbsPaths: api.MetafileAbsPath, Outdir: filepath.Dir(s.path), EntryNames: "page", Bundle: true, Metafile: true,
		Format: api.FormatESModule, Target: api.ESNext, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, TreeShaking: api.TreeShakingTrue,
		JSX: api.JSXAutomatic, JSXDev: p.options.Development, Sourcemap: api.SourceMapExternal,
		EntryPoints: []string{s.path},
		Plugins: []api.Plugin{{Name: pluginName, Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				switch {
				case args.Kind == api.ResolveEntryPoint && exports != nil:
					return api.OnResolveResult{Namespace: namespace, Path: s.path}, nil
				case args.Kind == api.ResolveEntryPoint, args.Namespace == namespace && args.Path == s.path:
					return api.OnResolveResult{}, nil // by esbuild itself, which finds its tsconfig.json
				}
				result := api.OnResolveResult{Path: args.Path, External: true}
				if pure != nil && pure(args.Path) {
					result.SideEffects = api.SideEffectsFalse
				}
				return result, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "file"}, loadPage)
			build.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
				contents := exports.from(s.path)
				return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, ResolveDir: p.options.Dir}, nil
			})
		}}},
	}
	r := api.Build(options)
	if len(r.Errors) > 0 {
		return isolated{}, r.Errors
	}
	var meta metafile
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err != nil {
		return isolated{}, []api.Message{{Text: "reading esbuild's metafile: " + err.Error()}}
	}
	var out isolated
	for _, f := range r.OutputFiles {
		switch filepath.Ext(f.Path) {
		case ".js":
			out.code = f.Contents
			out.exports = meta.Outputs[f.Path].Exports
		case ".map":
			out.sourceMap = f.Contents
		}
	}
	return out, nil
}

// reexports is what a page exports.
type reexports struct {
	names []string
	stars []string // modules that it re-exports as a whole
}

// from returns a module that exports the names of a page.
func (r *reexports) from(path string) string {
	var b strings.Builder
	b.WriteString("export { ")
	for _, name := range r.names {
		b.WriteString(exportName(name) + ", ")
	}
	fmt.Fprintf(&b, "} from %s;\n", literal(path))
	for _, specifier := range r.stars {
		fmt.Fprintf(&b, "export * from %s;\n", literal(specifier))
	}
	return b.String()
}

// takeStars takes the `export * from` statements out of the code, because esbuild makes an object with all exports of them in a file that
// is not the entry, and returns their modules.
func (i *isolated) takeStars() []string {
	var specifiers []string
	for _, st := range statements(i.code, "export", "*", "from") {
		specifiers = append(specifiers, st.specifier)
		for at := st.start; at < st.end; at++ {
			i.code[at] = ' '
		}
	}
	return specifiers
}

func exportName(name string) string {
	if identifier.MatchString(name) {
		return name
	}
	return literal(name)
}

// A declarator is a part of a var statement at the top of a module: `name = value` or `pattern = value`.
type declarator struct {
	names      []string // that it declares
	pattern    bool
	start, end int // of all of it
	value      int // start of the value, which ends at end
}

// declarators finds the declarators of a module in esbuild's output, but for those whose values can't go into a function.
func declarators(code []byte) []declarator {
	s := scanned{code, tokens(code)}
	all, text := s.all, s.text
	var out []declarator
	for i := 0; i < len(all); i++ {
		if all[i].depth != 0 || text(i) != "var" || all[i].kind != tokenName {
			continue
		}
		for next := ","; next == "," && i+2 < len(all); next = text(i) {
			first, assign := i+1, 0
			awaits := false
			for i = first; i < len(all) && (all[i].depth != 0 || text(i) != "," && text(i) != ";"); i++ {
				awaits = awaits || text(i) == "await"
				if assign == 0 && all[i].depth == 0 && text(i) == "=" {
					assign = i
				}
			}
			if assign == 0 || assign+1 >= i || awaits {
				continue
			}
			d := declarator{start: all[first].start, value: all[assign+1].start, end: all[i-1].end}
			if d.pattern = all[first].kind == tokenPunct; d.pattern {
				d.names = patternNames(code[d.start:all[assign].start])
			} else {
				d.names = []string{text(first)}
			}
			if len(d.names) > 0 {
				out = append(out, d)
			}
		}
	}
	return out
}

// patternNames returns the names that a pattern declares, by asking esbuild what a module exports that exports them.
func patternNames(pattern []byte) []string {
	r := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: "export var " + string(pattern) + "= 0;"},
		Bundle: true, Format: api.FormatESModule, Outdir: "/", Metafile: true, LogLevel: api.LogLevelSilent, TsconfigRaw: "{}",
	})
	var meta metafile
	if len(r.Errors) > 0 || json.Unmarshal([]byte(r.Metafile), &meta) != nil {
		return nil
	}
	for _, output := range meta.Outputs {
		return output.Exports
	}
	return nil
}

const (
	markStart = "/* @__PURE__ */ (() => ("
	markEnd   = "))()"
)

// mark returns the code with some declarators marked as free of effects: those that which chooses by their names. A pattern becomes
// variables that depend on the first of its names, whose value has the pattern in it; that is for counting uses, not for running.
func (i isolated) mark(which func(names []string) bool) isolated {
	var edits []edit
	for _, d := range declarators(i.code) {
		switch {
		case !which(d.names):
		case d.pattern:
			edits = append(edits, edit{start: d.start, end: d.start, text: d.names[0] + " = /* @__PURE__ */ (() => { var "})
			end := "; return " + d.names[0] + "; })()"
			for _, name := range d.names[1:] {
				end += ", " + name + " = /* @__PURE__ */ (() => " + d.names[0] + ")()"
			}
			edits = append(edits, edit{start: d.end, end: d.end, text: end})
		default:
			edits = append(edits, edit{start: d.value, end: d.value, text: markStart}, edit{start: d.end, end: d.end, text: markEnd})
		}
	}
	i.code, i.sourceMap = applyEdits(i.code, i.sourceMap, edits)
	return i
}

// declared returns the names of the variables in esbuild's output.
func declared(code []byte) map[string]bool {
	names := map[string]bool{}
	for _, d := range declarators(code) {
		for _, name := range d.names {
			names[name] = true
		}
	}
	return names
}

// bareImports returns the specifiers of `import "x"` statements in esbuild's output.
func bareImports(code []byte) []string {
	var specifiers []string
	for _, st := range statements(code, "import") {
		specifiers = append(specifiers, st.specifier)
	}
	return specifiers
}

// A moduleStatement is an import or export statement that ends with a specifier, without its semicolon.
type moduleStatement struct {
	start, end int
	specifier  string
}

// statements finds statements that are some words and a specifier.
func statements(code []byte, words ...string) []moduleStatement {
	s := scanned{code, tokens(code)}
	var out []moduleStatement
	for i := 0; i+len(words) < len(s.all); i++ {
		match := s.all[i].depth == 0
		for j, word := range words {
			match = match && s.text(i+j) == word
		}
		if last := s.all[i+len(words)]; match && last.kind == tokenString {
			out = append(out, moduleStatement{s.all[i].start, last.end, unquote(s.text(i + len(words)))})
		}
	}
	return out
}

package bundler

import (
	"bytes"
	"context"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Script is a file made ready for the VM: the body of a function in CommonJS form.
type Script struct {
	// Code is the body of a function with the parameters (exports, require, module, __filename, __dirname, __import,
	// __import_meta): an async function when Async is set. __import is called for import(specifier) with the
	// specifier (and the options, when there are any) and returns the promise of a namespace; __import_meta stands for import.meta.
	//
	// In an ES module the code's require is what import statements call. It must return a namespace object: an ES
	// module's exports, or for CommonJS an object with module.exports as "default", in both cases with __esModule true.
	Code []byte

	// SourceMap is Code's source map with the file as its only source; nil when Code is the source as it was.
	SourceMap []byte

	// ESM says that the file is an ES module.
	ESM bool

	// Async says that the file uses top-level await.
	Async bool

	// Imports are the specifiers of the static imports and re-exports of an ES module, in order, each once.
	Imports []string
}

// ScriptOptions are the options of TransformScript and BundleScript.
type ScriptOptions struct {
	// ESM says that a .js, .jsx, .ts or .tsx file is an ES module whatever it contains, as "type": "module" in its package.json does.
	ESM bool

	// TSConfig is the text of a tsconfig.json whose compiler options count; empty for none. BundleScript finds its own.
	TSConfig string

	// Builtins and External are those of Options, for BundleScript.
	Builtins []string
	External []string
}

// TransformScript turns one file into a Script. The extension of filename (an absolute path) says what the source is; .cjs, .mjs,
// .cts and .mts say whether it is an ES module, for the others its syntax does. A CommonJS file in which nothing has to be
// lowered comes back as it was, and CommonJS stays sloppy or strict as it is written; ES modules are strict. Syntax errors give a *BuildError.
//
// It is safe for concurrent use.
func TransformScript(filename string, code []byte, o ScriptOptions) (*Script, error) {
	t := &transform{filename: filename, options: o, source: source{path: filename, contents: string(code), loader: scripts[filepath.Ext(filename)]}}
	if t.source.loader == api.LoaderNone {
		t.source.loader = api.LoaderJS
	}
	plain := t.source.loader == api.LoaderJSX && filepath.Ext(filename) != ".jsx" || t.source.loader == api.LoaderJS
	if plain {
		t.source.loader = api.LoaderJS // Node has no JSX in .js files
	}
	common, esModule := false, o.ESM
	switch filepath.Ext(filename) {
	case ".cjs", ".cts":
		common, esModule = true, false
	case ".mjs", ".mts":
		esModule = true
	}
	if plain && !esModule && !mayNeedTransform.Match(code) {
		return &Script{Code: code}, nil
	}

	info, ok := inspect(&t.source)
	if !ok {
		return nil, t.problems(api.Transform(t.source.contents, t.settings(false)).Errors)
	}
	if common && info.esModule {
		return nil, t.problems([]api.Message{{
			Text:  "a CommonJS file can't have import or export statements, import.meta or top-level await",
			Notes: []api.Note{{Text: "give it the extension .mjs or .mts, or use require"}},
		}})
	}
	if esModule || info.esModule {
		return t.esModule(info)
	}
	return t.commonJS(plain)
}

// mayNeedTransform finds what goja may not parse, and what may make a file an ES module. It errs on the safe side.
var mayNeedTransform = regexp.MustCompile(`\b(?:import|export|await|using|accessor)\b|\basync\b[^=;{}()]*\*|#[\pL\w$]+\s*in\b|` +
	`(?m:^\s*@)|\\u\{[0-9a-fA-F]{6,}\}|^#!|` + mayHaveFields.String() + `|` + superFields.String())

// A transform is one call of TransformScript.
type transform struct {
	filename string
	options  ScriptOptions
	source   source
}

// settings returns esbuild's settings for a single file. The file gets another name, because esbuild
// has rules of its own for .mjs, which are the loader's business here.
func (t *transform) settings(esModule bool) api.TransformOptions {
	options := api.TransformOptions{
		Loader: t.source.loader, Sourcefile: scriptName, Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentExclude,
		Target: vmTarget, Supported: scriptSupported(), Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsInline,
		JSX: api.JSXAutomatic, TsconfigRaw: t.options.TSConfig, LogLevel: api.LogLevelSilent,
	}
	if esModule {
		options.Format = api.FormatCommonJS
		options.Platform = api.PlatformNode
		options.Define = scriptDefines
	}
	return options
}

const scriptName = "script.js"

// scriptDefines are what an ES module sees. It has no CommonJS variables: their names get an invisible letter, which package es takes out of the
// ReferenceErrors.
var scriptDefines = map[string]string{
	"import.meta": "__import_meta", "require": "require\u200c", "module": "module\u200c", "exports": "exports\u200c",
	"__filename": "__filename\u200c", "__dirname": "__dirname\u200c",
}

func (t *transform) problems(messages []api.Message) error {
	list := newProblemList(&Options{Dir: filepath.Dir(t.filename)})
	list.files[absolute(list.options.Dir, scriptName)] = t.source.contents
	problems := list.convert(messages)
	if len(problems) == 0 {
		problems = []Problem{{Message: "the file can't be parsed"}}
	}
	for i := range problems {
		problems[i].File = t.filename
	}
	return &BuildError{Problems: problems, Inputs: []string{t.filename}}
}

func (t *transform) commonJS(plain bool) (*Script, error) {
	r := api.Transform(t.source.contents, t.settings(false))
	if len(r.Errors) > 0 {
		return nil, t.problems(r.Errors)
	}
	code, sourceMap := adapt(r.Code, r.Map, adaptation{script: true})
	if plain && len(code) == len(r.Code) && !sixDigits.MatchString(t.source.contents) {
		// Nothing was replaced. Was anything lowered?
		settings := t.settings(false)
		settings.Target, settings.Supported = api.ESNext, nil
		if same := api.Transform(t.source.contents, settings); bytes.Equal(same.Code, r.Code) {
			return &Script{Code: hideHashbang([]byte(t.source.contents))}, nil
		}
	}
	return &Script{Code: hideHashbang(code), SourceMap: setSources(sourceMap, t.filename)}, nil
}

// sixDigits finds escapes over which goja's parser panics; esbuild writes the characters.
var sixDigits = regexp.MustCompile(`\\u\{[0-9a-fA-F]{6,}\}`)

func (t *transform) esModule(info sourceInfo) (*Script, error) {
	if !info.esModule || info.unmarked {
		t.source.contents += "\nexport {};" // an ES module by its name only
	}
	script := &Script{ESM: true, Imports: info.imports}
	r := api.Transform(t.source.contents, t.settings(true))
	errs := r.Errors
	script.Code, script.SourceMap = r.Code, r.Map
	if usesAwait(errs) {
		script.Async = true
		script.Code, script.SourceMap, errs = t.async()
	}
	if len(errs) > 0 {
		return nil, t.problems(errs)
	}
	script.Code, script.SourceMap = adapt(script.Code, setSources(script.SourceMap, t.filename), adaptation{script: true})
	script.Code = append([]byte("\"use strict\";\n"), hideHashbang(script.Code)...)
	script.SourceMap = shiftLines(script.SourceMap, 1)
	return script, nil
}

// async builds an ES module with top-level await alone, in the way of async.go. Its types go first and import() with them, in
// which esbuild would see files to bundle.
func (t *transform) async() (code, sourceMap []byte, errs []api.Message) {
	const namespace = "script"
	settings := t.settings(true)
	settings.Format = api.FormatESModule
	module := api.Transform(t.source.contents, settings)
	if len(module.Errors) > 0 {
		return nil, nil, module.Errors
	}
	script := source{loader: api.LoaderJS}
	code, script.sourceMap = adapt(hideHashbang(module.Code), module.Map, adaptation{script: true})
	script.contents = string(code)

	r := api.Build(api.BuildOptions{
		EntryPoints: []string{asyncNamespace}, Outdir: filepath.Dir(t.filename), EntryNames: "script",
		Bundle: true, Format: api.FormatESModule, Platform: api.PlatformNode, Sourcemap: settings.Sourcemap, SourcesContent: settings.SourcesContent,
		Target: settings.Target, Supported: settings.Supported, Charset: settings.Charset, TsconfigRaw: "{}",
		LogLevel: settings.LogLevel, LogOverride: logOverride,
		Plugins: []api.Plugin{{Name: pluginName, Setup: func(build api.PluginBuild) {
			build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				switch {
				case args.Kind == api.ResolveEntryPoint:
					return api.OnResolveResult{Namespace: asyncNamespace, Path: asyncNamespace}, nil
				case args.Namespace == asyncNamespace:
					return api.OnResolveResult{Namespace: namespace, Path: "script"}, nil
				case args.Namespace == namespace && args.Kind == api.ResolveJSImportStatement:
					return api.OnResolveResult{Namespace: externalNamespace, Path: args.Path + externalMark}, nil
				}
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			})
			build.OnLoad(api.OnLoadOptions{Filter: `.*`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
				contents := script.text()
				switch args.Namespace {
				case asyncNamespace:
					contents = asyncEntry(namespace)
				case externalNamespace:
					contents = externalSource(args.Path)
				}
				return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, ResolveDir: filepath.Dir(t.filename)}, nil
			})
		}}},
	})
	for _, f := range r.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap, r.Errors
}

// hideHashbang makes a comment of a first line that no function can start with.
func hideHashbang(code []byte) []byte {
	if !bytes.HasPrefix(code, []byte("#!")) {
		return code
	}
	code = bytes.Clone(code)
	copy(code, "//")
	return code
}

// BundleScript bundles the graph of ES modules and CommonJS files below filename into one Script, whose Async says whether a
// module uses top-level await. Built-in modules and external packages stay require calls, import() of what is not in the bundle becomes a
// call of __import, and import.meta, __filename and __dirname are each file's own. Its require is CommonJS's, so ESM is not set. Unlike Build it
// defines no values of process.env.
func BundleScript(ctx context.Context, filename string, o ScriptOptions) (*Script, error) {
	b, err := New(Options{
		Dir: filepath.Dir(filename), Server: &Entry{Path: filename}, Builtins: o.Builtins, External: o.External,
	})
	if err != nil {
		return nil, err
	}
	defer b.Close()
	b.script = true
	out, err := b.Build(ctx)
	if err != nil {
		return nil, err
	}
	return &Script{Code: out.Server.Code, SourceMap: out.Server.SourceMap, Async: out.Server.Async}, nil
}

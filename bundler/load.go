package bundler

import (
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// loaders are esbuild's loaders by file extension. .js files may contain JSX, as in most React projects; for a file without it that
// changes nothing. Images, fonts and media become assets: the import gives their URL. Other unknown files are problems.
var loaders = map[string]api.Loader{
	".js": api.LoaderJSX, ".cjs": api.LoaderJSX, ".mjs": api.LoaderJSX,

	".apng": api.LoaderFile, ".avif": api.LoaderFile, ".bmp": api.LoaderFile, ".gif": api.LoaderFile, ".ico": api.LoaderFile,
	".jfif": api.LoaderFile, ".jpeg": api.LoaderFile, ".jpg": api.LoaderFile, ".jxl": api.LoaderFile, ".png": api.LoaderFile,
	".svg": api.LoaderFile, ".webp": api.LoaderFile,

	".aac": api.LoaderFile, ".flac": api.LoaderFile, ".m4a": api.LoaderFile, ".mov": api.LoaderFile, ".mp3": api.LoaderFile,
	".mp4": api.LoaderFile, ".ogg": api.LoaderFile, ".opus": api.LoaderFile, ".vtt": api.LoaderFile, ".wav": api.LoaderFile,
	".webm": api.LoaderFile,

	".eot": api.LoaderFile, ".otf": api.LoaderFile, ".ttf": api.LoaderFile, ".woff": api.LoaderFile, ".woff2": api.LoaderFile,

	".pdf": api.LoaderFile, ".webmanifest": api.LoaderFile,
}

// scripts are the loaders of the files that are JavaScript or become it.
var scripts = map[string]api.Loader{
	".js": api.LoaderJSX, ".cjs": api.LoaderJSX, ".mjs": api.LoaderJSX, ".jsx": api.LoaderJSX,
	".ts": api.LoaderTS, ".cts": api.LoaderTS, ".mts": api.LoaderTS, ".tsx": api.LoaderTSX,
}

// A source is a script on its way to esbuild's parser. Edits keep the lines where they are, so that problems show the user's text.
type source struct {
	path     string // absolute
	contents string
	loader   api.Loader

	// sourceMap leads back to the user's text when contents is no longer that; else it is nil.
	sourceMap []byte
}

// text returns the contents with their source map.
func (s *source) text() string {
	if s.sourceMap == nil {
		return s.contents
	}
	return s.contents + inlineMap(s.sourceMap, "\n//# sourceMappingURL=", "\n")
}

// loaded hands a script over to esbuild.
func (p *plugin) loaded(s *source, resolveDir string) api.OnLoadResult {
	if s.sourceMap != nil {
		p.mu.Lock()
		p.sourceMaps[s.path] = s.sourceMap
		p.mu.Unlock()
	}
	contents := s.text()
	return api.OnLoadResult{Contents: &contents, Loader: s.loader, ResolveDir: resolveDir}
}

// load loads a file. Whatever it returns, the file becomes an input of the build.
func (p *plugin) load(args api.OnLoadArgs) (api.OnLoadResult, error) {
	p.note(args.Path)
	ext := strings.ToLower(filepath.Ext(args.Path))
	switch {
	case ext == ".wasm":
		return failure("WebAssembly modules can't be imported: the server has no WebAssembly",
			"in code for the browser, import the URL with \"?url\" and give its response to WebAssembly.instantiateStreaming"), nil
	case ext == ".node" && p.server:
		contents := fill(addonTemplate, "FILE", relative(p.options.Dir, args.Path))
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
	case strings.HasSuffix(args.Path, moduleStyleSuffix):
		return p.loadModuleStyle(args)
	case ext == ".css" && p.server:
		return api.OnLoadResult{Contents: new(string), Loader: api.LoaderEmpty}, nil
	case scripts[ext] != 0:
		return p.loadScript(args, scripts[ext])
	}
	return p.patched(args)
}

func (p *plugin) loadRaw(args api.OnLoadArgs) (api.OnLoadResult, error) {
	contents, err := p.read(absolute(p.options.Dir, args.Path))
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderText}, err
}

func (p *plugin) loadURL(args api.OnLoadArgs) (api.OnLoadResult, error) {
	if filepath.Ext(args.Path) == ".css" {
		return p.loadStyleURL(args)
	}
	contents, err := p.read(absolute(p.options.Dir, args.Path))
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderFile}, err
}

// Native addons can't be loaded into the VM. Packages that have one often do without, so it is not a problem until it is evaluated.
//
//go:embed js/addon.js
var addonTemplate string

// patched applies patches to a file that is not a script.
func (p *plugin) patched(args api.OnLoadArgs) (api.OnLoadResult, error) {
	slashed := filepath.ToSlash(args.Path)
	for _, edit := range p.patches {
		if edit.pattern.MatchString(slashed) {
			contents, err := p.read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, nil
			}
			if f := p.patch(args.Path, &contents); f != nil {
				return *f, nil
			}
			return api.OnLoadResult{Contents: &contents, Loader: api.LoaderDefault}, nil
		}
	}
	return api.OnLoadResult{}, nil
}

func (p *plugin) patch(path string, contents *string) *api.OnLoadResult {
	slashed := filepath.ToSlash(path)
	for _, edit := range p.patches {
		if !edit.pattern.MatchString(slashed) {
			continue
		}
		if !strings.Contains(*contents, edit.Old) {
			f := failure(fmt.Sprintf("a patch does not fit %s: the file has no %q", relative(p.options.Dir, path), edit.Old),
				"the package was probably updated; the patch has to follow it")
			return &f
		}
		*contents = strings.ReplaceAll(*contents, edit.Old, edit.New)
	}
	return nil
}

func (p *plugin) loadScript(args api.OnLoadArgs, loader api.Loader) (api.OnLoadResult, error) {
	contents, err := p.read(args.Path)
	if err != nil {
		return api.OnLoadResult{}, nil // esbuild reads again and tells why it can't
	}
	if f := p.patch(args.Path, &contents); f != nil {
		return *f, nil
	}
	source := source{path: args.Path, contents: contents, loader: loader}
	if names := p.options.ServerExports[args.Path]; len(names) > 0 && !p.server {
		if errs := p.prune(&source, names); len(errs) > 0 {
			f := failure(fmt.Sprintf("%s could not be separated from its server code: %s", relative(p.options.Dir, args.Path), errs[0].Text),
				"move the server's code into a file of its own")
			return f, nil
		}
	}
	p.addMeta(&source)
	p.addEnv(&source)
	return p.loaded(&source, ""), nil
}

func failure(message, note string) api.OnLoadResult {
	return api.OnLoadResult{Errors: []api.Message{{Text: message, Notes: []api.Note{{Text: note}}}}}
}

// metaName is what import.meta becomes on the server. It is bound by an import of a module that holds the values for the file that
// imports it. An import can stand at the end of a file and still comes first, so no position in the file changes.
const metaName = "__ssr_import_meta"

// addMeta gives a file of the server bundle its own import.meta.url, dirname and filename, and its own __dirname and __filename.
//
// esbuild's Define is one for all files: it replaces the expressions by metaName and its properties, and an ES module gets an import of that
// name here. A CommonJS module can't import; in it __dirname and __filename are replaced by strings before esbuild sees it.
func (p *plugin) addMeta(s *source) {
	if !p.server || !strings.Contains(s.contents, "import.meta") &&
		!strings.Contains(s.contents, "__dirname") && !strings.Contains(s.contents, "__filename") {
		return
	}
	info, ok := inspect(s)
	switch {
	case !ok: // it has syntax errors, which the build will report
	case info.esModule:
		s.contents += fmt.Sprintf("\nimport * as %s from %s;", metaName, literal(metaNamespace+":"+relative(p.options.Dir, s.path)))
	case s.sourceMap != nil: // can't be: only pages are edited before, and they are ES modules
	default:
		s.define(map[string]string{"__dirname": literal(filepath.Dir(s.path)), "__filename": literal(s.path)})
	}
}

// define replaces expressions in a file alone.
func (s *source) define(define map[string]string) {
	r := api.Transform(s.contents, api.TransformOptions{
		Loader: s.loader, Sourcefile: filepath.Base(s.path), Sourcemap: api.SourceMapExternal, SourcesContent: api.SourcesContentExclude,
		Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent, JSX: api.JSXPreserve, Define: define,
	})
	if len(r.Errors) == 0 {
		s.contents, s.sourceMap = string(r.Code), r.Map
		switch s.loader {
		case api.LoaderTS:
			s.loader = api.LoaderJS
		case api.LoaderTSX:
			s.loader = api.LoaderJSX
		}
	}
}

//go:embed js/meta.js
var metaTemplate string

func (p *plugin) loadMeta(args api.OnLoadArgs) (api.OnLoadResult, error) {
	path := absolute(p.options.Dir, args.Path)
	contents := fill(metaTemplate, "URL", fileURL(path), "FILENAME", path, "DIRNAME", filepath.Dir(path), "ENV", p.options.metaEnv(true))
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
}

// fileURL returns the file: URL of an absolute path, as Node's url.pathToFileURL does.
func fileURL(path string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	return (&url.URL{Scheme: "file", Path: slashed}).String()
}

// relative returns a path relative to dir with slashes, or as it is when it lies elsewhere.
func relative(dir, path string) string {
	r, err := filepath.Rel(dir, path)
	if err != nil || r == ".." || strings.HasPrefix(r, ".."+string(os.PathSeparator)) {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(r)
}

package bundler

import (
	"encoding/json"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sourceInfo is what esbuild's parser knows about one file.
type sourceInfo struct {
	esModule bool     // it has import or export statements, import.meta or top-level await
	unmarked bool     // it is an ES module that esbuild takes for CommonJS
	imports  []string // the specifiers of static imports and re-exports, each once, in order
}

// calls hides calls of import and require from esbuild, which would resolve them, or take a template for a request to bundle all files that
// match. shownCalls is the way back. Neither moves a column.
var (
	calls      = strings.NewReplacer("import(", "imporT(", "require(", "requirE(")
	shownCalls = strings.NewReplacer("imporT(", "import(", "requirE(", "require(")
)

// inspect parses a file without anything that it imports. ok is false when it has syntax errors.
func inspect(s *source) (info sourceInfo, ok bool) {
	r := s.buildAlone(api.FormatCommonJS) // the only form that allows sloppy code
	if usesAwait(r.Errors) {
		r = s.buildAlone(api.FormatESModule) // the only form that allows top-level await
	}
	if len(r.Errors) > 0 {
		return sourceInfo{}, false
	}
	var meta metafile
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err != nil {
		return sourceInfo{}, false
	}
	seen := map[string]bool{}
	for _, input := range meta.Inputs {
		info.esModule = input.Format == "esm"
		for _, i := range input.Imports {
			if i.Kind == "import-statement" && !seen[i.Path] && i.Path != "<runtime>" { // esbuild's own helpers
				seen[i.Path] = true
				info.imports = append(info.imports, i.Path)
			}
		}
	}
	if !info.esModule && len(info.imports) > 0 { // mentions module or exports: CommonJS for esbuild, not for Node
		info.esModule, info.unmarked = true, true
	}
	return info, true
}

func (s *source) buildAlone(format api.Format) api.BuildResult {
	return api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: calls.Replace(s.contents), Sourcefile: "file", Loader: s.loader},
		Bundle: true, Metafile: true, LogLevel: api.LogLevelSilent, Format: format, Outdir: "/",
		TsconfigRaw: "{}", Charset: api.CharsetUTF8, JSX: api.JSXPreserve,
		Plugins: []api.Plugin{externalEverything()},
	})
}

// externalEverything leaves all imports alone.
func externalEverything() api.Plugin {
	return api.Plugin{Name: pluginName, Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `.*`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: args.Path, External: args.Kind != api.ResolveEntryPoint}, nil
		})
	}}
}

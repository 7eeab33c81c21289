package bundler

import (
	_ "embed"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The server bundle is one CommonJS file in a function, which goja compiles once and every VM calls. What goja runs stays as written,
// because lowering costs time and now and then changes meaning; what it lacks is listed in vmSupported.

// vmTarget and vmSupported say what goja can run.
const vmTarget = api.ES2022

var vmSupported = map[string]bool{
	"async-generator": false,
	"for-await":       false,
	"dynamic-import":  false,
	"import-meta":     false,
	"hashbang":        false,
	"using":           false,
	"decorators":      false,
}

// scriptSupported is vmSupported for scripts, whose import() stays until adapt replaces it.
func scriptSupported() map[string]bool {
	supported := maps.Clone(vmSupported)
	supported["dynamic-import"], supported["import-attributes"] = true, true
	return supported
}

// vmConditions are the package.json conditions beyond those that esbuild's Node platform sets ("node", "import" or "require", "default"):
// Node 20.19 and later match this one too. Not "module", which esbuild would set and Node doesn't know, and never
// "react-server", which selects a React without hooks.
var vmConditions = []string{"module-sync"}

const serverFile = "ssr.server.js"

func (s *side) serverOptions(form form) api.BuildOptions {
	options := s.commonOptions()
	options.Platform = api.PlatformNode
	options.Target = vmTarget
	options.Supported = vmSupported
	options.Conditions = vmConditions
	options.LegalComments = api.LegalCommentsNone
	options.SourcesContent = api.SourcesContentExclude
	options.Alias = map[string]string{}
	for specifier, target := range s.options.Alias {
		if _, virtual := s.options.Modules[target]; !virtual {
			options.Alias[specifier] = target
		}
	}
	if s.script {
		options.Define = s.options.metaDefines()
		options.Supported = scriptSupported()
	}
	options.EntryNames = strings.TrimSuffix(serverFile, ".js")

	entry := s.options.Server.point()
	options.Format = api.FormatCommonJS
	switch form {
	case formESM:
		options.Format = api.FormatESModule
		entry = asyncNamespace + ":" + entry
	case formChunks:
		options.Format = api.FormatESModule
		options.Splitting = true
		options.ChunkNames = chunkPrefix + "[hash]"
		options.Supported = maps.Clone(vmSupported)
		options.Supported["top-level-await"] = false // usesAwait sees the error
	}
	options.EntryPoints = []string{entry}
	return options
}

//go:embed js/sync.js
var syncWrapper string

//go:embed js/async.js
var asyncWrapper string

func (s *side) serverBundle(r *sideResult, out *Output) (*ServerBundle, error) {
	bundle := &ServerBundle{Async: r.form == formESM}
	var code, sourceMap []byte
	for _, f := range r.result.OutputFiles {
		switch filepath.Base(f.Path) {
		case serverFile:
			code = f.Contents
		case serverFile + ".map":
			sourceMap = f.Contents
		default:
			if !isServerScript(strings.TrimSuffix(f.Path, ".map")) {
				s.addAsset(out, f)
			}
		}
	}
	if r.split != nil {
		return r.split, nil
	}
	if code == nil {
		return nil, errors.New("bundler: esbuild gave no server bundle")
	}
	if s.script {
		bundle.Code, bundle.SourceMap = adapt(code, sourceMap, adaptation{script: true})
		bundle.Code = hideHashbang(bundle.Code)
		return bundle, nil
	}
	wrapper := syncWrapper
	if r.form == formESM {
		wrapper = asyncWrapper
	}
	bundle.Code, bundle.SourceMap = wrap(wrapper, code, sourceMap, s.options.minifies(true))
	return bundle, nil
}

// wrap puts code into a wrapper in place of its line "BODY", after the edits that the VM needs.
func wrap(wrapper string, code, sourceMap []byte, minified bool) (wrapped, wrappedMap []byte) {
	code, sourceMap = adapt(hideHashbang(code), sourceMap, adaptation{minified: minified})
	head, foot, _ := strings.Cut(wrapper, "BODY\n")
	wrapped = append([]byte(head), code...)
	wrapped = append(wrapped, foot...)
	return wrapped, shiftLines(sourceMap, strings.Count(head, "\n"))
}

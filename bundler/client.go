package bundler

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The client build is a set of ES modules: one per entry and per import(), and chunks for what they share. All names carry a
// hash of their contents.

// browsers are the ones that have everything in ES2022 and import maps, CSS nesting aside: it is lowered for the older of them.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "111"},
	{Name: api.EngineEdge, Version: "111"},
	{Name: api.EngineFirefox, Version: "114"},
	{Name: api.EngineSafari, Version: "16.4"},
}

func (s *side) clientOptions() api.BuildOptions {
	options := s.commonOptions()
	options.Platform = api.PlatformBrowser
	options.Format = api.FormatESModule
	options.Target = api.ES2022
	options.Engines = browsers
	options.Splitting = true
	options.EntryNames = "[name]-[hash]"
	options.ChunkNames = "chunk-[hash]"
	options.JSXDev = s.options.Development
	if s.options.SourceMaps == SourceMapsLinked {
		options.Sourcemap = api.SourceMapLinked
	}
	for i, name := range fileNames(s.options.Client) {
		point := api.EntryPoint{InputPath: s.options.Client[i].point(), OutputPath: name}
		options.EntryPointsAdvanced = append(options.EntryPointsAdvanced, point)
	}
	return options
}

var notInFileNames = regexp.MustCompile(`[^A-Za-z0-9_.]+`)

// fileNames returns a file name for each entry, without extension: its name as far as URLs and file systems agree on it.
func fileNames(entries []Entry) []string {
	taken := map[string]bool{}
	names := make([]string, len(entries))
	for i, entry := range entries {
		clean := strings.Trim(notInFileNames.ReplaceAllString(entry.Name, "-"), "-.")
		if clean == "" {
			clean = "entry"
		}
		name := clean
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", clean, n)
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// clientFiles puts what esbuild made for the browser into out.
func (s *side) clientFiles(r *sideResult, out *Output) error {
	for _, f := range r.result.OutputFiles {
		if s.options.SourceMaps == SourceMapsHidden && strings.HasSuffix(f.Path, ".map") {
			if out.SourceMaps == nil {
				out.SourceMaps = map[string][]byte{}
			}
			out.SourceMaps[strings.TrimSuffix(s.urlPath(f.Path), ".map")] = f.Contents
			continue
		}
		s.addAsset(out, f)
	}

	for i, name := range fileNames(s.options.Client) {
		entry := s.options.Client[i]
		script := "" // the entry's output file
		for path, output := range r.meta.Outputs {
			base := filepath.Base(path)
			if output.EntryPoint == entry.point() && len(base) == len(name)+len("-HHHHHHHH.js") && strings.HasPrefix(base, name+"-") && strings.HasSuffix(base, ".js") {
				script = path
			}
		}
		if script == "" {
			return fmt.Errorf("bundler: esbuild gave no script for the entry %q", entry.Name)
		}
		e := ClientEntry{Script: s.url(script)}
		for _, chunk := range r.meta.staticImports(script) {
			e.Imports = append(e.Imports, s.url(chunk))
		}
		// esbuild puts the styles of everything that is reachable into one sheet per entry, behind import() too.
		if css := r.meta.Outputs[script].CSSBundle; css != "" {
			e.Styles = []string{s.url(css)}
		}
		out.Entries[entry.Name] = e
	}
	return nil
}

// staticImports returns the chunks that an output file imports statically, directly or not, nearest first.
func (m *metafile) staticImports(path string) []string {
	queue := []string{path}
	for i := 0; i < len(queue); i++ {
		for _, im := range m.Outputs[queue[i]].Imports {
			if im.Kind == "import-statement" && !im.External && !slices.Contains(queue, im.Path) {
				queue = append(queue, im.Path)
			}
		}
	}
	return queue[1:]
}

// url returns the URL of an output file, urlPath its path.
func (s *side) url(file string) string { return s.options.PublicPath + filepath.Base(file) }

func (s *side) urlPath(file string) string {
	path, _ := publicURLPath(s.options.PublicPath) // checked by New
	return path + filepath.Base(file)
}

func (s *side) addAsset(out *Output, f api.OutputFile) {
	path := s.urlPath(f.Path)
	if a := out.Assets[path]; a != nil && bytes.Equal(a.Contents, f.Contents) {
		return // both sides import it
	}
	out.Assets[path] = NewAsset(path, f.Contents, true)
}

// NewAsset returns an asset for contents, which it keeps; the type follows from the extension of its name.
func NewAsset(name string, contents []byte, immutable bool) *Asset {
	return &Asset{Contents: contents, Type: contentType(name), Immutable: immutable, Hash: hash(contents)}
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

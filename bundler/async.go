package bundler

import (
	_ "embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// esbuild refuses top-level await in CommonJS. When a module uses it, the server bundle is made as an ES module instead, which can't have
// imports (see externalModule) and whose entry is a module of ours that assigns the app's exports, so that nothing but
// statements is left, and these go into an async function. The synchronous form stays the rule: a VM is ready as soon as the call returns.

// loadAsync makes the entry of a bundle with top-level await.
func (p *plugin) loadAsync(args api.OnLoadArgs) (api.OnLoadResult, error) {
	contents := asyncEntry(args.Path)
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS, ResolveDir: p.options.Dir}, nil
}

//go:embed js/entry.js
var entryTemplate string

func asyncEntry(specifier string) string { return fill(entryTemplate, "SPECIFIER", specifier) }

// usesAwait reports whether a CommonJS build failed over top-level await.
func usesAwait(messages []api.Message) bool {
	return slices.ContainsFunc(messages, isAwaitError)
}

func isAwaitError(m api.Message) bool {
	return strings.HasPrefix(m.Text, "Top-level await is currently not supported") ||
		strings.HasPrefix(m.Text, "Top-level await is not available") // in formChunks
}

// awaiting returns the files (absolute or with a namespace) that use top-level await, as the errors of a CommonJS build tell.
func (s *side) awaiting(messages []api.Message) map[string]bool {
	files := map[string]bool{}
	for _, m := range messages {
		if isAwaitError(m) && m.Location != nil {
			file := m.Location.File
			if m.Location.Namespace == "file" || m.Location.Namespace == "" {
				file = absolute(s.options.Dir, file)
			}
			files[file] = true
		}
	}
	return files
}

// forbidRequires reports calls of require for modules that await: their exports are not there when it returns. esbuild finds only those
// in modules that have import statements as well, and evaluates the others halfway.
func (s *side) forbidRequires(r *sideResult, awaiting map[string]bool) {
	async := maps.Clone(awaiting) // and what imports them
	for grown := true; grown; {
		grown = false
		for file, input := range r.meta.Inputs {
			for _, im := range input.Imports {
				if im.Kind == "import-statement" && async[im.Path] && !async[file] {
					async[file] = true
					grown = true
				}
			}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(r.meta.Inputs)) {
		for _, im := range r.meta.Inputs[file].Imports {
			if im.Kind != "require-call" || !async[im.Path] {
				continue
			}
			m := api.Message{
				Text:     fmt.Sprintf("%s can't be required: it uses top-level await, or imports a module that does", relative(s.options.Dir, im.Path)),
				Notes:    []api.Note{{Text: "import it, or load it with import()"}},
				Location: &api.Location{File: file, Namespace: "file"},
			}
			if b, err := os.ReadFile(file); err == nil && filepath.IsAbs(file) {
				m.Location = locate(file, string(b), im.Original)
			}
			r.result.Errors = append(r.result.Errors, m)
		}
	}
}

// locate returns the place of the first string with the text in a source; only the file when there is none.
func locate(file, source, text string) *api.Location {
	at := &api.Location{File: file, Namespace: "file"}
	for _, quote := range []string{`"`, `'`, "`"} {
		quoted := quote + text + quote
		i := strings.Index(source, quoted)
		if i < 0 {
			continue
		}
		start := strings.LastIndexByte(source[:i], '\n') + 1
		line, _, _ := strings.Cut(source[start:], "\n")
		at.Line = strings.Count(source[:i], "\n") + 1
		at.Column, at.Length = i-start, len(quoted)
		at.LineText = strings.TrimSuffix(line, "\r")
		break
	}
	return at
}

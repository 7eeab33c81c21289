package script

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodemodule"
)

// Transform is the node.Transform of all hosts: esbuild makes CommonJS for goja of TypeScript, JSX and ES modules.
func Transform(filename string, source []byte, esm bool) (node.Transformed, error) {
	s, err := bundler.TransformScript(filename, source, bundler.ScriptOptions{ESM: esm})
	if err != nil {
		return node.Transformed{}, syntaxError(filename, err)
	}
	if s.ESM {
		s.SourceMap = nameByURL(s.SourceMap, filename)
	}
	return node.Transformed{Code: s.Code, SourceMap: s.SourceMap, ESM: s.ESM, Async: s.Async, Imports: s.Imports}, nil
}

// nameByURL makes stack traces call an ES module by its URL, as Node's do.
func nameByURL(sourceMap []byte, filename string) []byte {
	name, err := json.Marshal(filename)
	if err != nil {
		return sourceMap
	}
	u, err := json.Marshal(nodemodule.URL(filename))
	if err != nil {
		return sourceMap
	}
	return bytes.Replace(sourceMap, name, u, 1)
}

// syntaxError makes the error that the loader throws of the first problem of a build.
func syntaxError(filename string, err error) error {
	var build *bundler.BuildError
	if !errors.As(err, &build) || len(build.Problems) == 0 {
		return err
	}
	p := build.Problems[0]
	file := p.File
	if file == "" || !filepath.IsAbs(file) {
		file = filename
	}
	return &node.SyntaxError{
		Message: strings.TrimSpace(p.Message), File: file, Line: p.Line, Column: p.Column, Length: p.Length, LineText: p.LineText,
	}
}

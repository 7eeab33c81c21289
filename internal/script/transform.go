package script

import (
	"errors"
	"path/filepath"
	"strings"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Transform is the node.Transform of all hosts: esbuild makes CommonJS for goja of TypeScript, JSX and ES modules.
func Transform(filename string, source []byte, esm bool) (node.Transformed, error) {
	s, err := bundler.TransformScript(filename, source, bundler.ScriptOptions{ESM: esm})
	if err != nil && strings.Contains(err.Error(), "not there yet") {
		return node.Transformed{Code: source}, nil
	}
	if err != nil {
		return node.Transformed{}, syntaxError(filename, err)
	}
	return node.Transformed{Code: s.Code, SourceMap: s.SourceMap, ESM: s.ESM, Async: s.Async, Imports: s.Imports}, nil
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

// Package vmpool runs JavaScript: a bounded, elastic pool of goja VMs with Node's built-in modules, an event loop and limits.
// A Program is compiled once and shared; a VM is used by one request at a time; Pool.Do borrows one. The package knows
// nothing of React.
package vmpool

import (
	"fmt"
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
)

// regexpTimeout ends a backtracking regular expression. goja can't be interrupted inside one, and takes the time-out for
// "no match"; so it is longer than the longest Limits.Busy, and the watchdog has by then marked the run for its end.
const regexpTimeout = MaxBusy + 500*time.Millisecond

// limitRegexps sets what regexp2 reads when an expression is compiled; before the first one, and once, as it is a package variable there.
var limitRegexps = sync.OnceFunc(func() { regexp2.DefaultMatchTimeout = regexpTimeout })

// Program is a compiled script. It is immutable and may be loaded into any number of VMs at the same time.
type Program struct {
	name    string
	program *goja.Program
	maps    *sourceMap
	chunks  *chunks // nil without
	script  *es.Script
}

// CompileOptions are the choices of Compile; the zero value is right for a script without a source map.
type CompileOptions struct {
	// SourceMap is a version 3 source map of the script; it is parsed when the first stack trace needs it. Nil: positions stay.
	SourceMap []byte
	// Strict compiles the script as strict code.
	Strict bool
	// Before and After are put around the source, on its first and last lines; positions stay those of the source.
	Before, After string
	// Rewrite are passes over the syntax tree that run, in order, after the ones that every script gets; over that of each chunk, too, one
	// at a time. A script's turn comes after those of its imports.
	Rewrite []func(*ast.Program) error
	// Chunks are parts of a server bundle that are compiled when they are first required, by the name that they are required with.
	Chunks map[string]Chunk
	// Imports are the chunks that source requires when it is evaluated.
	Imports []string
}

// Compile parses source and compiles it for all VMs. name is what stack traces call the script. The error of a source that does
// not parse names its position.
func Compile(name string, source []byte, opts CompileOptions) (*Program, error) {
	if len(opts.Chunks) == 0 {
		return compile(name, source, opts)
	}
	chunks := newChunks(opts)
	if err := chunks.compileAll(opts.Imports); err != nil {
		return nil, err
	}
	p, err := compile(name, source, opts)
	if err == nil {
		p.chunks = chunks
	}
	return p, err
}

func compile(name string, source []byte, opts CompileOptions) (p *Program, err error) {
	limitRegexps()
	defer func() {
		// goja's parser and compiler panic on a few inputs that they should refuse.
		if x := recover(); x != nil {
			p, err = nil, fmt.Errorf("compiling %s: %v", name, x)
		}
	}()
	text := opts.Before + string(source) + opts.After
	tree, err := goja.Parse(name, text, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", name, err)
	}
	if err := es.Rewrite(tree); err != nil {
		return nil, fmt.Errorf("compiling %s: %w", name, err)
	}
	for _, pass := range opts.Rewrite {
		if err := pass(tree); err != nil {
			return nil, fmt.Errorf("compiling %s: %w", name, err)
		}
	}
	program, err := goja.CompileAST(tree, opts.Strict)
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", name, err)
	}
	return &Program{
		name: name, program: program, maps: newSourceMap(opts.SourceMap, len(opts.Before)), script: &es.Script{Source: text},
	}, nil
}

// Name is the name that Compile was given.
func (p *Program) Name() string { return p.name }

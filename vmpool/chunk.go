package vmpool

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/dop251/goja"
)

// Chunk is a part of a server bundle: a script of the bundle's form.
type Chunk struct {
	// Source is the script, SourceMap its source map or nil.
	Source, SourceMap []byte
	// Imports are the chunks that it requires when it is evaluated. They don't form cycles.
	Imports []string
}

// chunks are the parts of a program that is compiled piece by piece. It is safe for concurrent use.
type chunks struct {
	sources map[string]Chunk
	opts    CompileOptions // without Chunks

	mu    sync.Mutex // held while one is compiled
	ready map[string]*compiledChunk
}

type compiledChunk struct {
	program *Program
	err     error
}

func newChunks(opts CompileOptions) *chunks {
	c := &chunks{sources: opts.Chunks, opts: opts, ready: map[string]*compiledChunk{}}
	c.opts.Chunks = nil
	return c
}

// program compiles a chunk and what it imports, once. ok is false when there is none of that name.
func (c *chunks) program(name string) (p *Program, ok bool, err error) {
	if c == nil {
		return nil, false, nil
	}
	if _, ok := c.sources[name]; !ok {
		return nil, false, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.compile(name)
	return r.program, true, r.err
}

// compile is program with mu held.
func (c *chunks) compile(name string) *compiledChunk {
	if r := c.ready[name]; r != nil {
		return r
	}
	r := &compiledChunk{}
	c.ready[name] = r
	source := c.sources[name]
	for _, im := range source.Imports {
		if dependency := c.compile(im); dependency.err != nil {
			r.err = dependency.err
		}
	}
	if r.err == nil {
		opts := c.opts
		opts.SourceMap = source.SourceMap
		r.program, r.err = compile(name, source.Source, opts)
	}
	return r
}

func (c *chunks) compileAll(names []string) error {
	for _, name := range names {
		if _, _, err := c.program(name); err != nil {
			return err
		}
	}
	return nil
}

// CompileChunks compiles the chunks that are not compiled yet, one after the other, until ctx ends: so that no request has to wait
// for it. Its error is that of the first which can't be compiled, or ctx's cause.
func (p *Program) CompileChunks(ctx context.Context) error {
	if p.chunks == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(p.chunks.sources)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if _, _, err := p.chunks.program(name); err != nil {
			return err
		}
	}
	return nil
}

// loadedChunk is a chunk in one VM.
type loadedChunk struct {
	module *goja.Object
	err    error // what its evaluation threw
}

// requireChunk is what require does for a chunk of the VM's program: it gives its module.exports, after evaluating it the first time.
func (vm *VM) requireChunk(name string) (exports goja.Value, ok bool) {
	loaded := vm.chunks[name]
	if loaded == nil {
		program, ok, err := vm.chunkSource.program(name)
		if !ok {
			return nil, false
		}
		loaded = &loadedChunk{err: err}
		if vm.chunks == nil {
			vm.chunks = map[string]*loadedChunk{}
		}
		vm.chunks[name] = loaded
		if err == nil {
			loaded.module, _, loaded.err = vm.evaluate(program, true)
		}
	}
	if loaded.err != nil {
		vm.node.Rethrow(loaded.err)
	}
	return loaded.module.Get("exports"), true
}

// evaluate calls the function that a bundle's program gives. Its exports have __esModule when esModule is true. result is the function's.
func (vm *VM) evaluate(p *Program, esModule bool) (module *goja.Object, result goja.Value, err error) {
	v, err := vm.Load(p)
	if err != nil {
		return nil, nil, err
	}
	body, ok := goja.AssertFunction(v)
	if !ok {
		return nil, nil, &notBundleError{p.name}
	}
	module, exports := vm.rt.NewObject(), vm.rt.NewObject()
	if err := module.Set("exports", exports); err != nil {
		return nil, nil, err
	}
	if esModule {
		if err := exports.DefineDataProperty("__esModule", vm.rt.ToValue(true), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return nil, nil, err
		}
	}
	result, err = body(exports, exports, vm.node.UserRequire(), module, vm.rt.ToValue(p.name), vm.rt.ToValue(vm.node.Host.Dir))
	return module, result, err
}

// notBundleError is the error of a program that is no server bundle.
type notBundleError struct{ name string }

func (e *notBundleError) Error() string {
	return e.name + " is not a server bundle: its value is not a function"
}

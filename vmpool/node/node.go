// Package node is what a built-in module sees of the VM that it lives in: its runtime, its event loop, what the host allows, and
// the other built-ins. The modules themselves are the folders beside this file, one a topic; package vmpool puts them into one Table.
package node

import (
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

// Module is a built-in module: JavaScript, Go, or JavaScript on top of Go. A Module is immutable and shared by all VMs.
type Module struct {
	// Name is how built-ins require it: "events", "fs/promises"; names that begin with "internal/" cannot be required
	// by the application.
	Name string
	// Script is the module's JavaScript, nil for a module that is all Go. It is a function body with the parameters
	// (exports, require, module, binding), in strict mode; require gives other built-ins, internal ones included.
	Script *Script
	// Bind makes the Go part, once a VM, when the module is first required. It becomes the script's `binding`; without a
	// Script it is the module's exports. Nil: the binding is undefined.
	Bind func(vm *VM) goja.Value
	// Globals are properties of globalThis that this module provides; they are loaded when they are first touched.
	Globals []Global
}

// Global is a lazily loaded property of globalThis.
type Global struct {
	// Name is the property's name.
	Name string
	// Export is the name of the module's export that is its value; empty means Name, "*" the exports object itself.
	Export string
	// Enumerable says whether the property is enumerable (fetch, setTimeout, crypto … are; the classes are not).
	Enumerable bool
}

// Script is the source of a built-in module, compiled once a process.
type Script struct {
	compile func() (*goja.Program, error)
}

// NewScript returns the script name of an embedded file; it panics when the file isn't there, which only a wrong go:embed can cause.
func NewScript(files fs.FS, name string) *Script {
	if _, err := fs.Stat(files, name); err != nil {
		panic(err)
	}
	return &Script{sync.OnceValues(func() (*goja.Program, error) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		return goja.Compile("node:"+strings.TrimSuffix(name, ".js"),
			"(function (exports, require, module, binding) { 'use strict'; "+string(text)+"\n})", false)
	})}
}

// Table is a set of modules by name. It is immutable once VMs use it.
type Table struct {
	byName map[string]*Module
	names  []string
}

// NewTable returns the table of all modules; two of the same name are a programming error, so it panics.
func NewTable(groups ...[]Module) *Table {
	t := &Table{byName: map[string]*Module{}}
	for _, group := range groups {
		for i := range group {
			m := &group[i]
			if t.byName[m.Name] != nil {
				panic("two built-in modules named " + m.Name)
			}
			t.byName[m.Name] = m
			t.names = append(t.names, m.Name)
		}
	}
	return t
}

// With returns the table with more modules; t itself when there are none.
func (t *Table) With(more []Module) *Table {
	if len(more) == 0 {
		return t
	}
	all := make([]Module, 0, len(t.names)+len(more))
	for _, name := range t.names {
		all = append(all, *t.byName[name])
	}
	return NewTable(append(all, more...))
}

// Precompile compiles the scripts of the named modules, so that the first VMs find them ready. Any goroutine may call it.
func (t *Table) Precompile(names ...string) {
	for _, name := range names {
		if m := t.byName[name]; m != nil && m.Script != nil {
			_, _ = m.Script.compile() // the error comes again when a VM requires the module
		}
	}
}

// Public lists the names that an application can import, without "node:", in the table's order.
func (t *Table) Public() []string {
	var out []string
	for _, name := range t.names {
		if !strings.HasPrefix(name, "internal/") {
			out = append(out, name)
		}
	}
	return out
}

// Host is what the embedding program gives to the JavaScript: no environment, file or address that isn't in it can be reached.
// A Host is shared by the VMs of a pool and must not change while they live.
type Host struct {
	// Env is process.env at the start; each VM has a copy. Nil means empty.
	Env map[string]string
	// Dir is process.cwd(), an absolute path. Empty means "/".
	Dir string
	// Argv is process.argv; empty means ["node"] alone.
	Argv []string
	// ReadRoots and WriteRoots are the absolute folders below which files may be read or written. AllFiles lifts both.
	ReadRoots, WriteRoots []string
	AllFiles              bool
	// AllowNet says whether host:port may be connected to; nil allows every address.
	AllowNet func(hostport string) error
	// Stdin, Stdout and Stderr are the process streams and, when Stdout is set, where console writes. A nil Stdin is empty.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Logger gets console's output when Stdout is nil: console.log and info at Info, debug at Debug, warn at Warn, error at Error.
	// Nil discards.
	Logger *slog.Logger
	// Exit, when set, is told the code of process.exit before the run ends with an *ExitError.
	Exit func(code int)
	// Transform turns a source file into CommonJS for goja; nil leaves only plain CommonJS and JSON to require.
	Transform Transform
}

// Transform compiles one script of any kind (TypeScript, JSX, an ES module) to a CommonJS function body that goja can run.
// esm says that a file whose extension leaves it open is an ES module (its package.json has "type": "module"). A source that
// does not parse gives a *SyntaxError.
type Transform func(filename string, source []byte, esm bool) (Transformed, error)

// Transformed is the result of a Transform.
type Transformed struct {
	// Code is the CommonJS body; it may use the parameters that the loader's wrapper gives (see nodemodule).
	Code []byte
	// SourceMap is a version 3 source map of Code, or nil.
	SourceMap []byte
	// ESM says that the source was an ES module.
	ESM bool
	// Async says that the code uses top-level await and is to be wrapped in an async function.
	Async bool
	// Imports are the specifiers of an ES module's static imports and re-exports, in order.
	Imports []string
}

// SyntaxError is the error of a source that does not parse.
type SyntaxError struct {
	Message  string
	File     string
	Line     int // from 1; 0: not known
	Column   int // from 1
	Length   int
	LineText string
}

// Error says where and what.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// ExitError is the error of a run that process.exit ended.
type ExitError struct{ Code int }

// Error names the code.
func (e *ExitError) Error() string { return fmt.Sprintf("process.exit(%d)", e.Code) }

// VM is one virtual machine as its modules see it. Everything in it belongs to the goroutine that runs the VM.
type VM struct {
	Runtime *goja.Runtime
	Loop    *eventloop.Loop
	Host    *Host
	// Started is when the VM was made: the zero of performance.now and process.uptime.
	Started time.Time
	// Frames turns the positions of a stack trace into those of the user's sources; nil leaves them.
	Frames func(stack string) string
	// Reword completes an error that the engine threw, before anything sees it; see es.Errors.
	Reword func(goja.Value)
	// Compile compiles a script of the user's with all passes that goja needs and registers its source map (which may be nil).
	// before and after are put around source (the head and the end of a function); positions stay those of source.
	Compile func(name string, source, sourceMap []byte, before, after string) (*goja.Program, error)
	// CompileFile is Compile for files of the host's: the program is kept for the other VMs of a pool.
	CompileFile func(name string, source, sourceMap []byte, before, after string) (*goja.Program, error)
	// Chunk, when set, gives the exports of a chunk of the server bundle; false when there is none of that name.
	Chunk func(name string) (goja.Value, bool)

	table  *Table
	loaded map[string]*goja.Object // module objects by name
	shared map[any]any
}

// NewVM returns the view that the modules of table have of a VM and defines their globals.
func NewVM(rt *goja.Runtime, loop *eventloop.Loop, host *Host, table *Table) (*VM, error) {
	vm := &VM{
		Runtime: rt, Loop: loop, Host: host, Started: time.Now(),
		table: table, loaded: map[string]*goja.Object{}, shared: map[any]any{},
	}
	for _, name := range table.names {
		m := table.byName[name]
		for _, g := range m.Globals {
			if err := vm.defineGlobal(m, g); err != nil {
				return nil, err
			}
		}
	}
	return vm, nil
}

func (vm *VM) defineGlobal(m *Module, g Global) error {
	rt := vm.Runtime
	global := rt.GlobalObject()
	enumerable := goja.FLAG_FALSE
	if g.Enumerable {
		enumerable = goja.FLAG_TRUE
	}
	set := func(v goja.Value) {
		if err := global.DefineDataProperty(g.Name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable); err != nil {
			panic(err)
		}
	}
	get := rt.ToValue(func(goja.FunctionCall) goja.Value {
		v := vm.Require(m.Name)
		switch {
		case g.Export == "*":
		case g.Export != "":
			v = v.ToObject(rt).Get(g.Export)
		default:
			v = v.ToObject(rt).Get(g.Name)
		}
		if v == nil {
			panic(rt.NewTypeError("built-in module %s does not export the global %s", m.Name, g.Name))
		}
		set(v)
		return v
	})
	put := rt.ToValue(func(call goja.FunctionCall) goja.Value {
		set(call.Argument(0))
		return goja.Undefined()
	})
	return global.DefineAccessorProperty(g.Name, get, put, goja.FLAG_TRUE, enumerable)
}

// Has reports whether there is a built-in of that name (without "node:"), internal ones included.
func (vm *VM) Has(name string) bool { return vm.table.byName[name] != nil }

// Public reports whether the application may require the built-in of that name (without "node:").
func (vm *VM) Public(name string) bool {
	return vm.Has(name) && !strings.HasPrefix(name, "internal/")
}

// Loaded reports whether a built-in has been required, or is being loaded.
func (vm *VM) Loaded(name string) bool { return vm.loaded[name] != nil }

// Table is the table of the VM's built-ins.
func (vm *VM) Table() *Table { return vm.table }

// Require returns the exports of a built-in, loading it on first use; a cycle gets what is exported so far. It panics with a
// JavaScript exception when there is no such module or its code throws, so call it from native functions.
func (vm *VM) Require(name string) goja.Value {
	if module := vm.loaded[name]; module != nil {
		return module.Get("exports")
	}
	m := vm.table.byName[name]
	if m == nil {
		panic(vm.NewError("Error", "MODULE_NOT_FOUND", "Cannot find built-in module '%s'", name))
	}
	rt := vm.Runtime
	module := rt.NewObject()
	exports := goja.Value(rt.NewObject())
	set := func(key string, v goja.Value) { // not Set: a setter on Object.prototype must not see it
		must(module.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	set("exports", exports)
	vm.loaded[name] = module
	ok := false
	defer func() {
		if !ok {
			delete(vm.loaded, name)
		}
	}()
	binding := goja.Undefined()
	if m.Bind != nil {
		binding = m.Bind(vm)
	}
	if m.Script == nil {
		set("exports", binding)
		ok = true
		return binding
	}
	prog, err := m.Script.compile()
	if err != nil {
		panic(fmt.Errorf("built-in module %s: %w", name, err))
	}
	v, err := rt.RunProgram(prog)
	if err != nil {
		panic(err)
	}
	body, isFunc := goja.AssertFunction(v)
	if !isFunc {
		panic(fmt.Errorf("built-in module %s is not a function", name))
	}
	if _, err := body(exports, exports, vm.requireFunction(), module, binding); err != nil {
		vm.Rethrow(err)
	}
	ok = true
	return module.Get("exports")
}

// UserRequire is the `require` of a server bundle: public built-ins, with or without "node:", and for everything else the
// module loader where there is one (a built-in named "module" that exports createRequire).
func (vm *VM) UserRequire() goja.Value {
	return Shared(vm, userRequireKey{}, func() goja.Value {
		var load goja.Callable
		return vm.Runtime.ToValue(func(call goja.FunctionCall) goja.Value {
			id := call.Argument(0).String()
			if vm.Chunk != nil {
				if exports, ok := vm.Chunk(id); ok {
					return exports
				}
			}
			if name := strings.TrimPrefix(id, "node:"); vm.Public(name) {
				return vm.Require(name)
			}
			if load == nil {
				if !vm.Has("module") {
					vm.Throw("Error", "MODULE_NOT_FOUND", "Cannot find module '%s'", id)
				}
				create, ok := goja.AssertFunction(vm.Require("module").ToObject(vm.Runtime).Get("createRequire"))
				if !ok {
					vm.Throw("Error", "MODULE_NOT_FOUND", "Cannot find module '%s'", id)
				}
				v, err := create(goja.Undefined(), vm.Runtime.ToValue(strings.TrimSuffix(vm.Host.Dir, "/")+"/"))
				if err != nil {
					vm.Rethrow(err)
				}
				load, _ = goja.AssertFunction(v)
			}
			v, err := load(goja.Undefined(), call.Argument(0))
			if err != nil {
				vm.Rethrow(err)
			}
			return v
		})
	})
}

type userRequireKey struct{}

// requireFunction is the `require` of built-in scripts, one a VM.
func (vm *VM) requireFunction() goja.Value {
	return Shared(vm, requireKey{}, func() goja.Value {
		return vm.Runtime.ToValue(func(call goja.FunctionCall) goja.Value {
			return vm.Require(call.Argument(0).String())
		})
	})
}

type requireKey struct{}

// Shared returns the VM's value of key, made by create on first use: state that the Go parts of several modules share.
// Use an unexported struct type as key.
func Shared[T any](vm *VM, key any, create func() T) T {
	if v, ok := vm.shared[key]; ok {
		return v.(T)
	}
	v := create()
	vm.shared[key] = v
	return v
}

// Exit ends the run with an *ExitError; JavaScript stops before its next instruction.
func (vm *VM) Exit(code int) {
	if vm.Host.Exit != nil {
		vm.Host.Exit(code)
	}
	err := &ExitError{Code: code}
	vm.Loop.Finish(err)
	vm.Loop.Interrupt(err)
}

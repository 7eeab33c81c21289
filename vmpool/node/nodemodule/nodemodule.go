// Package nodemodule is the module loader: CommonJS and ES modules from the host's files, for `ssr run` and for the packages that a
// server bundle leaves outside; and the module `module`.
//
// Where a specifier leads to is decided in Go (resolve.go and its neighbours), by Node's algorithms. Loading, caching and
// evaluating are JavaScript, because programs reach into them (require.cache, Module._load). An ES module is turned into a CommonJS
// function by Host.Transform before it gets here; its import statements are calls of the function that esm.js gives it.
package nodemodule

import (
	"bytes"
	"embed"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var files embed.FS

// Modules returns module and the loader behind it.
func Modules() []node.Module {
	return []node.Module{
		{Name: "module", Script: node.NewScript(files, "module.js")},
		{Name: "internal/modules/cjs", Script: node.NewScript(files, "internal/modules/cjs.js"), Bind: bind},
		{Name: "internal/modules/esm", Script: node.NewScript(files, "internal/modules/esm.js"), Bind: bind},
		{Name: "internal/modules/main", Script: node.NewScript(files, "internal/modules/main.js"), Bind: bind},
	}
}

// RunMain loads file, an absolute path, as the program's main module; call it as the first task of a run. Evaluation of an ES
// module begins with the microtasks. done reports whether the main module was evaluated to its end: it is false after the run where a
// top-level await was never settled.
func RunMain(vm *node.VM, file string) (done func() bool, err error) {
	rt := vm.Runtime
	main := vm.Require("internal/modules/main").ToObject(rt)
	run, ok := goja.AssertFunction(main.Get("run"))
	if !ok {
		return nil, errors.New("the module loader is broken: no run function")
	}
	done = func() bool { return main.Get("done").ToBoolean() }
	_, err = run(goja.Undefined(), rt.ToValue(file))
	return done, err
}

// loader is the Go side of the loader in one VM.
type loader struct {
	vm       *node.VM
	resolver *resolver
}

type bindingKey struct{}

// bind makes the binding that the loader's scripts share.
func bind(vm *node.VM) goja.Value {
	return node.Shared(vm, bindingKey{}, func() goja.Value {
		l := &loader{vm: vm, resolver: newResolver(vm.Host, vm.Public)}
		l.resolver.deprecated = l.deprecated
		rt := vm.Runtime
		o := vm.Object(map[string]node.Func{
			"resolve":        l.resolve,
			"resolveImport":  l.resolveImport,
			"read":           l.read,
			"compile":        l.compile,
			"real":           l.real,
			"scope":          l.scope,
			"evaluateScript": l.evaluateScript,
			"isBuiltin": func(call goja.FunctionCall) goja.Value {
				name, prefixed := strings.CutPrefix(call.Argument(0).String(), "node:")
				return rt.ToValue(vm.Public(name) && (prefixed || !prefixOnly(name)))
			},
			"builtin": func(call goja.FunctionCall) goja.Value { return vm.Require(call.Argument(0).String()) },
			"nodeModulePaths": func(call goja.FunctionCall) goja.Value {
				return node.Array(vm, nodeModulePaths(call.Argument(0).String()))
			},
			"splitPaths": func(call goja.FunctionCall) goja.Value {
				var paths []string
				for _, dir := range filepath.SplitList(call.Argument(0).String()) {
					if dir != "" {
						paths = append(paths, dir)
					}
				}
				return node.Array(vm, paths)
			},
			"stat": func(call goja.FunctionCall) goja.Value {
				info, err := l.resolver.stat(call.Argument(0).String())
				switch {
				case err != nil:
					return rt.ToValue(-2) // ENOENT
				case info.IsDir():
					return rt.ToValue(1)
				}
				return rt.ToValue(0)
			},
			"isAbsolute": func(call goja.FunctionCall) goja.Value {
				return rt.ToValue(filepath.IsAbs(call.Argument(0).String()))
			},
			"absolute": func(call goja.FunctionCall) goja.Value {
				path := call.Argument(0).String()
				if !filepath.IsAbs(path) {
					path = filepath.Join(vm.Host.Dir, path)
				}
				return rt.ToValue(filepath.Clean(path))
			},
			"url": func(call goja.FunctionCall) goja.Value { return rt.ToValue(pathToURL(call.Argument(0).String())) },
			"turn": func(goja.FunctionCall) goja.Value { // a promise that is resolved by the loop, as one of a file that was read
				promise, resolve, _ := rt.NewPromise()
				vm.Loop.Begin().Done(func() error { return resolve(goja.Undefined()) })
				return rt.ToValue(promise)
			},
			"reject": func(call goja.FunctionCall) goja.Value {
				promise, _, reject := rt.NewPromise()
				if err := reject(call.Argument(0)); err != nil {
					panic(err)
				}
				return rt.ToValue(promise)
			},
		})
		if err := o.Set("builtins", node.Array(vm, vm.Table().Public())); err != nil {
			panic(err)
		}
		return o
	})
}

func stringList(v goja.Value) []string {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	n := int(o.Get("length").ToInteger())
	list := make([]string, 0, n)
	for i := range n {
		list = append(list, o.Get(strconv.Itoa(i)).String())
	}
	return list
}

// throw turns an error of the resolver or of the file system into a JavaScript exception.
func (l *loader) throw(err error) {
	vm := l.vm
	var ce *codeError
	var pathErr *fs.PathError
	switch {
	case errors.As(err, &ce) && ce.message != "":
		obj := vm.NewError("Error", "", "%s", ce.message)
		must(obj.Set("code", ce.code))
		must(obj.Set("path", ce.path))
		panic(obj)
	case errors.As(err, &ce):
		args := make([]any, len(ce.args))
		for i, arg := range ce.args {
			if list, ok := arg.([]string); ok {
				arg = node.Array(vm, list)
			}
			args[i] = arg
		}
		panic(vm.CodeError(ce.code, args...))
	case errors.As(err, &pathErr):
		code, text := "EIO", "i/o error"
		switch {
		case errors.Is(err, fs.ErrNotExist):
			code, text = "ENOENT", "no such file or directory"
		case errors.Is(err, fs.ErrPermission):
			code, text = "EACCES", "permission denied"
		}
		obj := vm.NewError("Error", "", "%s: %s, %s '%s'", code, text, pathErr.Op, pathErr.Path)
		must(obj.Set("code", code))
		must(obj.Set("syscall", pathErr.Op))
		must(obj.Set("path", pathErr.Path))
		panic(obj)
	}
	vm.Rethrow(err)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// deprecated emits a DeprecationWarning.
func (l *loader) deprecated(code, message string) {
	process := l.vm.Require("process").ToObject(l.vm.Runtime)
	if emit, ok := goja.AssertFunction(process.Get("emitWarning")); ok {
		rt := l.vm.Runtime
		if _, err := emit(process, rt.ToValue(message), rt.ToValue("DeprecationWarning"), rt.ToValue(code)); err != nil {
			l.vm.Rethrow(err)
		}
	}
}

// resolve(request, parent, paths, extensions) returns a file, "node:" and the name of a built-in, or undefined.
func (l *loader) resolve(call goja.FunctionCall) goja.Value {
	parent := ""
	if p := call.Argument(1); !goja.IsUndefined(p) && !goja.IsNull(p) {
		parent = p.String()
	}
	res, err := l.resolver.require(call.Argument(0).String(), parent, stringList(call.Argument(2)), stringList(call.Argument(3)))
	switch {
	case err != nil:
		l.throw(err)
	case res.builtin != "":
		return l.vm.Runtime.ToValue("node:" + res.builtin)
	case res.file != "":
		return l.vm.Runtime.ToValue(res.file)
	}
	return goja.Undefined()
}

// resolveImport(specifier, base) returns the URL that an import in the file base leads to; of a built-in, "node:" and its name.
func (l *loader) resolveImport(call goja.FunctionCall) goja.Value {
	rt := l.vm.Runtime
	res, err := l.resolver.importSpecifier(call.Argument(0).String(), call.Argument(1).String())
	if err != nil {
		l.throw(err)
	}
	o := rt.CreateObject(nil) // no prototype whose setters could see it
	if res.builtin != "" {
		must(o.Set("url", "node:"+res.builtin))
		must(o.Set("builtin", res.builtin))
		return o
	}
	must(o.Set("url", pathToURL(res.file)+res.query))
	must(o.Set("file", res.file))
	return o
}

// read(file) returns a file's text without byte order mark.
func (l *loader) read(call goja.FunctionCall) goja.Value {
	text, err := l.resolver.read(call.Argument(0).String())
	if err != nil {
		l.throw(err)
	}
	return l.vm.Runtime.ToValue(string(bytes.TrimPrefix(text, []byte("\uFEFF"))))
}

func (l *loader) real(call goja.FunctionCall) goja.Value {
	file, err := l.resolver.real(call.Argument(0).String())
	if err != nil {
		l.throw(err)
	}
	return l.vm.Runtime.ToValue(file)
}

// scope(file) returns [path of package.json, type], or undefined.
func (l *loader) scope(call goja.FunctionCall) goja.Value {
	pkg, err := l.resolver.scope(call.Argument(0).String())
	if err != nil {
		l.throw(err)
	}
	if pkg == nil {
		return goja.Undefined()
	}
	return l.vm.Runtime.NewArray(pkg.path, pkg.kind)
}

// What a module's code is put into. The outer function gives what only the code of Transform uses, so that the inner one has the parameters
// and arguments that Node's has.
const (
	head      = "(function (__import, __import_meta) { return function (exports, require, module, __filename, __dirname) {"
	asyncHead = "(function (__import, __import_meta) { return async function (exports, require, module, __filename, __dirname) {"
	tail      = "\n}})"
)

// compile(source, filename, format) returns {make, esm, async, imports}; make(import, meta) gives the module's function. format is "commonjs" or "module" when the caller knows it.
func (l *loader) compile(call goja.FunctionCall) goja.Value {
	vm, rt := l.vm, l.vm.Runtime
	source, filename := call.Argument(0).String(), call.Argument(1).String()
	unit := node.Transformed{Code: []byte(source)}
	if vm.Host.Transform != nil {
		esm := false
		if format := call.Argument(2); !goja.IsUndefined(format) {
			esm = format.String() == "module"
		} else if pkg, err := l.resolver.scope(filename); err != nil {
			l.throw(err)
		} else if pkg != nil {
			esm = pkg.kind == "module"
		}
		var err error
		if unit, err = vm.Host.Transform(filename, []byte(source), esm); err != nil {
			l.throwSyntax(err)
		}
	} else if strings.HasPrefix(source, "#!") {
		unit.Code = append([]byte("//"), unit.Code...)
	}
	before := head
	if unit.Async {
		before = asyncHead
	}
	program, err := vm.CompileFile(filename, unit.Code, unit.SourceMap, before, tail)
	if err != nil {
		l.throwSyntax(err)
	}
	run, err := rt.RunProgram(program)
	if err != nil {
		vm.Rethrow(err)
	}
	o := rt.CreateObject(nil)
	must(o.Set("make", run))
	must(o.Set("esm", unit.ESM))
	must(o.Set("async", unit.Async))
	must(o.Set("imports", node.Array(vm, unit.Imports)))
	return o
}

// evaluateScript(source, filename) evaluates a script in the global scope and returns its value.
func (l *loader) evaluateScript(call goja.FunctionCall) goja.Value {
	program, err := l.vm.Compile(call.Argument(1).String(), []byte(call.Argument(0).String()), nil, "", "")
	if err != nil {
		l.throwSyntax(err)
	}
	v, err := l.vm.Runtime.RunProgram(program)
	if err != nil {
		l.vm.Rethrow(err)
	}
	return v
}

// throwSyntax throws the error of a source that does not compile, as a SyntaxError whose stack shows the place.
func (l *loader) throwSyntax(err error) {
	var se *node.SyntaxError
	if !errors.As(err, &se) {
		_, text, found := strings.Cut(err.Error(), "SyntaxError: ")
		if !found {
			text = err.Error()
		}
		l.vm.Throw("SyntaxError", "", "%s", text)
	}
	obj := l.vm.NewError("SyntaxError", "", "%s", se.Message)
	if se.Line > 0 {
		stack := obj.Get("stack")
		text := se.File + ":" + strconv.Itoa(se.Line) + "\n" + se.LineText + "\n" +
			strings.Repeat(" ", max(se.Column-1, 0)) + strings.Repeat("^", max(se.Length, 1)) + "\n\n"
		if stack != nil {
			text += stack.String()
		}
		must(obj.DefineDataProperty("stack", l.vm.Runtime.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	panic(obj)
}

// Package nodepath is the modules path, path/posix and path/win32, in Go: bundles call them often.
package nodepath

import (
	"embed"
	"runtime"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns path, path/posix and path/win32.
func Modules() []node.Module {
	module := func(name, export string) node.Module {
		return node.Module{Name: name, Bind: func(vm *node.VM) goja.Value {
			return vm.Require("internal/path").ToObject(vm.Runtime).Get(export)
		}}
	}
	own := "posix"
	if runtime.GOOS == "windows" {
		own = "win32"
	}
	return []node.Module{
		{Name: "internal/path", Script: node.NewScript(files, "path.js"), Bind: bind},
		{Name: "internal/path/glob", Script: node.NewScript(files, "glob.js")},
		module("path", own),
		module("path/posix", "posix"),
		module("path/win32", "win32"),
	}
}

// flavour is what differs between operating systems.
type flavour interface {
	resolve(paths []string, cwd func() string, driveCwd func(string) string) string
	normalize(path string) string
	isAbsolute(path string) bool
	join(paths []string) string
	// relative and namespaced get paths that resolve made absolute.
	relative(from, to string) string
	namespaced(path, resolved string) string
	dirname(path string) string
	// baseStart is where basename and extname stop looking.
	baseStart(path string) int
	parse(path string) parsed
	isSeparator(c byte) bool
}

func bind(vm *node.VM) goja.Value {
	o := vm.Runtime.NewObject()
	set := func(o *goja.Object, name string, v any) {
		if err := o.Set(name, v); err != nil {
			panic(err)
		}
	}
	set(o, "posix", functions(vm, posix{}))
	set(o, "win32", functions(vm, win32{}))
	return o
}

// functions returns the functions of a flavour in the order of Node's properties.
func functions(vm *node.VM, f flavour) *goja.Object {
	rt := vm.Runtime
	o := rt.NewObject()
	text := func(v goja.Value, name string) string {
		s, ok := v.(goja.String)
		if !ok {
			vm.ThrowCode("ERR_INVALID_ARG_TYPE", name, "string", v)
		}
		return s.String()
	}
	cwd := func() string {
		if vm.Host.Dir == "" {
			return "/"
		}
		return vm.Host.Dir
	}
	driveCwd := func(drive string) string { return vm.Host.Env["="+drive] }
	resolve := func(paths ...string) string { return f.resolve(paths, cwd, driveCwd) }
	define := func(name string, length int, fn node.Func) {
		if err := o.Set(name, vm.Function(name, length, fn)); err != nil {
			panic(err)
		}
	}
	define("resolve", 0, func(call goja.FunctionCall) goja.Value {
		paths := make([]string, len(call.Arguments))
		for i := len(paths) - 1; i >= 0; i-- {
			s, ok := call.Arguments[i].(goja.String)
			if !ok {
				vm.ThrowCode("ERR_INVALID_ARG_TYPE", "paths["+strconv.Itoa(i)+"]", "string", call.Arguments[i])
			}
			paths[i] = s.String()
			if _, ok := f.(posix); ok && f.isAbsolute(paths[i]) {
				return rt.ToValue(resolve(paths[i:]...)) // what an absolute path hides is not even checked
			}
		}
		return rt.ToValue(resolve(paths...))
	})
	define("normalize", 1, func(call goja.FunctionCall) goja.Value {
		return rt.ToValue(f.normalize(text(call.Argument(0), "path")))
	})
	define("isAbsolute", 1, func(call goja.FunctionCall) goja.Value {
		return rt.ToValue(f.isAbsolute(text(call.Argument(0), "path")))
	})
	define("join", 0, func(call goja.FunctionCall) goja.Value {
		paths := make([]string, len(call.Arguments))
		for i, arg := range call.Arguments {
			paths[i] = text(arg, "path")
		}
		return rt.ToValue(f.join(paths))
	})
	define("relative", 2, func(call goja.FunctionCall) goja.Value {
		from, to := text(call.Argument(0), "from"), text(call.Argument(1), "to")
		return rt.ToValue(f.relative(resolve(from), resolve(to)))
	})
	define("toNamespacedPath", 1, func(call goja.FunctionCall) goja.Value {
		s, ok := call.Argument(0).(goja.String)
		if !ok {
			return call.Argument(0)
		}
		return rt.ToValue(f.namespaced(s.String(), resolve(s.String())))
	})
	define("dirname", 1, func(call goja.FunctionCall) goja.Value {
		return rt.ToValue(f.dirname(text(call.Argument(0), "path")))
	})
	define("basename", 2, func(call goja.FunctionCall) goja.Value {
		suffix := ""
		if v := call.Argument(1); !goja.IsUndefined(v) {
			suffix = text(v, "suffix")
		}
		return rt.ToValue(basename(f, text(call.Argument(0), "path"), suffix))
	})
	define("extname", 1, func(call goja.FunctionCall) goja.Value {
		path := text(call.Argument(0), "path")
		from, end := lastPart(path, f.baseStart(path), f.isSeparator)
		if end < 0 {
			return rt.ToValue("")
		}
		_, ext := splitExt(path[from:end])
		return rt.ToValue(ext)
	})
	define("parse", 1, func(call goja.FunctionCall) goja.Value {
		p := f.parse(text(call.Argument(0), "path"))
		out := rt.NewObject()
		for _, field := range [][2]string{{"root", p.root}, {"dir", p.dir}, {"base", p.base}, {"ext", p.ext}, {"name", p.name}} {
			if err := out.Set(field[0], field[1]); err != nil {
				panic(err)
			}
		}
		return out
	})
	return o
}

// basename is path.basename. A suffix that is the whole last part stays, unless it is the whole path.
func basename(f flavour, path, suffix string) string {
	if suffix != "" && suffix == path {
		return ""
	}
	start := f.baseStart(path)
	from, end := lastPart(path, start, f.isSeparator)
	matching := suffix != "" && len(suffix) <= len(path)
	switch {
	case end < 0 && matching:
		return path[start:] // as Node has it: nothing but separators
	case end < 0:
		return ""
	}
	base := path[from:end]
	switch {
	case !matching || base == suffix:
		return base
	case strings.HasSuffix(suffix, base):
		return path[from:] // as Node has it: the suffix goes on to the left, and separators at the end stay
	}
	return strings.TrimSuffix(base, suffix)
}

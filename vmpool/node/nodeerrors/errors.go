// Package nodeerrors has what built-in modules throw and how they check their arguments: Node's error codes with their messages
// (internal/errors), the validators (internal/validators), and the helpers that several modules share (internal/util).
//
// The codes are a table (codes.txt) that is parsed once a process; a VM makes the constructor of a code when a module first reads
// it, so that the 250 codes cost a VM nothing.
package nodeerrors

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed internal
var scripts embed.FS

//go:embed codes.txt
var codesText string

//go:embed uv.txt
var uvText string

// Modules are internal/errors, internal/validators and internal/util.
func Modules() []node.Module {
	return []node.Module{
		{Name: "internal/errors", Script: node.NewScript(scripts, "internal/errors.js"), Bind: bind},
		{Name: "internal/errors/messages", Script: node.NewScript(scripts, "internal/errors/messages.js")},
		{Name: "internal/validators", Script: node.NewScript(scripts, "internal/validators.js")},
		{Name: "internal/util", Script: node.NewScript(scripts, "internal/util.js"), Bind: bindUtil},
	}
}

// code is a row of codes.txt.
type code struct {
	classes string // comma-separated
	message string // "=": computed
}

var codes = sync.OnceValue(func() map[string]code {
	table := map[string]code{}
	for line := range strings.Lines(codesText) {
		name, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if !ok || name == "#" {
			continue
		}
		classes, message, _ := strings.Cut(rest, " ")
		table[name] = code{classes, message}
	}
	return table
})

// UVError is an error of libuv: what the operating system reports, in Node's terms.
type UVError struct {
	// Errno is negative, as libuv numbers them on Linux.
	Errno int
	// Name is the constant's, "ENOENT", and Message its text.
	Name, Message string
}

// UVErrors lists libuv's errors in Node's order (by name, as util.getSystemErrorMap has them).
var UVErrors = sync.OnceValue(func() []UVError {
	var list []UVError
	for line := range strings.Lines(uvText) {
		errno, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.Atoi(errno)
		if !ok || err != nil {
			continue
		}
		name, message, _ := strings.Cut(rest, " ")
		list = append(list, UVError{n, name, message})
	}
	return list
})

// UVErrorNamed is the error whose constant's name is name; the zero UVError when libuv has none.
func UVErrorNamed(name string) UVError {
	for _, e := range UVErrors() {
		if e.Name == name {
			return e
		}
	}
	return UVError{}
}

func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		"classes": func(call goja.FunctionCall) goja.Value {
			if c, ok := codes()[call.Argument(0).String()]; ok {
				return rt.ToValue(c.classes)
			}
			return goja.Undefined()
		},
		"message": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(codes()[call.Argument(0).String()].message)
		},
		"lazy": func(call goja.FunctionCall) goja.Value {
			create, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(rt.NewTypeError("lazy needs a function"))
			}
			return rt.NewDynamicObject(&lazyObject{vm: vm, create: create, values: map[string]goja.Value{}})
		},
		"setHeader": func(call goja.FunctionCall) goja.Value {
			setHeader(rt, call.Argument(0).ToObject(rt), call.Argument(1).String())
			return goja.Undefined()
		},
		"uv": func(call goja.FunctionCall) goja.Value {
			errno := int(call.Argument(0).ToInteger())
			for _, e := range UVErrors() {
				if e.Errno == errno {
					return rt.NewArray(e.Name, e.Message)
				}
			}
			return goja.Undefined()
		},
	})
}

// setHeader makes header the first lines of err's stack and drops the frames of this package from its top, so that the first
// frame is that of the code that was called wrongly.
func setHeader(rt *goja.Runtime, err *goja.Object, header string) {
	stack := ""
	if v := err.Get("stack"); v != nil {
		stack = v.String()
	}
	frames := stack
	for frames != "" {
		line, rest, _ := strings.Cut(frames, "\n")
		trimmed := strings.TrimLeft(line, " \t")
		if strings.HasPrefix(trimmed, "at ") && len(trimmed) < len(line) && !own(trimmed) {
			break
		}
		frames = rest
	}
	text := header
	if frames != "" {
		text += "\n" + strings.TrimSuffix(frames, "\n")
	}
	if err := err.DefineDataProperty("stack", rt.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

var ownScripts = []string{"node:internal/errors", "node:internal/validators", "node:assert:", "node:internal/assert"}

// own reports whether a frame is one of the scripts that make errors, or native code between them.
func own(frame string) bool {
	for _, script := range ownScripts {
		if strings.Contains(frame, script) {
			return true
		}
	}
	return strings.HasSuffix(frame, "(native)")
}

// lazyObject is an object whose properties are made when they are first read.
type lazyObject struct {
	vm     *node.VM
	create goja.Callable
	values map[string]goja.Value
}

// Get makes the value of key, or returns nil where there is none.
func (o *lazyObject) Get(key string) goja.Value {
	if v, ok := o.values[key]; ok {
		return v
	}
	v, err := o.create(goja.Undefined(), o.vm.Runtime.ToValue(key))
	if err != nil {
		o.vm.Rethrow(err)
	}
	if goja.IsUndefined(v) {
		v = nil
	}
	o.values[key] = v
	return v
}

// Set replaces a value.
func (o *lazyObject) Set(key string, v goja.Value) bool {
	o.values[key] = v
	return true
}

// Has reports whether key is there.
func (o *lazyObject) Has(key string) bool { return o.Get(key) != nil }

// Delete is refused.
func (o *lazyObject) Delete(string) bool { return false }

// Keys lists the codes.
func (o *lazyObject) Keys() []string {
	keys := make([]string, 0, len(codes()))
	for key := range codes() {
		keys = append(keys, key)
	}
	return keys
}

var _ goja.DynamicObject = (*lazyObject)(nil)

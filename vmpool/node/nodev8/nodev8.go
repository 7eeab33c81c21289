// Package nodev8 is the module v8: values as bytes in V8's format (version 15), and what the statistics of V8's heap can mean here.
package nodev8

import (
	"embed"
	"runtime"
	"runtime/debug"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns v8.
func Modules() []node.Module {
	return []node.Module{
		{Name: "v8", Script: node.NewScript(files, "v8.js"), Bind: bind},
		{Name: "internal/v8/serialize", Script: node.NewScript(files, "internal_v8_serialize.js"), Bind: bindBytes},
	}
}

func bind(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		// heap() returns [heap from the system, in use, limit], bytes.
		"heap": func(goja.FunctionCall) goja.Value {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return vm.Runtime.NewArray(m.HeapSys, m.HeapAlloc, debug.SetMemoryLimit(-1))
		},
	})
}

func bindBytes(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		"writer": func(goja.FunctionCall) goja.Value { return newWriter(vm) },
		"reader": func(call goja.FunctionCall) goja.Value { return newReader(vm, bytesOf(call.Argument(0))) },
	})
}

// bytesOf returns the bytes of a Buffer, typed array, DataView or ArrayBuffer; they are not copied.
func bytesOf(v goja.Value) []byte {
	switch x := v.Export().(type) {
	case goja.ArrayBuffer:
		return x.Bytes()
	case []byte:
		return x
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	buffer, ok := o.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return nil
	}
	offset := o.Get("byteOffset").ToInteger()
	return buffer.Bytes()[offset : offset+o.Get("byteLength").ToInteger()]
}

// Package webencoding is TextEncoder and TextDecoder (the Encoding standard), atob and btoa.
package webencoding

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

//go:embed *.js
var files embed.FS

// Modules returns internal/encoding (TextEncoder, TextDecoder) and internal/base64 (atob, btoa).
func Modules() []node.Module {
	return []node.Module{
		{
			Name: "internal/encoding", Script: node.NewScript(files, "encoding.js"), Bind: bindEncoding,
			Globals: []node.Global{{Name: "TextEncoder"}, {Name: "TextDecoder"}},
		},
		{
			Name: "internal/base64", Script: node.NewScript(files, "base64.js"), Bind: bindBase64,
			Globals: []node.Global{{Name: "atob", Enumerable: true}, {Name: "btoa", Enumerable: true}},
		},
	}
}

func bindEncoding(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		// encode(string) is a Uint8Array.
		"encode": func(call goja.FunctionCall) goja.Value {
			return vm.Uint8Array(nodebuffer.EncodeString(call.Argument(0), nodebuffer.UTF8))
		},
		// encodeInto(string, bytes) returns how much fits, read * 2³² + written.
		"encodeInto": func(call goja.FunctionCall) goja.Value {
			dest, _ := nodebuffer.Bytes(vm, call.Argument(1))
			read, written := encodeInto(call.Argument(0), dest)
			return rt.ToValue(float64(read)*(1<<32) + float64(written))
		},
		// encodingOf(label) is the encoding's name, or undefined.
		"encodingOf": func(call goja.FunctionCall) goja.Value {
			if name := encodingName(call.Argument(0).String()); name != "" {
				return rt.ToValue(name)
			}
			return goja.Undefined()
		},
		// newDecoder(name, fatal, ignoreBOM)
		"newDecoder": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(newDecoder(call.Argument(0).String(), call.Argument(1).ToBoolean(), call.Argument(2).ToBoolean()))
		},
		// decode(decoder, bytes, stream) is a string, or undefined when the data is wrong and the decoder fatal.
		"decode": func(call goja.FunctionCall) goja.Value {
			d, _ := call.Argument(0).Export().(*decoder)
			b, _ := nodebuffer.Bytes(vm, call.Argument(1))
			out, ok := d.decode(rt, b, call.Argument(2).ToBoolean())
			if !ok {
				return goja.Undefined()
			}
			return out
		},
	})
}

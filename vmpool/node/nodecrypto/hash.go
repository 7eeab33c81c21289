package nodecrypto

import (
	"crypto/hmac"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// hasher is the handle of a Hash or an Hmac. It must have no exported names: JavaScript could call them.
type hasher struct {
	h *hashed
}

// natives are the native functions of one VM.
type natives struct {
	vm *node.VM
}

func (n *natives) hashFuncs() map[string]node.Func {
	return map[string]node.Func{
		"newHash":    n.newHash,
		"copyHash":   n.copyHash,
		"newHmac":    n.newHmac,
		"hashUpdate": n.hashUpdate,
		"hashDigest": n.hashDigest,
		"hash":       n.hashOnce,
		"getHashes": func(goja.FunctionCall) goja.Value {
			return node.Array(n.vm, strings.Fields(hashNames))
		},
		"hasDigest": func(call goja.FunctionCall) goja.Value {
			return n.vm.Runtime.ToValue(findDigest(call.Argument(0).String()) != nil)
		},
	}
}

// newHash makes a handle of an algorithm's name and the output length, which only extendable functions may choose.
func (n *natives) newHash(call goja.FunctionCall) goja.Value {
	d := findDigest(call.Argument(0).String())
	if d == nil {
		n.vm.Throw("Error", "", "Digest method not supported")
	}
	return n.vm.Runtime.ToValue(&hasher{d.start(n.outputLength(d, call.Argument(1)))})
}

func (n *natives) outputLength(d *digest, v goja.Value) int {
	if goja.IsUndefined(v) {
		return d.size
	}
	length := int(v.ToInteger())
	if d.shake == nil && length != d.size {
		panic(n.failure(errNotXOF))
	}
	return length
}

func (n *natives) hasher(v goja.Value) *hasher { return node.Handle[*hasher](n.vm, v) }

func (n *natives) copyHash(call goja.FunctionCall) goja.Value {
	h := n.hasher(call.Argument(0))
	length := h.h.length
	if v := call.Argument(1); !goja.IsUndefined(v) {
		length = int(v.ToInteger())
		if h.h.shake == nil && length != h.h.Size() {
			panic(n.failure(errNotXOF))
		}
	}
	c, err := h.h.clone(length)
	if err != nil {
		n.vm.Rethrow(err)
	}
	return n.vm.Runtime.ToValue(&hasher{c})
}

// newHmac makes a handle of an algorithm's name and the key's bytes.
func (n *natives) newHmac(call goja.FunctionCall) goja.Value {
	d := n.kdfDigest(call.Argument(0))
	return n.vm.Runtime.ToValue(&hasher{&hashed{Hash: hmac.New(d.new, n.bytes(call.Argument(1)))}})
}

// bytes is the memory of a view, an ArrayBuffer or a secret key, or the UTF-8 of a string.
func (n *natives) bytes(v goja.Value) []byte { return n.encoded(v, goja.Undefined()) }

// encoded is bytes, with the encoding of a string given.
func (n *natives) encoded(v, encoding goja.Value) []byte {
	if b, ok := nodebuffer.Bytes(n.vm, v); ok {
		return b
	}
	if _, ok := v.(goja.String); !ok {
		return nil
	}
	enc := nodebuffer.UTF8
	if encoding.ToBoolean() {
		enc, _ = nodebuffer.ParseEncoding(encoding.String())
	}
	return nodebuffer.EncodeString(v, enc)
}

// output is bytes as a Buffer, or as a string where an encoding is asked for.
func (n *natives) output(b []byte, encoding goja.Value) goja.Value {
	if encoding.ToBoolean() {
		if enc, ok := nodebuffer.ParseEncoding(encoding.String()); ok {
			return nodebuffer.DecodeBytes(n.vm.Runtime, b, enc)
		}
	}
	return nodebuffer.New(n.vm, b)
}

func (n *natives) hashUpdate(call goja.FunctionCall) goja.Value {
	n.hasher(call.Argument(0)).h.write(n.encoded(call.Argument(1), call.Argument(2)))
	return goja.Undefined()
}

func (n *natives) hashDigest(call goja.FunctionCall) goja.Value {
	return n.output(n.hasher(call.Argument(0)).h.sum(), call.Argument(1))
}

// hashOnce is crypto.hash(algorithm, data, encoding).
func (n *natives) hashOnce(call goja.FunctionCall) goja.Value {
	d := findDigest(call.Argument(0).String())
	if d == nil {
		n.vm.Throw("Error", "", "Digest method not supported")
	}
	h := d.start(d.size)
	h.write(n.bytes(call.Argument(1)))
	return n.output(h.sum(), call.Argument(2))
}

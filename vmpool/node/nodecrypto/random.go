package nodecrypto

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"math/big"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

func (n *natives) randomFuncs() map[string]node.Func {
	return map[string]node.Func{
		"randomFill": n.randomFill,
		"randomBytes": func(call goja.FunctionCall) goja.Value {
			b := make([]byte, call.Argument(0).ToInteger())
			fillRandom(b)
			return nodebuffer.New(n.vm, b)
		},
		"randomUUID":      func(goja.FunctionCall) goja.Value { return n.vm.Runtime.ToValue(randomUUID()) },
		"timingSafeEqual": n.timingSafeEqual,
		"randomBelow": func(call goja.FunctionCall) goja.Value {
			i, err := rand.Int(rand.Reader, big.NewInt(call.Argument(0).ToInteger()))
			if err != nil {
				n.vm.Rethrow(err)
			}
			return n.vm.Runtime.ToValue(i.Int64())
		},
		"later": n.later,
	}
}

// fillRandom can't fail: crypto/rand ends the process when the system has no randomness.
func fillRandom(b []byte) { _, _ = rand.Read(b) }

// randomFill fills bytes offset to offset+size of a view or ArrayBuffer.
func (n *natives) randomFill(call goja.FunctionCall) goja.Value {
	b := n.bytes(call.Argument(0))
	start, size := int(call.Argument(1).ToInteger()), len(b)
	if v := call.Argument(2); !goja.IsUndefined(v) {
		size = start + int(v.ToInteger())
	}
	fillRandom(b[min(start, len(b)):min(size, len(b))])
	return call.Argument(0)
}

func randomUUID() string {
	var b [16]byte
	fillRandom(b[:])
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	var out [36]byte
	hex.Encode(out[:8], b[:4])
	hex.Encode(out[9:13], b[4:6])
	hex.Encode(out[14:18], b[6:8])
	hex.Encode(out[19:23], b[8:10])
	hex.Encode(out[24:], b[10:])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

func (n *natives) timingSafeEqual(call goja.FunctionCall) goja.Value {
	var args [2][]byte
	for i, name := range []string{"buf1", "buf2"} {
		b, ok := nodebuffer.Bytes(n.vm, call.Argument(i))
		if !ok {
			n.vm.Throw("TypeError", "ERR_INVALID_ARG_TYPE",
				"The \"%s\" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.", name)
		}
		args[i] = b
	}
	if len(args[0]) != len(args[1]) {
		n.vm.Throw("RangeError", "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length")
	}
	return n.vm.Runtime.ToValue(subtle.ConstantTimeCompare(args[0], args[1]) == 1)
}

// later calls a function with the given arguments from the poll phase, as the end of work that took no time.
func (n *natives) later(call goja.FunctionCall) goja.Value {
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(n.vm.Runtime.NewTypeError("later needs a function"))
	}
	args := append([]goja.Value(nil), call.Arguments[1:]...)
	n.vm.Loop.Begin().Done(func() error {
		_, err := f(goja.Undefined(), args...)
		return err
	})
	return goja.Undefined()
}

package nodecrypto

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"encoding/binary"
	"hash"

	"github.com/dop251/goja"
	"golang.org/x/crypto/scrypt"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

func (n *natives) kdfFuncs() map[string]node.Func {
	return map[string]node.Func{
		"pbkdf2": n.derive(6, func(call goja.FunctionCall) func(context.Context) ([]byte, error) {
			d := n.kdfDigest(call.Argument(4))
			password, salt := clone(n.bytes(call.Argument(0))), clone(n.bytes(call.Argument(1)))
			iterations, length := int(call.Argument(2).ToInteger()), int(call.Argument(3).ToInteger())
			return func(ctx context.Context) ([]byte, error) {
				return pbkdf2(ctx, d.new, password, salt, iterations, length)
			}
		}),
		"hkdf": n.derive(6, func(call goja.FunctionCall) func(context.Context) ([]byte, error) {
			d := n.kdfDigest(call.Argument(0))
			key, salt, info := clone(n.bytes(call.Argument(1))), clone(n.bytes(call.Argument(2))), string(n.bytes(call.Argument(3)))
			length := int(call.Argument(4).ToInteger())
			return func(context.Context) ([]byte, error) {
				prk, err := hkdf.Extract(d.new, key, salt)
				if err != nil {
					return nil, err
				}
				return hkdf.Expand(d.new, prk, info, length)
			}
		}),
		"scrypt": n.derive(7, func(call goja.FunctionCall) func(context.Context) ([]byte, error) {
			password, salt := clone(n.bytes(call.Argument(0))), clone(n.bytes(call.Argument(1)))
			length := int(call.Argument(2).ToInteger())
			cost, r, p := int(call.Argument(3).ToInteger()), int(call.Argument(4).ToInteger()), int(call.Argument(5).ToInteger())
			// Memory (and with it time) is bounded by the maxmem option, which the script has checked.
			return func(context.Context) ([]byte, error) { return scrypt.Key(password, salt, cost, r, p, length) }
		}),
		"digestSize": func(call goja.FunctionCall) goja.Value {
			if d := findDigest(call.Argument(0).String()); d != nil {
				return n.vm.Runtime.ToValue(d.size)
			}
			return goja.Undefined()
		},
	}
}

func clone(b []byte) []byte { return append([]byte(nil), b...) }

func (n *natives) kdfDigest(v goja.Value) *digest {
	d := findDigest(v.String())
	if d == nil || d.new == nil {
		n.vm.ThrowCode("ERR_CRYPTO_INVALID_DIGEST", v)
	}
	return d
}

// derive makes a native function of a derivation: it returns an ArrayBuffer, or, when its argument number `callback` (from 1) is a
// function, works off the loop and calls that with (error, ArrayBuffer).
func (n *natives) derive(callback int, prepare func(goja.FunctionCall) func(context.Context) ([]byte, error)) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		work := prepare(call)
		ctx := n.vm.Loop.Context()
		return node.Result(n.vm, call.Argument(callback-1), func() ([]byte, error) { return work(ctx) }, n.arrayBuffer,
			func(err error) goja.Value { return n.vm.Runtime.NewGoError(err) })
	}
}

func (n *natives) arrayBuffer(b []byte) goja.Value {
	return n.vm.Runtime.ToValue(n.vm.Runtime.NewArrayBuffer(b))
}

// pbkdf2 is RFC 8018's, which the standard library has too, but without a way to stop it.
func pbkdf2(ctx context.Context, h func() hash.Hash, password, salt []byte, iterations, length int) ([]byte, error) {
	prf := hmac.New(h, password)
	out := make([]byte, 0, length+prf.Size())
	var counter [4]byte
	u := make([]byte, 0, prf.Size())
	for block := uint32(1); len(out) < length; block++ {
		binary.BigEndian.PutUint32(counter[:], block)
		prf.Reset()
		prf.Write(salt)
		prf.Write(counter[:])
		start := len(out)
		out = prf.Sum(out)
		t := out[start:]
		u = append(u[:0], t...)
		for i := 1; i < iterations; i++ {
			if i%4096 == 0 && ctx != nil && ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			prf.Reset()
			prf.Write(u)
			u = prf.Sum(u[:0])
			for j := range t {
				t[j] ^= u[j]
			}
		}
	}
	return out[:length], nil
}

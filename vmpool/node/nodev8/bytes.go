package nodev8

import (
	"encoding/binary"
	"math"
	"math/big"
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Tags of strings; the others are in internal_v8_serialize.js.
const (
	tagPadding = 0
	tagOneByte = '"'
	tagTwoByte = 'c'
	tagUTF8    = 'S'
)

// writer is the buffer that a Serializer fills.
type writer struct{ data []byte }

func newWriter(vm *node.VM) *goja.Object {
	w := &writer{}
	number := func(f func(float64)) node.Func {
		return func(call goja.FunctionCall) goja.Value {
			f(call.Argument(0).ToFloat())
			return goja.Undefined()
		}
	}
	return vm.Object(map[string]node.Func{
		"byte":   number(func(n float64) { w.data = append(w.data, byte(n)) }),
		"varint": number(func(n float64) { w.data = binary.AppendUvarint(w.data, uint64(n)) }),
		"zigzag": number(func(n float64) {
			i := int32(n)
			w.data = binary.AppendUvarint(w.data, uint64(uint32(i<<1)^uint32(i>>31)))
		}),
		"double": number(func(n float64) {
			if n != n {
				w.data = binary.LittleEndian.AppendUint64(w.data, 0x7ff8<<48) // Go's NaN has another bit set
				return
			}
			w.data = binary.LittleEndian.AppendUint64(w.data, math.Float64bits(n))
		}),
		"uint64": func(call goja.FunctionCall) goja.Value {
			high, low := uint32(call.Argument(0).ToInteger()), uint32(call.Argument(1).ToInteger())
			w.data = binary.AppendUvarint(w.data, uint64(high)<<32|uint64(low))
			return goja.Undefined()
		},
		"string": func(call goja.FunctionCall) goja.Value {
			w.string(call.Argument(0).ToString().(goja.String))
			return goja.Undefined()
		},
		"bytes": func(call goja.FunctionCall) goja.Value {
			w.data = append(w.data, bytesOf(call.Argument(0))...)
			return goja.Undefined()
		},
		"bigint": func(call goja.FunctionCall) goja.Value {
			n, _ := call.Argument(0).Export().(*big.Int)
			w.bigint(n)
			return goja.Undefined()
		},
		"release": func(goja.FunctionCall) goja.Value {
			data := w.data
			w.data = nil
			return vm.Runtime.ToValue(vm.Runtime.NewArrayBuffer(data))
		},
	})
}

func (w *writer) string(s goja.String) {
	n := s.Length()
	units := make([]uint16, n)
	wide := false
	for i := range n {
		units[i] = s.CharAt(i)
		wide = wide || units[i] > 0xff
	}
	if !wide {
		w.data = append(w.data, tagOneByte)
		w.data = binary.AppendUvarint(w.data, uint64(n))
		for _, u := range units {
			w.data = append(w.data, byte(u))
		}
		return
	}
	// The code units begin at an even offset.
	if size := len(binary.AppendUvarint(nil, uint64(2*n))); (len(w.data)+1+size)%2 == 1 {
		w.data = append(w.data, tagPadding)
	}
	w.data = append(w.data, tagTwoByte)
	w.data = binary.AppendUvarint(w.data, uint64(2*n))
	for _, u := range units {
		w.data = binary.LittleEndian.AppendUint16(w.data, u)
	}
}

// bigint writes the length in bytes and the sign as one number, then the digits in 64-bit words.
func (w *writer) bigint(n *big.Int) {
	words := (n.BitLen() + 63) / 64
	head := uint64(words*8) << 1
	if n.Sign() < 0 {
		head |= 1
	}
	w.data = binary.AppendUvarint(w.data, head)
	digits := new(big.Int).Abs(n).FillBytes(make([]byte, words*8))
	for i := len(digits) - 1; i >= 0; i-- {
		w.data = append(w.data, digits[i])
	}
}

// reader is what a Deserializer reads from. Reads past the end set failed.
type reader struct {
	data   []byte
	pos    int
	failed bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data)-r.pos {
		r.failed = true
		return nil
	}
	r.pos += n
	return r.data[r.pos-n : r.pos]
}

func (r *reader) varint() uint64 {
	v, n := binary.Uvarint(r.data[r.pos:])
	if n <= 0 {
		r.failed = true
		return 0
	}
	r.pos += n
	return v
}

func newReader(vm *node.VM, data []byte) *goja.Object {
	r := &reader{data: data}
	rt := vm.Runtime
	get := func(f func() any) node.Func {
		return func(goja.FunctionCall) goja.Value {
			v := f()
			if r.failed {
				return goja.Undefined()
			}
			return rt.ToValue(v)
		}
	}
	return vm.Object(map[string]node.Func{
		"byte": get(func() any {
			if b := r.take(1); b != nil {
				return int(b[0])
			}
			return 0
		}),
		"varint": get(func() any { return int64(r.varint()) }),
		"zigzag": get(func() any {
			v := uint32(r.varint())
			return int32(v>>1) ^ -int32(v&1)
		}),
		"double": get(func() any {
			if b := r.take(8); b != nil {
				return math.Float64frombits(binary.LittleEndian.Uint64(b))
			}
			return 0
		}),
		"uint64": func(goja.FunctionCall) goja.Value {
			v := r.varint()
			if r.failed {
				return goja.Undefined()
			}
			return rt.NewArray(v>>32, v&math.MaxUint32)
		},
		"string": func(call goja.FunctionCall) goja.Value { return r.string(vm, byte(call.Argument(0).ToInteger())) },
		"bytes": func(call goja.FunctionCall) goja.Value {
			b := r.take(int(call.Argument(0).ToInteger()))
			if r.failed {
				return goja.Undefined()
			}
			return rt.ToValue(rt.NewArrayBuffer(append([]byte{}, b...)))
		},
		"bigint": get(func() any {
			head := r.varint()
			b := r.take(int(head >> 1))
			digits := make([]byte, len(b))
			for i := range b {
				digits[len(b)-1-i] = b[i]
			}
			n := new(big.Int).SetBytes(digits)
			if head&1 == 1 {
				n.Neg(n)
			}
			return n
		}),
		"offset": func(goja.FunctionCall) goja.Value { return rt.ToValue(r.pos) },
		"atEnd":  func(goja.FunctionCall) goja.Value { return rt.ToValue(r.pos >= len(r.data)) },
		"peek": func(goja.FunctionCall) goja.Value {
			for r.pos < len(r.data) && r.data[r.pos] == tagPadding {
				r.pos++
			}
			if r.pos >= len(r.data) {
				return rt.ToValue(-1)
			}
			return rt.ToValue(int(r.data[r.pos]))
		},
	})
}

// string reads the rest of a string whose tag was read; undefined when it isn't all there.
func (r *reader) string(vm *node.VM, tag byte) goja.Value {
	b := r.take(int(r.varint()))
	if r.failed {
		return goja.Undefined()
	}
	switch tag {
	case tagUTF8:
		return vm.Runtime.ToValue(string(b))
	case tagOneByte:
		runes := make([]rune, len(b))
		for i, c := range b {
			runes[i] = rune(c)
		}
		return vm.Runtime.ToValue(string(runes))
	}
	units := make([]uint16, len(b)/2)
	lone := false
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
		lone = lone || utf16.IsSurrogate(rune(units[i]))
	}
	if lone {
		return goja.StringFromUTF16(units)
	}
	return vm.Runtime.ToValue(string(utf16.Decode(units)))
}

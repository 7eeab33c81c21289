package nodebuffer

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// binding is what buffer.js gets.
func binding(vm *node.VM) goja.Value {
	m := memoryOf(vm)
	o := vm.Object(map[string]node.Func{
		"setClass": func(call goja.FunctionCall) goja.Value {
			m.class = call.Argument(0).ToObject(vm.Runtime)
			return goja.Undefined()
		},
		"install":     m.install,
		"fromString":  m.fromString,
		"alloc":       m.allocStatic,
		"allocUnsafe": m.allocUnsafe,
		"kind":        func(call goja.FunctionCall) goja.Value { return vm.Runtime.ToValue(m.kind(call.Argument(0))) },
		"transcode":   m.transcode,
		"isUtf8":      m.check(func(b []byte) bool { return utf8.Valid(b) }),
		"isAscii":     m.check(isASCII[[]byte]),
	})
	for _, s := range []method{
		{name: "allocUnsafe", length: 1, f: m.allocUnsafe},
		{name: "byteLength", length: 2, f: m.byteLength},
		{name: "compare", length: 2, f: m.compareStatic},
		{name: "concat", length: 2, f: m.concat},
		{name: "isEncoding", length: 1, f: m.isEncoding},
	} {
		m.set(o, s.name, vm.Function(s.name, s.length, s.f))
	}
	return o
}

// install defines the native methods on Buffer.prototype, enumerable as Node's are.
func (m *memory) install(call goja.FunctionCall) goja.Value {
	proto := call.Argument(0).ToObject(m.vm.Runtime)
	for _, group := range [][]method{m.numberMethods(), m.stringMethods(), m.byteMethods()} {
		for _, meth := range group {
			f := m.vm.Function(meth.name, meth.length, meth.f)
			names := meth.aliases
			if len(names) == 0 || !floatName(meth.name) {
				names = append([]string{meth.name}, names...)
			}
			for _, name := range names {
				m.set(proto, name, f)
			}
		}
	}
	return goja.Undefined()
}

// floatName tells the functions that Buffer.prototype has only under their aliases.
func floatName(name string) bool {
	return len(name) > 8 && (name[len(name)-8:] == "Forwards" || name[len(name)-9:] == "Backwards")
}

// fromString is Buffer.from(string, encoding).
func (m *memory) fromString(call goja.FunctionCall) goja.Value {
	enc := UTF8
	if v := call.Argument(1); isString(v) && v.(goja.String).Length() > 0 {
		enc = m.encoding(v, UTF8)
	}
	return m.pooled(textOf(call.Argument(0)).encode(enc))
}

// pooled is a Buffer of b's content: on the pool when it is small.
func (m *memory) pooled(b []byte) *goja.Object {
	size := m.poolSize()
	if len(b) == 0 || len(b) >= size/2 {
		return New(m.vm, b)
	}
	o, mem := m.small(len(b), size)
	copy(mem, b)
	return o
}

// poolSize is Buffer.poolSize, which programs may set.
func (m *memory) poolSize() int {
	if m.class == nil {
		return poolSize
	}
	if f, ok := number(m.class.Get("poolSize")); ok && f >= 0 && f <= maxAlloc {
		return int(f)
	}
	return poolSize
}

func (m *memory) allocStatic(call goja.FunctionCall) goja.Value {
	return New(m.vm, m.alloc(m.size(call.Argument(0))))
}

func (m *memory) allocUnsafe(call goja.FunctionCall) goja.Value {
	n := m.size(call.Argument(0))
	if size := m.poolSize(); n > 0 && n < size/2 {
		o, _ := m.small(n, size)
		return o
	}
	return New(m.vm, m.alloc(n))
}

func (m *memory) byteLength(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if !isString(v) {
		b, ok := m.bytes(v)
		if !ok {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "string", m.list("string", "Buffer", "ArrayBuffer"), v)
		}
		return m.vm.Runtime.ToValue(len(b))
	}
	enc := UTF8
	if name := call.Argument(1); name.ToBoolean() {
		enc, _ = ParseEncoding(name.String())
	}
	return m.vm.Runtime.ToValue(textOf(v).byteLength(enc))
}

func (m *memory) compareStatic(call goja.FunctionCall) goja.Value {
	a, b := m.bufferArg(call.Argument(0), "buf1"), m.bufferArg(call.Argument(1), "buf2")
	return m.vm.Runtime.ToValue(bytes.Compare(a, b))
}

func (m *memory) isEncoding(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if !isString(v) {
		return m.vm.Runtime.ToValue(false)
	}
	_, ok := ParseEncoding(v.String())
	return m.vm.Runtime.ToValue(ok)
}

func (m *memory) concat(call goja.FunctionCall) goja.Value {
	list, ok := call.Argument(0).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "list", "Array", call.Argument(0))
	}
	n := int(list.Get("length").ToInteger())
	parts := make([][]byte, n)
	sum := 0
	for i := range n {
		name := strconv.Itoa(i)
		v := list.Get(name)
		if v == nil {
			v = goja.Undefined()
		}
		parts[i] = m.bufferArg(v, "list["+name+"]")
		sum += len(parts[i])
	}
	if v := call.Argument(1); !isUndefined(v) && n > 0 {
		sum = m.offset(v, "length", 0, maxSafe)
		if sum > maxLength {
			m.size(v)
		}
	}
	out := m.alloc(sum)
	rest := out
	for _, p := range parts {
		rest = rest[copy(rest, p):]
	}
	if size := m.poolSize(); sum < size/2 {
		return m.pooled(out)
	}
	return New(m.vm, out)
}

// check is isUtf8 or isAscii.
func (m *memory) check(f func([]byte) bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		v := call.Argument(0)
		b, ok := m.bytes(v)
		kind := m.kind(v)
		if !ok || kind == "DataView" {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "input", m.list("ArrayBuffer", "Buffer", "TypedArray"), v)
		}
		if buf, ok := v.Export().(goja.ArrayBuffer); ok && buf.Detached() {
			m.vm.ThrowCode("ERR_INVALID_STATE", "Cannot validate on a detached buffer")
		}
		return m.vm.Runtime.ToValue(f(b))
	}
}

// transcode is buffer.transcode, for the encodings that Node has it for; undefined says that there is no such conversion.
func (m *memory) transcode(call goja.FunctionCall) goja.Value {
	src := m.bufferArg(call.Argument(0), "source")
	from, ok1 := transcodable(call.Argument(1))
	to, ok2 := transcodable(call.Argument(2))
	if len(src) == 0 {
		return New(m.vm, nil)
	}
	if !ok1 || !ok2 {
		return goja.Undefined()
	}
	var u []uint16
	switch from {
	case UTF8:
		u = textOf(decodeUTF8(m.vm.Runtime, src)).utf16()
	case ASCII:
		u = make([]uint16, len(src))
		for i, c := range src {
			u[i] = uint16(c)
			if c >= utf8.RuneSelf {
				u[i] = utf8.RuneError
			}
		}
	default:
		u = textOf(DecodeBytes(m.vm.Runtime, src, from)).utf16()
	}
	if to != Latin1 && to != ASCII {
		return New(m.vm, text{u: u}.encode(to))
	}
	limit := rune(math.MaxUint8)
	if to == ASCII {
		limit = unicodeASCII
	}
	var out []byte
	for _, r := range utf16.Decode(u) {
		if r > limit {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return New(m.vm, out)
}

const unicodeASCII = 0x7F

func transcodable(v goja.Value) (Encoding, bool) {
	enc, ok := ParseEncoding(v.String())
	return enc, ok && enc <= ASCII
}

package nodebuffer

import (
	"math"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// maxString is buffer.constants.MAX_STRING_LENGTH, V8's.
const maxString = 1<<29 - 24

// stringMethods convert between bytes and strings.
func (m *memory) stringMethods() []method {
	out := []method{
		{name: "toString", length: 3, f: m.toString, aliases: []string{"toLocaleString"}},
		{name: "write", length: 4, f: m.writeString},
	}
	for _, e := range []struct {
		name string
		enc  Encoding
	}{{"ascii", ASCII}, {"base64", Base64}, {"base64url", Base64URL}, {"latin1", Latin1}, {"hex", Hex}, {"ucs2", UTF16LE}, {"utf8", UTF8}} {
		out = append(out,
			method{name: e.name + "Slice", f: m.rawSlice(e.enc)},
			method{name: e.name + "Write", f: m.rawWrite(e.name, e.enc)})
	}
	return out
}

// decode is the string of b; longer ones than V8 has are an error.
func (m *memory) decode(b []byte, enc Encoding) goja.Value {
	n := len(b)
	switch enc {
	case Hex:
		n *= 2
	case Base64, Base64URL:
		n = n / 3 * 4
	case UTF16LE:
		n /= 2
	}
	if n > maxString {
		m.vm.Throw("Error", "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x%x characters", maxString)
	}
	return DecodeBytes(m.vm.Runtime, b, enc)
}

func (m *memory) toString(call goja.FunctionCall) goja.Value {
	b := m.this(call)
	if len(call.Arguments) == 0 {
		return m.decode(b, UTF8)
	}
	start, end := 0.0, float64(len(b))
	if v := call.Argument(1); !isUndefined(v) {
		if f := v.ToFloat(); f > 0 {
			start = math.Trunc(f)
		}
	}
	if v := call.Argument(2); !isUndefined(v) {
		if f := v.ToFloat(); !(f > end) {
			end = math.Trunc(f)
		}
	}
	if start >= float64(len(b)) || !(end > start) {
		return m.vm.Runtime.ToValue("")
	}
	return m.decode(b[int(start):int(end)], m.encoding(call.Argument(0), UTF8))
}

// rawSlice is one of the methods that node's C++ adds: utf8Slice(start, end).
func (m *memory) rawSlice(enc Encoding) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		b := m.this(call)
		start, end := m.rawRange(call.Argument(0), call.Argument(1), len(b))
		return m.decode(b[start:end], enc)
	}
}

func (m *memory) rawRange(from, to goja.Value, length int) (start, end int) {
	end = length
	if !isUndefined(from) {
		start = m.rawIndex(from)
	}
	if !isUndefined(to) {
		end = m.rawIndex(to)
	}
	end = max(end, start)
	if end > length {
		m.vm.Throw("RangeError", "ERR_OUT_OF_RANGE", "Index out of range")
	}
	return start, end
}

func (m *memory) rawIndex(v goja.Value) int {
	f := v.ToFloat()
	if f < 0 || f > maxLength {
		m.vm.Throw("RangeError", "ERR_OUT_OF_RANGE", "Index out of range")
	}
	return int(f)
}

// rawWrite is one of the methods that node's C++ adds: utf8Write(string, offset, length).
func (m *memory) rawWrite(name string, enc Encoding) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		b := m.this(call)
		m.stringArg(call.Argument(0))
		offset, length := 0, len(b)
		if v := call.Argument(1); !isUndefined(v) {
			if offset = m.rawIndex(v); offset > len(b) {
				m.vm.Throw("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "\"offset\" is outside of buffer bounds")
			}
		}
		length -= offset
		if v := call.Argument(2); !isUndefined(v) {
			length = min(length, m.rawIndex(v))
		}
		return m.vm.Runtime.ToValue(fill(b[offset:offset+length], textOf(call.Argument(0)), enc))
	}
}

func (m *memory) stringArg(v goja.Value) {
	if !isString(v) {
		m.vm.Throw("TypeError", "ERR_INVALID_ARG_TYPE", "argument must be a string")
	}
}

func (m *memory) writeString(call goja.FunctionCall) goja.Value {
	b := m.this(call)
	str, offset, length, enc := call.Argument(0), call.Argument(1), call.Argument(2), call.Argument(3)
	start, n := 0, len(b)
	switch {
	case isUndefined(offset):
		enc = goja.Undefined()
	case isUndefined(length) && isString(offset):
		enc = offset
	default:
		start = m.offset(offset, "offset", 0, float64(len(b)))
		n = len(b) - start
		switch {
		case isUndefined(length):
		case isString(length):
			enc = length
		default:
			n = min(n, m.offset(length, "length", 0, float64(len(b))))
		}
	}
	e := UTF8
	if enc.ToBoolean() {
		e = m.encoding(enc, UTF8)
	}
	m.stringArg(str)
	return m.vm.Runtime.ToValue(fill(b[start:start+n], textOf(str), e))
}

// fill writes as many whole characters of t as fit into b and returns how many bytes those are.
func fill(b []byte, t text, enc Encoding) int {
	if enc == UTF8 && t.u == nil && len(t.s) <= len(b) {
		return copy(b, t.s)
	}
	src := t.encode(enc)
	if len(src) <= len(b) {
		return copy(b, src)
	}
	n := len(b)
	switch enc {
	case UTF16LE:
		n &^= 1
	case UTF8:
		for n > 0 && src[n]&0xC0 == 0x80 {
			n--
		}
	}
	return copy(b, src[:n])
}

package nodebuffer

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/dop251/goja"
)

// byteMethods are the methods that move and compare bytes.
func (m *memory) byteMethods() []method {
	return []method{
		{name: "copy", length: 4, f: m.copyBytes},
		{name: "equals", length: 1, f: m.equals},
		{name: "compare", length: 5, f: m.compare},
		{name: "indexOf", length: 3, f: m.indexOf(true)},
		{name: "lastIndexOf", length: 3, f: m.indexOf(false)},
		{name: "includes", length: 3, f: func(call goja.FunctionCall) goja.Value {
			return m.vm.Runtime.ToValue(m.find(call, true) >= 0)
		}},
		{name: "fill", length: 4, f: m.fillMethod},
		{name: "toJSON", f: m.toJSON},
		{name: "subarray", length: 2, f: m.subarray},
		{name: "slice", length: 2, f: m.subarray},
		{name: "swap16", f: m.swap(2)},
		{name: "swap32", f: m.swap(4)},
		{name: "swap64", f: m.swap(8)},
	}
}

func (m *memory) copyBytes(call goja.FunctionCall) goja.Value {
	src := m.bufferArg(call.This, "source")
	dst := m.bufferArg(call.Argument(0), "target")
	arg := func(i int, name string, missing, high float64) float64 {
		v := call.Argument(i)
		if isUndefined(v) {
			return missing
		}
		f := integer(v, 0)
		if f < 0 || f > high {
			limit := ">= 0"
			if !math.IsInf(high, 0) {
				limit = fmt.Sprintf(">= 0 && <= %.0f", high)
			}
			m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, limit, m.vm.Runtime.ToValue(f))
		}
		return f
	}
	n := float64(len(src))
	to := arg(1, "targetStart", 0, math.Inf(1))
	from := arg(2, "sourceStart", 0, n)
	end := min(arg(3, "sourceEnd", n, math.Inf(1)), n)
	if to >= float64(len(dst)) || from >= end {
		return m.vm.Runtime.ToValue(0)
	}
	return m.vm.Runtime.ToValue(copy(dst[int(to):], src[int(from):int(end)]))
}

func (m *memory) equals(call goja.FunctionCall) goja.Value {
	a, b := m.this(call), m.bufferArg(call.Argument(0), "otherBuffer")
	return m.vm.Runtime.ToValue(bytes.Equal(a, b))
}

func (m *memory) compare(call goja.FunctionCall) goja.Value {
	a := m.bufferArg(call.This, "source")
	b := m.bufferArg(call.Argument(0), "target")
	if len(call.Arguments) > 1 {
		arg := func(i int, name string, missing int, high float64) int {
			if isUndefined(call.Argument(i)) {
				return missing
			}
			return m.offset(call.Argument(i), name, 0, high)
		}
		bStart := arg(1, "targetStart", 0, maxSafe)
		bEnd := arg(2, "targetEnd", len(b), float64(len(b)))
		aStart := arg(3, "sourceStart", 0, maxSafe)
		aEnd := arg(4, "sourceEnd", len(a), float64(len(a)))
		switch {
		case aStart >= aEnd && bStart >= bEnd:
			return m.vm.Runtime.ToValue(0)
		case aStart >= aEnd:
			return m.vm.Runtime.ToValue(-1)
		case bStart >= bEnd:
			return m.vm.Runtime.ToValue(1)
		}
		a, b = a[aStart:aEnd], b[bStart:bEnd]
	}
	return m.vm.Runtime.ToValue(bytes.Compare(a, b))
}

func (m *memory) fillMethod(call goja.FunctionCall) goja.Value {
	m.fillBytes(m.this(call), call.Argument(0), call.Argument(1), call.Argument(2), call.Argument(3))
	return call.This
}

// fillBytes is buf.fill(value, offset, end, encoding).
func (m *memory) fillBytes(b []byte, value, offset, end, encoding goja.Value) {
	var pattern []byte
	if isString(value) {
		if isUndefined(offset) || isString(offset) {
			encoding, offset = offset, goja.Undefined()
		} else if isString(end) {
			encoding, end = end, goja.Undefined()
		}
		if !isUndefined(encoding) && !isString(encoding) {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "encoding", "string", encoding)
		}
		enc := m.encoding(encoding, UTF8)
		t := textOf(value)
		pattern = t.encode(enc)
		if t.length() == 0 {
			pattern = []byte{0}
		}
	}
	start, stop := 0, len(b)
	if !isUndefined(offset) {
		from := m.inRange(offset, "offset", math.Inf(1))
		to := float64(len(b))
		if !isUndefined(end) {
			to = m.inRange(end, "end", to)
		}
		if from >= to {
			return
		}
		start, stop = int(from), int(to)
	}
	if pattern == nil {
		if p, ok := m.bytes(value); ok && m.kind(value) != "ArrayBuffer" {
			pattern = bytes.Clone(p)
		} else if !isString(value) {
			pattern = []byte{byte(toUint32(value.ToFloat()))}
		}
	}
	if len(pattern) == 0 {
		m.vm.ThrowCode("ERR_INVALID_ARG_VALUE", "value", value)
	}
	b = b[start:stop]
	for n := copy(b, pattern); n < len(b); n *= 2 {
		copy(b[n:], b[:n])
	}
}

// inRange is lib/internal/validators.js's validateNumber(v, name, 0, high).
func (m *memory) inRange(v goja.Value, name string, high float64) float64 {
	f, ok := number(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", name, "number", v)
	}
	if !(f >= 0 && f <= high) {
		limit := ">= 0"
		if !math.IsInf(high, 0) {
			limit = fmt.Sprintf(">= 0 && <= %.0f", high)
		}
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, limit, v)
	}
	return f
}

func (m *memory) toJSON(call goja.FunctionCall) goja.Value {
	b := m.this(call)
	items := make([]any, len(b))
	for i, c := range b {
		items[i] = int64(c)
	}
	o := m.vm.Runtime.NewObject()
	m.set(o, "type", "Buffer")
	m.set(o, "data", m.vm.Runtime.NewArray(items...))
	return o
}

func (m *memory) set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		m.vm.Rethrow(err)
	}
}

func (m *memory) subarray(call goja.FunctionCall) goja.Value {
	b := m.this(call)
	o := call.This.(*goja.Object)
	start := clampIndex(call.Argument(0), len(b), 0)
	end := max(clampIndex(call.Argument(1), len(b), len(b)), start)
	return m.view(o.Get("buffer"), int(o.Get("byteOffset").ToInteger())+start, end-start)
}

func (m *memory) swap(size int) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		b := m.this(call)
		if len(b)%size != 0 {
			m.vm.ThrowCode("ERR_INVALID_BUFFER_SIZE", strconv.Itoa(size*8)+"-bits")
		}
		for i := 0; i < len(b); i += size {
			for j := range size / 2 {
				b[i+j], b[i+size-1-j] = b[i+size-1-j], b[i+j]
			}
		}
		return call.This
	}
}

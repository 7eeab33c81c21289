package nodebuffer

import (
	"bytes"
	"math"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// indexOf is buf.indexOf, or lastIndexOf when forward is false.
func (m *memory) indexOf(forward bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		return m.vm.Runtime.ToValue(m.find(call, forward))
	}
}

func (m *memory) find(call goja.FunctionCall, forward bool) int {
	hay, value, enc := m.this(call), call.Argument(0), call.Argument(2)
	var start float64
	switch off := call.Argument(1); {
	case isString(off):
		enc, start = off, math.NaN()
	default:
		start = math.Trunc(off.ToFloat())
	}
	if math.IsNaN(start) {
		start = 0
		if !forward {
			start = float64(len(hay))
		}
	}
	start = max(min(start, math.MaxInt32), math.MinInt32)
	if f, ok := number(value); ok {
		return search(hay, []byte{byte(toUint32(f))}, int(start), 1, forward)
	}
	if isString(value) {
		e := m.encoding(enc, UTF8)
		return search(hay, textOf(value).encode(e), int(start), unitSize(e), forward)
	}
	needle, ok := m.uint8(value)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "value", m.list("number", "string", "Buffer", "Uint8Array"), value)
	}
	e := UTF8
	if !isUndefined(enc) {
		e, _ = ParseEncoding(enc.String())
	}
	return search(hay, needle, int(start), unitSize(e), forward)
}

func unitSize(e Encoding) int {
	if e == UTF16LE {
		return 2
	}
	return 1
}

func toUint32(f float64) uint32 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return uint32(int64(math.Mod(math.Trunc(f), 1<<32)))
}

// search finds needle in hay at or after (forward) or at or before start, which counts from the end when negative; only at
// multiples of unit. It is -1 when there is none.
func search(hay, needle []byte, start, unit int, forward bool) int {
	n := len(hay)
	if start < 0 {
		start += n
		if start < 0 {
			if !forward && len(needle) > 0 {
				return -1
			}
			start = 0
		}
	}
	if len(needle) == 0 {
		return min(start, n)
	}
	if len(needle) > n || len(needle) < unit || forward && start+len(needle) > n {
		return -1
	}
	if unit == 2 {
		return searchUnits(hay, needle[:len(needle)&^1], start&^1, forward)
	}
	if forward {
		if i := bytes.Index(hay[start:], needle); i >= 0 {
			return start + i
		}
		return -1
	}
	return bytes.LastIndex(hay[:min(start+len(needle), n)], needle)
}

// searchUnits is search for 16-bit units.
func searchUnits(hay, needle []byte, start int, forward bool) int {
	hay = hay[:len(hay)&^1]
	if forward {
		for start <= len(hay)-len(needle) {
			i := bytes.Index(hay[start:], needle)
			if i < 0 {
				return -1
			}
			if (start+i)%2 == 0 {
				return start + i
			}
			start += i + 1
		}
		return -1
	}
	for end := min(start+len(needle), len(hay)); end >= len(needle); {
		i := bytes.LastIndex(hay[:end], needle)
		if i < 0 || i%2 == 0 {
			return i
		}
		end = i + len(needle) - 1
	}
	return -1
}

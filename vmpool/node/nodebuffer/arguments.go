package nodebuffer

import (
	"fmt"
	"math"
	"reflect"

	"github.com/dop251/goja"
)

// number is the value of a primitive number.
func number(v goja.Value) (float64, bool) {
	if _, isObject := v.(*goja.Object); isObject || v == nil {
		return 0, false
	}
	switch t := v.ExportType(); {
	case t == nil:
		return 0, false
	case t.Kind() == reflect.Int64:
		return float64(v.ToInteger()), true
	case t.Kind() == reflect.Float64:
		return v.ToFloat(), true
	}
	return 0, false
}

func isString(v goja.Value) bool {
	_, ok := v.(goja.String)
	return ok
}

func isUndefined(v goja.Value) bool { return v == nil || goja.IsUndefined(v) }

// this is the memory of the receiver, which must be a Uint8Array or another view.
func (m *memory) this(call goja.FunctionCall) []byte {
	b, ok := m.bytes(call.This)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "buffer", m.list("Buffer", "TypedArray", "DataView"), call.This)
	}
	return b
}

func (m *memory) list(items ...any) goja.Value { return m.vm.Runtime.NewArray(items...) }

// bufferArg is the memory of an argument that must be a Uint8Array.
func (m *memory) bufferArg(v goja.Value, name string) []byte {
	b, ok := m.uint8(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", name, m.list("Buffer", "Uint8Array"), v)
	}
	return b
}

// offset checks an integer argument as lib/buffer.js's validateOffset does.
func (m *memory) offset(v goja.Value, name string, low, high float64) int {
	f, ok := number(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", name, "number", v)
	}
	if f != math.Trunc(f) || math.IsInf(f, 0) {
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, "an integer", v)
	}
	if f < low || f > high {
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, fmt.Sprintf(">= %.0f && <= %.0f", low, high), v)
	}
	return int(f)
}

const maxSafe = 1<<53 - 1

// size checks the size of an allocation.
func (m *memory) size(v goja.Value) int {
	f, ok := number(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "size", "number", v)
	}
	if !(f >= 0 && f <= maxLength) {
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", "size", fmt.Sprintf(">= 0 && <= %d", maxLength), v)
	}
	return int(f)
}

// encoding is an encoding argument; missing is what undefined means.
func (m *memory) encoding(v goja.Value, missing Encoding) Encoding {
	if isUndefined(v) {
		return missing
	}
	enc, ok := ParseEncoding(v.String())
	if !ok {
		m.vm.ThrowCode("ERR_UNKNOWN_ENCODING", v)
	}
	return enc
}

// integer is Node's toInteger: floor, with a default for what is no number.
func integer(v goja.Value, missing float64) float64 {
	f := v.ToFloat()
	if !(f >= -maxSafe && f <= maxSafe) {
		return missing
	}
	return math.Floor(f)
}

// clampIndex is an index argument of slice and subarray: negative counts from the end.
func clampIndex(v goja.Value, length int, missing int) int {
	if isUndefined(v) {
		return missing
	}
	f := math.Trunc(v.ToFloat())
	switch {
	case math.IsNaN(f):
		return 0
	case f < 0:
		return int(max(f+float64(length), 0))
	}
	return int(min(f, float64(length)))
}

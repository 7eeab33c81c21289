package nodebuffer

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"reflect"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// method is a function of Buffer.prototype.
type method struct {
	name    string
	length  int
	f       node.Func
	aliases []string
}

// numberMethods are read… and write… of all numbers.
func (m *memory) numberMethods() []method {
	var out []method
	add := func(name, alias string, length int, f node.Func) {
		meth := method{name: name, length: length, f: f}
		if alias != "" {
			meth.aliases = []string{alias}
		}
		out = append(out, meth)
	}
	for _, end := range []struct {
		name   string
		little bool
	}{{"LE", true}, {"BE", false}} {
		add("readBigUInt64"+end.name, "readBigUint64"+end.name, 0, m.readBig(end.little, false))
		add("readBigInt64"+end.name, "", 0, m.readBig(end.little, true))
		add("writeBigUInt64"+end.name, "writeBigUint64"+end.name, 1, m.writeBig(end.little, false))
		add("writeBigInt64"+end.name, "", 1, m.writeBig(end.little, true))
		add("readUInt"+end.name, "readUint"+end.name, 2, m.readSized(end.little, false))
		add("readInt"+end.name, "", 2, m.readSized(end.little, true))
		add("writeUInt"+end.name, "writeUint"+end.name, 3, m.writeSized(end.little, false))
		add("writeInt"+end.name, "", 3, m.writeSized(end.little, true))
		for _, size := range []int{2, 4} {
			bits := fmt.Sprint(size*8) + end.name
			add("readUInt"+bits, "readUint"+bits, 0, m.readInt(size, end.little, false))
			add("readInt"+bits, "", 0, m.readInt(size, end.little, true))
			add("writeUInt"+bits, "writeUint"+bits, 1, m.writeInt(size, end.little, false))
			add("writeInt"+bits, "", 1, m.writeInt(size, end.little, true))
		}
	}
	add("readUInt8", "readUint8", 0, m.readInt(1, true, false))
	add("readInt8", "", 0, m.readInt(1, true, true))
	add("writeUInt8", "writeUint8", 1, m.writeInt(1, true, false))
	add("writeInt8", "", 1, m.writeInt(1, true, true))
	return append(out, m.floatMethods()...)
}

// floatMethods are named as in Node on little-endian machines.
func (m *memory) floatMethods() []method {
	float32Of := func(u uint64) float64 { return float64(math.Float32frombits(uint32(u))) }
	bits32 := func(f float64) uint64 { return uint64(math.Float32bits(float32(f))) }
	return []method{
		{name: "readFloatForwards", f: m.readFloat(4, true, float32Of), aliases: []string{"readFloatLE"}},
		{name: "readFloatBackwards", f: m.readFloat(4, false, float32Of), aliases: []string{"readFloatBE"}},
		{name: "readDoubleForwards", f: m.readFloat(8, true, math.Float64frombits), aliases: []string{"readDoubleLE"}},
		{name: "readDoubleBackwards", f: m.readFloat(8, false, math.Float64frombits), aliases: []string{"readDoubleBE"}},
		{name: "writeFloatForwards", length: 1, f: m.writeFloat(4, true, bits32), aliases: []string{"writeFloatLE"}},
		{name: "writeFloatBackwards", length: 1, f: m.writeFloat(4, false, bits32), aliases: []string{"writeFloatBE"}},
		{name: "writeDoubleForwards", length: 1, f: m.writeFloat(8, true, float64Bits), aliases: []string{"writeDoubleLE"}},
		{name: "writeDoubleBackwards", length: 1, f: m.writeFloat(8, false, float64Bits), aliases: []string{"writeDoubleBE"}},
	}
}

// float64Bits writes NaN as V8 does: Go's has its last bit set.
func float64Bits(f float64) uint64 {
	if math.IsNaN(f) {
		return 0x7FF8 << 48
	}
	return math.Float64bits(f)
}

// load reads up to eight bytes.
func load(b []byte, little bool) uint64 {
	switch {
	case len(b) == 4 && little:
		return uint64(binary.LittleEndian.Uint32(b))
	case len(b) == 8 && little:
		return binary.LittleEndian.Uint64(b)
	}
	var u uint64
	if little {
		for i := len(b) - 1; i >= 0; i-- {
			u = u<<8 | uint64(b[i])
		}
	} else {
		for _, c := range b {
			u = u<<8 | uint64(c)
		}
	}
	return u
}

func store(b []byte, u uint64, little bool) {
	if little {
		for i := range b {
			b[i] = byte(u)
			u >>= 8
		}
	} else {
		for i := len(b) - 1; i >= 0; i-- {
			b[i] = byte(u)
			u >>= 8
		}
	}
}

func signExtend(u uint64, size int) int64 {
	shift := 64 - 8*size
	return int64(u<<shift) >> shift
}

// at is the size bytes at the offset argument v of b, or the error that Node throws.
func (m *memory) at(b []byte, v goja.Value, size int) []byte {
	if isUndefined(v) {
		v = m.vm.Runtime.ToValue(0)
	}
	f, ok := number(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "offset", "number", v)
	}
	if off := int(f); float64(off) == f && off >= 0 && off+size <= len(b) {
		return b[off : off+size]
	}
	m.bounds(v, f, len(b)-size, "offset", 0)
	return nil
}

// bounds throws as lib/internal/buffer.js's boundsError does.
func (m *memory) bounds(v goja.Value, f float64, high int, name string, low int) {
	if math.Floor(f) != f {
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, "an integer", v)
	}
	if high < 0 {
		m.vm.ThrowCode("ERR_BUFFER_OUT_OF_BOUNDS")
	}
	m.vm.ThrowCode("ERR_OUT_OF_RANGE", name, fmt.Sprintf(">= %d and <= %d", low, high), v)
}

// width is the byteLength argument of readIntLE and its kin.
func (m *memory) width(v goja.Value) int {
	f, ok := number(v)
	if !ok {
		m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "byteLength", "number", v)
	}
	if f != math.Trunc(f) || f < 1 || f > 6 {
		m.bounds(v, f, 6, "byteLength", 1)
	}
	return int(f)
}

func (m *memory) integer(u uint64, size int, signed bool) goja.Value {
	if signed {
		return m.vm.Runtime.ToValue(signExtend(u, size))
	}
	return m.vm.Runtime.ToValue(int64(u))
}

func (m *memory) readInt(size int, little, signed bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		b := m.at(m.this(call), call.Argument(0), size)
		return m.integer(load(b, little), size, signed)
	}
}

func (m *memory) readSized(little, signed bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		if isUndefined(call.Argument(0)) {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "offset", "number", goja.Undefined())
		}
		size := m.width(call.Argument(1))
		b := m.at(m.this(call), call.Argument(0), size)
		return m.integer(load(b, little), size, signed)
	}
}

// after is the offset behind the written bytes, which the write methods return.
func (m *memory) after(offset goja.Value, size int) goja.Value {
	if isUndefined(offset) {
		return m.vm.Runtime.ToValue(size)
	}
	return m.vm.Runtime.ToValue(offset.ToInteger() + int64(size))
}

func (m *memory) writeInt(size int, little, signed bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		buf := m.this(call)
		m.write(buf, call.Argument(0), call.Argument(1), size, little, signed)
		return m.after(call.Argument(1), size)
	}
}

func (m *memory) writeSized(little, signed bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		size := m.width(call.Argument(2))
		offset := call.Argument(1)
		if isUndefined(offset) {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "offset", "number", offset)
		}
		m.write(m.this(call), call.Argument(0), offset, size, little, signed)
		return m.after(offset, size)
	}
}

func (m *memory) write(buf []byte, value, offset goja.Value, size int, little, signed bool) {
	f := value.ToFloat()
	low, high := 0.0, math.Ldexp(1, 8*size)-1
	if signed {
		low, high = -math.Ldexp(1, 8*size-1), math.Ldexp(1, 8*size-1)-1
	}
	if f < low || f > high {
		if _, ok := number(offset); size == 1 && !ok && !isUndefined(offset) {
			m.vm.ThrowCode("ERR_INVALID_ARG_TYPE", "offset", "number", offset)
		}
		m.vm.ThrowCode("ERR_OUT_OF_RANGE", "value", valueRange(low, high, size, signed), m.vm.Runtime.ToValue(f))
	}
	b := m.at(buf, offset, size)
	if math.IsNaN(f) {
		f = 0
	}
	store(b, uint64(int64(f)), little)
}

func valueRange(low, high float64, size int, signed bool) string {
	switch {
	case size <= 4:
		return fmt.Sprintf(">= %.0f and <= %.0f", low, high)
	case signed:
		return fmt.Sprintf(">= -(2 ** %d) and < 2 ** %[1]d", size*8-1)
	}
	return fmt.Sprintf(">= 0 and < 2 ** %d", size*8)
}

func (m *memory) readFloat(size int, little bool, decode func(uint64) float64) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		return m.vm.Runtime.ToValue(decode(load(m.at(m.this(call), call.Argument(0), size), little)))
	}
}

func (m *memory) writeFloat(size int, little bool, encode func(float64) uint64) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		f := call.Argument(0).ToFloat()
		store(m.at(m.this(call), call.Argument(1), size), encode(f), little)
		return m.after(call.Argument(1), size)
	}
}

func (m *memory) readBig(little, signed bool) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		u := load(m.at(m.this(call), call.Argument(0), 8), little)
		if signed {
			return m.vm.Runtime.ToValue(big.NewInt(int64(u)))
		}
		return m.vm.Runtime.ToValue(new(big.Int).SetUint64(u))
	}
}

func (m *memory) writeBig(little, signed bool) node.Func {
	low, high := big.NewInt(0), new(big.Int).SetUint64(math.MaxUint64)
	text := ">= 0n and < 2n ** 64n"
	if signed {
		low, high = big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64)
		text = ">= -(2n ** 63n) and < 2n ** 63n"
	}
	lowest, _ := new(big.Float).SetInt(low).Float64()
	beyond, _ := new(big.Float).SetInt(high).Float64() // rounded up to the power of two
	return func(call goja.FunctionCall) goja.Value {
		value := call.Argument(0)
		if isUndefined(value) || value.ExportType() != bigType {
			// Node compares before it computes, and comparing is allowed between the types.
			if f := value.ToFloat(); !isUndefined(value) && (f < lowest || f >= beyond) {
				m.vm.ThrowCode("ERR_OUT_OF_RANGE", "value", text, value)
			}
			m.vm.Throw("TypeError", "", "Cannot mix BigInt and other types, use explicit conversions")
		}
		n := value.Export().(*big.Int)
		if n.Cmp(low) < 0 || n.Cmp(high) > 0 {
			m.vm.ThrowCode("ERR_OUT_OF_RANGE", "value", text, value)
		}
		b := m.at(m.this(call), call.Argument(1), 8)
		u := n.Uint64()
		if n.Sign() < 0 {
			u = uint64(n.Int64())
		}
		store(b, u, little)
		return m.after(call.Argument(1), 8)
	}
}

var bigType = reflect.TypeFor[*big.Int]()

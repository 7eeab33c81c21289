package nodebuffer

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

const (
	// maxLength is buffer.constants.MAX_LENGTH: above it a size is a RangeError.
	maxLength = 1 << 32
	// maxAlloc is what one allocation gets here at most; more throws ERR_MEMORY_ALLOCATION_FAILED, as when malloc fails in
	// Node, because Go's allocator would end the process.
	maxAlloc = 1 << 30
	// poolSize is the initial Buffer.poolSize.
	poolSize = 8 << 10
)

// memory makes the Buffers of one VM.
type memory struct {
	vm        *node.VM
	construct goja.Constructor // Uint8Array
	isView    goja.Callable    // ArrayBuffer.isView
	class     *goja.Object     // Buffer, whose prototype the instances get

	pool      goja.Value // ArrayBuffer that small Buffers share
	poolBytes []byte
	poolUsed  int
}

type memoryKey struct{}

func memoryOf(vm *node.VM) *memory {
	return node.Shared(vm, memoryKey{}, func() *memory {
		m := &memory{vm: vm}
		global := vm.Runtime.GlobalObject()
		class := global.Get("Uint8Array").ToObject(vm.Runtime)
		if guarded, ok := class.Export().(goja.Proxy); ok { // the size guard of package es; alloc has its own
			class = guarded.Target()
		}
		m.construct, _ = goja.AssertConstructor(class)
		m.isView, _ = goja.AssertFunction(global.Get("ArrayBuffer").ToObject(vm.Runtime).Get("isView"))
		return m
	})
}

// New returns a Buffer that aliases b.
func New(vm *node.VM, b []byte) *goja.Object {
	return memoryOf(vm).view(vm.Runtime.ToValue(vm.Runtime.NewArrayBuffer(b)), 0, len(b))
}

// view is a Buffer on part of an ArrayBuffer.
func (m *memory) view(buffer goja.Value, offset, length int) *goja.Object {
	if m.class == nil {
		m.vm.Require("buffer")
	}
	o, err := m.construct(m.class, buffer, m.vm.Runtime.ToValue(offset), m.vm.Runtime.ToValue(length))
	if err != nil {
		m.vm.Rethrow(err)
	}
	return o
}

// alloc returns n zero bytes.
func (m *memory) alloc(n int) []byte {
	if n > maxAlloc {
		m.vm.Throw("RangeError", "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory")
	}
	return make([]byte, n)
}

// small is a Buffer of n bytes on the pool, n at most half of it. Its bytes are zero: Go's memory is.
func (m *memory) small(n, size int) (*goja.Object, []byte) {
	if m.pool == nil || len(m.poolBytes)-m.poolUsed < n {
		m.poolBytes, m.poolUsed = make([]byte, size), 0
		m.pool = m.vm.Runtime.ToValue(m.vm.Runtime.NewArrayBuffer(m.poolBytes))
	}
	start := m.poolUsed
	m.poolUsed = (start + n + 7) &^ 7 // aligned, as typed arrays on it need
	return m.view(m.pool, start, n), m.poolBytes[start : start+n : start+n]
}

// Bytes is the memory of an ArrayBuffer or of a view on one (a Buffer, any typed array, a DataView), not copied. It reports false
// for other values; a detached buffer has no bytes.
func Bytes(vm *node.VM, v goja.Value) ([]byte, bool) { return memoryOf(vm).bytes(v) }

func (m *memory) bytes(v goja.Value) (b []byte, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return nil, false
	}
	t := o.ExportType()
	switch {
	case t == bytesType: // a Buffer, most likely
		return exportBytes(o), true
	case t == arrayBufferType:
		return o.Export().(goja.ArrayBuffer).Bytes(), true
	case t == nil:
		return nil, false
	case t.Kind() == reflect.Slice && isNumber(t.Elem().Kind()): // typed arrays, and Go slices that are none
	case t.Kind() == reflect.Map: // a DataView looks like an object
		if is, err := m.isView(goja.Undefined(), v); err != nil || !is.ToBoolean() {
			return nil, false
		}
	default:
		return nil, false
	}
	defer func() {
		if recover() != nil { // goja slices the detached memory
			b, ok = nil, true
		}
	}()
	if err := m.vm.Runtime.ExportTo(o, &b); err != nil {
		return nil, false
	}
	return b, true
}

// exportBytes is the memory of a Uint8Array, nil when it is detached: goja then panics.
func exportBytes(o *goja.Object) (b []byte) {
	defer func() { _ = recover() }()
	b, _ = o.Export().([]byte)
	return b
}

var arrayBufferType = reflect.TypeFor[goja.ArrayBuffer]()

func isNumber(k reflect.Kind) bool {
	return k >= reflect.Int8 && k <= reflect.Float64 && k != reflect.Uint
}

// kind is the name of v's typed array class, "ArrayBuffer", "DataView", or empty.
func (m *memory) kind(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return ""
	}
	t := o.ExportType()
	if t == arrayBufferType {
		return "ArrayBuffer"
	}
	if t == nil || !(t.Kind() == reflect.Map || t.Kind() == reflect.Slice && isNumber(t.Elem().Kind())) {
		return ""
	}
	if is, err := m.isView(goja.Undefined(), v); err != nil || !is.ToBoolean() {
		return ""
	}
	if tag := o.GetSymbol(goja.SymToStringTag); tag != nil {
		return tag.String()
	}
	return ""
}

// uint8 is the bytes of a Uint8Array; false for anything else.
func (m *memory) uint8(v goja.Value) ([]byte, bool) {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == bytesType {
		return m.bytes(v)
	}
	return nil, false
}

var bytesType = reflect.TypeFor[[]byte]()

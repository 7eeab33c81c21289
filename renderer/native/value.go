package native

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// kind is what typeof says, with null apart.
type kind uint8

const (
	kUndefined kind = iota
	kNull
	kBool
	kNumber
	kBigInt
	kString
	kSymbol
	kObject
	kFunction
)

var (
	typeBool  = reflect.TypeFor[bool]()
	typeInt   = reflect.TypeFor[int64]()
	typeFloat = reflect.TypeFor[float64]()
)

func kindOf(v goja.Value) kind {
	switch o := v.(type) {
	case nil:
		return kUndefined
	case goja.String:
		return kString
	case *goja.Object:
		if isFunction(o) {
			return kFunction
		}
		return kObject
	case *goja.Symbol:
		return kSymbol
	}
	switch {
	case goja.IsUndefined(v):
		return kUndefined
	case goja.IsNull(v):
		return kNull
	}
	switch v.ExportType() {
	case typeBool:
		return kBool
	case typeInt, typeFloat:
		return kNumber
	}
	return kBigInt
}

// isFunction is typeof v === "function".
func isFunction(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	switch o.ClassName() {
	case "Function":
		return true
	case "Array":
		return false
	} // goja's async functions are of the class Object
	_, ok = goja.AssertFunction(o)
	return ok
}

// isNullish is v == null.
func isNullish(v goja.Value) bool {
	return v == nil || goja.IsUndefined(v) || goja.IsNull(v)
}

// isArray is Array.isArray, but for proxies of arrays.
func isArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && o.ClassName() == "Array"
}

// valueKindOf is kindOf for a value of compiled code.
func valueKindOf(v compiled.Value) kind {
	switch o := v.Ref.(type) {
	case nil:
		return kUndefined
	case string, *compiled.Text:
		return kString
	case *goja.Object:
		if isFunction(o) {
			return kFunction
		}
		return kObject
	case *compiled.Function:
		return kFunction
	case *goja.Symbol:
		return kSymbol
	}
	switch {
	case v.IsNumber():
		return kNumber
	case v.IsBool():
		return kBool
	case v.IsNull():
		return kNull
	}
	if _, ok := v.Ref.(goja.Value); ok {
		return kBigInt
	}
	return kObject
}

func isEmptyString(v compiled.Value) bool {
	s, ok := v.Ref.(string)
	return ok && s == ""
}

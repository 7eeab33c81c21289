package nodeutil

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

// kindOf is what an object is by its internal slots, whatever its prototype says: "Map", "Uint8Array", "AsyncFunction", "Map Iterator"
// and so on; "Number", "String", "Boolean", "Symbol" and "BigInt" for boxed primitives, "Arguments", "Proxy", and "Object" for the rest.
//
// goja's ClassName tells only some of them apart, so the name of the object's implementation type, which reflection may read,
// decides; TestKinds holds both together when goja changes.
func kindOf(o *goja.Object) string {
	if o.ExportType() == proxyType {
		return "Proxy"
	}
	class := o.ClassName() // also resolves goja's lazily made objects
	impl := implementation(o)
	if kind, ok := kindNames[impl]; ok {
		return kind
	}
	switch {
	case impl == "typedArrayObject":
		return typedArrayKind(o)
	case impl == "primitiveValueObject" && class == "Object":
		if _, ok := o.Export().(*big.Int); ok {
			return "BigInt"
		}
		return "Symbol"
	}
	return class
}

// kindNames are the implementations whose class goja gives as "Object" or "Function".
var kindNames = map[string]string{
	"arrayBufferObject":         "ArrayBuffer",
	"argumentsObject":           "Arguments",
	"asyncArrowFuncObject":      "AsyncFunction",
	"asyncFuncObject":           "AsyncFunction",
	"asyncMethodFuncObject":     "AsyncFunction",
	"classFuncObject":           "Class",
	"dataViewObject":            "DataView",
	"generatorFuncObject":       "GeneratorFunction",
	"generatorMethodFuncObject": "GeneratorFunction",
	"generatorObject":           "Generator",
	"mapIterObject":             "Map Iterator",
	"mapObject":                 "Map",
	"Promise":                   "Promise",
	"setIterObject":             "Set Iterator",
	"setObject":                 "Set",
	"weakMapObject":             "WeakMap",
	"weakSetObject":             "WeakSet",
}

func typedArrayKind(o *goja.Object) string {
	array := field(o, "typedArray")
	if array.IsValid() {
		if t := array.Elem().Type(); t.Kind() == reflect.Pointer {
			if name, ok := typedArrayNames[t.Elem().Name()]; ok {
				return name
			}
		}
	}
	return "Uint8Array"
}

var typedArrayNames = map[string]string{
	"uint8Array": "Uint8Array", "uint8ClampedArray": "Uint8ClampedArray", "int8Array": "Int8Array", "uint16Array": "Uint16Array",
	"int16Array": "Int16Array", "uint32Array": "Uint32Array", "int32Array": "Int32Array", "float32Array": "Float32Array",
	"float64Array": "Float64Array", "bigInt64Array": "BigInt64Array", "bigUint64Array": "BigUint64Array",
}

// implementation is the name of the Go type behind an object.
func implementation(o *goja.Object) string {
	self := reflect.ValueOf(o).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() {
		return ""
	}
	t := self.Elem().Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}

// field is a field of the Go struct behind an object, or the zero Value.
func field(o *goja.Object, name string) reflect.Value {
	self := reflect.ValueOf(o).Elem().FieldByName("self")
	if !self.IsValid() || self.Kind() != reflect.Interface || self.IsNil() || self.Elem().Kind() != reflect.Pointer {
		return reflect.Value{}
	}
	s := self.Elem().Elem()
	if s.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return s.FieldByName(name)
}

var proxyType = reflect.TypeFor[goja.Proxy]()

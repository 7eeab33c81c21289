package renderer

import (
	"encoding/base64"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"time"

	"github.com/dop251/goja"
)

// Loader data reaches the browser as JSON, in which an object with the only key "$" stands for what JSON can't say:
//
//	{"$":"undefined"}, "NaN", "Infinity", "-Infinity", "-0"
//	{"$":["bigint","12"]}, ["Date",ms], ["RegExp",source,flags], ["URL",href], ["Map",[k,v,…]], ["Set",[…]],
//	["Error",name,message,{…}], ["bytes",kind,base64], ["null",{…}] (an object without a prototype), ["promise",id],
//	["ref",n] (the n-th object of this text, counted where each begins)
//
// Other keys that begin with "$" get one more of it. The reader is runtime/data.js. Objects that occur twice stay one, cycles
// included. What can't be sent is an error that names its path.

// unserializableError is a value that can't be sent to the browser.
type unserializableError struct {
	path string // as JavaScript would write it: props.items[3].onClick
	what string
}

func (e *unserializableError) Error() string {
	return fmt.Sprintf("%s is %s, which can't be sent to the browser: give components plain objects, arrays, dates, maps, sets and promises of them", e.path, e.what)
}

// encoder writes one text. It must run where JavaScript may run: getters and proxies do.
type encoder struct {
	rt  *goja.Runtime
	buf []byte
	// deferred is called with a promise that was found, and where, and returns its id; nil refuses promises.
	deferred func(promise *goja.Object, path string) int
	// proto is Object.prototype.
	proto *goja.Object
	seen  map[*goja.Object]int
	err   *unserializableError
}

// crumb is a step of the way to a value; it lives on the stack.
type crumb struct {
	up    *crumb
	path  string // all of the way so far, at its beginning
	name  string // a property
	index int    // or an element
	call  string // or what a method of a collection gave: "keys()", "values()"
}

func (c *crumb) String() string {
	if c == nil {
		return ""
	}
	path := c.up.String()
	switch {
	case c.path != "":
		return c.path
	case c.call != "":
		return path + "." + c.call + "[" + strconv.Itoa(c.index) + "]"
	case c.name == "":
		return path + "[" + strconv.Itoa(c.index) + "]"
	case !identifier(c.name):
		return path + "[" + strconv.Quote(c.name) + "]"
	case path == "":
		return c.name
	}
	return path + "." + c.name
}

func identifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || r == '$' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || i > 0 && '0' <= r && r <= '9') {
			return false
		}
	}
	return s != ""
}

// encode returns the text of a value found at path; the properties of a value without a path begin their own. Exceptions
// of getters pass through as panics.
func encode(rt *goja.Runtime, path string, v goja.Value, deferred func(promise *goja.Object, path string) int) ([]byte, error) {
	e := &encoder{rt: rt, deferred: deferred, seen: map[*goja.Object]int{}}
	e.proto = rt.NewObject().Prototype()
	var root *crumb
	if path != "" {
		root = &crumb{path: path}
	}
	e.value(root, v)
	if e.err != nil {
		return nil, e.err
	}
	return e.buf, nil
}

func (e *encoder) fail(at *crumb, format string, args ...any) {
	if e.err == nil {
		e.err = &unserializableError{at.String(), fmt.Sprintf(format, args...)}
	}
}

func (e *encoder) raw(s string) { e.buf = append(e.buf, s...) }

func (e *encoder) value(at *crumb, v goja.Value) {
	switch x := v.(type) {
	case nil:
		e.raw(`{"$":"undefined"}`)
		return
	case *goja.Object:
		e.object(at, x)
		return
	case *goja.Symbol:
		e.fail(at, "a symbol")
		return
	case goja.String:
		e.buf = appendJSONString(e.buf, x)
		return
	}
	switch {
	case goja.IsUndefined(v):
		e.raw(`{"$":"undefined"}`)
		return
	case goja.IsNull(v):
		e.raw("null")
		return
	}
	switch x := v.Export().(type) {
	case bool:
		e.buf = strconv.AppendBool(e.buf, x)
	case int64:
		e.buf = strconv.AppendInt(e.buf, x, 10)
	case float64:
		e.number(x, v)
	case *big.Int:
		e.raw(`{"$":["bigint","`)
		e.buf = x.Append(e.buf, 10)
		e.raw(`"]}`)
	default:
		e.fail(at, "a %T", x)
	}
}

func (e *encoder) number(x float64, v goja.Value) {
	switch {
	case math.IsNaN(x):
		e.raw(`{"$":"NaN"}`)
	case math.IsInf(x, 1):
		e.raw(`{"$":"Infinity"}`)
	case math.IsInf(x, -1):
		e.raw(`{"$":"-Infinity"}`)
	case x == 0 && math.Signbit(x):
		e.raw(`{"$":"-0"}`)
	default:
		e.raw(v.String()) // JavaScript's shortest form, which is JSON
	}
}

func (e *encoder) object(at *crumb, o *goja.Object) {
	if n, ok := e.seen[o]; ok {
		e.raw(`{"$":["ref",`)
		e.buf = strconv.AppendInt(e.buf, int64(n), 10)
		e.raw("]}")
		return
	}
	switch o.ClassName() {
	case "Array":
		e.mark(o)
		e.array(at, o)
	case "Function":
		e.fail(at, "a function")
	case "Date":
		e.mark(o)
		e.raw(`{"$":["Date",`)
		if t, ok := o.Export().(time.Time); ok {
			e.buf = strconv.AppendInt(e.buf, t.UnixMilli(), 10)
		} else {
			e.raw("null")
		}
		e.raw("]}")
	case "RegExp":
		e.mark(o)
		e.raw(`{"$":["RegExp",`)
		e.value(at, o.Get("source"))
		e.raw(",")
		e.value(at, o.Get("flags"))
		e.raw("]}")
	case "Error":
		e.mark(o)
		e.errorObject(at, o)
	default:
		e.other(at, o)
	}
}

// mark gives an object the number that references to it have. The reader numbers them in the same order.
func (e *encoder) mark(o *goja.Object) { e.seen[o] = len(e.seen) }

// other writes what has no class of its own in the engine: plain objects, and instances of a few classes of the platform.
func (e *encoder) other(at *crumb, o *goja.Object) {
	proto := o.Prototype()
	switch {
	case proto == nil:
		e.mark(o)
		e.raw(`{"$":["null",`)
		e.properties(at, o)
		e.raw("]}")
		return
	case proto == e.proto:
		if tag := o.Get("$$typeof"); tag != nil {
			if _, ok := tag.(*goja.Symbol); ok {
				e.fail(at, "a React element")
				return
			}
		}
		e.mark(o)
		e.properties(at, o)
		return
	}
	switch o.ExportType() {
	case promiseType:
		if e.deferred == nil {
			e.fail(at, "a promise")
			return
		}
		id := e.deferred(o, at.String())
		e.mark(o)
		e.raw(`{"$":["promise",`)
		e.buf = strconv.AppendInt(e.buf, int64(id), 10)
		e.raw("]}")
		return
	case bufferType:
		e.mark(o)
		e.bytes("ArrayBuffer", o.Export().(goja.ArrayBuffer).Bytes())
		return
	}
	name := e.constructorName(o)
	if (name == "Map" || name == "Set" || name == "URL") && e.isInstance(o, name) {
		e.mark(o)
		if name != "URL" {
			e.collection(at, o, name)
			return
		}
		e.raw(`{"$":["URL",`)
		e.value(at, o.Get("href"))
		e.raw("]}")
		return
	}
	if kind, data, ok := typedArray(o); ok {
		e.mark(o)
		e.bytes(kind, data)
		return
	}
	if name == "" {
		e.fail(at, "an object with a prototype of its own")
		return
	}
	e.fail(at, "an instance of %s", name)
}

// isInstance reports whether o is an instance of the global class, and of no class that extends it.
func (e *encoder) isInstance(o *goja.Object, class string) bool {
	c, ok := e.rt.GlobalObject().Get(class).(*goja.Object)
	return ok && c.Get("prototype") == goja.Value(o.Prototype())
}

func (e *encoder) constructorName(o *goja.Object) string {
	constructor, ok := o.Get("constructor").(*goja.Object)
	if !ok {
		return ""
	}
	name, ok := constructor.Get("name").(goja.String)
	if !ok {
		return ""
	}
	return name.String()
}

func (e *encoder) bytes(kind string, data []byte) {
	e.raw(`{"$":["bytes","` + kind + `","`)
	e.buf = base64.StdEncoding.AppendEncode(e.buf, data)
	e.raw(`"]}`)
}

var (
	promiseType = reflect.TypeFor[*goja.Promise]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
)

// typedArray returns what a typed array shows of its buffer (a Node Buffer is a Uint8Array).
func typedArray(o *goja.Object) (kind string, data []byte, ok bool) {
	tag, isString := o.GetSymbol(goja.SymToStringTag).(goja.String)
	if !isString {
		return "", nil, false
	}
	switch kind = tag.String(); kind {
	case "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array":
	default:
		return "", nil, false
	}
	buffer, isObject := o.Get("buffer").(*goja.Object)
	if !isObject {
		return "", nil, false
	}
	if buffer.ExportType() != bufferType {
		return "", nil, false
	}
	from, length := o.Get("byteOffset").ToInteger(), o.Get("byteLength").ToInteger()
	all := buffer.Export().(goja.ArrayBuffer).Bytes()
	if from < 0 || length < 0 || from+length > int64(len(all)) {
		return "", nil, false
	}
	return kind, all[from : from+length], true
}

// array writes holes as undefined.
func (e *encoder) array(at *crumb, o *goja.Object) {
	e.raw("[")
	step := crumb{up: at}
	n := int(o.Get("length").ToInteger())
	for i := 0; i < n && e.err == nil; i++ {
		if i > 0 {
			e.raw(",")
		}
		step.index = i
		e.value(&step, o.Get(strconv.Itoa(i)))
	}
	e.raw("]")
}

func (e *encoder) properties(at *crumb, o *goja.Object) {
	e.raw("{")
	step := crumb{up: at}
	for i, key := range o.Keys() {
		if e.err != nil {
			return
		}
		if i > 0 {
			e.raw(",")
		}
		e.raw(`"`)
		if key != "" && key[0] == '$' {
			e.raw("$")
		}
		e.buf = appendEscaped(e.buf, key)
		e.raw(`":`)
		step.name = key
		e.value(&step, o.Get(key))
	}
	e.raw("}")
}

func (e *encoder) collection(at *crumb, o *goja.Object, kind string) {
	e.raw(`{"$":["` + kind + `",[`)
	keys, values := crumb{up: at, call: "keys()"}, crumb{up: at, call: "values()"}
	n := 0
	e.rt.ForOf(o, func(item goja.Value) bool {
		if n > 0 {
			e.raw(",")
		}
		keys.index, values.index = n, n
		n++
		if kind == "Set" {
			e.value(&values, item)
			return e.err == nil
		}
		pair := item.ToObject(e.rt)
		e.value(&keys, pair.Get("0"))
		e.raw(",")
		e.value(&values, pair.Get("1"))
		return e.err == nil
	})
	e.raw("]]}")
}

// errorObject writes name, message, cause and errors, but no stack: that is not for visitors.
func (e *encoder) errorObject(at *crumb, o *goja.Object) {
	text := func(key string) {
		if s, ok := o.Get(key).(goja.String); ok {
			e.buf = appendJSONString(e.buf, s)
			return
		}
		e.raw(`""`)
	}
	e.raw(`{"$":["Error",`)
	text("name")
	e.raw(",")
	text("message")
	e.raw(",{")
	step := crumb{up: at}
	first := true
	for _, key := range []string{"cause", "errors"} {
		v := o.Get(key)
		if v == nil {
			continue
		}
		if !first {
			e.raw(",")
		}
		first = false
		e.raw(`"` + key + `":`)
		step.name = key
		e.value(&step, v)
	}
	e.raw("}]}")
}

package es

import (
	"reflect"
	"unicode/utf16"
	"weak"

	"github.com/dop251/goja"
)

type native = func(goja.FunctionCall) goja.Value

// units returns the UTF-16 code units of a string, nil when it is ASCII.
func units(v goja.Value) []uint16 {
	s, ok := v.ToString().(goja.String)
	if !ok {
		return nil
	}
	n := s.Length()
	out := make([]uint16, n)
	wide := false
	for i := range n {
		out[i] = s.CharAt(i)
		wide = wide || out[i] >= 0x80
	}
	if !wide {
		return nil
	}
	return out
}

func surrogateAt(u []uint16, i int) (lone bool, size int) {
	switch c := rune(u[i]); {
	case c < 0xd800 || c > 0xdfff:
		return false, 1
	case c < 0xdc00 && i+1 < len(u) && utf16.IsSurrogate(rune(u[i+1])) && u[i+1] >= 0xdc00:
		return false, 2
	}
	return true, 1
}

// isWellFormed is String.prototype.isWellFormed.
func isWellFormed(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		u := units(call.Argument(0))
		for i := 0; i < len(u); {
			lone, size := surrogateAt(u, i)
			if lone {
				return rt.ToValue(false)
			}
			i += size
		}
		return rt.ToValue(true)
	}
}

// toWellFormed is String.prototype.toWellFormed.
func toWellFormed(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		u := units(call.Argument(0))
		if u == nil {
			return call.Argument(0)
		}
		for i := 0; i < len(u); {
			lone, size := surrogateAt(u, i)
			if lone {
				u[i] = 0xfffd
			}
			i += size
		}
		return goja.StringFromUTF16(u)
	}
}

// captureStack returns the frames of the current call stack as V8 prints them, without the first skip ones of the caller's
// and at most limit.
func captureStack(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		skip, limit := int(call.Argument(0).ToInteger()), int(call.Argument(1).ToInteger())
		frames := rt.CaptureCallStack(0, nil)
		var b []byte
		for i, f := range frames {
			if i < skip {
				continue
			}
			if i-skip >= limit {
				break
			}
			b = append(b, "\n    at "...)
			b = appendFrame(b, &f)
		}
		return rt.ToValue(string(b))
	}
}

func appendFrame(b []byte, f *goja.StackFrame) []byte {
	name := f.FuncName()
	if name == "<anonymous>" || name == "<native>" {
		name = ""
	}
	place := "native"
	if pos := f.Position(); pos.Line > 0 {
		place = pos.String()
	}
	if name == "" {
		return append(b, place...)
	}
	b = append(b, name...)
	b = append(b, " ("...)
	b = append(b, place...)
	return append(b, ')')
}

// awaited returns the function that a script's awaits pass their values through; see prelude.js. What isn't a thenable costs it one
// native call.
func awaited(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		adopt, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			panic(rt.NewTypeError("awaited needs a function"))
		}
		return rt.ToValue(func(call goja.FunctionCall) goja.Value {
			v := call.Argument(0)
			o, ok := v.(*goja.Object)
			if !ok || o.ExportType() == promiseType {
				return v
			}
			then := o.Get("then")
			if _, ok := goja.AssertFunction(then); !ok {
				return v
			}
			promise, err := adopt(goja.Undefined(), v, then)
			if err != nil {
				panic(err)
			}
			return promise
		})
	}
}

var promiseType = reflect.TypeFor[*goja.Promise]()

// weakRef returns a function that gives the target while it is alive.
func weakRef(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		target, ok := call.Argument(0).(*goja.Object)
		if !ok { // a symbol: never collected
			v := call.Argument(0)
			return rt.ToValue(func(goja.FunctionCall) goja.Value { return v })
		}
		ref := weak.Make(target)
		return rt.ToValue(func(goja.FunctionCall) goja.Value {
			if o := ref.Value(); o != nil {
				return o
			}
			return goja.Undefined()
		})
	}
}

func buffer(rt *goja.Runtime, v goja.Value) goja.ArrayBuffer {
	ab, ok := v.Export().(goja.ArrayBuffer)
	if !ok {
		panic(rt.NewTypeError("Receiver is not an ArrayBuffer"))
	}
	return ab
}

// detach is the DetachArrayBuffer operation.
func detach(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		ab := buffer(rt, call.Argument(0))
		ab.Detach()
		return goja.Undefined()
	}
}

// isDetached is the IsDetachedBuffer operation.
func isDetached(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		ab := buffer(rt, call.Argument(0))
		return rt.ToValue(ab.Detached())
	}
}

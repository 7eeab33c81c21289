package es

import (
	"reflect"
	"strings"
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

// captureStack(skip, limit, constructorOpt) returns the frames of the current call stack as goja prints them in an error, without
// the first skip ones and without those above the last call of constructorOpt. None when limit is not positive; how many of them are
// shown is decided when the stack is read.
func captureStack(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		if call.Argument(1).ToInteger() <= 0 {
			return rt.ToValue("")
		}
		frames := rt.CaptureCallStack(maxFrames, nil)
		frames = frames[min(len(frames), int(call.Argument(0).ToInteger())):]
		if f, ok := call.Argument(2).(*goja.Object); ok {
			frames = frames[above(frames, f):]
		}
		var b []byte
		for i := range frames {
			b = append(b, "\n\tat "...)
			b = appendFrame(b, &frames[i])
		}
		return rt.ToValue(string(b))
	}
}

// maxFrames bounds a captured stack: more than any stackTraceLimit in use and the built-ins' own frames.
const maxFrames = 128

// above counts the frames down to the call of f. goja knows no name for the constructors of classes: one that is not found is taken for
// the innermost.
func above(frames []goja.StackFrame, f *goja.Object) int {
	name := ""
	if v := f.Get("name"); v != nil {
		name = v.String()
	}
	for i := range frames {
		if name != "" && frames[i].FuncName() == name {
			return i + 1
		}
	}
	if _, ok := goja.AssertConstructor(f); ok && len(frames) > 0 && strings.HasPrefix(f.String(), "class") {
		return 1
	}
	return 0
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

package compiled

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/fdlibm"
)

var mathOfOne = map[string]func(float64) float64{
	"abs": math.Abs, "ceil": math.Ceil, "floor": math.Floor, "sqrt": math.Sqrt, "trunc": math.Trunc, "round": mathRound,
	"cos": fdlibm.Cos, "sin": fdlibm.Sin, "tan": fdlibm.Tan, "exp": fdlibm.Exp, "log": fdlibm.Log, "atan": fdlibm.Atan,
	"log10": fdlibm.Log10, "log2": fdlibm.Log2,
}

var mathOfTwo = map[string]func(x, y float64) float64{
	"min": mathMin, "max": mathMax, "pow": fdlibm.Pow, "atan2": fdlibm.Atan2,
}

// mathRound is Math.round: halves go up.
func mathRound(x float64) float64 {
	if x != x || math.IsInf(x, 0) || math.Abs(x) >= 1<<52 {
		return x
	}
	f := math.Floor(x)
	if x-f >= 0.5 {
		f++
	}
	return math.Copysign(f, x)
}

func mathMin(x, y float64) float64 {
	switch {
	case x != x || y != y:
		return math.NaN()
	case x == 0 && y == 0 && math.Signbit(y):
		return y
	case y < x:
		return y
	}
	return x
}

func mathMax(x, y float64) float64 {
	switch {
	case x != x || y != y:
		return math.NaN()
	case x == 0 && y == 0 && math.Signbit(x):
		return y
	case y > x:
		return y
	}
	return x
}

// addIntrinsics notes the built-in functions that are done here.
func (r *Realm) addIntrinsics() {
	global := r.rt.GlobalObject()
	add := func(o *goja.Object, name string, f Intrinsic) {
		if fn, ok := o.Get(name).(*goja.Object); ok {
			r.intrinsics[fn] = f
		}
	}
	r.math, _ = global.Get("Math").(*goja.Object)
	r.mathOriginals = map[string]*goja.Object{}
	for _, name := range slices.Concat(keysOf(mathOfOne), keysOf(mathOfTwo)) {
		r.mathOriginals[name], _ = r.math.Get(name).(*goja.Object)
	}
	for name, f := range arrayIntrinsics {
		add(r.arrayProto, name, f)
	}
	for name, f := range stringIntrinsics {
		add(r.stringProto, name, f)
	}
	add(r.numberProto, "toFixed", toFixed)
	add(r.numberProto, "toString", func(r *Realm, this Value, args []Value) (Value, bool) {
		if !this.IsNumber() || len(args) > 0 {
			return Undefined, false
		}
		return Value{Ref: numberString(this.Num)}, true
	})
	add(r.objectProto, "hasOwnProperty", func(r *Realm, this Value, args []Value) (Value, bool) {
		if o, ok := this.Ref.(*Object); ok && o.real == nil && len(args) > 0 {
			if name, ok := args[0].Ref.(string); ok {
				return Bool(o.shape.find(name) >= 0), true
			}
		}
		return Undefined, false
	})
	add(r.functionProto, "call", func(r *Realm, this Value, args []Value) (Value, bool) {
		switch this.Ref.(type) {
		case *Function, *goja.Object:
		default:
			return Undefined, false
		}
		if len(args) == 0 {
			return r.callAny(this, Undefined, nil), true
		}
		return r.callAny(this, args[0], args[1:]), true
	})
	add(r.functionProto, "apply", func(r *Realm, this Value, args []Value) (Value, bool) {
		if _, ok := this.Ref.(*Function); !ok || len(args) != 2 {
			return Undefined, false
		}
		if a, ok := args[1].Ref.(*Array); ok && a.real == nil {
			return r.callAny(this, args[0], slices.Clone(a.items)), true
		}
		return Undefined, false
	})
	add(global, "String", func(r *Realm, _ Value, args []Value) (Value, bool) {
		if len(args) != 1 || !args[0].isPlain() && !args[0].isString() {
			return Undefined, false
		}
		return r.toString(args[0]), true
	})
	add(global, "Number", func(r *Realm, _ Value, args []Value) (Value, bool) {
		if len(args) != 1 || !args[0].isPlain() {
			return Undefined, false
		}
		return Number(r.toNumber(args[0])), true
	})
	add(global, "Boolean", func(_ *Realm, _ Value, args []Value) (Value, bool) {
		return Bool(len(args) > 0 && args[0].Truthy()), true
	})
	if array, ok := global.Get("Array").(*goja.Object); ok {
		add(array, "isArray", func(_ *Realm, _ Value, args []Value) (Value, bool) {
			if len(args) == 1 {
				if _, ok := args[0].Ref.(*Array); ok {
					return True, true
				}
			}
			return Undefined, false
		})
	}
	if object, ok := global.Get("Object").(*goja.Object); ok {
		add(object, "keys", objectList(func(n string, _ Value) Value { return String(n) }))
		add(object, "values", objectList(func(_ string, v Value) Value { return v }))
		add(object, "entries", objectList(func(n string, v Value) Value { return Value{Ref: &Array{items: []Value{String(n), v}}} }))
	}
}

// objectList is Object.keys and its kin for objects that goja has not seen.
func objectList(item func(string, Value) Value) Intrinsic {
	return func(_ *Realm, _ Value, args []Value) (Value, bool) {
		if len(args) != 1 {
			return Undefined, false
		}
		o, ok := args[0].Ref.(*Object)
		if !ok || o.real != nil {
			return Undefined, false
		}
		out := make([]Value, len(o.vals))
		for i, n := range o.shape.names {
			out[i] = item(n, o.vals[i])
		}
		return Value{Ref: &Array{items: out}}, true
	}
}

func keysOf[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

// toFixed is Number.prototype.toFixed for what is exact in Go, too.
func toFixed(_ *Realm, this Value, args []Value) (Value, bool) {
	if !this.IsNumber() || len(args) > 1 || len(args) == 1 && !args[0].IsNumber() {
		return Undefined, false
	}
	digits := 0.0
	if len(args) == 1 {
		digits = truncate(args[0].Num)
	}
	x := this.Num
	if digits < 0 || digits > 100 || x != x || math.Abs(x) >= 1e21 {
		return Undefined, false
	}
	// ECMA-262 takes the larger of two nearest, Go the even one: they differ when x lies exactly between, which only
	// numbers with few binary digits do.
	if scaled := math.Abs(x) * math.Pow(10, digits); scaled < 1<<52 && scaled-math.Floor(scaled) == 0.5 || scaled >= 1<<52 {
		return Undefined, false
	}
	if x == 0 || x < 0 && math.Signbit(x) && math.Round(x*math.Pow(10, digits)) == 0 {
		return Undefined, false // the sign
	}
	return Value{Ref: strconv.FormatFloat(x, 'f', int(digits), 64)}, true
}

// Argument is args[i], undefined when it is missing.
func Argument(args []Value, i int) Value {
	if i < len(args) {
		return args[i]
	}
	return Undefined
}

// position is a relative index: of what slice takes.
func position(v Value, otherwise, n int) (int, bool) {
	if v.IsUndefined() {
		return otherwise, true
	}
	if !v.IsNumber() {
		return 0, false
	}
	x := truncate(v.Num)
	if x < 0 {
		return int(max(0, x+float64(n))), true
	}
	return int(min(x, float64(n))), true
}

var stringIntrinsics = map[string]Intrinsic{
	"repeat": func(r *Realm, this Value, args []Value) (Value, bool) {
		n := Argument(args, 0)
		count := int(n.Num)
		if !n.IsNumber() || n.Num < 0 || n.Num > 1<<16 {
			return Undefined, false
		}
		switch s := this.Ref.(type) {
		case string:
			return Value{Ref: strings.Repeat(s, count)}, true
		case *Text:
			if s.lossy() {
				return Undefined, false
			}
			return String(strings.Repeat(s.utf8(), count)), true
		}
		return Undefined, false
	},
	"charCodeAt": ascii(func(s string, args []Value) (Value, bool) {
		n := Argument(args, 0)
		if !n.IsNumber() && !n.IsUndefined() {
			return Undefined, false
		}
		i := truncate(n.Num)
		if i < 0 || i >= float64(len(s)) {
			return Number(math.NaN()), true
		}
		return Number(float64(s[int(i)])), true
	}),
	"charAt": ascii(func(s string, args []Value) (Value, bool) {
		n := Argument(args, 0)
		if !n.IsNumber() && !n.IsUndefined() {
			return Undefined, false
		}
		i := truncate(n.Num)
		if i < 0 || i >= float64(len(s)) {
			return Value{Ref: ""}, true
		}
		return Value{Ref: s[int(i) : int(i)+1]}, true
	}),
	"slice": ascii(func(s string, args []Value) (Value, bool) {
		from, ok := position(Argument(args, 0), 0, len(s))
		to, ok2 := position(Argument(args, 1), len(s), len(s))
		if !ok || !ok2 {
			return Undefined, false
		}
		return Value{Ref: s[from:max(from, to)]}, true
	}),
	"substring": ascii(func(s string, args []Value) (Value, bool) {
		clamp := func(v Value, otherwise int) (int, bool) {
			if v.IsUndefined() {
				return otherwise, true
			}
			return int(max(0, min(truncate(v.Num), float64(len(s))))), v.IsNumber()
		}
		from, ok := clamp(Argument(args, 0), 0)
		to, ok2 := clamp(Argument(args, 1), len(s))
		if !ok || !ok2 {
			return Undefined, false
		}
		return Value{Ref: s[min(from, to):max(from, to)]}, true
	}),
	"toUpperCase": ascii(func(s string, _ []Value) (Value, bool) { return Value{Ref: strings.ToUpper(s)}, true }),
	"toLowerCase": ascii(func(s string, _ []Value) (Value, bool) { return Value{Ref: strings.ToLower(s)}, true }),
	"trim":        ascii(func(s string, _ []Value) (Value, bool) { return Value{Ref: strings.Trim(s, " \t\n\v\f\r")}, true }),
	"includes":    search(func(s, x string) Value { return Bool(strings.Contains(s, x)) }),
	"startsWith":  search(func(s, x string) Value { return Bool(strings.HasPrefix(s, x)) }),
	"endsWith":    search(func(s, x string) Value { return Bool(strings.HasSuffix(s, x)) }),
	"indexOf":     search(func(s, x string) Value { return Number(float64(strings.Index(s, x))) }),
	"split": ascii(func(s string, args []Value) (Value, bool) {
		sep, ok := Argument(args, 0).Ref.(string)
		if !ok || len(args) != 1 {
			return Undefined, false
		}
		parts := strings.Split(s, sep)
		if s == "" && sep == "" {
			parts = nil
		}
		out := make([]Value, len(parts))
		for i, p := range parts {
			out[i] = Value{Ref: p}
		}
		return Value{Ref: &Array{items: out}}, true
	}),
}

// ascii is a method of ASCII strings.
func ascii(f func(s string, args []Value) (Value, bool)) Intrinsic {
	return func(_ *Realm, this Value, args []Value) (Value, bool) {
		s, ok := this.Ref.(string)
		if !ok {
			return Undefined, false
		}
		return f(s, args)
	}
}

// search is a method of ASCII strings that looks for another.
func search(f func(s, x string) Value) Intrinsic {
	return ascii(func(s string, args []Value) (Value, bool) {
		x, ok := Argument(args, 0).Ref.(string)
		if !ok || len(args) != 1 {
			return Undefined, false
		}
		return f(s, x), true
	})
}

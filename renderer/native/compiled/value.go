package compiled

import (
	"math"
	"reflect"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Value is a JavaScript value outside goja. The zero value is undefined. Numbers and booleans need no allocation.
//
// Ref says what it is: nil is undefined; one of the kinds below, with the number in Num; a string (ASCII); *Text, a string with
// other characters; *Object, *Array, *Function, which goja has not seen yet, or has; a *goja.Object, *goja.Symbol or another goja.Value; or
// an Escaper.
type Value struct {
	Ref any
	Num float64
}

type (
	nullKind   struct{}
	boolKind   struct{}
	numberKind struct{}
	emptyKind  struct{} // a variable before its declaration has run
)

// Escaper is a value of the host's that becomes a goja object when somebody looks at it as one; always the same object.
type Escaper interface {
	ToGoja(r *Realm) *goja.Object
}

// Text is a string with characters beyond ASCII.
type Text struct {
	g    goja.String // its code units; nil until it is needed when s is set
	s    string      // in UTF-8; what g can't be in it is a replacement character
	full bool        // s is set
}

// The constants.
var (
	Undefined = Value{}
	Null      = Value{Ref: (*nullKind)(nil)}
	True      = Value{Ref: (*boolKind)(nil), Num: 1}
	False     = Value{Ref: (*boolKind)(nil)}
	empty     = Value{Ref: (*emptyKind)(nil)}
)

// Number is a number.
func Number(n float64) Value { return Value{Ref: (*numberKind)(nil), Num: n} }

// Bool is a boolean.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// String is a string; s is valid UTF-8.
func String(s string) Value {
	if isASCII(s) {
		return Value{Ref: s}
	}
	return Value{Ref: &Text{s: s, full: true}}
}

// shared is a string that VMs may share.
func shared(s string) Value {
	v := String(s)
	if t, ok := v.Ref.(*Text); ok {
		t.units()
	}
	return v
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (t *Text) utf8() string {
	if !t.full {
		t.s, t.full = t.g.String(), true
	}
	return t.s
}

func (t *Text) units() goja.String {
	if t.g == nil {
		t.g = goja.StringFromUTF16(utf16.Encode([]rune(t.s)))
	}
	return t.g
}

// lossy reports whether the UTF-8 may lack lone surrogates.
func (t *Text) lossy() bool { return t.g != nil && strings.ContainsRune(t.utf8(), utf8.RuneError) }

// IsNumber reports whether v is a number.
func (v Value) IsNumber() bool { _, ok := v.Ref.(*numberKind); return ok }

// IsBool reports whether v is a boolean.
func (v Value) IsBool() bool { _, ok := v.Ref.(*boolKind); return ok }

// IsUndefined reports whether v is undefined.
func (v Value) IsUndefined() bool { return v.Ref == nil }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { _, ok := v.Ref.(*nullKind); return ok }

// IsNullish is v == null.
func (v Value) IsNullish() bool { return v.Ref == nil || v.IsNull() }

// Text is a string's text in UTF-8; false for what is no string.
func (v Value) Text() (string, bool) {
	switch s := v.Ref.(type) {
	case string:
		return s, true
	case *Text:
		return s.utf8(), true
	}
	return "", false
}

// isString reports whether v is a string.
func (v Value) isString() bool {
	switch v.Ref.(type) {
	case string, *Text:
		return true
	}
	return false
}

// Truthy is ToBoolean.
func (v Value) Truthy() bool {
	switch s := v.Ref.(type) {
	case nil, *nullKind:
		return false
	case *boolKind:
		return v.Num != 0
	case *numberKind:
		return v.Num != 0 && v.Num == v.Num
	case string:
		return s != ""
	case *goja.Object, *goja.Symbol, *Text:
		return true
	case goja.Value:
		return s.ToBoolean()
	}
	return true
}

var scratch = goja.New() // makes numbers, which belong to no VM

var (
	typeInt    = reflect.TypeOf(scratch.ToValue(int64(1)))
	typeFloat  = reflect.TypeOf(scratch.ToValue(1.5))
	typeBool   = reflect.TypeOf(scratch.ToValue(true))
	typeASCII  = reflect.TypeOf(scratch.ToValue("a"))
	gojaTrue   = scratch.ToValue(true)
	gojaFalse  = scratch.ToValue(false)
	gojaUndef  = goja.Undefined()
	gojaNull   = goja.Null()
	smallCount = 1024
	smallInts  = makeSmallInts()
)

func makeSmallInts() []goja.Value {
	out := make([]goja.Value, smallCount)
	for i := range out {
		out[i] = scratch.ToValue(int64(i))
	}
	return out
}

// From is a value of goja's. Objects stay goja's.
func From(v goja.Value) Value {
	switch o := v.(type) {
	case nil:
		return Undefined
	case *goja.Object:
		return Value{Ref: o}
	case *goja.Symbol:
		return Value{Ref: o}
	}
	switch reflect.TypeOf(v) {
	case typeInt, typeFloat:
		return Number(v.ToFloat())
	case typeASCII:
		return Value{Ref: v.String()}
	case typeBool:
		return Bool(v == gojaTrue)
	}
	switch {
	case v == gojaUndef:
		return Undefined
	case v == gojaNull:
		return Null
	}
	if s, ok := v.(goja.String); ok {
		text := s.String()
		if isASCII(text) {
			return Value{Ref: text}
		}
		return Value{Ref: &Text{g: s, s: text, full: true}}
	}
	if goja.IsNumber(v) {
		return Number(v.ToFloat())
	}
	return Value{Ref: v}
}

// ToGoja is v for goja: what it has not seen yet becomes an object of its, once.
func (r *Realm) ToGoja(v Value) goja.Value {
	switch x := v.Ref.(type) {
	case nil:
		return gojaUndef
	case *nullKind:
		return gojaNull
	case *boolKind:
		if v.Num != 0 {
			return gojaTrue
		}
		return gojaFalse
	case *numberKind:
		return numberToGoja(v.Num)
	case string:
		return stringToGoja(x)
	case *Text:
		return x.units()
	case *goja.Object:
		return x
	case *Object:
		return x.escape(r)
	case *Array:
		return x.escape(r)
	case *Function:
		return x.escape(r)
	case Escaper:
		return x.ToGoja(r)
	case goja.Value:
		return x
	}
	panic("compiled: a value of no kind")
}

func numberToGoja(n float64) goja.Value {
	if n >= 0 && n < float64(smallCount) {
		if i := int(n); float64(i) == n && (i != 0 || !math.Signbit(n)) {
			return smallInts[i]
		}
	}
	return scratch.ToValue(n)
}

// stringToGoja is an ASCII string that goja need not scan.
func stringToGoja(s string) goja.Value {
	if len(s) <= 16 {
		return scratch.ToValue(s)
	}
	// goja knows that a concatenation of ASCII strings is ASCII, and would scan a plain one at its first use.
	return scratch.ToValue(s[:16]).(goja.String).Concat(longASCII(s[16:]))
}

func longASCII(s string) goja.String {
	v := scratch.ToValue(s).(goja.String)
	v.Length() // scans it
	return v
}

// toGojaAll is ToGoja for arguments.
func (r *Realm) toGojaAll(args []Value) []goja.Value {
	if len(args) == 0 {
		return nil
	}
	out := make([]goja.Value, len(args))
	for i, a := range args {
		out[i] = r.ToGoja(a)
	}
	return out
}

// strictEqual is ===.
func strictEqual(a, b Value) bool {
	switch x := a.Ref.(type) {
	case nil:
		return b.Ref == nil
	case *numberKind:
		return b.IsNumber() && a.Num == b.Num
	case *boolKind:
		return b.IsBool() && a.Num == b.Num
	case *nullKind:
		return b.IsNull()
	case string:
		s, ok := b.Ref.(string)
		return ok && s == x
	case *Text:
		t, ok := b.Ref.(*Text)
		if !ok {
			return false
		}
		if x == t {
			return true
		}
		if x.lossy() || t.lossy() {
			return x.units().StrictEquals(t.units())
		}
		return x.utf8() == t.utf8()
	}
	p, q := identity(a), identity(b)
	if p == q {
		return true
	}
	if g, ok := p.(goja.Value); ok { // BigInts
		if _, isObject := p.(*goja.Object); isObject {
			return false
		}
		if h, ok := q.(goja.Value); ok {
			return g.StrictEquals(h)
		}
	}
	return false
}

// identity is what two references to the same object have in common.
func identity(v Value) any {
	switch x := v.Ref.(type) {
	case *Object:
		if x.real != nil {
			return x.real
		}
	case *Array:
		if x.real != nil {
			return x.real
		}
	case *Function:
		if x.real != nil {
			return x.real
		}
	case interface{ Escaped() *goja.Object }:
		if o := x.Escaped(); o != nil {
			return o
		}
	}
	return v.Ref
}

// SameValue is Object.is.
func SameValue(a, b Value) bool {
	if a.IsNumber() && b.IsNumber() {
		if a.Num != a.Num && b.Num != b.Num {
			return true
		}
		return a.Num == b.Num && math.Signbit(a.Num) == math.Signbit(b.Num)
	}
	return strictEqual(a, b)
}

// NumberText is the text of a number.
func (v Value) NumberText() string { return numberString(v.Num) }

// AppendNumber appends the text of a number.
func (v Value) AppendNumber(dst []byte) []byte { return appendNumber(dst, v.Num) }

// Number is ToNumber of v.
func (r *Realm) Number(v Value) float64 {
	if n, ok := v.plainNumber(); ok {
		return n
	}
	return r.ToGoja(v).ToFloat()
}

// plainNumber is ToNumber of a value that goja need not see for it.
func (v Value) plainNumber() (n float64, ok bool) {
	switch s := v.Ref.(type) {
	case *numberKind, *boolKind:
		return v.Num, true
	case nil:
		return math.NaN(), true
	case *nullKind:
		return 0, true
	case string:
		return scratch.ToValue(s).ToFloat(), true
	case *Text:
		return s.units().ToFloat(), true
	}
	return 0, false
}

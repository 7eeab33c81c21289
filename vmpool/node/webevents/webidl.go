package webevents

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bindWebIDL is the part of internal/webidl that looks into strings.
func bindWebIDL(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		"wellFormed": func(call goja.FunctionCall) goja.Value { return wellFormed(vm.Runtime, call.Argument(0)) },
		// wide(string) is the index of the first code unit above U+00FF, or -1.
		"wide": func(call goja.FunctionCall) goja.Value { return vm.Runtime.ToValue(wide(call.Argument(0))) },
	})
}

var unitsType = reflect.TypeFor[[]uint16]()

// wellFormed is the string v with U+FFFD for each lone surrogate; v itself when it has none.
func wellFormed(rt *goja.Runtime, v goja.Value) goja.Value {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice || !rv.Type().ConvertibleTo(unitsType) {
		if s := v.String(); !utf8.ValidString(s) { // a Go string that wasn't UTF-8
			return rt.ToValue(strings.ToValidUTF8(s, "\uFFFD"))
		}
		return v
	}
	units := rv.Convert(unitsType).Interface().([]uint16) // goja's own memory, after a byte order mark
	if i := loneSurrogate(units, 1); i < 0 {
		return v
	}
	out := append([]uint16(nil), units[1:]...)
	for i := loneSurrogate(out, 0); i >= 0; i = loneSurrogate(out, i+1) {
		out[i] = 0xFFFD
	}
	return goja.StringFromUTF16(out)
}

func wide(v goja.Value) int {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Slice && rv.Type().ConvertibleTo(unitsType) {
		return slices.IndexFunc(rv.Convert(unitsType).Interface().([]uint16)[1:], func(c uint16) bool { return c > 0xFF })
	}
	i := 0
	for _, r := range v.String() {
		if r > 0xFF {
			return i
		}
		i++ // a character up to U+00FF is one code unit
	}
	return -1
}

// loneSurrogate is the index of the first lone surrogate at or after from, or -1.
func loneSurrogate(units []uint16, from int) int {
	for i := from; i < len(units); i++ {
		c := rune(units[i])
		if !utf16.IsSurrogate(c) {
			continue
		}
		if c < 0xDC00 && i+1 < len(units) && units[i+1]&0xFC00 == 0xDC00 {
			i++
			continue
		}
		return i
	}
	return -1
}

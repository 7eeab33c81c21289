package nodeutil

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf16"
	"unsafe"

	"github.com/dop251/goja"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

func bindInspect(vm *node.VM) goja.Value {
	rt := vm.Runtime
	object := func(call goja.FunctionCall) *goja.Object {
		o, _ := call.Argument(0).(*goja.Object)
		return o
	}
	return vm.Object(map[string]node.Func{
		"quote":  func(call goja.FunctionCall) goja.Value { return quote(rt, call.Argument(0)) },
		"escape": func(call goja.FunctionCall) goja.Value { return escape(rt, call.Argument(0)) },
		"width":  func(call goja.FunctionCall) goja.Value { return rt.ToValue(columns(call.Argument(0).String())) },
		// proxy gives [target, handler] of a proxy (nulls when it was revoked), undefined for other objects.
		"proxy": func(call goja.FunctionCall) goja.Value {
			o := object(call)
			if o == nil || o.ExportType() != proxyType {
				return goja.Undefined()
			}
			p := o.Export().(goja.Proxy)
			if p.Target() == nil {
				return rt.NewArray(goja.Null(), goja.Null())
			}
			return rt.NewArray(p.Target(), p.Handler())
		},
		// promise gives [state, result].
		"promise": func(call goja.FunctionCall) goja.Value {
			p, ok := call.Argument(0).Export().(*goja.Promise)
			if !ok {
				return goja.Undefined()
			}
			result := p.Result()
			if result == nil {
				result = goja.Undefined()
			}
			return rt.NewArray(int(p.State()), result)
		},
		// entries gives [items, keyed] of a Map or Set iterator without moving it.
		"entries": func(call goja.FunctionCall) goja.Value {
			items, keyed := iteratorEntries(object(call))
			return rt.NewArray(rt.NewArray(items...), keyed)
		},
		// format is util.format where all arguments are plain, else undefined.
		"format": func(call goja.FunctionCall) goja.Value {
			if text, ok := formatPlain(arguments(object(call))); ok {
				return rt.ToValue(text)
			}
			return goja.Undefined()
		},
		// stack turns the text of a stack trace into V8's form with source-mapped positions.
		"stack": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(stackText(vm, call.Argument(0).String()))
		},
		"hex": func(call goja.FunctionCall) goja.Value {
			buffer, ok := call.Argument(0).Export().(goja.ArrayBuffer)
			if !ok || buffer.Detached() {
				return goja.Undefined()
			}
			data := buffer.Bytes()
			data = data[:min(len(data), int(call.Argument(1).ToInteger()))]
			return rt.ToValue(hexText(data))
		},
		// extraKeys gives the own property names of an array that aren't indices, all or only the enumerable ones.
		"extraKeys": func(call goja.FunctionCall) goja.Value {
			o := object(call)
			names := o.Keys
			if call.Argument(1).ToBoolean() {
				names = o.GetOwnPropertyNames
			}
			return rt.NewArray(extraKeys(names())...)
		},
	})
}

func extraKeys(names []string) []any {
	first := 0
	for first < len(names) && isIndex(names[first]) { // indices come first
		first++
	}
	var extra []any
	for _, name := range names[first:] {
		extra = append(extra, name)
	}
	return extra
}

func isIndex(name string) bool {
	if name == "" || len(name) > 10 || (name[0] == '0' && len(name) > 1) {
		return false
	}
	n, err := strconv.ParseUint(name, 10, 64)
	return err == nil && n < 1<<32-1
}

func hexText(data []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 3*len(data))
	for i, b := range data {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// stackText is a stack trace as V8 prints it.
func stackText(vm *node.VM, stack string) string {
	if !strings.Contains(stack, "\n\tat ") && !strings.Contains(stack, "\n    at ") {
		return strings.TrimSuffix(stack, "\n")
	}
	if vm.Frames != nil {
		return vm.Frames(stack)
	}
	lines := strings.Split(strings.TrimRight(stack, "\n"), "\n")
	for i, line := range lines {
		frame, ok := strings.CutPrefix(line, "\tat ")
		if !ok {
			continue
		}
		// goja writes "f (file:1:2(3))": the last number is its own program counter.
		closing := ""
		if strings.HasSuffix(frame, "))") {
			frame, closing = strings.TrimSuffix(frame, ")"), ")"
		}
		if open := strings.LastIndexByte(frame, '('); open > 0 && strings.HasSuffix(frame, ")") && frame[open-1] != ' ' {
			frame = frame[:open]
		}
		lines[i] = "    at " + frame + closing
	}
	return strings.Join(lines, "\n")
}

// quote writes a string as a literal: in single quotes, or in double quotes or backticks when that saves escapes.
func quote(rt *goja.Runtime, v goja.Value) goja.Value {
	s := v.String()
	q := byte('\'')
	if strings.Contains(s, "'") {
		if !strings.Contains(s, `"`) {
			q = '"'
		} else if !strings.Contains(s, "`") && !strings.Contains(s, "${") {
			q = '`'
		}
	}
	if plain(s, q) {
		return rt.ToValue(string(q) + s + string(q))
	}
	out := []uint16{uint16(q)}
	out = escapeUnits(out, unitsOf(v), uint16(q) == '\'')
	return goja.StringFromUTF16(append(out, uint16(q)))
}

// escape writes control characters, quotes and lone surrogates as escapes.
func escape(rt *goja.Runtime, v goja.Value) goja.Value {
	if plain(v.String(), '\'') {
		return v
	}
	return goja.StringFromUTF16(escapeUnits(nil, unitsOf(v), true))
}

// plain reports whether a string is ASCII without anything to escape.
func plain(s string, q byte) bool {
	for i := range len(s) {
		if c := s[i]; c < 32 || c > 126 || c == '\\' || c == q && q == '\'' {
			return false
		}
	}
	return true
}

func unitsOf(v goja.Value) []uint16 {
	s, ok := v.ToString().(goja.String)
	if !ok {
		return utf16.Encode([]rune(v.String()))
	}
	out := make([]uint16, s.Length())
	for i := range out {
		out[i] = s.CharAt(i)
	}
	return out
}

var shortEscapes = map[uint16]string{8: `\b`, 9: `\t`, 10: `\n`, 12: `\f`, 13: `\r`, '\'': `\'`, '\\': `\\`}

func escapeUnits(out, units []uint16, single bool) []uint16 {
	add := func(s string) {
		for i := range len(s) {
			out = append(out, uint16(s[i]))
		}
	}
	for i := 0; i < len(units); i++ {
		c := units[i]
		short, special := shortEscapes[c]
		switch {
		case special && (c != '\'' || single):
			add(short)
		case c < 32 || c >= 127 && c < 160:
			add(`\x`)
			hex := strings.ToUpper(strconv.FormatUint(uint64(c), 16))
			add(strings.Repeat("0", 2-len(hex)) + hex)
		case c >= 0xd800 && c <= 0xdbff && i+1 < len(units) && units[i+1] >= 0xdc00 && units[i+1] <= 0xdfff:
			out = append(out, c, units[i+1])
			i++
		case c >= 0xd800 && c <= 0xdfff:
			add(`\u` + strconv.FormatUint(uint64(c), 16))
		default:
			out = append(out, c)
		}
	}
	return out
}

// columns is the number of terminal columns of a string without escape sequences: control and combining characters take none,
// East Asian wide ones and emoji two.
func columns(s string) int {
	n := 0
	ascii := true
	for i := range len(s) {
		if s[i] >= 127 {
			ascii = false
			break
		}
		if s[i] >= 32 {
			n++
		}
	}
	if ascii {
		return n
	}
	n = 0
	for _, r := range norm.NFC.String(s) {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 32, r >= 0x7f && r <= 0x9f, r >= 0x300 && r <= 0x36f, r >= 0x200b && r <= 0x200f, r >= 0x20d0 && r <= 0x20ff,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0xfe20 && r <= 0xfe2f, r >= 0xe0100 && r <= 0xe01ef:
		return 0
	case r >= 0x1f300 && r <= 0x1f64f, r >= 0x1f900 && r <= 0x1f9ff:
		return 2
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// iteratorEntries lists what a Map or Set iterator has still to give; keyed says that it gives pairs, which are flattened.
// goja has no door to an iterator's position, so this reads its fields; a goja that lays them out otherwise yields an empty list.
func iteratorEntries(o *goja.Object) (items []any, keyed bool) {
	items = []any{}
	iter := field(o, "iter")
	kind := field(o, "kind")
	if !iter.IsValid() || !kind.IsValid() || iter.Kind() != reflect.Pointer || iter.IsNil() {
		return items, kind.IsValid() && kind.Int() == 2
	}
	isMap := kindOf(o) == "Map Iterator"
	table, entry := iter.Elem().FieldByName("m"), iter.Elem().FieldByName("cur")
	if !table.IsValid() || !entry.IsValid() || table.IsNil() { // the iterator has ended
		return items, kind.Int() == 2
	}
	for !entry.IsNil() && valueOf(entry.Elem().FieldByName("key")) == nil { // deleted: go on from the last one that is there
		entry = entry.Elem().FieldByName("iterPrev")
	}
	if entry.IsNil() {
		entry = table.Elem().FieldByName("iterFirst")
	} else {
		entry = entry.Elem().FieldByName("iterNext")
	}
	for entry.IsValid() && entry.Kind() == reflect.Pointer && !entry.IsNil() {
		key, value := valueOf(entry.Elem().FieldByName("key")), valueOf(entry.Elem().FieldByName("value"))
		if !isMap {
			value = key
		}
		switch {
		case key == nil: // deleted while the iterator stands on it
		case kind.Int() == 0:
			items = append(items, key)
		case kind.Int() == 1:
			items = append(items, value)
		default:
			items = append(items, key, value)
		}
		entry = entry.Elem().FieldByName("iterNext")
	}
	return items, kind.Int() == 2
}

// valueOf reads an unexported field that holds a JavaScript value.
func valueOf(v reflect.Value) goja.Value {
	if !v.IsValid() || !v.CanAddr() || v.IsNil() {
		return nil
	}
	value, _ := reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem().Interface().(goja.Value)
	return value
}

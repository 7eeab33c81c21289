package renderer

import (
	"reflect"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// units is the type that goja's strings outside ASCII are made of, UTF-16 after a byte order mark. The type itself is not exported; its
// slice is reached without a copy through reflection, and where that is not what it used to be, character by character.
var unitsType = reflect.TypeFor[[]uint16]()

const byteOrderMark = 0xFEFF

// unitsOf returns the UTF-16 of a string outside ASCII, or its text when it is in ASCII; exactly one of them is set.
func unitsOf(s goja.String) (units []uint16, ascii string) {
	v := reflect.ValueOf(s)
	switch v.Kind() {
	case reflect.String:
		return nil, v.String()
	case reflect.Slice:
		if v.Type().ConvertibleTo(unitsType) {
			units = v.Convert(unitsType).Interface().([]uint16)
			if len(units) == s.Length()+1 && units[0] == byteOrderMark {
				return units[1:], ""
			}
		}
	}
	units = make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return units, ""
}

// appendText appends a string as UTF-8. As in Node's Buffer.from, half a surrogate pair becomes U+FFFD.
func appendText(dst []byte, s goja.String) []byte {
	units, ascii := unitsOf(s)
	if units == nil {
		return append(dst, ascii...)
	}
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		switch {
		case c < utf8.RuneSelf:
			dst = append(dst, byte(c))
			continue
		case 0xD800 <= c && c < 0xDC00 && i+1 < len(units) && 0xDC00 <= units[i+1] && units[i+1] < 0xE000:
			i++
			c = (c-0xD800)<<10 + rune(units[i]) - 0xDC00 + 0x10000
		}
		dst = utf8.AppendRune(dst, c) // U+FFFD for a surrogate
	}
	return dst
}

// appendChunk appends what React writes: a string, or the bytes of a typed array; anything else as a string.
func appendChunk(dst []byte, v goja.Value) []byte {
	if o, ok := v.(*goja.Object); ok {
		if _, data, ok := typedArray(o); ok {
			return append(dst, data...)
		}
	}
	s, ok := v.(goja.String)
	if !ok {
		s = v.ToString().(goja.String)
	}
	return appendText(dst, s)
}

const hexDigits = "0123456789abcdef"

// appendJSONString appends a string as JSON that may stand in a script: what could end the script, or a line of it, is escaped, and
// so is half a surrogate pair, which JSON can say and UTF-8 can't.
func appendJSONString(dst []byte, s goja.String) []byte {
	dst = append(dst, '"')
	units, ascii := unitsOf(s)
	if units == nil {
		dst = appendEscaped(dst, ascii)
		return append(dst, '"')
	}
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		switch {
		case c < utf8.RuneSelf:
			dst = appendByte(dst, byte(c))
			continue
		case 0xD800 <= c && c < 0xE000:
			if c < 0xDC00 && i+1 < len(units) && 0xDC00 <= units[i+1] && units[i+1] < 0xE000 {
				i++
				c = (c-0xD800)<<10 + rune(units[i]) - 0xDC00 + 0x10000
				break
			}
			dst = appendUnit(dst, units[i])
			continue
		case c == 0x2028 || c == 0x2029:
			dst = appendUnit(dst, units[i])
			continue
		}
		dst = utf8.AppendRune(dst, c)
	}
	return append(dst, '"')
}

// appendEscaped appends the contents of a JSON string; bytes that are not UTF-8 become U+FFFD.
func appendEscaped(dst []byte, s string) []byte {
	plain := 0 // where what needs no escape begins
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if safe(c) {
				i++
				continue
			}
			dst = append(dst, s[plain:i]...)
			dst = appendByte(dst, c)
			i++
			plain = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == 0x2028 || r == 0x2029 {
			dst = append(dst, s[plain:i]...)
			dst = appendUnit(dst, uint16(r))
			i += size
			plain = i
			continue
		}
		i += size
	}
	return append(dst, s[plain:]...)
}

func safe(c byte) bool {
	return c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\'' && c != 0x7f
}

func appendByte(dst []byte, c byte) []byte {
	switch {
	case safe(c):
		return append(dst, c)
	case c == '"' || c == '\\':
		return append(dst, '\\', c)
	case c == '\n':
		return append(dst, '\\', 'n')
	}
	return appendUnit(dst, uint16(c))
}

func appendUnit(dst []byte, u uint16) []byte {
	return append(dst, '\\', 'u', hexDigits[u>>12], hexDigits[u>>8&15], hexDigits[u>>4&15], hexDigits[u&15])
}

// appendQuoted appends a JSON text as a JavaScript string in single quotes. The text is one of ours: nothing in it could end
// the string or the script but backslashes.
func appendQuoted(dst, text []byte) []byte {
	dst = append(dst, '\'')
	for _, c := range text {
		if c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '\'')
}

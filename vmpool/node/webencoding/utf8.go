package webencoding

import (
	"reflect"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

var unitsType = reflect.TypeFor[[]uint16]()

// encodeInto writes as many whole characters of the string v to dest as fit, and returns how many code units it read and how
// many bytes it wrote.
func encodeInto(v goja.Value, dest []byte) (read, written int) {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Slice && rv.Type().ConvertibleTo(unitsType) {
		return encodeUnits(rv.Convert(unitsType).Interface().([]uint16)[1:], dest) // goja's memory, after a byte order mark
	}
	s := v.String()
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if written == len(dest) {
				break
			}
			dest[written] = s[i]
			read, written, i = read+1, written+1, i+1
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if written+utf8.RuneLen(r) > len(dest) {
			break
		}
		written += utf8.EncodeRune(dest[written:], r)
		read, i = read+utf16.RuneLen(r), i+size
	}
	return read, written
}

func encodeUnits(units []uint16, dest []byte) (read, written int) {
	for read < len(units) {
		r, n := rune(units[read]), 1
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if read+1 < len(units) {
				pair = utf16.DecodeRune(r, rune(units[read+1]))
			}
			if r = pair; r != utf8.RuneError {
				n = 2
			}
		}
		if written+utf8.RuneLen(r) > len(dest) {
			break
		}
		written += utf8.EncodeRune(dest[written:], r)
		read += n
	}
	return read, written
}

// incomplete is the length of the sequence at the end of b that more bytes could complete, 0 when there is none.
func incomplete(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if c < 0x80 {
			return 0
		}
		if c < 0xC0 {
			continue // a continuation byte: look for its lead
		}
		if !utf8.FullRune(b[len(b)-n:]) {
			return n
		}
		return 0
	}
	return 0
}

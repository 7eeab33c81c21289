package nodebuffer

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"reflect"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// text is a JavaScript string in whichever form the engine holds it: Go's UTF-8, or UTF-16 when u is not nil. Going
// through goja's String() costs two conversions for every string with a character above U+007F.
type text struct {
	s string
	u []uint16
}

var units = reflect.TypeFor[[]uint16]()

// textOf is v, which must be a string, without copying it. The result must not be changed.
func textOf(v goja.Value) text {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice || !rv.Type().ConvertibleTo(units) {
		return text{s: v.String()} // ASCII, or a string that came from Go
	}
	// goja's own representation of other strings is UTF-16 after a byte order mark.
	u := rv.Convert(units).Interface().([]uint16)
	if len(u) > 0 && u[0] == 0xFEFF {
		return text{u: u[1:]}
	}
	s, ok := v.(goja.String)
	if !ok {
		return text{s: v.String()}
	}
	u = make([]uint16, s.Length())
	for i := range u {
		u[i] = s.CharAt(i)
	}
	return text{u: u}
}

// utf16 is the text in code units.
func (t text) utf16() []uint16 {
	if t.u != nil {
		return t.u
	}
	return utf16.Encode([]rune(t.s))
}

// length is the number of code units.
func (t text) length() int {
	if t.u != nil {
		return len(t.u)
	}
	if isASCII(t.s) {
		return len(t.s)
	}
	n := 0
	for _, r := range t.s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func isASCII[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// EncodeString is the bytes of a JavaScript string in an encoding, as Buffer.from makes them: hex ends at the first character
// that isn't a digit, base64 skips what isn't in its alphabets, lone surrogates become U+FFFD in UTF-8.
func EncodeString(s goja.Value, enc Encoding) []byte { return textOf(s).encode(enc) }

func (t text) encode(enc Encoding) []byte {
	switch enc {
	case UTF8:
		if t.u == nil {
			return []byte(strings.ToValidUTF8(t.s, "\uFFFD"))
		}
		return appendUTF8(make([]byte, 0, len(t.u)+len(t.u)/2), t.u)
	case UTF16LE:
		u := t.utf16()
		out := make([]byte, 2*len(u))
		for i, c := range u {
			binary.LittleEndian.PutUint16(out[2*i:], c)
		}
		return out
	case Latin1, ASCII:
		return t.lowBytes()
	case Hex:
		return t.fromHex()
	default:
		return t.fromBase64()
	}
}

// byteLength is Buffer.byteLength, which for hex and base64 only estimates.
func (t text) byteLength(enc Encoding) int {
	switch enc {
	case UTF8:
		if t.u == nil {
			return len(t.s)
		}
		return utf8Length(t.u)
	case UTF16LE:
		return 2 * t.length()
	case Latin1, ASCII:
		return t.length()
	case Hex:
		return t.length() / 2
	}
	b := t.lowBytes()
	n := len(b)
	for i := 0; i < 2 && n > 0 && b[n-1] == '='; i++ {
		n--
	}
	return n * 3 / 4
}

// lowBytes is the low byte of each code unit.
func (t text) lowBytes() []byte {
	if t.u == nil && isASCII(t.s) {
		return []byte(t.s)
	}
	u := t.utf16()
	out := make([]byte, len(u))
	for i, c := range u {
		out[i] = byte(c)
	}
	return out
}

func (t text) fromHex() []byte {
	b := t.lowBytes() // as in Node, a character above U+00FF counts as its low byte
	b = b[:len(b)&^1]
	n, _ := hex.Decode(b, b) // n is what came before the first bad pair
	return b[:n]
}

// sextets maps the characters of both base64 alphabets; 0x80 marks the others.
var sextets = func() (table [256]byte) {
	for i := range table {
		table[i] = 0x80
	}
	for i := range 64 {
		const std = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		table[std[i]] = byte(i)
	}
	table['-'], table['_'] = 62, 63
	return table
}()

func (t text) fromBase64() []byte {
	b := t.lowBytes()
	if n := len(b); n > 0 && n%4 == 0 {
		out := make([]byte, base64.StdEncoding.DecodedLen(n))
		if m, err := base64.StdEncoding.Decode(out, b); err == nil {
			return out[:m]
		}
	}
	out := make([]byte, 0, len(b)*3/4)
	var acc uint32
	bits := 0
	for _, c := range b {
		v := sextets[c]
		if v == 0x80 {
			if c == '=' {
				break
			}
			continue
		}
		acc = acc<<6 | uint32(v)
		if bits += 6; bits >= 8 {
			bits -= 8
			out = append(out, byte(acc>>bits))
		}
	}
	return out
}

func utf8Length(u []uint16) int {
	n := 0
	for i := 0; i < len(u); i++ {
		switch c := u[i]; {
		case c < 0x80:
			n++
		case c < 0x800:
			n += 2
		case utf16.IsSurrogate(rune(c)) && i+1 < len(u) && pair(c, u[i+1]):
			n += 4
			i++
		default:
			n += 3
		}
	}
	return n
}

// pair reports whether a and b are a high and a low surrogate.
func pair(a, b uint16) bool { return a&0xFC00 == 0xD800 && b&0xFC00 == 0xDC00 }

func appendUTF8(out []byte, u []uint16) []byte {
	for i := 0; i < len(u); i++ {
		switch c := u[i]; {
		case c < 0x80:
			out = append(out, byte(c))
		case c < 0x800:
			out = append(out, 0xC0|byte(c>>6), 0x80|byte(c)&0x3F)
		case utf16.IsSurrogate(rune(c)):
			if i+1 < len(u) && pair(c, u[i+1]) {
				out = utf8.AppendRune(out, utf16.DecodeRune(rune(c), rune(u[i+1])))
				i++
			} else {
				out = append(out, 0xEF, 0xBF, 0xBD)
			}
		default:
			out = append(out, 0xE0|byte(c>>12), 0x80|byte(c>>6)&0x3F, 0x80|byte(c)&0x3F)
		}
	}
	return out
}

// DecodeBytes is the JavaScript string of bytes in an encoding, as buffer.toString gives it.
func DecodeBytes(rt *goja.Runtime, b []byte, enc Encoding) goja.Value {
	switch enc {
	case UTF8:
		return decodeUTF8(rt, b)
	case UTF16LE:
		u := make([]uint16, len(b)/2)
		for i := range u {
			u[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return goja.StringFromUTF16(u)
	case Latin1:
		if isASCII(b) {
			return rt.ToValue(string(b))
		}
		u := make([]uint16, len(b))
		for i, c := range b {
			u[i] = uint16(c)
		}
		return goja.StringFromUTF16(u)
	case ASCII:
		out := make([]byte, len(b))
		for i, c := range b {
			out[i] = c & 0x7F
		}
		return rt.ToValue(string(out))
	case Hex:
		return rt.ToValue(hex.EncodeToString(b))
	case Base64URL:
		return rt.ToValue(base64.RawURLEncoding.EncodeToString(b))
	default:
		return rt.ToValue(base64.StdEncoding.EncodeToString(b))
	}
}

// decodeUTF8 replaces each maximal part of an ill-formed sequence by one U+FFFD (Unicode, 3.9, "U+FFFD Substitution of Maximal
// Subparts"), which neither Go's conversions nor strings.ToValidUTF8 do.
func decodeUTF8(rt *goja.Runtime, b []byte) goja.Value {
	if utf8.Valid(b) {
		return rt.ToValue(string(b))
	}
	out := make([]byte, 0, len(b)+16)
	for len(b) > 0 {
		if r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1 {
			out, b = append(out, b[:n]...), b[n:]
			continue
		}
		out, b = append(out, "\uFFFD"...), b[subpart(b):]
	}
	return rt.ToValue(string(out))
}

// subpart is the length of the maximal subpart of the ill-formed sequence that b starts with.
func subpart(b []byte) int {
	low, high, need := byte(0x80), byte(0xBF), 0
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			low = 0xA0
		} else if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			low = 0x90
		} else if c == 0xF4 {
			high = 0x8F
		}
	}
	n := 1
	for n <= need && n < len(b) && b[n] >= low && b[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n
}

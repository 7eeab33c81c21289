package webencoding

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// encodingName is "get an encoding" of the Encoding standard: the name of the encoding that label stands for, in lower case; empty when
// there is none that can be decoded (the label of the replacement encoding counts as none).
func encodingName(label string) string {
	label = strings.ToLower(strings.Trim(label, "\t\n\f\r "))
	if strings.TrimSpace(label) != label { // htmlindex would trim more
		return ""
	}
	switch label {
	case "unicode11utf8", "unicode20utf8", "x-unicode20utf8": // newer than htmlindex
		return "utf-8"
	case "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff":
		return "utf-16le"
	case "unicodefffe":
		return "utf-16be"
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" {
		return ""
	}
	return name
}

// decoder is the state of a TextDecoder: that of its encoding, and whether the byte order mark is still to come.
type decoder struct {
	name             string
	fatal, ignoreBOM bool

	started bool   // the first character is past
	pending []byte // the beginning of a sequence that the next chunk continues
	legacy  transform.Transformer
	high    uint16 // UTF-16: a high surrogate that waits for the low one; 0: none
}

func newDecoder(name string, fatal, ignoreBOM bool) *decoder {
	return &decoder{name: name, fatal: fatal, ignoreBOM: ignoreBOM}
}

func (d *decoder) reset() {
	d.started, d.pending, d.legacy, d.high = false, nil, nil, 0
}

// decode is TextDecoder's decode. It reports false for wrong data when the decoder is fatal.
func (d *decoder) decode(rt *goja.Runtime, b []byte, stream bool) (goja.Value, bool) {
	if !stream {
		defer d.reset()
	}
	if len(d.pending) > 0 {
		b = append(d.pending, b...)
		d.pending = nil
	}
	var out goja.Value
	var ok bool
	switch d.name {
	case "utf-8":
		out, ok = d.utf8(rt, b, stream)
	case "utf-16le", "utf-16be":
		out, ok = d.utf16(b, stream)
	default:
		out, ok = d.other(rt, b, stream)
	}
	if !ok {
		d.reset()
	}
	return out, ok
}

var utf8BOM = []byte("\uFEFF")

func (d *decoder) utf8(rt *goja.Runtime, b []byte, stream bool) (goja.Value, bool) {
	if stream {
		if n := incomplete(b); n > 0 {
			d.pending = append([]byte(nil), b[len(b)-n:]...)
			b = b[:len(b)-n]
		}
	}
	if len(b) > 0 && !d.started {
		d.started = true
		if !d.ignoreBOM {
			b = bytes.TrimPrefix(b, utf8BOM)
		}
	}
	if d.fatal && !utf8.Valid(b) {
		return nil, false
	}
	return nodebuffer.DecodeBytes(rt, b, nodebuffer.UTF8), true
}

// utf16 is the shared UTF-16 decoder of the standard.
func (d *decoder) utf16(b []byte, stream bool) (goja.Value, bool) {
	out := make([]uint16, 0, len(b)/2+2)
	wrong := false
	lone := func() {
		out, wrong = append(out, 0xFFFD), true
	}
	for ; len(b) >= 2; b = b[2:] {
		c := uint16(b[0]) | uint16(b[1])<<8
		if d.name == "utf-16be" {
			c = c<<8 | c>>8
		}
		if d.high != 0 {
			high := d.high
			d.high = 0
			if utf16.DecodeRune(rune(high), rune(c)) != utf8.RuneError {
				out = append(out, high, c)
				continue
			}
			lone()
		}
		switch {
		case c&0xFC00 == 0xD800:
			d.high = c
		case c&0xFC00 == 0xDC00:
			lone()
		default:
			out = append(out, c)
		}
	}
	switch {
	case stream && len(b) > 0:
		d.pending = append([]byte(nil), b...)
	case !stream && (len(b) > 0 || d.high != 0):
		lone()
	}
	if wrong && d.fatal {
		return nil, false
	}
	if len(out) > 0 && !d.started {
		d.started = true
		if !d.ignoreBOM && out[0] == 0xFEFF {
			out = out[1:]
		}
	}
	return goja.StringFromUTF16(out), true
}

// other is every encoding that golang.org/x/text decodes.
func (d *decoder) other(rt *goja.Runtime, b []byte, stream bool) (goja.Value, bool) {
	if d.legacy == nil {
		d.legacy = transformer(d.name)
	}
	var out []byte
	buf := make([]byte, max(64, 3*len(b)))
	for {
		nDst, nSrc, err := d.legacy.Transform(buf, b, !stream)
		out, b = append(out, buf[:nDst]...), b[nSrc:]
		if err != transform.ErrShortDst {
			break
		}
	}
	if stream && len(b) > 0 {
		d.pending = append([]byte(nil), b...)
	}
	if d.fatal && bytes.Contains(out, []byte("\uFFFD")) {
		return nil, false
	}
	return rt.ToValue(string(out)), true
}

// transformer is the decoder of an encoding that replaces what is wrong and goes on.
func transformer(name string) transform.Transformer {
	switch name {
	case "iso-2022-jp":
		return &iso2022jp{}
	case "iso-8859-8-i": // the same bytes, only their direction differs
		return newSingleByte(charmap.ISO8859_8)
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return encoding.Nop.NewDecoder().Transformer // not reached: encodingName knows the name
	}
	if m, ok := enc.(*charmap.Charmap); ok {
		return newSingleByte(m)
	}
	return enc.NewDecoder().Transformer
}

package es

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// parseJSON(text) is JSON.parse without a reviver, several times as fast as goja's, which goes through encoding/json's tokens. What it
// doesn't take (bad syntax, lone surrogates in the text, very deep nesting) gives undefined, and is left to goja's.
func parseJSON(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		s, ok := call.Argument(0).(goja.String)
		if !ok {
			return goja.Undefined()
		}
		text := s.String()
		if !utf8.ValidString(text) || len(text) != s.Length() && strings.ContainsRune(text, utf8.RuneError) {
			return goja.Undefined()
		}
		p := &jsonReader{rt: rt, text: text}
		p.space()
		v := p.value(0)
		p.space()
		if p.failed || p.at != len(text) {
			return goja.Undefined()
		}
		return v
	}
}

// deepestJSON is how deep values may be nested in each other.
const deepestJSON = 10_000

// jsonReader reads one text. Once it has failed its values mean nothing.
type jsonReader struct {
	rt     *goja.Runtime
	text   string
	at     int
	failed bool
	names  map[string]string // property names, so that those of many objects are one string
}

func (p *jsonReader) fail() goja.Value {
	p.failed = true
	p.at = len(p.text)
	return nil
}

func (p *jsonReader) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// next is the byte that comes next, 0 at the end.
func (p *jsonReader) next() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// after skips space and then c, if that is what comes.
func (p *jsonReader) after(c byte) bool {
	p.space()
	if p.next() != c {
		return false
	}
	p.at++
	return true
}

// value reads a value, before which there is no space.
func (p *jsonReader) value(depth int) goja.Value {
	if depth > deepestJSON {
		return p.fail()
	}
	switch c := p.next(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		s, wide := p.string()
		if wide != nil {
			return goja.StringFromUTF16(wide)
		}
		return p.rt.ToValue(strings.Clone(s)) // a part would keep the whole text
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case c == 't':
		return p.word("true", p.rt.ToValue(true))
	case c == 'f':
		return p.word("false", p.rt.ToValue(false))
	case c == 'n':
		return p.word("null", goja.Null())
	}
	return p.fail()
}

func (p *jsonReader) word(word string, v goja.Value) goja.Value {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return p.fail()
	}
	p.at += len(word)
	return v
}

func (p *jsonReader) array(depth int) goja.Value {
	p.at++
	var items []any
	if !p.after(']') {
		for {
			p.space()
			items = append(items, p.value(depth+1))
			if p.failed {
				return nil
			}
			if p.after(']') {
				break
			}
			if !p.after(',') {
				return p.fail()
			}
		}
	}
	return p.rt.NewArray(items...)
}

func (p *jsonReader) object(depth int) goja.Value {
	p.at++
	o := p.rt.NewObject()
	if p.after('}') {
		return o
	}
	for {
		p.space()
		if p.next() != '"' {
			return p.fail()
		}
		name, wide := p.string()
		if !p.after(':') {
			return p.fail()
		}
		p.space()
		v := p.value(depth + 1)
		if p.failed {
			return nil
		}
		if wide != nil {
			name = goja.StringFromUTF16(wide).String()
			if strings.ContainsRune(name, utf8.RuneError) { // perhaps a lone surrogate, which a Go string can't have
				return p.fail()
			}
		} else {
			name = p.name(name)
		}
		if err := o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			return p.fail()
		}
		if p.after('}') {
			return o
		}
		if !p.after(',') {
			return p.fail()
		}
	}
}

// name is a property's name that keeps nothing of the text.
func (p *jsonReader) name(part string) string {
	if name, ok := p.names[part]; ok {
		return name
	}
	if p.names == nil {
		p.names = map[string]string{}
	}
	name := strings.Clone(part)
	p.names[name] = name
	return name
}

// string reads a string: a part of the text, or, when it has escapes, its code units.
func (p *jsonReader) string() (part string, wide []uint16) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			part = p.text[start:p.at]
			p.at++
			return part, nil
		case c == '\\':
			return "", p.escaped(start)
		case c < ' ':
			p.fail()
			return "", nil
		}
		p.at++
	}
	p.fail()
	return "", nil
}

// escaped reads a string whose first escape comes now.
func (p *jsonReader) escaped(start int) []uint16 {
	out := utf16.Encode([]rune(p.text[start:p.at]))
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			if out == nil {
				out = []uint16{}
			}
			return out
		case c < ' ':
			p.fail()
			return nil
		case c == '\\' && p.at+1 < len(p.text):
			unit, ok := p.escape()
			if !ok {
				p.fail()
				return nil
			}
			out = append(out, unit)
		default:
			r, size := utf8.DecodeRuneInString(p.text[p.at:])
			out = utf16.AppendRune(out, r)
			p.at += size
		}
	}
	p.fail()
	return nil
}

// escape reads a backslash and what it stands for.
func (p *jsonReader) escape() (unit uint16, ok bool) {
	c := p.text[p.at+1]
	p.at += 2
	switch c {
	case '"', '\\', '/':
		return uint16(c), true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'u':
		if p.at+4 > len(p.text) {
			return 0, false
		}
		for _, h := range []byte(p.text[p.at : p.at+4]) {
			digit := hexDigit(h)
			if digit > 15 {
				return 0, false
			}
			unit = unit<<4 | digit
		}
		p.at += 4
		return unit, true
	}
	return 0, false
}

// hexDigit is the value of a digit, more than 15 for what is none.
func hexDigit(c byte) uint16 {
	switch {
	case c >= '0' && c <= '9':
		return uint16(c - '0')
	case c >= 'a' && c <= 'f':
		return uint16(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return uint16(c-'A') + 10
	}
	return 16
}

// number reads a number in JSON's grammar.
func (p *jsonReader) number() goja.Value {
	start := p.at
	if p.next() == '-' {
		p.at++
	}
	if p.next() == '0' {
		p.at++
	} else if !p.digits() {
		return p.fail()
	}
	whole := true
	if p.next() == '.' {
		whole = false
		p.at++
		if !p.digits() {
			return p.fail()
		}
	}
	if c := p.next(); c == 'e' || c == 'E' {
		whole = false
		p.at++
		if c := p.next(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return p.fail()
		}
	}
	text := p.text[start:p.at]
	if whole && len(text) <= 15 && text != "-0" {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return p.rt.ToValue(n)
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) { // 1e999 is Infinity
		return p.fail()
	}
	return p.rt.ToValue(f)
}

// digits skips digits, and says whether there were any.
func (p *jsonReader) digits() bool {
	start := p.at
	for c := p.next(); c >= '0' && c <= '9'; c = p.next() {
		p.at++
	}
	return p.at > start
}

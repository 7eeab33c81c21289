package es

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// parseError gives the message of the SyntaxError that JSON.parse of a string throws, in V8's words; undefined when the string is JSON.
func parseError(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		if s, ok := call.Argument(0).(goja.String); ok {
			if message := jsonError(s); message != "" {
				return rt.ToValue(message)
			}
		}
		return goja.Undefined()
	}
}

// circle(value) is what JSON.stringify's error says after its first line.
func circle(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value { return rt.ToValue(circleBelow(rt, call.Argument(0))) }
}

// circleBelow describes the first circle below a value, as V8 does, empty when there is none (JsonStringifier::ConstructCircularStructureErrorMessage).
func circleBelow(rt *goja.Runtime, v goja.Value) string {
	type step struct {
		object *goja.Object
		key    string
	}
	var path []step
	var found string
	var walk func(v goja.Value, key string) bool
	walk = func(v goja.Value, key string) bool {
		o, ok := v.(*goja.Object)
		if !ok || o.ClassName() == "Function" || len(path) > 10_000 {
			return false
		}
		for i, s := range path {
			if s.object != o {
				continue
			}
			var b strings.Builder
			line := func(s step) {
				fmt.Fprintf(&b, "\n    |     %s -> object with constructor '%s'", s.key, constructorOf(s.object))
			}
			fmt.Fprintf(&b, "\n    --> starting at object with constructor '%s'", constructorOf(o))
			end := min(len(path), i+3)
			for _, s := range path[i+1 : end] {
				line(s)
			}
			if len(path) > end+1 {
				b.WriteString("\n    |     ...")
			}
			for _, s := range path[max(len(path)-1, end):] {
				line(s)
			}
			fmt.Fprintf(&b, "\n    --- %s closes the circle", key)
			found = b.String()
			return true
		}
		path = append(path, step{o, key})
		for _, k := range o.Keys() {
			name := "property '" + k + "'"
			if o.ClassName() == "Array" {
				name = "index " + k
			}
			if walk(o.Get(k), name) {
				return true
			}
		}
		path = path[:len(path)-1]
		return false
	}
	err := rt.Try(func() { walk(v, "") }) // getters may throw
	if err != nil {
		return ""
	}
	return found
}

func constructorOf(o *goja.Object) string {
	c, ok := o.Get("constructor").(*goja.Object)
	if !ok {
		return "Object"
	}
	return c.Get("name").String()
}

// jsonError is what V8's JsonParser says of a text that is not JSON; empty for one that is.
func jsonError(text goja.String) string {
	p := &jsonScanner{text: text, length: text.Length()}
	p.space()
	if p.value() {
		p.space()
		if p.at < p.length {
			p.fail("Unexpected non-whitespace character after JSON at position %d")
		}
	}
	return p.message
}

type jsonScanner struct {
	text    goja.String
	length  int
	at      int
	message string
}

// peek is the code unit at hand, -1 at the end.
func (p *jsonScanner) peek() int {
	if p.at >= p.length {
		return -1
	}
	return int(p.text.CharAt(p.at))
}

func (p *jsonScanner) fail(format string) bool {
	p.message = fmt.Sprintf(format, p.at)
	return false
}

func (p *jsonScanner) space() {
	for c := p.peek(); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = p.peek() {
		p.at++
	}
}

// unexpected fails at a token that can't be where it is.
func (p *jsonScanner) unexpected() bool {
	source := p.text.String()
	c := p.peek()
	switch {
	case source == "[object Object]" || source == "undefined" || source == "NaN" || source == "Infinity":
		p.message = strconv.Quote(source) + " is not valid JSON"
	case c < 0:
		p.message = "Unexpected end of JSON input"
	case c == '-' || c >= '0' && c <= '9':
		return p.fail("Unexpected number in JSON at position %d")
	case c == '"':
		return p.fail("Unexpected string in JSON at position %d")
	default:
		p.message = "Unexpected token '" + p.text.Substring(p.at, p.at+1).String() + "', " + p.context() + " is not valid JSON"
	}
	return false
}

// context is the text around the place, at most ten code units to each side.
func (p *jsonScanner) context() string {
	const around = 10
	start, end := 0, p.length
	before, after := "", ""
	if p.length > 2*around {
		if p.at >= around {
			start, before = p.at-around, "..."
		}
		if p.at < around || p.at < p.length-around {
			end, after = p.at+around, "..."
		}
	}
	return before + `"` + p.text.Substring(start, end).String() + `"` + after
}

func (p *jsonScanner) value() bool {
	switch c := p.peek(); {
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '"':
		return p.string()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case c == 't':
		return p.literal("true")
	case c == 'f':
		return p.literal("false")
	case c == 'n':
		return p.literal("null")
	}
	return p.unexpected()
}

func (p *jsonScanner) literal(word string) bool {
	for i := range word {
		if p.peek() != int(word[i]) {
			return p.unexpected()
		}
		p.at++
	}
	return true
}

func (p *jsonScanner) object() bool {
	p.at++
	p.space()
	if p.peek() == '}' {
		p.at++
		return true
	}
	missing := "Expected property name or '}' in JSON at position %d"
	for {
		if p.peek() != '"' {
			return p.fail(missing)
		}
		if !p.string() {
			return false
		}
		p.space()
		if p.peek() != ':' {
			return p.fail("Expected ':' after property name in JSON at position %d")
		}
		p.at++
		p.space()
		if !p.value() {
			return false
		}
		p.space()
		switch p.peek() {
		case ',':
			p.at++
			p.space()
			missing = "Expected double-quoted property name in JSON at position %d"
		case '}':
			p.at++
			return true
		default:
			return p.fail("Expected ',' or '}' after property value in JSON at position %d")
		}
	}
}

func (p *jsonScanner) array() bool {
	p.at++
	p.space()
	if p.peek() == ']' {
		p.at++
		return true
	}
	for {
		if !p.value() {
			return false
		}
		p.space()
		switch p.peek() {
		case ',':
			p.at++
			p.space()
		case ']':
			p.at++
			return true
		default:
			return p.fail("Expected ',' or ']' after array element in JSON at position %d")
		}
	}
}

func (p *jsonScanner) string() bool {
	p.at++
	for {
		switch c := p.peek(); {
		case c < 0:
			return p.fail("Unterminated string in JSON at position %d")
		case c == '"':
			p.at++
			return true
		case c < 0x20:
			return p.fail("Bad control character in string literal in JSON at position %d")
		case c == '\\':
			p.at++
			switch e := p.peek(); {
			case e < 0:
				p.message = "Unexpected end of JSON input"
				return false
			case e == 'u':
				for range 4 {
					p.at++
					if h := p.peek(); h < 0 || !strings.ContainsRune("0123456789abcdefABCDEF", rune(h)) {
						return p.fail("Bad Unicode escape in JSON at position %d")
					}
				}
				p.at++
			case strings.ContainsRune(`"\/bfnrt`, rune(e)):
				p.at++
			default:
				return p.fail("Bad escaped character in JSON at position %d")
			}
		default:
			p.at++
		}
	}
}

func (p *jsonScanner) digits() bool {
	start := p.at
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		p.at++
	}
	return p.at > start
}

func (p *jsonScanner) number() bool {
	if p.peek() == '-' {
		p.at++
		if c := p.peek(); c < '0' || c > '9' {
			return p.fail("No number after minus sign in JSON at position %d")
		}
	}
	if p.peek() == '0' {
		p.at++
		if c := p.peek(); c >= '0' && c <= '9' {
			return p.unexpected()
		}
	} else {
		p.digits()
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return p.fail("Unterminated fractional number in JSON at position %d")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return p.fail("Exponent part is missing a number in JSON at position %d")
		}
	}
	return true
}

package bundler

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"
)

// esbuild gives no access to its syntax tree, and four edits are beyond it: names of class fields that goja can't parse,
// import() as a call of the script loader, and for prune.go the bare imports and the variables of a module. They are made on esbuild's
// output, which is plain JavaScript without types and JSX in a form that its printer decides. A scanner for tokens is enough for
// that; it knows strings, templates, regular expressions and comments, and which braces are class bodies.

type tokenKind uint8

const (
	tokenEOF     tokenKind = iota
	tokenName              // identifiers and keywords
	tokenPrivate           // #name
	tokenNumber
	tokenString
	tokenTemplate // a piece of a template: up to "${", from "}" to "${", or to the end
	tokenRegExp
	tokenPunct // one character, but for "=>", "?.", "++", "--", "...", and "==" and longer ones that start so
)

type token struct {
	kind       tokenKind
	start, end int
	newline    bool // a line end stands in front of it
	depth      int  // how many brackets are open around it; a bracket itself is outside
	member     bool // it may be the name of a class member: it stands at its start, modifiers aside
}

// A bracket is an open (, [, {, or the ${ of a template.
type bracket struct {
	kind    byte // '(', '[', '{', '$'
	class   bool // a class body
	control bool // the ( of if, for, while or with: a / behind the ) starts a regular expression
}

type scanner struct {
	code     []byte
	pos      int
	open     []bracket
	classes  []int // depths at which a class head waits for its body
	prev     token // the last token, its kind tokenEOF at the start
	prevText string
	closed   bracket // the bracket that prev closed
	member   bool    // the next token is at the start of a class member
}

// tokens returns all tokens of code.
func tokens(code []byte) []token {
	s := &scanner{code: code}
	var out []token
	for {
		t := s.next()
		if t.kind == tokenEOF {
			return out
		}
		out = append(out, t)
	}
}

func (s *scanner) next() token {
	t := token{newline: s.space()}
	t.start = s.pos
	if s.pos >= len(s.code) {
		return t
	}
	t.member = s.member
	s.member = false
	t.depth = len(s.open)
	switch c := s.code[s.pos]; {
	case c == '"' || c == '\'':
		t.kind = tokenString
		s.quoted(c)
	case c == '`':
		t.kind = tokenTemplate
		s.template()
	case c == '}' && s.top().kind == '$':
		t.kind = tokenTemplate
		s.open = s.open[:len(s.open)-1]
		t.depth--
		s.template()
	case c >= '0' && c <= '9' || c == '.' && s.pos+1 < len(s.code) && s.code[s.pos+1] >= '0' && s.code[s.pos+1] <= '9':
		t.kind = tokenNumber
		s.number()
	case c == '#':
		t.kind = tokenPrivate
		s.pos++
		s.name()
	case nameStart(s.code[s.pos:]):
		t.kind = tokenName
		s.name()
	case c == '/' && s.regExpAllowed(t.newline):
		t.kind = tokenRegExp
		s.regExp()
	default:
		t.kind = tokenPunct
		s.punct(&t)
	}
	t.end = s.pos
	text := string(s.code[t.start:t.end])
	if t.kind == tokenName && text == "class" && s.prevText != "." && s.prevText != "?." && s.classHead() {
		s.classes = append(s.classes, len(s.open))
	}
	if t.kind == tokenName && text == "static" && t.member {
		s.member = true
	}
	if s.top().class && t.kind == tokenPunct && text == ";" {
		s.member = true
	}
	s.prev, s.prevText = t, text
	return t
}

func (s *scanner) top() bracket {
	if len(s.open) == 0 {
		return bracket{}
	}
	return s.open[len(s.open)-1]
}

// space skips white space and comments, and reports a line end among them.
func (s *scanner) space() (newline bool) {
	for s.pos < len(s.code) {
		switch c := s.code[s.pos]; {
		case c == '\n':
			newline = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
			s.pos++
		case c == '/' && bytes.HasPrefix(s.code[s.pos:], []byte("//")), c == '#' && s.pos == 0 && bytes.HasPrefix(s.code, []byte("#!")):
			if i := bytes.IndexByte(s.code[s.pos:], '\n'); i >= 0 {
				s.pos += i
			} else {
				s.pos = len(s.code)
			}
		case c == '/' && bytes.HasPrefix(s.code[s.pos:], []byte("/*")):
			i := bytes.Index(s.code[s.pos+2:], []byte("*/"))
			if i < 0 {
				s.pos = len(s.code)
				return newline
			}
			newline = newline || bytes.IndexByte(s.code[s.pos:s.pos+2+i], '\n') >= 0
			s.pos += i + 4
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(s.code[s.pos:])
			if !unicode.IsSpace(r) && r != '\uFEFF' && r != '\u2028' && r != '\u2029' {
				return newline
			}
			newline = newline || r == '\u2028' || r == '\u2029'
			s.pos += size
		default:
			return newline
		}
	}
	return newline
}

func (s *scanner) quoted(quote byte) {
	for s.pos++; s.pos < len(s.code); s.pos++ {
		switch s.code[s.pos] {
		case '\\':
			s.pos++
		case quote:
			s.pos++
			return
		}
	}
	s.pos = len(s.code)
}

// template scans from a ` or } to the next ${ or `.
func (s *scanner) template() {
	for s.pos++; s.pos < len(s.code); s.pos++ {
		switch {
		case s.code[s.pos] == '\\':
			s.pos++
		case s.code[s.pos] == '`':
			s.pos++
			return
		case bytes.HasPrefix(s.code[s.pos:], []byte("${")):
			s.pos += 2
			s.open = append(s.open, bracket{kind: '$'})
			return
		}
	}
	s.pos = len(s.code)
}

func (s *scanner) number() {
	for s.pos++; s.pos < len(s.code); s.pos++ {
		c := s.code[s.pos]
		exponent := (c == '+' || c == '-') && (s.code[s.pos-1] == 'e' || s.code[s.pos-1] == 'E') && !bytes.HasPrefix(s.code[s.prevStart():], []byte("0x"))
		if c != '.' && c != '_' && !(c >= '0' && c <= '9') && !(c|0x20 >= 'a' && c|0x20 <= 'z') && !exponent {
			return
		}
	}
}

// prevStart returns where the token that is being scanned starts.
func (s *scanner) prevStart() int {
	i := s.pos
	for i > 0 && (s.code[i-1] >= '0' && s.code[i-1] <= '9' || s.code[i-1]|0x20 >= 'a' && s.code[i-1]|0x20 <= 'z') {
		i--
	}
	return i
}

func nameStart(b []byte) bool {
	c := b[0]
	return c == '$' || c == '_' || c == '\\' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

func (s *scanner) name() {
	for s.pos < len(s.code) {
		c := s.code[s.pos]
		if c == '\\' && bytes.HasPrefix(s.code[s.pos:], []byte(`\u{`)) {
			if i := bytes.IndexByte(s.code[s.pos:], '}'); i > 0 {
				s.pos += i + 1
				continue
			}
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(s.code[s.pos:])
			if unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' {
				return
			}
			s.pos += size
			continue
		}
		if !nameStart(s.code[s.pos:]) && !(c >= '0' && c <= '9') {
			return
		}
		s.pos++
	}
}

// regExpAllowed reports whether a / starts a regular expression: after an operand it divides.
func (s *scanner) regExpAllowed(newline bool) bool {
	switch s.prev.kind {
	case tokenNumber, tokenString, tokenRegExp, tokenPrivate:
		return false
	case tokenTemplate:
		return s.top().kind == '$' && s.code[s.prev.end-1] == '{'
	case tokenName:
		switch s.prevText {
		case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "do", "else", "yield", "await":
			return true
		}
		return false
	case tokenPunct:
		switch s.prevText {
		case ")":
			return s.closed.control
		case "]", "++", "--":
			return false
		case "}":
			return newline // a statement ended; a value would go on in the same line
		}
	}
	return true
}

func (s *scanner) regExp() {
	class := false
	for s.pos++; s.pos < len(s.code); s.pos++ {
		switch c := s.code[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.pos++
			s.name() // flags
			return
		}
	}
	s.pos = len(s.code)
}

var longPuncts = regexp.MustCompile(`^(?:=>|\?\.|\+\+|--|\.\.\.|[=!]==?|[<>]=|[-+*/%&|^]=)`)

func (s *scanner) punct(t *token) {
	c := s.code[s.pos]
	switch c {
	case '(', '[', '{':
		b := bracket{kind: c}
		if c == '(' && s.prev.kind == tokenName {
			switch s.prevText {
			case "if", "for", "while", "with":
				b.control = true
			}
		}
		if n := len(s.classes); c == '{' && n > 0 && s.classes[n-1] == len(s.open) {
			s.classes = s.classes[:n-1]
			b.class, s.member = true, true
		}
		s.open = append(s.open, b)
		s.pos++
		return
	case ')', ']', '}':
		if n := len(s.open); n > 0 {
			s.closed = s.open[n-1]
			s.open = s.open[:n-1]
			t.depth--
		}
		if c == '}' && s.top().class {
			s.member = true // the body of a method or static block; after the value of a field a ; follows
		}
		s.pos++
		return
	}
	if n := len(longPuncts.Find(s.code[s.pos:min(len(s.code), s.pos+3)])); n > 0 {
		s.pos += n
		return
	}
	s.pos++
}

// classHead reports whether what follows the word class makes it a class: a name, extends, or the body. Else it names a property.
func (s *scanner) classHead() bool {
	ahead := *s
	ahead.space()
	return ahead.pos < len(ahead.code) && (ahead.code[ahead.pos] == '{' || nameStart(ahead.code[ahead.pos:]))
}

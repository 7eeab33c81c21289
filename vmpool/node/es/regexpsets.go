package es

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// lowerSets turns the classes of a pattern with the v flag (nested classes, --, &&, \q{…}) into what the u flag has: groups of
// alternatives and lookaheads. A pattern that it can't read is left to fail where it is compiled.
func lowerSets(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); {
		switch pattern[i] {
		case '\\':
			n := min(i+2, len(pattern))
			b.WriteString(pattern[i:n])
			i = n
		case '[':
			p := setParser{src: pattern, pos: i}
			set, ok := p.class()
			if !ok {
				return pattern
			}
			b.WriteString(set.expr())
			i = p.pos
		default:
			b.WriteByte(pattern[i])
			i++
		}
	}
	return b.String()
}

// set is what a class matches: one code point of a plain class of the u flag, or other expressions of one code point, or strings.
type set struct {
	plain   strings.Builder // the inside of a class: ranges, escapes
	others  []string        // expressions that match one code point each
	strings []string        // expressions of several code points, from \q{…}
	negated bool
}

// one is an expression that matches what the set has of single code points; never when there is none.
func (s *set) one() string {
	parts := s.others
	if s.plain.Len() > 0 {
		parts = append([]string{"[" + s.plain.String() + "]"}, parts...)
	}
	var e string
	switch len(parts) {
	case 0:
		e = "[]"
	case 1:
		e = parts[0]
	default:
		e = "(?:" + strings.Join(parts, "|") + ")"
	}
	if s.negated {
		if len(parts) == 1 && s.plain.Len() > 0 {
			return "[^" + s.plain.String() + "]"
		}
		return "(?:(?!" + e + `)[^])`
	}
	return e
}

// expr is the whole set, its strings first, longest first, as the specification orders them.
func (s *set) expr() string {
	if len(s.strings) == 0 {
		return s.one()
	}
	list := append([]string(nil), s.strings...)
	sort.SliceStable(list, func(i, j int) bool { return len(list[i]) > len(list[j]) })
	long, empty := list, ""
	if list[len(list)-1] == "" {
		long, empty = list[:len(list)-1], "|"
	}
	return "(?:" + strings.Join(append(append([]string(nil), long...), s.one()), "|") + empty + ")"
}

type setParser struct {
	src string
	pos int
}

func (p *setParser) has(text string) bool { return strings.HasPrefix(p.src[p.pos:], text) }

// class reads a class at '[' (ClassUnion, ClassIntersection or ClassSubtraction).
func (p *setParser) class() (*set, bool) {
	p.pos++ // [
	negated := false
	if p.has("^") {
		negated = true
		p.pos++
	}
	result := &set{}
	for first := true; ; first = false {
		if p.pos >= len(p.src) {
			return nil, false
		}
		if p.has("]") {
			p.pos++
			result.negated = negated
			return result, true
		}
		if op := p.operator(); op != "" && !first {
			p.pos += 2
			right, _, ok := p.operand()
			if !ok {
				return nil, false
			}
			result = combine(result, op, right)
			continue
		}
		if !p.unionInto(result) {
			return nil, false
		}
	}
}

func (p *setParser) operator() string {
	for _, op := range []string{"--", "&&"} {
		if p.has(op) {
			return op
		}
	}
	return ""
}

// combine is left -- right or left && right.
func combine(left *set, op string, right *set) *set {
	look := "(?!"
	if op == "&&" {
		look = "(?="
	}
	out := &set{others: []string{"(?:" + look + right.one() + ")" + left.one() + ")"}}
	for _, s := range left.strings {
		if contains(right.strings, s) == (op == "&&") {
			out.strings = append(out.strings, s)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// unionInto adds the next operand, or range, to result.
func (p *setParser) unionInto(result *set) bool {
	operand, char, ok := p.operand()
	if !ok {
		return false
	}
	if char != "" && p.has("-") && !p.has("--") {
		p.pos++
		_, end, ok := p.operand()
		if !ok || end == "" {
			return false
		}
		result.plain.WriteString(char + "-" + end)
		return true
	}
	if !operand.negated && len(operand.others) == 0 {
		result.plain.WriteString(operand.plain.String())
	} else {
		result.others = append(result.others, operand.one())
	}
	result.strings = append(result.strings, operand.strings...)
	return true
}

// operand reads one operand; char is its text when it is a single character.
func (p *setParser) operand() (s *set, char string, ok bool) {
	if p.pos >= len(p.src) {
		return nil, "", false
	}
	if p.has("[") {
		s, ok = p.class()
		return s, "", ok
	}
	s = &set{}
	if !p.has(`\`) {
		r, size := utf8.DecodeRuneInString(p.src[p.pos:])
		p.pos += size
		char = classChar(r)
		s.plain.WriteString(char)
		return s, char, true
	}
	if p.pos+1 >= len(p.src) {
		return nil, "", false
	}
	switch c := p.src[p.pos+1]; c {
	case 'q':
		return p.quoted()
	case 'd', 'D', 's', 'S', 'w', 'W':
		s.plain.WriteString(p.src[p.pos : p.pos+2])
		p.pos += 2
		return s, "", true
	case 'p', 'P':
		end := strings.IndexByte(p.src[p.pos:], '}')
		if end < 0 {
			return nil, "", false
		}
		s.plain.WriteString(p.src[p.pos : p.pos+end+1])
		p.pos += end + 1
		return s, "", true
	}
	char = p.escape()
	s.plain.WriteString(char)
	return s, char, char != ""
}

// escape reads a character escape and returns it as the u flag takes it inside a class.
func (p *setParser) escape() string {
	start := p.pos
	c := p.src[p.pos+1]
	switch c {
	case 'u':
		if p.pos+2 < len(p.src) && p.src[p.pos+2] == '{' {
			end := strings.IndexByte(p.src[p.pos:], '}')
			if end < 0 {
				return ""
			}
			p.pos += end + 1
		} else {
			p.pos = min(p.pos+6, len(p.src))
			if surrogatePair(p.src[start:]) {
				p.pos += 6
			}
		}
	case 'x':
		p.pos = min(p.pos+4, len(p.src))
	case 'c':
		p.pos = min(p.pos+3, len(p.src))
	case 'b', 't', 'n', 'v', 'f', 'r', '0':
		p.pos += 2
	default: // an identity escape, of more characters than the u flag allows
		r, size := utf8.DecodeRuneInString(p.src[p.pos+1:])
		p.pos += 1 + size
		return classChar(r)
	}
	return p.src[start:p.pos]
}

func surrogatePair(s string) bool {
	return len(s) >= 12 && strings.HasPrefix(strings.ToLower(s[2:4]), "d") && strings.ContainsAny(strings.ToLower(s[3:4]), "89ab") &&
		s[6:8] == `\u` && strings.HasPrefix(strings.ToLower(s[8:9]), "d") && strings.ContainsAny(strings.ToLower(s[9:10]), "cdef")
}

// classChar writes a character so that it means itself inside a class.
func classChar(r rune) string {
	if strings.ContainsRune(`\]^-[`, r) {
		return `\` + string(r)
	}
	if r < 0x80 && strings.ContainsRune("&!#%,:;<=>@`~", r) {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return string(r)
}

// quoted reads \q{a|bc|}.
func (p *setParser) quoted() (*set, string, bool) {
	if !p.has(`\q{`) {
		return nil, "", false
	}
	p.pos += 3
	s := &set{}
	var text strings.Builder
	count := 0
	flush := func() {
		if count == 1 {
			s.plain.WriteString(text.String())
		} else {
			s.strings = append(s.strings, outsideClass(text.String()))
		}
		text.Reset()
		count = 0
	}
	for p.pos < len(p.src) {
		switch {
		case p.has("}"):
			p.pos++
			flush()
			return s, "", true
		case p.has("|"):
			p.pos++
			flush()
		default:
			_, char, ok := p.operand()
			if !ok || char == "" {
				return nil, "", false
			}
			text.WriteString(char)
			count++
		}
	}
	return nil, "", false
}

// outsideClass escapes what means something outside a class; characters escaped already stay.
func outsideClass(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if s[i+1] == '-' {
				b.WriteString(`\x2d`)
			} else {
				b.WriteString(s[i : i+2])
			}
			i++
			continue
		}
		if strings.IndexByte(`$.*+?(){}|/`, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

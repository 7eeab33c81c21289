package es

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Dates are parsed as V8 does (Date.parse): the format of the specification (ECMA-262, 21.4.1.32) first, and what doesn't have it by rules that
// take almost any order of numbers, month names, times and zones.

// dateParse is Date.parse for a string.
func dateParse(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value { return rt.ToValue(parseDate(call.Argument(0).String())) }
}

// parseDate gives the time value of text, in milliseconds since 1970, NaN when it is none. Times without a zone are local ones.
func parseDate(text string) float64 {
	p := &dateParser{scan: dateScanner{text: text}, month: none}
	p.scan.next()
	if !p.iso() && !p.legacy() {
		return math.NaN()
	}
	return p.value()
}

const none = math.MinInt32

type dateTokenKind int

const (
	endToken dateTokenKind = iota
	numberToken
	symbolToken
	wordToken
	spaceToken
	unknownToken
)

type dateToken struct {
	kind   dateTokenKind
	number int    // the first nine digits
	length int    // digits of a number, letters of a word
	symbol byte   // : - + . ( ) and others
	word   string // lower case
}

func (t dateToken) is(symbol byte) bool { return t.kind == symbolToken && t.symbol == symbol }

func (t dateToken) sign() bool { return t.is('+') || t.is('-') }

func (t dateToken) digits(n int) bool { return t.kind == numberToken && t.length == n }

// dateScanner has one token of look-ahead.
type dateScanner struct {
	text string
	at   int
	peek dateToken
}

func (s *dateScanner) next() dateToken {
	t := s.peek
	s.peek = s.scan()
	return t
}

func (s *dateScanner) skip(symbol byte) bool {
	if s.peek.is(symbol) {
		s.next()
		return true
	}
	return false
}

func (s *dateScanner) scan() dateToken {
	if s.at >= len(s.text) {
		return dateToken{kind: endToken}
	}
	start := s.at
	c := s.text[s.at]
	switch {
	case c >= '0' && c <= '9':
		n, significant := 0, 0
		for ; s.at < len(s.text) && s.text[s.at] >= '0' && s.text[s.at] <= '9'; s.at++ {
			if d := int(s.text[s.at] - '0'); significant < 9 && (significant > 0 || d > 0) {
				n = n*10 + d
				significant++
			}
		}
		return dateToken{kind: numberToken, number: n, length: s.at - start}
	case strings.IndexByte(":-+.)", c) >= 0:
		s.at++
		return dateToken{kind: symbolToken, symbol: c}
	case c == '(':
		for depth := 0; s.at < len(s.text); s.at++ {
			if s.text[s.at] == '(' {
				depth++
			} else if s.text[s.at] == ')' {
				if depth--; depth == 0 {
					s.at++
					break
				}
			}
		}
		return dateToken{kind: unknownToken}
	case isDateSpace(s.text[s.at:]) > 0:
		for s.at < len(s.text) {
			n := isDateSpace(s.text[s.at:])
			if n == 0 {
				break
			}
			s.at += n
		}
		return dateToken{kind: spaceToken}
	case c >= 'A':
		for s.at < len(s.text) && s.text[s.at] >= 'A' && isDateSpace(s.text[s.at:]) == 0 {
			s.at++
		}
		word := strings.ToLower(s.text[start:s.at])
		return dateToken{kind: wordToken, word: word, length: s.at - start}
	}
	s.at++
	return dateToken{kind: unknownToken}
}

// isDateSpace is the length of the white space that text begins with: one character of it.
func isDateSpace(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	if size > 0 && (strings.ContainsRune(" \t\n\v\f\r", r) || r == 0xa0 || r == 0x1680 || r >= 0x2000 && r <= 0x200a ||
		r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000 || r == 0xfeff) {
		return size
	}
	return 0
}

var dateMonths = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// dateZones are the zones that have names, in hours.
var dateZones = map[string]int{
	"ut": 0, "utc": 0, "z": 0, "gmt": 0, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}

type dateParser struct {
	scan dateScanner

	days     []int // numbers of the date, in their order
	month    int   // by name, from 1
	expanded bool  // the date has the specification's format: its numbers are year, month, day

	clock  []int // hour, minute, second, millisecond
	offset int   // hours to add for am and pm
	twelve bool  // am or pm was there

	zoned              bool
	zoneSign           int
	zoneHour, zoneMins int
}

func between(n, low, high int) bool { return n >= low && n <= high }

// iso reads the specification's format to the end of the text; when it is not that, what was read stays for the rest, and it reports false.
func (p *dateParser) iso() bool {
	s := &p.scan
	switch {
	case s.peek.sign():
		sign := 1
		if s.peek.is('-') {
			sign = -1
		}
		after := dateScanner{text: s.text, at: s.at}
		after.next()
		if !after.peek.digits(6) {
			return false
		}
		s.next()
		if sign < 0 && s.peek.number == 0 {
			s.next()
			return false
		}
		p.days = append(p.days, sign*s.next().number)
	case s.peek.digits(4):
		p.days = append(p.days, s.next().number)
	default:
		return false
	}
	for _, high := range []int{12, 31} {
		if !s.skip('-') {
			break
		}
		if !s.peek.digits(2) || !between(s.peek.number, 1, high) {
			return false
		}
		p.days = append(p.days, s.next().number)
	}
	if !(s.peek.kind == wordToken && s.peek.word == "t") {
		if s.peek.kind != endToken {
			return false
		}
	} else if s.next(); !p.isoTime() {
		return false
	}
	if !p.zoned && len(p.clock) == 0 {
		p.zone(0)
	}
	p.expanded = true
	return true
}

// isoTime reads HH:mm[:ss[.sss]] and a zone.
func (p *dateParser) isoTime() bool {
	s := &p.scan
	fail := func() bool { p.clock = []int{99}; return false } // no rule takes a T with something else after it
	if !s.peek.digits(2) || !between(s.peek.number, 0, 24) {
		return fail()
	}
	midnight := s.peek.number == 24
	hour := s.next().number
	if !s.skip(':') || !s.peek.digits(2) || !between(s.peek.number, 0, 59) || midnight && s.peek.number > 0 {
		return fail()
	}
	p.clock = append(p.clock, hour, s.next().number)
	if s.skip(':') {
		if !s.peek.digits(2) || !between(s.peek.number, 0, 59) || midnight && s.peek.number > 0 {
			return fail()
		}
		p.clock = append(p.clock, s.next().number)
		if s.skip('.') {
			if s.peek.kind != numberToken || midnight && s.peek.number > 0 {
				return fail()
			}
			p.clock = append(p.clock, milliseconds(s.next()))
		}
	}
	switch {
	case s.peek.kind == wordToken && s.peek.word == "z":
		s.next()
		p.zone(0)
	case s.peek.sign():
		sign := 1
		if s.next().is('-') {
			sign = -1
		}
		if s.peek.digits(4) { // hhmm
			n := s.next().number
			if !between(n/100, 0, 23) || !between(n%100, 0, 59) {
				return fail()
			}
			p.zoned, p.zoneSign, p.zoneHour, p.zoneMins = true, sign, n/100, n%100
			break
		}
		if !s.peek.digits(2) || !between(s.peek.number, 0, 23) {
			return fail()
		}
		hours := s.next().number
		if !s.skip(':') || !s.peek.digits(2) || !between(s.peek.number, 0, 59) {
			return fail()
		}
		p.zoned, p.zoneSign, p.zoneHour, p.zoneMins = true, sign, hours, s.next().number
	}
	if s.peek.kind != endToken {
		return fail()
	}
	return true
}

func (p *dateParser) zone(hours int) {
	p.zoned, p.zoneSign, p.zoneHour, p.zoneMins = true, 1, hours, 0
	if hours < 0 {
		p.zoneSign, p.zoneHour = -1, -hours
	}
}

// milliseconds reads a fraction of a second.
func milliseconds(t dateToken) int {
	n, length := t.number, min(t.length, 9)
	for ; length < 3; length++ {
		n *= 10
	}
	for ; length > 3; length-- {
		n /= 10
	}
	return n
}

// expects reports whether n can be the next part of a time that has begun.
func (p *dateParser) expects(n int) bool {
	switch len(p.clock) {
	case 1, 2:
		return between(n, 0, 59)
	case 3:
		return between(n, 0, 999)
	}
	return false
}

// finish adds the last part of a time.
func (p *dateParser) finish(n int) {
	p.clock = append(p.clock, n)
	for len(p.clock) < 4 {
		p.clock = append(p.clock, 0)
	}
}

// legacy reads what is left by V8's rules.
func (p *dateParser) legacy() bool {
	s := &p.scan
	number := len(p.days) > 0
	for s.peek.kind != endToken {
		t := s.next()
		switch {
		case t.kind == numberToken:
			number = true
			if !p.legacyNumber(t) {
				return false
			}
		case t.kind == wordToken:
			if !p.legacyWord(t, number) {
				return false
			}
		case t.sign() && (p.zoned && p.zoneHour == 0 && p.zoneMins == 0 || len(p.clock) > 0):
			number = true
			p.zoned, p.zoneSign = true, 1
			if t.is('-') {
				p.zoneSign = -1
			}
			n, length := 0, 0
			if s.peek.kind == numberToken {
				t := s.next()
				n, length = t.number, t.length
			}
			switch {
			case s.peek.is(':'):
				p.zoneHour, p.zoneMins = n, none
			case length == 1 || length == 2:
				p.zoneHour, p.zoneMins = n, 0
			case length == 3 || length == 4:
				p.zoneHour, p.zoneMins = n/100, n%100
			default:
				return false
			}
		case (t.sign() || t.is(')')) && number:
			return false
		}
	}
	return true
}

func (p *dateParser) legacyNumber(t dateToken) bool {
	s := &p.scan
	n := t.number
	switch {
	case s.skip(':'):
		if s.skip(':') { // n::
			if len(p.clock) > 0 {
				return false
			}
			p.clock = append(p.clock, n, 0)
			return true
		}
		if len(p.clock) == 4 {
			return false
		}
		p.clock = append(p.clock, n)
		s.skip('.')
	case s.peek.is('.') && p.expects(n):
		s.next()
		p.clock = append(p.clock, n)
		if s.peek.kind != numberToken {
			return false
		}
		p.finish(milliseconds(s.next()))
	case p.zoned && p.zoneMins == none && between(n, 0, 59):
		s.skip('.')
		p.zoneMins = n
	case p.expects(n):
		s.skip('.')
		p.finish(n)
		ok := s.peek.kind == endToken || s.peek.kind == spaceToken || s.peek.sign() || s.peek.kind == wordToken && s.peek.word == "z"
		return ok
	default:
		s.skip('.')
		if len(p.days) == 3 {
			return false
		}
		p.days = append(p.days, n)
		s.skip('-')
	}
	return true
}

func (p *dateParser) legacyWord(t dateToken, number bool) bool {
	s := &p.scan
	if (t.word == "am" || t.word == "pm") && len(p.clock) > 0 {
		p.twelve = true
		p.offset = 0
		if t.word == "pm" {
			p.offset = 12
		}
		return true
	}
	for i, m := range dateMonths {
		if strings.HasPrefix(t.word, m) {
			p.month = i + 1
			s.skip('-')
			return true
		}
	}
	if hours, ok := dateZones[t.word]; ok && number {
		p.zone(hours)
		return true
	}
	// Other words may only stand before the first number, and not touch it.
	return !number && s.peek.kind != numberToken
}

// value is the time value of what was read.
func (p *dateParser) value() float64 {
	if len(p.days) < 1 {
		return math.NaN()
	}
	for len(p.days) < 3 {
		p.days = append(p.days, 1)
	}
	year, month, day := 0, p.month, 0
	isDay := func(n int) bool { return between(n, 1, 31) }
	switch a, b, c := p.days[0], p.days[1], p.days[2]; {
	case p.month == none && (p.expanded || !isDay(a)):
		year, month, day = a, b, c
	case p.month == none:
		month, day, year = a, b, c
	case !isDay(a):
		year, day = a, b
	default:
		day, year = a, b
	}
	if !p.expanded {
		if between(year, 0, 49) {
			year += 2000
		} else if between(year, 50, 99) {
			year += 1900
		}
	}
	if !between(month, 1, 12) || !isDay(day) {
		return math.NaN()
	}
	for len(p.clock) < 4 {
		p.clock = append(p.clock, 0)
	}
	hour, minute, second, milli := p.clock[0], p.clock[1], p.clock[2], p.clock[3]
	if p.twelve {
		if !between(hour, 0, 12) {
			return math.NaN()
		}
		hour = hour%12 + p.offset
	}
	if (!between(hour, 0, 23) || !between(minute, 0, 59) || !between(second, 0, 59) || !between(milli, 0, 999)) &&
		(hour != 24 || minute != 0 || second != 0 || milli != 0) {
		return math.NaN()
	}
	zone := time.Local
	if p.zoned {
		zone = time.FixedZone("", p.zoneSign*(p.zoneHour*3600+max(p.zoneMins, 0)*60))
	}
	if !between(year, -280_000, 280_000) {
		return math.NaN()
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, milli*int(time.Millisecond), zone)
	value := float64(t.UnixMilli())
	if math.Abs(value) > 8.64e15 {
		return math.NaN()
	}
	return value
}

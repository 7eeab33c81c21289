package collate

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Compare is less than, equal to or greater than zero as a sorts before, with or after b.
func (c *Collator) Compare(a, b string) int {
	if a == b {
		return 0
	}
	if order, ok := c.compareASCII(a, b); ok {
		return order
	}
	var left, right [64]element
	x := c.elements(left[:0], normal(a))
	y := c.elements(right[:0], normal(b))
	return c.compareElements(x, y)
}

// normal is a text in normalization form D.
func normal(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return norm.NFD.String(s)
		}
	}
	return s
}

// compareASCII compares texts of simple characters at once; ok is false for others.
func (c *Collator) compareASCII(a, b string) (order int, ok bool) {
	if c.simple == nil {
		return 0, false
	}
	tertiary := 0
	n := min(len(a), len(b))
	for i := range n {
		x, y := a[i], b[i]
		if x|y >= utf8.RuneSelf {
			return 0, false
		}
		l, r := c.simple[x], c.simple[y]
		if l.primary == 0 || r.primary == 0 {
			return 0, false
		}
		if l.primary != r.primary {
			// The rest must be simple too: it could join with what is before.
			if !c.allSimple(a[i:]) || !c.allSimple(b[i:]) {
				return 0, false
			}
			return cmp.Compare(l.primary, r.primary), true
		}
		if tertiary == 0 && l.tertiary != r.tertiary {
			tertiary = cmp.Compare(c.tertiaryKey(l), c.tertiaryKey(r))
			if !c.caseMatters {
				tertiary = 0
			}
		}
	}
	if !c.allSimple(a[n:]) || !c.allSimple(b[n:]) {
		return 0, false
	}
	if len(a) != len(b) {
		return cmp.Compare(len(a), len(b)), true
	}
	return tertiary, true
}

func (c *Collator) allSimple(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || c.simple[s[i]].primary == 0 {
			return false
		}
	}
	return true
}

// compareElements compares level by level.
func (c *Collator) compareElements(x, y []element) int {
	if c.shifted {
		x, y = c.withoutVariable(x), c.withoutVariable(y)
	}
	if order := compareLevel(x, y, func(e element) uint32 { return e.primary }); order != 0 || c.strength == Base {
		return order
	}
	if c.strength != Case {
		secondary := func(e element) uint32 { return uint32(e.secondary) }
		order := 0
		if c.backwards {
			order = compareBackwards(x, y, secondary)
		} else {
			order = compareLevel(x, y, secondary)
		}
		if order != 0 || c.strength == Accent {
			return order
		}
		return compareLevel(x, y, func(e element) uint32 { return uint32(c.tertiaryKey(e)) })
	}
	return compareLevel(x, y, func(e element) uint32 {
		if e.primary == 0 {
			return 0
		}
		if c.upperFirst {
			return uint32(3 - e.tertiary>>caseShift)
		}
		return uint32(e.tertiary>>caseShift) + 1
	})
}

// tertiaryKey is the weight of the third level, under which letters sort by case first when that is asked for.
func (c *Collator) tertiaryKey(e element) uint16 {
	weight := e.tertiary & tertiaryMask
	if weight == 0 && e.primary == 0 && e.secondary == 0 {
		return 0
	}
	switch {
	case c.upperFirst && e.primary != 0:
		return weight | (upperCase-e.tertiary>>caseShift)<<caseShift
	case c.upperFirst:
		return weight | 3<<caseShift
	case c.lowerFirst && e.primary != 0:
		return e.tertiary
	case c.lowerFirst:
		return weight | 3<<caseShift
	}
	return weight
}

// compareLevel compares the weights that aren't zero.
func compareLevel(x, y []element, weight func(element) uint32) int {
	i, j := 0, 0
	for {
		var l, r uint32
		for l == 0 && i < len(x) {
			l = weight(x[i])
			i++
		}
		for r == 0 && j < len(y) {
			r = weight(y[j])
			j++
		}
		if l != r {
			return cmp.Compare(l, r)
		}
		if l == 0 {
			return 0
		}
	}
}

// compareBackwards compares from the end, as Canadian French does with accents.
func compareBackwards(x, y []element, weight func(element) uint32) int {
	i, j := len(x), len(y)
	for {
		var l, r uint32
		for l == 0 && i > 0 {
			i--
			l = weight(x[i])
		}
		for r == 0 && j > 0 {
			j--
			r = weight(y[j])
		}
		if l != r {
			return cmp.Compare(l, r)
		}
		if l == 0 {
			return 0
		}
	}
}

// withoutVariable drops spaces and punctuation, and the marks on them.
func (c *Collator) withoutVariable(list []element) []element {
	kept := list[:0]
	after := false
	for _, e := range list {
		switch {
		case e.primary != 0 && e.primary <= c.table.variable:
			after = true
		case e.primary == 0 && after:
		default:
			if e.primary != 0 {
				after = false
			}
			kept = append(kept, e)
		}
	}
	return kept
}

// elements appends the elements of a text in form D.
func (c *Collator) elements(out []element, s string) []element {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if c.numeric && r >= '0' && (r <= '9' || unicode.Is(unicode.Nd, r)) {
			out, s = c.number(out, s)
			continue
		}
		rest := s[size:]
		if list := c.table.contractions[r]; list != nil && rest != "" {
			var ok bool
			if out, s, ok = c.contracted(out, list, rest); ok {
				continue
			}
		}
		out = c.single(out, r)
		s = rest
	}
	return out
}

func (c *Collator) single(out []element, r rune) []element {
	t := c.table
	if position := t.position(r); position != 0 {
		return append(out, t.at(position)...)
	}
	if r >= hangulBase && r < hangulEnd { // not in form D when single
		for _, jamo := range norm.NFD.String(string(r)) {
			out = append(out, t.at(t.position(jamo))...)
		}
		return out
	}
	p := implicit(r)
	if t.moves != nil {
		p = t.moved(p)
	}
	return append(out, element{p, commonSecondary, commonTertiary})
}

const (
	hangulBase = 0xAC00
	hangulEnd  = 0xD7A4
)

// contracted takes the longest contraction at a place, also one whose marks come after others that don't block them.
func (c *Collator) contracted(out []element, list []contraction, rest string) (elements []element, remaining string, ok bool) {
	for _, k := range list {
		if after, found := cutRunes(rest, k.rest); found {
			return append(out, c.table.at(k.position)...), after, true
		}
	}
	for _, k := range list {
		if len(k.rest) != 1 {
			continue
		}
		mark := k.rest[0]
		class := norm.NFD.PropertiesString(string(mark)).CCC()
		if class == 0 {
			continue
		}
		for i, r := range rest {
			other := norm.NFD.PropertiesString(rest[i:]).CCC()
			if other == 0 || other >= class && r != mark {
				break
			}
			if r == mark {
				return append(out, c.table.at(k.position)...), rest[:i] + rest[i+utf8.RuneLen(r):], true
			}
		}
	}
	return out, "", false
}

func cutRunes(s string, prefix []rune) (after string, found bool) {
	for _, want := range prefix {
		r, size := utf8.DecodeRuneInString(s)
		if size == 0 || r != want {
			return s, false
		}
		s = s[size:]
	}
	return s, true
}

// number appends the elements of the number at the beginning of a text: one that stands before all digits' letters, its length
// and its digits.
func (c *Collator) number(out []element, s string) (elements []element, rest string) {
	var digits []uint32
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		value := digitValue(r)
		if value < 0 {
			break
		}
		if value != 0 || len(digits) > 0 {
			digits = append(digits, uint32(value))
		}
		s = s[size:]
	}
	out = append(out, element{c.table.digitZero, commonSecondary, commonTertiary}, element{uint32(len(digits)) + 1, 0, 0})
	for _, d := range digits {
		out = append(out, element{d + 1, 0, 0})
	}
	return out, s
}

// digitValue is the value of a decimal digit of any script, -1 for other characters.
func digitValue(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	// Digits come in tens.
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return int(r-zero) % 10
}

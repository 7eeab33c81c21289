package number

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/plural"
)

// The sources of parts of a range.
const (
	StartRange = "startRange"
	EndRange   = "endRange"
	Shared     = "shared"
)

// Range is the text of a range of numbers.
func (f *Formatter) Range(start, end decimal.Decimal) string {
	r := f.rangeOf(start, end)
	return Text(r.before) + Text(r.first) + Text(r.infix) + Text(r.second) + Text(r.after)
}

// RangeParts is a range in parts, each with its source.
func (f *Formatter) RangeParts(start, end decimal.Decimal) (parts []Part, sources []string) {
	r := f.rangeOf(start, end)
	parts = addAll(parts, r.before)
	first := units(parts) - r.shift
	firstEnd := first + units(r.first)
	second := firstEnd + units(r.infix)
	secondEnd := second + units(r.second)
	for _, list := range [][]Part{r.first, r.infix, r.second, r.after} {
		parts = addAll(parts, list)
	}
	parts = trimmed(parts)
	at := 0
	for i := range parts {
		limit := at + units(parts[i:i+1])
		source := Shared
		switch {
		case at >= first && limit <= firstEnd:
			source = StartRange
		case at >= second && limit <= secondEnd:
			source = EndRange
		}
		sources = append(sources, source)
		at = limit
	}
	return parts, sources
}

// units is the length of parts in UTF-16.
func units(parts []Part) int {
	n := 0
	for _, p := range parts {
		for _, c := range p.Value {
			n += utf16.RuneLen(c)
		}
	}
	return n
}

// numberRange is a range in pieces. A number that both ends share is in before.
type numberRange struct {
	before, first, infix, second, after []Part
	shift                               int // what ICU takes the numbers to be further left: it forgets the blank behind a currency
}

// rangeOf is ICU's NumberRangeFormatter with its default of leaving out what both numbers have around them.
func (f *Formatter) rangeOf(start, end decimal.Decimal) numberRange {
	a, b := f.prepare(start), f.prepare(end)
	affixA, affixB := f.affix(a.compact, f.sign(a.value), false), f.affix(b.compact, f.sign(b.value), false)
	sameAffix := slices.Equal(affixA.prefix, affixB.prefix) && slices.Equal(affixA.suffix, affixB.suffix)
	scientific := f.o.Notation == "scientific" || f.o.Notation == "engineering"
	// ICU compares doubles before rounding and digits after it.
	equal := start.Float() == end.Float() || a.value.Equal(b.value) && a.exponent == b.exponent
	if equal && sameAffix && (!scientific || a.exponent == b.exponent) {
		return numberRange{before: f.write(a, true)}
	}
	around := affixA.size()
	collapse := sameAffix && around > 1
	prefix, middle, suffix := cutRange(f.symbols.lookup("/misc/range"))
	if scientific || !collapse && around > 0 {
		middle = spaced(middle)
	}
	r := numberRange{first: f.digits(a), infix: add(nil, Literal, middle), second: f.digits(b)}
	if collapse {
		before, after := affixA.around(r.first, r.second)
		r.before, r.after = slices.Clone(before), slices.Clone(after)
		r.shift = units(before) - units(affixA.prefix)
	} else {
		r.first, r.second = affixA.wrap(r.first), affixB.wrap(r.second)
	}
	if f.names != nil {
		outer := f.names.form(plural.Range(f.o.Locale, a.form, b.form))
		r.before = append(add(nil, f.names.kind, outer.before), r.before...)
		r.after = add(r.after, f.names.kind, outer.after)
	}
	r.before = append(add(nil, Literal, prefix), r.before...)
	r.after = add(r.after, Literal, suffix)
	return r
}

// cutRange cuts a pattern at {0} and {1}.
func cutRange(pattern string) (prefix, infix, suffix string) {
	prefix, rest, _ := strings.Cut(pattern, "{0}")
	infix, suffix, _ = strings.Cut(rest, "{1}")
	return prefix, infix, suffix
}

// spaced puts blanks around an infix that has none.
func spaced(s string) string {
	if c, _ := utf8.DecodeRuneInString(s); !unicode.Is(unicode.Pattern_White_Space, c) {
		s = " " + s
	}
	if c, _ := utf8.DecodeLastRuneInString(s); !unicode.Is(unicode.Pattern_White_Space, c) {
		s += " "
	}
	return s
}

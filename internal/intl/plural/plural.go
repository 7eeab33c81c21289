// Package plural has CLDR's plural rules: which form a number takes in a language.
package plural

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
)

// Operands are what rules look at: UTS 35, "Plural Operand Meanings". Integers have their lowest 18 digits.
type Operands struct {
	i, f, t int64
	v, w    int
	e       int
}

// OperandsOf are the operands of a number that is shown with at least fraction digits after the point, and in compact form with the
// power of ten exponent, which d has been divided by; 0 otherwise.
func OperandsOf(d decimal.Decimal, fraction, exponent int) Operands {
	o := Operands{e: exponent}
	if d.Form != decimal.Finite {
		return o
	}
	d = d.Shift(exponent)
	fraction = max(fraction-exponent, 0)
	for m := min(d.Magnitude(), 17); m >= 0; m-- {
		o.i = o.i*10 + int64(d.At(m))
	}
	o.w = max(-d.Low(), 0)
	o.v = max(o.w, fraction)
	for m := 1; m <= min(o.v, 18); m++ {
		o.f = o.f*10 + int64(d.At(-m))
		if m <= o.w {
			o.t = o.f
		}
	}
	return o
}

// relation is `operand % mod = ranges`, or not.
type relation struct {
	operand byte
	mod     int64
	not     bool
	ranges  [][2]int64
}

func (r *relation) holds(o *Operands) bool {
	var n int64
	switch r.operand {
	case 'n':
		if o.t != 0 { // not an integer: in no range
			return r.not
		}
		n = o.i
	case 'i':
		n = o.i
	case 'v':
		n = int64(o.v)
	case 'w':
		n = int64(o.w)
	case 'f':
		n = o.f
	case 't':
		n = o.t
	case 'c', 'e':
		n = int64(o.e)
	}
	if r.mod != 0 {
		n %= r.mod
	}
	for _, pair := range r.ranges {
		if n >= pair[0] && n <= pair[1] {
			return !r.not
		}
	}
	return r.not
}

// rule is a form and when a number has it: one of the alternatives, all of whose relations hold.
type rule struct {
	form string
	any  [][]relation
}

// Rules are the rules of a language, in CLDR's order without the last form, "other".
type Rules struct{ rules []rule }

// forms are the plural forms in the order in which they are tried.
var forms = []string{"zero", "one", "two", "few", "many"}

var rules = struct{ cardinal, ordinal *cldr.Cache[*Rules] }{
	cldr.NewCache(func(locale string) *Rules { return compile("cardinal", locale) }),
	cldr.NewCache(func(locale string) *Rules { return compile("ordinal", locale) }),
}

// Cardinal are the rules for counting in a locale.
func Cardinal(locale string) *Rules { return rules.cardinal.Get(locale) }

// Ordinal are the rules for numbering in a locale.
func Ordinal(locale string) *Rules { return rules.ordinal.Get(locale) }

func compile(kind, locale string) *Rules {
	for ; locale != ""; locale = locale[:max(strings.LastIndexByte(locale, '-'), 0)] {
		prefix := "plural/" + kind + "/" + locale + "/"
		r := &Rules{}
		for _, form := range forms {
			if text := cldr.Fact(prefix + form); text != "" {
				r.rules = append(r.rules, rule{form, parse(text)})
			}
		}
		if len(r.rules) > 0 {
			return r
		}
	}
	return &Rules{}
}

// parse reads a condition of UTS 35's syntax; the data has no mistakes.
func parse(text string) [][]relation {
	var any [][]relation
	for alternative := range strings.SplitSeq(text, " or ") {
		var all []relation
		for part := range strings.SplitSeq(alternative, " and ") {
			left, right, not := strings.Cut(part, "!=")
			if !not {
				left, right, _ = strings.Cut(part, "=")
			}
			operand, mod, _ := strings.Cut(left, "%")
			r := relation{operand: strings.TrimSpace(operand)[0], not: not}
			r.mod, _ = strconv.ParseInt(strings.TrimSpace(mod), 10, 64)
			for span := range strings.SplitSeq(right, ",") {
				low, high, pair := strings.Cut(strings.TrimSpace(span), "..")
				if !pair {
					high = low
				}
				a, _ := strconv.ParseInt(low, 10, 64)
				b, _ := strconv.ParseInt(high, 10, 64)
				r.ranges = append(r.ranges, [2]int64{a, b})
			}
			all = append(all, r)
		}
		any = append(any, all)
	}
	return any
}

// Select is the form of a number.
func (r *Rules) Select(o Operands) string {
	for i := range r.rules {
	next:
		for _, all := range r.rules[i].any {
			for j := range all {
				if !all[j].holds(&o) {
					continue next
				}
			}
			return r.rules[i].form
		}
	}
	return "other"
}

// Forms are the forms that the language has, in alphabetical order with "other" at the end.
func (r *Rules) Forms() []string {
	var out []string
	for _, rule := range r.rules {
		out = append(out, rule.form)
	}
	slices.Sort(out)
	return append(out, "other")
}

// Range is the form of a range whose ends have the forms start and end: "other" for pairs that the language doesn't list.
func Range(locale, start, end string) string {
	for ; locale != ""; locale = locale[:max(strings.LastIndexByte(locale, '-'), 0)] {
		if form := cldr.Fact("plural/range/" + locale + "/" + start + "-" + end); form != "" {
			return form
		}
	}
	return "other"
}

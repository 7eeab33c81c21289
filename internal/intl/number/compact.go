package number

import (
	"strconv"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/plural"
)

// compactData are the patterns of a compact notation. It is immutable.
type compactData struct {
	multipliers [20]int
	patterns    [20]map[string]string // by plural form, "0" and "1" stand for the numbers themselves; nil: none
	largest     int
}

var compactCache = cldr.NewCache(makeCompact)

func compactDataOf(locale, system, kind, display string) *compactData {
	return compactCache.Get(locale + "/" + system + "/" + kind + "/" + display)
}

func makeCompact(key string) *compactData {
	part := strings.Split(key, "/")
	locale, system, kind, display := part[0], part[1], part[2], part[3]
	table := cldr.Numbers.Table(locale)
	for _, prefix := range []string{
		system + "/" + kind + "/" + display, "latn/" + kind + "/" + display,
		system + "/" + kind + "/short", "latn/" + kind + "/short",
	} {
		c := &compactData{}
		for rest, text := range table.Under(prefix + "/") {
			number, form, _ := strings.Cut(rest, "/")
			if _, err := strconv.ParseUint(number, 10, 64); err != nil || form == "" || strings.Contains(form, "-") {
				continue
			}
			magnitude := len(number) - 1
			c.largest = max(c.largest, magnitude)
			if c.patterns[magnitude] == nil {
				c.patterns[magnitude] = map[string]string{}
			}
			if text == "0" {
				continue // the ordinary pattern
			}
			c.patterns[magnitude][form] = text
			c.multipliers[magnitude] = strings.Count(positive(text), "0") - magnitude - 1
		}
		if c.largest > 0 {
			return c
		}
	}
	return &compactData{}
}

// positive is the positive subpattern without what is between quotes.
func positive(s string) string {
	s, _, _ = cutUnquoted(s, ';')
	var b strings.Builder
	for i, part := range strings.Split(s, "'") {
		if i%2 == 0 {
			b.WriteString(part)
		}
	}
	return b.String()
}

// multiplier is the power of ten that numbers of a magnitude are multiplied by.
func (c *compactData) multiplier(magnitude int) int {
	if magnitude < 0 {
		return 0
	}
	return c.multipliers[min(magnitude, c.largest)]
}

// pattern is the pattern for a number of a magnitude that has been divided; empty: the ordinary one.
func (c *compactData) pattern(magnitude int, q quantity, rules *plural.Rules) string {
	if magnitude < 0 {
		return ""
	}
	forms := c.patterns[min(magnitude, c.largest)]
	if forms == nil {
		return ""
	}
	d := q.value
	if d.Low() >= 0 && !d.Negative && (d.IsZero() || d.Magnitude() == 0 && d.At(0) == 1) {
		if text, ok := forms[strconv.Itoa(int(d.At(0)))]; ok {
			return text
		}
	}
	form := "other"
	if d.Form == decimal.Finite {
		form = rules.Select(plural.OperandsOf(d, q.minFraction, 0))
	}
	if text, ok := forms[form]; ok {
		return text
	}
	return forms["other"]
}

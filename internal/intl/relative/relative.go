// Package relative formats spans from now as Intl.RelativeTimeFormat does.
package relative

import (
	"math"
	"strconv"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/number"
	"github.com/seed-9eb1e60f/ssr/internal/intl/plural"
)

// Formatter formats in one locale. It must not be used by two goroutines at a time.
type Formatter struct {
	table   *cldr.Table
	suffix  string // of the fields: "", "-short", "-narrow"
	auto    bool
	numbers *number.Formatter
	plurals *plural.Rules
}

// New makes a formatter of a style ("long", "short", "narrow") with numbers of a numbering system. auto prefers words: "tomorrow".
func New(locale, system, style string, auto bool) *Formatter {
	f := &Formatter{table: cldr.Fields.Table(locale), auto: auto, plurals: plural.Cardinal(locale)}
	if style != "long" {
		f.suffix = "-" + style
	}
	f.numbers = number.New(number.Options{
		Locale: locale, System: system, Grouping: "auto", SignDisplay: "never", Digits: number.Digits{MinInteger: 1, MaxFraction: 3},
	})
	return f
}

// Parts are the parts of value units from now; a unit is "second", "minute" … "quarter", "year". Parts that aren't literals are the
// number's.
func (f *Formatter) Parts(value float64, unit string) []number.Part {
	field := unit + f.suffix
	if f.auto && math.Abs(value) < 2.1 {
		if n := math.Round(value * 100); math.Mod(n, 100) == 0 {
			if text := f.table.Get(field + "/relative/" + strconv.Itoa(int(n/100))); text != "" {
				return []number.Part{{Type: number.Literal, Value: text}}
			}
		}
	}
	tense := "/future/"
	if math.Signbit(value) {
		tense = "/past/"
	}
	d := decimal.FromFloat(math.Abs(value))
	pattern, ok := f.table.Lookup(field + tense + f.numbers.PluralForm(d, f.plurals))
	if !ok {
		pattern = f.table.Get(field + tense + "other")
	}
	before, after, found := strings.Cut(pattern, "{0}")
	var parts []number.Part
	if before != "" {
		parts = append(parts, number.Part{Type: number.Literal, Value: before})
	}
	if found {
		parts = append(parts, f.numbers.Parts(d)...)
	}
	if after != "" {
		parts = append(parts, number.Part{Type: number.Literal, Value: after})
	}
	return parts
}

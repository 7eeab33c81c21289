package number

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/plural"
)

// Formatter formats numbers with some options. It must not be used by two goroutines at a time.
type Formatter struct {
	o       Options
	symbols *Symbols
	decimal string // the separators in use
	group   string
	pattern *pattern
	group1  int // sizes of groups, as in pattern; 0: none
	group2  int
	minimum int // digits before the first separator, at least
	plurals *plural.Rules
	compact *compactData    // nil: another notation
	names   *names          // of a unit or a currency, around the number; nil: none
	symbol  string          // of the currency
	spacing currencySpacing // around it
	affixes map[affixKey]*affix
}

// New makes a formatter.
func New(o Options) *Formatter {
	f := &Formatter{o: o, symbols: SymbolsOf(o.Locale, o.System), affixes: map[affixKey]*affix{}}
	f.decimal, f.group = f.symbols.Decimal, f.symbols.Group
	f.plurals = plural.Cardinal(o.Locale)
	text := f.symbols.lookup("/decimal/standard")
	switch {
	case o.Style == "currency":
		f.decimal, f.group = f.symbols.CurrencyDecimal, f.symbols.CurrencyGroup
		if o.CurrencyDisplay == "name" {
			f.names = currencyNames(f.symbols, o.Locale, o.Currency)
		}
		if own := f.currencyPattern(); o.CurrencyDisplay != "name" || f.ownPattern(cldr.Currencies.Table(o.Locale)) != "" {
			text = own
		}
	case o.Notation == "compact" && o.Style == "percent":
		f.names = unitNames(o.Locale, "percent", "short")
	case o.Style == "percent", o.Style == "unit" && o.Unit == "percent" && o.UnitDisplay != "long" && o.Notation != "compact":
		text = f.symbols.lookup("/percent/standard")
	case o.Style == "unit":
		f.names = unitNames(o.Locale, o.Unit, o.UnitDisplay)
	}
	f.pattern = parsePattern(text)
	f.setGrouping()
	if o.Notation == "compact" {
		kind := "decimal"
		if o.Style == "currency" && o.CurrencyDisplay != "name" {
			kind = "currency"
		}
		f.compact = compactDataOf(o.Locale, o.System, kind, o.CompactDisplay)
	}
	return f
}

// Options are the options that the formatter was made with.
func (f *Formatter) Options() *Options { return &f.o }

func (f *Formatter) currencyPattern() string {
	names := cldr.Currencies.Table(f.o.Locale)
	code := f.o.Currency
	f.symbol = code
	if f.o.CurrencyDisplay != "code" {
		if s := names.Get(code + "/symbol"); s != "" {
			f.symbol = s
		}
		if s := names.Get(code + "/narrow"); s != "" && f.o.CurrencyDisplay == "narrowSymbol" {
			f.symbol = s
		}
	}
	f.spacing = currencySpacing{
		before: f.symbols.lookup("/currency/currencySpacing/beforeCurrency/insertBetween"),
		after:  f.symbols.lookup("/currency/currencySpacing/afterCurrency/insertBetween"),
	}
	text := f.symbols.lookup("/currency/standard")
	if f.o.CurrencySign == "accounting" {
		text = f.symbols.lookup("/currency/accounting")
	}
	if own := f.ownPattern(names); own != "" {
		return own
	}
	return text
}

// ownPattern is the pattern of a currency that has one in the locale, with its separators; empty where it hasn't. ICU takes that of the
// region's currency for the others, too, and for names.
func (f *Formatter) ownPattern(names *cldr.Table) string {
	_, region, _ := strings.Cut(f.o.Locale, "-")
	if i := strings.LastIndexByte(region, '-'); i >= 0 {
		region = region[i+1:]
	}
	local, _, _ := strings.Cut(cldr.Fact("tender/"+region), " ")
	if region == "150" {
		local = "EUR"
	}
	for _, code := range []string{f.o.Currency, local} {
		pattern := names.Get(code + "/pattern")
		if code == "" || pattern == "" {
			continue
		}
		f.decimal, f.group = names.Get(code+"/decimal"), names.Get(code+"/group")
		return pattern
	}
	return ""
}

// setGrouping is ICU's Grouper.
func (f *Formatter) setGrouping() {
	f.group1, f.group2, f.minimum = f.pattern.group1, f.pattern.group2, f.symbols.minGrouping
	switch f.o.Grouping {
	case "auto":
	case "min2":
		f.minimum = max(2, f.minimum)
	case "always":
		f.minimum = 1
		if f.group1 == 0 {
			f.group1, f.group2 = 3, 3
		}
	default:
		f.group1 = 0
	}
}

// quantity is a number that is ready to be written.
type quantity struct {
	value       decimal.Decimal
	minFraction int
	exponent    int    // shown, or hidden in a compact pattern; value has been divided by it
	compact     string // the compact pattern; empty: the formatter's own pattern
	form        string // the plural form, where names need it
}

// prepare scales and rounds d.
func (f *Formatter) prepare(d decimal.Decimal) quantity {
	if d.Form == decimal.NaN {
		d.Negative = false
	}
	if f.o.Style == "percent" {
		d = d.Shift(2)
	}
	q := quantity{value: d}
	multiplier := func(int) int { return 0 }
	switch f.o.Notation {
	case "compact":
		multiplier = f.compact.multiplier
	case "scientific":
		multiplier = func(magnitude int) int { return -magnitude }
	case "engineering":
		multiplier = func(magnitude int) int { return (magnitude%3+3)%3 - magnitude }
	}
	if d.Form != decimal.Finite || d.IsZero() {
		q.value, q.minFraction = f.o.Round(d)
	} else {
		magnitude := d.Magnitude()
		n := multiplier(magnitude)
		q.value, q.minFraction = f.o.Round(d.Shift(n))
		if !q.value.IsZero() && q.value.Magnitude() != magnitude+n {
			if next := multiplier(magnitude + 1); next != n { // 999.9 thousand has become a million
				n = next
				q.value, q.minFraction = f.o.Round(q.value.Shift(next - multiplier(magnitude)))
			}
		}
		q.exponent = -n
	}
	if f.compact != nil {
		magnitude := 0
		if !q.value.IsZero() && q.value.Form == decimal.Finite {
			magnitude = q.value.Magnitude() + q.exponent
		}
		q.compact = f.compact.pattern(magnitude, q, f.plurals)
	}
	if f.names != nil {
		q.form = f.form(q, d)
	}
	return q
}

// form is the plural form of a number as it is written. ICU takes it before a number is made compact.
func (f *Formatter) form(q quantity, scaled decimal.Decimal) string {
	if q.value.Form != decimal.Finite {
		return "other"
	}
	if f.compact != nil {
		d, fraction := f.o.Round(scaled)
		return f.plurals.Select(plural.OperandsOf(d, fraction, 0))
	}
	return f.plurals.Select(plural.OperandsOf(q.value, q.minFraction, q.exponent))
}

// Format is the text of a number.
func (f *Formatter) Format(d decimal.Decimal) string { return Text(f.write(f.prepare(d), false)) }

// Parts is a number in parts.
func (f *Formatter) Parts(d decimal.Decimal) []Part { return trimmed(f.write(f.prepare(d), false)) }

// PluralForm is the plural form of a number as this formatter would show it, by other rules than those of counting if need be.
func (f *Formatter) PluralForm(d decimal.Decimal, rules *plural.Rules) string {
	q := f.prepare(d)
	if q.value.Form != decimal.Finite {
		return "other"
	}
	return rules.Select(plural.OperandsOf(q.value, q.minFraction, q.exponent))
}

// write puts a quantity together.
func (f *Formatter) write(q quantity, approximately bool) []Part {
	parts := f.affix(q.compact, f.sign(q.value), approximately).wrap(f.digits(q))
	if f.names != nil {
		parts = f.names.around(parts, q.form)
	}
	return parts
}

// digits writes the digits with separators, and the exponent.
func (f *Formatter) digits(q quantity) []Part {
	switch q.value.Form {
	case decimal.NaN:
		return []Part{{"nan", f.symbols.NaN}}
	case decimal.Infinite:
		if f.symbols.Infinity != "∞" { // V8 knows it by its looks
			return []Part{{"integer", f.symbols.Infinity}}
		}
		return []Part{{"infinity", f.symbols.Infinity}}
	}
	d := q.value
	upper := max(d.Magnitude(), f.o.MinInteger-1, 0)
	parts := make([]Part, 0, 8)
	grouped := f.group1 > 0 && upper-f.group1+1 >= f.minimum
	buf := make([]byte, 0, 32)
	for m := upper; m >= 0; m-- {
		buf = append(buf, f.symbols.Digits[d.At(m)]...)
		if position := m - f.group1; grouped && m > 0 && position >= 0 && position%f.group2 == 0 {
			parts = append(parts, Part{"integer", string(buf)}, Part{"group", f.group})
			buf = buf[:0]
		}
	}
	parts = append(parts, Part{"integer", string(buf)})
	if fraction := max(-d.Low(), q.minFraction); fraction > 0 {
		buf = buf[:0]
		for m := 1; m <= fraction; m++ {
			buf = append(buf, f.symbols.Digits[d.At(-m)]...)
		}
		parts = append(parts, Part{"decimal", f.decimal}, Part{"fraction", string(buf)})
	}
	if f.o.Notation == "scientific" || f.o.Notation == "engineering" {
		parts = append(parts, Part{"exponentSeparator", f.symbols.Exponential})
		exponent := decimal.FromInt(q.exponent)
		if exponent.Negative {
			parts = append(parts, Part{"exponentMinusSign", f.symbols.Minus})
		}
		buf = buf[:0]
		for m := max(exponent.Magnitude(), 0); m >= 0; m-- {
			buf = append(buf, f.symbols.Digits[exponent.At(m)]...)
		}
		parts = append(parts, Part{"exponentInteger", string(buf)})
	}
	return parts
}

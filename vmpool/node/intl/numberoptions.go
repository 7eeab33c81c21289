package intl

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/internal/intl/number"
)

// numbering are the numbering systems that nu may name.
func numbering(_, value string) bool { return cldr.Fact("digits/"+value) != "" }

// numberingSystem reads the option of that name; empty when it isn't there.
func (o options) numberingSystem() string {
	s := strings.ToLower(o.text("numberingSystem", ""))
	if s != "" && !locale.IsType(s) {
		o.rangeError("Invalid numberingSystem : %s", s)
	}
	return s
}

// resolveNumbers is ResolveLocale for a service that has no keyword but nu; it gives the numbering system, too.
func (r *realm) resolveNumbers(locales []string, system string) (*locale.Resolved, string) {
	loc := r.resolve(locales, nil, map[string]func(string, string) bool{"nu": numbering})
	if system != "" && numbering("", system) {
		loc.Override("nu", system)
		return loc, system
	}
	if nu := loc.Keywords["nu"]; nu != "" {
		return loc, nu
	}
	return loc, locale.DefaultNumberingSystem(loc.Data)
}

// numberOptions reads the options of NumberFormat behind numberingSystem.
func (o options) numberOptions() number.Options {
	n := number.Options{Style: o.text("style", "decimal", "decimal", "percent", "currency", "unit")}
	n.Currency = o.text("currency", "")
	if n.Currency != "" && !(len(n.Currency) == 3 && locale.IsLanguage(n.Currency)) || n.Currency == "" && o.get("currency") != nil {
		o.rangeError("Invalid currency code : %s", n.Currency)
	}
	if n.Currency == "" && n.Style == "currency" {
		o.typeError("Currency code is required with currency style.")
	}
	n.Currency = strings.ToUpper(n.Currency)
	n.CurrencyDisplay = o.text("currencyDisplay", "symbol", "code", "symbol", "name", "narrowSymbol")
	n.CurrencySign = o.text("currencySign", "standard", "standard", "accounting")
	unit := o.get("unit")
	if unit != nil {
		if n.Unit = o.string(unit); !wellFormedUnit(n.Unit) {
			o.rangeError("Invalid unit argument for Intl.NumberFormat() '%s'", n.Unit)
		}
	} else if n.Style == "unit" {
		o.typeError("Invalid unit argument for Intl.NumberFormat() ''")
	}
	n.UnitDisplay = o.text("unitDisplay", "short", "short", "narrow", "long")
	increment := o.increment()
	n.Notation = o.text("notation", "standard", "standard", "scientific", "engineering", "compact")
	low, high := 0, 3
	switch n.Style {
	case "currency":
		low = number.CurrencyDigits(n.Currency)
		high = low
	case "percent":
		high = 0
	}
	if increment != 1 {
		high = low
	}
	n.Digits = o.digits(low, high, n.Notation == "compact")
	if n.Increment = increment; increment != 1 {
		if n.Rounding != number.Fraction {
			o.typeError("RoundingType is not fractionDigits")
		}
		if n.MinFraction != n.MaxFraction {
			o.rangeError("maximumFractionDigits not equal to minimumFractionDigits")
		}
	}
	n.StripIfInteger = o.text("trailingZeroDisplay", "auto", "auto", "stripIfInteger") == "stripIfInteger"
	n.CompactDisplay = o.text("compactDisplay", "short", "short", "long")
	n.Grouping = o.grouping(n.Notation == "compact")
	n.SignDisplay = o.text("signDisplay", "auto", "auto", "never", "always", "exceptZero", "negative")
	mode := o.text("roundingMode", "halfExpand", "ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven")
	n.Mode = decimal.Modes[mode]
	return n
}

// increment reads roundingIncrement.
func (o options) increment() int {
	n := o.number("roundingIncrement", 1, 5000, 1)
	for _, power := range []int{1, 10, 100, 1000} {
		switch n {
		case power, 2 * power, 5 * power:
			return n
		}
	}
	switch n {
	case 25, 250, 2500:
		return n
	}
	o.rangeError("roundingIncrement value is out of range.")
	return 0
}

// grouping reads useGrouping (GetStringOrBooleanOption). "false" stands for the value false.
func (o options) grouping(compact bool) string {
	fallback := "auto"
	if compact {
		fallback = "min2"
	}
	v := o.get("useGrouping")
	if v == nil {
		return fallback
	}
	if b, ok := v.Export().(bool); ok && b {
		return "always"
	}
	if !v.ToBoolean() {
		return "false"
	}
	switch s := o.string(v); s {
	case "true", "false":
		return fallback
	case "min2", "auto", "always":
		return s
	default:
		o.rangeError("Value %s out of range for %s options property useGrouping", s, o.service)
		return ""
	}
}

// digits is SetNumberFormatDigitOptions without what V8 reads elsewhere; low and high are the default fraction digits.
func (o options) digits(low, high int, compact bool) number.Digits {
	d := number.Digits{MinInteger: o.number("minimumIntegerDigits", 1, 21, 1)}
	minFraction, maxFraction := o.get("minimumFractionDigits"), o.get("maximumFractionDigits")
	minSignificant, maxSignificant := o.get("minimumSignificantDigits"), o.get("maximumSignificantDigits")
	priority := o.text("roundingPriority", "auto", "auto", "morePrecision", "lessPrecision")
	significant, fraction := true, true
	if priority == "auto" {
		significant = minSignificant != nil || maxSignificant != nil
		fraction = !significant && (minFraction != nil || maxFraction != nil || !compact)
	}
	bounded := func(v goja.Value, name string, low, high, fallback int) int {
		if v == nil {
			return fallback
		}
		return o.bounded(v, name, low, high)
	}
	if significant {
		d.MinSignificant = bounded(minSignificant, "minimumSignificantDigits", 1, 21, 1)
		d.MaxSignificant = bounded(maxSignificant, "maximumSignificantDigits", d.MinSignificant, 21, 21)
		d.Rounding = number.Significant
	}
	if fraction {
		d.MinFraction, d.MaxFraction = low, high
		if minFraction != nil || maxFraction != nil {
			d.MinFraction = bounded(minFraction, "minimumFractionDigits", 0, 20, -1)
			d.MaxFraction = bounded(maxFraction, "maximumFractionDigits", 0, 20, -1)
			switch {
			case d.MinFraction < 0:
				d.MinFraction = min(low, d.MaxFraction)
			case d.MaxFraction < 0:
				d.MaxFraction = max(high, d.MinFraction)
			case d.MinFraction > d.MaxFraction:
				o.rangeError("maximumFractionDigits value is out of range.")
			}
		}
	}
	switch {
	case !significant && !fraction:
		d.MinSignificant, d.MaxSignificant, d.Rounding = 1, 2, number.MorePrecision
	case priority == "morePrecision":
		d.Rounding = number.MorePrecision
	case priority == "lessPrecision":
		d.Rounding = number.LessPrecision
	}
	return d
}

// wellFormedUnit is IsWellFormedUnitIdentifier.
func wellFormedUnit(s string) bool {
	known := " " + cldr.Fact("values/unit") + " "
	single := func(s string) bool { return s != "" && strings.Contains(known, " "+s+" ") }
	if single(s) {
		return true
	}
	first, second, per := strings.Cut(s, "-per-")
	return per && single(first) && single(second)
}

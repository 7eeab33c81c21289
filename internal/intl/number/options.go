// Package number formats numbers as Intl.NumberFormat does, with ICU's algorithms on CLDR's data.
package number

import (
	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
)

// Options are resolved options of Intl.NumberFormat, with its names and values.
type Options struct {
	// Locale is the data's locale, System the numbering system.
	Locale, System string
	// Style is "decimal" (also empty), "percent", "currency" or "unit".
	Style string
	// Currency is an ISO code in upper case; CurrencyDisplay is "symbol", "narrowSymbol", "code" or "name"; CurrencySign is "standard" or "accounting".
	Currency, CurrencyDisplay, CurrencySign string
	// Unit is a unit or "A-per-B"; UnitDisplay is "short", "narrow" or "long".
	Unit, UnitDisplay string
	// Notation is "standard" (also empty), "scientific", "engineering" or "compact"; CompactDisplay is "short" or "long".
	Notation, CompactDisplay string
	// SignDisplay is "auto" (also empty), "never", "always", "exceptZero" or "negative".
	SignDisplay string
	// Grouping is "auto", "always", "min2" or "false" (also empty).
	Grouping string
	Digits
}

// Digits say which digits are shown: the results of SetNumberFormatDigitOptions, and what rounds to them.
type Digits struct {
	MinInteger               int // at least 1 is shown
	MinFraction, MaxFraction int
	// MinSignificant and MaxSignificant count where Rounding isn't "fraction".
	MinSignificant, MaxSignificant int
	Rounding                       Rounding
	Mode                           decimal.Mode
	Increment                      int // of the last fraction digit; 0 stands for 1
	StripIfInteger                 bool
}

// Rounding says which of the two kinds of limits rounds.
type Rounding uint8

// The kinds of rounding.
const (
	Fraction Rounding = iota
	Significant
	MorePrecision
	LessPrecision
)

// CurrencyDigits is the number of fraction digits of a currency.
func CurrencyDigits(code string) int {
	if v := cldr.Fact("currency/" + code); v != "" {
		return int(v[0] - '0')
	}
	return 2
}

// Round rounds d and returns it with the number of fraction digits that are shown at least.
func (o *Digits) Round(d decimal.Decimal) (decimal.Decimal, int) {
	if d.Form != decimal.Finite {
		return d, 0
	}
	minFraction := 0
	switch o.Rounding {
	case Fraction:
		d = d.RoundTo(o.Increment, -o.MaxFraction, o.Mode)
		minFraction = o.MinFraction
	case Significant:
		d = d.RoundSignificant(o.MaxSignificant, o.Mode)
		minFraction = max(0, o.MinSignificant-1-d.Magnitude())
	default:
		d, minFraction = o.roundBoth(d)
	}
	if o.StripIfInteger && d.Low() >= 0 {
		minFraction = 0
	}
	return d, minFraction
}

// roundBoth is what ICU does with limits of both kinds.
func (o *Digits) roundBoth(d decimal.Decimal) (decimal.Decimal, int) {
	byFraction, bySignificant := -o.MaxFraction, d.Magnitude()-o.MaxSignificant+1
	magnitude := max(byFraction, bySignificant)
	if o.Rounding == MorePrecision {
		magnitude = min(byFraction, bySignificant)
	}
	if !d.IsZero() {
		before := d.Magnitude()
		d = d.Round(magnitude, o.Mode)
		if !d.IsZero() && d.Magnitude() != before && byFraction == bySignificant {
			bySignificant++
		}
	}
	significant := (bySignificant <= byFraction) == (o.Rounding == MorePrecision)
	if significant {
		return d, max(0, o.MinSignificant-1-d.Magnitude())
	}
	return d, o.MinFraction
}

package number

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
)

// sign says how an affix shows the sign: ICU's PatternSignType.
type sign uint8

const (
	noSign sign = iota
	minusSign
	plusSign
)

// sign decides by signDisplay.
func (f *Formatter) sign(d decimal.Decimal) sign {
	zero := d.IsZero() || d.Form == decimal.NaN
	switch f.o.SignDisplay {
	case "never":
		return noSign
	case "always":
		if !d.Negative {
			return plusSign
		}
	case "exceptZero":
		if zero {
			return noSign
		}
		if !d.Negative {
			return plusSign
		}
	case "negative":
		if zero {
			return noSign
		}
	}
	if d.Negative {
		return minusSign
	}
	return noSign
}

// currencySpacing is what goes between digits and a currency's letters that would touch them.
type currencySpacing struct{ before, after string }

// affix is what is written around the digits.
type affix struct {
	prefix, suffix []Part
	// spaceAfter follows the prefix, spaceBefore comes before the suffix, where a digit is next to them; empty: nothing.
	spaceAfter, spaceBefore string
	alone                   bool // stands instead of the digits
}

// around is what comes before first and after last.
func (a *affix) around(first, last []Part) (before, after []Part) {
	before, after = a.prefix, a.suffix
	if a.spaceAfter != "" && startsWithDigit(first) {
		before = add(slices.Clone(before), Literal, a.spaceAfter)
	}
	if a.spaceBefore != "" && endsWithDigit(last) {
		after = append([]Part{{Literal, a.spaceBefore}}, after...)
	}
	return before, after
}

// wrap puts the affix around a number.
func (a *affix) wrap(body []Part) []Part {
	if len(a.prefix) == 0 && len(a.suffix) == 0 {
		return body
	}
	if a.alone {
		body = nil
	}
	before, after := a.around(body, body)
	return slices.Concat(before, body, after)
}

// size is the number of characters in it.
func (a *affix) size() int {
	n := 0
	for _, list := range [][]Part{a.prefix, a.suffix} {
		for _, p := range list {
			n += utf8.RuneCountInString(p.Value)
		}
	}
	return n
}

type affixKey struct {
	compact       string
	sign          sign
	approximately bool
}

// affix is the affix of a sign with the formatter's pattern, or a compact one.
func (f *Formatter) affix(compact string, s sign, approximately bool) *affix {
	key := affixKey{compact, s, approximately}
	if a := f.affixes[key]; a != nil {
		return a
	}
	p := f.pattern
	if compact != "" {
		p = parsePattern(compact)
	}
	plus := s == plusSign && !p.positive.has('+')
	pair := p.positive
	prepend := s == minusSign || plus || approximately
	if p.hasNegative && (s == minusSign || p.negative.has('-') && (plus || approximately)) {
		pair, prepend = p.negative, false
	}
	signs := "-"
	if plus {
		signs = "+"
	}
	if approximately {
		switch {
		case plus:
			signs = "~+"
		case s == minusSign:
			signs = "~-"
		default:
			signs = "~"
		}
	}
	a := &affix{alone: p.alone}
	if prepend {
		a.prefix = f.signParts(a.prefix, signs)
	}
	text := Literal
	if compact != "" {
		text = "compact"
	}
	a.prefix = f.affixParts(a.prefix, pair.prefix, signs, text)
	a.suffix = f.affixParts(nil, pair.suffix, signs, text)
	if p.currency {
		if n := len(a.prefix); n > 0 && a.prefix[n-1].Type == "currency" {
			if c, _ := utf8.DecodeLastRuneInString(a.prefix[n-1].Value); needsSpace(c) {
				a.spaceAfter = f.spacing.after
			}
		}
		if len(a.suffix) > 0 && a.suffix[0].Type == "currency" {
			if c, _ := utf8.DecodeRuneInString(a.suffix[0].Value); needsSpace(c) {
				a.spaceBefore = f.spacing.before
			}
		}
	}
	f.affixes[key] = a
	return a
}

// needsSpace is the set [[:^S:]&[:^Z:]], which all locales have for the currency's side.
func needsSpace(c rune) bool { return !unicode.Is(unicode.S, c) && !unicode.Is(unicode.Z, c) }

func startsWithDigit(parts []Part) bool {
	if len(parts) == 0 {
		return false
	}
	c, _ := utf8.DecodeRuneInString(parts[0].Value)
	return unicode.IsDigit(c)
}

func endsWithDigit(parts []Part) bool {
	if len(parts) == 0 {
		return false
	}
	c, _ := utf8.DecodeLastRuneInString(parts[len(parts)-1].Value)
	return unicode.IsDigit(c)
}

func (f *Formatter) signParts(parts []Part, signs string) []Part {
	for _, c := range signs {
		switch c {
		case '-':
			parts = add(parts, "minusSign", f.symbols.Minus)
		case '+':
			parts = add(parts, "plusSign", f.symbols.Plus)
		case '~':
			parts = add(parts, "approximatelySign", f.symbols.Approximately)
		}
	}
	return parts
}

// affixParts writes tokens; text is the type of what is no symbol.
func (f *Formatter) affixParts(parts []Part, tokens []token, signs, text string) []Part {
	for _, t := range tokens {
		switch t.kind {
		case '-':
			parts = f.signParts(parts, signs)
		case '+':
			parts = f.signParts(parts, "+")
		case '%':
			kind := "percentSign"
			if f.o.Style == "unit" {
				kind = "unit"
			}
			parts = add(parts, kind, f.symbols.Percent)
		case '¤':
			parts = add(parts, "currency", f.symbol)
		default:
			parts = add(parts, text, t.text)
		}
	}
	return parts
}

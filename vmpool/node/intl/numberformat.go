package intl

import (
	"math"
	"math/big"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/number"
)

// numberFormat is the slot of an Intl.NumberFormat.
type numberFormat struct {
	*number.Formatter
	locale string
	format goja.Value // the bound function; nil until it is asked for
}

// defineNumberFormat is Intl.NumberFormat.
func defineNumberFormat(r *realm) {
	c := newClass(r, "NumberFormat", 0, true, func(call goja.ConstructorCall) *numberFormat {
		return r.newNumberFormat("Intl.NumberFormat", call.Argument(0), call.Argument(1))
	})
	c.supportedLocalesOf(nil)
	c.method("resolvedOptions", 0, func(n *numberFormat, _ goja.FunctionCall) goja.Value { return r.numberResolved(n) })
	c.method("formatToParts", 1, func(n *numberFormat, call goja.FunctionCall) goja.Value {
		return r.parts(n.Parts(r.mathematical(call.Argument(0))))
	})
	c.getter("format", "UnwrapNumberFormat", func(n *numberFormat) goja.Value {
		if n.format == nil {
			n.format = r.vm.Function("", 1, func(call goja.FunctionCall) goja.Value {
				return r.rt.ToValue(n.Format(r.mathematical(call.Argument(0))))
			})
		}
		return n.format
	})
	c.method("formatRange", 2, func(n *numberFormat, call goja.FunctionCall) goja.Value {
		start, end := r.rangeEnds(call)
		return r.rt.ToValue(n.Range(start, end))
	})
	c.method("formatRangeToParts", 2, func(n *numberFormat, call goja.FunctionCall) goja.Value {
		start, end := r.rangeEnds(call)
		parts, sources := n.RangeParts(start, end)
		return r.sourcedParts(parts, sources)
	})
	c.end()
}

func (r *realm) newNumberFormat(service string, locales, opts goja.Value) *numberFormat {
	list := r.canonicalLocales(locales)
	o := r.coerceOptions(service, opts)
	o.matcher()
	loc, system := r.resolveNumbers(list, o.numberingSystem())
	n := o.numberOptions()
	n.Locale, n.System = loc.Data, system
	return &numberFormat{Formatter: number.New(n), locale: loc.Locale()}
}

func (r *realm) numberResolved(n *numberFormat) goja.Value {
	o := n.Options()
	out := r.rt.NewObject()
	r.put(out, "locale", n.locale)
	r.put(out, "numberingSystem", o.System)
	r.put(out, "style", o.Style)
	switch o.Style {
	case "currency":
		r.put(out, "currency", o.Currency)
		r.put(out, "currencyDisplay", o.CurrencyDisplay)
		r.put(out, "currencySign", o.CurrencySign)
	case "unit":
		r.put(out, "unit", o.Unit)
		r.put(out, "unitDisplay", o.UnitDisplay)
	}
	r.putDigits(out, &o.Digits)
	if o.Grouping == "false" {
		r.put(out, "useGrouping", false)
	} else {
		r.put(out, "useGrouping", o.Grouping)
	}
	r.put(out, "notation", o.Notation)
	if o.Notation == "compact" {
		r.put(out, "compactDisplay", o.CompactDisplay)
	}
	r.put(out, "signDisplay", o.SignDisplay)
	for name, mode := range decimal.Modes {
		if mode == o.Mode {
			r.put(out, "roundingMode", name)
		}
	}
	r.put(out, "roundingIncrement", o.Increment)
	display := "auto"
	if o.StripIfInteger {
		display = "stripIfInteger"
	}
	r.put(out, "trailingZeroDisplay", display)
	r.put(out, "roundingPriority", [...]string{"auto", "auto", "morePrecision", "lessPrecision"}[o.Rounding])
	return out
}

// putDigits adds what resolvedOptions says about digits.
func (r *realm) putDigits(out *goja.Object, d *number.Digits) {
	r.put(out, "minimumIntegerDigits", d.MinInteger)
	if d.Rounding != number.Fraction {
		r.put(out, "minimumSignificantDigits", d.MinSignificant)
		r.put(out, "maximumSignificantDigits", d.MaxSignificant)
	}
	if d.Rounding != number.Significant {
		r.put(out, "minimumFractionDigits", d.MinFraction)
		r.put(out, "maximumFractionDigits", d.MaxFraction)
	}
}

// parts is an array of parts as formatToParts has it.
func (r *realm) parts(parts []number.Part) goja.Value {
	items := make([]any, len(parts))
	for i, p := range parts {
		o := r.rt.NewObject()
		r.put(o, "type", p.Type)
		r.put(o, "value", p.Value)
		items[i] = o
	}
	return r.rt.NewArray(items...)
}

// sourcedParts is an array of the parts of a range.
func (r *realm) sourcedParts(parts []number.Part, sources []string) goja.Value {
	items := make([]any, len(parts))
	for i, p := range parts {
		o := r.rt.NewObject()
		r.put(o, "type", p.Type)
		r.put(o, "value", p.Value)
		r.put(o, "source", sources[i])
		items[i] = o
	}
	return r.rt.NewArray(items...)
}

// rangeEnds are the arguments of formatRange.
func (r *realm) rangeEnds(call goja.FunctionCall) (start, end decimal.Decimal) {
	for i, name := range []string{"start", "end"} {
		if goja.IsUndefined(call.Argument(i)) {
			r.typeError("Invalid %s : undefined", name)
		}
	}
	start, end = r.mathematical(call.Argument(0)), r.mathematical(call.Argument(1))
	if start.Form == decimal.NaN {
		r.rangeError("Invalid start : %s", call.Argument(0).String())
	}
	if end.Form == decimal.NaN {
		r.rangeError("Invalid end : %s", call.Argument(1).String())
	}
	return start, end
}

// mathematical is ToIntlMathematicalValue: BigInts and strings keep all their digits.
func (r *realm) mathematical(v goja.Value) decimal.Decimal {
	if o, ok := v.(*goja.Object); ok {
		v = r.primitive(o)
	}
	switch v := v.(type) {
	case goja.String:
		return parseNumeric(v.String(), v.ToFloat())
	case *goja.Symbol:
		r.typeError("Cannot convert a Symbol value to a number")
	}
	switch n := v.Export().(type) {
	case *big.Int:
		return decimal.FromBig(n)
	case int64:
		return decimal.FromInt(int(n))
	}
	return decimal.FromFloat(v.ToFloat())
}

// primitive is ToPrimitive with the hint number.
func (r *realm) primitive(o *goja.Object) goja.Value {
	if f, ok := goja.AssertFunction(o.GetSymbol(goja.SymToPrimitive)); ok {
		v, err := f(o, r.rt.ToValue("number"))
		r.must(err)
		if _, ok := v.(*goja.Object); !ok {
			return v
		}
		r.typeError("Cannot convert object to primitive value")
	}
	for _, name := range []string{"valueOf", "toString"} {
		if f, ok := goja.AssertFunction(o.Get(name)); ok {
			v, err := f(o)
			r.must(err)
			if _, ok := v.(*goja.Object); !ok {
				return v
			}
		}
	}
	r.typeError("Cannot convert object to primitive value")
	return nil
}

// parseNumeric is a StringNumericLiteral, exactly; f is its Number.
func parseNumeric(s string, f float64) decimal.Decimal {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return decimal.FromFloat(f)
	}
	s = strings.TrimFunc(s, isSpace)
	if len(s) > 2 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		if n, ok := new(big.Int).SetString(s, 0); ok {
			return decimal.FromBig(n)
		}
	}
	if d, ok := decimal.Parse(s); ok {
		return d
	}
	return decimal.FromFloat(f)
}

// isSpace is StrWhiteSpaceChar.
func isSpace(c rune) bool {
	return strings.ContainsRune("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff", c) || c >= 0x2000 && c <= 0x200a
}

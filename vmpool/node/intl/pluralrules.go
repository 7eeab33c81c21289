package intl

import (
	"math"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/internal/intl/number"
	"github.com/seed-9eb1e60f/ssr/internal/intl/plural"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// pluralRules is the slot of an Intl.PluralRules.
type pluralRules struct {
	locale  *locale.Resolved
	kind    string
	rules   *plural.Rules
	numbers *number.Formatter
}

// definePluralRules is Intl.PluralRules.
func definePluralRules(r *realm) {
	available := cldr.AvailableFor("PluralRules")
	c := newClass(r, "PluralRules", 0, false, func(call goja.ConstructorCall) *pluralRules {
		list := r.canonicalLocales(call.Argument(0))
		o := r.coerceOptions("Intl.PluralRules", call.Argument(1))
		o.matcher()
		p := &pluralRules{locale: r.resolve(list, available, nil)}
		p.kind = o.text("type", "cardinal", "cardinal", "ordinal")
		p.rules = plural.Cardinal(p.locale.Data)
		if p.kind == "ordinal" {
			p.rules = plural.Ordinal(p.locale.Data)
		}
		p.numbers = number.New(number.Options{Locale: p.locale.Data, System: "latn", Digits: o.digits(0, 3, false)})
		return p
	})
	c.supportedLocalesOf(available)
	c.method("resolvedOptions", 0, func(p *pluralRules, _ goja.FunctionCall) goja.Value {
		out := r.rt.NewObject()
		r.put(out, "locale", p.locale.Locale())
		r.put(out, "type", p.kind)
		d := p.numbers.Options().Digits
		if d.Rounding != number.Fraction {
			d.Rounding = number.Significant
		}
		r.putDigits(out, &d)
		r.put(out, "pluralCategories", node.Array(r.vm, p.rules.Forms()))
		return out
	})
	c.method("select", 1, func(p *pluralRules, call goja.FunctionCall) goja.Value {
		return r.rt.ToValue(p.form(r.toNumber(call.Argument(0))))
	})
	c.method("selectRange", 2, func(p *pluralRules, call goja.FunctionCall) goja.Value {
		var ends [2]float64
		for i, name := range []string{"startRange", "endRange"} {
			if goja.IsUndefined(call.Argument(i)) {
				r.typeError("Invalid %s : undefined", name)
			}
		}
		for i := range ends {
			ends[i] = r.toNumber(call.Argument(i))
		}
		for i, name := range []string{"startRange", "endRange"} {
			if math.IsNaN(ends[i]) {
				r.rangeError("Invalid %s : %s", name, call.Argument(i).String())
			}
		}
		return r.rt.ToValue(plural.Range(p.locale.Data, p.form(ends[0]), p.form(ends[1])))
	})
	c.end()
}

func (p *pluralRules) form(f float64) string {
	return p.numbers.PluralForm(decimal.FromFloat(math.Abs(f)), p.rules)
}

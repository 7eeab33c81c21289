package intl

import (
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/internal/intl/number"
	"github.com/seed-9eb1e60f/ssr/internal/intl/relative"
)

// relativeTimeFormat is the slot of an Intl.RelativeTimeFormat.
type relativeTimeFormat struct {
	*relative.Formatter
	locale                 *locale.Resolved
	style, numeric, system string
}

// defineRelativeTimeFormat is Intl.RelativeTimeFormat.
func defineRelativeTimeFormat(r *realm) {
	c := newClass(r, "RelativeTimeFormat", 0, false, func(call goja.ConstructorCall) *relativeTimeFormat {
		locales := r.canonicalLocales(call.Argument(0))
		o := r.coerceOptions("Intl.RelativeTimeFormat", call.Argument(1))
		o.matcher()
		f := &relativeTimeFormat{}
		f.locale, f.system = r.resolveNumbers(locales, o.numberingSystem())
		f.style = o.text("style", "long", "long", "short", "narrow")
		f.numeric = o.text("numeric", "always", "always", "auto")
		f.Formatter = relative.New(f.locale.Data, f.system, f.style, f.numeric == "auto")
		return f
	})
	c.supportedLocalesOf(nil)
	c.method("resolvedOptions", 0, func(f *relativeTimeFormat, _ goja.FunctionCall) goja.Value {
		out := r.rt.NewObject()
		r.put(out, "locale", f.locale.Locale())
		r.put(out, "style", f.style)
		r.put(out, "numeric", f.numeric)
		r.put(out, "numberingSystem", f.system)
		return out
	})
	parts := func(f *relativeTimeFormat, call goja.FunctionCall, method string) ([]number.Part, string) {
		value := r.toNumber(call.Argument(0))
		name := r.string(call.Argument(1))
		unit := strings.TrimSuffix(name, "s")
		if !slices.Contains([]string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"}, unit) {
			r.rangeError("Invalid unit argument for Intl.RelativeTimeFormat.prototype.%s() '%s'", method, name)
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			r.rangeError("Value need to be finite number for Intl.RelativeTimeFormat.prototype.%s()", method)
		}
		return f.Parts(value, unit), unit
	}
	c.method("format", 2, func(f *relativeTimeFormat, call goja.FunctionCall) goja.Value {
		list, _ := parts(f, call, "format")
		return r.rt.ToValue(number.Text(list))
	})
	c.method("formatToParts", 2, func(f *relativeTimeFormat, call goja.FunctionCall) goja.Value {
		list, unit := parts(f, call, "formatToParts")
		items := make([]any, len(list))
		for i, p := range list {
			o := r.rt.NewObject()
			r.put(o, "type", p.Type)
			r.put(o, "value", p.Value)
			if p.Type != number.Literal {
				r.put(o, "unit", unit)
			}
			items[i] = o
		}
		return r.rt.NewArray(items...)
	})
	c.end()
}

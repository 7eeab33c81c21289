package intl

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/internal/intl/names"
)

// displayNames is the slot of an Intl.DisplayNames.
type displayNames struct {
	*names.Names
	locale                          *locale.Resolved
	style, kind, fallback, language string
}

// defineDisplayNames is Intl.DisplayNames.
func defineDisplayNames(r *realm) {
	c := newClass(r, "DisplayNames", 2, false, func(call goja.ConstructorCall) *displayNames {
		locales := r.canonicalLocales(call.Argument(0))
		if goja.IsUndefined(call.Argument(1)) {
			r.typeError("invalid_argument")
		}
		o := r.optionsObject("Intl.DisplayNames", call.Argument(1))
		o.matcher()
		d := &displayNames{locale: r.resolve(locales, nil, nil)}
		d.style = o.text("style", "long", "long", "short", "narrow")
		d.kind = o.text("type", "", "language", "region", "script", "currency", "calendar", "dateTimeField")
		if d.kind == "" {
			r.typeError("invalid_argument")
		}
		d.fallback = o.text("fallback", "code", "code", "none")
		d.language = o.text("languageDisplay", "dialect", "dialect", "standard")
		d.Names = names.New(d.locale.Data, names.Options{
			Type: d.kind, Style: d.style, Strict: d.fallback == "none", Standard: d.language == "standard",
		})
		return d
	})
	c.supportedLocalesOf(nil)
	c.method("resolvedOptions", 0, func(d *displayNames, _ goja.FunctionCall) goja.Value {
		out := r.rt.NewObject()
		r.put(out, "locale", d.locale.Locale())
		r.put(out, "style", d.style)
		r.put(out, "type", d.kind)
		r.put(out, "fallback", d.fallback)
		if d.kind == "language" {
			r.put(out, "languageDisplay", d.language)
		}
		return out
	})
	c.method("of", 1, func(d *displayNames, call goja.FunctionCall) goja.Value {
		name, valid := d.Of(r.string(call.Argument(0)))
		if !valid {
			r.rangeError("invalid_argument")
		}
		return r.optional(name)
	})
	c.end()
}

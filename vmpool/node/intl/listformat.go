package intl

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/list"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
)

// listFormat is the slot of an Intl.ListFormat.
type listFormat struct {
	*list.Formatter
	locale      *locale.Resolved
	kind, style string
}

// defineListFormat is Intl.ListFormat.
func defineListFormat(r *realm) {
	available := cldr.AvailableFor("ListFormat")
	c := newClass(r, "ListFormat", 0, false, func(call goja.ConstructorCall) *listFormat {
		locales := r.canonicalLocales(call.Argument(0))
		o := r.optionsObject("Intl.ListFormat", call.Argument(1))
		o.matcher()
		l := &listFormat{locale: r.resolve(locales, available, nil)}
		l.kind = o.text("type", "conjunction", "conjunction", "disjunction", "unit")
		l.style = o.text("style", "long", "long", "short", "narrow")
		l.Formatter = list.New(l.locale.Data, l.kind, l.style)
		return l
	})
	c.supportedLocalesOf(available)
	c.method("resolvedOptions", 0, func(l *listFormat, _ goja.FunctionCall) goja.Value {
		out := r.rt.NewObject()
		r.put(out, "locale", l.locale.Locale())
		r.put(out, "type", l.kind)
		r.put(out, "style", l.style)
		return out
	})
	c.method("format", 1, func(l *listFormat, call goja.FunctionCall) goja.Value {
		return r.rt.ToValue(l.Format(r.strings(call.Argument(0))))
	})
	c.method("formatToParts", 1, func(l *listFormat, call goja.FunctionCall) goja.Value {
		parts := l.Parts(r.strings(call.Argument(0)))
		items := make([]any, len(parts))
		for i, p := range parts {
			kind := "literal"
			if p.Element {
				kind = "element"
			}
			o := r.rt.NewObject()
			r.put(o, "type", kind)
			r.put(o, "value", p.Value)
			items[i] = o
		}
		return r.rt.NewArray(items...)
	})
	c.end()
}

// strings is StringListFromIterable.
func (r *realm) strings(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return nil
	}
	kind := "object"
	o, isObject := v.(*goja.Object)
	iterable := isObject
	if isObject {
		_, isFunction := goja.AssertFunction(o)
		if isFunction {
			kind = "function"
		}
		_, iterable = goja.AssertFunction(o.GetSymbol(goja.SymIterator))
	} else {
		switch v.Export().(type) {
		case string:
			iterable = true
		case bool:
			kind = "boolean " + v.String()
		case nil:
			kind = "object null"
		default:
			kind = "number " + v.String()
		}
	}
	if !iterable {
		r.typeError("%s is not iterable (cannot read property Symbol(Symbol.iterator))", kind)
	}
	var out []string
	r.rt.ForOf(v, func(item goja.Value) bool {
		s, ok := item.(goja.String)
		if !ok {
			r.typeError("Iterable yielded %s which is not a string", r.shown(item))
		}
		out = append(out, s.String())
		return true
	})
	return out
}

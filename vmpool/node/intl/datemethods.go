package intl

import (
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/date"
)

// toLocaleDate is Date.prototype.NAME, a method that formats with some fields when the options have none of those required.
func (r *realm) toLocaleDate(name string, required, defaults fieldSet) func(goja.FunctionCall) goja.Value {
	// Formats of calls without options, by the locale asked for; the empty one is the default.
	kept := map[string]*date.Format{}
	return func(call goja.FunctionCall) goja.Value {
		o, ok := call.This.(*goja.Object)
		if !ok || o.ClassName() != "Date" {
			r.typeError("Method Date.prototype.%s called on incompatible receiver %s", name, r.shown(call.This))
		}
		t, ok := o.Export().(time.Time)
		if !ok {
			return r.rt.ToValue("Invalid Date")
		}
		return r.rt.ToValue(r.dateFormatter(call, kept, required, defaults).Format(t.UnixMilli()))
	}
}

func (r *realm) dateFormatter(call goja.FunctionCall, kept map[string]*date.Format, required, defaults fieldSet) *date.Format {
	locales, options := call.Argument(0), call.Argument(1)
	s, isText := locales.(goja.String)
	if !goja.IsUndefined(options) || !isText && !goja.IsUndefined(locales) {
		return r.newDateFormat(locales, options, required, defaults).Format
	}
	key := ""
	if isText {
		if key = s.String(); key == "" {
			return r.newDateFormat(locales, options, required, defaults).Format
		}
	}
	if f := kept[key]; f != nil {
		return f
	}
	f := r.newDateFormat(locales, options, required, defaults).Format
	if len(kept) < maxKept {
		kept[key] = f
	}
	return f
}

package intl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// canonicalLocales is CanonicalizeLocaleList.
func (r *realm) canonicalLocales(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return nil
	}
	if s, ok := v.(goja.String); ok {
		return []string{r.canonical(s.String())}
	}
	if goja.IsNull(v) {
		r.typeError("Cannot convert undefined or null to object")
	}
	o := v.ToObject(r.rt)
	if tag, ok := r.localeTag(o); ok {
		return []string{tag}
	}
	var out []string
	length := o.Get("length")
	if length == nil {
		return nil
	}
	for i := range int(length.ToInteger()) {
		item := o.Get(strconv.Itoa(i))
		if item == nil {
			continue
		}
		tag := ""
		switch item := item.(type) {
		case goja.String:
			tag = r.canonical(item.String())
		case *goja.Object:
			var ok bool
			if tag, ok = r.localeTag(item); !ok {
				tag = r.canonical(r.string(item))
			}
		default:
			r.typeError("Language ID should be string or object.")
		}
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// canonical is the canonical form of a tag; a wrong one throws.
func (r *realm) canonical(s string) string {
	t, ok := locale.Canonical(s)
	if !ok {
		r.rangeError("Incorrect locale information provided")
	}
	return t.String()
}

// resolve is ResolveLocale for a service that looks at the keywords of keys.
func (r *realm) resolve(locales []string, available func(string) bool, keys map[string]func(locale, value string) bool) *locale.Resolved {
	return locale.Resolve(locale.Request{Locales: locales, Default: r.locale, Available: available, Keys: keys})
}

func (r *realm) supported(service string, locales, opts goja.Value, available func(string) bool) goja.Value {
	list := r.canonicalLocales(locales)
	r.coerceOptions(service, opts).matcher()
	return node.Array(r.vm, locale.Supported(list, available))
}

// getCanonicalLocales is Intl.getCanonicalLocales.
func (r *realm) getCanonicalLocales(call goja.FunctionCall) goja.Value {
	return node.Array(r.vm, r.canonicalLocales(call.Argument(0)))
}

// supportedValuesOf is Intl.supportedValuesOf.
func (r *realm) supportedValuesOf(call goja.FunctionCall) goja.Value {
	key := r.string(call.Argument(0))
	if !slices.Contains([]string{"calendar", "collation", "currency", "numberingSystem", "timeZone", "unit"}, key) {
		r.rangeError("Invalid key : %s", key)
	}
	return node.Array(r.vm, strings.Fields(cldr.Fact("values/"+key)))
}

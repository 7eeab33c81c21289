package intl

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// localeTag is the tag of an Intl.Locale; false for other objects.
func (r *realm) localeTag(o *goja.Object) (string, bool) {
	if r.locales == nil {
		return "", false
	}
	t, ok := r.locales.slots.Get(o)
	if !ok {
		return "", false
	}
	return t.String(), true
}

// defineLocale is Intl.Locale.
func defineLocale(r *realm) {
	c := newClass(r, "Locale", 1, false, r.newLocale)
	r.locales = c
	c.method("toString", 0, func(t *locale.Tag, _ goja.FunctionCall) goja.Value { return r.rt.ToValue(t.String()) })
	derive := func(change func(*locale.Tag)) func(*locale.Tag, goja.FunctionCall) goja.Value {
		return func(t *locale.Tag, _ goja.FunctionCall) goja.Value {
			derived := *t
			change(&derived)
			o := r.rt.CreateObject(c.prototype)
			c.slots.Set(o, &derived)
			return o
		}
	}
	c.method("maximize", 0, derive(func(t *locale.Tag) { t.Maximize() }))
	c.method("minimize", 0, derive((*locale.Tag).Minimize))
	text := func(name string, get func(*locale.Tag) string) {
		c.getter(name, "", func(t *locale.Tag) goja.Value { return r.optional(get(t)) })
	}
	text("language", func(t *locale.Tag) string { return t.Language })
	text("script", func(t *locale.Tag) string { return t.Script })
	text("region", func(t *locale.Tag) string { return t.Region })
	text("baseName", func(t *locale.Tag) string { return t.Base() })
	keyword := func(name, key string) { text(name, func(t *locale.Tag) string { v, _ := t.Keyword(key); return v }) }
	keyword("calendar", "ca")
	keyword("caseFirst", "kf")
	keyword("collation", "co")
	keyword("hourCycle", "hc")
	c.getter("numeric", "", func(t *locale.Tag) goja.Value {
		v, ok := t.Keyword("kn")
		return r.rt.ToValue(ok && v == "")
	})
	keyword("numberingSystem", "nu")
	list := func(name, key string, values func(*locale.Tag) []string) {
		c.getter(name, "", func(t *locale.Tag) goja.Value {
			if v, _ := t.Keyword(key); v != "" {
				return node.Array(r.vm, []string{v})
			}
			return node.Array(r.vm, values(t))
		})
	}
	list("calendars", "ca", (*locale.Tag).Calendars)
	list("collations", "co", (*locale.Tag).Collations)
	list("hourCycles", "hc", (*locale.Tag).HourCycles)
	list("numberingSystems", "nu", (*locale.Tag).NumberingSystems)
	c.getter("textInfo", "", func(t *locale.Tag) goja.Value {
		o := r.rt.NewObject()
		r.put(o, "direction", t.Direction())
		return o
	})
	c.getter("timeZones", "", func(t *locale.Tag) goja.Value {
		if t.Region == "" {
			return goja.Undefined()
		}
		return node.Array(r.vm, strings.Fields(cldr.Fact("zones/"+t.Region)))
	})
	c.getter("weekInfo", "", func(t *locale.Tag) goja.Value {
		week := t.Week()
		o := r.rt.NewObject()
		r.put(o, "firstDay", week.FirstDay)
		r.put(o, "weekend", node.Array(r.vm, week.Weekend))
		r.put(o, "minimalDays", week.MinimalDays)
		return o
	})
	c.end()
}

// optional is a text, or undefined where it is empty.
func (r *realm) optional(s string) goja.Value {
	if s == "" {
		return goja.Undefined()
	}
	return r.rt.ToValue(s)
}

func (r *realm) newLocale(call goja.ConstructorCall) *locale.Tag {
	incorrect := func() { r.rangeError("Incorrect locale information provided") }
	var text string
	switch v := call.Argument(0).(type) {
	case goja.String:
		text = v.String()
	case *goja.Object:
		var ok bool
		if text, ok = r.localeTag(v); !ok {
			text = r.string(v)
		}
	default:
		r.typeError("First argument to Intl.Locale constructor can't be empty or missing")
	}
	o := r.coerceOptions("Intl.Locale", call.Argument(1))
	t, ok := locale.Canonical(text)
	if !ok {
		incorrect()
	}
	for _, part := range []struct {
		name  string
		valid func(string) bool
		set   func(string)
	}{
		{"language", locale.IsLanguage, func(s string) { t.Language = strings.ToLower(s) }},
		{"script", locale.IsScript, func(s string) { t.Script = strings.ToUpper(s[:1]) + strings.ToLower(s[1:]) }},
		{"region", locale.IsRegion, func(s string) { t.Region = strings.ToUpper(s) }},
	} {
		if v := o.get(part.name); v != nil {
			s := o.string(v)
			if !part.valid(s) {
				incorrect()
			}
			part.set(s)
		}
	}
	t.Canonicalize()
	for _, option := range []struct {
		name, key string
		values    []string
	}{
		{"calendar", "ca", nil},
		{"collation", "co", nil},
		{"hourCycle", "hc", []string{"h11", "h12", "h23", "h24"}},
		{"caseFirst", "kf", []string{"upper", "lower", "false"}},
		{"numeric", "kn", nil},
		{"numberingSystem", "nu", nil},
	} {
		v := o.get(option.name)
		if v == nil {
			continue
		}
		s := ""
		switch {
		case option.key == "kn":
			s = "false"
			if v.ToBoolean() {
				s = "true"
			}
		default:
			s = o.string(v)
			if option.values != nil && !slices.Contains(option.values, s) {
				o.rangeError("Value %s out of range for Intl.Locale options property %s", s, option.name)
			}
			if s = strings.ToLower(s); option.values == nil && !locale.IsType(s) {
				incorrect()
			}
		}
		t.SetKeyword(option.key, locale.CanonicalValue(option.key, s))
	}
	return &t
}

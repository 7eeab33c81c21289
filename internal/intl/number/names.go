package number

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// names are the patterns that put a unit's or a currency's name around a number, by plural form. They are immutable.
type names struct {
	kind     string // of the parts: "unit", "currency"
	patterns map[string]named
}

// named is what a plural form has around the number; alone: instead of it, as Arabic has "a day" for 1.
type named struct {
	before, after string
	alone         bool
}

// around puts the name of a plural form around parts.
func (n *names) around(parts []Part, form string) []Part {
	name := n.form(form)
	out := make([]Part, 0, len(parts)+2)
	out = add(out, n.kind, name.before)
	if !name.alone {
		out = append(out, parts...)
	}
	return add(out, n.kind, name.after)
}

// form is the name for a plural form.
func (n *names) form(form string) named {
	if name, ok := n.patterns[form]; ok {
		return name
	}
	return n.patterns["other"]
}

// forms are all plural forms.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// currencyNames is ICU's long names of currencies: "{0} {1}" with the plural's name.
func currencyNames(s *Symbols, locale, code string) *names {
	table := cldr.Currencies.Table(locale)
	n := &names{kind: "currency", patterns: map[string]named{}}
	for _, form := range forms {
		name := firstOf(table, code+"/name/"+form, code+"/name/other", code+"/name")
		if name == "" {
			name = code
		}
		pattern := firstOf(s.table, "latn/currency/unitPattern/"+form, "latn/currency/unitPattern/other") // of all numbering systems
		n.patterns[form] = around(strings.Replace(pattern, "{1}", name, 1))
	}
	return n
}

func firstOf(table *cldr.Table, keys ...string) string {
	for _, key := range keys {
		if v := table.Get(key); v != "" {
			return v
		}
	}
	return ""
}

// around cuts a pattern at its {0}.
func around(pattern string) named {
	before, after, found := strings.Cut(pattern, "{0}")
	return named{before, after, !found}
}

var unitCache = cldr.NewCache(makeUnit)

// unitNames are the patterns of a unit, or of A-per-B.
func unitNames(locale, unit, display string) *names {
	return unitCache.Get(locale + "/" + display + "/" + unit)
}

func makeUnit(key string) *names {
	part := strings.Split(key, "/")
	locale, display, unit := part[0], part[1], part[2]
	table := cldr.Units.Table(locale)
	n := &names{kind: "unit", patterns: map[string]named{}}
	prefix := display + "/" + unit + "/"
	if first, second, per := strings.Cut(unit, "-per-"); per && table.Get(prefix+"other") == "" {
		return perNames(table, display, first, second)
	}
	for _, form := range forms {
		if text := firstOf(table, prefix+form, prefix+"other"); text != "" {
			n.patterns[form] = around(text)
		}
	}
	return n
}

// perNames puts together two units that have no common name.
func perNames(table *cldr.Table, display, first, second string) *names {
	n := &names{kind: "unit", patterns: map[string]named{}}
	per := table.Get(display + "/" + second + "/per")
	if per == "" {
		one := strings.TrimSpace(strings.Replace(firstOf(table, display+"/"+second+"/one", display+"/"+second+"/other"), "{0}", "", 1))
		per = strings.Replace(table.Get(display+"/per"), "{1}", one, 1)
	}
	for _, form := range forms {
		text := firstOf(table, display+"/"+first+"/"+form, display+"/"+first+"/other")
		n.patterns[form] = around(strings.Replace(per, "{0}", text, 1))
	}
	return n
}

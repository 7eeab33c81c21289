// Package names has the names of languages, regions, scripts, currencies, calendars and fields of dates as Intl.DisplayNames gives them.
package names

import (
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
)

// Names are the names in one locale. It is immutable.
type Names struct {
	table      *cldr.Table
	currencies *cldr.Table
	fields     *cldr.Table
	o          Options
}

// Options are resolved options of Intl.DisplayNames.
type Options struct {
	// Type is "language", "region", "script", "currency", "calendar" or "dateTimeField".
	Type string
	// Style is "long", "short" or "narrow".
	Style string
	// Strict says that a code without a name has none, instead of its own (fallback "none").
	Strict bool
	// Standard says that a dialect is described by its region, not by a name of its own (languageDisplay "standard").
	Standard bool
}

// New are the names in a locale.
func New(locale string, o Options) *Names {
	return &Names{cldr.Names.Table(locale), cldr.Currencies.Table(locale), cldr.Fields.Table(locale), o}
}

// Of is the name of a code; valid is false for what is no code of the type, and the name is empty where there is none.
func (n *Names) Of(code string) (name string, valid bool) {
	switch n.o.Type {
	case "language":
		return n.language(code)
	case "region":
		name, valid = n.region(code), locale.IsRegion(code)
	case "script":
		name, valid = n.short("scripts/"+code), locale.IsScript(code)
	case "currency":
		if valid = len(code) == 3 && locale.IsLanguage(code); valid {
			code = strings.ToUpper(code)
			name = n.currencies.Get(code + "/name")
		}
	case "calendar":
		valid = locale.IsType(code)
		key := code
		switch code {
		case "gregory":
			key = "gregorian"
		case "ethioaa":
			key = "ethiopic-amete-alem"
		}
		name = n.table.Get("types/calendar/" + key)
		code = key
	default:
		return n.field(code)
	}
	if name == "" && !n.o.Strict {
		name = code
	}
	return name, valid
}

// short is a name in short style, where it has one, or its ordinary form.
func (n *Names) short(key string) string {
	if n.o.Style != "long" {
		if s := n.table.Get(key + "-alt-short"); s != "" {
			return s
		}
	}
	return n.table.Get(key)
}

// former are codes of countries that ICU knows the successor of.
var former = []string{"AN", "BU", "CS", "DD", "DY", "FX", "HV", "NH", "RH", "SU", "TP", "UK", "VD", "YD", "YU", "ZR"}

func (n *Names) region(code string) string {
	name := n.short("territories/" + code)
	if name == "" && slices.Contains(former, code) {
		successor, _, _ := strings.Cut(cldr.Fact("alias/territory/"+code), " ")
		name = n.short("territories/" + successor)
	}
	return name
}

// language is ICU's LocaleDisplayNames::localeDisplayName, without keywords.
func (n *Names) language(code string) (name string, valid bool) {
	if strings.EqualFold(code, "root") {
		code = "und"
	}
	t, ok := locale.Canonical(legacy(code))
	if !ok {
		return "", false
	}
	name, script, region := "", t.Script, t.Region
	if whole := (locale.Tag{Language: t.Language, Script: script, Region: region}).Base(); !n.o.Standard && whole != t.Language {
		if name = n.short("languages/" + whole); name != "" {
			script, region = "", ""
		}
	}
	missing := false
	or := func(name, code string) string {
		if name == "" {
			missing = true
			return code
		}
		return name
	}
	if name == "" {
		if t.Language == "und" {
			name = or(n.short("languages/root"), "root")
		} else {
			name = or(n.short("languages/"+t.Language), t.Language)
		}
	}
	var rest []string
	if script != "" {
		rest = append(rest, or(n.short("scripts/"+script), script))
	}
	if region != "" {
		rest = append(rest, or(n.region(region), region))
	}
	if len(t.Variants) > 0 {
		v := strings.ToUpper(strings.Join(t.Variants, "_"))
		rest = append(rest, or(n.table.Get("variants/"+v), v))
	}
	if missing && n.o.Strict {
		return "", true
	}
	return n.compose(name, rest), true
}

// compose puts what is special about a language in parentheses behind its name.
func (n *Names) compose(name string, rest []string) string {
	if len(rest) == 0 {
		return name
	}
	pattern := n.table.Get("localeDisplayPattern/localePattern")
	separator := n.table.Get("localeDisplayPattern/localeSeparator")
	text := rest[0]
	for _, part := range rest[1:] {
		text = strings.Replace(strings.Replace(separator, "{0}", text, 1), "{1}", part, 1)
	}
	if strings.Contains(pattern, "（") {
		text = strings.NewReplacer("（", "［", "）", "］").Replace(text)
	} else {
		text = strings.NewReplacer("(", "[", ")", "]").Replace(text)
	}
	return strings.Replace(strings.Replace(pattern, "{0}", name, 1), "{1}", text, 1)
}

// legacy is the language subtag for tags that only ICU still reads: i-klingon, zh-yue.
func legacy(code string) string {
	lower := strings.ToLower(code)
	if rest, ok := strings.CutPrefix(lower, "i-"); ok {
		if v := cldr.Fact("alias/language/i-" + rest); v != "" {
			return v
		}
		if v, ok := map[string]string{"klingon": "tlh", "hak": "hak", "lux": "lb", "navajo": "nv"}[rest]; ok {
			return v
		}
	}
	if first, second, ok := strings.Cut(lower, "-"); ok && len(second) == 3 && locale.IsLanguage(second) && (len(first) == 2 || len(first) == 3) {
		return second
	}
	return code
}

// dateFields are CLDR's names for the fields.
var dateFields = map[string]string{
	"era": "era", "year": "year", "quarter": "quarter", "month": "month", "weekOfYear": "week", "weekday": "weekday", "day": "day",
	"dayPeriod": "dayperiod", "hour": "hour", "minute": "minute", "second": "second", "timeZoneName": "zone",
}

func (n *Names) field(code string) (string, bool) {
	field, ok := dateFields[code]
	if !ok {
		return "", false
	}
	if n.o.Style != "long" {
		field += "-" + n.o.Style
	}
	return n.fields.Get(field + "/name"), true
}

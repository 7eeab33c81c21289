package locale

import (
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// Fallback is the default locale of a process whose environment names none.
const Fallback = "en-US"

// Match is the longest available beginning of a tag without extensions (BestAvailableLocale); empty where there is none. available
// nil stands for cldr.Available.
func Match(base string, available func(string) bool) string {
	if available == nil {
		available = cldr.Available
	}
	for base != "" {
		if available(base) {
			return base
		}
		i := strings.LastIndexByte(base, '-')
		if i < 0 {
			break
		}
		if i >= 2 && base[i-2] == '-' {
			i -= 2
		}
		base = base[:i]
	}
	return ""
}

// Resolved is the result of Resolve.
type Resolved struct {
	// Data is the available locale, which data is looked up with.
	Data string
	// Keywords are the values of the relevant keys that the request had and the service accepted.
	Keywords map[string]string
	// tag is the locale with those keywords.
	tag Tag
}

// Locale is resolvedOptions().locale: the available locale with the keywords that were accepted.
func (r *Resolved) Locale() string { return r.tag.String() }

// Override says that an option has set a keyword to value: the locale names it only where the request had the same.
func (r *Resolved) Override(key, value string) {
	if had, ok := r.Keywords[key]; !ok || had == value {
		return
	}
	delete(r.Keywords, key)
	r.tag.Keywords = slices.DeleteFunc(slices.Clone(r.tag.Keywords), func(k Keyword) bool { return k.Key == key })
}

// Request is what a service asks of Resolve.
type Request struct {
	// Locales are the canonical tags asked for, in order of preference.
	Locales []string
	// Default is the locale to take when none of them is available.
	Default string
	// Available is the service's own set of locales; nil stands for cldr.Available.
	Available func(string) bool
	// Keys are the keywords that the service looks at, each with whether it accepts a value in a locale.
	Keys map[string]func(locale, value string) bool
}

// Resolve chooses a locale (ECMA-402, ResolveLocale, with V8's matcher: both of them are LookupMatcher).
func Resolve(q Request) *Resolved {
	r := &Resolved{Keywords: map[string]string{}}
	var asked Tag
	for _, l := range q.Locales {
		t, ok := Parse(l)
		if !ok {
			continue
		}
		if found := matchTag(t, q.Available); found != "" {
			r.Data, asked = found, t
			break
		}
	}
	if r.Data == "" {
		t, _ := Parse(q.Default)
		r.Data, asked = Match(t.Base(), q.Available), t
		if r.Data == "" {
			r.Data = t.Base()
		}
	}
	r.tag, _ = Parse(r.Data)
	for _, k := range asked.Keywords {
		accepts := q.Keys[k.Key]
		switch {
		case k.Key == "va" && k.Value == "posix":
		case accepts == nil || !accepts(r.Data, k.Value):
			continue
		default:
			r.Keywords[k.Key] = k.Value
			if k.Value == "" {
				r.Keywords[k.Key] = "true"
			}
		}
		r.tag.SetKeyword(k.Key, k.Value)
	}
	return r
}

func matchTag(t Tag, available func(string) bool) string { return Match(t.Base(), available) }

// Supported is the locales that a service has data for, as they were asked for (LookupSupportedLocales).
func Supported(locales []string, available func(string) bool) []string {
	var out []string
	for _, l := range locales {
		if t, ok := Parse(l); ok && matchTag(t, available) != "" {
			out = append(out, l)
		}
	}
	return out
}

// FromEnvironment is the default locale of a process, as ICU finds it: the first of LC_ALL, LC_MESSAGES and LANG that is set, without
// its encoding; Fallback for C and POSIX, and where there is none.
func FromEnvironment(env map[string]string) string {
	var name string
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v, ok := env[key]; ok {
			name = v
			break
		}
		if key == "LANG" {
			return Fallback
		}
	}
	name, modifier, _ := strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ".")
	if name == "" {
		return "und"
	}
	if name == "C" || name == "POSIX" || name == "en_US_POSIX" {
		return Fallback
	}
	t, ok := Canonical(strings.ReplaceAll(name, "_", "-"))
	if !ok {
		return Fallback
	}
	switch {
	case modifier == "":
	case isVariant(strings.ToLower(modifier)):
		t.Variants = append(t.Variants, strings.ToLower(modifier))
	default:
		t.Other = append(t.Other, "x-lvariant-"+strings.ToLower(modifier))
	}
	return t.String()
}

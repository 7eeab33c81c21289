package cldr

import (
	"strings"
	"sync"
)

// dataLocale is the locale that has the data of tag: the first of tag, tag with its likely script, and then the same without the
// last subtag, that has reports. Root is the last.
func dataLocale(tag string, has func(string) bool) string {
	if has(tag) {
		return tag
	}
	language, script, region := split(tag)
	if region != "" && script == "" {
		script = likelyScript(language, region)
		if name := language + "-" + script + "-" + region; has(name) {
			return name
		}
		if script != likelyScript(language, "") {
			if name := language + "-" + script; has(name) {
				return name
			}
			return "root"
		}
	}
	for name := tag; ; {
		i := strings.LastIndexByte(name, '-')
		if i < 0 {
			return "root"
		}
		name = name[:i]
		if has(name) {
			return name
		}
	}
}

func split(tag string) (language, script, region string) {
	language, rest, _ := strings.Cut(tag, "-")
	for rest != "" {
		var part string
		part, rest, _ = strings.Cut(rest, "-")
		switch {
		case len(part) == 4 && script == "" && part[0] >= 'A':
			script = part
		case len(part) == 2 || len(part) == 3:
			region = part
		}
	}
	return language, script, region
}

func likelyScript(language, region string) string {
	likely := ""
	if region != "" {
		likely = Fact("likely/" + language + "-" + region)
	}
	if likely == "" {
		likely = Fact("likely/" + language)
	}
	_, script, _ := split(likely)
	return script
}

// Available reports whether a tag (without extensions, in canonical case) is one of Intl's available locales: those that ICU has
// data for, also without their script.
func Available(tag string) bool { return availableLocales()[tag] }

// AvailableLocales is the set of Intl's available locales. It must not be changed.
func AvailableLocales() map[string]bool { return availableLocales() }

var availableLocales = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for tag := range strings.SplitSeq(Fact("available"), " ") {
		set[tag] = true
	}
	return set
})

// AvailableFor is the set of locales of a service, by the name of its constructor, that has no data for some of Available.
func AvailableFor(service string) func(string) bool {
	lacking := lackingLocales.Get(service)
	return func(tag string) bool { return Available(tag) && !lacking[tag] }
}

var lackingLocales = NewCache(func(service string) map[string]bool {
	set := map[string]bool{}
	for tag := range strings.SplitSeq(Fact("lacking/"+service), " ") {
		set[tag] = true
	}
	return set
})

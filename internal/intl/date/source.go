package date

import (
	"iter"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// dataCalendar is CLDR's name of a calendar.
func dataCalendar(name string) string {
	switch name {
	case "gregory":
		return "gregorian"
	case "ethioaa":
		return "ethiopic-amete-alem"
	}
	return name
}

// patternSource is the patterns of a locale for a calendar: its own and, where it has none, those that all calendars but the
// Gregorian one share.
type patternSource struct {
	dates  *cldr.Table
	prefix string // in dates
	own    *cldr.Table
	first  string // prefix in own; empty where there is none
}

func formatsOf(locale, calendar string) patternSource {
	p := patternSource{dates: cldr.Dates.Table(locale), prefix: "generic/"}
	switch calendar {
	case "gregory":
		p.prefix = "gregorian/"
	case "iso8601":
		p.prefix = "iso8601/"
	default:
		p.own, p.first = cldr.Calendars.Table(locale), namesOf(dataCalendar(calendar))+"/"
	}
	return p
}

func (p patternSource) lookup(key string) (string, bool) {
	if p.first != "" {
		if text, ok := p.own.Lookup(p.first + key); ok {
			return text, true
		}
	}
	return p.dates.Lookup(p.prefix + key)
}

func (p patternSource) get(key string) string {
	text, _ := p.lookup(key)
	return text
}

// under ranges over the keys that begin with prefix, the calendar's own first.
func (p patternSource) under(prefix string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		had := map[string]bool{}
		if p.first != "" {
			for key, text := range p.own.UnderByLocale(p.first + prefix) {
				had[key] = true
				if !yield(key, text) {
					return
				}
			}
		}
		for key, text := range p.dates.UnderByLocale(p.prefix + prefix) {
			if !had[key] && !yield(key, text) {
				return
			}
		}
	}
}

// standard is the pattern of a style ("dateFormats", "full") and the numbering systems that it asks for ("y=jpanyear").
func (p patternSource) standard(kind, style string) (pattern, numbers string) {
	key := kind + "/" + style
	if text, ok := p.lookup(key); ok {
		return text, ""
	}
	return p.get(key + "/_value"), p.get(key + "/_numbers")
}

// join is how a date and a time of a style are joined: as in the Gregorian calendar, in all calendars.
func (p patternSource) join(style string) string {
	return p.dates.Get("gregorian/dateTimeFormats-atTime/standard/" + style)
}

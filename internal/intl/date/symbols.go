package date

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

var styleNames = []string{"full", "long", "medium", "short"}

// Widths of names, as they are called in CLDR.
const (
	abbreviated = iota
	wide
	narrowest
	shortest // of weekdays only
	widthCount
)

var widthNames = [widthCount]string{"abbreviated", "wide", "narrow", "short"}

// symbols are the names that a pattern shows: of months and so on, by [format, stand-alone] and width.
type symbols struct {
	months     [2][3][]string
	weekdays   [2][widthCount][7]string
	amPm       [3][2]string
	dayPeriods [2][3]map[string]string
	eras       [3][]string
	leapMonth  [2][3]string // patterns of leap months of the Chinese calendar
	leapNumber string
	cycleNames []string
	rules      []periodRule
}

// periodRule says when a day period is, in hours: from to before, or exactly at from where before is less.
type periodRule struct {
	name         string
	from, before int
}

var contexts = [2]string{"format", "stand-alone"}

// newSymbols reads the names of a calendar. Those of weekdays and day periods are the Gregorian calendar's.
func newSymbols(locale, calendar string) *symbols {
	table := cldr.Dates.Table(locale)
	names, prefix := table, calendar
	if calendar != "gregorian" && calendar != "iso8601" {
		names, prefix = cldr.Calendars.Table(locale), namesOf(calendar)
	}
	s := &symbols{}
	for i, context := range contexts {
		for width := range 3 {
			s.months[i][width] = list(names, prefix+"/months/"+context+"/"+widthNames[width], 1)
			s.leapMonth[i][width] = names.Get(prefix + "/monthPatterns/" + context + "/" + widthNames[width] + "/leap")
			s.dayPeriods[i][width] = map[string]string{}
			for name, text := range table.Under("gregorian/dayPeriods/" + context + "/" + widthNames[width] + "/") {
				s.dayPeriods[i][width][name] = text
			}
		}
		for width, name := range widthNames {
			for day, short := range [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
				s.weekdays[i][width][day] = table.Get("gregorian/days/" + context + "/" + name + "/" + short)
			}
		}
	}
	for width := range 3 {
		s.amPm[width] = [2]string{s.dayPeriods[0][width]["am"], s.dayPeriods[0][width]["pm"]}
	}
	for width, name := range [3]string{"eraAbbr", "eraNames", "eraNarrow"} {
		s.eras[width] = list(names, prefix+"/eras/"+name, 0)
	}
	s.leapNumber = names.Get(prefix + "/monthPatterns/numeric/all/leap")
	s.cycleNames = list(names, prefix+"/years", 1)
	s.rules = periodRules(locale)
	return s
}

// namesOf is the calendar whose names a calendar has.
func namesOf(calendar string) string {
	if strings.HasPrefix(calendar, "islamic-") {
		return "islamic"
	}
	return calendar
}

// list are the texts prefix/first, prefix/first+1 … up to the last number that there is.
func list(t *cldr.Table, prefix string, first int) []string {
	var out []string
	for key, text := range t.Under(prefix + "/") {
		n := 0
		for _, c := range key {
			if c < '0' || c > '9' {
				n = -1
				break
			}
			n = n*10 + int(c-'0')
		}
		if n < first {
			continue
		}
		for len(out) <= n-first {
			out = append(out, "")
		}
		out[n-first] = text
	}
	return out
}

// periodRules are the rules of a locale's language, or of its parents'.
func periodRules(locale string) []periodRule {
	facts := cldr.ZoneFacts.Table("root")
	text := facts.Get("periods/" + locale)
	for text == "" {
		i := strings.LastIndexByte(locale, '-')
		if i < 0 {
			break
		}
		locale = locale[:i]
		text = facts.Get("periods/" + locale)
	}
	if text == "" {
		return nil
	}
	var rules []periodRule
	hour := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	for rule := range strings.SplitSeq(text, ",") {
		name, when, _ := strings.Cut(rule, "=")
		from, before, isRange := strings.Cut(when, "-")
		r := periodRule{name: name, from: hour(from), before: -1}
		if isRange {
			r.before = hour(before)
		}
		rules = append(rules, r)
	}
	return rules
}

// exact reports whether the language has a name for a time of day ("midnight", "noon").
func (s *symbols) exact(name string) bool {
	for _, r := range s.rules {
		if r.name == name && r.before < 0 {
			return true
		}
	}
	return false
}

// period is the day period of an hour.
func (s *symbols) period(hour int) string {
	for _, r := range s.rules {
		if r.before < 0 {
			continue
		}
		if r.from < r.before && hour >= r.from && hour < r.before || r.from > r.before && (hour >= r.from || hour < r.before) {
			return r.name
		}
	}
	return ""
}

package locale

import (
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// CommonRegion is the region of a tag, or the one that is likely for its language.
func (t Tag) CommonRegion() string {
	if v, ok := t.Keyword("rg"); ok && len(v) == 6 && strings.HasSuffix(v, "zzzz") {
		return strings.ToUpper(v[:2])
	}
	if t.Region != "" {
		return t.Region
	}
	t.Maximize()
	if t.Region == "" {
		return "001"
	}
	return t.Region
}

// Calendars are the calendars in use, the preferred one first.
func (t Tag) Calendars() []string {
	list := cldr.Fact("calendars/" + t.CommonRegion())
	if list == "" {
		list = cldr.Fact("calendars/001")
	}
	out := strings.Fields(list)
	for i, c := range out {
		out[i] = CanonicalValue("ca", c)
	}
	return out
}

// Collations are the collations of a locale, in alphabetical order.
func (t Tag) Collations() []string {
	for base := t.Base(); base != ""; {
		if list := cldr.Fact("collations/" + base); list != "" {
			return strings.Fields(list)
		}
		i := strings.LastIndexByte(base, '-')
		base = base[:max(i, 0)]
	}
	return strings.Fields(cldr.Fact("collations/root"))
}

// HourCycles is the preferred hour cycle: "h12", "h23" …
func (t Tag) HourCycles() []string { return []string{t.HourCycle()} }

// HourCycle is the hour cycle that the locale's region prefers.
func (t Tag) HourCycle() string {
	region := t.CommonRegion()
	hours := cldr.Fact("hours/" + t.Language + "-" + region)
	if hours == "" {
		hours = cldr.Fact("hours/" + region)
	}
	if hours == "" {
		hours = cldr.Fact("hours/001")
	}
	switch hours[0] {
	case 'h':
		return "h12"
	case 'K':
		return "h11"
	case 'k':
		return "h24"
	}
	return "h23"
}

// NumberingSystems is the default numbering system.
func (t Tag) NumberingSystems() []string { return []string{DefaultNumberingSystem(t.Base())} }

// DefaultNumberingSystem is the numbering system of a locale that names none.
func DefaultNumberingSystem(base string) string { return cldr.Numbers.Table(base).Get("default") }

// Direction is "rtl" for the scripts that are written so, else "ltr".
func (t Tag) Direction() string {
	if t.Language != "und" {
		t.Maximize()
	}
	if slices.Contains(rightToLeft, t.Script) {
		return "rtl"
	}
	return "ltr"
}

// rightToLeft are the scripts whose letters have the bidirectional classes R and AL.
var rightToLeft = []string{
	"Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Garay", "Hatr", "Hebr", "Hung", "Khar", "Lydi", "Mand", "Mani", "Mend", "Merc",
	"Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli", "Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sidt", "Sogd", "Sogo",
	"Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Yezi",
}

// Week is what a region's week looks like; days are 1, Monday, to 7.
type Week struct {
	FirstDay, MinimalDays int
	Weekend               []int
}

// Week is the week of the tag's region.
func (t Tag) Week() Week {
	region := t.CommonRegion()
	fact := func(field string) string {
		if v := cldr.Fact("week/" + field + "/" + region); v != "" {
			return v
		}
		return cldr.Fact("week/" + field + "/001")
	}
	day := func(name string) int { return slices.Index(weekdays, name) + 1 }
	week := Week{FirstDay: day(fact("firstDay")), MinimalDays: int(fact("minDays")[0] - '0')}
	if v, ok := t.Keyword("fw"); ok && day(v) > 0 {
		week.FirstDay = day(v)
	}
	start, end := day(fact("weekendStart")), day(fact("weekendEnd"))
	for d := 1; d <= 7; d++ {
		if start <= end && d >= start && d <= end || start > end && (d >= start || d <= end) {
			week.Weekend = append(week.Weekend, d)
		}
	}
	return week
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

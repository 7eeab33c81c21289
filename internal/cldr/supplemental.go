package cldr

import _ "embed"

//go:embed data/supplemental.bin
var supplementalData string

// Supplemental has what isn't a locale's, all of it in the table of root: see Fact.
var Supplemental = newSection(&supplementalData)

// Fact is a text of the section Supplemental, empty where there is none:
//
//	likely/zh-TW             → zh-Hant-TW
//	alias/language/iw        → he           (also script, territory, variant; territories have several, by spaces)
//	alias/value/ca/gregorian → gregory      (values of Unicode extension keywords)
//	types/ca                 → the values of a keyword, by spaces
//	parent/en-AU             → en-001
//	digits/arab              → the ten digits of a numbering system
//	plural/cardinal/de/one   → the rule, without samples (also ordinal); plural/range/de/one-other → other
//	currency/JPY             → its fraction digits
//	tender/US                → the currencies of a territory in use
//	week/firstDay/US, week/minDays/001, week/weekendStart/001, week/weekendEnd/001
//	hours/US                 → preferred and allowed cycles, by spaces; also by locale: hours/fr-CA
//	calendars/TH             → the calendars of a territory in order of preference
//
// and what was recorded from Node:
//
//	available                → the tags of Available, by spaces
//	collating                → those that ICU has collation data for
//	collations/de            → the collations of a locale; others have those of collations/root
//	values/currency          → what Intl.supportedValuesOf lists
//	lacking/ListFormat       → the available locales that a service has no data for
//	zones/AT                 → the time zones of a territory
func Fact(key string) string {
	f := Supplemental.open()
	Supplemental.mu.Lock()
	t := Supplemental.table(f, "root")
	Supplemental.mu.Unlock()
	return t.Get(key)
}

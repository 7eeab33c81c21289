package cldr

import _ "embed"

//go:embed data/dates.bin
var datesData string

//go:embed data/calendars.bin
var calendarsData string

//go:embed data/zones.bin
var zonesData string

//go:embed data/zonefacts.bin
var zoneFactsData string

// Dates has the calendars of a locale ("gregorian/months/format/wide/1") and the names of fields ("fields/day").
var Dates = newSection(&datesData)

// Calendars has the names of the other calendars ("hebrew/months/format/wide/7").
var Calendars = newSection(&calendarsData)

// Zones has the names of time zones and metazones ("metazone/GMT/long/standard") and their formats ("gmtFormat").
var Zones = newSection(&zonesData)

// ZoneFacts has what is true of time zones and day periods in every language, all of it in the table of root.
var ZoneFacts = newSection(&zoneFactsData)

package cldr

import _ "embed"

//go:embed data/names.bin
var namesData string

// Names has the names of languages, scripts, territories, variants and calendars: "languages/de", "territories/HK-alt-short",
// "types/calendar/roc", and the patterns that put them together, "localeDisplayPattern/localePattern".
var Names = newSection(&namesData)

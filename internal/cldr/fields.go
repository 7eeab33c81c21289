package cldr

import _ "embed"

//go:embed data/fields.bin
var fieldsData string

// Fields has the fields of dates: "day/name", "day-short/relative/-1", "day-narrow/future/one", "day/past/other".
var Fields = newSection(&fieldsData)

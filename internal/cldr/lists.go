package cldr

import _ "embed"

//go:embed data/lists.bin
var listsData string

// Lists has the patterns of lists: "standard", "or-short", "unit-narrow", each the ones for start, middle, end and pair, by line breaks.
var Lists = newSection(&listsData)

package cldr

import _ "embed"

//go:embed data/units.bin
var unitsData string

// Units has the patterns of the units that ECMA-402 knows: "long/kilometer/one", "short/second/per", "narrow/per", and of those pairs that have
// their own: "short/kilometer-per-hour/other".
var Units = newSection(&unitsData)

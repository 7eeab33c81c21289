package cldr

import _ "embed"

//go:embed data/currencies.bin
var currenciesData string

// Currencies has the names and symbols of currencies: "EUR/name", "EUR/name/one", "EUR/symbol", "EUR/narrow". A currency without a
// symbol has its code. A few have separators and a pattern of their own: "ESP/decimal", "ESP/group", "ESP/pattern".
var Currencies = newSection(&currenciesData)

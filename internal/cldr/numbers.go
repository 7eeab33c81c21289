package cldr

import _ "embed"

//go:embed data/numbers.bin
var numbersData string

// Numbers has symbols and patterns of numbers by numbering system ("latn/symbols/decimal", "latn/decimal/standard",
// "latn/decimal/short/1000/one", "latn/currency/accounting", "latn/misc/range"), "default", "native", "traditional" and
// "finance" numbering systems, and "minGrouping".
var Numbers = newSection(&numbersData)

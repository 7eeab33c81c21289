package number

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// Symbols are what numbers are written with in a locale and a numbering system. They are immutable.
type Symbols struct {
	Decimal, Group                 string
	CurrencyDecimal, CurrencyGroup string
	Minus, Plus, Percent           string
	Exponential                    string
	Infinity, NaN                  string
	Approximately                  string
	Digits                         [10]string
	minGrouping                    int
	system                         string
	table                          *cldr.Table
}

var symbolCache = cldr.NewCache(makeSymbols)

// SymbolsOf are the symbols of a locale in a numbering system.
func SymbolsOf(locale, system string) *Symbols { return symbolCache.Get(locale + "/" + system) }

func makeSymbols(key string) *Symbols {
	locale, system, _ := strings.Cut(key, "/")
	s := &Symbols{system: system, table: cldr.Numbers.Table(locale)}
	symbol := func(name string) string { return s.lookup("/symbols/" + name) }
	s.Decimal, s.Group = symbol("decimal"), symbol("group")
	s.CurrencyDecimal, s.CurrencyGroup = symbol("currencyDecimal"), symbol("currencyGroup")
	if s.CurrencyDecimal == "" {
		s.CurrencyDecimal = s.Decimal
	}
	if s.CurrencyGroup == "" {
		s.CurrencyGroup = s.Group
	}
	s.Minus, s.Plus, s.Percent = symbol("minusSign"), symbol("plusSign"), symbol("percentSign")
	s.Exponential, s.Infinity, s.NaN = symbol("exponential"), symbol("infinity"), symbol("nan")
	s.Approximately = symbol("approximatelySign")
	digits := cldr.Fact("digits/" + system)
	if digits == "" {
		digits = "0123456789"
	}
	for i, c := range []rune(digits) {
		s.Digits[i] = string(c)
	}
	s.minGrouping = 1
	if v := s.table.Get("minGrouping"); v != "" {
		s.minGrouping = int(v[0] - '0')
	}
	return s
}

// lookup is a text of the numbering system, or Latin's where that has none.
func (s *Symbols) lookup(key string) string {
	if v, ok := s.table.Lookup(s.system + key); ok {
		return v
	}
	return s.table.Get("latn" + key)
}

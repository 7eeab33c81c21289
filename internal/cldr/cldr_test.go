package cldr_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

func TestTableLookup(t *testing.T) {
	tests := []struct{ tag, locale, decimal string }{
		{"de", "de", ","}, {"de-CN", "de", ","}, {"de-CH", "de-CH", "."}, {"zh-TW", "zh-Hant", "."}, {"zh-HK", "zh-Hant-HK", "."},
		{"xx", "root", "."}, {"sr-ME", "sr-Latn-ME", ","}, {"pa-PK", "pa-Arab", "."}, {"en-DE", "en-DE", ","}, {"no-NO", "no", ","},
	}
	for _, test := range tests {
		table := cldr.Numbers.Table(test.tag)
		if got := table.Locale(); got != test.locale {
			t.Errorf("%s: data of %s, want %s", test.tag, got, test.locale)
		}
		if got := table.Get("latn/symbols/decimal"); got != test.decimal {
			t.Errorf("%s: decimal %q, want %q", test.tag, got, test.decimal)
		}
	}
}

func TestTableUnder(t *testing.T) {
	got := map[string]string{}
	for k, v := range cldr.Numbers.Table("de-AT").Under("latn/symbols/") {
		got[k] = v
	}
	if got["decimal"] != "," || got["exponential"] != "E" || len(got) < 10 {
		t.Errorf("symbols of de-AT: %v", got)
	}
}

func BenchmarkFirstUse(b *testing.B) {
	for b.Loop() {
		cldr.Reopen(cldr.NumbersData).Table("en").Get("latn/symbols/decimal")
	}
}

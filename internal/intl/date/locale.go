package date

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// subtags are the language, script and region of a tag without extensions.
func subtags(tag string) (language, script, region string) {
	for i, part := range strings.Split(tag, "-") {
		switch {
		case i == 0:
			language = part
		case len(part) == 4 && script == "" && region == "" && part[0] > '9':
			script = part
		case (len(part) == 2 || len(part) == 3) && region == "":
			region = part
		}
	}
	return language, script, region
}

// regionOf is the region of a locale, its likely one where the tag has none.
func regionOf(tag string) string {
	language, script, region := subtags(tag)
	if region != "" {
		return region
	}
	likely := ""
	if script != "" {
		likely = cldr.Fact("likely/" + language + "-" + script)
	}
	if likely == "" {
		likely = cldr.Fact("likely/" + language)
	}
	if _, _, region = subtags(likely); region == "" {
		return "001"
	}
	return region
}

// numbersOf are the digits and the minus sign of a locale in a numbering system (the locale's where it is empty or unknown), and
// that system's name.
func numbersOf(locale, system string) (numberSymbols, string) {
	table := cldr.Numbers.Table(locale)
	if system == "" || cldr.Fact("digits/"+system) == "" {
		system = table.Get("default")
	}
	n := numberSymbols{minus: table.Get(system + "/symbols/minusSign")}
	if n.minus == "" {
		n.minus = table.Get("latn/symbols/minusSign")
	}
	if system != "latn" {
		n.digits = []rune(cldr.Fact("digits/" + system))
	}
	return n, system
}

// regionName is a territory's name in a locale.
func regionName(locale, region string) string {
	if name := cldr.Names.Table(locale).Get("territories/" + region); name != "" {
		return name
	}
	return region
}

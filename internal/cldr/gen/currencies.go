package main

import "strings"

// currencies is the section Currencies: "EUR/name", "EUR/name/one", "EUR/symbol", "EUR/narrow", and, of the few that have
// their own, "ESP/decimal", "ESP/group", "ESP/pattern". A symbol that is the code is left out.
func currencies(src *source, locale string) map[string]string {
	in := dig(src.main("numbers", locale, "currencies"), "numbers", "currencies")
	if in == nil {
		return nil
	}
	values := map[string]string{}
	for code, o := range in {
		for k, v := range o.(object) {
			text := v.(string)
			name, count, _ := strings.Cut(k, "-count-")
			switch {
			case count != "":
				values[code+"/name/"+count] = text
			case name == "displayName":
				values[code+"/name"] = text
			case name == "symbol" && text != code:
				values[code+"/symbol"] = text
			case name == "symbol-alt-narrow":
				values[code+"/narrow"] = text
			}
		}
	}
	separators(src, locale, in, values)
	return values
}

// separators completes the separators and the pattern of the currencies that have any of the three, with the locale's own. A locale
// that says the same pattern as its parent has the parent's separators.
func separators(src *source, locale string, in object, values map[string]string) {
	for code, v := range in {
		o := v.(object)
		if o["pattern"] == nil && o["decimal"] == nil && o["group"] == nil {
			continue
		}
		from := locale
		for from != "root" {
			parent := dig(src.main("numbers", src.parents[from], "currencies"), "numbers", "currencies", code)
			if parent["pattern"] != o["pattern"] || parent["decimal"] != o["decimal"] || parent["group"] != o["group"] {
				break
			}
			from = src.parents[from]
		}
		table := dig(src.main("numbers", from, "numbers"), "numbers")
		defaults := map[string]any{
			"pattern": table["currencyFormats-numberSystem-latn"].(object)["standard"],
			"decimal": table["symbols-numberSystem-latn"].(object)["decimal"],
			"group":   table["symbols-numberSystem-latn"].(object)["group"],
		}
		for name, text := range defaults {
			if o[name] != nil {
				text = o[name]
			}
			values[code+"/"+name] = text.(string)
		}
	}
}

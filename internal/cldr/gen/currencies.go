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
			case name == "decimal", name == "group", name == "pattern":
				values[code+"/"+name] = text
			}
		}
	}
	return values
}

package main

import "strings"

// lists is the section Lists: "standard", "or-short", "unit-narrow" … with the patterns for the start, the middle, the end and
// a pair, each on a line.
func lists(src *source, locale string) map[string]string {
	in := dig(src.main("misc", locale, "listPatterns"), "listPatterns")
	if in == nil {
		return nil
	}
	values := map[string]string{}
	for k, v := range in {
		o := v.(object)
		values[strings.TrimPrefix(k, "listPattern-type-")] = strings.Join([]string{
			o["start"].(string), o["middle"].(string), o["end"].(string), o["2"].(string),
		}, "\n")
	}
	return values
}

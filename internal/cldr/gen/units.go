package main

import (
	"slices"
	"strings"
)

// units is the section Units, of the units that ECMA-402 knows and those that CLDR has for two of them: "long/kilometer/one",
// "short/kilometer/per", "short/per" (a pattern of two), "long/kilometer/name".
func units(src *source, locale string) map[string]string {
	in := dig(src.main("units", locale, "units"), "units")
	if in == nil {
		return nil
	}
	known := strings.Fields(src.recorded["values/unit"])
	wanted := func(name string) bool {
		if slices.Contains(known, name) {
			return true
		}
		a, b, per := strings.Cut(name, "-per-")
		return per && slices.Contains(known, a) && slices.Contains(known, b)
	}
	values := map[string]string{}
	for _, width := range []string{"long", "short", "narrow"} {
		for k, v := range dig(in, width) {
			o, ok := v.(object)
			if !ok {
				continue
			}
			if k == "per" {
				values[width+"/per"] = o["compoundUnitPattern"].(string)
				continue
			}
			_, name, _ := strings.Cut(k, "-")
			if !wanted(name) {
				continue
			}
			for k, v := range o {
				text := v.(string)
				if count, ok := strings.CutPrefix(k, "unitPattern-count-"); ok {
					values[width+"/"+name+"/"+count] = text
				} else if k == "perUnitPattern" {
					values[width+"/"+name+"/per"] = text
				}
			}
		}
	}
	return values
}

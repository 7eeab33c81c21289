package main

// names is the section Names: "languages/de", "languages/en-GB-alt-short", "scripts/Hans-alt-stand-alone", "territories/US",
// "variants/1901", "types/calendar/buddhist", "localeDisplayPattern/localePattern".
func names(src *source, locale string) map[string]string {
	values := map[string]string{}
	found := false
	for _, file := range []string{"languages", "scripts", "territories", "variants", "localeDisplayNames"} {
		in := dig(src.main("localenames", locale, file), "localeDisplayNames")
		if in == nil {
			continue
		}
		found = true
		for _, part := range []string{"languages", "scripts", "territories", "variants", "localeDisplayPattern"} {
			flatten(values, part+"/", dig(in, part))
		}
		flatten(values, "types/calendar/", dig(in, "types", "calendar"))
	}
	if !found {
		return nil
	}
	for k, v := range values { // a name that is its code is what there is without an entry
		if k == "languages/"+v || k == "scripts/"+v || k == "territories/"+v {
			delete(values, k)
		}
	}
	return values
}

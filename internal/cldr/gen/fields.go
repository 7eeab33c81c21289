package main

import "strings"

// fields is the section Fields: the fields of dates and times with their widths: "day/name", "day-short/relative/-1",
// "day-narrow/future/one", "day/past/other".
func fields(src *source, locale string) map[string]string {
	in := dig(src.main("dates", locale, "dateFields"), "dates", "fields")
	if in == nil {
		return nil
	}
	values := map[string]string{}
	for field, v := range in {
		name, _, _ := strings.Cut(field, "-")
		if len(name) == 3 && name != "era" && name != "day" || strings.HasSuffix(name, "Month") || strings.HasSuffix(name, "Year") {
			continue // sun … sat, weekOfMonth, weekdayOfMonth, dayOfYear: nothing asks for them
		}
		for k, v := range v.(object) {
			switch v := v.(type) {
			case string:
				if n, ok := strings.CutPrefix(k, "relative-type-"); ok {
					values[field+"/relative/"+n] = v
				} else if k == "displayName" {
					values[field+"/name"] = v
				}
			case object:
				tense := strings.TrimPrefix(k, "relativeTime-type-")
				for k, v := range v {
					values[field+"/"+tense+"/"+strings.TrimPrefix(k, "relativeTimePattern-count-")] = v.(string)
				}
			}
		}
	}
	return values
}

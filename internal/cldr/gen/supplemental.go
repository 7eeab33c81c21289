package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// supplemental is the section Supplemental; cldr.Fact lists its keys.
func supplemental(src *source, _ string) map[string]string {
	read := func(name string, path ...string) object {
		return dig(src.read("cldr-core/supplemental/"+name+".json"), append([]string{"supplemental"}, path...)...)
	}
	values := maps.Clone(src.recorded)
	for k, v := range read("likelySubtags", "likelySubtags") {
		values["likely/"+k] = v.(string)
	}
	for k, v := range src.parents {
		values["parent/"+k] = v
	}
	for kind, list := range read("aliases", "metadata", "alias") {
		kind = strings.TrimSuffix(kind, "Alias")
		for k, v := range list.(object) {
			if kind != "subdivision" && kind != "zone" {
				values["alias/"+kind+"/"+k] = v.(object)["_replacement"].(string)
			} else if kind == "subdivision" {
				values["alias/subdivision/"+k] = v.(object)["_replacement"].(string)
			}
		}
	}
	keywords(src, values)
	for k, v := range read("numberingSystems", "numberingSystems") {
		if digits, ok := v.(object)["_digits"].(string); ok {
			values["digits/"+k] = digits
		}
	}
	plurals(values, "cardinal", read("plurals", "plurals-type-cardinal"))
	plurals(values, "ordinal", read("ordinals", "plurals-type-ordinal"))
	for l, list := range read("pluralRanges", "plurals") {
		for k, v := range list.(object) {
			start, end, _ := strings.Cut(strings.TrimPrefix(k, "pluralRange-start-"), "-end-")
			values["plural/range/"+l+"/"+start+"-"+end] = v.(string)
		}
	}
	tenders(values, read("currencyData", "currencyData"))
	for _, field := range []string{"firstDay", "minDays", "weekendStart", "weekendEnd"} {
		for k, v := range read("weekData", "weekData", field) {
			values["week/"+field+"/"+k] = fmt.Sprint(v)
		}
	}
	for k, v := range read("timeData", "timeData") {
		o := v.(object)
		values["hours/"+strings.ReplaceAll(k, "_", "-")] = o["_preferred"].(string) + " " + o["_allowed"].(string)
	}
	for k, v := range read("calendarPreferenceData", "calendarPreferenceData") {
		var list []string
		for _, c := range v.([]any) {
			list = append(list, c.(string))
		}
		values["calendars/"+k] = strings.Join(list, " ")
	}
	maps.Copy(values, src.recorded) // Node's own count
	return values
}

// keywords adds the values of Unicode extension keywords and their aliases.
func keywords(src *source, values map[string]string) {
	for _, file := range []string{"calendar", "collation", "currency", "measure", "number", "segmentation", "timezone", "variant"} {
		for key, v := range dig(src.read("cldr-bcp47/bcp47/"+file+".json"), "keyword", "u") {
			var types []string
			for name, v := range v.(object) {
				o, ok := v.(object)
				if !ok {
					continue
				}
				if preferred, ok := o["_preferred"].(string); ok {
					values["alias/value/"+key+"/"+name] = preferred
					continue
				}
				if o["_deprecated"] != true {
					types = append(types, name)
				}
				alias, _ := o["_alias"].(string)
				for _, a := range strings.Fields(alias) {
					values["alias/value/"+key+"/"+strings.ToLower(a)] = name
					if key == "tz" {
						values["zone/"+a] = name
					}
				}
			}
			slices.Sort(types)
			values["types/"+key] = strings.Join(types, " ")
		}
	}
}

func plurals(values map[string]string, kind string, languages object) {
	for l, rules := range languages {
		for k, v := range rules.(object) {
			rule, _, _ := strings.Cut(v.(string), "@")
			values["plural/"+kind+"/"+l+"/"+strings.TrimPrefix(k, "pluralRule-count-")] = strings.TrimSpace(rule)
		}
	}
}

// tenders adds fraction digits and what territories pay with today.
func tenders(values map[string]string, data object) {
	for k, v := range data["fractions"].(object) {
		o := v.(object)
		values["currency/"+k] = o["_digits"].(string)
		if cash, ok := o["_cashDigits"].(string); ok {
			values["currency/"+k+"/cash"] = cash
		}
	}
	for k, v := range data["region"].(object) {
		var list []string
		for _, entry := range v.([]any) {
			for code, o := range entry.(object) {
				if o.(object)["_to"] == nil && o.(object)["_tender"] != "false" {
					list = append(list, code)
				}
			}
		}
		values["tender/"+k] = strings.Join(list, " ")
	}
}

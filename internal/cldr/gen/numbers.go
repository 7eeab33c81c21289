package main

import "strings"

// numbers is the section Numbers: "SYSTEM/symbols/decimal", "SYSTEM/decimal/standard", "SYSTEM/decimal/short/1000/one",
// "SYSTEM/currency/accounting", "SYSTEM/percent/standard", "SYSTEM/misc/range" …
func numbers(src *source, locale string) map[string]string {
	in := dig(src.main("numbers", locale, "numbers"), "numbers")
	if in == nil {
		return nil
	}
	flat := map[string]string{}
	flatten(flat, "", in)
	values := map[string]string{}
	for k, v := range flat {
		switch {
		case k == "defaultNumberingSystem":
			values["default"] = v
		case k == "minimumGroupingDigits":
			values["minGrouping"] = v
		case strings.HasPrefix(k, "otherNumberingSystems/"):
			values[strings.TrimPrefix(k, "otherNumberingSystems/")] = v
		case strings.HasPrefix(k, "minimalPairs/"), strings.HasPrefix(k, "rationalFormats"):
		default:
			kind, rest, ok := strings.Cut(k, "-numberSystem-")
			if !ok {
				continue
			}
			system, rest, _ := strings.Cut(rest, "/")
			kind = strings.TrimSuffix(strings.TrimSuffix(kind, "Formats"), "Patterns")
			rest = strings.ReplaceAll(rest, "/decimalFormat/", "/")
			rest = strings.ReplaceAll(rest, "short/standard/", "short/")
			rest = strings.ReplaceAll(rest, "-count-", "/")
			values[system+"/"+kind+"/"+rest] = v
		}
	}
	for system, symbols := range rootSystems {
		if _, has := values[system+"/symbols/decimal"]; !has {
			for k, v := range symbols {
				values[system+"/"+k] = v
			}
		}
	}
	return values
}

// rootSystems is what ICU's root has of the numbering systems with symbols of their own, and CLDR's JSON doesn't.
var rootSystems = map[string]map[string]string{
	"arab": {
		"symbols/decimal": "\u066b", "symbols/group": "\u066c", "symbols/minusSign": "\u061c-", "symbols/plusSign": "\u061c+",
		"symbols/percentSign": "\u066a\u061c", "symbols/exponential": "\u0627\u0633",
		"currency/standard": "#,##0.00\u00a0¤", "currency/accounting": "#,##0.00\u00a0¤",
	},
	"arabext": {
		"symbols/decimal": "\u066b", "symbols/group": "\u066c", "symbols/minusSign": "\u200e-\u200e", "symbols/plusSign": "\u200e+\u200e",
		"symbols/percentSign": "\u066a", "symbols/exponential": "×۱۰^",
	},
}

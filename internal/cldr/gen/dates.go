package main

import (
	"maps"
	"slices"
	"strings"
)

// otherCalendars are the packages of the calendars that CLDR publishes apart, each in the newest version that npm has before or
// at 48, since CLDR 48.0's aren't there. They give names (months, eras, cycles), and the formats of those locales that have some
// other than the generic calendar's, which is read from CLDR 48.0.
var otherCalendars = []string{
	"cldr-cal-buddhist-full@39.0.0", "cldr-cal-chinese-full@28.0.0", "cldr-cal-coptic-full@28.0.0",
	"cldr-cal-dangi-full@28.0.0", "cldr-cal-ethiopic-full@46.1.0", "cldr-cal-hebrew-full@48.2.0",
	"cldr-cal-indian-full@28.0.0", "cldr-cal-islamic-full@48.2.0", "cldr-cal-japanese-full@39.0.0",
	"cldr-cal-persian-full@46.1.0", "cldr-cal-roc-full@28.0.0",
}

// ownDates says which locales have formats of their own for dateStyle in a calendar, ownFormats which have some for fields. The others
// have the generic calendar's. (The lists are from CLDR's XML; its JSON doesn't tell inherited texts.)
var ownDates = map[string]string{
	"buddhist": "am ast be br ca cs el fi fil fr fy ga gd gsw id is ja ksh mk nl nb nn no pt-PT ro sv th vi yue yue-Hans zh zh-Hans-HK zh-Hans-SG zh-Hant",
	"chinese":  "br bs ca cs de ee en en-001 en-AE en-CA es fi fr fy gd hr id it ja kgp ko lb lo lt ms nl nb nn no pl pt pt-PT root ru sc sv ta th ug vi yrl yue yue-Hans zh zh-Hans-HK zh-Hans-MO zh-Hans-SG zh-Hant zh-Hant-HK",
	"coptic":   "br cs fil gd is mk nl nb nn no zh zh-Hant",
	"dangi":    "br fr fy gd ja ko lt nl nb nn no th yue yue-Hans zh-Hant",
	"ethiopic": "am br cs fil gd is nl nb nn no zh zh-Hant",
	"hebrew":   "ar bn br cs en fil fr fy gd he is ja lt mk ms nl nb nn no pt-PT so th yi yue yue-Hans zh zh-Hant",
	"indian":   "ast cs fil gd hi is nl nb nn no so zh zh-Hant",
	"islamic":  "ar ast bs bs-Cyrl cs en-AU en-IN fa fil fr fr-CA fy gd he hr id is ja lo mk ms-ID nl nb nn no ps pt-PT tg th ug yue yue-Hans zh zh-Hans-HK zh-Hans-MO zh-Hans-SG zh-Hant",
	"japanese": "br bs-Cyrl cs da de ee el en es fi fr fy gd hr hu id is it ja kgp lb ms nl nb nn no pl pt pt-PT sr sr-Latn th tr ug vi yrl yue yue-Hans zh zh-Hans-HK zh-Hans-SG zh-Hant",
	"persian":  "br cs fa fil gd is nl nb nn no tg zh-Hant",
	"roc":      "ast br ca cs ee fil fy gd id is ja nl nb nn no pt-PT th vi yue yue-Hans zh zh-Hans-HK zh-Hans-MO zh-Hans-SG zh-Hant",
}

var ownFormats = map[string]string{
	"buddhist": "am ast be br ca cs ee el fi fil fr fy ga gd he hi id is ja ko mk nl nb nn no pa ro sc sv th vi yue yue-Hans zh zh-Hans-HK zh-Hant zh-Hant-HK",
	"chinese":  "br bs de en en-001 en-AE en-CA es fi fr fy gd hi-Latn ja ko lt nl nb nn no pt root ru sc sv vi yue yue-Hans zh zh-Hant zh-Hant-HK",
	"coptic":   "br cs fil fr gd is nl nb nn no zh-Hant zh-Hant-HK",
	"dangi":    "br fr gd lt nl nb nn no vi zh-Hant zh-Hant-HK",
	"ethiopic": "am ast br cs fil fr gd is nl nb nn no zh-Hant zh-Hant-HK",
	"hebrew":   "bn br cs en fil fr gd he is mk ms nl nb nn no sv yi zh zh-Hant zh-Hant-HK",
	"indian":   "ast br cs fil fr gd gu hi is nl nb nn no zh zh-Hant zh-Hant-HK",
	"islamic":  "ar ast br bs bs-Cyrl cs en-001 en-AU en-CA en-IN fa fil fr fr-CA fy gd he hr id is ja ko lo mk nl nb nn no pa ps so tg th tr ug ur uz yue yue-Hans zh zh-Hant zh-Hant-HK",
	"japanese": "ast br bs cs ee el fr fy gd hr id is ja ko nl nb nn no th yue yue-Hans zh zh-Hans-HK zh-Hans-SG zh-Hant zh-Hant-HK",
	"persian":  "ast br cs fa fil fr gd is nl nb nn no zh-Hant zh-Hant-HK",
	"roc":      "ast br bs ee fil fr fy gd hr id is ja ko nl nb nn no th vi yue yue-Hans zh zh-Hans-HK zh-Hans-MO zh-Hans-SG zh-Hant zh-Hant-HK",
}

// dates has the Gregorian, ISO 8601 and generic calendars of a locale ("gregorian/months/format/wide/1",
// "generic/dateTimeFormats/availableFormats/yMd") and the names of fields ("fields/day").
func dates(src *source, locale string) map[string]string {
	values := map[string]string{}
	for _, file := range []string{"ca-gregorian", "ca-generic"} {
		flattenDates(values, "", dig(src.main("dates", locale, file), "dates", "calendars"))
	}
	for name, field := range dig(src.main("dates", locale, "dateFields"), "dates", "fields") {
		if text, ok := field.(object)["displayName"].(string); ok && !strings.Contains(name, "-") {
			values["fields/"+name] = text
		}
	}
	if len(values) == 0 {
		return nil
	}
	return values
}

// notShown are parts of a calendar that Intl.DateTimeFormat never shows.
var notShown = []string{"quarters", "dateSkeletons", "timeSkeletons", "dateTimeFormats-relative", "relative", "cyclicNameSets"}

// flattenDates is flatten without variants and without what no option of Intl.DateTimeFormat asks for.
func flattenDates(values map[string]string, prefix string, o object) {
	for k, v := range o {
		if slices.Contains(notShown, k) || strings.Contains(k, "-alt-") || strings.Contains(k, "-count-") {
			continue
		}
		if strings.HasSuffix(prefix, "/availableFormats/") && strings.ContainsAny(k, "QwW") {
			continue
		}
		switch v := v.(type) {
		case object:
			flattenDates(values, prefix+k+"/", v)
		case string:
			values[prefix+k] = v
		}
	}
}

// calendars has the names of the other calendars ("hebrew/months/format/wide/7", "japanese/eras/eraAbbr/236") and their own
// formats. The variants of the Islamic calendar share them.
func calendars(src *source, locale string) map[string]string {
	values := map[string]string{}
	for _, pkg := range otherCalendars {
		name := strings.TrimSuffix(strings.TrimPrefix(pkg[:strings.IndexByte(pkg, '@')], "cldr-cal-"), "-full")
		file := src.main("cal-"+name, locale, "ca-"+name)
		if locale == "root" && file == nil { // as the older versions call it
			file = dig(src.readOptional("cldr-cal-"+name+"-full/main/root/ca-"+name+".json"), "main", "root")
		}
		data := dig(file, "dates", "calendars", name)
		parts := []string{"months", "eras", "monthPatterns"}
		if src.below(locale, strings.Fields(ownDates[name])) {
			parts = append(parts, "dateFormats")
		}
		if src.below(locale, strings.Fields(ownFormats[name])) {
			parts = append(parts, "dateTimeFormats")
		}
		for _, part := range parts {
			flattenDates(values, name+"/"+part+"/", dig(data, part))
		}
		maps.DeleteFunc(values, func(k, _ string) bool { return hasTime(k) })
		flatten(values, name+"/years/", dig(data, "cyclicNameSets", "years", "format", "abbreviated"))
	}
	if len(values) == 0 {
		return nil
	}
	return values
}

// hasTime reports whether a key is that of a format with a time: those of all calendars are the generic one's.
func hasTime(key string) bool {
	_, skeleton, ok := strings.Cut(key, "/availableFormats/")
	if !ok {
		_, skeleton, ok = strings.Cut(key, "/intervalFormats/")
	}
	skeleton, _, _ = strings.Cut(skeleton, "/")
	return ok && skeleton != "intervalFormatFallback" && strings.ContainsAny(skeleton, "hHKkBms")
}

// below reports whether a locale or one above it is in a list.
func (s *source) below(locale string, list []string) bool {
	for ; locale != ""; locale = s.parents[locale] {
		if slices.Contains(list, locale) {
			return true
		}
	}
	return false
}

// zones has the names of time zones ("zone/Europe/London/long/daylight", "metazone/GMT/long/standard",
// "zone/Europe/Kiev/exemplarCity") and their formats ("gmtFormat").
func zones(src *source, locale string) map[string]string {
	names := dig(src.main("dates", locale, "timeZoneNames"), "dates", "timeZoneNames")
	if names == nil {
		return nil
	}
	all := map[string]string{}
	flatten(all, "", names)
	values := map[string]string{}
	for k, v := range all {
		if strings.Contains(k, "/_") || strings.HasPrefix(k, "regionFormat-") {
			continue
		}
		values[k] = v
	}
	return values
}

// zoneFacts has what is true of time zones in every language:
//
//	"alias/Asia/Kolkata" the canonical identifier, for every identifier that isn't it
//	"region/Asia/Calcutta" the territory, for every canonical identifier ("001" where it is in none)
//	"uses/Asia/Calcutta" its metazones: name, name@from/to …, by commas, times in UTC
//	"golden/India/001" the zone that stands for the metazone in a territory
//	"primary/CN" the zone that stands for a territory with several
//	"periods/de" the rules of the day periods: name=from-before, name=at
func zoneFacts(src *source, _ string) map[string]string {
	values := map[string]string{}
	for code, entry := range dig(src.read("cldr-bcp47/bcp47/timezone.json"), "keyword", "u", "tz") {
		zone, ok := entry.(object)
		if !ok || zone["_preferred"] != nil {
			continue
		}
		names, _ := zone["_alias"].(string)
		ids := strings.Fields(names)
		if len(ids) == 0 {
			continue
		}
		region, ok := zone["_region"].(string)
		if !ok {
			region = strings.ToUpper(code[:2])
		}
		if strings.HasPrefix(code, "utc") || code == "gmt" || code == "unk" {
			region = "001"
		}
		values["region/"+ids[0]] = region
		for _, id := range ids[1:] {
			values["alias/"+id] = ids[0]
		}
	}
	meta := dig(src.read("cldr-core/supplemental/metaZones.json"), "supplemental", "metaZones")
	usesOf(values, "uses/", dig(meta, "metazoneInfo", "timezone"))
	for _, m := range meta["metazones"].([]any) {
		zone := dig(m.(object), "mapZone")
		values["golden/"+zone["_other"].(string)+"/"+zone["_territory"].(string)] = zone["_type"].(string)
	}
	flatten(values, "primary/", dig(src.read("cldr-core/supplemental/primaryZones.json"), "supplemental", "primaryZones"))
	for locale, set := range dig(src.read("cldr-core/supplemental/dayPeriods.json"), "supplemental", "dayPeriodRuleSet") {
		var rules []string
		for name, rule := range set.(object) {
			r := rule.(object)
			if at, ok := r["_at"].(string); ok {
				rules = append(rules, name+"="+at)
			} else {
				rules = append(rules, name+"="+r["_from"].(string)+"-"+r["_before"].(string))
			}
		}
		slices.Sort(rules)
		values["periods/"+locale] = strings.Join(rules, ",")
	}
	return values
}

func usesOf(values map[string]string, prefix string, o object) {
	for name, v := range o {
		list, ok := v.([]any)
		if !ok {
			usesOf(values, prefix+name+"/", v.(object))
			continue
		}
		var uses []string
		for _, u := range list {
			use := dig(u.(object), "usesMetazone")
			text := use["_mzone"].(string)
			from, _ := use["_from"].(string)
			to, _ := use["_to"].(string)
			if from+to != "" {
				text += "@" + from + "/" + to
			}
			uses = append(uses, text)
		}
		values[prefix+name] = strings.Join(uses, ",")
	}
}

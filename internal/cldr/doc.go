// Package cldr is the Unicode Common Locale Data Repository, version 48, for the locales that Node 20 (ICU 78) knows.
//
// The data is cut into sections by topic (numbers, units, lists …), one file of data/ and one Go file each. A section maps keys to
// texts for every locale: the key is the path in CLDR's JSON, shortened by the generator ("latn/symbols/decimal"). A section's
// data is decoded a locale at a time on first use, kept for the life of the process, and immutable; everything here is safe
// for concurrent use.
//
// # Looking up
//
//	table := cldr.Numbers.Table("de-AT") // never nil
//	decimal := table.Get("latn/symbols/decimal")
//
// A locale's block holds only what differs from its parent (CLDR's parentLocales, else the tag without its last subtag), and a
// Table asks its parents down to root for what it doesn't have. Table takes any language tag without extensions: one that CLDR has no
// data for gives the table of the locale that ICU would open: "zh-TW" that of "zh-Hant", "de-CN" that of "de", "xx" root's. Available
// is the list that Intl's supportedLocalesOf answers from; see there.
//
// What is derived from tables (parsed patterns, lists of names) is best made once a locale with a Cache.
//
// # Adding a section
//
//   - gen/NAME.go has a function from the JSON of one locale to keys and texts; add it to the table in gen/main.go;
//   - run `go generate ./internal/cldr` (needs npm; see gen/main.go), which writes data/NAME.bin;
//   - NAME.go embeds that file: `var NAME = newSection(nameData)`, and has the section's typed look-ups, if any.
//
// Keys are shared by all locales of a section and are looked up by binary search, so long keys cost little; texts that are
// always read together (the twelve months) are better one text with a separator.
//
// Data that isn't a locale's (aliases, likely subtags, plural rules …) is the section Supplemental with root as its only locale.
package cldr

//go:generate go run ./gen

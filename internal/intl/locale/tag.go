// Package locale is what ECMA-402 and UTS 35 do with language tags: parsing, canonical form, likely subtags, and the choice of one of
// the available locales for a service.
package locale

import (
	"slices"
	"strings"
)

// Tag is a Unicode BCP 47 locale identifier.
type Tag struct {
	Language string // lower case; "und" where there is none
	Script   string // title case, or empty
	Region   string // upper case, or empty
	Variants []string
	// Attributes and Keywords are the extension u; keywords are sorted by key once canonical. A value "true" is empty.
	Attributes []string
	Keywords   []Keyword
	// Other are the other extensions and the private use subtags, each with its singleton: "t-en-h0-hybrid", "x-foo".
	Other []string
}

// Keyword is a keyword of the extension u.
type Keyword struct{ Key, Value string }

// Parse reads a structurally valid language tag, in any case (ECMA-402, IsStructurallyValidLanguageTag). The result has the
// usual case but is not canonical.
func Parse(s string) (Tag, bool) {
	p := parser{parts: strings.Split(strings.ToLower(s), "-")}
	for _, part := range p.parts {
		if part == "" || len(part) > 8 || !alphanumeric(part) {
			return Tag{}, false
		}
	}
	t, ok := p.languageID()
	if !ok {
		return Tag{}, false
	}
	seen := map[byte]bool{}
	for p.more() {
		single := p.next()
		if len(single) != 1 || seen[single[0]] {
			return Tag{}, false
		}
		seen[single[0]] = true
		switch single[0] {
		case 'u':
			ok = p.unicode(&t)
		case 't':
			ok = p.transformed(&t)
		case 'x':
			if !p.more() {
				return Tag{}, false
			}
			t.Other = append(t.Other, "x-"+strings.Join(p.parts[p.i:], "-"))
			p.i = len(p.parts)
		default:
			start := p.i
			for p.more() && len(p.peek()) >= 2 {
				p.i++
			}
			ok = p.i > start
			t.Other = append(t.Other, single+"-"+strings.Join(p.parts[start:p.i], "-"))
		}
		if !ok {
			return Tag{}, false
		}
	}
	return t, true
}

// IsLanguage reports whether s is a unicode_language_subtag.
func IsLanguage(s string) bool {
	return (len(s) == 2 || len(s) == 3 || len(s) >= 5 && len(s) <= 8) && alphabetic(s)
}

// IsScript reports whether s is a unicode_script_subtag.
func IsScript(s string) bool { return len(s) == 4 && alphabetic(s) }

// IsRegion reports whether s is a unicode_region_subtag.
func IsRegion(s string) bool { return len(s) == 2 && alphabetic(s) || len(s) == 3 && numeric(s) }

func isVariant(s string) bool {
	return len(s) >= 5 && len(s) <= 8 && alphanumeric(s) || len(s) == 4 && s[0] >= '0' && s[0] <= '9' && alphanumeric(s)
}

// IsType reports whether s is a value of a keyword: subtags of three to eight letters and digits.
func IsType(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if len(part) < 3 || len(part) > 8 || !alphanumeric(part) {
			return false
		}
	}
	return true
}

func each(s string, ok func(byte) bool) bool {
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func alphabetic(s string) bool {
	return each(s, func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' })
}

func numeric(s string) bool { return each(s, func(c byte) bool { return c >= '0' && c <= '9' }) }

func alphanumeric(s string) bool {
	return each(s, func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' })
}

type parser struct {
	parts []string
	i     int
}

func (p *parser) more() bool   { return p.i < len(p.parts) }
func (p *parser) peek() string { return p.parts[p.i] }
func (p *parser) next() string { p.i++; return p.parts[p.i-1] }

// languageID reads a unicode_language_id.
func (p *parser) languageID() (Tag, bool) {
	t := Tag{Language: p.next()}
	if !IsLanguage(t.Language) {
		return t, false
	}
	if p.more() && IsScript(p.peek()) {
		t.Script = titleCase(p.next())
	}
	if p.more() && IsRegion(p.peek()) {
		t.Region = strings.ToUpper(p.next())
	}
	for p.more() && isVariant(p.peek()) {
		v := p.next()
		if slices.Contains(t.Variants, v) {
			return t, false
		}
		t.Variants = append(t.Variants, v)
	}
	return t, true
}

func titleCase(s string) string { return strings.ToUpper(s[:1]) + strings.ToLower(s[1:]) }

func (p *parser) unicode(t *Tag) bool {
	start := p.i
	for p.more() && len(p.peek()) >= 3 {
		t.Attributes = append(t.Attributes, p.next())
	}
	for p.more() && len(p.peek()) == 2 {
		key := p.next()
		if key[1] < 'a' {
			return false
		}
		value := p.i
		for p.more() && len(p.peek()) >= 3 {
			p.i++
		}
		if !slices.ContainsFunc(t.Keywords, func(k Keyword) bool { return k.Key == key }) {
			t.Keywords = append(t.Keywords, Keyword{key, strings.Join(p.parts[value:p.i], "-")})
		}
	}
	return p.i > start
}

func (p *parser) transformed(t *Tag) bool {
	start := p.i
	out := "t"
	if p.more() && IsLanguage(p.peek()) {
		inner, ok := p.languageID()
		if !ok {
			return false
		}
		inner.canonicalizeLanguage()
		out += "-" + strings.ToLower(inner.String())
	}
	type field struct{ key, value string }
	var fields []field
	for p.more() && len(p.peek()) == 2 && p.peek()[0] >= 'a' && p.peek()[1] <= '9' {
		key := p.next()
		value := p.i
		for p.more() && len(p.peek()) >= 3 {
			p.i++
		}
		if p.i == value || slices.ContainsFunc(fields, func(f field) bool { return f.key == key }) {
			return false
		}
		fields = append(fields, field{key, strings.Join(p.parts[value:p.i], "-")})
	}
	slices.SortFunc(fields, func(a, b field) int { return strings.Compare(a.key, b.key) })
	for _, f := range fields {
		out += "-" + f.key + "-" + f.value
	}
	t.Other = append(t.Other, out)
	return p.i > start
}

// Base is the tag without extensions: unicode_language_id.
func (t Tag) Base() string {
	out := t.Language
	for _, part := range []string{t.Script, t.Region} {
		if part != "" {
			out += "-" + part
		}
	}
	for _, v := range t.Variants {
		out += "-" + v
	}
	return out
}

// String is the whole tag.
func (t Tag) String() string {
	if len(t.Attributes) == 0 && len(t.Keywords) == 0 && len(t.Other) == 0 {
		return t.Base()
	}
	extensions := slices.Clone(t.Other)
	if len(t.Attributes) > 0 || len(t.Keywords) > 0 {
		u := "u"
		for _, a := range t.Attributes {
			u += "-" + a
		}
		for _, k := range t.Keywords {
			u += "-" + k.Key
			if k.Value != "" {
				u += "-" + k.Value
			}
		}
		extensions = append(extensions, u)
	}
	slices.SortStableFunc(extensions, func(a, b string) int {
		if (a[0] == 'x') != (b[0] == 'x') {
			if a[0] == 'x' {
				return 1
			}
			return -1
		}
		return int(a[0]) - int(b[0])
	})
	return t.Base() + "-" + strings.Join(extensions, "-")
}

// Keyword is the value of a keyword and whether the tag has it.
func (t Tag) Keyword(key string) (string, bool) {
	for _, k := range t.Keywords {
		if k.Key == key {
			return k.Value, true
		}
	}
	return "", false
}

// SetKeyword sets a keyword and keeps the order of keys. The tag gets a list of its own.
func (t *Tag) SetKeyword(key, value string) {
	if value == "true" {
		value = ""
	}
	i, found := slices.BinarySearchFunc(t.Keywords, key, func(k Keyword, key string) int { return strings.Compare(k.Key, key) })
	list := slices.Clone(t.Keywords)
	if found {
		list[i].Value = value
	} else {
		list = slices.Insert(list, i, Keyword{key, value})
	}
	t.Keywords = list
}

package locale

import (
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// Canonical is the canonical form of a language tag (UTS 35, annex C); false where s is no structurally valid one.
func Canonical(s string) (Tag, bool) {
	t, ok := Parse(s)
	if ok {
		t.Canonicalize()
	}
	return t, ok
}

// Canonicalize brings a tag into canonical form.
func (t *Tag) Canonicalize() {
	t.canonicalizeLanguage()
	if i := slices.Index(t.Variants, "posix"); i >= 0 { // as ICU has it
		t.Variants = slices.Delete(slices.Clone(t.Variants), i, i+1)
		if _, ok := t.Keyword("va"); !ok {
			t.Keywords = append(t.Keywords, Keyword{"va", "posix"})
		}
	}
	slices.Sort(t.Attributes)
	t.Attributes = slices.Compact(t.Attributes)
	for i := range t.Keywords {
		k := &t.Keywords[i]
		k.Value = CanonicalValue(k.Key, k.Value)
		if k.Value == "true" {
			k.Value = ""
		}
	}
	slices.SortStableFunc(t.Keywords, func(a, b Keyword) int { return strings.Compare(a.Key, b.Key) })
}

// CanonicalValue is the preferred value of a keyword: ca and gregorian give gregory.
func CanonicalValue(key, value string) string {
	if key == "rg" || key == "sd" {
		if v := cldr.Fact("alias/subdivision/" + value); v != "" {
			v, _, _ = strings.Cut(v, " ")
			if len(v) == 2 {
				v += "zzzz"
			}
			return strings.ToLower(v)
		}
		return value
	}
	if v := cldr.Fact("alias/value/" + key + "/" + value); v != "" {
		return v
	}
	return value
}

func (t *Tag) canonicalizeLanguage() {
	slices.Sort(t.Variants)
	for range 8 { // an alias may lead to another; none leads further than that
		if !t.replaceLanguage() && !t.replaceVariant() {
			break
		}
	}
	if v := cldr.Fact("alias/script/" + t.Script); t.Script != "" && v != "" {
		t.Script = v
	}
	if t.Region != "" {
		t.replaceRegion()
	}
}

// replaceLanguage applies one alias of languages.
func (t *Tag) replaceLanguage() bool {
	apply := func(key string, script, region, variants bool) bool {
		v := cldr.Fact("alias/language/" + key)
		if v == "" {
			return false
		}
		to, ok := Parse(strings.ReplaceAll(v, "_", "-"))
		if !ok {
			return false
		}
		if to.Language != "und" {
			t.Language = to.Language
		}
		if script {
			t.Script = ""
		}
		if region {
			t.Region = ""
		}
		if variants {
			for _, part := range strings.Split(key, "-")[1:] {
				t.Variants = slices.DeleteFunc(slices.Clone(t.Variants), func(s string) bool { return s == part })
			}
		}
		if t.Script == "" {
			t.Script = to.Script
		}
		if t.Region == "" {
			t.Region = to.Region
		}
		for _, v := range to.Variants {
			if !slices.Contains(t.Variants, v) {
				t.Variants = append(slices.Clone(t.Variants), v)
			}
		}
		slices.Sort(t.Variants)
		return true
	}
	for i, v := range t.Variants {
		for _, w := range t.Variants[i+1:] {
			if apply(t.Language+"-"+v+"-"+w, false, false, true) || apply("und-"+v+"-"+w, false, false, true) {
				return true
			}
		}
		if apply(t.Language+"-"+v, false, false, true) || apply("und-"+v, false, false, true) {
			return true
		}
	}
	if t.Region != "" && apply(t.Language+"-"+t.Region, false, true, false) {
		return true
	}
	return apply(t.Language, false, false, false)
}

// replaceVariant applies one alias of variants.
func (t *Tag) replaceVariant() bool {
	for i, v := range t.Variants {
		if to := cldr.Fact("alias/variant/" + v); to != "" && strings.ToLower(to) != v {
			t.Variants = slices.Clone(t.Variants)
			t.Variants[i] = strings.ToLower(to)
			slices.Sort(t.Variants)
			t.Variants = slices.Compact(t.Variants)
			return true
		}
	}
	return false
}

// replaceRegion applies an alias of territories. Of several, it takes the one where the language is likely to be.
func (t *Tag) replaceRegion() {
	list := strings.Fields(cldr.Fact("alias/territory/" + t.Region))
	if len(list) == 0 {
		return
	}
	likely := Tag{Language: t.Language, Script: t.Script}
	likely.Maximize()
	if slices.Contains(list, likely.Region) {
		t.Region = likely.Region
	} else {
		t.Region = list[0]
	}
}

// Maximize adds likely subtags (UTS 35, "Add Likely Subtags") and says whether there were any.
func (t *Tag) Maximize() bool {
	if t.Language != "und" && t.Script != "" && t.Region != "" {
		return true
	}
	lookup := func(key string) bool {
		v := cldr.Fact("likely/" + key)
		if v == "" {
			return false
		}
		to, _ := Parse(v)
		if t.Language == "und" {
			t.Language = to.Language
		}
		if t.Script == "" {
			t.Script = to.Script
		}
		if t.Region == "" {
			t.Region = to.Region
		}
		return true
	}
	for _, language := range []string{t.Language, "und"} {
		if t.Script != "" && t.Region != "" && lookup(language+"-"+t.Script+"-"+t.Region) ||
			t.Region != "" && lookup(language+"-"+t.Region) ||
			t.Script != "" && lookup(language+"-"+t.Script) ||
			lookup(language) {
			return true
		}
		if language != "und" && cldr.Fact("likely/"+language) == "" {
			return false
		}
	}
	return false
}

// Minimize removes likely subtags (UTS 35, "Remove Likely Subtags").
func (t *Tag) Minimize() {
	max := Tag{Language: t.Language, Script: t.Script, Region: t.Region}
	if !max.Maximize() {
		return
	}
	for _, try := range []Tag{{Language: max.Language}, {Language: max.Language, Region: max.Region}, {Language: max.Language, Script: max.Script}} {
		full := try
		full.Maximize()
		if full.Base() == max.Base() {
			t.Language, t.Script, t.Region = try.Language, try.Script, try.Region
			return
		}
	}
	t.Language, t.Script, t.Region = max.Language, max.Script, max.Region
}

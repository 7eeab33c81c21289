// Package collate compares texts as Node's Intl.Collator does: the collation of CLDR's root with the tailorings of languages
// (UTS 10 and UTS 35, part 5).
package collate

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/memo"
)

// Strength is which differences count, in addition to those of base letters.
type Strength int

// The strengths of Intl.Collator's option sensitivity.
const (
	Variant Strength = iota // accents, case and other variants
	Base                    // none
	Accent                  // accents
	Case                    // case
)

// CaseFirst is which of two letters that differ in case sorts first.
type CaseFirst int

// The default is the locale's.
const (
	CaseDefault CaseFirst = iota
	CaseOff
	CaseUpper
	CaseLower
)

// Options say how a Collator compares.
type Options struct {
	Locale    string // without extensions
	Type      string // of the collation, as in tags ("phonebk"); empty or unknown is the locale's
	Search    bool   // the collation for searching, where there is one
	Strength  Strength
	Numeric   bool // digits compare as numbers
	CaseFirst CaseFirst
	// Shifted ignores spaces and punctuation: 1 does, -1 doesn't, 0 is the locale's.
	Shifted int
}

// Collator compares texts. It is safe for concurrent use.
type Collator struct {
	table      *table
	strength   Strength
	numeric    bool
	upperFirst bool
	lowerFirst bool
	shifted    bool
	backwards  bool

	// simple are the elements of those ASCII characters that have one and that no other ASCII character joins; nil where the options
	// need more than one level to be looked at together. Others have a zero primary.
	simple      *[128]element
	caseMatters bool // at the third level
}

// tailored is a tailoring with its settings.
type tailored struct {
	*table
	settings
}

// tailorings has the tables of collations by their names ("de-u-co-phonebk").
var tailorings = cldr.NewCache(func(name string) tailored {
	if rulesOf(name) == "" {
		return tailored{table: rootTable()}
	}
	t, s := tailor(name)
	return tailored{t, s}
})

// candidates are a locale and those whose rules it has when it has none itself.
func candidates(locale string) []string {
	var list []string
	language, rest, _ := strings.Cut(locale, "-")
	if likely := cldr.Fact("likely/" + locale); likely != "" {
		parts := strings.Split(likely, "-")
		if len(parts) == 3 && !strings.HasPrefix(rest, parts[1]) && parts[1] != likelyScript(language) {
			list = append(list, parts[0]+"-"+parts[1])
		}
	}
	for l := locale; l != ""; {
		list = append(list, l)
		i := strings.LastIndexByte(l, '-')
		l = l[:max(i, 0)]
	}
	if language == "nb" || language == "nn" {
		list = append(list, "no")
	}
	return append(list, "und")
}

func likelyScript(language string) string {
	parts := strings.Split(cldr.Fact("likely/"+language), "-")
	if len(parts) == 3 {
		return parts[1]
	}
	return ""
}

// Find is the name of the collation of a locale in a type, and the type that it is; standard ones have an empty type. A type that
// the locale doesn't have gives its default.
func Find(locale, kind string) (name, found string) {
	list := candidates(locale)
	if kind != "" && kind != "standard" && kind != "search" {
		for _, l := range list {
			name := l + "-u-co-" + kind
			if _, ok := rulesIndex()[name]; ok {
				return name, kind
			}
		}
	}
	standard := ""
	for _, l := range list {
		if _, ok := rulesIndex()[l+"-u-co-search"]; ok && kind == "search" {
			return l + "-u-co-search", ""
		}
		if standard == "" {
			standard = rulesOf(l)
		}
		name := l + "-u-co-" + standard
		if _, ok := rulesIndex()[name]; ok && kind != "search" {
			return name, ""
		}
	}
	return "und-u-co-standard", ""
}

// IsDefault reports whether a type is what the locale has without one.
func IsDefault(locale, kind string) bool {
	name, _ := Find(locale, "")
	return strings.HasSuffix(name, "-u-co-"+kind)
}

// collators are those of the process: pages use few options many times.
var collators = memo.New(200, New)

// Get is New with a memory.
func Get(o Options) *Collator { return collators.Get(o) }

// New returns a Collator.
func New(o Options) *Collator {
	kind := o.Type
	if o.Search {
		kind = "search"
	}
	name, _ := Find(o.Locale, kind)
	t := tailorings.Get(name)
	c := &Collator{
		table: t.table, strength: o.Strength, numeric: o.Numeric, backwards: t.backwards, shifted: t.shifted,
		upperFirst: o.CaseFirst == CaseUpper || o.CaseFirst == CaseDefault && t.settings.upperFirst, lowerFirst: o.CaseFirst == CaseLower,
	}
	if o.Shifted != 0 {
		c.shifted = o.Shifted > 0
	}
	c.caseMatters = c.strength == Variant
	if !c.shifted && !c.numeric && c.strength != Case {
		c.simple = simpleElements(c.table)
	}
	return c
}

// CaseFirst is the order of cases in effect.
func (c *Collator) CaseFirst() CaseFirst {
	switch {
	case c.upperFirst:
		return CaseUpper
	case c.lowerFirst:
		return CaseLower
	}
	return CaseOff
}

// Shifted reports whether spaces and punctuation are ignored.
func (c *Collator) Shifted() bool { return c.shifted }

func simpleElements(t *table) *[128]element {
	var out [128]element
	for r := range rune(128) {
		elements := t.at(t.position(r))
		if len(elements) == 1 && elements[0].primary != 0 && elements[0].secondary == commonSecondary {
			out[r] = elements[0]
		}
	}
	for first, list := range t.contractions {
		for _, c := range list {
			if first < 128 && c.rest[0] < 128 {
				out[first] = element{}
			}
		}
	}
	return &out
}

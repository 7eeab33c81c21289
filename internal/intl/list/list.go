// Package list joins texts as Intl.ListFormat does.
package list

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// Formatter has the patterns of a kind of list in a locale. It is immutable.
type Formatter struct {
	start, middle, end, pair string
	language                 string
}

var formatters = cldr.NewCache(func(key string) *Formatter {
	locale, kind, _ := strings.Cut(key, "/")
	part := strings.Split(cldr.Lists.Table(locale).Get(kind), "\n")
	language, _, _ := strings.Cut(locale, "-")
	return &Formatter{start: part[0], middle: part[1], end: part[2], pair: part[3], language: language}
})

// New is the formatter of a type ("conjunction", "disjunction", "unit") and a style ("long", "short", "narrow").
func New(locale, kind, style string) *Formatter {
	name := map[string]string{"conjunction": "standard", "disjunction": "or", "unit": "unit"}[kind]
	if style != "long" {
		name += "-" + style
	}
	return formatters.Get(locale + "/" + name)
}

// Part is an element of a list or the text between two.
type Part struct {
	Element bool
	Value   string
}

// Parts are the elements with what is between them. ICU has no parts for empty elements.
func (f *Formatter) Parts(elements []string) []Part {
	all := f.parts(elements)
	parts := all[:0]
	for _, p := range all {
		switch n := len(parts); {
		case p.Value == "":
		case n > 0 && !p.Element && !parts[n-1].Element:
			parts[n-1].Value += p.Value
		default:
			parts = append(parts, p)
		}
	}
	return parts
}

func (f *Formatter) parts(elements []string) []Part {
	switch len(elements) {
	case 0:
		return nil
	case 1:
		return []Part{{true, elements[0]}}
	case 2:
		return join([]Part{{true, elements[0]}}, f.before(f.pair, elements[1]), elements[1])
	}
	parts := join([]Part{{true, elements[0]}}, f.start, elements[1])
	last := len(elements) - 1
	for _, e := range elements[2:last] {
		parts = join(parts, f.middle, e)
	}
	return join(parts, f.before(f.end, elements[last]), elements[last])
}

// Format is the list as one text.
func (f *Formatter) Format(elements []string) string {
	var b strings.Builder
	for _, p := range f.Parts(elements) {
		b.WriteString(p.Value)
	}
	return b.String()
}

// join puts parts into {0} and next into {1} of a pattern.
func join(parts []Part, pattern, next string) []Part {
	before, rest, _ := strings.Cut(pattern, "{0}")
	between, after, _ := strings.Cut(rest, "{1}")
	if before != "" {
		parts = append([]Part{{false, before}}, parts...)
	}
	if between != "" {
		parts = append(parts, Part{false, between})
	}
	parts = append(parts, Part{true, next})
	if after != "" {
		parts = append(parts, Part{false, after})
	}
	return parts
}

// before is a pattern as the word after it wants it: Spanish has e and u for y and o before the same sound, Hebrew a hyphen before
// what isn't Hebrew (ICU's ContextualHandler).
func (f *Formatter) before(pattern, next string) string {
	switch {
	case f.language == "es" && pattern == "{0} y {1}" && soundsLikeI(next):
		return "{0} e {1}"
	case f.language == "es" && pattern == "{0} o {1}" && soundsLikeO(next):
		return "{0} u {1}"
	case f.language == "he" && pattern == "{0} ו{1}":
		if c, _ := utf8.DecodeRuneInString(next); !unicode.Is(unicode.Hebrew, c) {
			return "{0} ו-{1}"
		}
	}
	return pattern
}

func soundsLikeI(s string) bool {
	s = strings.ToLower(s[:min(len(s), 3)])
	return strings.HasPrefix(s, "i") || strings.HasPrefix(s, "hi") && !strings.HasPrefix(s, "hia") && !strings.HasPrefix(s, "hie")
}

func soundsLikeO(s string) bool {
	s = strings.ToLower(s[:min(len(s), 3)])
	return strings.HasPrefix(s, "o") || strings.HasPrefix(s, "8") || strings.HasPrefix(s, "ho") || s == "11" || s == "11 "
}

// Package casing has the case mappings that depend on a language: SpecialCasing.txt's for Turkish, Azerbaijani and Lithuanian, and
// ICU's for Greek capitals.
package casing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

const dotAbove = '\u0307'

// Special reports whether a language has mappings of its own.
func Special(language string) bool {
	switch language {
	case "az", "el", "lt", "tr":
		return true
	}
	return false
}

// Upper is s in capitals by the rules of a language.
func Upper(s, lang string) string {
	switch lang {
	case "tr", "az":
		s = strings.ReplaceAll(s, "i", "İ")
	case "lt":
		s = withoutDots(s)
	case "el":
		return greekUpper(s)
	}
	return cases.Upper(language.Und).String(s)
}

// Lower is s in small letters by the rules of a language.
func Lower(s, lang string) string {
	switch lang {
	case "tr", "az":
		s = turkishLower(s)
	case "lt":
		s = lithuanianLower(s)
	}
	return cases.Lower(language.Und).String(s)
}

// class is a character's combining class.
func class(c rune) uint8 { return norm.NFD.PropertiesString(string(c)).CCC() }

// followed reports whether a character that ok accepts comes in rest before anything that isn't a mark of another place (class 0
// or 230), and where it is.
func followed(rest string, ok func(rune) bool) (at int, found bool) {
	for i, c := range rest {
		if ok(c) {
			return i, true
		}
		if n := class(c); n == 0 || n == 230 {
			break
		}
	}
	return 0, false
}

func isDot(c rune) bool { return c == dotAbove }

// withoutDots drops the dot above behind soft-dotted letters, which capitals don't have.
func withoutDots(s string) string {
	var b strings.Builder
	soft := false
	for _, c := range s {
		if soft && c == dotAbove {
			soft = false
			continue
		}
		if n := class(c); n == 0 || n == 230 {
			soft = unicode.Is(unicode.Soft_Dotted, c)
		}
		b.WriteRune(c)
	}
	return b.String()
}

func turkishLower(s string) string {
	var b strings.Builder
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch c {
		case 'İ':
			b.WriteByte('i')
		case 'I':
			if at, ok := followed(s, isDot); ok {
				b.WriteByte('i')
				s = s[:at] + s[at+utf8.RuneLen(dotAbove):]
			} else {
				b.WriteRune('ı')
			}
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func lithuanianLower(s string) string {
	var b strings.Builder
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch c {
		case 'Ì':
			b.WriteString("i̇̀")
		case 'Í':
			b.WriteString("i̇́")
		case 'Ĩ':
			b.WriteString("i̇̃")
		case 'I', 'J', 'Į':
			b.WriteRune(unicode.ToLower(c))
			if _, ok := followed(s, func(c rune) bool { return class(c) == 230 }); ok {
				b.WriteRune(dotAbove)
			}
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

package casing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// greek is what a letter and the marks behind it have.
type greek struct {
	letter        rune // capital
	accent        bool
	dialytika     bool
	ypogegrammeni int
	precomposed   bool // the accent was part of the letter
}

// greekLetter takes a Greek letter apart; ok is false for other characters.
func greekLetter(c rune) (g greek, ok bool) {
	if !unicode.Is(unicode.Greek, c) {
		return g, false
	}
	for i, part := range norm.NFD.String(string(c)) {
		if i == 0 {
			if g.letter = unicode.ToUpper(part); !unicode.IsLetter(part) || g.letter < 0x391 || g.letter > 0x3a9 {
				return g, false
			}
		} else {
			g.mark(part)
		}
	}
	g.precomposed = g.accent
	return g, true
}

// mark notes a combining mark and reports whether it is one that Greek has.
func (g *greek) mark(c rune) bool {
	switch c {
	case 0x300, 0x301, 0x302, 0x303, 0x311, 0x342:
		g.accent = true
	case 0x308:
		g.dialytika = true
	case 0x344:
		g.accent, g.dialytika = true, true
	case 0x345:
		g.ypogegrammeni++
	case 0x304, 0x306, 0x313, 0x314, 0x343:
	default:
		return false
	}
	return true
}

func isVowel(letter rune) bool { return strings.ContainsRune("ΑΕΗΙΟΥΩ", letter) }

// greekUpper is ICU's GreekUpper: capitals without accents; a vowel that an accent kept apart from the one before gets a dialytika.
func greekUpper(s string) string {
	var b strings.Builder
	upper := cases.Upper(language.Und)
	afterCased := false
	afterAccent, afterPrecomposed := false, false // a vowel with an accent and no dialytika came before
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		g, ok := greekLetter(c)
		if !ok {
			b.WriteString(upper.String(s[:size]))
			s = s[size:]
			if !ignorable(c) {
				afterCased = cased(c)
			}
			afterAccent = false
			continue
		}
		s = s[size:]
		gained := isVowel(g.letter) && afterAccent && (g.letter == 'Ι' || g.letter == 'Υ')
		for s != "" {
			c, size := utf8.DecodeRuneInString(s)
			if !g.mark(c) {
				break
			}
			s = s[size:]
		}
		combining := gained && !g.dialytika && !afterPrecomposed
		dialytika := g.dialytika || gained
		afterAccent = isVowel(g.letter) && g.accent && !dialytika
		afterPrecomposed = g.precomposed
		writeGreek(&b, g, dialytika, combining, !afterCased && !followedByCased(s))
		afterCased = true
	}
	return b.String()
}

// writeGreek writes a capital. alone says that no letter is beside it: the word ή, "or", keeps its accent.
func writeGreek(b *strings.Builder, g greek, dialytika, combining, alone bool) {
	letter := g.letter
	switch {
	case letter == 'Η' && g.accent && g.ypogegrammeni == 0 && alone:
		if g.precomposed {
			b.WriteRune('Ή')
		} else {
			b.WriteString("Η\u0301")
		}
		return
	case dialytika && !combining && letter == 'Ι':
		letter, dialytika = 'Ϊ', false
	case dialytika && !combining && letter == 'Υ':
		letter, dialytika = 'Ϋ', false
	}
	b.WriteRune(letter)
	if dialytika {
		b.WriteRune(0x308)
	}
	for range g.ypogegrammeni {
		b.WriteRune('Ι')
	}
}

func followedByCased(s string) bool {
	for _, c := range s {
		if !ignorable(c) {
			return cased(c)
		}
	}
	return false
}

func cased(c rune) bool {
	return unicode.IsUpper(c) || unicode.IsLower(c) || unicode.IsTitle(c)
}

// ignorable is the property Case_Ignorable, as far as text has it.
func ignorable(c rune) bool {
	return unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || strings.ContainsRune("'.:·’‘․", c)
}

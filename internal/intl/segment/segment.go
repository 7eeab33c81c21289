// Package segment cuts texts into graphemes, words and sentences as Intl.Segmenter does (UAX 29).
//
// ICU finds the words of Thai, Lao, Khmer, Burmese, Chinese and Japanese with dictionaries, which aren't here: a run of one of the
// first four scripts is one word, and an ideograph or a Hiragana letter is one by itself.
package segment

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// Segment is a piece of a text; its end is an offset in UTF-16 code units, its start is the end of the one before.
type Segment struct {
	End      int
	WordLike bool // words only: whether it has a letter or a number
}

// Granularities of Intl.Segmenter.
const (
	Grapheme = "grapheme"
	Word     = "word"
	Sentence = "sentence"
)

// Of are the segments of a text. Surrogates without a partner must be replaced by U+FFFD, which is as long.
func Of(text, granularity string) []Segment {
	var pieces []string
	switch granularity {
	case Word:
		for it := words.FromString(text); it.Next(); {
			pieces = append(pieces, it.Value())
		}
	case Sentence:
		for it := sentences.FromString(text); it.Next(); {
			pieces = append(pieces, it.Value())
		}
	default:
		for it := graphemes.FromString(text); it.Next(); {
			pieces = append(pieces, it.Value())
		}
	}
	var out []Segment
	end := 0
	var before *unicode.RangeTable
	for _, piece := range pieces {
		end += length16(piece)
		if granularity != Word {
			out = append(out, Segment{End: end})
			continue
		}
		script := withoutSpaces(piece)
		if n := len(out); n > 0 && script != nil && script == before {
			out[n-1].End = end
			continue
		}
		before = script
		out = append(out, Segment{End: end, WordLike: wordLike(piece)})
	}
	return out
}

// length16 is the number of UTF-16 code units.
func length16(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}

// wordLike reports whether a segment is a word, a number or the like. Several joining characters like __ are a word to ICU, one isn't.
func wordLike(s string) bool {
	joining := 0
	for _, r := range s {
		if unicode.Is(unicode.Pc, r) {
			if joining++; joining > 1 {
				return true
			}
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) && !unicode.Is(unicode.No, r) {
			return true
		}
	}
	return false
}

// withoutSpaces is the script of a text in one that is written without spaces between words, nil for others.
func withoutSpaces(s string) *unicode.RangeTable {
	r, _ := utf8.DecodeRuneInString(s)
	for _, script := range []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar} {
		if unicode.Is(script, r) && (unicode.IsLetter(r) || unicode.IsMark(r)) {
			return script
		}
	}
	return nil
}

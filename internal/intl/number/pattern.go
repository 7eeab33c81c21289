package number

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// pattern is a number pattern of UTS 35 ("#,##0.00 ¤;(#,##0.00 ¤)"): the affixes around the digits and the sizes of groups.
type pattern struct {
	positive, negative affixPair
	hasNegative        bool
	group1, group2     int // sizes of the last group and of the others; 0: no groups
	currency           bool
	alone              bool // has no digits: it stands instead of the number
}

// affixPair is what stands before and after the digits, still quoted.
type affixPair struct{ prefix, suffix []token }

// token is a piece of an affix: a text, or a placeholder for a symbol.
type token struct {
	kind rune // '-', '+', '%', '¤'; 0: text
	text string
}

var patterns = cldr.NewCache(makePattern)

// parsePattern reads a pattern; results are shared and immutable.
func parsePattern(text string) *pattern { return patterns.Get(text) }

func makePattern(text string) *pattern {
	p := &pattern{}
	positive, negative, body := "", "", ""
	positive, negative, p.hasNegative = cutUnquoted(text, ';')
	p.positive, body = affixes(positive)
	if p.hasNegative {
		p.negative, _ = affixes(negative)
	}
	p.alone = body == ""
	integer, _, _ := strings.Cut(body, ".")
	if parts := strings.Split(integer, ","); len(parts) > 1 {
		p.group1 = len(parts[len(parts)-1])
		p.group2 = p.group1
		if len(parts) > 2 {
			p.group2 = len(parts[len(parts)-2])
		}
	}
	for _, t := range append(append([]token(nil), p.positive.prefix...), p.positive.suffix...) {
		p.currency = p.currency || t.kind == '¤'
	}
	return p
}

// cutUnquoted is strings.Cut at a separator outside of quotes.
func cutUnquoted(s string, separator byte) (before, after string, found bool) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '\'':
			quoted = !quoted
		case s[i] == separator && !quoted:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// affixes cuts a subpattern into its affixes and the digits between them.
func affixes(s string) (affixPair, string) {
	start, end := -1, len(s)
	quoted := false
	for i := range len(s) {
		c := s[i]
		if c == '\'' {
			quoted = !quoted
		}
		if digit := !quoted && strings.IndexByte("#0123456789,.", c) >= 0; digit && start < 0 {
			start = i
		} else if !digit && start >= 0 {
			end = i
			break
		}
	}
	if start < 0 {
		return affixPair{prefix: tokens(s)}, ""
	}
	return affixPair{tokens(s[:start]), tokens(s[end:])}, s[start:end]
}

// tokens reads an affix.
func tokens(s string) []token {
	var out []token
	quoted := false
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		i += size
		kind := rune(0)
		switch {
		case c == '\'' && i < len(s) && s[i] == '\'':
			i++
		case c == '\'':
			quoted = !quoted
			continue
		case !quoted && (c == '-' || c == '+' || c == '%' || c == '¤'):
			kind = c
		}
		if n := len(out); kind == 0 && n > 0 && out[n-1].kind == 0 {
			out[n-1].text += string(c)
		} else if kind != '¤' || n == 0 || out[n-1].kind != '¤' {
			out = append(out, token{kind, string(c)})
		}
	}
	return out
}

// has reports whether an affix of the pair has a placeholder.
func (a affixPair) has(kind rune) bool {
	for _, list := range [][]token{a.prefix, a.suffix} {
		for _, t := range list {
			if t.kind == kind {
				return true
			}
		}
	}
	return false
}

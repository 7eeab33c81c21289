package webencoding

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"
)

// iso2022jp is the ISO-2022-JP decoder of the Encoding standard, section 12.2.1. The one of golang.org/x/text is laxer: it keeps
// shift bytes, knows no JIS X 0201 and lets one escape follow another.
type iso2022jp struct {
	state, output jisState
	lead          byte
	escaped       bool // nothing has been decoded since the last escape
}

type jisState uint8

const (
	jisASCII jisState = iota
	jisRoman
	jisKatakana
	jisLead
	jisTrail
)

// Reset goes back to the start.
func (d *iso2022jp) Reset() { *d = iso2022jp{} }

// Transform decodes what there is; wrong bytes become U+FFFD.
func (d *iso2022jp) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	put := func(r rune) { nDst += utf8.EncodeRune(dst[nDst:], r) }
	for nSrc < len(src) {
		if len(dst)-nDst < 2*utf8.UTFMax {
			return nDst, nSrc, transform.ErrShortDst
		}
		b, rest := src[nSrc], src[nSrc+1:]
		if b != 0x1B {
			nSrc++
			if r := d.next(b); r >= 0 {
				put(r)
			}
			continue
		}
		if !atEOF && (len(rest) == 0 || len(rest) == 1 && (rest[0] == '$' || rest[0] == '(')) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		if d.state == jisTrail { // its lead byte stays alone
			d.state = jisLead
			put(utf8.RuneError)
		}
		state, ok := escape(rest)
		if !ok {
			nSrc++
			d.state, d.escaped = d.output, false
			put(utf8.RuneError)
			continue
		}
		nSrc += 3
		if d.escaped {
			put(utf8.RuneError)
		}
		d.state, d.output, d.escaped = state, state, true
	}
	if atEOF && d.state == jisTrail {
		if len(dst)-nDst < utf8.UTFMax {
			return nDst, nSrc, transform.ErrShortDst
		}
		d.state = jisLead
		put(utf8.RuneError)
	}
	return nDst, nSrc, nil
}

func escape(b []byte) (jisState, bool) {
	if len(b) < 2 {
		return 0, false
	}
	switch string(b[:2]) {
	case "(B":
		return jisASCII, true
	case "(J":
		return jisRoman, true
	case "(I":
		return jisKatakana, true
	case "$@", "$B":
		return jisLead, true
	}
	return 0, false
}

// next decodes one byte that isn't an escape; -1 for none yet.
func (d *iso2022jp) next(b byte) rune {
	d.escaped = false
	switch d.state {
	case jisASCII, jisRoman:
		switch {
		case b >= 0x80 || b == 0x0E || b == 0x0F:
			return utf8.RuneError
		case d.state == jisRoman && b == 0x5C:
			return '¥'
		case d.state == jisRoman && b == 0x7E:
			return '‾'
		}
		return rune(b)
	case jisKatakana:
		if b >= 0x21 && b <= 0x5F {
			return 0xFF61 - 0x21 + rune(b)
		}
	case jisLead:
		if b >= 0x21 && b <= 0x7E {
			d.lead, d.state = b, jisTrail
			return -1
		}
	case jisTrail:
		d.state = jisLead
		if b >= 0x21 && b <= 0x7E {
			return jis0208(d.lead, b)
		}
	}
	return utf8.RuneError
}

// jis0208 is the character of JIS X 0208 at a lead and a trail byte, by way of EUC-JP, which has the same with the high bits set.
func jis0208(lead, trail byte) rune {
	var dst [8]byte
	n, _, err := japanese.EUCJP.NewDecoder().Transformer.Transform(dst[:], []byte{lead | 0x80, trail | 0x80}, true)
	if err != nil {
		return utf8.RuneError
	}
	r, size := utf8.DecodeRune(dst[:n])
	if size != n {
		return utf8.RuneError
	}
	return r
}

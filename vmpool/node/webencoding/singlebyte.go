package webencoding

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// singleByte decodes a single-byte encoding. The standard's indexes map the bytes 80 to 9F that an encoding doesn't use to the control
// characters of the same number; golang.org/x/text leaves them out.
type singleByte struct {
	transform.NopResetter
	high [128]rune
}

func newSingleByte(m *charmap.Charmap) *singleByte {
	s := &singleByte{}
	for i := range s.high {
		b := byte(0x80 + i)
		s.high[i] = m.DecodeByte(b)
		if s.high[i] == utf8.RuneError && b < 0xA0 {
			s.high[i] = rune(b)
		}
	}
	return s
}

// Transform decodes what there is; unmapped bytes become U+FFFD.
func (s *singleByte) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	for _, b := range src {
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		if b < 0x80 {
			dst[nDst] = b
			nDst++
		} else {
			nDst += utf8.EncodeRune(dst[nDst:], s.high[b-0x80])
		}
		nSrc++
	}
	return nDst, nSrc, nil
}

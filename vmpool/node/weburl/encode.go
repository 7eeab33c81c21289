package weburl

import "strings"

// encodeSet is a percent-encode set of the URL standard: the bytes below 0x80 that are encoded. The others always are.
type encodeSet [2]uint64

func (s encodeSet) has(b byte) bool { return b >= 0x80 || s[b>>6]&(1<<(b&63)) != 0 }

func (s encodeSet) with(bytes string) encodeSet {
	for i := range len(bytes) {
		s[bytes[i]>>6] |= 1 << (bytes[i] & 63)
	}
	return s
}

// The sets of section 1.3, without the newest change ("^" in paths), which Node 20 hasn't got.
var (
	c0Set           = encodeSet{1<<32 - 1, 1 << 63}
	fragmentSet     = c0Set.with(" \"<>`")
	querySet        = c0Set.with(" \"#<>")
	specialQuerySet = querySet.with("'")
	pathSet         = querySet.with("?`{}")
	userinfoSet     = pathSet.with("/:;=@[\\]^|")
	formSet         = c0Set.with(" !\"#$%&'()+,/:;<=>?@[\\]^`{|}~")
)

const upperHex = "0123456789ABCDEF"

// encode is UTF-8 percent-encode.
func encode(s string, set encodeSet) string {
	i := 0
	for i < len(s) && !set.has(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		if b := s[i]; set.has(b) {
			out = append(out, '%', upperHex[b>>4], upperHex[b&15])
		} else {
			out = append(out, b)
		}
	}
	return string(out)
}

// decode is percent-decode; the result may not be UTF-8.
func decode(s string) string {
	i := strings.IndexByte(s, '%')
	if i < 0 {
		return s
	}
	out := append(make([]byte, 0, len(s)), s[:i]...)
	for ; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		} else {
			out = append(out, s[i])
		}
	}
	return string(out)
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isHex(b byte) bool { return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'f' }

func isAlpha(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func unhex(b byte) byte {
	if isDigit(b) {
		return b - '0'
	}
	return b | 0x20 - 'a' + 10
}

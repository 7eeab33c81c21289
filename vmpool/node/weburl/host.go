package weburl

import (
	"math"
	"net/netip"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// domains is "domain to ASCII" without the checks that beStrict adds. It is immutable.
var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.CheckJoiners(true), idna.CheckHyphens(false),
	idna.StrictDomainName(false), idna.Transitional(false), idna.VerifyDNSLength(false))

const (
	forbiddenHost   = "\x00\t\n\r #/:<>?@[\\]^|"
	forbiddenDomain = forbiddenHost + "%\x7F\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F"
)

// parseHost is the host parser of section 3.5; its result is serialized.
func parseHost(s string, special bool) (string, bool) {
	if strings.HasPrefix(s, "[") {
		if !strings.HasSuffix(s, "]") {
			return "", false
		}
		return parseIPv6(s[1 : len(s)-1])
	}
	if !special {
		if strings.ContainsAny(s, forbiddenHost) {
			return "", false
		}
		return encode(s, c0Set), true
	}
	s = decode(s)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s, ok := domainToASCII(s)
	if !ok || strings.ContainsAny(s, forbiddenDomain) {
		return "", false
	}
	if endsInNumber(s) {
		return parseIPv4(s)
	}
	return s, true
}

// domainToASCII is "domain to ASCII" with beStrict false; an empty result is a failure.
func domainToASCII(s string) (string, bool) {
	if plainDomain(s) {
		return strings.ToLower(s), s != ""
	}
	s, err := domains.ToASCII(s)
	return s, err == nil && s != ""
}

// plainDomain reports whether s is ASCII without a label that is punycode: IDNA would only fold its case.
func plainDomain(s string) bool {
	start := true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || start && c|0x20 == 'x' && len(s)-i >= 4 && strings.EqualFold(s[i:i+4], "xn--") {
			return false
		}
		start = c == '.'
	}
	return true
}

func endsInNumber(s string) bool {
	s = strings.TrimSuffix(s, ".")
	last := s[strings.LastIndexByte(s, '.')+1:]
	if last == "" {
		return false
	}
	digits := true
	for i := range len(last) {
		digits = digits && isDigit(last[i])
	}
	if digits {
		return true
	}
	_, ok := parseIPv4Number(last)
	return ok
}

// parseIPv4Number is the IPv4 number parser; numbers too big for an address become infinity.
func parseIPv4Number(s string) (float64, bool) {
	base := 10
	switch {
	case s == "":
		return 0, false
	case len(s) >= 2 && s[0] == '0' && s[1]|0x20 == 'x':
		s, base = s[2:], 16
	case len(s) >= 2 && s[0] == '0':
		s, base = s[1:], 8
	}
	if s == "" {
		return 0, true
	}
	for i := range len(s) {
		if c := s[i]; !isHex(c) || int(unhex(c)) >= base {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(s, base, 64)
	if err != nil {
		return math.Inf(1), true
	}
	return float64(n), true
}

func parseIPv4(s string) (string, bool) {
	parts := strings.Split(strings.TrimSuffix(s, "."), ".")
	if len(parts) > 4 {
		return "", false
	}
	address := 0.0
	for i, part := range parts {
		n, ok := parseIPv4Number(part)
		if !ok {
			return "", false
		}
		if i < len(parts)-1 {
			if n > 255 {
				return "", false
			}
			address += n * math.Pow(256, float64(3-i))
			continue
		}
		if n >= math.Pow(256, float64(5-len(parts))) {
			return "", false
		}
		address += n
	}
	a := uint32(address)
	return netip.AddrFrom4([4]byte{byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a)}).String(), true
}

func parseIPv6(s string) (string, bool) {
	addr, err := netip.ParseAddr(s)
	if err != nil || !addr.Is6() || addr.Zone() != "" || strings.Contains(s, "%") {
		return "", false
	}
	b := addr.As16()
	var pieces [8]uint16
	for i := range pieces {
		pieces[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	start, length := -1, 1 // the first longest run of at least two zeros
	for i := 0; i < 8; i++ {
		n := 0
		for i+n < 8 && pieces[i+n] == 0 {
			n++
		}
		if n > length {
			start, length = i, n
		}
		i += n
	}
	out := []byte{'['}
	for i := 0; i < 8; i++ {
		if i == start {
			out = append(out, "::"...)
			i += length - 1
			continue
		}
		if i > 0 && out[len(out)-1] != ':' {
			out = append(out, ':')
		}
		out = strconv.AppendUint(out, uint64(pieces[i]), 16)
	}
	return string(append(out, ']')), true
}

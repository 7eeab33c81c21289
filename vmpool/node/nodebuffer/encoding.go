package nodebuffer

import "strings"

// Encoding is one of Node's string encodings of bytes.
type Encoding uint8

// The encodings; binary is Latin1, ucs2 is UTF16LE.
const (
	UTF8 Encoding = iota
	UTF16LE
	Latin1
	ASCII
	Base64
	Base64URL
	Hex
)

// String is Node's canonical name.
func (e Encoding) String() string {
	return [...]string{"utf8", "utf16le", "latin1", "ascii", "base64", "base64url", "hex"}[e]
}

// ParseEncoding knows the names that Node knows, in any case; the empty name is none of them.
func ParseEncoding(name string) (Encoding, bool) {
	switch name { // as nearly everybody writes it
	case "utf8", "utf-8":
		return UTF8, true
	case "hex":
		return Hex, true
	case "base64":
		return Base64, true
	case "latin1", "binary":
		return Latin1, true
	}
	if len(name) > len("base64url") {
		return 0, false
	}
	switch strings.ToLower(name) {
	case "utf8", "utf-8":
		return UTF8, true
	case "ucs2", "ucs-2", "utf16le", "utf-16le":
		return UTF16LE, true
	case "latin1", "binary":
		return Latin1, true
	case "ascii":
		return ASCII, true
	case "base64":
		return Base64, true
	case "base64url":
		return Base64URL, true
	case "hex":
		return Hex, true
	}
	return 0, false
}

package webfetch

import (
	"strings"

	"github.com/dop251/goja"
)

// isToken reports whether s is a header name.
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') && !strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c)) {
			return false
		}
	}
	return s != ""
}

// headerValue is a header's value, a ByteString, without the whitespace around it; undefined when it holds what no header can.
func headerValue(rt *goja.Runtime, v goja.Value) goja.Value {
	s := v.String()
	trimmed := strings.Trim(s, "\t\n\r ")
	if strings.ContainsAny(trimmed, "\x00\n\r") {
		return goja.Undefined()
	}
	if len(trimmed) == len(s) {
		return v
	}
	return rt.ToValue(trimmed)
}

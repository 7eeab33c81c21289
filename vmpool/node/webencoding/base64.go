package webencoding

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// bindBase64 is forgiving-base64 of the Infra standard; encode returns undefined for characters above U+00FF; decode returns null
// when a character is none of base64's, undefined when their number is wrong.
func bindBase64(vm *node.VM) goja.Value {
	rt := vm.Runtime
	return vm.Object(map[string]node.Func{
		"encode": func(call goja.FunctionCall) goja.Value {
			s, ok := call.Argument(0).(goja.String)
			if !ok {
				return goja.Undefined()
			}
			b := make([]byte, s.Length())
			for i := range b {
				c := s.CharAt(i)
				if c > 0xFF {
					return goja.Undefined()
				}
				b[i] = byte(c)
			}
			return rt.ToValue(base64.StdEncoding.EncodeToString(b))
		},
		"decode": func(call goja.FunctionCall) goja.Value {
			s := call.Argument(0).String()
			b, ok := ForgivingBase64(s)
			if !ok {
				if strings.Trim(s, alphabet) != "" {
					return goja.Null()
				}
				return goja.Undefined()
			}
			return nodebuffer.DecodeBytes(rt, b, nodebuffer.Latin1)
		},
	})
}

// alphabet is what a string for atob consists of: base64's digits, padding at the end, and whitespace.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\t\n\f\r "

// ForgivingBase64 is "forgiving-base64 decode" of the Infra standard: ASCII whitespace counts for nothing and padding may be
// missing.
func ForgivingBase64(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; c {
		case '\t', '\n', '\f', '\r', ' ':
		default:
			b = append(b, c)
		}
	}
	if len(b)%4 == 0 {
		for i := 0; i < 2 && len(b) > 0 && b[len(b)-1] == '='; i++ {
			b = b[:len(b)-1]
		}
	}
	if len(b)%4 == 1 {
		return nil, false
	}
	n, err := base64.RawStdEncoding.Decode(b, b)
	return b[:n], err == nil
}

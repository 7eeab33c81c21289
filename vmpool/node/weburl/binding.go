package weburl

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// text is the string v in UTF-8, with U+FFFD for what isn't Unicode (a USVString).
func text(v goja.Value) string {
	s := v.String()
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

func recordOf(v goja.Value) *record {
	r, _ := v.Export().(*record)
	return r
}

// bind is the native part of internal/url. A URL's record is an opaque value to JavaScript.
func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	get := func(f func(*record) string) node.Func {
		return func(call goja.FunctionCall) goja.Value { return rt.ToValue(f(recordOf(call.Argument(0)))) }
	}
	set := func(f func(*record, string)) node.Func {
		return func(call goja.FunctionCall) goja.Value {
			f(recordOf(call.Argument(0)), text(call.Argument(1)))
			return goja.Undefined()
		}
	}
	return vm.Object(map[string]node.Func{
		// parse(input, base) is a record; undefined when the input is wrong, null when the base is (base may be undefined).
		"parse": func(call goja.FunctionCall) goja.Value {
			var base *record
			if v := call.Argument(1); !goja.IsUndefined(v) {
				var ok bool
				if base, ok = parse(text(v), nil); !ok {
					return goja.Null()
				}
			}
			r, ok := parse(text(call.Argument(0)), base)
			if !ok {
				return goja.Undefined()
			}
			return rt.ToValue(r)
		},
		"href":     get((*record).href),
		"origin":   get((*record).origin),
		"protocol": get(func(r *record) string { return r.scheme + ":" }),
		"username": get(func(r *record) string { return r.username }),
		"password": get(func(r *record) string { return r.password }),
		"host":     get((*record).hostAndPort),
		"hostname": get(func(r *record) string { return r.host }),
		"port":     get(func(r *record) string { return strings.TrimPrefix(r.hostAndPort()[len(r.host):], ":") }),
		"pathname": get(func(r *record) string { return r.path }),
		"search":   get((*record).search),
		"hash":     get((*record).hash),

		"setProtocol": set((*record).setProtocol),
		"setUsername": set((*record).setUsername),
		"setPassword": set((*record).setPassword),
		"setHost":     set(func(r *record, s string) { r.setHost(s, true) }),
		"setHostname": set(func(r *record, s string) { r.setHost(s, false) }),
		"setPort":     set((*record).setPortText),
		"setPathname": set((*record).setPathname),
		"setSearch":   set((*record).setSearch),
		"setHash":     set((*record).setHash),
		// setQuery(record, query) is what a URLSearchParams does to its URL; an empty one removes it.
		"setQuery": set(func(r *record, s string) {
			r.query, r.hasQuery = s, s != ""
			r.stripOpaque()
		}),

		"parseQuery": func(call goja.FunctionCall) goja.Value { return parseForm(rt, text(call.Argument(0))) },
		"formatQuery": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(formatForm(call.Argument(0).ToObject(rt)))
		},
		// toASCII(domain) and toUnicode(domain) are empty for what is no domain.
		"toASCII": func(call goja.FunctionCall) goja.Value {
			host, ok := parseDomain(text(call.Argument(0)))
			if !ok {
				host = ""
			}
			return rt.ToValue(host)
		},
		"toUnicode": func(call goja.FunctionCall) goja.Value {
			host, ok := parseDomain(text(call.Argument(0)))
			if !ok {
				return rt.ToValue("")
			}
			return rt.ToValue(domainToUnicode(host))
		},
		// domain(host) is a domain in Unicode, without any check.
		"domain": func(call goja.FunctionCall) goja.Value { return rt.ToValue(domainToUnicode(call.Argument(0).String())) },
		// encodePath and decodePath are what file URLs do to paths.
		"encodePath": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(encode(text(call.Argument(0)), filePathSet))
		},
	})
}

// filePathSet is what pathToFileURL encodes before the path is parsed: what RFC 1738 calls unsafe.
var filePathSet = c0Set.with(" \"#%<>?[\\]^`{|}~")

// parseDomain is the hostname that a special URL would have.
func parseDomain(s string) (string, bool) {
	r := &record{scheme: "ws", hasHost: true, host: "x", port: -1, path: "/"}
	r.setHost(s, false)
	return r.host, r.host != "x" || strings.EqualFold(s, "x")
}

func domainToUnicode(s string) string {
	if !strings.Contains(s, "xn--") {
		return s
	}
	out, _ := domains.ToUnicode(s)
	return out
}

// parseForm is the application/x-www-form-urlencoded parser: an array of names and values by turns.
func parseForm(rt *goja.Runtime, s string) goja.Value {
	var list []any
	for part := range strings.SplitSeq(s, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		list = append(list, formText(name), formText(value))
	}
	return rt.NewArray(list...)
}

func formText(s string) string {
	s = decode(strings.ReplaceAll(s, "+", " "))
	return wellFormed(s)
}

// wellFormed is UTF-8 decode without BOM.
func wellFormed(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out := make([]byte, 0, len(s)+8)
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			n = subpart(s)
			out = append(out, "\uFFFD"...)
		} else {
			out = append(out, s[:n]...)
		}
		s = s[n:]
	}
	return string(out)
}

// subpart is the length of the ill-formed sequence at the start of s that one U+FFFD stands for: the longest beginning of a
// well-formed one, or a byte.
func subpart(s string) int {
	for n := min(3, len(s)); n > 1; n-- {
		prefix := []byte(s[:n])
		if !utf8.FullRune(prefix) {
			return n
		}
	}
	return 1
}

// formatForm is the application/x-www-form-urlencoded serializer of an array as parseForm makes it.
func formatForm(list *goja.Object) string {
	var b strings.Builder
	n := int(list.Get("length").ToInteger())
	for i := 0; i+1 < n; i += 2 {
		if i > 0 {
			b.WriteByte('&')
		}
		writeForm(&b, text(list.Get(strconv.Itoa(i))))
		b.WriteByte('=')
		writeForm(&b, text(list.Get(strconv.Itoa(i+1))))
	}
	return b.String()
}

func writeForm(b *strings.Builder, s string) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case formSet.has(c):
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		default:
			b.WriteByte(c)
		}
	}
}

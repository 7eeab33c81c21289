package native

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

const textSeparator = "<!-- -->"

func itoa(i int) string { return strconv.Itoa(i) }

// appendEscaped escapes text and attribute values (escapeTextForBrowser).
func appendEscaped(dst []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		var esc string
		switch s[i] {
		case '"':
			esc = "&quot;"
		case '&':
			esc = "&amp;"
		case '\'':
			esc = "&#x27;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		default:
			continue
		}
		dst = append(dst, s[last:i]...)
		dst = append(dst, esc...)
		last = i + 1
	}
	return append(dst, s[last:]...)
}

var javaScriptURL = regexp.MustCompile(`(?i)^[\x00-\x1F ]*j[\r\n\t]*a[\r\n\t]*v[\r\n\t]*a[\r\n\t]*s[\r\n\t]*c[\r\n\t]*r[\r\n\t]*i[\r\n\t]*p[\r\n\t]*t[\r\n\t]*:`)

// sanitizeURL takes the script out of javascript: URLs.
func sanitizeURL(url string) string {
	i := 0
	for i < len(url) && url[i] <= ' ' {
		i++
	}
	if i == len(url) || url[i]|0x20 != 'j' || !javaScriptURL.MatchString(url) {
		return url
	}
	return "javascript:throw new Error('React has blocked a javascript: URL as a security precaution.')"
}

var (
	scriptTag = regexp.MustCompile(`(?i)(</|<)(s)(cript)`)
	styleTag  = regexp.MustCompile(`(?i)(</|<)(s)(tyle)`)
)

// escapeScript keeps text inside a script element.
func escapeScript(s string) string {
	return replaceTag(scriptTag, s, `\u0073`, `\u0053`)
}

// escapeStyle keeps text inside a style element.
func escapeStyle(s string) string {
	return replaceTag(styleTag, s, `\73 `, `\53 `)
}

func replaceTag(re *regexp.Regexp, s, lower, upper string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	return re.ReplaceAllStringFunc(s, func(m string) string {
		at := 1
		if m[1] == '/' {
			at = 2
		}
		if m[at] == 's' {
			return m[:at] + lower + m[at+1:]
		}
		return m[:at] + upper + m[at+1:]
	})
}

// jsString is a string literal for an inline script.
func jsString(s string) string {
	b, _ := json.Marshal(s) // escapes <, >, & and the line separators
	return string(b)
}

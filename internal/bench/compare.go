package main

import (
	"fmt"
	"regexp"
	"strings"
)

// same is an error unless two renderings of a page are the same, byte for byte; of the inline scripts that complete streamed
// boundaries only the calls are compared, as their text is each renderer's own.
func same(name, got, want string) error {
	got, want = settled(got), settled(want)
	if got == want {
		return nil
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-60):min(len(s), i+60)] }
	return fmt.Errorf("%s differs from the first side at byte %d:\n  …%s\n  …%s", name, i, around(got), around(want))
}

var inlineScript = regexp.MustCompile(`(?s)(<script[^>]*>)(.*?)</script>`)

// settled takes the definitions of React's inline functions out of its scripts and leaves the calls.
func settled(html string) string {
	return inlineScript.ReplaceAllStringFunc(html, func(script string) string {
		m := inlineScript.FindStringSubmatch(script)
		if call := strings.LastIndex(m[2], ";$R"); call >= 0 && strings.Contains(m[2], "function(") {
			return m[1] + m[2][call+1:] + "</script>"
		}
		return script
	})
}

var startTag = regexp.MustCompile(`<[a-zA-Z]`)

// elements counts the elements of a page.
func elements(html string) int { return len(startTag.FindAllString(html, -1)) }

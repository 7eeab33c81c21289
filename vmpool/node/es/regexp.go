package es

import (
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// originals gives, for the rewritten pattern of a literal, what stood in the source. It is shared by the process and grows with
// the literals of its scripts; what the constructor is given stays in the VM.
var originals sync.Map // string → original

type original struct{ source, flags string }

// force makes goja choose the backtracking engine (regexp2), which knows \p{…} and (?i:…), by an empty lookahead.
const force = "(?=)"

// rewritePattern returns the pattern and flags for goja, and whether they differ from the given ones.
func rewritePattern(pattern, flags string) (string, string, bool) {
	unicode := strings.ContainsAny(flags, "uv")
	special := strings.ContainsAny(flags, "vd") ||
		unicode && (strings.Contains(pattern, `\p{`) || strings.Contains(pattern, `\P{`)) ||
		hasModifiers(pattern)
	if !special {
		return pattern, flags, false
	}
	out := pattern
	if strings.Contains(flags, "v") {
		out = lowerSets(out)
	}
	newFlags := strings.ReplaceAll(strings.ReplaceAll(flags, "v", "u"), "d", "")
	marker := force
	for range strings.Count(flags, "v") + 2*strings.Count(flags, "d") {
		marker += force // keeps patterns that differ only in the dropped flags apart in originals
	}
	return marker + out, newFlags, true
}

// escapedSource is what goja's source getter gives for a pattern: slashes and line ends that are not escaped are.
func escapedSource(pattern string) string {
	if !strings.ContainsAny(pattern, "/\n\r\u2028\u2029") {
		return pattern
	}
	var b strings.Builder
	escaped := false
	for _, c := range pattern {
		switch {
		case escaped:
			escaped = false
			b.WriteRune(c)
		case c == '\\':
			escaped = true
			b.WriteRune(c)
		case c == '/':
			b.WriteString(`\u002f`)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == 0x2028:
			b.WriteString(`\u2028`)
		case c == 0x2029:
			b.WriteString(`\u2029`)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// hasModifiers reports whether pattern has a group such as (?i:…) or (?-s:…).
func hasModifiers(pattern string) bool {
	for i := 0; i+2 < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '(':
			if pattern[i+1] == '?' && strings.IndexByte("ims-", pattern[i+2]) >= 0 {
				return true
			}
		}
	}
	return false
}

// patternsOf are the functions of a VM's RegExp: rewrite is what the constructor asks, undefined when goja takes the pattern as it
// is; originalOf gives the source and flags that a rewritten pattern had.
func patternsOf(rt *goja.Runtime) (rewrite, originalOf native) {
	made := map[string]original{}
	rewrite = func(call goja.FunctionCall) goja.Value {
		pattern, flags := call.Argument(0).String(), call.Argument(1).String()
		out, newFlags, ok := rewritePattern(pattern, flags)
		if !ok {
			return goja.Undefined()
		}
		made[escapedSource(out)] = original{pattern, flags}
		return pair(rt, out, newFlags)
	}
	originalOf = func(call goja.FunctionCall) goja.Value {
		text := call.Argument(0).String()
		if !strings.HasPrefix(text, force) {
			return goja.Undefined()
		}
		if o, ok := made[text]; ok {
			return pair(rt, o.source, o.flags)
		}
		if o, ok := originals.Load(text); ok {
			return pair(rt, o.(original).source, o.(original).flags)
		}
		return goja.Undefined()
	}
	return rewrite, originalOf
}

func pair(rt *goja.Runtime, source, flags string) goja.Value {
	o := rt.NewObject()
	_ = o.Set("source", source)
	_ = o.Set("flags", flags)
	return o
}

package es

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

// patternProblems say in V8's words what goja's parsers say of a pattern that they refuse.
var patternProblems = []struct {
	says  *regexp.Regexp
	words string
}{
	{regexp.MustCompile("missing argument to repetition operator|invalid nested repetition operator"), "Nothing to repeat"},
	{regexp.MustCompile("trailing backslash"), `\ at end of pattern`},
	{regexp.MustCompile("invalid repeat count"), "numbers out of order in {} quantifier"},
	{regexp.MustCompile("invalid character class range"), "Range out of order in character class"},
	{regexp.MustCompile(`Unmatched '\)'|unexpected \)`), "Unmatched ')'"},
	{regexp.MustCompile(`Unterminated character class|missing closing \]`), "Unterminated character class"},
	{regexp.MustCompile(`Unterminated group|missing closing \)`), "Unterminated group"},
	{regexp.MustCompile("Invalid group"), "Invalid group"},
	{regexp.MustCompile("invalid capture group name"), "Invalid capture group name"},
	{regexp.MustCompile("reference to undefined group name"), "Invalid named capture referenced"},
	{regexp.MustCompile("unknown unicode category"), "Invalid property name"},
	{regexp.MustCompile("assertion cannot be quantified"), "Invalid quantifier"},
	{regexp.MustCompile(`escape sequence: .\\x\{`), "Invalid Unicode escape"},
	{regexp.MustCompile("escape|Invalid control"), "Invalid escape"},
}

// patternError(message, source, flags) is the message of the SyntaxError for a pattern that goja refuses with a message of its own.
func patternError(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		message, source, flags := call.Argument(0).String(), call.Argument(1).String(), call.Argument(2).String()
		if strings.HasPrefix(message, "Invalid flags") {
			return call.Argument(0)
		}
		for _, p := range patternProblems {
			if p.says.MatchString(message) {
				return rt.ToValue(invalidPattern(source, flags, p.words))
			}
		}
		return call.Argument(0)
	}
}

func invalidPattern(source, flags, words string) string {
	return "Invalid regular expression: /" + source + "/" + flags + ": " + words
}

// checkPattern(source, flags) is the message of the SyntaxError for a pattern that goja takes and should not, undefined for others: with the flags u
// and v there are no characters that stand for themselves by accident, and no group has the name of another.
func checkPattern(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		source, flags := call.Argument(0).String(), call.Argument(1).String()
		words := ""
		if strings.Contains(source, "(?<") {
			words = duplicateName(source)
		}
		if words == "" && strings.ContainsAny(flags, "uv") {
			words = strictProblem(source, strings.Contains(flags, "v"))
		}
		if words == "" {
			return goja.Undefined()
		}
		return rt.ToValue(invalidPattern(source, flags, words))
	}
}

var groupName = regexp.MustCompile(`\(\?<([^=!>][^>]*)>`)

func duplicateName(source string) string {
	seen := map[string]bool{}
	for _, m := range groupName.FindAllStringSubmatchIndex(source, -1) {
		if m[0] > 0 && source[m[0]-1] == '\\' {
			continue
		}
		name := source[m[2]:m[3]]
		if seen[name] {
			return "Duplicate capture group name"
		}
		seen[name] = true
	}
	return ""
}

// strictProblem is what is wrong with a pattern by the rules of the flag u; of v, outside of classes.
func strictProblem(p string, sets bool) string {
	class := 0
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '\\':
			i++
			if i < len(p) && p[i] == 'x' && !hexEscape.MatchString(p[i:]) {
				return "Invalid escape"
			}
			if i < len(p) && p[i] < 0x80 && !strings.ContainsRune(`^$\.*+?()[]{}|/bBdDsSwWfnrtvcxupPk0123456789`, rune(p[i])) &&
				!(class > 0 && (p[i] == '-' || sets)) {
				return "Invalid escape"
			}
		case c == '[':
			if class == 0 || sets {
				class++
			}
		case c == ']':
			if class == 0 {
				return "Lone quantifier brackets"
			}
			class--
		case class == 0 && c == '{':
			end := strings.IndexByte(p[i:], '}')
			if !quantifier.MatchString(p[i:]) {
				if i+1 < len(p) && p[i+1] >= '0' && p[i+1] <= '9' {
					return "Incomplete quantifier"
				}
				return "Lone quantifier brackets"
			}
			i += end
		case class == 0 && c == '}':
			return "Lone quantifier brackets"
		}
		if i < len(p) && class == 0 && p[i] != '\\' && i > 0 && p[i-1] == '\\' && strings.IndexByte("pPuk", p[i]) >= 0 && i+1 < len(p) && strings.IndexByte("{<", p[i+1]) >= 0 {
			if end := strings.IndexAny(p[i:], "}>"); end > 0 { // the name in \p{…}, \u{…}, \k<…>
				i += end
			}
		}
	}
	return ""
}

var hexEscape = regexp.MustCompile(`^x[0-9a-fA-F]{2}`)

var quantifier = regexp.MustCompile(`^\{\d+(?:,\d*)?\}`)

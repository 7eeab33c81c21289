package es

import (
	"reflect"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// Rewrite changes, in a script's syntax tree, what goja would read wrongly or refuse: regular expression literals with
// \p{…}, inline modifiers and the flags v and d.
func Rewrite(tree *ast.Program) error {
	walk(reflect.ValueOf(tree.Body), func(n *ast.RegExpLiteral) {
		if pattern, flags, ok := rewritePattern(n.Pattern, n.Flags); ok {
			n.Pattern, n.Flags = pattern, flags
		}
	})
	return nil
}

// walk visits the regular expression literals below v.
func walk(v reflect.Value, visit func(*ast.RegExpLiteral)) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), visit)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if lit, ok := v.Interface().(*ast.RegExpLiteral); ok {
			visit(lit)
			return
		}
		if v.Elem().Kind() == reflect.Struct {
			walk(v.Elem(), visit)
		}
	case reflect.Struct:
		if !strings.HasSuffix(v.Type().PkgPath(), "goja/ast") {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" {
				walk(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), visit)
		}
	}
}

// originals gives, for a rewritten pattern, what stood in the source. It is shared by the process and only grows with the
// patterns of compiled scripts and, up to maxDynamic, of the RegExp constructor.
var originals sync.Map // string → original

type original struct{ source, flags string }

// force makes goja choose the backtracking engine (regexp2), which knows \p{…}, by an empty lookahead.
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
	if unicode {
		out = expandProperties(out)
	}
	newFlags := strings.ReplaceAll(strings.ReplaceAll(flags, "v", "u"), "d", "")
	marker := force
	for range strings.Count(flags, "v") + 2*strings.Count(flags, "d") {
		marker += force // keeps patterns that differ only in the dropped flags apart in originals
	}
	out = marker + out
	originals.Store(out, original{pattern, flags})
	return out, newFlags, true
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

// expandProperties rewrites the property escapes that regexp2 spells differently.
func expandProperties(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '\\' || i+1 >= len(pattern) {
			b.WriteByte(pattern[i])
			continue
		}
		c := pattern[i+1]
		end := -1
		if (c == 'p' || c == 'P') && i+2 < len(pattern) && pattern[i+2] == '{' {
			end = strings.IndexByte(pattern[i:], '}')
		}
		if end < 0 {
			b.WriteString(pattern[i : i+2])
			i++
			continue
		}
		name := pattern[i+3 : i+end]
		for _, prefix := range []string{"Script_Extensions=", "scx=", "Script=", "sc=", "General_Category=", "gc="} {
			name = strings.TrimPrefix(name, prefix)
		}
		b.WriteString(`\` + string(c) + "{" + name + "}")
		i += end
	}
	return b.String()
}

// rewriteRegExp is what the RegExp constructor asks: undefined when goja takes the pattern as it is.
func rewriteRegExp(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		pattern, flags, ok := rewritePattern(call.Argument(0).String(), call.Argument(1).String())
		if !ok {
			return goja.Undefined()
		}
		return pair(rt, pattern, flags)
	}
}

// originalPattern gives the source and flags that a rewritten pattern had.
func originalPattern(rt *goja.Runtime) native {
	return func(call goja.FunctionCall) goja.Value {
		text := call.Argument(0).String()
		if !strings.HasPrefix(text, force) {
			return goja.Undefined()
		}
		o, ok := originals.Load(text)
		if !ok {
			return goja.Undefined()
		}
		return pair(rt, o.(original).source, o.(original).flags)
	}
}

func pair(rt *goja.Runtime, source, flags string) goja.Value {
	o := rt.NewObject()
	_ = o.Set("source", source)
	_ = o.Set("flags", flags)
	return o
}

package es

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// matchIndices gives, for a match of an expression with the d flag that starts at a UTF-16 index, the [start, end) of its
// groups (undefined for one that took no part) and their names: {groups: […], names: {name: […]}|undefined}. goja keeps no
// positions of groups, so the expression is matched once more.
func matchIndices(rt *goja.Runtime) native {
	compiled := map[string]*regexp2.Regexp{} // by flags and source
	return func(call goja.FunctionCall) goja.Value {
		source, flags := call.Argument(0).String(), strings.ReplaceAll(call.Argument(1).String(), "v", "u")
		start := int(call.Argument(3).ToInteger())
		re := compiled[flags+" "+source]
		if re == nil {
			var err error
			if re, err = compileLike(source, flags); err != nil {
				panic(rt.NewGoError(err))
			}
			if len(compiled) < 10_000 { // an app may make expressions up
				compiled[flags+" "+source] = re
			}
		}
		runes, offsets := toRunes(call.Argument(2), strings.Contains(flags, "u"))
		at := 0
		for at < len(offsets) && offsets[at] < start {
			at++
		}
		m, err := re.FindRunesMatchStartingAt(runes, at)
		if err != nil || m == nil {
			return goja.Undefined()
		}
		span := func(g *regexp2.Group) goja.Value {
			if len(g.Captures) == 0 {
				return goja.Undefined()
			}
			return rt.NewArray(offsets[g.RuneIndex], offsets[g.RuneIndex+g.RuneLength])
		}
		var groups []any
		named := goja.Value(goja.Undefined())
		for _, g := range m.Groups() {
			v := span(&g)
			groups = append(groups, v)
			if _, err := strconv.Atoi(g.Name); err == nil || g.Name == "" {
				continue
			}
			if goja.IsUndefined(named) {
				named = rt.CreateObject(nil)
			}
			_ = named.(*goja.Object).Set(g.Name, v)
		}
		out := rt.NewObject()
		_ = out.Set("groups", rt.NewArray(groups...))
		_ = out.Set("names", named)
		return out
	}
}

// compileLike compiles an expression as goja does.
func compileLike(source, flags string) (*regexp2.Regexp, error) {
	opts := regexp2.RegexOptions(regexp2.ECMAScript)
	for letter, opt := range map[string]regexp2.RegexOptions{
		"i": regexp2.IgnoreCase, "m": regexp2.Multiline, "s": regexp2.Singleline, "u": regexp2.Unicode,
	} {
		if strings.Contains(flags, letter) {
			opts |= opt
		}
	}
	return regexp2.Compile(source, opts)
}

// toRunes returns the code points of a string, or its code units, and the UTF-16 index of each and of the end.
func toRunes(v goja.Value, points bool) (runes []rune, offsets []int) {
	s, ok := v.ToString().(goja.String)
	if !ok {
		return nil, []int{0}
	}
	for i := 0; i < s.Length(); i++ {
		r := rune(s.CharAt(i))
		offsets = append(offsets, i)
		if points && utf16.IsSurrogate(r) && i+1 < s.Length() {
			if pair := utf16.DecodeRune(r, rune(s.CharAt(i+1))); pair != 0xfffd {
				r = pair
				i++
			}
		}
		runes = append(runes, r)
	}
	return runes, append(offsets, s.Length())
}

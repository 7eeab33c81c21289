package bundler_test

import (
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"
	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

func TestTokens(t *testing.T) {
	for code, want := range map[string]string{
		"a = b / c / d;":                                      "a|=|b|/|c|/|d|;",
		"a = /[/]\\/x/g.test(b) / 2":                          "a|=|/[/]\\/x/g|.|test|(|b|)|/|2",
		"if (x) /re/.test(y); f(x) / 2 / 1":                   "if|(|x|)|/re/|.|test|(|y|)|;|f|(|x|)|/|2|/|1",
		"return /a/; typeof /b/":                              "return|/a/|;|typeof|/b/",
		"{}\n/re/.test(x); ({}) / 2":                          "{|}|/re/|.|test|(|x|)|;|(|{|}|)|/|2",
		"a++ / 2; `${1} / ${2}` / 3":                          "a|++|/|2|;|`${|1|} / ${|2|}`|/|3",
		"`a${`b${c}d` + { e: 1 }.e}f`":                        "`a${|`b${|c|}d`|+|{|e|:|1|}|.|e|}f`",
		"'it\\'s' + \"\\\"\" // c\n/* d */e":                  "'it\\'s'|+|\"\\\"\"|e",
		"1e+3 + .5e-2 + 0x1e+1 + 1_000n":                      "1e+3|+|.5e-2|+|0x1e|+|1|+|1_000n",
		"a?.b ?? c => d === e !== f ...g":                     "a|?.|b|?|?|c|=>|d|===|e|!==|f|...|g",
		"x.class / y; ({ class: 1, get: 2 })":                 "x|.|class|/|y|;|(|{|class|:|1|,|get|:|2|}|)",
		"class A { get = 1; static set; x() { get; } async }": "class|A|{|[get]|=|1|;|[static]|[set]|;|[x]|(|)|{|get|;|}|[async]|}",
		"class A extends f({ get: 1 }) { #x = class { set = 2; }; static { get = 3; } get = 4; }": "class|A|extends|f|(|{|get|:|1|}|)|{|[#x]|=|class|{|[set]|=|2|;|[}]|[;]|" +
			"[static]|[{]|get|=|3|;|}|[get]|=|4|;|[}]",
		"é\u00a0= \U00020000": "é|=|\U00020000",
	} {
		got := bundler.Tokens(code)
		if diff := cmp.Diff(strings.Split(want, "|"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", code, diff)
		}
	}
}

// TestEditsMoveTheSourceMap edits code and looks up what stands behind the edits.
func TestEditsMoveTheSourceMap(t *testing.T) {
	source := "const o = { 'é😀': import('a'), b: import('b'), c };\nlet c = class { get = import('c'); set = d; };\nlet d = [import('x').y, import.meta];\n"
	r := api.Transform(source, api.TransformOptions{Sourcemap: api.SourceMapExternal, Sourcefile: "a.js", Charset: api.CharsetUTF8, Target: api.ESNext, MinifyWhitespace: true})
	// Minified code is all in one line; then each statement is tried in a line of its own as well.
	for name, options := range map[string]api.TransformOptions{
		"one line": {MinifyWhitespace: true}, "lines": {},
	} {
		options.Sourcemap, options.Sourcefile, options.Charset = api.SourceMapExternal, "a.js", api.CharsetUTF8
		r = api.Transform(source, options)
		code, sourceMap := bundler.AdaptScript(r.Code, r.Map)
		if strings.Contains(strings.ReplaceAll(string(code), "__import(", ""), "import(") {
			t.Errorf("%s: import() is left in %s", name, code)
		}
		consumer, err := sourcemap.Parse("", sourceMap)
		if err != nil {
			t.Fatal(err)
		}
		for line, text := range strings.Split(string(code), "\n") {
			for _, word := range []string{`"a"`, `"b"`, `"c"`, `"x"`, "y", "meta"} {
				byteColumn := strings.Index(text, word)
				if byteColumn < 0 {
					continue
				}
				_, _, gotLine, gotColumn, ok := consumer.Source(line+1, utf16Length(text[:byteColumn]))
				if !ok {
					t.Errorf("%s: %s is not mapped", name, word)
					continue
				}
				wantText := strings.Split(source, "\n")[gotLine-1]
				rest := []rune(wantText)
				units := utf16Length(wantText) - gotColumn
				tail := string(rest[len(rest)-units:])
				if !strings.HasPrefix(strings.ReplaceAll(tail, "'", `"`), word) && !strings.HasPrefix(tail, "import") {
					t.Errorf("%s: %s is mapped to %q", name, word, tail)
				}
			}
		}
	}
}

func TestPatternsThatStay(t *testing.T) {
	for _, code := range []string{
		"for (const { a: [x = 1] = [] } of list) {}",
		"try {} catch ({ a: [x = 1] = [] }) {}",
		"f({ a: [x = 1] = [] }, 2);",
		"const o = { a: [x = 1] = [] };",
		"if (f({ a: [x = 1] = [] })) {}",
		"switch (x) { case 1: [x = 1] = []; }",
	} {
		if got, _ := bundler.AdaptScript([]byte(code), nil); string(got) != code {
			t.Errorf("got %s, want %s", got, code)
		}
	}
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"class A { get = `${/[/]/}`; #set }", "a /* \n */ / b", "\\u{61} = '\\", "`${`${", "}})]", "0x1e+1", "#!x\n#"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) { bundler.Tokens(code) })
}

package codeframe_test

import (
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/internal/codeframe"
)

func lines(s ...string) string { return strings.Join(s, "\n") + "\n" }

func TestPlainText(t *testing.T) {
	long := strings.Repeat("abcdefghij", 30)
	for name, c := range map[string]struct {
		source               string
		line, column, length int
		want                 string
	}{
		"two lines on each side": {"one\ntwo\nthree\nfour\nfive\nsix\nseven", 4, 2, 3, lines(
			"  2 | two", "  3 | three", "> 4 | four", "    |  ^^^", "  5 | five", "  6 | six")},
		"the first line": {"one\ntwo", 1, 1, 3, lines("> 1 | one", "    | ^^^", "  2 | two")},
		"numbers are right aligned": {strings.Repeat("x\n", 12), 9, 1, 1, lines(
			"   7 | x", "   8 | x", ">  9 | x", "     | ^", "  10 | x", "  11 | x")},
		"an empty line has no trailing space":  {"a\n\nb", 1, 1, 1, lines("> 1 | a", "    | ^", "  2 |", "  3 | b")},
		"a zero length is one caret":           {"let x", 1, 4, 0, lines("> 1 | let x", "    |    ^")},
		"the end of the line":                  {"let x", 1, 6, 0, lines("> 1 | let x", "    |      ^")},
		"a mark ends with its line":            {"let x\ny", 1, 5, 50, lines("> 1 | let x", "    |     ^", "  2 | y")},
		"a column past the line":               {"ab", 1, 40, 1, lines("> 1 | ab", "    |   ^")},
		"no column":                            {"ab", 1, 0, 0, lines("> 1 | ab")},
		"tabs":                                 {"\tx\ty", 1, 4, 1, lines("> 1 |     x   y", "    |         ^")},
		"a marked tab":                         {"\tx", 1, 1, 1, lines("> 1 |     x", "    | ^^^^")},
		"wide characters":                      {`"日本" + x`, 1, 8, 1, lines(`> 1 | "日本" + x`, "    |          ^")},
		"a marked wide character":              {`日本`, 1, 2, 1, lines(`> 1 | 日本`, "    |   ^^")},
		"columns are UTF-16 units":             {`"😀" + x`, 1, 8, 1, lines(`> 1 | "😀" + x`, "    |        ^")},
		"combining characters":                 {"e\u0301 + x", 1, 6, 1, lines("> 1 | e\u0301 + x", "    |     ^")},
		"emoji joined to one":                  {"👩\u200d💻 + x", 1, 9, 1, lines("> 1 | 👩\u200d💻 + x", "    |      ^")},
		"control characters":                   {"a\x1b[31mb", 1, 7, 1, lines("> 1 | a\uFFFD[31mb", "    |       ^")},
		"carriage returns and line separators": {"a\r\nb\rc\u2028d", 3, 1, 1, lines("  1 | a", "  2 | b", "> 3 | c", "    | ^", "  4 | d")},
		"the start of a long line":             {long, 1, 3, 2, lines("> 1 | "+long[:99]+"…", "    |   ^^")},
		"the middle of a long line": {"short\n" + long, 2, 151, 3, lines(
			"  1 |", "> 2 | …"+long[111:209]+"…", "    | "+strings.Repeat(" ", 40)+"^^^")},
		"the end of a long line": {long, 1, 300, 1, lines("> 1 | …"+long[201:], "    | "+strings.Repeat(" ", 99)+"^")},
		"a mark over all of a long line": {long, 1, 1, 300, lines(
			"> 1 | "+long[:99]+"…", "    | "+strings.Repeat("^", 100))},
	} {
		t.Run(name, func(t *testing.T) {
			frame, ok := codeframe.Cut(c.source, c.line, c.column, c.length)
			if !ok {
				t.Fatal("got no frame")
			}
			if got := frame.PlainText(); got != c.want {
				t.Errorf("got\n%s\nwant\n%s\ngot %q", got, c.want, got)
			}
		})
	}
}

func TestCutRefusesLinesThatAreNotThere(t *testing.T) {
	for _, line := range []int{-1, 0, 3} {
		if _, ok := codeframe.Cut("a\nb\n", line, 1, 1); ok {
			t.Errorf("line %d: got a frame, want none", line)
		}
	}
	if _, ok := codeframe.Cut("", 1, 1, 0); !ok {
		t.Error("an empty file has a first line: got no frame")
	}
}

func TestANSI(t *testing.T) {
	frame, _ := codeframe.Cut("let x", 1, 5, 1)
	want := "\x1b[1;31m>\x1b[0m \x1b[2m1 |\x1b[0m let \x1b[1;31mx\x1b[0m\n  \x1b[2m  |\x1b[0m     \x1b[1;31m^\x1b[0m\n"
	if got := frame.ANSI(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestHTML(t *testing.T) {
	frame, _ := codeframe.Cut("<a>\nif (a < b) {}\n\"&\"", 2, 7, 1)
	want := `<pre class="codeframe"><span class="row"><span class="number">1 </span>&lt;a&gt;</span>
<span class="row marked"><span class="number">2 </span>if (a <mark>&lt;</mark> b) {}</span>
<span class="row"><span class="number">3 </span>&#34;&amp;&#34;</span>
</pre>`
	if got := frame.HTML(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func FuzzFrame(f *testing.F) {
	f.Add("a\tb\n\u0301\u200d\U0001F600", 2, 1, 3)
	f.Add(strings.Repeat("x", 500), 1, 250, 400)
	f.Fuzz(func(t *testing.T, source string, line, column, length int) {
		frame, ok := codeframe.Cut(source, line, column%10000, length%10000)
		if !ok {
			return
		}
		if text := frame.PlainText() + frame.HTML(); strings.ContainsAny(text, "\x1b\x00\r\t") {
			t.Errorf("control characters in %q", text)
		}
		frame.ANSI()
	})
}

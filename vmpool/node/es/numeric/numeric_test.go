package numeric_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/numeric"
)

func compile(t *testing.T, source string) *numeric.Function {
	t.Helper()
	tree, err := goja.Parse("test.js", "("+source+")")
	if err != nil {
		t.Fatal(err)
	}
	f := tree.Body[0].(*ast.ExpressionStatement).Expression.(*ast.FunctionLiteral)
	return numeric.Compile(f.ParameterList, f.Body)
}

func TestCompile(t *testing.T) {
	for source, want := range map[string]bool{
		`function (s) { let h = 7; for (let i = 0; i < s.length; i++) h = h * 31 + s.charCodeAt(i) | 0; return h; }`: true,
		`function (n) { var u; while (n--) u ^= n; return u + 0; }`:                                                  true,
		`function (n) { return n * 2; }`:                                                                             false, // no loop
		`function () { for (;;) return 1; }`:                                                                         false, // no parameter
		`function (n) { for (;;) g(n); }`:                                                                            false,
		`function (n) { for (;;) n = outer; }`:                                                                       false,
		`function (n) { for (;;) outer = n; }`:                                                                       false,
		`function (n) { for (;;) this.n = n; }`:                                                                      false,
		`function (n) { for (;;) n = arguments; }`:                                                                   false,
		`function (n) { for (;;) n = n[0]; }`:                                                                        false,
		`function (n) { for (;;) n = "text"; }`:                                                                      false,
		`function (n) { for (;;) return n > 0; }`:                                                                    false, // a boolean
		`function (n) { const c = 1; for (;;) c = n; }`:                                                              false,
		`function (n) { for (;;) { let x = n; } return x; }`:                                                         false,
		`function (n) { for (;;) { x = n; let x; } }`:                                                                false,
		`function (n) { if (n) { var x = 1; } for (;;) return x; }`:                                                  false,
		`function (n) { var u; for (;;) return u; }`:                                                                 false,
		`function (n) { var u; for (;;) n = u === n; }`:                                                              false,
		`function (n) { for (;;) return () => n; }`:                                                                  false,
		`function (n) { for (;;) n = n / 2n; }`:                                                                      false,
		`function (n) { a: for (;;) break a; }`:                                                                      false,
		`function (n = 1) { for (;;) return n; }`:                                                                    false,
		`function (s) { for (;;) return s.charCodeAt(0, 1) + s.at(0); }`:                                             false,
		`function (s) { for (;;) return s; s.length; }`:                                                              false,
	} {
		if got := compile(t, source) != nil; got != want {
			t.Errorf("%s: compiled is %t, want %t", source, got, want)
		}
	}
}

// TestGivesUp has arguments and built-ins that goja has to see.
func TestGivesUp(t *testing.T) {
	rt := goja.New()
	vm := numeric.New(rt)
	f := compile(t, `function (s, n) { while (n < s.length) n += s.charCodeAt(n) & 1 | 1; return n; }`)
	if f == nil {
		t.Fatal("not compiled")
	}
	if got := vm.Call(f, []goja.Value{rt.ToValue("abc"), rt.ToValue(0)}); got == nil || got.ToInteger() != 3 {
		t.Errorf("got %v, want 3", got)
	}
	long := compile(t, `function (n) { while (true) n++; }`)
	for name, got := range map[string]goja.Value{
		"too few arguments": vm.Call(f, []goja.Value{rt.ToValue("abc")}),
		"a number":          vm.Call(f, []goja.Value{rt.ToValue(1), rt.ToValue(0)}),
		"undefined":         vm.Call(f, []goja.Value{rt.ToValue("abc"), goja.Undefined()}),
		"an endless loop":   vm.Call(long, []goja.Value{rt.ToValue(1)}),
	} {
		if got != nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

package vmpool_test

import (
	"context"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// TestStacksThatScriptsRead checks that `.stack` gives V8's text where it is read, and nothing else where it is not an error's.
func TestStacksThatScriptsRead(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"an error":                  {"function f() { return new Error('x').stack; }\nf()", "Error: x\n    at f (/a.js:1:23)\n    at /a.js:2:2"},
		"an engine's error":         {"try { null.x } catch (e) { e.stack.split('\\n')[1] }", "    at /a.js:1:12"},
		"optional":                  {"var e; String(e?.stack) + (e = new Error('x'))?.stack", "undefinedError: x\n    at /a.js:1:32"},
		"in an object":              {"var o = { s: new Error('x').stack }; o.s", "Error: x\n    at /a.js:1:14"},
		"an assignment":             {"var o = {}; o.stack = 'mine'; [o.stack] = [o.stack + '!']; ({ a: o.stack } = { a: o.stack + '?' }); o.stack", "mine!?"},
		"a method":                  {"({ stack() { return this.x; }, x: 'me' }).stack()", "me"},
		"an array":                  {"var o = { stack: [1, 2] }; o.stack.push(3); o.stack.join() + o.stack[2]", "1,2,33"},
		"super":                     {"class A { get stack() { return 'a'; } } class B extends A { get stack() { return super.stack + 'b'; } } new B().stack", "ab"},
		"undefined":                 {"try { undefined.stack } catch (e) { e.constructor.name }", "TypeError"},
		"captureStackTrace":         {"var o = {}; function f() { g(); } function g() { Error.captureStackTrace(o, g); } f(); o.stack", "Error\n    at f (/a.js:1:29)\n    at /a.js:1:84"},
		"the limit":                 {"Error.stackTraceLimit = 1; function f(n) { return n ? f(n - 1) : new Error('x').stack; } f(3)", "Error: x\n    at f (/a.js:1:66)"},
		"prepareStackTrace":         {"Error.prepareStackTrace = (e, s) => e.message + s[0].getLineNumber() + s[0].getFileName(); new Error('x').stack", "x1/a.js"},
		"prepareStackTrace, object": {"Error.prepareStackTrace = (e, s) => s.length + String(s[0]); var o = {}; Error.captureStackTrace(o); o.stack", "1/a.js:1:97"},
	} {
		t.Run(name, func(t *testing.T) {
			vm, err := vmpool.NewVM(vmpool.VMConfig{})
			if err != nil {
				t.Fatal(err)
			}
			p, err := vmpool.Compile("/a.js", []byte(c.source), vmpool.CompileOptions{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := vm.Run(context.Background(), func() error {
				v, err := vm.Load(p)
				if err == nil {
					got = v.String()
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

package nodeconsole_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

func TestStreams(t *testing.T) {
	var out, errs bytes.Buffer
	err := nodetest.Exec(t, vmpool.Builtins(), node.Host{Stdout: &out, Stderr: &errs}, "/x.js",
		`console.log('a', 1); console.warn('b'); console.error('c'); console.group('g'); console.info('d\ne'); console.assert(false, 'f')`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "a 1\ng\n  d\n  e\n"; out.String() != want {
		t.Errorf("stdout: got %q, want %q", out.String(), want)
	}
	if want := "b\nc\n  Assertion failed: f\n"; errs.String() != want {
		t.Errorf("stderr: got %q, want %q", errs.String(), want)
	}
}

// record keeps what a logger is given.
type record struct {
	lines   *[]string
	enabled slog.Level
}

func (r record) Enabled(_ context.Context, l slog.Level) bool { return l >= r.enabled }
func (r record) WithAttrs([]slog.Attr) slog.Handler           { return r }
func (r record) WithGroup(string) slog.Handler                { return r }
func (r record) Handle(_ context.Context, rec slog.Record) error {
	*r.lines = append(*r.lines, rec.Level.String()+" "+rec.Message)
	return nil
}

func TestLogger(t *testing.T) {
	var lines []string
	logger := slog.New(record{lines: &lines, enabled: slog.LevelInfo})
	err := nodetest.Exec(t, vmpool.Builtins(), node.Host{Logger: logger}, "/x.js", `
		let formatted = 0;
		console.debug('unseen', { get x() { formatted++; return 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { formatted++; return ''; } });
		console.log('%s is %d', 'x', 1, { a: 1 }); console.info('two\nlines'); console.warn('w'); console.error(new TypeError('e').message);
		console.log('formatted', formatted);
		console.table([[1, 2]]); console.count(); console.dir({ a: 1 });`)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"INFO x is 1 { a: 1 }", "INFO two\nlines", "WARN w", "ERROR e", "INFO formatted 0",
		"INFO ┌─────────┬───┬───┐\n│ (index) │ 0 │ 1 │\n├─────────┼───┼───┤\n│ 0       │ 1 │ 2 │\n└─────────┴───┴───┘", "INFO default: 1", "INFO { a: 1 }"}
	if got := strings.Join(lines, "|"); got != strings.Join(want, "|") {
		t.Errorf("got %q\nwant %q", got, strings.Join(want, "|"))
	}
	if err := nodetest.Exec(t, vmpool.Builtins(), node.Host{}, "/x.js", `console.log('nowhere'); console.trace('x'); console.clear()`); err != nil {
		t.Errorf("a console without streams and logger: %v", err)
	}
}

func TestTrace(t *testing.T) {
	var errs bytes.Buffer
	host := node.Host{Stdout: &bytes.Buffer{}, Stderr: &errs}
	if err := nodetest.Exec(t, vmpool.Builtins(), host, "/app.js", "function here() { console.trace('at %s', 'here'); }\nhere();"); err != nil {
		t.Fatal(err)
	}
	if got := errs.String(); !strings.HasPrefix(got, "Trace: at here\n    at ") || !strings.Contains(got, "    at here (/app.js:1:") {
		t.Errorf("got %q", got)
	}
}

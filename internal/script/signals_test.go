package script_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-9eb1e60f/ssr/internal/script"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// start runs a program and returns what it prints, line by line, and its exit code.
func start(t *testing.T, source string, signals <-chan script.Signal) (lines *io.PipeReader, exit <-chan int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "main.js")
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	t.Cleanup(cancel)
	out, in := io.Pipe()
	code := make(chan int, 1)
	go func() { // ends with the program, which the timeout bounds
		code <- script.Run(ctx, script.Options{
			File: file, Signals: signals, Host: node.Host{Dir: filepath.Dir(file), AllFiles: true, Stdout: in, Stderr: in},
		})
		in.Close()
	}()
	return out, code
}

func readLine(t *testing.T, r io.Reader) string {
	t.Helper()
	var line []byte
	for b := make([]byte, 1); ; {
		if _, err := r.Read(b); err != nil {
			t.Fatalf("after %q: %v", line, err)
		}
		if b[0] == '\n' {
			return string(line)
		}
		line = append(line, b[0])
	}
}

func exitCode(t *testing.T, exit <-chan int) int {
	t.Helper()
	select {
	case code := <-exit:
		return code
	case <-time.After(timeout):
		t.Fatal("the program does not end")
		return 0
	}
}

func TestSignalsAreEvents(t *testing.T) {
	signals := make(chan script.Signal)
	out, exit := start(t, `
		process.once('SIGTERM', (name, number) => {
			console.log(name, number);
			process.exitCode = 3;
			clearInterval(alive);
		});
		const alive = setInterval(() => {}, 1000);
		console.log('ready');`, signals)
	readLine(t, out)
	signals <- script.Signal{Name: "SIGTERM", Number: 15}
	if line := readLine(t, out); line != "SIGTERM 15" {
		t.Errorf("got %q", line)
	}
	if code := exitCode(t, exit); code != 3 {
		t.Errorf("exit code %d, want the program's own", code)
	}
}

func TestASignalEndsAnEndlessLoop(t *testing.T) {
	signals := make(chan script.Signal)
	out, exit := start(t, `console.log('ready'); try { for (;;); } finally { console.log('caught') }`, signals)
	readLine(t, out)
	signals <- script.Signal{Name: "SIGINT", Number: 2}
	if code := exitCode(t, exit); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if rest, err := io.ReadAll(out); err != nil || len(rest) > 0 {
		t.Errorf("after the signal the program wrote %q (%v)", rest, err)
	}
}

func TestTheContextEndsAProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.mjs")
	if err := os.WriteFile(file, []byte("await new Promise((r) => setTimeout(r, 1e6));"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	var out bytes.Buffer
	if code := script.Run(ctx, script.Options{File: file, Host: node.Host{AllFiles: true, Stdout: &out, Stderr: &out}}); code != 130 {
		t.Errorf("exit code %d, want 130; output %q", code, out.String())
	}
}

func TestRecursionEndsTheProgram(t *testing.T) {
	out, exit := start(t, "function f() { return f() + 1 }\nf();", nil)
	text, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if code := exitCode(t, exit); code != 1 || !strings.HasPrefix(string(text), "RangeError: Maximum call stack size exceeded\n    at f (") {
		t.Errorf("exit code %d, output %.300q", code, text)
	}
}

func TestSignalEndsAProgramThatOnlyWaits(t *testing.T) {
	signals := make(chan script.Signal)
	out, exit := start(t, `require('http').createServer().listen(0, '127.0.0.1', () => console.log('up'));`, signals)
	if line := readLine(t, out); line != "up" {
		t.Fatalf("the server says %q", line)
	}
	signals <- script.Signal{Name: "SIGTERM", Number: 15}
	if code := exitCode(t, exit); code != 128+15 {
		t.Errorf("exit code %d, want 143", code)
	}
}

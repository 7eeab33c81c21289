package script_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr/internal/script"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

var update = flag.Bool("update", false, "record what Node.js prints")

// TestPrograms runs the programs of testdata, one a txtar archive: the comment is the command line after "node", the files are the
// program's, and the files below want/ are what Node.js did: stdout, stderr and exit. "-" in the first line of the
// comment marks a program that Node can't run (TypeScript); its expectations are written by hand.
func TestPrograms(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no programs (%v)", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			line, _, _ := strings.Cut(string(archive.Comment), "\n")
			args := strings.Fields(line)
			byHand := args[0] == "-"
			if byHand {
				args = args[1:]
			}
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			var program []txtar.File
			for _, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
					want[name] = string(f.Data)
					continue
				}
				program = append(program, f)
				file := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if *update && !byHand {
				want = underNode(t, dir, args)
				archive.Files = program
				for _, name := range []string{"stdout", "stderr", "exit"} {
					if want[name] != "" {
						archive.Files = append(archive.Files, txtar.File{Name: "want/" + name, Data: []byte(want[name])})
					}
				}
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got := here(dir, args)
			for _, name := range []string{"stdout", "stderr", "exit"} {
				if diff := cmp.Diff(want[name], got[name]); diff != "" {
					t.Errorf("%s differs (-node +here):\n%s", name, diff)
				}
			}
		})
	}
}

const timeout = 20 * time.Second

func environment(dir string) map[string]string {
	return map[string]string{"HOME": dir, "PATH": os.Getenv("PATH"), "TZ": "UTC"}
}

func here(dir string, args []string) map[string]string {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	var stdout, stderr bytes.Buffer
	code := script.Run(ctx, script.Options{
		File: args[0], Args: args[1:],
		Host: node.Host{Env: environment(dir), Dir: dir, AllFiles: true, Stdin: strings.NewReader("line 1\nline 2\n"), Stdout: &stdout, Stderr: &stderr},
	})
	return outcome(dir, stdout.String(), stderr.String(), code)
}

func underNode(t *testing.T, dir string, args []string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = dir
	for key, value := range environment(dir) {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader("line 1\nline 2\n"), &stdout, &stderr
	code := 0
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return outcome(dir, stdout.String(), stderr.String(), code)
}

var (
	// internals is the excerpt of Node's own source.
	internals = regexp.MustCompile(`(?m)^node:internal/.*\n.*\n *\^\n\n`)
	brace     = regexp.MustCompile(`(?m) \{$`) // after an error, or after its last frame
	frames    = regexp.MustCompile(`(?m)^ +at .*\n?`)
	pid       = regexp.MustCompile(`\(node:\d+\)`)
	version   = regexp.MustCompile(`Node\.js v\d+\.\d+\.\d+`)
)

// outcome makes what a program did comparable: paths relative to its folder, no stack frames (their functions and columns are the
// engine's own), no process id.
func outcome(dir, stdout, stderr string, code int) map[string]string {
	clean := func(s string) string {
		s = strings.ReplaceAll(s, dir, "$DIR")
		s = internals.ReplaceAllString(s, "")
		s = frames.ReplaceAllString(s, "")
		s = brace.ReplaceAllString(s, "")
		s = pid.ReplaceAllString(s, "(node:PID)")
		s = version.ReplaceAllString(s, "Node.js VERSION")
		if s != "" && !strings.HasSuffix(s, "\n") {
			s += "\n"
		}
		return s
	}
	exit := ""
	if code != 0 {
		exit = fmt.Sprintf("%d\n", code)
	}
	return map[string]string{"stdout": clean(stdout), "stderr": clean(stderr), "exit": exit}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/internal/script"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

var update = flag.Bool("update", false, "record what Node exports (with a node on the PATH) and write docs/node-compat.md")

const (
	recorded = "testdata/exports.json"
	page     = "../../docs/node-compat.md"
)

// record is recorded's content.
type record struct {
	Node    string  `json:"node"`
	Exports exports `json:"exports"`
}

func nodeExports(t *testing.T) record {
	t.Helper()
	var r record
	if *update {
		if node, err := exec.LookPath("node"); err == nil {
			version, err := exec.Command(node, "--version").Output()
			if err != nil {
				t.Fatal(err)
			}
			r.Node = strings.TrimPrefix(strings.TrimSpace(string(version)), "v")
			out, err := exec.Command(node, "exports.js").Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(out, &r.Exports); err != nil {
				t.Fatal(err)
			}
			text, err := json.MarshalIndent(r, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(recorded, append(text, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	text, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func exportsHere(t *testing.T) exports {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("what Node exports was recorded on Linux")
	}
	file, err := filepath.Abs("exports.js")
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	code := script.Run(context.Background(), script.Options{File: file, Host: node.Host{
		Dir: filepath.Dir(file), AllFiles: true, Stdout: &stdout, Stderr: &stderr,
	}})
	if code != 0 {
		t.Fatalf("exports.js ended with %d: %s", code, stderr.String())
	}
	var here exports
	if err := json.Unmarshal(stdout.Bytes(), &here); err != nil {
		t.Fatal(err)
	}
	return here
}

// TestExports fails when Node has a name that nothing here has: it must exist and say so when it is called.
func TestExports(t *testing.T) {
	here := exportsHere(t)
	r := nodeExports(t)
	for _, d := range compare(r.Exports, here) {
		for _, name := range d.missing {
			t.Errorf("%s.%s is missing", d.module, name)
		}
		for _, name := range d.mistyped {
			t.Errorf("%s.%s is %s, under Node %s", d.module, name, here[d.module][name][0], r.Exports[d.module][name][0])
		}
	}
}

func TestDocument(t *testing.T) {
	text, err := os.ReadFile("testdata/parallel.txt")
	if err != nil {
		t.Fatal(err)
	}
	list, err := parseList(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), formatList(list)); diff != "" {
		t.Errorf("the list is not in its order (-is +should be):\n%s", diff)
	}
	r := nodeExports(t)
	here := exportsHere(t)
	if *update {
		if err := os.WriteFile(page, []byte(document(r.Node, r.Exports, here, list)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err = os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	if want := figures(list); !strings.Contains(got, want) {
		t.Errorf("docs/node-compat.md has not the figures of the list, run go test ./internal/compat -update; want\n%s", want)
	}
	// The page may be behind, as every change of a module would change it, but it must not claim what isn't so.
	for _, d := range compare(r.Exports, here) {
		if d.nothing() {
			continue
		}
		_, section, _ := strings.Cut(got, "\n### "+d.module+"\n")
		section, _, _ = strings.Cut(section, "\n### ")
		for _, name := range slices.Concat(d.absent, d.missing, d.members) {
			if !strings.Contains(section, "`"+name+"`") {
				t.Errorf("docs/node-compat.md does not say that %s.%s is not there, run go test ./internal/compat -update", d.module, name)
			}
		}
	}
}

// TestRunner runs two files with a program that is everywhere.
func TestRunner(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "parallel"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"good.sh": "exit 0", "bad.sh": "echo; echo 'TypeError: oops'; exit 3", "skipped.sh": "echo '1..0 # Skipped: no'", "quiet.sh": "exit 4",
	} {
		if err := os.WriteFile(filepath.Join(dir, "parallel", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no sh")
	}
	r := &runner{tests: dir, command: []string{"sh"}, timeout: time.Minute, jobs: 2}
	list := []test{{file: "good.sh"}, {file: "bad.sh"}, {file: "skipped.sh"}, {file: "quiet.sh"}}
	calls := 0
	got := formatList(r.run(context.Background(), list, func(_, _ test) { calls++ }))
	want := listHead + " bad.sh fail TypeError: oops\n good.sh pass\n quiet.sh fail exit status 4\n skipped.sh skip\n"
	if diff := cmp.Diff(want, got); diff != "" || calls != 4 {
		t.Errorf("outcomes after %d calls (-want +got):\n%s", calls, diff)
	}
}

func TestBadLists(t *testing.T) {
	for _, text := range []string{"fs a.js", "fs a.js good", "x"} {
		if _, err := parseList(text); err == nil {
			t.Errorf("%q is no list", text)
		}
	}
}

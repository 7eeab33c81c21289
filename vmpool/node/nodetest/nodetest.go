// Package nodetest is the test kit for built-in modules: it runs scripts on a VM that has nothing but the language, an event loop
// and a table of modules, and compares what they print with what Node.js printed.
//
// A script is an ordinary CommonJS file that also runs under `node file`: it requires the built-ins ("node:events" or "events")
// and relative .js and .json files, and prints through console.log. Its golden file has the same name with the extension .out;
// `go test -run NAME -update` records it by running Node, whose version is kept in node-version.txt beside it. Files whose names
// begin with "_" are only there to be required.
package nodetest

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/intl"
)

var update = flag.Bool("update", false, "record golden files by running Node.js")

// timeout bounds one script, here and under Node.
const timeout = 30 * time.Second

// versionFile holds the version of the Node that recorded a folder's golden files.
const versionFile = "node-version.txt"

// Run runs every script of dir as a subtest. setup is called on each new VM before its script. A golden file without a script
// is an error. Scripts see the folder itself (read only), a fresh temporary folder (os.tmpdir(), TMPDIR), and no network.
func Run(t *testing.T, table *node.Table, dir string, setup ...func(*node.VM) error) {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(dir, "*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts in %s (%v)", dir, err)
	}
	goldens, err := filepath.Glob(filepath.Join(dir, "*.out"))
	if err != nil {
		t.Fatal(err)
	}
	for _, golden := range goldens {
		if _, err := os.Stat(strings.TrimSuffix(golden, ".out") + ".js"); err != nil {
			t.Errorf("%s has no script: delete it", golden)
		}
	}
	for _, script := range scripts {
		name := strings.TrimSuffix(filepath.Base(script), ".js")
		if strings.HasPrefix(name, "_") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			script, err := filepath.Abs(script)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(script, ".js") + ".out"
			tmp := t.TempDir()
			if *update {
				record(t, script, golden, tmp)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v (record it with -update)", err)
			}
			var out bytes.Buffer
			host := node.Host{
				Env:       environment(tmp),
				Dir:       filepath.Dir(script),
				Argv:      []string{"node", script},
				ReadRoots: []string{filepath.Dir(script), tmp}, WriteRoots: []string{tmp},
				Stdout: &out, Stderr: testWriter{t},
			}
			source, err := os.ReadFile(script)
			if err != nil {
				t.Fatal(err)
			}
			if err := Exec(t, table, host, script, string(source), setup...); err != nil {
				t.Errorf("the script failed: %s", explain(err))
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(out.String(), "\n")); diff != "" {
				t.Errorf("output differs from Node's (-node +here):\n%s", diff)
			}
		})
	}
}

// Exec runs one script, named filename, on a new VM until its loop is empty, and returns the run's error.
func Exec(t testing.TB, table *node.Table, host node.Host, filename, source string, setup ...func(*node.VM) error) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	vm := NewVM(t, table, &host)
	for _, f := range setup {
		if err := f(vm); err != nil {
			t.Fatal(err)
		}
	}
	return vm.Loop.Run(ctx, func() error {
		return (&loader{vm: vm, modules: map[string]*goja.Object{}}).main(filename, source)
	})
}

// NewVM returns a VM with the modules of table. Run JavaScript in it through its Loop.
func NewVM(t testing.TB, table *node.Table, host *node.Host) *node.VM {
	t.Helper()
	rt := goja.New()
	rt.SetMaxCallStackSize(4000)
	scripts := map[string]*es.Script{}
	thrown, err := es.Install(rt, es.Config{Script: func(name string) *es.Script { return scripts[name] }})
	if err != nil {
		t.Fatal(err)
	}
	loop, err := eventloop.New(rt, eventloop.Config{})
	if err != nil {
		t.Fatal(err)
	}
	vm, err := node.NewVM(rt, loop, host, table)
	if err != nil {
		t.Fatal(err)
	}
	vm.Compile = func(name string, source, _ []byte, before, after string) (*goja.Program, error) {
		text := before + string(source) + after
		scripts[name] = &es.Script{Source: text}
		return compile(name, text)
	}
	vm.CompileFile = vm.Compile
	vm.Reword = thrown.Reword
	if err := intl.Install(vm); err != nil {
		t.Fatal(err)
	}
	if err := fillGaps(vm); err != nil {
		t.Fatal(err)
	}
	return vm
}

func environment(tmp string) map[string]string {
	return map[string]string{"TMPDIR": tmp, "TZ": "UTC"}
}

func record(t *testing.T, script, golden, tmp string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", script)
	cmd.Dir = filepath.Dir(script)
	for key, value := range environment(tmp) {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node %s: %v\n%s", script, err, stderr.String())
	}
	if err := os.WriteFile(golden, out, 0o644); err != nil {
		t.Fatal(err)
	}
	version, err := exec.CommandContext(ctx, "node", "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(golden), versionFile), version, 0o644); err != nil {
		t.Fatal(err)
	}
}

// testWriter sends what a script writes to standard error to the test's log.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Logf("stderr: %s", bytes.TrimRight(p, "\n"))
	return len(p), nil
}

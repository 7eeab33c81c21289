package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"ssr":     func() { os.Exit(mainExitCode()) },
		"httpget": func() { os.Exit(httpGet(os.Args[1:])) },
	})
}

// TestScripts runs testdata/script/*.txtar. Besides testscript's own commands they have:
//
//	exits CODE COMMAND…   run a command that must end with CODE
//	packages DIR          give the app in DIR the example app's npm packages
//	until TEXT URLFILE PATH…   request a page until its answer has TEXT
//	waitfile NAME         wait until a file is there
//	httpget URLFILE PATH [NAME: VALUE…]   print status, headers and body of an answer; URLFILE is what --ready-file wrote
//
// and the condition [packages]: the example app's npm packages are installed.
func TestScripts(t *testing.T) {
	modules, err := filepath.Abs("../../example-app/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_PROXY", "*")
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition != "packages" {
				return false, fmt.Errorf("unknown condition %q", condition)
			}
			_, err := os.Stat(filepath.Join(modules, "react-dom", "package.json"))
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 2 {
					ts.Fatalf("usage: exits CODE COMMAND…")
				}
				want, err := strconv.Atoi(args[0])
				ts.Check(err)
				got := 0
				var exit *exec.ExitError
				if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
					got = exit.ExitCode()
				} else if err != nil {
					ts.Fatalf("%v", err)
				}
				if got != want {
					ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
				}
			},
			"packages": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 {
					ts.Fatalf("usage: packages DIR")
				}
				ts.Check(os.Symlink(modules, filepath.Join(ts.MkAbs(args[0]), "node_modules")))
			},
			"waitfile": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) != 1 {
					ts.Fatalf("usage: waitfile NAME")
				}
				poll(ts, "the file "+args[0], func() bool {
					text, err := os.ReadFile(ts.MkAbs(args[0]))
					return err == nil && len(text) > 0
				})
			},
			"until": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg || len(args) < 3 {
					ts.Fatalf("usage: until TEXT URLFILE PATH…")
				}
				poll(ts, "an answer with "+args[0], func() bool {
					text, err := get(ts.MkAbs(args[1]), args[2:])
					return err == nil && strings.Contains(text, args[0])
				})
			},
		},
	})
}

// poll waits until something is so, for as long as a loaded machine may need.
func poll(ts *testscript.TestScript, what string, ok func() bool) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	ts.Fatalf("%s did not come within a minute", what)
}

func httpGet(args []string) int {
	text, err := get(args[0], args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Print(text)
	return 0
}

// get requests a path of the server whose URL is in a file, and returns status, headers and body as text.
func get(urlFile string, args []string) (string, error) {
	base, err := os.ReadFile(urlFile)
	if err != nil {
		return "", err
	}
	req, err := http.NewRequest(http.MethodGet, strings.TrimSpace(string(base))+args[0], nil)
	if err != nil {
		return "", err
	}
	for _, h := range args[1:] {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintln(&b, res.Status)
	_ = res.Header.Write(&b)
	return b.String() + "\n" + string(body) + "\n", nil
}

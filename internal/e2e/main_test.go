package e2e_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

var (
	urlFlag  = flag.String("url", "", "test the example app that is served at this URL instead of starting the command")
	showFlag = flag.Bool("show", false, "show the browser's windows")
)

// scratch is the folder for what all tests share; TestMain removes it.
var scratch string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "ssr-e2e-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		scratch = dir
		code := m.Run()
		closeBrowser()
		if !stopShared() && code == 0 {
			code = 1
		}
		return code
	}())
}

// binary builds the command, once, and returns its path. Under the race detector the command is built with it, too, and
// exits with code 66 when it finds a race.
var binary = sync.OnceValues(func() (string, error) {
	name := filepath.Join(scratch, "ssr")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	args := []string{"build", "-o", name}
	if raceEnabled {
		args = append(args, "-race")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	build := exec.CommandContext(ctx, "go", append(args, "../../cmd/ssr")...)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the command: %w\n%s", err, out)
	}
	return name, nil
})

func buildBinary(t testing.TB) string {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// exampleApp returns the folder of the example app, whose packages must be installed.
func exampleApp(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../example-app")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "react-dom", "package.json")); err != nil {
		missing(t, "example-app's npm packages are not installed: run npm ci in example-app")
	}
	return dir
}

// browserPath returns the Chromium to drive.
func browserPath(t testing.TB) string {
	t.Helper()
	path, err := findBrowser()
	if err != nil {
		missing(t, "no Chromium found: "+err.Error())
	}
	return path
}

var findBrowser = sync.OnceValues(func() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"}
	if set := os.Getenv("CHROME_BIN"); set != "" {
		names = []string{set}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("install Debian's package chromium or set CHROME_BIN")
})

// missing skips a test for want of something that this machine doesn't have. CI must have it.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

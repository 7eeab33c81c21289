package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr"
)

// patience is how long a test waits for what should happen soon, on a slow and busy machine.
const patience = 60 * time.Second

// server is a running command that serves an app.
type server struct {
	// url is its address, without slash at the end.
	url string

	// app is the app of a server in this process; then there is no command.
	app *ssr.App

	cmd *exec.Cmd
	log *logBuffer
	// done is closed when the process has ended; then exit is its error.
	done chan struct{}
	exit error
}

// serveExample returns a server of the example app, or the one that -url names. All tests share it: they only read.
func serveExample(t *testing.T) *server {
	t.Helper()
	return serveExampleBy(t, "react")
}

// engines are what turns React elements into HTML. What visitors see must not depend on it.
var engines = []string{"react", "native"}

// withEngines serves the example app by each engine in turn; see serveExample.
func withEngines(t *testing.T, test func(t *testing.T, s *server)) {
	t.Helper()
	if *urlFlag != "" {
		test(t, serveExample(t))
		return
	}
	for _, engine := range engines {
		t.Run(engine, func(t *testing.T) { test(t, serveExampleBy(t, engine)) })
	}
}

// start runs the command with arguments that make it serve, and waits for its address. The process ends with the test.
func start(t *testing.T, args ...string) *server {
	t.Helper()
	s := launch(t, args...)
	s.waitReady(t)
	return s
}

// waitReady waits for the server's address.
func (s *server) waitReady(t *testing.T) {
	t.Helper()
	line, ok := s.log.wait(t, addressLine, s.done)
	if !ok {
		t.Fatalf("the command ended before it served: %v\n%s", s.exit, s.log)
	}
	s.url = strings.TrimSuffix(addressLine.FindString(line), "/")
}

// addressLine finds the URL that the command prints when it listens.
var addressLine = regexp.MustCompile(`http://(127\.0\.0\.1|localhost|\[::1\]):[0-9]+/?`)

// launch runs the command. The process ends with the test at the latest.
func launch(t *testing.T, args ...string) *server {
	t.Helper()
	s, err := run(buildBinary(t), args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("output of ssr %s:\n%s", strings.Join(args, " "), s.log)
		}
	})
	return s
}

// run starts a process; the caller stops it.
func run(binary string, args ...string) (*server, error) {
	s := &server{cmd: exec.Command(binary, args...), log: newLogBuffer(), done: make(chan struct{})}
	s.cmd.Env = append(os.Environ(), "NO_COLOR=1")
	s.cmd.Stdout = s.log
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { // ends with the process, which stop ends
		s.exit = s.cmd.Wait()
		close(s.done)
	}()
	return s, nil
}

// stop ends the process when it still runs, and tells what was wrong with it.
func (s *server) stop() error {
	var err error
	select {
	case <-s.done:
	default:
		s.terminate()
		select {
		case <-s.done:
		case <-time.After(patience):
			err = errors.New("the server did not end when it was told to")
			_ = s.cmd.Process.Kill()
			<-s.done
		}
	}
	if s.cmd.ProcessState.ExitCode() == 66 || strings.Contains(s.log.String(), "DATA RACE") {
		err = errors.Join(err, fmt.Errorf("the race detector found something in the server:\n%s", s.log))
	}
	return err
}

func (s *server) terminate() {
	if err := s.cmd.Process.Signal(terminateSignal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = s.cmd.Process.Kill()
	}
}

// exitCode waits for the process to end.
func (s *server) exitCode(t *testing.T) int {
	t.Helper()
	select {
	case <-s.done:
	case <-time.After(patience):
		t.Fatalf("the process still runs after %v\n%s", patience, s.log)
	}
	return s.cmd.ProcessState.ExitCode()
}

// response is an answer that has been read to its end.
type response struct {
	status int
	header http.Header
	body   string
	took   time.Duration
}

// client follows no redirects and keeps no cookies.
var client = &http.Client{
	Timeout:       patience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// get requests a path; headers are pairs of name and value.
func (s *server) get(t testing.TB, path string, headers ...string) response {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, headers...)
}

func (s *server) do(t testing.TB, method, path string, body io.Reader, headers ...string) response {
	t.Helper()
	r, err := s.try(t.Context(), method, path, body, headers...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

func (s *server) try(ctx context.Context, method, path string, body io.Reader, headers ...string) (response, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, body)
	if err != nil {
		return response{}, err
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	begin := time.Now()
	r, err := readAll(client.Do(req))
	r.took = time.Since(begin)
	return r, err
}

// readAll reads the answer of a request to its end.
func readAll(resp *http.Response, err error) (response, error) {
	if err != nil {
		return response{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return response{status: resp.StatusCode, header: resp.Header, body: string(text)}, err
}

// tempApp unpacks testdata/NAME.txtar into a folder and gives it the npm packages of the example app.
func tempApp(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	linkPackages(t, dir)
	return dir
}

// copyExample copies the example app, so that a test may change it, and links its packages.
func copyExample(t *testing.T) string {
	t.Helper()
	from, dir := exampleApp(t), t.TempDir()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == "node_modules" || name == "dist" || name == ".ssr":
		case entry.IsDir():
			if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(from, name))); err != nil {
				t.Fatal(err)
			}
		default:
			writeFile(t, filepath.Join(dir, name), readFile(t, filepath.Join(from, name)))
		}
	}
	linkPackages(t, dir)
	return dir
}

func linkPackages(t *testing.T, dir string) {
	t.Helper()
	if err := os.Symlink(filepath.Join(exampleApp(t), "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// logBuffer collects what a process prints, for several goroutines.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
	// more is closed and replaced whenever text grows.
	more chan struct{}
}

func newLogBuffer() *logBuffer { return &logBuffer{more: make(chan struct{})} }

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text.Write(p)
	close(b.more)
	b.more = make(chan struct{})
	return len(p), nil
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// wait returns the first line that matches, or false when ended is closed before there is one.
func (b *logBuffer) wait(t *testing.T, pattern *regexp.Regexp, ended <-chan struct{}) (string, bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		b.mu.Lock()
		text, more := b.text.String(), b.more
		b.mu.Unlock()
		for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
			if pattern.MatchString(lines.Text()) {
				return lines.Text(), true
			}
		}
		select {
		case <-more:
		case <-ended:
			return "", false
		case <-deadline:
			t.Fatalf("no line matches %q after %v:\n%s", pattern, patience, text)
		}
	}
}

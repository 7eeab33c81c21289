package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// site is an app of the pages that are requested, built for both servers in a temporary folder.
type site struct {
	dir     string // all of it
	ssr     string // the program
	build   string // what it serves
	example string // the example app, built
	node    string // the program
	bundle  string // the pages with react-dom's build for Node
}

// newSite builds everything. app is the folder with react in its node_modules; node is empty when there is none.
func newSite(ctx context.Context, app, node string, pages []page) (_ *site, err error) {
	dir, err := os.MkdirTemp("", "ssr-bench-")
	if err != nil {
		return nil, err
	}
	s := &site{dir: dir, ssr: filepath.Join(dir, "ssr"), build: filepath.Join(dir, "build"), example: filepath.Join(dir, "example"), node: node}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	sources := filepath.Join(dir, "app")
	if err := os.MkdirAll(filepath.Join(sources, "pages"), 0o755); err != nil {
		return nil, err
	}
	if err := os.Symlink(filepath.Join(app, "node_modules"), filepath.Join(sources, "node_modules")); err != nil {
		return nil, err
	}
	for _, p := range pages {
		if err := os.WriteFile(filepath.Join(sources, "pages", p.name+".tsx"), []byte(p.source), 0o600); err != nil {
			return nil, err
		}
	}
	for _, args := range [][]string{
		{"go", "build", "-o", s.ssr, "./cmd/ssr"},
		{s.ssr, "build", sources, "--out", s.build},
		{s.ssr, "build", app, "--out", s.example},
	} {
		if out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	if node == "" {
		return s, nil
	}
	code, err := nodeServerBundle(ctx, app, pages)
	if err != nil {
		return nil, err
	}
	s.bundle = filepath.Join(dir, "pages.js")
	return s, errors.Join(os.WriteFile(s.bundle, code, 0o600), os.WriteFile(filepath.Join(dir, "http.js"), []byte(nodeServerSource), 0o600))
}

func (s *site) close() { _ = os.RemoveAll(s.dir) }

// nodeServerBundle is a module that exports render(name, response, failed).
func nodeServerBundle(ctx context.Context, app string, pages []page) ([]byte, error) {
	var entry strings.Builder
	entry.WriteString("import { createElement } from \"react\";\nimport { renderToPipeableStream } from \"react-dom/server\";\n")
	modules := map[string]string{}
	var table strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&entry, "import %s from \"bench:%s\";\n", p.name, p.name)
		fmt.Fprintf(&table, "%s, ", p.name)
		modules["bench:"+p.name] = p.source
	}
	fmt.Fprintf(&entry, "const pages = { %s};\n", table.String())
	entry.WriteString(`export function render(name, response, failed) {
  const stream = renderToPipeableStream(createElement(pages[name]), { onShellReady: () => stream.pipe(response), onShellError: failed });
}
`)
	out, err := bundler.Build(ctx, bundler.Options{
		Dir: app, Server: &bundler.Entry{Name: "http", Contents: entry.String()}, Modules: modules,
		Builtins: vmpool.Builtins().Public(), SourceMaps: bundler.SourceMapsNone,
	})
	if err != nil {
		return nil, err
	}
	return out.Server.Code, nil
}

// server is a server process.
type server struct {
	name string
	cmd  *exec.Cmd
	addr string
}

// startServer starts a program that tells its port in a line of its output, and waits for it.
func startServer(ctx context.Context, name string, port func(line string) (string, bool), args ...string) (*server, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "NODE_ENV=production", "TZ=UTC", "LANG=C.UTF-8")
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{name: name, cmd: cmd}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if number, ok := port(lines.Text()); ok {
			s.addr = net.JoinHostPort("127.0.0.1", number)
			go func() { _, _ = io.Copy(io.Discard, out) }() // ends with the process
			return s, nil
		}
	}
	s.stop()
	return nil, fmt.Errorf("%s has not begun to serve", name)
}

func (s *site) startSSR(ctx context.Context, build string) (*server, error) {
	return startServer(ctx, "ssr", func(line string) (string, bool) {
		_, rest, ok := strings.Cut(line, "http://localhost:")
		return strings.TrimRight(rest, "/ "), ok
	}, s.ssr, "serve", build, "--host", "127.0.0.1", "--port", "0")
}

// startNode starts the Node server with that many worker processes; 0 serves in the process itself.
func (s *site) startNode(ctx context.Context, workers int) (*server, error) {
	return startServer(ctx, "node", func(line string) (string, bool) {
		return strings.CutPrefix(line, "port ")
	}, s.node, filepath.Join(s.dir, "http.js"), s.bundle, strconv.Itoa(workers))
}

// stop kills the process and those that it started.
func (s *server) stop() {
	for _, pid := range s.processes()[1:] {
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Kill()
		}
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait() // says that it was killed
}

// processes are the server's process and its children.
func (s *server) processes() []int {
	pids := []int{s.cmd.Process.Pid}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pids[0], pids[0]))
	if err != nil {
		return pids
	}
	for _, field := range strings.Fields(string(text)) {
		if pid, err := strconv.Atoi(field); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// memory is the resident memory of the server's processes in bytes, the highest that each has had; zero where Linux does not tell.
func (s *server) memory() int {
	sum := 0
	for _, pid := range s.processes() {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			return 0
		}
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				kB, _ := strconv.Atoi(strings.Fields(rest)[0])
				sum += kB << 10
			}
		}
	}
	return sum
}

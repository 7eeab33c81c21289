package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// nodeSide renders in a Node process of its own.
type nodeSide struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	dir     string // temporary
	version string
}

// nodeAnswer is what js/node.js answers.
type nodeAnswer struct {
	HTML  string `json:"html"`
	NS    int64  `json:"ns"`
	CPU   int64  `json:"cpu"`
	Bytes int    `json:"bytes"`
	Node  string `json:"node"`
	Error string `json:"error"`
}

// newNodeSide starts the program node with the page. The process ends with ctx, or on close.
func newNodeSide(ctx context.Context, node string, p page) (_ *nodeSide, err error) {
	code, err := p.bundleForNode(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "ssr-bench-")
	if err != nil {
		return nil, err
	}
	s := &nodeSide{dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	bundle, script := filepath.Join(dir, p.name+".js"), filepath.Join(dir, "node.js")
	if err := errors.Join(os.WriteFile(bundle, code, 0o600), os.WriteFile(script, []byte(nodeSource), 0o600)); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, node, script, bundle)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "NODE_ENV=production", "TZ=UTC", "LANG=C.UTF-8")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	if s.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s.cmd = cmd
	answer, err := s.ask("version", "", 0)
	s.version = answer.Node
	return s, err
}

func (s *nodeSide) ask(op, api string, count int) (nodeAnswer, error) {
	var answer nodeAnswer
	request, err := json.Marshal(map[string]any{"op": op, "api": api, "count": count})
	if err != nil {
		return answer, err
	}
	if _, err := s.in.Write(append(request, '\n')); err != nil {
		return answer, fmt.Errorf("asking node: %w", err)
	}
	line, err := s.out.ReadBytes('\n')
	if err != nil {
		return answer, fmt.Errorf("node has ended: %w", err)
	}
	if err := json.Unmarshal(line, &answer); err != nil {
		return answer, fmt.Errorf("node's answer: %w", err)
	}
	if answer.Error != "" {
		return answer, errors.New("node: " + answer.Error)
	}
	return answer, nil
}

func (s *nodeSide) html(_ context.Context, api string) (string, error) {
	answer, err := s.ask("html", api, 1)
	return answer.HTML, err
}

func (s *nodeSide) run(_ context.Context, api string, count int) (sample, error) {
	answer, err := s.ask("run", api, count)
	return sample{wall: time.Duration(answer.NS), cpu: time.Duration(answer.CPU), bytes: answer.Bytes}, err
}

func (s *nodeSide) close() error {
	var err error
	if s.cmd != nil {
		_ = s.in.Close() // its input's end ends it
		err = s.cmd.Wait()
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

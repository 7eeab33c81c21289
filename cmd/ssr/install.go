package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// install makes sure that the app's packages are there: when node_modules is missing it runs npm, whose output goes to standard
// error. took is zero when there was nothing to do.
func install(ctx context.Context, p *process, dir string) (took time.Duration, err error) {
	if !exists(filepath.Join(dir, "package.json")) || exists(filepath.Join(dir, "node_modules")) {
		return 0, nil
	}
	args := []string{"ci"}
	if !exists(filepath.Join(dir, "package-lock.json")) {
		args = []string{"install"}
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return 0, withCode(exitInstall, fmt.Errorf("the app's packages are not installed, and there is no npm to install them with.\n"+
			"Install Node.js, which brings npm, or run the package manager of your choice in %s", dir))
	}
	start := time.Now()
	fmt.Fprintf(p.Stderr, "Installing the app's packages (npm %s in %s) …\n", args[0], dir)
	cmd := exec.CommandContext(ctx, npm, append(args, "--no-audit", "--no-fund")...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, p.Environ, p.Stderr, p.Stderr
	cmd.WaitDelay = 5 * time.Second
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // npm cleans up after itself
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		return 0, withCode(exitInstall, fmt.Errorf("npm %s failed in %s: %w", args[0], dir, err))
	}
	return time.Since(start), nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/config"
	"github.com/seed-9eb1e60f/ssr/renderer"
)

// appFlags are the flags of the commands that build or serve an app.
type appFlags struct {
	engine       string
	publicPrefix string
	external     []string
	allow        allowFlags
	verbose      bool
	vms, queue   int
	timeout      time.Duration
}

// build adds the flags that say how an app is bundled.
func (f *appFlags) build(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.engine, "engine", "", `what renders: "react" or "native"`)
	cmd.Flags().StringVar(&f.publicPrefix, "public-prefix", "", `prefix of the environment values that browsers may see (default "PUBLIC_")`)
	cmd.Flags().StringSliceVar(&f.external, "external", nil, "packages that the server requires at run time instead of bundling them")
	cmd.Flags().StringSliceVar(&f.allow.env, "allow-env", nil, "environment variables that the app may see besides its .env files; * for all")
}

// run adds the flags that say what an app's JavaScript may do.
func (f *appFlags) run(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.allow.net, "allow-net", nil, "hosts that the app may connect to, host or host:port (default: all but link-local and metadata addresses)")
	cmd.Flags().StringSliceVar(&f.allow.read, "allow-read", nil, "folders that the app may read besides its own")
	cmd.Flags().StringSliceVar(&f.allow.write, "allow-write", nil, "folders that the app may write to")
	cmd.Flags().IntVar(&f.vms, "vms", 0, "how many JavaScript VMs there may be (default 32 or 8 a processor)")
	cmd.Flags().IntVar(&f.queue, "queue", 0, "how many requests may wait for a VM; more get 503 (default 1000, -1 for none)")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 0, "how long a page may take (default 8s)")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "log details")
}

// logger is the log of a command that serves: with details when they are wanted.
func (f *appFlags) logger(p *process, json bool) *slog.Logger {
	level := slog.LevelInfo
	if f.verbose {
		level = slog.LevelDebug
	}
	return p.Logger(level, json)
}

// config makes the Config of the app in dir.
func (f *appFlags) config(p *process, dir string, dev bool, logger *slog.Logger) (ssr.Config, error) {
	cfg := ssr.Config{
		Dir: dir, Dev: dev, Engine: renderer.Engine(f.engine), PublicPrefix: f.publicPrefix, External: f.external, Logger: logger,
		Pool: ssr.Pool{Max: f.vms, Queue: f.queue}, Timeout: f.timeout,
	}
	if f.vms < 0 {
		return cfg, usageErrorf("--vms is %d: a server needs at least one VM", f.vms)
	}
	if f.engine != "" {
		if _, err := renderer.Modules(cfg.Engine); err != nil {
			return cfg, usageErrorf("--engine: %v", err)
		}
	}
	cfg.ReadRoots, cfg.WriteRoots = f.allow.roots(p)
	if len(f.allow.net) > 0 {
		cfg.AllowNet = allowHosts(f.allow.net)
	}
	var err error
	cfg.Env, err = f.env(p, dir, dev)
	return cfg, err
}

// env is what the app sees of this process's environment: the variables that its .env files set, too, those that browsers may see, and
// those that were allowed by name.
func (f *appFlags) env(p *process, dir string, dev bool) (map[string]string, error) {
	mode := config.Production
	if dev {
		mode = config.Development
	}
	declared, err := config.LoadEnv(os.DirFS(dir), mode, nil)
	if err != nil {
		return nil, withCode(exitApp, err)
	}
	prefix := f.publicPrefix
	if prefix == "" {
		prefix = "PUBLIC_"
	}
	env := map[string]string{}
	for name, value := range p.Env() {
		_, inFile := declared[name]
		if inFile || f.allow.allowsEnv(name) || strings.HasPrefix(name, prefix) {
			env[name] = value
		}
	}
	return env, nil
}

// appDir is the folder that a command's arguments name, the working directory by default.
func appDir(p *process, args []string) (string, error) {
	dir := p.Dir
	if len(args) > 0 {
		dir = p.Path(args[0])
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", withCode(exitApp, fmt.Errorf("there is no folder %s", dir))
	case err != nil:
		return "", withCode(exitApp, err)
	case !info.IsDir():
		return "", withCode(exitApp, fmt.Errorf("%s is not a folder; give the app's folder", dir))
	}
	return dir, nil
}

// isBuild reports whether a folder holds a finished build instead of sources.
func isBuild(dir string) bool {
	for _, name := range []string{"pages", "app.tsx", "app.jsx", "app.ts", "app.js"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return false
		}
	}
	_, err := os.Stat(filepath.Join(dir, bundler.ManifestName))
	return err == nil
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
)

// serverFlags are the flags of the commands that listen.
type serverFlags struct {
	port      int
	host      string
	asJSON    bool
	readyFile string
}

func (f *serverFlags) add(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&f.port, "port", "p", 3000, "port to listen on; 0 takes a free one")
	cmd.Flags().StringVar(&f.host, "host", "localhost", "address to listen on; 0.0.0.0 for every one of this machine")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON for programs: what is served to standard output, the log to standard error")
	cmd.Flags().StringVar(&f.readyFile, "ready-file", "", "write the URL to this file when the server is ready")
}

func (f *serverFlags) listen(ctx context.Context) (net.Listener, error) {
	if f.port < 0 || f.port > 65535 {
		return nil, usageErrorf("--port is %d: it must be between 0 and 65535", f.port)
	}
	ln, err := httpd.Listen(ctx, f.host, f.port)
	if errors.Is(err, httpd.ErrAddrInUse) {
		return nil, withCode(exitListen, fmt.Errorf("port %d is in use by another program; choose another one with --port, or 0 for a free one", f.port))
	}
	return ln, withCode(exitListen, err)
}

// url is the address for a browser on this machine.
func (f *serverFlags) url(ln net.Listener) string {
	port := ln.Addr().(*net.TCPAddr).Port
	host := f.host
	switch host {
	case "", "0.0.0.0", "::", "127.0.0.1", "::1":
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(port))
}

// ready tells whoever waits that the server answers.
func (f *serverFlags) ready(url string) error {
	if f.readyFile == "" {
		return nil
	}
	return os.WriteFile(f.readyFile, []byte(url+"\n"), 0o644)
}

// step is one part of the start and how long it took.
type step struct {
	Name string        `json:"name"`
	Took time.Duration `json:"-"`
	MS   float64       `json:"ms"`
}

// steps collects the parts of the start; those that took no time didn't happen.
type steps []step

func (s *steps) add(name string, took time.Duration) {
	if took > 0 {
		*s = append(*s, step{name, took, float64(took.Microseconds()) / 1000})
	}
}

func (s steps) String() string {
	parts := make([]string, len(s))
	for i, x := range s {
		parts[i] = x.Name + " " + roundTime(x.Took)
	}
	return strings.Join(parts, ", ")
}

func roundTime(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	}
	return d.Round(100 * time.Microsecond).String()
}

func newServeCommand(p *process) *cobra.Command {
	var app appFlags
	var server serverFlags
	cmd := &cobra.Command{
		Use:   "serve [DIR]",
		Short: "Build the app in DIR and serve it; or serve a finished build",
		Long: "serve builds the app in DIR (the working directory by default) for production and serves it. When the app's packages are\n" +
			"not installed it runs npm ci first. DIR may also be a finished build, as `ssr build` writes it.",
		Args: atMostArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := appDir(p, args)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), p, dir, &app, &server)
		},
	}
	app.build(cmd)
	app.run(cmd)
	server.add(cmd)
	return cmd
}

func serve(ctx context.Context, p *process, dir string, flags *appFlags, server *serverFlags) error {
	logger := flags.logger(p, server.asJSON)
	cfg, err := flags.config(p, dir, false, logger)
	if err != nil {
		return err
	}
	cfg.AccessLog = logger
	// Before the build, which takes longer.
	ln, err := server.listen(ctx)
	if err != nil {
		return err
	}
	defer ln.Close()
	app, done, err := open(ctx, p, dir, cfg)
	if err != nil {
		if ctx.Err() != nil {
			return nil // the user ended it
		}
		return explain(p, dir, err)
	}
	url := server.url(ln)
	if err := announce(p, server, url, app.Routes(), done); err != nil {
		return err
	}
	if err := server.ready(url); err != nil {
		return err
	}
	srv := httpd.Server{Handler: app, Ready: app.Ready, Logger: logger}
	err = srv.Serve(ctx, ln)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, app.Shutdown(limit))
}

// open makes the app ready: from sources, whose packages are installed when they are missing, or from a finished build.
func open(ctx context.Context, p *process, dir string, cfg ssr.Config) (*ssr.App, steps, error) {
	var done steps
	if isBuild(dir) {
		start := time.Now()
		cfg.Dir = dir
		app, err := ssr.Open(ctx, os.DirFS(dir), cfg)
		done.add("load", time.Since(start))
		return app, done, err
	}
	took, err := installFor(ctx, p, dir)
	if err != nil {
		return nil, nil, err
	}
	done.add("install", took)
	app, err := ssr.Prepare(cfg)
	if err != nil {
		return nil, nil, err
	}
	info, err := app.Rebuild(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, app.Close())
	}
	warn(p, info.Warnings)
	done.add("bundle", info.Bundle)
	done.add("compile", info.Compile)
	done.add("warm up", info.Warm)
	return app, done, nil
}

// installFor installs the packages of a folder that is an app; one that isn't fails before.
func installFor(ctx context.Context, p *process, dir string) (time.Duration, error) {
	if _, err := ssr.ScanRoutes(dir); err != nil {
		return 0, err
	}
	return install(ctx, p, dir)
}

// announce says what is served, and where.
func announce(p *process, server *serverFlags, url string, routes []ssr.Route, done steps) error {
	if server.asJSON {
		return json.NewEncoder(p.Stdout).Encode(struct {
			URL    string      `json:"url"`
			Routes []ssr.Route `json:"routes"`
			Steps  steps       `json:"steps"`
		}{url, routes, done})
	}
	var b strings.Builder
	if len(routes) > 0 {
		printRoutes(&b, routes)
		b.WriteString("\n")
	}
	if len(done) > 0 {
		fmt.Fprintf(&b, "%s\n\n", done)
	}
	fmt.Fprintf(&b, "Ready on %s\n", url)
	_, err := fmt.Fprint(p.Stdout, b.String())
	return err
}

// explain prints the frames of an error in the app's sources, and returns the error that is left to print.
func explain(p *process, dir string, err error) error {
	code := exitCode(err)
	if code != exitBuild && code != exitApp && !isScriptError(err) {
		return err
	}
	if code == exitApp && errors.Is(err, ssr.ErrNoApp) {
		return err
	}
	fmt.Fprint(p.Stderr, describe(dir)(err).Terminal(p.Color()))
	return silentExit(code)
}

// warn prints the warnings of a build.
func warn(p *process, warnings []bundler.Problem) {
	for _, w := range warnings {
		fmt.Fprintf(p.Stderr, "warning: %s\n", w.String())
	}
}

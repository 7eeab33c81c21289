package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/devserver"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/renderer"
)

func newDevCommand(p *process) *cobra.Command {
	var app appFlags
	var server serverFlags
	var hosts []string
	var poll bool
	cmd := &cobra.Command{
		Use:   "dev [DIR]",
		Short: "Serve the app in DIR for development: build again when files change, reload the browser, show errors",
		Args:  atMostArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := appDir(p, args)
			if err != nil {
				return err
			}
			return dev(cmd.Context(), p, dir, &app, &server, devserver.Options{AllowedHosts: hosts, Poll: poll})
		},
	}
	app.build(cmd)
	app.run(cmd)
	server.add(cmd)
	cmd.Flags().StringSliceVar(&hosts, "allow-host", nil, "host names under which browsers may reach the server besides localhost")
	cmd.Flags().BoolVar(&poll, "poll", false, "look for changes again and again, where the file system doesn't report them")
	return cmd
}

func dev(ctx context.Context, p *process, dir string, flags *appFlags, server *serverFlags, options devserver.Options) error {
	logger := flags.logger(p, server.asJSON)
	cfg, err := flags.config(p, dir, true, logger)
	if err != nil {
		return err
	}
	if flags.verbose {
		cfg.AccessLog = logger
	}
	ln, err := server.listen(ctx)
	if err != nil {
		return err
	}
	defer ln.Close()
	var done steps
	took, err := installFor(ctx, p, dir)
	if err != nil {
		return explain(p, dir, err)
	}
	done.add("install", took)

	var live *devserver.Server
	cfg.OnError = func(ctx context.Context, err *renderer.Error) { live.PageError(ctx, err) }
	app, err := ssr.Prepare(cfg)
	if err != nil {
		return err
	}
	options.App, options.Logger = &devApp{app, p}, logger
	options.Describe = describe(dir)
	options.Report = func(e devserver.Event) { report(p, dir, e, options.Describe) }
	if live, err = devserver.New(options); err != nil {
		return err
	}
	if err := live.Build(ctx); err != nil && ctx.Err() != nil {
		return app.Close()
	} // a failure was reported, and is shown in the browser until it is fixed

	url := server.url(ln)
	if err := announce(p, server, url, app.Routes(), done); err != nil {
		return err
	}
	if err := server.ready(url); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watching := make(chan error, 1)
	go func() { watching <- live.Run(ctx) }() // ends with ctx, and is waited for below
	srv := httpd.Server{Handler: live, Ready: app.Ready, Grace: time.Second, Drain: time.Millisecond, Logger: logger}
	err = srv.Serve(ctx, ln)
	cancel()
	err = errors.Join(err, <-watching)
	limit, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer stop()
	return errors.Join(err, app.Shutdown(limit))
}

// devApp is an ssr.App as the dev server sees it.
type devApp struct {
	*ssr.App
	process *process
}

// Rebuild implements devserver.App.
func (a *devApp) Rebuild(ctx context.Context) (devserver.Update, error) {
	info, err := a.App.Rebuild(ctx)
	if err != nil {
		return devserver.Update{}, err
	}
	if !info.Unchanged {
		warn(a.process, info.Warnings)
	}
	return devserver.Update{Unchanged: info.Unchanged, Styles: info.Styles}, nil
}

// Sources implements devserver.App.
func (a *devApp) Sources() devserver.Sources {
	w := a.Watched()
	return devserver.Sources{Root: w.Root, Ignore: []string{filepath.Join(w.Root, "dist")}, Files: w.Files, Public: w.Public}
}

// report tells the developer what the dev server did.
func report(p *process, dir string, e devserver.Event, describe func(error) devserver.Failure) {
	what := ""
	if n := len(e.Changed); n > 0 {
		if rel, err := filepath.Rel(dir, e.Changed[0]); err == nil {
			what = " after a change of " + filepath.ToSlash(rel)
		}
		if n > 1 {
			what += fmt.Sprintf(" and %d more", n-1)
		}
	}
	switch e.Kind {
	case devserver.Built:
		result := "built"
		switch {
		case e.Update.Unchanged:
			result = "built, nothing new,"
		case e.Update.Styles != nil:
			result = "new styles"
		}
		fmt.Fprintf(p.Stderr, "%s in %s%s\n", result, roundTime(e.Took), what)
	case devserver.Reloaded:
		fmt.Fprintf(p.Stderr, "reloaded%s\n", what)
	case devserver.Failed, devserver.PageError:
		fmt.Fprintf(p.Stderr, "\n%s\n", describe(e.Err).Terminal(p.Color()))
	case devserver.Watching:
		fmt.Fprintf(p.Stderr, "warning: %v\n", e.Err)
	}
}

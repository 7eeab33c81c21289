package ssr

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/config"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/internal/routes"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

const (
	pagesDir = "pages"
	// assetsPath is the URL path below which the client build's files are.
	assetsPath = "/assets/"
)

// appData is what a written build keeps about the app, in its manifest.
type appData struct {
	// Engine is the one that the server bundle contains.
	Engine renderer.Engine `json:"engine"`
	// Dev says that it is a development build.
	Dev bool `json:"dev,omitempty"`
	// Entry is the file of an app that is a single component; then there are no routes.
	Entry    string         `json:"entry,omitempty"`
	Routes   []routes.Route `json:"routes,omitempty"`
	NotFound []routes.Route `json:"notFound,omitempty"`
}

// scan finds out what the folder's app is made of.
func scan(dir string) (*appData, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("ssr: %w", err)
	}
	defer root.Close()
	fsys := root.FS()
	entry := ""
	for _, ext := range []string{".tsx", ".jsx", ".ts", ".js"} {
		if _, err := fs.Stat(fsys, "app"+ext); err == nil {
			entry = "app" + ext
			break
		}
	}
	table, err := routes.Scan(fsys, pagesDir)
	switch {
	case err == nil && entry != "":
		return nil, &RoutesError{Problems: []routes.Problem{{
			Files: []string{entry, pagesDir}, Message: entry + " would answer every URL itself; remove one of them",
		}}}
	case err == nil:
		return &appData{Routes: table.Routes, NotFound: table.NotFound}, nil
	case errors.Is(err, routes.ErrNoPages) && entry != "":
		return &appData{Entry: entry}, nil
	case errors.Is(err, routes.ErrNoPages):
		return nil, fmt.Errorf("ssr: %w in %s: it needs a page, such as %s/index.tsx, or a file app.tsx", ErrNoApp, dir, pagesDir)
	}
	return nil, err
}

// shape is the app as the renderer knows it.
func (d *appData) shape() renderer.App {
	app := renderer.App{Entry: d.Entry}
	add := func(list []routes.Route, missing bool) {
		for _, r := range list {
			app.Routes = append(app.Routes, renderer.Route{
				ID: r.Pattern, File: r.File, Layouts: r.Layouts, ErrorFile: r.ErrorFile, NotFound: r.NotFound, Missing: missing,
			})
		}
	}
	add(d.Routes, false)
	add(d.NotFound, true)
	return app
}

// entryNames gives each view of an app the name of its client entry, which becomes part of file names.
func entryNames(views []renderer.View) map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	for _, v := range views {
		name := strings.Trim(strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
				return r
			}
			return '-'
		}, strings.TrimPrefix(v.ID, "error:"+pagesDir)), "-")
		for strings.Contains(name, "--") {
			name = strings.ReplaceAll(name, "--", "-")
		}
		if name == "" {
			name = "index"
		}
		unique := name
		for i := 2; taken[unique]; i++ {
			unique = name + "-" + strconv.Itoa(i)
		}
		taken[unique], names[v.ID] = true, unique
	}
	return names
}

// bundle builds the app from its sources, and returns the process.env that it was built with. a.build is held.
func (a *App) bundle(ctx context.Context) (*bundler.Output, map[string]string, error) {
	a.watched.Store(new(a.watchedFor(nil)))
	data, err := scan(a.cfg.Dir)
	if err != nil {
		return nil, nil, err
	}
	if err := checkPackages(a.cfg.Dir); err != nil {
		return nil, nil, err
	}
	options, err := a.bundleOptions(data)
	if err != nil {
		return nil, nil, err
	}
	shape := fmt.Sprintf("%+v", *options)
	if a.bundler != nil && a.shape != shape {
		a.bundler.Close()
		a.bundler = nil
	}
	if a.bundler == nil {
		if a.bundler, err = bundler.New(*options); err != nil {
			return nil, nil, fmt.Errorf("ssr: %w", err)
		}
		a.shape = shape
	}
	output, err := a.bundler.Build(ctx)
	var problems *bundler.BuildError
	if errors.As(err, &problems) {
		a.watched.Store(new(a.watchedFor(problems.Inputs)))
	}
	if err != nil {
		return nil, nil, err
	}
	a.watched.Store(new(a.watchedFor(output.Inputs)))
	if output.App, err = json.Marshal(data); err != nil {
		return nil, nil, fmt.Errorf("ssr: %w", err)
	}
	return output, options.Env, nil
}

// checkPackages looks for the packages that every app needs, to say so once instead of once for every import.
func checkPackages(dir string) error {
	var missing []string
	for _, name := range []string{"react", "react-dom"} {
		if !installed(dir, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("ssr: %w: %s, for the app in %s; install it with: npm install %s",
		ErrPackages, strings.Join(missing, " and "), dir, strings.Join(missing, " "))
}

// installed looks for a package where Node looks: in the node_modules of the folder and of those above it.
func installed(dir, name string) bool {
	for {
		if _, err := os.Stat(filepath.Join(dir, "node_modules", name, "package.json")); err == nil {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

// bundleOptions fills data in with what the configuration says, and returns what the bundler is to do.
func (a *App) bundleOptions(data *appData) (*bundler.Options, error) {
	data.Engine, data.Dev = a.cfg.Engine, a.cfg.Dev
	env, err := a.loadEnv()
	if err != nil {
		return nil, err
	}
	modules, err := renderer.Modules(a.cfg.Engine)
	if err != nil {
		return nil, fmt.Errorf("ssr: %w", err)
	}
	app := data.shape()
	views := app.Views()
	names := entryNames(views)
	o := &bundler.Options{
		Dir:           a.cfg.Dir,
		Server:        &bundler.Entry{Contents: app.ServerEntry()},
		Modules:       modules,
		Builtins:      append(vmpool.Builtins().Public(), renderer.Builtins(a.cfg.Engine)...),
		External:      a.cfg.External,
		Alias:         renderer.Aliases(a.cfg.Engine),
		ServerExports: map[string][]string{},
		Env:           env,
		PublicPrefix:  a.cfg.PublicPrefix,
		Development:   a.cfg.Dev,
		PublicPath:    assetsPath,
		Split:         true,
	}
	for _, v := range views {
		o.Client = append(o.Client, bundler.Entry{Name: names[v.ID], Contents: v.ClientEntry()})
		o.ServerExports[v.File] = renderer.ServerExports()
	}
	for _, p := range renderer.Patches(a.cfg.Engine) {
		o.Patches = append(o.Patches, bundler.Patch(p))
	}
	return o, nil
}

// loadEnv is what JavaScript sees as process.env.
func (a *App) loadEnv() (map[string]string, error) {
	env := map[string]string{}
	if !a.cfg.opened {
		var err error
		if env, err = config.LoadEnv(os.DirFS(a.cfg.Dir), a.cfg.mode(), a.cfg.Env); err != nil {
			return nil, fmt.Errorf("ssr: %w", err)
		}
	} else {
		maps.Copy(env, a.cfg.Env)
	}
	env["NODE_ENV"] = a.cfg.mode()
	return env, nil
}

// difference compares two builds: are they the same, and if not, do only style sheets differ?
func difference(before, after *bundler.Output) (same bool, styles map[string]string) {
	if !before.Server.Equal(after.Server) || !bytes.Equal(before.App, after.App) || len(before.Entries) != len(after.Entries) {
		return false, nil
	}
	styles = map[string]string{}
	for name, x := range before.Entries {
		y, ok := after.Entries[name]
		if !ok || x.Script != y.Script || !slices.Equal(x.Imports, y.Imports) || len(x.Styles) != len(y.Styles) {
			return false, nil
		}
		for i := range x.Styles {
			if x.Styles[i] != y.Styles[i] {
				styles[x.Styles[i]] = y.Styles[i]
			}
		}
	}
	if len(styles) == 0 {
		return true, nil
	}
	return false, styles
}

// Build builds the app in cfg.Dir and writes it to the folder out, with its public files and compressed forms of everything that
// gains from it, for Open. An earlier build there is replaced; a folder with anything else in it is refused. The app's code is
// evaluated once, so that what can't be served isn't written.
func Build(ctx context.Context, cfg Config, out string) (*BuildInfo, error) {
	app, err := Prepare(cfg)
	if err != nil {
		return nil, err
	}
	defer app.Close()
	app.build.Lock()
	output, env, err := app.bundle(ctx)
	app.build.Unlock()
	if err != nil {
		return nil, err
	}
	s, timing, err := app.load(ctx, output, env)
	if err != nil {
		return nil, err
	}
	s.endBackground()
	if err := s.pool.Close(ctx); err != nil {
		return nil, err
	}
	if err := s.program.CompileChunks(ctx); err != nil {
		return nil, fmt.Errorf("ssr: the server bundle: %w", err)
	}
	if err := addPublic(output, filepath.Join(app.cfg.Dir, publicDir)); err != nil {
		return nil, err
	}
	if err := output.WriteDir(ctx, out); err != nil {
		return nil, fmt.Errorf("ssr: %w", err)
	}
	return &BuildInfo{Bundle: output.Duration, Compile: timing.compile, Warm: timing.warm, Warnings: output.Warnings}, nil
}

// addPublic makes the files of the public folder assets of a build. Hidden files are left out, but for .well-known.
func addPublic(output *bundler.Output, dir string) error {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("ssr: the public folder: %w", err)
	}
	defer root.Close()
	fsys := root.FS()
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("ssr: the public folder: %w", err)
		case name != "." && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".well-known":
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		contents, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("ssr: the public folder: %w", err)
		}
		url := "/" + name
		if output.Assets[url] != nil {
			return fmt.Errorf("ssr: %s/%s has the URL of a file of the client build; rename it", publicDir, name)
		}
		output.Assets[url] = &bundler.Asset{Contents: contents, Type: httpd.ContentType(name)}
		return nil
	})
}

// timing is how long the steps after bundling took.
type timing struct{ compile, warm time.Duration }

package ssr

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/internal/routes"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// site is one build being served. It is immutable.
type site struct {
	output *bundler.Output
	env    map[string]string
	data   appData
	// routes is nil for an app that is a single component.
	routes   *routes.Table
	assets   map[string]*httpd.Asset // by decoded URL path
	pool     *vmpool.Pool
	renderer *renderer.Renderer
	program  *vmpool.Program

	// compileRest starts, once, to compile what no request has needed yet; until endBackground is called.
	compileRest   func()
	endBackground context.CancelFunc

	// users are the requests that this build answers; only added to while App.mu is held and the site is App.site.
	users sync.WaitGroup
	// ended is done when the requests in flight should end, with the reason as its cause.
	ended context.Context
	end   context.CancelCauseFunc
}

// load makes a bundled app ready to be served. env is what its JavaScript sees as process.env.
func (a *App) load(ctx context.Context, output *bundler.Output, env map[string]string) (*site, timing, error) {
	var took timing
	s := &site{output: output, env: env, assets: map[string]*httpd.Asset{}}
	if err := json.Unmarshal(output.App, &s.data); err != nil {
		return nil, took, fmt.Errorf("ssr: %w: its description of the app: %w", ErrBuild, err)
	}
	if output.Server == nil {
		return nil, took, fmt.Errorf("ssr: %w: it has no server bundle", ErrBuild)
	}
	var err error
	if s.data.Entry == "" {
		if s.routes, err = routes.NewTable(s.data.Routes, s.data.NotFound); err != nil {
			return nil, took, fmt.Errorf("ssr: %w: %w", ErrBuild, err)
		}
	}
	if err := s.checkLoaders(a.cfg.Loaders); err != nil {
		return nil, took, err
	}
	for path, asset := range output.Assets {
		s.assets[path] = serve(asset)
	}

	start := time.Now()
	program, modules, err := renderer.Compile(s.data.Engine, "server.js", output.Server.Code, compileOptions(output.Server))
	if err != nil {
		return nil, took, fmt.Errorf("ssr: the server bundle: %w", err)
	}
	took.compile = time.Since(start)

	start = time.Now()
	pool := a.cfg.poolConfig()
	pool.Program, pool.Modules, pool.Host = program, modules, a.host(s.env)
	if s.pool, err = vmpool.New(pool); err != nil {
		return nil, took, fmt.Errorf("ssr: %w", err)
	}
	if err := s.pool.Warm(ctx); err != nil {
		_ = s.pool.Close(ctx)
		return nil, took, fmt.Errorf("ssr: %w", err)
	}
	took.warm = time.Since(start)

	if s.renderer, err = a.newRenderer(s); err != nil {
		_ = s.pool.Close(ctx)
		return nil, took, err
	}
	s.program = program
	s.ended, s.end = context.WithCancelCause(context.Background())
	background, cancel := context.WithCancel(s.ended)
	s.endBackground = cancel
	s.compileRest = sync.OnceFunc(func() {
		if !a.cfg.Dev {
			s.users.Go(func() { _ = program.CompileChunks(background) }) // ends by itself; the request that needs a broken one gets its error
		}
	})
	return s, took, nil
}

// compileOptions are the parts of a server bundle as vmpool has them.
func compileOptions(b *bundler.ServerBundle) vmpool.CompileOptions {
	opts := vmpool.CompileOptions{SourceMap: b.SourceMap, Imports: b.Imports, Chunks: map[string]vmpool.Chunk{}}
	for name, c := range b.Chunks {
		opts.Chunks[name] = vmpool.Chunk{Source: c.Code, SourceMap: c.SourceMap, Imports: c.Imports}
	}
	return opts
}

// newRenderer connects the renderer with the build's client files.
func (a *App) newRenderer(s *site) (*renderer.Renderer, error) {
	shape := s.data.shape()
	views := shape.Views()
	names := entryNames(views)
	assets := map[string]renderer.Assets{}
	for _, v := range views {
		if e, ok := s.output.Entries[names[v.ID]]; ok {
			assets[v.ID] = renderer.Assets{Module: e.Script, Preloads: e.Imports, Styles: e.Styles}
		}
	}
	cfg := renderer.Config{
		Pool: s.pool, App: shape, Assets: assets, Development: a.cfg.Dev, Timeout: a.cfg.Timeout, Logger: a.cfg.Logger,
	}
	if onError := a.cfg.OnError; onError != nil {
		cfg.OnError = func(ctx context.Context, _ *renderer.Request, err *renderer.Error) { onError(ctx, err) }
	}
	r, err := renderer.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("ssr: %w", err)
	}
	return r, nil
}

// host is what the app's JavaScript is given.
func (a *App) host(env map[string]string) node.Host {
	host := node.Host{
		Env: env, Dir: a.cfg.Dir, ReadRoots: slices.Clone(a.cfg.ReadRoots), WriteRoots: a.cfg.WriteRoots,
		AllowNet: a.cfg.AllowNet, Logger: a.cfg.Logger,
	}
	if a.cfg.Dir != "" {
		host.ReadRoots = append(host.ReadRoots, a.cfg.Dir)
	}
	return host
}

// checkLoaders finds loaders in Go that no page would ever call.
func (s *site) checkLoaders(loaders map[string]Loader) error {
	var unknown []string
	for pattern := range loaders {
		if s.route(pattern) == nil {
			unknown = append(unknown, pattern)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	return fmt.Errorf("ssr: Config.Loaders: no page has the pattern %q; the pages are %s", unknown[0], strings.Join(s.patterns(), ", "))
}

// appRoute is the only route of an app that is a single component.
var appRoute = routes.Route{Pattern: renderer.AppView}

// route finds a page by its pattern.
func (s *site) route(pattern string) *routes.Route {
	if s.routes == nil {
		if pattern == renderer.AppView {
			return &appRoute
		}
		return nil
	}
	for i := range s.routes.Routes {
		if r := &s.routes.Routes[i]; r.Pattern == pattern {
			return r
		}
	}
	return nil
}

func (s *site) patterns() []string {
	if s.routes == nil {
		return []string{renderer.AppView}
	}
	out := make([]string, len(s.routes.Routes))
	for i, r := range s.routes.Routes {
		out[i] = r.Pattern
	}
	return out
}

// match finds what a path means. A single component gets every path, and decides itself about a slash at its end.
func (s *site) match(escapedPath string) (routes.Match, error) {
	if s.routes != nil {
		return s.routes.Match(escapedPath)
	}
	canonical, err := routes.CanonicalPath(escapedPath)
	if err != nil {
		return routes.Match{}, err
	}
	m := routes.Match{Route: &appRoute}
	if canonical != escapedPath && canonical != strings.TrimSuffix(escapedPath, "/") {
		m.Redirect = canonical
	}
	return m, nil
}

// stop ends the requests in flight.
func (s *site) stop(cause error) {
	s.end(cause)
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	_ = s.pool.Close(ctx)
}

// serve is an asset as httpd has it. Half of the hash is enough for an ETag.
func serve(asset *bundler.Asset) *httpd.Asset {
	return &httpd.Asset{
		Contents: asset.Contents, Type: asset.Type, Immutable: asset.Immutable, Encodings: asset.Encodings, Hash: asset.Hash[:32],
	}
}

// asset finds a file of the build, or an immutable one of an earlier build that a page which is still open asks for.
func (a *App) asset(path string) *httpd.Asset {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.site == nil {
		return nil
	}
	if asset := a.site.assets[path]; asset != nil {
		return asset
	}
	for _, s := range a.old {
		if asset := s.assets[path]; asset != nil && asset.Immutable {
			return asset
		}
	}
	return nil
}

// publicFS is the app's public folder, which may appear and disappear.
type publicFS struct{ app *App }

func (p publicFS) Open(name string) (fs.File, error) {
	p.app.mu.RLock()
	root := p.app.public
	p.app.mu.RUnlock()
	if root == nil {
		return nil, fs.ErrNotExist
	}
	return root.Open(name)
}

// Route is a page of an app.
type Route struct {
	// Pattern is its URL path, with [name], [...name] and [[...name]] for what varies; "app" for an app that is a single component.
	Pattern string `json:"pattern"`
	// File is the page's file in the app's folder, with slashes.
	File string `json:"file"`
	// Layouts are the files of the layouts around it, the outermost first.
	Layouts []string `json:"layouts,omitempty"`
	// Loader says that Config.Loaders has a loader for it.
	Loader bool `json:"loader,omitempty"`
}

// Routes lists the pages of the build being served, in the order in which URLs are matched; nil when there is none.
func (a *App) Routes() []Route {
	s := a.current()
	if s == nil {
		return nil
	}
	return routesOf(&s.data, a.cfg.Loaders)
}

// ScanRoutes lists the pages of the app in a folder without building it. Its errors are New's.
func ScanRoutes(dir string) ([]Route, error) {
	app, err := Prepare(Config{Dir: dir})
	if err != nil {
		return nil, err
	}
	defer app.Close()
	data, err := scan(app.cfg.Dir)
	if err != nil {
		return nil, err
	}
	return routesOf(data, nil), nil
}

func routesOf(data *appData, loaders map[string]Loader) []Route {
	if data.Entry != "" {
		return []Route{{Pattern: renderer.AppView, File: data.Entry, Loader: loaders[renderer.AppView] != nil}}
	}
	var out []Route
	for _, r := range data.Routes {
		out = append(out, Route{Pattern: r.Pattern, File: r.File, Layouts: slices.Clone(r.Layouts), Loader: loaders[r.Pattern] != nil})
	}
	return out
}

// Package ssr serves React apps from a Go program: it bundles the app, renders its pages on a pool of JavaScript VMs in this
// process, and answers HTTP requests with streamed, hydrated HTML. There is no Node.js, no cgo and no other process.
//
//	app, err := ssr.New(ctx, ssr.Config{Dir: "web"}) // from sources
//	app, err := ssr.Open(build, ssr.Config{})        // from a finished build, such as an embed.FS
//	http.ListenAndServe(":3000", app)
//
// An app is a folder with pages/ (see README.md for its files), or with a single app.tsx whose component gets the URL.
// Data can be loaded in JavaScript, by a page's own loader, and in Go, by Config.Loaders.
//
// In this package:
//
//	ssr.go      App: making, building again, closing
//	config.go   Config and its check
//	build.go    from sources to a bundle
//	site.go     one build being served
//	handler.go  HTTP requests
//	render.go   rendering without HTTP
//	loader.go   data loaded in Go
//	errors.go   errors, and what HTTP status they are
//	network.go  which addresses JavaScript may connect to
//	watch.go    what a build depends on
package ssr

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// App is a React app, ready to be served and rendered. It is safe for concurrent use. Close frees it.
//
// # Goroutines
//
// App starts one goroutine per replaced or closed build, which waits for the requests that use it and then closes its VMs.
// Close and Shutdown wait for them.
type App struct {
	cfg     Config
	handler http.Handler
	build   sync.Mutex       // one build at a time
	bundler *bundler.Bundler // guarded by build
	shape   string           // what bundler was made for; guarded by build
	watched atomic.Pointer[Watched]

	requests, failures atomic.Uint64

	mu      sync.RWMutex
	site    *site   // nil before the first build and after Close
	old     []*site // replaced builds whose immutable assets open pages may still ask for, the newest first
	closed  bool
	public  *os.Root // nil when there is no public folder, or the build has its files
	retired sync.WaitGroup
}

// New builds the app in cfg.Dir and returns it when its code was bundled and evaluated once. Problems in the app's sources give
// a *bundler.BuildError, files in pages/ that contradict each other a *RoutesError, no pages ErrNoApp. ctx is obeyed while building
// and not used afterwards.
func New(ctx context.Context, cfg Config) (*App, error) {
	app, err := Prepare(cfg)
	if err != nil {
		return nil, err
	}
	if _, err := app.Rebuild(ctx); err != nil {
		_ = app.Close()
		return nil, err
	}
	return app, nil
}

// Prepare is New without the first build, for programs that want to go on when it fails: call Rebuild. Until that succeeds,
// requests get 503.
func Prepare(cfg Config) (*App, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if cfg.Dir == "" {
		return nil, errors.New("ssr: Config.Dir is empty: it must be the app's folder")
	}
	if cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil {
		return nil, fmt.Errorf("ssr: Config.Dir: %w", err)
	}
	switch info, err := os.Stat(cfg.Dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("ssr: %w: there is no folder %s", ErrNoApp, cfg.Dir)
	case err != nil:
		return nil, fmt.Errorf("ssr: Config.Dir: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("ssr: %w: %s is not a folder", ErrNoApp, cfg.Dir)
	}
	return newApp(cfg)
}

// Open returns the app of a finished build, as `ssr build` or Build wrote it: os.DirFS of its folder, or an embed.FS narrowed by
// fs.Sub. The sources aren't needed. A build that is damaged or of another version gives an error that wraps ErrBuild.
func Open(ctx context.Context, build fs.FS, cfg Config) (*App, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if cfg.Dir != "" {
		if cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil {
			return nil, fmt.Errorf("ssr: Config.Dir: %w", err)
		}
	}
	cfg.opened = true
	var compiling sync.WaitGroup
	compiling.Go(vmpool.Precompile) // while the files are read
	defer compiling.Wait()
	app, err := newApp(cfg)
	if err != nil {
		return nil, err
	}
	output, err := bundler.Open(build)
	if err != nil {
		return nil, fmt.Errorf("ssr: %w: %w", ErrBuild, err)
	}
	env, err := app.loadEnv()
	if err != nil {
		return nil, err
	}
	s, _, err := app.load(ctx, output, env)
	if err != nil {
		return nil, err
	}
	app.install(s)
	return app, nil
}

// newApp makes an App without a build.
func newApp(cfg Config) (*App, error) {
	app := &App{cfg: cfg}
	var err error
	app.handler, err = httpd.New(httpd.Config{
		Asset: app.asset, Public: publicFS{app}, Page: app.page, Fail: app.fail,
		Logger: cfg.AccessLog, BodyLimit: cfg.BodyLimit, TrustRequestID: cfg.TrustRequestID,
	})
	if err != nil {
		return nil, err
	}
	return app, nil
}

// BuildInfo says what a build did.
type BuildInfo struct {
	// Bundle, Compile and Warm are how long it took to bundle the sources, to compile the server bundle, and to evaluate it
	// in the first VMs.
	Bundle, Compile, Warm time.Duration
	// Warnings are problems in the sources that did not prevent the build.
	Warnings []bundler.Problem
	// Unchanged says that the bundles are those of the build before.
	Unchanged bool
	// Styles maps URLs of style sheets to their new URLs when only style sheets changed since the build before, nil otherwise.
	Styles map[string]string
}

// Rebuild builds from the sources as they are now. When that succeeds, new requests get the new build, and those in flight finish on the
// old one; on an error the old build stays. Calls wait for each other.
func (a *App) Rebuild(ctx context.Context) (*BuildInfo, error) {
	if a.cfg.opened {
		return nil, errors.New("ssr: an app that was opened from a finished build has no sources to build")
	}
	a.build.Lock()
	defer a.build.Unlock()
	output, env, err := a.bundle(ctx)
	if err != nil {
		return nil, err
	}
	a.openPublic()
	info := &BuildInfo{Bundle: output.Duration, Warnings: output.Warnings}
	if before := a.current(); before != nil && maps.Equal(env, before.env) {
		if info.Unchanged, info.Styles = difference(before.output, output); info.Unchanged {
			return info, nil
		}
	}
	s, timing, err := a.load(ctx, output, env)
	if err != nil {
		return nil, err
	}
	info.Compile, info.Warm = timing.compile, timing.warm
	a.install(s)
	return info, nil
}

// current returns the build being served, or nil, without claiming it.
func (a *App) current() *site {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.site
}

// acquire returns the build being served, which lives until release is called; when there is none, the error is Ready's.
func (a *App) acquire() (*site, error) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if err := a.ready(); err != nil {
		return nil, err
	}
	a.site.users.Add(1)
	return a.site, nil
}

func (s *site) release() { s.users.Done() }

// keepOld is how many replaced builds keep serving their immutable assets.
const keepOld = 4

// install makes s the build being served.
func (a *App) install(s *site) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		a.retire(s)
		return
	}
	if a.site != nil {
		a.old = append([]*site{a.site}, a.old...)
		a.old = a.old[:min(len(a.old), keepOld)]
		a.retire(a.site)
	}
	a.site = s
}

// retire closes the VMs of a build that gets no new requests when the last one is done. mu is held, so nobody acquires it any more.
func (a *App) retire(s *site) {
	s.endBackground()
	a.retired.Go(func() { // ends with the last request of s; Shutdown waits for it
		s.users.Wait()
		_ = s.pool.Close(context.Background()) // nothing is in use
	})
}

// Stats are an app's counters.
type Stats struct {
	// Pool are those of the VMs of the build being served.
	Pool vmpool.Stats
	// Requests counts the requests for pages, Failures those of them that were answered with a status of 500 or more.
	Requests, Failures uint64
}

// Stats returns the app's counters.
func (a *App) Stats() Stats {
	st := Stats{Requests: a.requests.Load(), Failures: a.failures.Load()}
	if s := a.current(); s != nil {
		st.Pool = s.pool.Stats()
	}
	return st
}

// Ready returns nil when the app can serve, else why it can't: for a readiness check.
func (a *App) Ready() error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.ready()
}

// ready is Ready while mu is held.
func (a *App) ready() error {
	switch {
	case a.closed:
		return ErrClosed
	case a.site == nil:
		return errNotBuilt
	}
	return nil
}

// Shutdown refuses new requests with 503 and waits for those in flight; when ctx ends first, their JavaScript is interrupted, and the
// error is ctx's cause. The server that the App is mounted in should be shut down before. Shutdown and Close may be called
// several times.
func (a *App) Shutdown(ctx context.Context) error {
	a.mu.Lock()
	s := a.site
	a.site, a.closed, a.old = nil, true, nil
	if s != nil {
		a.retire(s)
	}
	public := a.public
	a.public = nil
	a.mu.Unlock()
	done := make(chan struct{})
	go func() { // ends when the builds are closed, which the interrupts below see to
		a.retired.Wait()
		close(done)
	}()
	var err error
	select {
	case <-done:
	case <-ctx.Done():
		err = context.Cause(ctx)
		if s != nil {
			s.stop(ErrClosed)
		}
		<-done
	}
	a.build.Lock()
	defer a.build.Unlock()
	if a.bundler != nil {
		a.bundler.Close()
		a.bundler = nil
	}
	if public != nil {
		err = errors.Join(err, public.Close())
	}
	return err
}

// Close is Shutdown that waits for nobody: JavaScript that is running is interrupted.
func (a *App) Close() error {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(ErrClosed)
	if err := a.Shutdown(ctx); !errors.Is(err, ErrClosed) {
		return err
	}
	return nil
}

// Package devserver is what `ssr dev` adds to an app: it watches the sources, has the app built again when they change, and tells
// the browsers, which reload, swap a style sheet, or show the error. It knows the app through the interface App alone.
//
//	devserver.go  what callers see; the loop from a change to a build
//	watch.go      which files have changed (fsnotify)
//	poll.go       the same where the system can't tell
//	debounce.go   changes that belong together
//	hub.go        what each browser has yet to hear
//	live.go       the socket to the browsers, and who may open it
//	inject.go     the client script in pages
//	failure.go    errors as terminal and browser show them
//
// # Goroutines
//
// Run starts the watcher's goroutines and waits for them. Each browser's socket is served by the goroutine of its request; Run
// ends them when it returns.
package devserver

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"
)

// App is the app as the dev server sees it. Its methods are safe for concurrent use.
type App interface {
	// ServeHTTP answers requests with the last good build. Before the first one it isn't called.
	http.Handler
	// Rebuild builds the app from its sources as they are and serves the result from then on. On an error the last good build
	// stays. It is never called twice at the same time.
	Rebuild(ctx context.Context) (Update, error)
	// Sources says what to watch, as of the last call of Rebuild, successful or not.
	Sources() Sources
}

// Update is what a build changed for the pages that are open in browsers.
type Update struct {
	// Unchanged says that the build is the same as the one before.
	Unchanged bool
	// Styles maps URLs of style sheets to their new URLs when nothing but style sheets changed; nil asks for a reload.
	Styles map[string]string
}

// Sources are the files that an app is made of.
type Sources struct {
	// Root is the app's folder. It is watched with all folders in it, but for hidden ones, node_modules, and Ignore.
	Root string
	// Ignore are folders in Root that are not watched, such as one that builds are written to.
	Ignore []string
	// Files are the files that the last build read, and others that it depends on. A change of a file in Root that isn't one of
	// them only counts when it appears or goes away. Those outside of Root are watched, too, but for those in a node_modules.
	Files []string
	// Public is the folder of files that are served as they are: a change reloads pages without a build. "" for none.
	Public string
}

// Event is something to tell the developer.
type Event struct {
	// Kind says what happened.
	Kind EventKind
	// Changed are the files whose change it was, absolute; empty for the first build.
	Changed []string
	// Took is how long the build took.
	Took time.Duration
	// Update is the result of a build that succeeded.
	Update Update
	// Err is the error of a build or of a page, or what the watcher has to complain about.
	Err error
}

// EventKind is a kind of Event.
type EventKind int

// The kinds of events.
const (
	Built     EventKind = iota // a build succeeded
	Failed                     // a build failed
	PageError                  // a page failed while the server rendered it
	Reloaded                   // files changed that need no build
	Watching                   // the watcher has a problem: Err; it goes on, perhaps by polling
)

// Options are the choices of New; App is required.
type Options struct {
	App App
	// Describe says how to show an error. Nil: its text alone.
	Describe func(error) Failure
	// Report is told what happens; it is called from the goroutine of Run, for page errors from that of the request. Nil: nobody.
	Report func(Event)
	// AllowedHosts are host names under which browsers may reach the server besides localhost and IP addresses.
	AllowedHosts []string
	// Poll watches by looking at the files again and again, for file systems that report no changes.
	Poll bool
	// Logger gets details at Debug; nil discards.
	Logger *slog.Logger
}

// Server is a dev server. It is an http.Handler, and Run makes it work.
type Server struct {
	opts    Options
	hub     *hub
	handler http.Handler
}

// New checks options and returns a Server. It starts no goroutine and builds nothing.
func New(o Options) (*Server, error) {
	if o.App == nil {
		return nil, errors.New("devserver: Options.App must be set")
	}
	if o.Describe == nil {
		o.Describe = func(err error) Failure { return Failure{Title: err.Error()} }
	}
	if o.Report == nil {
		o.Report = func(Event) {}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Server{opts: o, hub: newHub(newID())}
	s.handler = s.routes()
	return s, nil
}

// ServeHTTP answers the dev server's own URLs and passes the others on to the app, with the client script put into its pages.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Build builds once, before Run or while it isn't running, and remembers a failure for the browsers.
func (s *Server) Build(ctx context.Context) error { return s.build(ctx, nil, false) }

// Run watches the sources and builds until ctx ends, then closes the browsers' sockets and returns nil. Call Build before it.
func (s *Server) Run(ctx context.Context) error {
	defer s.hub.close()
	w := newWatcher(watcherConfig{Poll: s.opts.Poll, Report: func(err error) { s.opts.Report(Event{Kind: Watching, Err: err}) }, Logger: s.opts.Logger})
	ctx, cancel := context.WithCancel(ctx)
	defer w.wait()
	defer cancel() // ends the watcher, which is then waited for
	changes := w.start(ctx, s.opts.App.Sources())
	for {
		select {
		case <-ctx.Done():
			return nil
		case changed := <-changes:
			sources := s.opts.App.Sources()
			switch s.classify(sources, changed) {
			case nothing:
				continue
			case reload:
				s.hub.publish(Update{})
				s.opts.Report(Event{Kind: Reloaded, Changed: changed.paths})
				continue
			}
			_ = s.build(ctx, changed.paths, changed.all)
			w.update(s.opts.App.Sources())
		}
	}
}

// build runs one build and tells everybody.
func (s *Server) build(ctx context.Context, changed []string, force bool) error {
	start := time.Now()
	update, err := s.opts.App.Rebuild(ctx)
	took := time.Since(start)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		s.hub.fail(s.opts.Describe(err))
		s.opts.Report(Event{Kind: Failed, Changed: changed, Took: took, Err: err})
		return err
	}
	s.hub.succeed(update)
	s.opts.Report(Event{Kind: Built, Changed: changed, Took: took, Update: update})
	return nil
}

// PageError shows an error to the browser whose page was being rendered in ctx, the context of a request that this server passed on.
func (s *Server) PageError(ctx context.Context, err error) {
	if page := pageOf(ctx); page != "" {
		s.hub.pageError(page, s.opts.Describe(err))
	}
	s.opts.Report(Event{Kind: PageError, Err: err})
}

// action is what a set of changes calls for.
type action int

const (
	nothing action = iota
	reload
	rebuild
)

// classify decides about changes: a file that no build reads matters only when it is in the public folder, or is new or gone.
func (s *Server) classify(sources Sources, c changes) action {
	if c.all {
		return rebuild
	}
	inputs := make(map[string]bool, len(sources.Files))
	for _, f := range sources.Files {
		inputs[f] = true
	}
	result := nothing
	for _, f := range c.paths {
		switch {
		case inputs[f]:
			return rebuild
		case sources.Public != "" && within(sources.Public, f):
			result = reload
		case c.structural[f]:
			return rebuild
		}
	}
	return result
}

// within reports whether file lies below dir. Both are absolute and clean.
func within(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && rel != ".." && !filepath.IsAbs(rel) && (len(rel) < 3 || rel[:3] != ".."+string(filepath.Separator))
}

// newID makes an id: of this run of the server, so that a page of an earlier one reloads, and of a page.
func newID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

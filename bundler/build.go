package bundler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/evanw/esbuild/pkg/api"
)

// Bundler builds one app again and again, keeping between builds what has not changed. Its methods may be called from
// several goroutines; builds run one after the other.
type Bundler struct {
	options Options // checked
	modules *cssModules
	script  bool // for BundleScript

	running chan struct{} // has an element while a build runs or Close does; guards what follows
	sides   []*side       // the server's first, when there is one
	closed  bool
}

// New checks options and returns a Bundler. It reads no sources and starts no goroutines. An error names the bad option.
func New(options Options) (*Bundler, error) {
	options, err := options.check()
	if err != nil {
		return nil, err
	}
	b := &Bundler{options: options, running: make(chan struct{}, 1)}
	b.modules = newCSSModules(options.Dir)
	if options.Server != nil {
		b.sides = append(b.sides, newSide(b, true))
	}
	if len(options.Client) > 0 {
		b.sides = append(b.sides, newSide(b, false))
	}
	return b, nil
}

// Close frees what was kept between builds, after a running build has ended. Build fails afterwards. Close may be called twice.
func (b *Bundler) Close() {
	b.running <- struct{}{}
	defer func() { <-b.running }()
	b.closed = true
	for _, s := range b.sides {
		s.close()
	}
}

// Build builds all sides from the files as they are now. Problems in the app's sources give a *BuildError; when ctx ends
// first, the error is its cause. The Output is the caller's and does not change with later builds.
func (b *Bundler) Build(ctx context.Context) (*Output, error) {
	select {
	case b.running <- struct{}{}:
		defer func() { <-b.running }()
	case <-ctx.Done():
		return nil, fmt.Errorf("bundler: %w", context.Cause(ctx))
	}
	if b.closed {
		return nil, errors.New("bundler: the Bundler is closed")
	}
	start := time.Now()

	results := make([]*sideResult, len(b.sides))
	errs := make([]error, len(b.sides))
	var wg sync.WaitGroup
	for i, s := range b.sides {
		wg.Go(func() { results[i], errs[i] = s.build(ctx) }) // ends by itself, or with ctx
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("bundler: %w", context.Cause(ctx))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}

	list := newProblemList(&b.options)
	inputs := map[string]bool{}
	for _, r := range results {
		list.add(r)
		maps.Copy(inputs, r.inputs)
	}
	for _, name := range []string{"package.json", "tsconfig.json"} {
		inputs[filepath.Join(b.options.Dir, name)] = true
	}
	sorted := slices.Sorted(maps.Keys(inputs))
	if len(list.problems) > 0 {
		return nil, &BuildError{Problems: list.problems, Warnings: list.warnings, Inputs: sorted}
	}

	out := &Output{
		Entries:  map[string]ClientEntry{},
		Assets:   map[string]*Asset{},
		Inputs:   sorted,
		Warnings: list.warnings,
	}
	for i, s := range b.sides {
		var err error
		if s.server {
			out.Server, err = s.serverBundle(results[i], out)
		} else {
			err = s.clientFiles(results[i], out)
		}
		if err != nil {
			return nil, err
		}
	}
	out.Duration = time.Since(start)
	return out, nil
}

// A side is the build for the server or for the browser. Only one build of a side runs at a time.
type side struct {
	*Bundler
	server   bool
	plugin   *plugin
	contexts map[form]api.BuildContext // made when needed
	whole    bool                      // the server bundle can't be split
}

// form is what esbuild is to print.
type form int

const (
	formCommonJS form = iota // a server bundle
	formESM                  // the client's scripts; a server bundle with top-level await
	formChunks               // a server bundle in ES modules, one a chunk
)

// A sideResult is what a build of a side gave.
type sideResult struct {
	result api.BuildResult
	form   form
	meta   metafile
	split  *ServerBundle // of formChunks

	inputs     map[string]bool   // absolute paths
	sourceMaps map[string][]byte // of edited scripts, by path
}

func newSide(b *Bundler, server bool) *side {
	s := &side{Bundler: b, server: server, contexts: map[form]api.BuildContext{}}
	s.plugin = newPlugin(s)
	return s
}

func (s *side) close() {
	for _, c := range s.contexts {
		c.Dispose()
	}
	clear(s.contexts)
}

func (s *side) build(ctx context.Context) (*sideResult, error) {
	r := &sideResult{form: s.firstForm()}
	if err := s.rebuild(ctx, r); err != nil {
		return nil, err
	}
	var awaiting map[string]bool
	if s.server {
		awaiting = s.awaiting(r.result.Errors)
	}
	if len(awaiting) > 0 {
		r.form = formESM
		if err := s.rebuild(ctx, r); err != nil {
			return nil, err
		}
	}
	if err := r.readMetafile(); err != nil {
		return nil, err
	}
	if len(awaiting) > 0 {
		s.forbidRequires(r, awaiting)
	}
	if r.form != formChunks || len(r.result.Errors) > 0 {
		return r, nil
	}
	if r.split = s.splitBundle(r); r.split == nil {
		s.whole = true
		return s.build(ctx)
	}
	return r, nil
}

func (r *sideResult) readMetafile() error {
	if r.result.Metafile != "" {
		if err := json.Unmarshal([]byte(r.result.Metafile), &r.meta); err != nil {
			return fmt.Errorf("bundler: reading esbuild's metafile: %w", err)
		}
	}
	return nil
}

// firstForm is the form that a build tries first.
func (s *side) firstForm() form {
	switch {
	case !s.server:
		return formESM
	case s.options.Split && !s.whole && !s.options.minifies(true):
		return formChunks
	}
	return formCommonJS
}

func (s *side) rebuild(ctx context.Context, r *sideResult) error {
	c := s.contexts[r.form]
	if c == nil {
		options := s.clientOptions()
		if s.server {
			options = s.serverOptions(r.form)
		}
		made, err := api.Context(options)
		if err != nil {
			return fmt.Errorf("bundler: esbuild refuses its options: %w", err)
		}
		s.contexts[r.form] = made
		c = made
	}
	if ctx.Err() != nil {
		return nil // Build tells
	}
	canceled := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		c.Cancel()
		close(canceled)
	})
	s.plugin.start(r.form != formCommonJS)
	r.result = c.Rebuild()
	s.plugin.finish(r)
	if !stop() {
		<-canceled // a late Cancel would end the next build
	}
	return nil
}

// commonOptions are esbuild's settings that both sides share. Both write to Dir itself (in memory only), so that the paths in
// source maps are relative to it.
func (s *side) commonOptions() api.BuildOptions {
	o := &s.options
	minify := o.minifies(s.server)
	options := api.BuildOptions{
		AbsWorkingDir:     o.Dir,
		AbsPaths:          api.MetafileAbsPath,
		Outdir:            o.Dir,
		Bundle:            true,
		Metafile:          true,
		LogLevel:          api.LogLevelSilent,
		LogOverride:       logOverride,
		AllowOverwrite:    true,
		Charset:           api.CharsetUTF8,
		JSX:               api.JSXAutomatic,
		Define:            o.defines(s.server),
		Loader:            loaders,
		PublicPath:        o.PublicPath,
		AssetNames:        "[name]-[hash]",
		MinifyWhitespace:  minify,
		MinifyIdentifiers: minify,
		MinifySyntax:      minify,
		TreeShaking:       api.TreeShakingTrue,
		Sourcemap:         api.SourceMapExternal,
		Plugins:           []api.Plugin{{Name: pluginName, Setup: s.plugin.setup}},
	}
	if o.SourceMaps == SourceMapsNone {
		options.Sourcemap = api.SourceMapNone
	}
	return options
}

// logOverride silences esbuild's warnings about what is meant here.
var logOverride = map[string]api.LogLevel{
	"commonjs-variable-in-esm":     api.LogLevelSilent, // the entry that serverOptions makes for top-level await
	"require-resolve-not-external": api.LogLevelSilent,
}

// metafile is the part of esbuild's metafile that is used here. Paths are absolute or start with a namespace.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string
		CSSBundle  string
		Exports    []string
		Imports    []metafileImport
	}
	Inputs map[string]struct {
		Format  string
		Imports []metafileImport
	}
}

type metafileImport struct {
	Path     string
	Kind     string
	External bool
	Original string
}

package main

import (
	"context"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// options are those of the bundle of a page, the same for all sides but for what is added to them.
func (p page) options() bundler.Options {
	o := bundler.Options{
		Dir:        p.dir,
		Server:     &bundler.Entry{Name: "bench", Contents: p.entry()},
		Modules:    map[string]string{"bench:harness": harnessSource},
		Builtins:   vmpool.Builtins().Public(),
		External:   p.external,
		SourceMaps: bundler.SourceMapsNone,
	}
	if p.source != "" {
		o.Modules["bench:page"] = p.source
	}
	return o
}

// bundleForNode is the page with react-dom's own build for Node. What the bundler lowers for goja is rare: async generators and
// for-await.
func (p page) bundleForNode(ctx context.Context) ([]byte, error) {
	out, err := bundler.Build(ctx, p.options())
	if err != nil {
		return nil, err
	}
	return out.Server.Code, nil
}

// bundleFor is the page as an engine runs it.
func (p page) bundleFor(ctx context.Context, engine renderer.Engine) ([]byte, error) {
	o := p.options()
	modules, err := renderer.Modules(engine)
	if err != nil {
		return nil, err
	}
	for name, text := range modules {
		o.Modules[name] = text
	}
	o.Alias = renderer.Aliases(engine)
	o.Builtins = append(o.Builtins, renderer.Builtins(engine)...)
	for _, patch := range renderer.Patches(engine) {
		o.Patches = append(o.Patches, bundler.Patch{File: patch.File, Old: patch.Old, New: patch.New})
	}
	out, err := bundler.Build(ctx, o)
	if err != nil {
		return nil, err
	}
	return out.Server.Code, nil
}

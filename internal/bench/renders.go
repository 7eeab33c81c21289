package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

// timePage measures one page with each of its APIs. node is the program's path, or empty. version is Node's.
func timePage(ctx context.Context, node string, p page, pl plan) (timings []timing, version string, err error) {
	var all []*contender
	defer func() {
		for _, c := range all {
			err = errors.Join(err, c.side.close())
		}
	}()
	if node != "" {
		s, err := newNodeSide(ctx, node, p)
		if err != nil {
			return nil, "", fmt.Errorf("%s in node: %w", p.name, err)
		}
		version = s.version
		all = append(all, &contender{name: "node", side: s})
	}
	for _, engine := range []renderer.Engine{renderer.EngineNative, renderer.EngineReact} {
		s, err := newEngineSide(ctx, p, engine)
		if err != nil {
			return nil, "", fmt.Errorf("%s in the engine %s: %w", p.name, engine, err)
		}
		all = append(all, &contender{name: string(engine), side: s})
	}
	for _, api := range p.apis {
		t, err := timeAPI(ctx, all, api, pl)
		if err != nil {
			return nil, "", fmt.Errorf("%s (%s): %w", p.name, api, err)
		}
		t.Page = p.name
		timings = append(timings, t)
	}
	return timings, version, nil
}

// timeAPI compares what all write, and then times them.
func timeAPI(ctx context.Context, all []*contender, api string, pl plan) (timing, error) {
	t := timing{API: api}
	var first string
	for i, c := range all {
		html, err := c.side.html(ctx, api)
		if err != nil {
			return t, fmt.Errorf("%s: %w", c.name, err)
		}
		c.size = len(html)
		if i == 0 {
			first = html
		} else if err := same(c.name, html, first); err != nil {
			return t, err
		}
	}
	t.Elements, t.Bytes = elements(first), len(first)
	if err := compete(ctx, all, api, pl); err != nil {
		return t, err
	}
	by := map[string]*contender{}
	for _, c := range all {
		by[c.name] = c
	}
	native, react := by[string(renderer.EngineNative)], by[string(renderer.EngineReact)]
	t.Native, t.NativeCPU = time.Duration(median(native.wall)), time.Duration(median(native.cpu))
	t.React = time.Duration(median(react.wall))
	t.VersusReact = ratio(react.wall, native.wall)
	if node := by["node"]; node != nil {
		t.Node, t.NodeCPU = time.Duration(median(node.wall)), time.Duration(median(node.cpu))
		t.VersusNode, t.VersusNodeCPU = ratio(node.wall, native.wall), ratio(node.cpu, native.cpu)
	}
	return t, nil
}

// Package nodeutil has util and what the other modules need of it: inspection of values as Node prints them (internal/util/inspect),
// printf-like formatting, type checks by internal slots (util/types), deep comparison, and parsing of arguments and MIME types.
package nodeutil

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed internal *.js
var scripts embed.FS

// Modules are util, util/types and the internal modules behind them.
func Modules() []node.Module {
	script := func(name string) node.Module {
		return node.Module{Name: name, Script: node.NewScript(scripts, name+".js")}
	}
	bound := func(m node.Module, bind func(*node.VM) goja.Value) node.Module {
		m.Bind = bind
		return m
	}
	return []node.Module{
		script("util"),
		bound(script("internal/util/types"), bindTypes),
		script("internal/util/inspect"),
		script("internal/util/inspect/containers"),
		script("internal/util/inspect/errors"),
		script("internal/util/inspect/layout"),
		script("internal/util/inspect/format"),
		script("internal/util/inspect/names"),
		bound(script("internal/util/inspect/primitives"), bindInspect),
		script("internal/util/inspect/shapes"),
		script("internal/util/inspect/styles"),
		script("internal/util/comparisons"),
		script("internal/util/mime"),
		script("internal/util/parse_args"),
		{Name: "util/types", Bind: requireTypes},
		{Name: "sys", Bind: requireUtil},
	}
}

// Package nodeassert has assert and assert/strict.
package nodeassert

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var scripts embed.FS

// Modules are assert, assert/strict and what they are made of.
func Modules() []node.Module {
	script := func(name string) node.Module {
		return node.Module{Name: name, Script: node.NewScript(scripts, name+".js")}
	}
	return []node.Module{
		script("assert"),
		script("internal/assert/assertion_error"),
		script("internal/assert/call_tracker"),
		script("internal/assert/diff"),
		script("internal/assert/source"),
		{Name: "assert/strict", Bind: func(vm *node.VM) goja.Value {
			return vm.Require("assert").ToObject(vm.Runtime).Get("strict")
		}},
	}
}

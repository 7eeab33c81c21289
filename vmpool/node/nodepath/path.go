// Package nodepath has path, with both of its flavours.
package nodepath

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var scripts embed.FS

// Modules are path, path/posix and path/win32. The default flavour is posix on every system: the paths that a VM sees have
// forward slashes.
func Modules() []node.Module {
	flavour := func(name string) func(vm *node.VM) goja.Value {
		return func(vm *node.VM) goja.Value { return vm.Require("path").ToObject(vm.Runtime).Get(name) }
	}
	return []node.Module{
		{Name: "path", Script: node.NewScript(scripts, "path.js")},
		{Name: "internal/path/win32", Script: node.NewScript(scripts, "internal/path/win32.js")},
		{Name: "path/posix", Bind: flavour("posix")},
		{Name: "path/win32", Bind: flavour("win32")},
	}
}

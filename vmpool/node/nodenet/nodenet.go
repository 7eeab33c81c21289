// Package nodenet is the part of node:net that needs no socket: what is an IP address. Sockets and servers throw their names.
package nodenet

import (
	"embed"
	"net/netip"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules is net.
func Modules() []node.Module {
	return []node.Module{{Name: "net", Script: node.NewScript(files, "net.js"), Bind: func(vm *node.VM) goja.Value {
		return vm.Object(map[string]node.Func{
			"version": func(call goja.FunctionCall) goja.Value { return vm.Runtime.ToValue(version(call.Argument(0).String())) },
		})
	}}}
}

// version is 4 or 6 for the text of an IP address, with or without a zone, and 0 for all else.
func version(text string) int {
	addr, err := netip.ParseAddr(text)
	switch {
	case err != nil:
		return 0
	case addr.Is4():
		return 4
	}
	return 6
}

// Package nodetty is the module tty: the process's streams where they are terminals.
package nodetty

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns tty.
func Modules() []node.Module {
	return []node.Module{
		{Name: "tty", Script: node.NewScript(files, "tty.js")},
		{Name: "internal/tty", Script: node.NewScript(files, "internal_tty.js")},
	}
}

// Package nodelegacy has the modules that Node keeps for old programs: punycode and constants.
package nodelegacy

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var scripts embed.FS

// Modules are constants and punycode.
func Modules() []node.Module {
	return []node.Module{
		{Name: "constants", Script: node.NewScript(scripts, "constants.js")},
		{Name: "punycode", Script: node.NewScript(scripts, "punycode.js")},
	}
}

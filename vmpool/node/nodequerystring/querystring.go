// Package nodequerystring has querystring.
package nodequerystring

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var scripts embed.FS

// Modules is querystring.
func Modules() []node.Module {
	return []node.Module{{Name: "querystring", Script: node.NewScript(scripts, "querystring.js")}}
}

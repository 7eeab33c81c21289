// Package nodereadline is node:readline and readline/promises: the lines of a stream, and questions. There is no line editor: terminals
// are read line by line, as other streams are.
package nodereadline

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns readline and readline/promises.
func Modules() []node.Module {
	return []node.Module{
		{Name: "readline", Script: node.NewScript(files, "readline.js")},
		{Name: "readline/promises", Script: node.NewScript(files, "readline_promises.js")},
		{Name: "internal/readline/interface", Script: node.NewScript(files, "interface.js")},
		{Name: "internal/readline/cursor", Script: node.NewScript(files, "cursor.js")},
	}
}

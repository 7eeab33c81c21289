// Package nodeevents has the events module: EventEmitter and the functions around it.
package nodeevents

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var scripts embed.FS

// Modules are events and the parts of it that are loaded when they are needed.
func Modules() []node.Module {
	return []node.Module{
		{Name: "events", Script: node.NewScript(scripts, "events.js"), Bind: bind},
		{Name: "internal/events/iterator", Script: node.NewScript(scripts, "internal/events/iterator.js")},
		{Name: "internal/events/async_resource", Script: node.NewScript(scripts, "internal/events/async_resource.js")},
	}
}

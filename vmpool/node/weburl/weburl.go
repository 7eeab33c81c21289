// Package weburl is URL and URLSearchParams (the URL standard) and the module url with its legacy parser.
//
// Parsing is Go: a URL object holds a native one, and its getters ask it. URLSearchParams is JavaScript on a flat list of names and
// values, with the form encoding in Go.
package weburl

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns url and internal/url.
func Modules() []node.Module {
	return []node.Module{
		{
			Name: "internal/url", Script: node.NewScript(files, "internal_url.js"), Bind: bind,
			Globals: []node.Global{{Name: "URL"}, {Name: "URLSearchParams"}},
		},
		{Name: "internal/blob_urls", Script: node.NewScript(files, "blob_urls.js")},
		{Name: "internal/legacy_url", Script: node.NewScript(files, "legacy.js")},
		{Name: "url", Script: node.NewScript(files, "url.js")},
	}
}

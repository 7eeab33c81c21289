// Package webfetch is Blob, File, Headers, Request, Response, FormData, and fetch. There is no navigator: Node has it from version 21 on, and code takes it for a browser's.
//
// JavaScript has the semantics of the Fetch standard, redirects included; Go has one HTTP exchange at a time on net/http, streams
// its bodies both ways, decodes content encodings and decides, for every connection, whether the host may be reached.
package webfetch

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns internal/blob and the parts of internal/fetch.
func Modules() []node.Module {
	script := func(name string) *node.Script { return node.NewScript(files, name) }
	return []node.Module{
		{
			Name: "internal/blob", Script: script("blob.js"), Bind: bindCodec,
			Globals: []node.Global{{Name: "Blob"}, {Name: "File"}},
		},
		{Name: "internal/fetch/native", Bind: bindNative},
		{Name: "internal/fetch/headers", Script: script("headers.js"), Globals: []node.Global{{Name: "Headers"}}},
		{Name: "internal/fetch/form_data", Script: script("formdata.js"), Globals: []node.Global{{Name: "FormData"}}},
		{Name: "internal/fetch/body", Script: script("body.js")},
		{Name: "internal/fetch/request", Script: script("request.js"), Globals: []node.Global{{Name: "Request"}}},
		{Name: "internal/fetch/response", Script: script("response.js"), Globals: []node.Global{{Name: "Response"}}},
		{Name: "internal/fetch", Script: script("fetch.js"), Globals: []node.Global{{Name: "fetch", Enumerable: true}}},
	}
}

// Package nodebuffer is node:buffer: Buffer, a Uint8Array whose bytes are Go memory, and Node's string encodings, which the other
// modules use through Bytes, New, EncodeString and DecodeBytes. Whatever touches bytes is Go; buffer.js holds the shape of the API.
package nodebuffer

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed buffer.js
var files embed.FS

// Modules returns node:buffer, with the global Buffer.
func Modules() []node.Module {
	return []node.Module{{
		Name:    "buffer",
		Script:  node.NewScript(files, "buffer.js"),
		Bind:    binding,
		Globals: []node.Global{{Name: "Buffer"}},
	}}
}

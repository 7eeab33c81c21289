// Package webstreams is the Streams standard: readable, writable and transform streams, their byte and BYOB variants, piping and
// teeing, the streams of the Encoding and Compression standards, and the module stream/web.
//
// Public objects carry a state object under one symbol, and the algorithms, which bear the standard's names where they are the
// standard's, work on states. Promises that nobody may ever look at (closed, ready) are made when they are asked for.
package webstreams

import (
	"embed"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns stream/web and its parts.
func Modules() []node.Module {
	module := func(name, file string, globals ...string) node.Module {
		m := node.Module{Name: name, Script: node.NewScript(files, file)}
		for _, global := range globals {
			m.Globals = append(m.Globals, node.Global{Name: global})
		}
		return m
	}
	return []node.Module{
		module("internal/webstreams/base", "base.js"),
		module("internal/webstreams/strategies", "strategies.js", "ByteLengthQueuingStrategy", "CountQueuingStrategy"),
		module("internal/webstreams/readable", "readable.js", "ReadableStream", "ReadableStreamDefaultReader",
			"ReadableStreamDefaultController"),
		module("internal/webstreams/bytes", "bytes.js", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest",
			"ReadableByteStreamController"),
		module("internal/webstreams/tee", "tee.js"),
		module("internal/webstreams/pipe", "pipe.js"),
		module("internal/webstreams/writable", "writable.js", "WritableStream", "WritableStreamDefaultWriter",
			"WritableStreamDefaultController"),
		module("internal/webstreams/transform", "transform.js", "TransformStream", "TransformStreamDefaultController"),
		module("internal/webstreams/encoding", "encoding.js", "TextEncoderStream", "TextDecoderStream"),
		module("internal/webstreams/compression", "compression.js", "CompressionStream", "DecompressionStream"),
		module("stream/web", "stream_web.js"),
	}
}

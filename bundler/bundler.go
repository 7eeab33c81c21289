// Package bundler turns the sources of a React app into one server bundle for the VM and a split, hashed client build
// for the browser. It is the only package that knows esbuild, and it imports nothing of this module but code frames.
//
// This file holds what callers see; how it is done is in the other files:
//
//	build.go      one build: both sides, merged into an Output
//	options.go    what options are checked for, and their defaults
//	server.go     esbuild's settings for the VM, and the form of the server bundle
//	async.go      the form of the server bundle when a module uses top-level await
//	client.go     esbuild's settings for the browser, and what becomes of its output
//	env.go        what the code sees as import.meta.env and process.env
//	resolve.go    what import specifiers mean beyond esbuild's own rules
//	load.go       what happens to a source file before esbuild parses it
//	inspect.go    what esbuild's parser knows about one file
//	prune.go      how server-only exports are taken out of a page before the browser gets it
//	cssmodule.go  CSS modules
//	problem.go    esbuild's messages as problems, with advice
//	script.go     single files and module graphs for `ssr run`
//	scan.go       a scanner for esbuild's output, for what esbuild can't do itself
//	adapt.go      edits of the output for what goja can't parse
//	edit.go       how edits are made
//	sourcemap.go  edits of source maps
//	manifest.go   a build as a directory
//	open.go       and back
//	compress.go   compressed forms of assets
//	mimetype.go   content types
//
// Both sides are built from the same options with the same rules for names, so that the HTML of the server and the
// client that hydrates it agree on every URL and every class name.
package bundler

import (
	"context"
	"encoding/json"
	"time"
)

// Options says what to build. The zero value of every field but Dir is usable. Options are checked by New and not
// changed afterwards; the maps and slices must not be modified while a Bundler uses them.
type Options struct {
	// Dir is the absolute path of the app's folder, which must be there. Bare specifiers in entries and virtual modules resolve from it,
	// and paths in problems and source maps are relative to it.
	Dir string

	// Server is the entry of the server bundle; nil builds none.
	Server *Entry

	// Client lists the entries of the client build, with unique names; empty builds none.
	Client []Entry

	// Modules are virtual modules: import specifier, such as "ssr:routes", to TypeScript or JavaScript source (JSX
	// allowed). Their own imports resolve as if the module stood in Dir. Both sides see them.
	Modules map[string]string

	// Builtins names the VM's built-in modules without "node:", subpaths such as "fs/promises" included. With or without the
	// prefix they stay require calls in the server bundle. A Node built-in that isn't listed stays one too, and throws
	// at run time: much code requires such a module and never uses it. In the client build a built-in module is a
	// problem, unless the app has a package of that name or the importing package's "browser" map replaces it.
	Builtins []string

	// External names packages that the server resolves at run time instead of bundling them; their subpaths too.
	External []string

	// Alias replaces import specifiers on the server, such as "react-dom/server" by "react-dom/server.bun", and the start of their
	// subpaths. The new specifier may be a virtual module (without subpaths) or a file; it resolves from Dir, whoever imports it.
	Alias map[string]string

	// Patches edits source files of either side before they are parsed.
	Patches []Patch

	// ServerExports names exports that only the server calls, such as "loader", by file (absolute or relative to Dir).
	// The client build doesn't get them, nor the variables, functions and imports that nothing but they used, even where
	// evaluating those would have had effects. See prune.go for what that means exactly. Source maps have the whole files. CommonJS
	// files, whose exports can't be told, stay whole.
	ServerExports map[string][]string

	// Env holds the values that the app may see at build time. Those whose name starts with PublicPrefix are put into
	// the code of both sides as import.meta.env.NAME and process.env.NAME; no other value reaches any output.
	Env map[string]string

	// PublicPrefix is the prefix of the values of Env that everyone may see; empty means "PUBLIC_".
	PublicPrefix string

	// Development builds for development: React's development build with readable client code and linked source maps.
	Development bool

	// PublicPath is the URL or path under which the client's files are served, with slashes at both ends; empty means "/assets/".
	PublicPath string

	// Split makes chunks of what the server bundle imports with import(), and of what they share, which are loaded on demand (see
	// ServerBundle.Chunks). A bundle with top-level await, one that is minified, and one whose exported variables change after they were
	// evaluated stay whole. As in the client's chunks, a module that pages share is evaluated before those that only one of them imports.
	Split bool

	// Minify says which sides are minified.
	Minify Minify

	// SourceMaps says which source maps are made and where they go.
	SourceMaps SourceMaps
}

// Entry is an entry point: a file or a source text.
type Entry struct {
	// Name identifies the entry in Output.Entries and becomes part of its file name. The server's entry needs none.
	Name string

	// Path is the entry's file, absolute or relative to Dir. It is ignored when Contents is set.
	Path string

	// Contents is the entry's source text (TypeScript with JSX); its imports resolve from Dir.
	Contents string
}

// Patch is an edit of source files.
type Patch struct {
	// File selects files: it is a suffix of the file's slash-separated absolute path, such as
	// "/node_modules/react-dom/cjs/react-dom-server.bun.production.js", or a regular expression between "^" and "$".
	File string

	// Old is the text to replace, at every place where it occurs. A selected file in which it does not occur is a
	// problem: the dependency has changed and the patch has to be looked at.
	Old string

	// New is the text that takes Old's place.
	New string
}

// Minify selects the sides to minify.
type Minify int

// The values of Minify.
const (
	MinifyDefault Minify = iota // the client in production, never the server: its stack traces should be readable
	MinifyNone                  // no side
	MinifyClient                // the client
	MinifyAll                   // the client and the server
)

// SourceMaps selects the source maps to make.
type SourceMaps int

// The values of SourceMaps.
const (
	// SourceMapsDefault makes maps of both sides. In development the client's are assets that its scripts name; in production
	// they are kept apart (Output.SourceMaps), so that they can be given to an error tracker and visitors can't read them.
	SourceMapsDefault SourceMaps = iota
	SourceMapsLinked             // as in development: visitors can read the client's, and in them the sources of whole pages
	SourceMapsHidden             // as in production
	SourceMapsNone               // no maps
)

// Build builds once; see New and Bundler.Build.
func Build(ctx context.Context, options Options) (*Output, error) {
	b, err := New(options)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return b.Build(ctx)
}

// Output is a finished build, just made or loaded by Open. It is not changed by this package once returned, but for
// Compress; callers may add assets of their own (files of a public folder, say) before they write or serve it.
type Output struct {
	// Server is the server bundle; nil when there was no server entry.
	Server *ServerBundle

	// Entries has the client entries by their name.
	Entries map[string]ClientEntry

	// Assets has every file that a browser may request, by URL path, such as "/assets/home-QX5M2LJ4.js".
	Assets map[string]*Asset

	// SourceMaps has the client's maps that are not assets, by the URL path of the file they belong to. Empty in a loaded build: they are large,
	// and nothing that serves it needs them.
	SourceMaps map[string][]byte

	// App is the caller's own data: JSON that a written build keeps and that this package does not look at.
	App json.RawMessage

	// Inputs lists the absolute paths of the files that the build read, sorted and without symbolic links: a change of one of them, or a new file in a
	// folder of theirs, calls for a new build. Empty in a loaded build. A failed build has them in BuildError.Inputs.
	Inputs []string

	// Warnings are problems that did not prevent the build.
	Warnings []Problem

	// Duration is how long the build took.
	Duration time.Duration
}

// ServerBundle is the server's code: one script whose completion value is a function
//
//	function (exports, require, module, __filename, __dirname)
//
// in CommonJS form. After the call module.exports holds the exports of the server entry. require is asked for built-in
// modules, external packages and whatever the app computes the name of (import() of a computed name calls it, too).
type ServerBundle struct {
	// Code is the script, as UTF-8 text.
	Code []byte

	// SourceMap is the code's source map (version 3, JSON), its sources relative to Options.Dir; nil without maps.
	SourceMap []byte

	// Async says that a module uses top-level await: the function is an async one, and module.exports is complete when
	// its promise settles.
	Async bool

	// Chunks are the parts of a split bundle, by the name that Code and the chunks call require with. Such a call gives the
	// chunk's module.exports: its function is called once, with the property __esModule on its exports.
	Chunks map[string]ServerChunk

	// Imports are the chunks that Code requires when it is evaluated.
	Imports []string
}

// ClientEntry is what a page needs to load one client entry. Its fields are URLs: paths, or full URLs when PublicPath is one.
type ClientEntry struct {
	// Script is the URL of the entry's ES module.
	Script string `json:"script"`

	// Imports are the chunks that Script imports statically, directly or not, without Script itself: to be preloaded with
	// <link rel="modulepreload">.
	Imports []string `json:"imports,omitempty"`

	// Styles are the style sheets of the entry and of everything it may import later, in the order in which they apply.
	Styles []string `json:"styles,omitempty"`
}

// Asset is one file for browsers.
type Asset struct {
	// Contents is the file as it is. Treat it as read-only.
	Contents []byte

	// Type is its Content-Type, with charset where one belongs.
	Type string

	// Immutable says that the file's name has a hash of its contents, so that it may be cached for ever.
	Immutable bool

	// Hash is the SHA-256 of Contents in hexadecimal.
	Hash string

	// Encodings has Contents compressed, by content coding ("br", "zstd", "gzip"), where that pays; see Output.Compress.
	Encodings map[string][]byte
}

// Problem is an error or a warning in the app's sources. It marshals to JSON as it is.
type Problem struct {
	// Message says what is wrong, without position.
	Message string `json:"message"`

	// File is the file relative to Dir, with slashes (absolute when it is not below Dir, the specifier for a virtual
	// module); empty when the problem has no place, and then the fields of the position are zero.
	File string `json:"file,omitempty"`

	// Line counts from 1.
	Line int `json:"line,omitempty"`

	// Column counts from 1, in UTF-16 code units as editors and JavaScript do.
	Column int `json:"column,omitempty"`

	// Length is that of the marked text, in UTF-16 code units; zero marks a place between two characters.
	Length int `json:"length,omitempty"`

	// LineText is the text of the line, Before and After are up to two lines around it.
	LineText string   `json:"lineText,omitempty"`
	Before   []string `json:"before,omitempty"`
	After    []string `json:"after,omitempty"`

	// Suggestion is a text that could replace the marked one; empty when there is none.
	Suggestion string `json:"suggestion,omitempty"`

	// Notes explain the problem or say what to do about it; their own notes are empty.
	Notes []Problem `json:"notes,omitempty"`

	// Plugin names the part that found the problem when it was not esbuild itself.
	Plugin string `json:"plugin,omitempty"`
}

// BuildError is the error of a build that found problems in the app's sources.
type BuildError struct {
	// Problems has at least one element; those that both sides found are there once.
	Problems []Problem

	// Warnings are the problems that would not have prevented the build.
	Warnings []Problem

	// Inputs lists what was read, as Output.Inputs does: what to watch until the problems are gone.
	Inputs []string
}

package bundler

import (
	"context"
	"errors"
)

// Script is a file made ready for the VM: the body of a function in CommonJS form.
type Script struct {
	// Code is the body of a function with the parameters (exports, require, module, __filename, __dirname, __import,
	// __import_meta): an async function when Async is set. __import is called for import(specifier) with the
	// specifier (and the options, when there are any) and returns the promise of a namespace; __import_meta stands for import.meta.
	//
	// In an ES module the code's require is what import statements call. It must return a namespace object: an ES
	// module's exports, or for CommonJS an object with module.exports as "default", in both cases with __esModule true.
	Code []byte

	// SourceMap is Code's source map with the file as its only source; nil when Code is the source as it was.
	SourceMap []byte

	// ESM says that the file is an ES module.
	ESM bool

	// Async says that the file uses top-level await.
	Async bool

	// Imports are the specifiers of the static imports and re-exports of an ES module, in order, each once.
	Imports []string
}

// ScriptOptions are the options of TransformScript and BundleScript.
type ScriptOptions struct {
	// ESM says that a .js, .jsx, .ts or .tsx file is an ES module whatever it contains, as "type": "module" in its package.json does.
	ESM bool

	// TSConfig is the text of a tsconfig.json whose compiler options count; empty for none. BundleScript finds its own.
	TSConfig string

	// Builtins and External are those of Options, for BundleScript.
	Builtins []string
	External []string
}

// TransformScript turns one file into a Script. The extension of filename (an absolute path) says what the source is; .cjs, .mjs,
// .cts and .mts say whether it is an ES module, for the others its syntax does. A CommonJS file in which nothing has to be
// lowered comes back as it was. Syntax errors give a *BuildError.
func TransformScript(filename string, source []byte, o ScriptOptions) (*Script, error) {
	return nil, errors.New("bundler: TransformScript is not there yet")
}

// BundleScript bundles the graph of ES modules and CommonJS files below filename into one Script whose Async says whether a
// module uses top-level await. Built-in modules and external packages stay require calls, import.meta is each file's own.
func BundleScript(ctx context.Context, filename string, o ScriptOptions) (*Script, error) {
	return nil, errors.New("bundler: BundleScript is not there yet")
}

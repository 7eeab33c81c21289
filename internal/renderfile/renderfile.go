// Package renderfile renders one React file to HTML, without an app around it: what `ssr render` does.
package renderfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Options say what to render and with what.
type Options struct {
	renderer.FileRequest
	// File is the absolute path of a module whose default export is the component. It may also export `props`, an async
	// `loader` that gives more of them, and `onError`. Its folder is the working directory that the JavaScript sees.
	File string
	// Engine turns elements into HTML; empty means renderer.EngineNative. renderer.Choose has the last word.
	Engine renderer.Engine
	// External names packages that are resolved at run time instead of bundled.
	External []string
	// Env is process.env; NODE_ENV is always "production".
	Env map[string]string
	// Console is where console.log and the process streams write; nil discards.
	Console io.Writer
	// Timeout bounds the rendering; zero means 100 seconds.
	Timeout time.Duration
}

// Render renders a file and writes the HTML to w. A file that does not build gives a *bundler.BuildError, one that fails a
// *vmpool.Error with a source-mapped stack.
func Render(ctx context.Context, o Options, w io.Writer) error {
	if o.Engine == "" {
		o.Engine = renderer.EngineNative
	}
	if o.Console == nil {
		o.Console = io.Discard
	}
	if o.Timeout == 0 {
		o.Timeout = 100 * time.Second
	}
	if err := checkFile(o.File); err != nil {
		return err
	}
	if _, err := renderer.Modules(o.Engine); err != nil {
		return err
	}
	var err error
	if o.Engine, _, err = renderer.Choose(o.Engine, filepath.Dir(o.File)); err != nil {
		return err
	}
	program, modules, err := build(ctx, o)
	if err != nil {
		return err
	}
	vm, err := vmpool.NewVM(vmpool.VMConfig{
		Modules: modules,
		Host:    host(o),
		// One page in a process of its own: only what would never end is stopped.
		Limits: vmpool.Limits{Timeout: o.Timeout, Depth: maxDepth},
	})
	if err != nil {
		return err
	}
	return renderer.RenderFile(ctx, vm, program, o.FileRequest, w)
}

// maxDepth is a call depth for trees of several hundred levels.
const maxDepth = 20_000

func checkFile(file string) error {
	if !filepath.IsAbs(file) {
		return fmt.Errorf("%s is not an absolute path", file)
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no file %s", file)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder: name a file with a component", file)
	}
	return nil
}

// build bundles the file with react into a program.
func build(ctx context.Context, o Options) (*vmpool.Program, []node.Module, error) {
	modules, err := renderer.Modules(o.Engine)
	if err != nil {
		return nil, nil, err
	}
	options := bundler.Options{
		Dir:      filepath.Dir(o.File),
		Server:   &bundler.Entry{Name: "render", Contents: renderer.FileEntry("./" + filepath.Base(o.File))},
		Modules:  modules,
		Alias:    renderer.Aliases(o.Engine),
		Builtins: append(vmpool.Builtins().Public(), renderer.Builtins(o.Engine)...),
		External: o.External,
	}
	for _, p := range renderer.Patches(o.Engine) {
		options.Patches = append(options.Patches, bundler.Patch{File: p.File, Old: p.Old, New: p.New})
	}
	out, err := bundler.Build(ctx, options)
	if err != nil {
		return nil, nil, err
	}
	name := strings.TrimSuffix(filepath.Base(o.File), filepath.Ext(o.File)) + ".bundle.js"
	return renderer.Compile(o.Engine, name, out.Server.Code, vmpool.CompileOptions{SourceMap: out.Server.SourceMap})
}

// host gives the JavaScript the file's folder and those where packages are found from there, and the folder for temporary files.
func host(o Options) node.Host {
	dir := filepath.Dir(o.File)
	env := map[string]string{}
	for k, v := range o.Env {
		env[k] = v
	}
	env["NODE_ENV"] = "production"
	roots := []string{dir, os.TempDir()}
	for up := dir; ; up = filepath.Dir(up) {
		roots = append(roots, filepath.Join(up, "node_modules"))
		if up == filepath.Dir(up) {
			break
		}
	}
	return node.Host{
		Env: env, Dir: dir, Argv: []string{"node", o.File},
		ReadRoots: roots, WriteRoots: []string{dir, os.TempDir()},
		Stdout: o.Console, Stderr: o.Console,
	}
}

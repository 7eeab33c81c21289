package renderer

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

// API is a function of react-dom that renders a file.
type API string

// The APIs.
const (
	APIString    API = "string"    // renderToString
	APIStatic    API = "static"    // renderToStaticMarkup
	APIStream    API = "stream"    // renderToPipeableStream
	APIPrerender API = "prerender" // prerenderToNodeStream
)

// FileRequest says how to render a file by itself, without an app around it.
type FileRequest struct {
	// API is the function to call.
	API API
	// Shell pipes a stream when the shell is ready instead of when all is.
	Shell bool
	// Props is a JSON object of props; nil for none. They go over the file's own `props` and under what its `loader` gives.
	Props json.RawMessage
	// Options is a JSON object of options for the API; nil for none.
	Options json.RawMessage
}

// Check finds what can not be rendered, and names it.
func (r FileRequest) Check() error {
	switch r.API {
	case APIString, APIStatic, APIStream, APIPrerender:
	default:
		return fmt.Errorf("there is no API %q: it is one of string, static, stream, prerender", r.API)
	}
	if r.Shell && r.API != APIStream {
		return errors.New("only the API stream can be piped when the shell is ready")
	}
	for name, text := range map[string]json.RawMessage{"props": r.Props, "options": r.Options} {
		var object map[string]json.RawMessage
		if text == nil {
			continue
		}
		if err := json.Unmarshal(text, &object); err != nil || object == nil {
			return fmt.Errorf("the %s are not a JSON object: %.60s", name, text)
		}
	}
	return nil
}

// FileEntry is the source of the server entry for RenderFile. file is an import specifier, such as an absolute path.
func FileEntry(file string) string {
	return "import * as page from " + quote(file) + ";\n" +
		"import { renderFile } from \"ssr:file\";\n" +
		"export const render = renderFile.bind(null, page);\n"
}

// RenderFile renders the file whose FileEntry was bundled into p, and writes the HTML to w as it comes. An error of the
// JavaScript is a *vmpool.Error with a source-mapped stack.
func RenderFile(ctx context.Context, vm *vmpool.VM, p *vmpool.Program, r FileRequest, w io.Writer) error {
	err := renderFile(ctx, vm, p, r, w)
	var js *vmpool.Error
	if errors.As(err, &js) {
		js.Stack = appStack(js.Stack)
	}
	return err
}

func renderFile(ctx context.Context, vm *vmpool.VM, p *vmpool.Program, r FileRequest, w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	exports, err := vm.Evaluate(ctx, p)
	if err != nil {
		return err
	}
	render, ok := goja.AssertFunction(exports.Get("render"))
	if !ok {
		return errors.New("the bundle does not export render: it was not made of FileEntry")
	}
	out := bufio.NewWriterSize(w, chunkSize)
	f := &fileRun{vm: vm, out: out}
	if err := vm.Run(ctx, func() error { return f.start(render, r) }); err != nil {
		return err
	}
	if !f.done {
		return errors.New("nothing is left to do and the page is not complete: something waits for what never happens")
	}
	return out.Flush()
}

// fileRun is one run of RenderFile.
type fileRun struct {
	vm   *vmpool.VM
	out  *bufio.Writer
	text []byte
	done bool
}

func (f *fileRun) start(render goja.Callable, r FileRequest) error {
	rt := f.vm.Runtime()
	parse, _ := goja.AssertFunction(rt.GlobalObject().Get("JSON").ToObject(rt).Get("parse"))
	job, host := rt.NewObject(), rt.NewObject()
	pipe := "all"
	if r.Shell {
		pipe = "shell"
	}
	fields := map[string]any{"api": string(r.API), "pipe": pipe}
	for name, text := range map[string]json.RawMessage{"props": r.Props, "options": r.Options} {
		if text == nil {
			continue
		}
		v, err := parse(goja.Undefined(), rt.ToValue(string(text)))
		if err != nil {
			return err
		}
		fields[name] = v
	}
	for name, v := range fields {
		if err := job.Set(name, v); err != nil {
			return err
		}
	}
	yes := rt.ToValue(true)
	if err := host.Set("write", func(call goja.FunctionCall) goja.Value {
		f.write(call.Argument(0))
		return yes
	}); err != nil {
		return err
	}
	if err := host.Set("grow", func(call goja.FunctionCall) goja.Value {
		growStack(call.Argument(0))
		return goja.Undefined()
	}); err != nil {
		return err
	}
	v, err := render(goja.Undefined(), job, host)
	if err != nil {
		return err
	}
	promise, ok := v.Export().(*goja.Promise)
	if !ok {
		return errors.New("the bundle's render does not return a promise")
	}
	loop := f.vm.Loop()
	return f.vm.Then(promise, func(goja.Value) {
		f.done = true
		loop.Finish(nil)
	}, func(reason goja.Value) {
		loop.Finish(&eventloop.UnhandledRejection{Reason: reason})
	})
}

// write takes a string; an error of the writer ends the run.
func (f *fileRun) write(v goja.Value) {
	f.text = appendChunk(f.text[:0], v)
	if _, err := f.out.Write(f.text); err != nil {
		f.vm.Loop().Finish(err)
	}
}

// Package nodeconsole has the console: the global object, which writes to the host's streams or, where there are none, to its logger,
// and the Console class for streams of one's own.
package nodeconsole

import (
	"context"
	"embed"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var scripts embed.FS

// Modules are console and its class.
func Modules() []node.Module {
	return []node.Module{
		{
			Name: "console", Script: node.NewScript(scripts, "console.js"), Bind: bind,
			Globals: []node.Global{{Name: "console", Export: "*"}},
		},
		{Name: "internal/console/constructor", Script: node.NewScript(scripts, "internal/console/constructor.js")},
		{Name: "internal/console/methods", Script: node.NewScript(scripts, "internal/console/methods.js")},
		{Name: "internal/console/table", Script: node.NewScript(scripts, "internal/console/table.js")},
	}
}

// useStderr is the number of standard error in the scripts; 1 is standard output.
const useStderr = 2

func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	host := vm.Host
	ctx := context.Background()
	plain := map[bool]bool{false: !isTerminal(host.Stdout), true: !isTerminal(host.Stderr)}
	return vm.Object(map[string]node.Func{
		// plain says that a stream can be written to without process.stdout or stderr: it is no terminal, whose colours they know.
		"plain": func(call goja.FunctionCall) goja.Value {
			return rt.ToValue(plain[call.Argument(0).ToInteger() == useStderr])
		},
		// write puts a message, a line without its end, where the host wants it: level is a slog.Level.
		"write": func(call goja.FunctionCall) goja.Value {
			text := call.Argument(1).String()
			if host.Stdout != nil {
				if w := stream(host, call.Argument(0).ToInteger()); w != nil {
					_, _ = io.WriteString(w, text+"\n") // as in Node, a console that can't write is silent
				}
			} else if host.Logger != nil {
				host.Logger.Log(ctx, slog.Level(call.Argument(2).ToInteger()), strings.TrimRight(text, "\n"))
			}
			return goja.Undefined()
		},
		// enabled says whether a message of a level would be seen at all.
		"enabled": func(call goja.FunctionCall) goja.Value {
			if host.Stdout != nil {
				return rt.ToValue(true)
			}
			return rt.ToValue(host.Logger != nil && host.Logger.Enabled(ctx, slog.Level(call.Argument(0).ToInteger())))
		},
		// touched says whether the program has looked at process.stdout, stderr or stdin.
		"touched":   func(goja.FunctionCall) goja.Value { return rt.ToValue(vm.Loaded("internal/process/stdio")) },
		"toStreams": func(goja.FunctionCall) goja.Value { return rt.ToValue(host.Stdout != nil) },
	})
}

// stream is the host's stream; nil discards.
func stream(host *node.Host, which int64) io.Writer {
	if which == useStderr {
		return host.Stderr
	}
	return host.Stdout
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

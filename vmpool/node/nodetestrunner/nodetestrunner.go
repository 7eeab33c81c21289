// Package nodetestrunner is the module test (node:test): suites, subtests, hooks and mocks, with TAP as output. A file is a program of
// its own, as under `node file`; there is no runner of many files.
package nodetestrunner

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal
var files embed.FS

// Modules returns test and its parts.
func Modules() []node.Module {
	return []node.Module{
		{Name: "test", Script: node.NewScript(files, "test.js")},
		{Name: "internal/test/runner", Script: node.NewScript(files, "internal/test/runner.js")},
		{Name: "internal/test/context", Script: node.NewScript(files, "internal/test/context.js")},
		{Name: "internal/test/tap", Script: node.NewScript(files, "internal/test/tap.js"), Bind: bindTap},
		{Name: "internal/test/mock", Script: node.NewScript(files, "internal/test/mock.js")},
	}
}

func bindTap(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		// userFrames(stack) is a stack trace with the positions of the user's files and without those of built-ins.
		"userFrames": func(call goja.FunctionCall) goja.Value {
			if vm.Frames == nil {
				return call.Argument(0)
			}
			return vm.Runtime.ToValue(vm.Frames(call.Argument(0).String()))
		},
	})
}

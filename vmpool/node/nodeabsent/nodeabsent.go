// Package nodeabsent has the modules of Node's that nothing here implements: they can be required, as much code does that never
// uses them, and are listed in module.builtinModules; their functions throw and say their names.
package nodeabsent

import (
	"embed"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed names.txt values.json absent.js
var files embed.FS

// Modules returns the absent modules but for those that taken says exist.
func Modules(taken func(name string) bool) []node.Module {
	text, err := files.ReadFile("names.txt")
	if err != nil {
		panic(err)
	}
	values, err := files.ReadFile("values.json")
	if err != nil {
		panic(err)
	}
	script := node.NewScript(files, "absent.js")
	var list []node.Module
	for line := range strings.Lines(string(text)) {
		name, functions, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || taken(name) {
			continue
		}
		list = append(list, node.Module{Name: name, Script: script, Bind: func(vm *node.VM) goja.Value {
			o := vm.Runtime.NewObject()
			for key, value := range map[string]string{"name": name, "functions": strings.TrimSpace(functions), "values": string(values)} {
				if err := o.Set(key, value); err != nil {
					panic(err)
				}
			}
			return o
		}})
	}
	return list
}

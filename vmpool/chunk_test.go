package vmpool_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja/ast"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// wrapped is a module in the form of a server bundle.
func wrapped(body string) []byte {
	return []byte("(function (exports, require, module, __filename, __dirname) {" + body + "\n});")
}

// TestChunks checks when chunks are compiled and evaluated, and what require gives for them.
func TestChunks(t *testing.T) {
	var compiled []string
	program, err := vmpool.Compile("server.js", wrapped(`
		const { shared } = require("shared");
		exports.first = () => require("page").value + shared;
		exports.again = () => require("page") === require("page") && Object.keys(require("page")).join() + require("page").__esModule;
		exports.bad = () => require("bad");
		exports.broken = () => require("broken");
		exports.none = () => require("none");
		exports.path = () => require("path").sep;
	`), vmpool.CompileOptions{
		Imports: []string{"shared"},
		Chunks: map[string]vmpool.Chunk{
			"shared": {Source: wrapped(`globalThis.count = (globalThis.count || 0) + 1; exports.shared = count;`)},
			"page":   {Source: wrapped(`const { shared } = require("shared"); exports.value = "page" + shared;`), Imports: []string{"deep"}},
			"deep":   {Source: wrapped(``)},
			"bad":    {Source: wrapped(`globalThis.bad = (globalThis.bad || 0) + 1; throw new Error("thrown " + bad);`)},
			"broken": {Source: []byte(`(function () { const = 1 })`)},
		},
		Rewrite: []func(*ast.Program) error{func(tree *ast.Program) error {
			compiled = append(compiled, tree.File.Name())
			return nil
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(compiled, " "); got != "shared server.js" {
		t.Errorf("Compile compiled %s", got)
	}
	pool, err := vmpool.New(vmpool.Config{Program: program, Fresh: true})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close(context.Background())
	calls := func(names ...string) (got []string) {
		err := pool.Do(t.Context(), func(vm *vmpool.VM) error {
			return vm.Run(t.Context(), func() error {
				for _, name := range names {
					call, _ := vm.Callable(vm.Exports().Get(name))
					v, err := call(nil)
					if err != nil {
						line, _, _ := strings.Cut(vm.Error(err).Error(), "\n")
						got = append(got, line)
						continue
					}
					got = append(got, v.String())
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for range 2 { // in the second VM from what the first one compiled
		if got, want := fmt.Sprint(calls("first", "again", "path")), "[page11 valuetrue /]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := strings.Join(compiled, " "); got != "shared server.js deep page" {
		t.Errorf("the VMs compiled %s", got)
	}
	got := calls("bad", "bad", "broken", "none")
	for i, want := range []string{"Error: thrown 1", "Error: thrown 1", "compiling broken", "Cannot find module 'none'"} {
		if !strings.Contains(got[i], want) {
			t.Errorf("got %q, want %q", got[i], want)
		}
	}
	if err := program.CompileChunks(t.Context()); err == nil || !strings.Contains(err.Error(), "compiling broken") {
		t.Errorf("CompileChunks gave %v", err)
	}
}

package nodetest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func sample(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{
		"twice": func(call goja.FunctionCall) goja.Value {
			return vm.Runtime.ToValue(2 * call.Argument(0).ToInteger())
		},
	})
}

func table() *node.Table {
	return node.NewTable([]node.Module{{Name: "sample", Bind: sample}, {Name: "internal/hidden", Bind: sample}})
}

func TestScripts(t *testing.T) { nodetest.Run(t, table(), "testdata") }

func TestBuiltins(t *testing.T) {
	var out strings.Builder
	err := nodetest.Exec(t, table(), node.Host{Stdout: &out}, "/x.js", `
		console.log(require('node:sample') === require('sample'), require('sample').twice(21));
		try { require('internal/hidden'); } catch (err) { console.log(err.code); }`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "true 42\nMODULE_NOT_FOUND\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestErrorsReachTheCaller(t *testing.T) {
	err := nodetest.Exec(t, table(), node.Host{}, "/x.js", `throw new TypeError('oops')`)
	var ex *goja.Exception
	if !errors.As(err, &ex) || !strings.Contains(ex.Error(), "oops") {
		t.Errorf("got %v, want the TypeError", err)
	}
	if err := nodetest.Exec(t, table(), node.Host{}, "/x.js", `Promise.reject(new Error('lost'))`); err == nil {
		t.Error("an unhandled rejection was lost")
	}
}

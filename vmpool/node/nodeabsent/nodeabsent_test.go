package nodeabsent_test

import (
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeabsent"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestAbsentModulesThrowTheirNames(t *testing.T) {
	var out strings.Builder
	err := nodetest.Exec(t, vmpool.Builtins(), node.Host{Stdout: &out}, "/x.js", `
		const { fork, ChildProcess } = require('node:child_process');
		class Mine extends ChildProcess {}
		for (const f of [() => fork('x'), () => new Mine()]) {
			try { f(); } catch (err) { console.log(err.code, err.message); }
		}`)
	if err != nil {
		t.Fatal(err)
	}
	want := "ERR_METHOD_NOT_IMPLEMENTED The child_process.fork method is not implemented\n" +
		"ERR_METHOD_NOT_IMPLEMENTED The child_process.ChildProcess method is not implemented\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestModulesThatExistAreLeftOut(t *testing.T) {
	for _, m := range nodeabsent.Modules(func(name string) bool { return name == "net" }) {
		if m.Name == "net" {
			t.Error("net is there although it is taken")
		}
	}
}

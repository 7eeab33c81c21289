package vmpool_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// TestPoolLoadsFiles checks that VMs of a pool load the same external package, each with a state of its own, and see its new text.
func TestPoolLoadsFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "counter.js")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("let n = 0; module.exports = () => 'old' + ++n;")
	prog, err := vmpool.Compile("server.js", []byte("(function (exports, require, module) { module.exports = () => require('./counter.js')(); })"), vmpool.CompileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	pool, err := vmpool.New(vmpool.Config{Program: prog, Fresh: true, Host: node.Host{Dir: dir, ReadRoots: []string{dir}}})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close(context.Background())
	count := func(times int) (got string) {
		t.Helper()
		err := pool.Do(context.Background(), func(vm *vmpool.VM) error {
			return vm.Run(context.Background(), func() error {
				call, _ := vm.Callable(vm.Exports())
				for range times {
					v, err := call(nil)
					if err != nil {
						return err
					}
					got = v.String()
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := count(2); got != "old2" {
		t.Errorf("the first VM gave %q", got)
	}
	if got := count(1); got != "old1" {
		t.Errorf("the second VM gave %q: it saw the first one's state", got)
	}
	write("module.exports = () => 'new';")
	if got := count(1); got != "new" {
		t.Errorf("a VM made after the file changed gave %q", got)
	}
}

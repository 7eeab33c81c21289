// Package nodefs is node:fs and fs/promises. Every access goes through the roots that the host allows (roots.go); below them os.Root
// makes sure that neither "..", nor symbolic links, nor a race between check and use leads out.
package nodefs

import (
	"context"
	"embed"
	"math/big"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js internal/*.js
var files embed.FS

// Modules returns fs and fs/promises.
func Modules() []node.Module {
	return []node.Module{
		{Name: "fs", Script: node.NewScript(files, "fs.js")},
		{Name: "fs/promises", Script: node.NewScript(files, "fs_promises.js")},
		{Name: "internal/fs/native", Bind: bind},
		{Name: "internal/fs/args", Script: node.NewScript(files, "internal/args.js")},
		{Name: "internal/fs/cp", Script: node.NewScript(files, "internal/cp.js")},
		{Name: "internal/fs/dir", Script: node.NewScript(files, "internal/dir.js")},
		{Name: "internal/fs/promises", Script: node.NewScript(files, "internal/promises.js")},
		{Name: "internal/fs/stats", Script: node.NewScript(files, "internal/stats.js")},
		{Name: "internal/fs/streams", Script: node.NewScript(files, "internal/streams.js")},
		{Name: "internal/fs/watch", Script: node.NewScript(files, "internal/watch.js")},
	}
}

// filesystem is the native side of one VM.
type filesystem struct {
	vm    *node.VM
	roots roots
	table table
	// closes is the context of the run whose end closes the open files.
	closes context.Context //nolint:containedctx // compared, not used
}

func bind(vm *node.VM) goja.Value {
	f := &filesystem{vm: vm, table: table{open: map[int]*openFile{}}}
	f.roots.follow(vm.Host)
	o := vm.Runtime.NewObject()
	if err := o.Set("watch", f.watch); err != nil {
		vm.Rethrow(err)
	}
	for name, prepare := range f.operations() {
		if err := o.Set(name, f.operation(prepare)); err != nil {
			vm.Rethrow(err)
		}
	}
	return o
}

// work does an operation, on any goroutine, and gives a function that makes its result on the loop; nil is undefined.
type work func() (settle func() goja.Value, err error)

// operation makes a native function: it reads its arguments on the loop and does the work at once, or, when the last argument is a
// function, off the loop, calling that back with (error, result).
func (f *filesystem) operation(prepare func(arguments) work) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		args := arguments{f.vm, call.Arguments}
		var callback goja.Callable
		if n := len(call.Arguments); n > 0 {
			if cb, ok := goja.AssertFunction(call.Arguments[n-1]); ok {
				callback, args.list = cb, call.Arguments[:n-1]
			}
		}
		f.roots.enter(f.vm.Host.Dir)
		do := prepare(args)
		if callback == nil {
			settle, err := do()
			if err != nil {
				panic(f.error(err))
			}
			return result(settle)
		}
		type outcome struct {
			settle func() goja.Value
			err    error
		}
		node.Callback(f.vm, callback, func() outcome {
			settle, err := do()
			return outcome{settle, err}
		}, func(o outcome) []goja.Value {
			if o.err != nil {
				return []goja.Value{f.error(o.err)}
			}
			if o.settle == nil {
				return []goja.Value{goja.Null()}
			}
			return []goja.Value{goja.Null(), result(o.settle)}
		})
		return goja.Undefined()
	}
}

func result(settle func() goja.Value) goja.Value {
	if settle == nil {
		return goja.Undefined()
	}
	return settle()
}

// arguments are those of one call; what is missing is undefined, zero or empty.
type arguments struct {
	vm   *node.VM
	list []goja.Value
}

func (a arguments) value(i int) goja.Value {
	if i < len(a.list) {
		return a.list[i]
	}
	return goja.Undefined()
}

func (a arguments) text(i int) string   { return a.value(i).String() }
func (a arguments) number(i int) int    { return int(a.value(i).ToInteger()) }
func (a arguments) float(i int) float64 { return a.value(i).ToFloat() }
func (a arguments) flag(i int) bool     { return a.value(i).ToBoolean() }
func (a arguments) isString(i int) bool { _, ok := a.value(i).(goja.String); return ok }
func (a arguments) missing(i int) bool  { return goja.IsUndefined(a.value(i)) }

// position is a number or a BigInt.
func (a arguments) position(i int) int64 {
	if big, ok := a.value(i).Export().(*big.Int); ok {
		return big.Int64()
	}
	return a.value(i).ToInteger()
}

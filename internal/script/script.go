// Package script runs a program file as `node FILE` would: on a VM of its own, with the process's streams, files and environment.
package script

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodemodule"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
)

// Options say what to run and what it may use.
type Options struct {
	// File is the program, absolute or relative to Dir. As under Node it may lack its extension or be a folder.
	File string
	// Args follow the file in process.argv.
	Args []string
	// ExecPath is process.execPath and process.argv[0]; empty means "node".
	ExecPath string
	// Host is what the program is given: environment, folder, streams, permissions. Argv and Transform are set by Run.
	Host node.Host
	// Signals, when set, delivers what the process receives. One that the program listens for becomes an event; any other ends it.
	Signals <-chan Signal
}

// Signal is a signal of the operating system.
type Signal struct {
	Name   string // "SIGINT"
	Number int
}

// Exit codes besides those of the program itself.
const (
	exitInterrupted = 130 // as a shell reports SIGINT
)

// depth is how many calls may be nested. goja's stack grows on the heap, so that recursion which Node survives does here, too.
const depth = 10_000

// Run runs a program until nothing is left to do and returns its exit code. What the program did not catch is printed to Host.Stderr
// in Node's format. When ctx ends, the program is stopped.
func Run(ctx context.Context, o Options) int {
	host := o.Host
	if o.ExecPath == "" {
		o.ExecPath = "node"
	}
	file := o.File
	if !filepath.IsAbs(file) {
		file = filepath.Join(host.Dir, file)
	}
	host.Argv = append([]string{o.ExecPath, file}, o.Args...)
	host.Transform = Transform
	if host.Stderr == nil {
		host.Stderr = io.Discard
	}
	// Every program needs these; they are compiled while the VM is made.
	go vmpool.Builtins().Precompile("process", "internal/modules/cjs", "internal/modules/main", "console", // ends by itself
		"internal/console/constructor", "internal/console/methods")
	go vmpool.Builtins().Precompile("internal/errors", "internal/util", "events", "internal/validators", // ends by itself
		"internal/process/uncaught", "internal/util/inspect", "internal/util/inspect/names", "internal/util/inspect/format")
	vm, err := vmpool.NewVM(vmpool.VMConfig{
		Host:   host,
		Limits: vmpool.Limits{Timeout: -1, Busy: -1, Depth: depth, Timers: -1, Heap: -1, Alloc: -1},
	})
	if err != nil {
		fmt.Fprintf(host.Stderr, "ssr: %v\n", err)
		return nodeprocess.ExitUncaught
	}
	p := &program{vm: vm, stderr: host.Stderr, file: file}
	return p.run(ctx, o.Signals)
}

// program is one run of a file.
type program struct {
	vm      *vmpool.VM
	process *nodeprocess.Process
	stderr  io.Writer
	file    string
}

func (p *program) run(ctx context.Context, signals <-chan Signal) int {
	view := p.vm.Node()
	done := func() bool { return false }
	err := p.vm.Run(ctx, func() error {
		p.process = nodeprocess.Of(view)
		p.process.Supervise()
		if signals != nil {
			p.listen(signals)
		}
		d, err := nodemodule.RunMain(view, p.file)
		if d != nil {
			done = d
		}
		return err
	})
	if code, over := p.end(ctx, err); over {
		return code
	}
	err = p.vm.Run(ctx, func() error { return p.process.End(!done()) })
	code, _ := p.end(ctx, err)
	return code
}

// end looks at the outcome of a run; over says that the program has ended with code.
func (p *program) end(ctx context.Context, err error) (code int, over bool) {
	var exit *node.ExitError
	switch {
	case err == nil:
		return 0, false
	case errors.As(err, &exit):
		return exit.Code & 0xff, true
	case ctx.Err() != nil:
		return exitInterrupted, true
	}
	if p.process != nil {
		if fatal := p.process.Fatal(); fatal != nil {
			p.print(ctx, fatal)
			if fatal.Code != nodeprocess.ExitUncaught {
				return fatal.Code, true
			}
			return p.process.ExitCode(fatal.Code) & 0xff, true
		}
	}
	var js *vmpool.Error
	switch {
	case errors.Is(err, vmpool.ErrDepth) && errors.As(err, &js):
		// Node's is an exception; here the depth ends the program.
		frames := strings.SplitN(strings.TrimPrefix(js.Stack, "\n"), "\n", 11)
		fmt.Fprintf(p.stderr, "RangeError: Maximum call stack size exceeded\n%s\n\nNode.js %s\n",
			strings.Join(frames[:min(len(frames), 10)], "\n"), nodeprocess.Version)
	case errors.As(err, &js):
		fmt.Fprintf(p.stderr, "%s\n\nNode.js %s\n", js.Stack, nodeprocess.Version)
	default:
		fmt.Fprintf(p.stderr, "ssr: %v\n", err)
	}
	return nodeprocess.ExitUncaught, true
}

// listen makes signals events of the process; one that nobody listens for ends the program at once, with the code that a shell
// gives to processes that die of it.
func (p *program) listen(signals <-chan Signal) {
	loop := p.vm.Loop()
	pending := loop.Begin()
	pending.SetRef(false)
	ctx := loop.Context()
	loop.Work(func() { // ends with the run
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-signals:
				if p.process.Listens(s.Name) {
					pending.Post(func() error { return p.process.EmitSignal(s.Name, s.Number) })
				} else {
					loop.Interrupt(&node.ExitError{Code: 128 + s.Number})
				}
			}
		}
	})
}

package nodeprocess

import (
	"errors"
	"io"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/term"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bindStdio is the Go side of the standard streams: synchronous writes, and reads that do not keep a run from ending.
func bindStdio(vm *node.VM) goja.Value {
	s := &stdin{vm: vm}
	return vm.Object(map[string]node.Func{
		"write": write(vm),
		"isTTY": func(call goja.FunctionCall) goja.Value {
			return vm.Runtime.ToValue(isTTY(vm, call.Argument(0).ToInteger()))
		},
		"size":    size(vm),
		"read":    s.read,
		"setRef":  s.setRef,
		"hasRead": func(goja.FunctionCall) goja.Value { return vm.Runtime.ToValue(s.pending != nil) },
	})
}

func stream(vm *node.VM, fd int64) any {
	switch fd {
	case 0:
		return vm.Host.Stdin
	case 1:
		return vm.Host.Stdout
	case 2:
		return vm.Host.Stderr
	}
	return nil
}

// descriptor returns the operating system's descriptor of a standard stream.
func descriptor(vm *node.VM, fd int64) (int, bool) {
	if f, ok := stream(vm, fd).(interface{ Fd() uintptr }); ok {
		return int(f.Fd()), true
	}
	return 0, false
}

func isTTY(vm *node.VM, fd int64) bool {
	d, ok := descriptor(vm, fd)
	return ok && term.IsTerminal(d)
}

// size returns [columns, rows] of a terminal, or undefined.
func size(vm *node.VM) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		if d, ok := descriptor(vm, call.Argument(0).ToInteger()); ok {
			if width, height, err := term.GetSize(d); err == nil {
				return vm.Runtime.NewArray(width, height)
			}
		}
		return goja.Undefined()
	}
}

// write(fd, data) writes a string or bytes; it returns undefined or the name of an error. Where the host has no such
// stream the data is dropped.
func write(vm *node.VM) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		w, ok := stream(vm, call.Argument(0).ToInteger()).(io.Writer)
		if !ok || w == nil {
			return goja.Undefined()
		}
		var data []byte
		switch v := call.Argument(1).Export().(type) {
		case []byte:
			data = v
		case goja.ArrayBuffer:
			data = v.Bytes()
		default:
			data = []byte(call.Argument(1).String())
		}
		if _, err := w.Write(data); err != nil {
			return vm.Runtime.ToValue(errorName(err))
		}
		return goja.Undefined()
	}
}

func errorName(err error) string {
	switch {
	case errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return "EPIPE"
	case errors.Is(err, syscall.ENOSPC):
		return "ENOSPC"
	case errors.Is(err, syscall.EBADF):
		return "EBADF"
	}
	return "EIO"
}

// stdin reads the host's standard input, one chunk at a time.
type stdin struct {
	vm      *node.VM
	pending *eventloop.Pending
	unref   bool
}

// chunkSize is what Node reads from a pipe at once.
const chunkSize = 64 << 10

// read(callback) calls callback(error name or null, ArrayBuffer or null at the end). The goroutine ends with the read: a read from a terminal
// can't be cancelled, so it is not waited for, and what it brings after the run is dropped.
func (s *stdin) read(call goja.FunctionCall) goja.Value {
	vm := s.vm
	callback, ok := goja.AssertFunction(call.Argument(0))
	if !ok || s.pending != nil {
		return goja.Undefined()
	}
	s.pending = vm.Loop.Begin()
	s.pending.SetRef(!s.unref)
	pending, in := s.pending, vm.Host.Stdin
	finish := func(data []byte, err error) {
		pending.Done(func() error {
			s.pending = nil
			name, chunk := goja.Null(), goja.Null()
			switch {
			case len(data) > 0:
				chunk = vm.Runtime.ToValue(vm.Runtime.NewArrayBuffer(data))
			case err != nil && !errors.Is(err, io.EOF):
				name = vm.Runtime.ToValue(errorName(err))
			}
			_, err := callback(goja.Undefined(), name, chunk)
			return err
		})
	}
	if in == nil {
		finish(nil, io.EOF)
		return goja.Undefined()
	}
	go func() { // ends with the read
		buffer := make([]byte, chunkSize)
		for {
			n, err := in.Read(buffer)
			if n > 0 || err != nil {
				finish(buffer[:n:n], err)
				return
			}
		}
	}()
	return goja.Undefined()
}

// setRef(ref) says whether waiting for input keeps the loop alive.
func (s *stdin) setRef(call goja.FunctionCall) goja.Value {
	s.unref = !call.Argument(0).ToBoolean()
	if s.pending != nil {
		s.pending.SetRef(!s.unref)
	}
	return goja.Undefined()
}

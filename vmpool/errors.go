package vmpool

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

// Error is an error that JavaScript threw and nobody caught, or the end of a run by a limit.
type Error struct {
	// Name is the error object's name, such as "TypeError"; empty when something else was thrown.
	Name string
	// Message is the error object's message, or the thrown value as text.
	Message string
	// Stack is the whole stack trace in V8's form with source-mapped positions; it begins with the name and the message.
	Stack string
	// Frames are the stack trace's frames, innermost first.
	Frames []Frame
	// Code is the error object's `code` ("ENOENT", "ERR_…"), empty when it has none.
	Code string

	cause error
}

// Error says name and message.
func (e *Error) Error() string {
	if e.Name == "" || strings.HasPrefix(e.Message, e.Name) {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// Unwrap is the Go error behind it, if any: a limit, the cause of a context's end, or the error that a native function returned.
func (e *Error) Unwrap() error { return e.cause }

// Error turns an error that came out of JavaScript into an *Error; others are returned as they are.
func (vm *VM) Error(err error) error {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		e := vm.ErrorOf(ex.Value())
		if len(e.Frames) == 0 {
			_, e.Frames = vm.SplitStack(ex.String())
			e.Stack = vm.MapStack(ex.String())
		}
		if e.cause == nil {
			e.cause = errors.Unwrap(ex)
		}
		return e
	}
	var rejection *eventloop.UnhandledRejection
	if errors.As(err, &rejection) {
		return vm.ErrorOf(rejection.Reason)
	}
	return err
}

// ErrorOf describes a thrown value. It runs the value's own getters, so it must be called where JavaScript may run; what they
// throw is ignored.
func (vm *VM) ErrorOf(v goja.Value) *Error {
	e := &Error{}
	obj, ok := v.(*goja.Object)
	if !ok {
		e.Message = text(v)
		e.Stack = "Uncaught " + e.Message
		return e
	}
	_ = vm.rt.Try(func() {
		vm.Reword(v)
		if c := obj.Get("code"); c != nil && !goja.IsUndefined(c) {
			e.Code = text(c)
		}
		stack := obj.Get("stack")
		name, message := obj.Get("name"), obj.Get("message")
		if message == nil && stack == nil {
			e.Message = text(v)
			e.Stack = e.Message
			return
		}
		if name != nil {
			e.Name = text(name)
		}
		if message != nil {
			e.Message = text(message)
		}
		if stack != nil && !goja.IsUndefined(stack) {
			_, e.Frames = vm.SplitStack(text(stack))
			e.Stack = vm.MapStack(text(stack))
		}
		if goErr, ok := obj.Export().(error); ok {
			e.cause = goErr
		} else if inner := obj.Get("value"); inner != nil {
			e.cause, _ = inner.Export().(error)
		}
	})
	if e.Stack == "" {
		e.Stack = e.Error()
	}
	return e
}

func text(v goja.Value) string {
	if v == nil {
		return "undefined"
	}
	return v.String()
}

func firstLines(s string, n int) string {
	for i := range s {
		if s[i] == '\n' {
			if n--; n == 0 {
				return s[:i]
			}
		}
	}
	return s
}

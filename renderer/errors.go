package renderer

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// Error is a page that failed, in whole or in part.
type Error struct {
	// Status is the HTTP status of the answer when the error made it an error page.
	Status int
	// Message is what the visitor may see: in production never a message of the app's code.
	Message string
	// Digest identifies the error in the page that was sent and in the log; the thrown object's own `digest` when it has one.
	Digest string
	// Stack is the source-mapped stack trace for the log; it begins with name and message.
	Stack string
	// ComponentStack are the React components around the failure, innermost first; empty when it was not in a component.
	ComponentStack string
	// Phase says what was being done: "action", "loader", "shell", "boundary" (a part below Suspense, left to the client), "data" (a
	// deferred value), "stream" (React could not go on), "run" (what nobody caught, and limits), "go" (RenderError).
	Phase string
	// Started says that the answer had begun. When the error ended the rendering, the answer is incomplete and the connection
	// should be cut, so that the client notices.
	Started bool

	cause error
}

// Error says what happened, for the log.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Message
	}
	return e.cause.Error()
}

// Unwrap is what happened: a *vmpool.Error, ctx's cause, an error of the sink or of the pool.
func (e *Error) Unwrap() error { return e.cause }

// describe makes an Error of what went wrong; Phase is the caller's to set.
func (r *Renderer) describe(err error) *Error {
	e := &Error{Status: statusOf(err), cause: err}
	e.Message = http.StatusText(e.Status)
	e.Stack = err.Error()
	var js *vmpool.Error
	var panicked *vmpool.PanicError
	switch {
	case errors.As(err, &js):
		e.Stack = appStack(js.Stack)
	case errors.As(err, &panicked):
		e.Stack = fmt.Sprintf("%v\n%s", err, panicked.Stack)
	}
	if r.cfg.Development {
		e.Message = err.Error()
	}
	e.Digest = digest(e.Stack)
	return e
}

// statusOf is the status of the answer for an error that left no page.
func statusOf(err error) int {
	switch {
	case errors.Is(err, vmpool.ErrBusy), errors.Is(err, vmpool.ErrClosed):
		return http.StatusServiceUnavailable
	case errors.Is(err, vmpool.ErrTimeout):
		return http.StatusGatewayTimeout
	}
	return http.StatusInternalServerError
}

// digest is the same for the same error at the same place.
func digest(stack string) string {
	h := fnv.New32a()
	h.Write([]byte(stack))
	return fmt.Sprintf("%08x", h.Sum32())
}

// componentStack maps React's component stack to the sources. Its lines are not all in one form: React takes that of places from the
// engine, and components without one (host elements) stand alone.
func componentStack(vm *vmpool.VM, stack string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(stack, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if _, frames := vm.SplitStack(line); len(frames) == 1 && frames[0].Line > 0 {
			line = "at " + frames[0].String()
		} else if !strings.HasPrefix(line, "at ") {
			line = "at " + line
		}
		if !ours(line) {
			b.WriteString("\n    " + line)
		}
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// ours reports whether a line of a stack trace lies in the JavaScript runtime, which is of no interest to the app.
func ours(line string) bool { return strings.Contains(line, "virtual:ssr:") }

// appStack is the stack trace without the runtime's lines.
func appStack(stack string) string {
	if !strings.Contains(stack, "virtual:ssr:") {
		return stack
	}
	return strings.Join(slices.DeleteFunc(strings.Split(stack, "\n"), ours), "\n")
}

// tell gives errors to the log and to Config.OnError.
func (r *Renderer) tell(ctx context.Context, req *Request, view *View, list []*Error) {
	for _, e := range list {
		attrs := []any{"phase", e.Phase, "view", view.ID, "url", req.URL, "digest", e.Digest, "stack", e.Stack}
		if e.ComponentStack != "" {
			attrs = append(attrs, "components", e.ComponentStack)
		}
		r.log.ErrorContext(ctx, e.Error(), attrs...)
		if r.cfg.OnError != nil {
			r.cfg.OnError(ctx, req, e)
		}
	}
}

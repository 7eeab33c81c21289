package renderer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
)

// outcome is how an attempt to render a view ended.
type outcome int

const (
	unfinished outcome = iota
	complete           // the whole answer was written
	nothing            // the page has nothing to show: not found
	failed             // session.failure says why
	gone               // nobody waits for the answer any more
)

// session is one attempt to render one view, in one run of a VM. It belongs to the goroutine of the run.
type session struct {
	r       *Renderer
	vm      *vmpool.VM
	b       *binding
	req     *Request
	view    *View
	status  int
	caused  *Error // what an error view reports
	out     *pipe
	pending *eventloop.Pending

	outcome outcome
	failure *Error
	errors  []*Error
	known   map[*goja.Object]*Error // errors that were reported, by the thrown object

	began    time.Time // the run
	loaded   time.Time // loaders were done
	wrap     bool      // the tree stands in the default document
	rejected bool      // it needs to
	probe    bool      // the first chunk is to be looked at
	started  bool      // the pipe was given the head of the answer
	shellOut bool      // the shell was written
	ended    bool      // React has written all
	chunk    *[]byte   // what was written since the last hand-over
	tail     bool      // the document's end was taken off, to be written last
	data     []byte    // the page's data for the client; nil without hydration
	open     map[int]bool
	lastID   int
	late     []byte // scripts of deferred values that came before the shell
}

// run renders the view. The error is that of the run: what the session does not know about. The outcome says how it ended.
func (s *session) run(ctx context.Context) error {
	b, err := bindingOf(s.vm)
	if err != nil {
		return err
	}
	s.b, b.session = b, s
	defer func() {
		b.session = nil
		if s.chunk != nil {
			freeChunk(s.chunk)
			s.chunk = nil
		}
	}()
	s.began = time.Now()
	s.known = map[*goja.Object]*Error{}
	s.open = map[int]bool{}

	// The run does not end with ctx at once: what is told politely leaves a VM that can be used again.
	runCtx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	err = s.vm.Run(runCtx, func() error {
		loop := s.vm.Loop()
		s.pending = loop.Begin()
		s.pending.SetRef(false)
		stopGone := context.AfterFunc(ctx, func() {
			s.pending.Post(func() error { s.leave(context.Cause(ctx)); return nil })
			insist := time.AfterFunc(gracePeriod, func() { cancel(context.Cause(ctx)) })
			context.AfterFunc(runCtx, func() { insist.Stop() })
		})
		context.AfterFunc(runCtx, func() { stopGone() })
		if s.r.cfg.Timeout > 0 {
			loop.SetTimer(float64(s.r.cfg.Timeout.Milliseconds()), false, func() error {
				return s.abort(fmt.Errorf("the page took longer than %v: %w", s.r.cfg.Timeout, vmpool.ErrTimeout))
			}).SetRef(false)
		}
		_, err := b.render(goja.Undefined(), s.job(), b.host)
		return err
	})
	if ctx.Err() != nil && s.outcome == unfinished {
		s.outcome = gone
		return nil
	}
	switch {
	case err == nil && s.outcome == unfinished:
		err = errors.New("nothing is left to do and the page is not complete: something waits for what never happens")
	case err == nil:
		return nil
	}
	return s.rescue(ctx, err)
}

// gracePeriod is how long JavaScript may go on without looking at the event loop when nobody waits for the answer any more.
const gracePeriod = 500 * time.Millisecond

// rescue completes a page whose run failed after the shell was sent, so that the client gets what is missing: an exception that no one
// caught should not cost more than one at its place. Not after an interruption, which may have left React halfway.
func (s *session) rescue(ctx context.Context, err error) error {
	if s.outcome == complete {
		return err
	}
	if !s.shellOut || interrupted(err) {
		return err
	}
	s.note("run", s.r.describe(err))
	ctx, cancel := context.WithTimeout(ctx, gracePeriod)
	defer cancel()
	again := s.vm.Run(ctx, func() error {
		s.pending = s.vm.Loop().Begin()
		s.pending.SetRef(false)
		return s.abort(err)
	})
	if s.outcome == complete && again == nil {
		return nil
	}
	return err
}

// interrupted reports whether JavaScript was stopped where it was.
func interrupted(err error) bool {
	for _, limit := range []error{vmpool.ErrTimeout, vmpool.ErrStuck, vmpool.ErrDepth, vmpool.ErrMemory, vmpool.ErrClosed, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, limit) {
			return true
		}
	}
	return false
}

// finish ends the run with its outcome; what the page started ends with it.
func (s *session) finish(o outcome) {
	if s.outcome == unfinished {
		s.outcome = o
	}
	s.vm.Loop().Finish(nil)
}

// leave ends the run because nobody waits for the answer.
func (s *session) leave(cause error) {
	s.callAbort(cause, true)
	s.finish(gone)
}

// abort ends what is under way: before the shell the page has failed, after it the missing parts are left to the client.
func (s *session) abort(cause error) error {
	s.callAbort(cause, false)
	if s.outcome != unfinished {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(s.open)) {
		s.settle(id, nil, s.describe(s.reason(cause)))
	}
	s.completeWhenDone()
	return nil
}

// reason is what a signal is aborted with, and what React reports for the parts that are given up.
func (s *session) reason(cause error) goja.Value {
	name := "AbortError"
	if errors.Is(cause, vmpool.ErrTimeout) {
		name = "TimeoutError"
	}
	reason := s.vm.Runtime().NewGoError(cause)
	if err := reason.DefineDataProperty("name", s.vm.Runtime().ToValue(name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return reason
}

func (s *session) callAbort(cause error, final bool) {
	rt := s.vm.Runtime()
	if abort, ok := goja.AssertFunction(s.b.host.Get("abort")); ok {
		if _, err := abort(s.b.host, s.reason(cause), rt.ToValue(final)); err != nil {
			s.note("run", s.r.describe(s.vm.Error(err)))
		}
	}
}

// answer ends the request without a page.
func (s *session) answer(status int, header http.Header) {
	if s.started || s.outcome != unfinished {
		return
	}
	s.started = true
	if status >= 400 {
		s.r.lastResort(s.req, attempt{status: status}, header, s.out)
	} else {
		s.out.put(piece{head: &head{status, header}})
	}
	s.finish(complete)
}

// fail ends the attempt with an error of the page.
func (s *session) fail(phase string, v goja.Value) {
	if s.outcome != unfinished {
		return
	}
	e := s.report(v, phase)
	e.Phase = phase
	s.failure = e
	s.finish(failed)
}

// report notes a thrown value once and returns what is known of it.
func (s *session) report(v goja.Value, phase string) *Error {
	o, isObject := v.(*goja.Object)
	if isObject && s.known[o] != nil {
		return s.known[o]
	}
	e := s.describe(v)
	if isObject {
		s.known[o] = e
	}
	s.note(phase, e)
	return e
}

func (s *session) note(phase string, e *Error) {
	e.Phase = phase
	e.Started = s.started
	s.errors = append(s.errors, e)
}

// describe makes an Error of a thrown value; Phase is the caller's to set.
func (s *session) describe(v goja.Value) *Error {
	e := s.r.describe(s.vm.ErrorOf(v))
	if o, ok := v.(*goja.Object); ok {
		_ = s.vm.Runtime().Try(func() {
			if d, ok := o.Get("digest").(goja.String); ok {
				e.Digest = d.String()
			}
		})
	}
	return e
}

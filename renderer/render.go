package renderer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// New checks cfg and returns a Renderer. An error names the wrong field.
func New(cfg Config) (*Renderer, error) {
	if cfg.Pool == nil {
		return nil, errors.New("renderer: Config.Pool is nil")
	}
	if err := cfg.App.check(); err != nil {
		return nil, err
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 8 * time.Second
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Renderer{cfg: cfg, views: map[string]*View{}, log: cfg.Logger}
	for _, v := range cfg.App.Views() {
		r.views[v.ID] = &v
	}
	return r, nil
}

// Render renders the view of req and writes the answer to sink. When the page fails before its shell is ready, the answer is the
// nearest error page, and a loader without anything to show gives the nearest not-found page; when those fail too, an
// ErrorPage. So unless ctx has ended, sink always gets an answer.
//
// The error is nil when the answer is complete, whatever its status: the errors of the app's code go to Config. Otherwise it
// is an *Error whose Started tells whether the answer had begun, with the reason in its chain: ctx's cause, the sink's
// error, a limit of the pool.
func (r *Renderer) Render(ctx context.Context, req *Request, sink Sink) error {
	view := r.views[req.View]
	if view == nil {
		return r.describe(fmt.Errorf("renderer: there is no view %q", req.View))
	}
	status := req.Status
	switch {
	case status != 0:
	case view.Kind == ViewNotFound:
		status = http.StatusNotFound
	default:
		status = http.StatusOK
	}
	return r.answer(ctx, req, attempt{view: view, status: status}, sink)
}

// RenderError answers with the error page of the view of req, as Render does when the page fails: for what fails in Go on the
// way to it, such as a loader in Go. status is the answer's; cause goes to Config and, in development, to the page.
func (r *Renderer) RenderError(ctx context.Context, req *Request, status int, cause error, sink Sink) error {
	e := r.describe(cause)
	e.Phase = "go"
	e.Status = status
	if !r.cfg.Development {
		e.Message = http.StatusText(status)
	}
	view := r.views[req.View]
	if view == nil {
		view = &View{ID: req.View}
	}
	r.tell(ctx, req, view, []*Error{e})
	return r.answer(ctx, req, attempt{view: r.views[view.Error], status: status, caused: e}, sink)
}

const contentType = "text/html; charset=utf-8"

// attempt is what to try next: a view, or without one the page of last resort for status and caused.
type attempt struct {
	view   *View
	status int
	caused *Error
}

// answer runs the attempts in a goroutine and hands what they write to sink, on the caller's.
func (r *Renderer) answer(ctx context.Context, req *Request, first attempt, sink Sink) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	out := newPipe()
	go func() { // ends with its run, which ends with ctx; copyTo waits for it
		out.close(r.attempts(ctx, req, first, out))
	}()
	started, err := out.copyTo(sink, func(err error) { cancel(&sinkError{err}) })
	if err == nil {
		return nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = r.describe(err)
	}
	e.Started = started
	return e
}

// sinkError is the end of a request whose answer can't be written.
type sinkError struct{ err error }

func (e *sinkError) Error() string { return "writing the answer: " + e.err.Error() }
func (e *sinkError) Unwrap() error { return e.err }

// attempts tries first and then what its failure calls for, until something was answered. Every error that it meets is told.
func (r *Renderer) attempts(ctx context.Context, req *Request, next attempt, out *pipe) error {
	for next.view != nil {
		var answered bool
		err := r.cfg.Pool.Do(ctx, func(vm *vmpool.VM) error {
			for next.view != nil {
				s := &session{r: r, vm: vm, req: req, view: next.view, status: next.status, caused: next.caused, out: out}
				err := s.run(ctx)
				failure := s.failure
				if err != nil {
					failure = r.describe(err)
					s.note("run", failure)
				}
				r.tell(ctx, req, s.view, s.errors)
				switch {
				case s.outcome == gone:
					return context.Cause(ctx)
				case err != nil && s.started, failure != nil && s.started:
					return failure // half an answer
				case err == nil && s.outcome == complete:
					answered = true
					return nil
				}
				next = r.after(next, s.outcome, failure)
				if err != nil {
					return nil // not on this VM
				}
			}
			return nil
		})
		switch {
		case answered:
			return nil
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err == nil:
			continue
		}
		var e *Error
		if errors.As(err, &e) && e.Started {
			return e
		}
		// No VM, or one whose bundle can't be evaluated: nothing that runs on one can answer.
		e = r.describe(err)
		e.Phase = "run"
		r.tell(ctx, req, next.view, []*Error{e})
		next = attempt{status: e.Status, caused: e}
	}
	r.lastResort(req, next, http.Header{}, out)
	return nil
}

// after chooses what to try when an attempt gave no answer.
func (r *Renderer) after(a attempt, o outcome, failure *Error) attempt {
	if o == nothing && failure == nil {
		return attempt{view: r.views[a.view.NotFound], status: http.StatusNotFound}
	}
	next := attempt{status: failure.Status, caused: failure}
	switch {
	case a.view.Kind == ViewError: // the error page itself failed: what it was to report is what matters
		next.status, next.caused = a.status, a.caused
	default:
		next.view = r.views[a.view.Error]
	}
	return next
}

// lastResort writes an ErrorPage.
func (r *Renderer) lastResort(req *Request, a attempt, header http.Header, out *pipe) {
	page := ErrorPage{Status: a.status, Nonce: req.Nonce}
	header.Set("Content-Type", contentType)
	if a.caused != nil {
		page.Message, page.Digest = a.caused.Message, a.caused.Digest
		if r.cfg.Development {
			page.Stack = a.caused.Stack
		}
		if a.status == http.StatusServiceUnavailable {
			header.Set("Retry-After", "1")
		}
	}
	out.put(piece{head: &head{a.status, header}})
	c := newChunk()
	*c = append(*c, page.HTML()...)
	out.put(piece{text: c})
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

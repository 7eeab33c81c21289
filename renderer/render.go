package renderer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

type documents struct {
	mu   sync.Mutex
	none map[string]bool
}

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
// nearest error page, and a loader without anything to show gives the nearest not-found page; when those fail too, a page made
// in Go. So unless ctx has ended or the pool refused (vmpool.ErrBusy, vmpool.ErrClosed), sink always gets an answer.
//
// The error is nil when the answer is complete, whatever its status; the errors of the app's code go to Config. Otherwise it
// is an *Error whose Started tells whether the answer had begun, with the reason in its chain: ctx's cause, the sink's
// error, ErrBusy.
func (r *Renderer) Render(ctx context.Context, req *Request, sink Sink) error {
	if r.views[req.View] == nil {
		return &Error{Status: 500, Message: "Internal Server Error", cause: fmt.Errorf("renderer: there is no view %q", req.View)}
	}
	return errors.New("renderer: Render is not there yet")
}

// RenderError answers with the error page of the view of req, as Render does when the page fails: for what fails in Go on the
// way to it, such as a loader in Go. status is the answer's; cause goes to Config and, in development, to the page.
func (r *Renderer) RenderError(ctx context.Context, req *Request, status int, cause error, sink Sink) error {
	return errors.New("renderer: RenderError is not there yet")
}

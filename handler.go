package ssr

import (
	"context"
	_ "embed"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/seed-9eb1e60f/ssr/internal/httpd"
)

// ServeHTTP answers a request: a file of the build or of public/, or a page.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.handler.ServeHTTP(w, r) }

var (
	// errRequest is the error of a request that no page can make sense of.
	errRequest = errors.New("malformed request")
	// errCrossOrigin is the error of a form that another site's page sent.
	errCrossOrigin = errors.New("the request comes from a page of another site")
)

// crossOrigin refuses requests that change something and that another site's page made the browser send.
var crossOrigin = http.NewCrossOriginProtection()

// page answers requests that are not for files.
func (a *App) page(w http.ResponseWriter, r *http.Request) error {
	if strings.HasPrefix(r.URL.Path, assetsPath) {
		return ErrNoRoute // a page would only hide that a file is missing
	}
	s, err := a.acquire()
	if err != nil {
		return err
	}
	defer s.release()
	a.requests.Add(1)
	address, err := a.address(r)
	if err != nil {
		return err
	}
	req := &Request{Method: r.Method, URL: address, Header: r.Header, HTTP: r}
	if r.Method == http.MethodPost {
		if err := crossOrigin.Check(r); err != nil {
			return errCrossOrigin
		}
		if req.Body, err = io.ReadAll(r.Body); err != nil {
			return err
		}
	}
	ctx, cancel := s.bind(r.Context())
	defer cancel()
	sink := &responseSink{w: w, control: http.NewResponseController(w)}
	more := extras{loaded: func(took time.Duration) { sink.data = took }}
	if a.cfg.Nonce != nil {
		more.nonce = a.cfg.Nonce(r)
	}
	if a.cfg.Buffered != nil {
		more.buffered = a.cfg.Buffered(r)
	}
	err = a.answer(ctx, s, req, more, sink)
	s.compileRest() // the first page doesn't wait for the others
	if sink.status >= 500 {
		a.failures.Add(1)
	}
	return err
}

// bind returns a context that also ends when the build's requests are to end.
func (s *site) bind(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	stop := context.AfterFunc(s.ended, func() { cancel(context.Cause(s.ended)) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// address is the absolute URL of a request.
func (a *App) address(r *http.Request) (*url.URL, error) {
	u := *r.URL
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if a.cfg.Origin != "" {
		u.Scheme, u.Host, _ = strings.Cut(a.cfg.Origin, "://")
		return &u, nil
	}
	u.Scheme, u.Host = "http", r.Host
	if r.TLS != nil {
		u.Scheme = "https"
	}
	if u.Host == "" {
		u.Host = "localhost" // HTTP/1.0
	}
	if strings.ContainsAny(u.Host, " /\\?#@<>\"'^`{}|%") {
		return nil, errRequest
	}
	return &u, nil
}

// responseSink is a renderer.Sink that writes a response.
type responseSink struct {
	w       http.ResponseWriter
	control *http.ResponseController
	status  int
	data    time.Duration // how long the loader in Go took
}

func (s *responseSink) Start(status int, header http.Header) error {
	h := s.w.Header()
	for name, values := range header {
		h[name] = values
	}
	if s.data > 0 {
		h.Add("Server-Timing", "data;dur="+strconv.FormatFloat(float64(s.data.Microseconds())/1000, 'f', -1, 64))
	}
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache") // a page may be one visitor's own
	}
	s.status = status
	s.w.WriteHeader(status)
	return nil
}

func (s *responseSink) Write(p []byte) (int, error) { return s.w.Write(p) }

func (s *responseSink) Flush() error {
	if err := s.control.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

//go:embed failure.html
var failurePage string

// fail answers with a page that needs no JavaScript, where the app's own error page can't be shown.
func (a *App) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := Status(err)
	id := httpd.RequestID(r.Context())
	if status >= 500 {
		a.failures.Add(1)
		a.cfg.Logger.LogAttrs(r.Context(), slog.LevelError, "request failed", slog.String("path", r.URL.Path), slog.Int("status", status),
			slog.String("id", id), slog.Any("error", err))
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	title := http.StatusText(status)
	if status == statusClientClosed {
		title = "Client Closed Request"
	}
	detail := ""
	if a.cfg.Dev {
		detail = err.Error()
	}
	w.WriteHeader(status)
	page := strings.NewReplacer(
		"{status}", strconv.Itoa(status), "{title}", html.EscapeString(title), "{id}", html.EscapeString(id), "{detail}", html.EscapeString(detail),
	).Replace(failurePage)
	_, _ = io.WriteString(w, page)
}

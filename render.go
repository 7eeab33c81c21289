package ssr

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/renderer"
)

// RenderRequest asks for a page outside of an HTTP request: for a mail, a test, a static export. URL is needed.
type RenderRequest struct {
	// URL is the page's path with query, such as "/products/7?from=mail", or its absolute URL.
	URL string
	// Method is the HTTP method; empty means GET.
	Method string
	// Header has the request's headers; nil for none.
	Header http.Header
	// Body is the request's body.
	Body []byte
	// Props are props of the page, a struct or a map that becomes a JSON object; nil for none. They are in the place of what a Loader
	// in Go would return, which isn't called then.
	Props any
	// Context is laid over what Config.Context gives the JavaScript's loaders.
	Context map[string]any
	// Nonce is put on every script of the page, for a Content-Security-Policy.
	Nonce string
	// IdentifierPrefix begins the ids that React's useId makes.
	IdentifierPrefix string
	// Streamed sends the shell of the page before its slow parts, as a browser gets it. By default the whole page is waited for, and
	// has everything in its place.
	Streamed bool
}

// Result is a rendered page.
type Result struct {
	// Status is the HTTP status that the page has: 200, a redirect with a Location in Header, 404, 500 with the error page.
	Status int
	// Header has the headers of the response.
	Header http.Header
	// Body is the HTML; nil from RenderTo.
	Body []byte
}

// Render renders a page. The error pages of the app are results like others, with their status. The error is ErrNoRoute when no page
// and no not-found page matches; ctx's cause, vmpool.ErrBusy or ErrClosed when there is no result; see Status.
func (a *App) Render(ctx context.Context, req RenderRequest) (*Result, error) {
	var b bytes.Buffer
	res, err := a.RenderTo(ctx, &b, req)
	if err != nil {
		return nil, err
	}
	res.Body = b.Bytes()
	return res, nil
}

// RenderTo renders a page into w while it is made. After an error w may have a part of it. When w has a method Flush() or Flush() error, it is
// called where the visitor should see what was written.
func (a *App) RenderTo(ctx context.Context, w io.Writer, req RenderRequest) (*Result, error) {
	s, err := a.acquire()
	if err != nil {
		return nil, fmt.Errorf("ssr: %w", err)
	}
	defer s.release()
	address, err := a.resolve(req.URL)
	if err != nil {
		return nil, err
	}
	in := &Request{Method: req.Method, URL: address, Header: req.Header, Body: req.Body}
	if in.Method == "" {
		in.Method = http.MethodGet
	}
	more := extras{context: req.Context, nonce: req.Nonce, prefix: req.IdentifierPrefix, buffered: !req.Streamed}
	if req.Props != nil {
		if more.props, err = encodeData(req.URL, req.Props); err != nil {
			return nil, fmt.Errorf("ssr: RenderRequest.Props: %w", err)
		}
		more.hasProps = true
	}
	ctx, cancel := s.bind(ctx)
	defer cancel()
	sink := &writerSink{w: w}
	if err := a.answer(ctx, s, in, more, sink); err != nil {
		return nil, fmt.Errorf("ssr: rendering %s: %w", req.URL, err)
	}
	return &sink.result, nil
}

// resolve makes the URL of a RenderRequest absolute.
func (a *App) resolve(text string) (*url.URL, error) {
	origin := a.cfg.Origin
	if origin == "" {
		origin = "http://localhost"
	}
	base, err := url.Parse(origin)
	if err != nil {
		return nil, fmt.Errorf("ssr: Config.Origin: %w", err)
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme == "") != (u.Host == "") || u.Path == "" || u.Path[0] != '/' {
		return nil, fmt.Errorf("ssr: RenderRequest.URL is %q: it must be a path that begins with a slash, or an absolute URL", text)
	}
	return base.ResolveReference(u), nil
}

// writerSink is a renderer.Sink for any writer.
type writerSink struct {
	w      io.Writer
	result Result
}

func (s *writerSink) Start(status int, header http.Header) error {
	s.result.Status, s.result.Header = status, header.Clone()
	return nil
}

func (s *writerSink) Write(p []byte) (int, error) { return s.w.Write(p) }

func (s *writerSink) Flush() error {
	switch f := s.w.(type) {
	case interface{ Flush() error }:
		return f.Flush()
	case interface{ Flush() }:
		f.Flush()
	}
	return nil
}

// extras are what RenderRequest has beyond a Request.
type extras struct {
	props    json.RawMessage
	hasProps bool
	context  map[string]any
	nonce    string
	prefix   string
	buffered bool
	// loaded is told how long the loader in Go took; nil for nobody.
	loaded func(took time.Duration)
}

// answer renders what the URL of req means into sink: the one way of all requests. It fills req in with the route.
func (a *App) answer(ctx context.Context, s *site, req *Request, more extras, sink renderer.Sink) error {
	m, err := s.match(req.URL.EscapedPath())
	if err != nil {
		return err
	}
	if m.Redirect != "" {
		location := m.Redirect
		if req.URL.RawQuery != "" {
			location += "?" + req.URL.RawQuery
		}
		return redirect(sink, location, http.StatusPermanentRedirect)
	}
	r := &renderer.Request{
		Params: m.Params, URL: req.URL.String(), Method: req.Method, Header: req.Header, Body: req.Body,
		Nonce: more.nonce, IdentifierPrefix: more.prefix, Buffered: more.buffered,
	}
	if m.Route == nil {
		if m.NotFound == nil {
			return ErrNoRoute
		}
		return a.renderMissing(ctx, s, r, m.NotFound.Pattern, sink)
	}
	r.View = m.Route.Pattern
	req.Pattern, req.Params = m.Route.Pattern, m.Params
	httpd.Note(ctx, slog.String("route", req.Pattern))

	values, err := a.values(ctx, req, more)
	if err == nil {
		if r.Data = more.props; !more.hasProps {
			start := time.Now()
			if r.Data, err = a.loadData(ctx, req); r.Data != nil && more.loaded != nil {
				more.loaded(time.Since(start))
			}
		}
	}
	var elsewhere *RedirectError
	switch {
	case errors.As(err, &elsewhere):
		return redirect(sink, elsewhere.Location, elsewhere.Status)
	case errors.Is(err, errNotFound):
		if m.Route.NotFound == "" {
			return errNotFound
		}
		return a.renderMissing(ctx, s, r, m.Route.NotFound, sink)
	case err != nil && ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return s.renderer.RenderError(ctx, r, Status(err), err, sink)
	}
	if r.Data != nil {
		if values == nil {
			values = map[string]any{}
		}
		values["data"] = r.Data
	}
	if values != nil {
		if r.Context, err = json.Marshal(values); err != nil {
			return s.renderer.RenderError(ctx, r, http.StatusInternalServerError, fmt.Errorf("encoding the context for loaders: %w", err), sink)
		}
	}
	return s.renderer.Render(ctx, r, sink)
}

// renderMissing renders a not-found page.
func (a *App) renderMissing(ctx context.Context, s *site, r *renderer.Request, pattern string, sink renderer.Sink) error {
	r.View, r.Params, r.Status = pattern, nil, http.StatusNotFound
	if r.Method != http.MethodHead {
		r.Method = http.MethodGet
	}
	r.Body = nil
	return s.renderer.Render(ctx, r, sink)
}

// values are the properties of the `context` of loaders in JavaScript; the map is the caller's.
func (a *App) values(ctx context.Context, req *Request, more extras) (values map[string]any, err error) {
	if a.cfg.Context != nil {
		defer recovered(&err)
		given, err := a.cfg.Context(ctx, req)
		if err != nil {
			return nil, err
		}
		values = maps.Clone(given)
	}
	if more.context != nil {
		if values == nil {
			values = map[string]any{}
		}
		maps.Copy(values, more.context)
	}
	return values, nil
}

// loadData calls the route's loader in Go, if there is one.
func (a *App) loadData(ctx context.Context, req *Request) (data json.RawMessage, err error) {
	loader := a.cfg.Loaders[req.Pattern]
	if loader == nil {
		return nil, nil
	}
	defer recovered(&err)
	v, err := loader(ctx, req)
	if err != nil {
		return nil, err
	}
	return encodeData(req.Pattern, v)
}

// recovered makes a panic of the program's own function an error, so that the visitor gets the app's error page.
func recovered(err *error) {
	if x := recover(); x != nil {
		*err = &httpd.PanicError{Value: x, Stack: debug.Stack()}
	}
}

func redirect(sink renderer.Sink, location string, status int) error {
	return sink.Start(status, http.Header{"Location": {location}})
}

// Package httpd is the HTTP side of an app: static files, compression, caching, limits, request ids, the access log, and
// a server with health checks that shuts down gracefully. It is the only package that knows echo, and knows nothing of rendering.
//
//	httpd.go      the handler: the order of its parts
//	assets.go     files of a build, from memory
//	public.go     files of the public folder, from disk
//	negotiate.go  Accept-Encoding
//	request.go    request ids and what a request notes for the access log
//	serve.go      listening, timeouts, health, shutdown
package httpd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"
)

// DefaultBodyLimit is the default of Config.BodyLimit: 1 MiB.
const DefaultBodyLimit = 1 << 20

// Config is what a Handler is made of. Page and Fail are needed, the rest may be zero.
type Config struct {
	// Asset returns the build's file at a decoded URL path, or nil. Nil: there are none.
	Asset func(path string) *Asset
	// Public are the files of the public folder, served below "/" where there is no asset. It must not follow symbolic links out
	// of the folder (os.Root's FS doesn't). Nil: there are none.
	Public fs.FS
	// Page answers every other request, of the methods GET, HEAD and POST. An error goes to Fail when nothing was written yet;
	// after that the connection is cut, so that the client sees that the answer isn't whole.
	Page func(w http.ResponseWriter, r *http.Request) error
	// Fail answers with an error: one of Page, a *PanicError, a *MethodError, or an *http.MaxBytesError.
	Fail func(w http.ResponseWriter, r *http.Request, err error)
	// Logger gets the access log at Info and panics at Error; nil discards.
	Logger *slog.Logger
	// BodyLimit is how long a request's body may be, in bytes. Zero: DefaultBodyLimit; negative: no limit.
	BodyLimit int64
	// TrustRequestID takes the id of a request from its X-Request-Id header, as is right behind a proxy that sets it.
	TrustRequestID bool
}

// MethodError is the error of a request with a method that its URL doesn't have.
type MethodError struct {
	// Allow is the value for the Allow header.
	Allow string
}

func (e *MethodError) Error() string { return "method not allowed; allowed are " + e.Allow }

// PanicError is a panic while a request was answered. Its stack was logged.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// allowPages are the methods of URLs that are no files; a page without an action has no POST, which Page says itself.
const (
	allowPages = "GET, HEAD, POST, OPTIONS"
	allowFiles = "GET, HEAD, OPTIONS"
)

// New checks cfg and returns the handler. It starts no goroutine.
func New(cfg Config) (http.Handler, error) {
	if cfg.Page == nil || cfg.Fail == nil {
		return nil, errors.New("httpd: Config.Page and Config.Fail must be set")
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.BodyLimit == 0 {
		cfg.BodyLimit = DefaultBodyLimit
	}
	if cfg.Asset == nil {
		cfg.Asset = func(string) *Asset { return nil }
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(minCompress), gzhttp.ContentTypeFilter(Compressible))
	if err != nil {
		return nil, fmt.Errorf("httpd: %w", err)
	}
	h := &handler{Config: cfg}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = func(err error, c echo.Context) { h.fail(c, err) }
	// From the inside out. What is compressed is inside of gzhttp, errors included; the log counts bytes on the wire.
	chain := h.respond
	for _, m := range []echo.MiddlewareFunc{
		skipRanges(echo.WrapMiddleware(func(next http.Handler) http.Handler { return compress(next) })),
		h.files, h.limitBody, h.methods, headers, h.recover, h.log,
	} {
		chain = m(chain)
	}
	e.Pre(func(echo.HandlerFunc) echo.HandlerFunc { return chain }) // before echo's router, which has nothing to do
	return e, nil
}

type handler struct{ Config }

// log gives the request its id and writes the access log.
func (h *handler) log(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		r, note := begin(c.Request(), h.TrustRequestID)
		c.SetRequest(r)
		res := c.Response()
		res.Header().Set(echo.HeaderXRequestID, note.id)
		finished := false
		defer func() {
			if !h.Logger.Enabled(r.Context(), slog.LevelInfo) {
				return
			}
			h.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request", note.attrs(r, res.Status, res.Size, time.Since(start), !finished || r.Context().Err() != nil)...)
		}()
		err := next(c)
		finished = true
		return err
	}
}

// recover turns a panic into an error of the request. http.ErrAbortHandler passes: net/http cuts the connection.
func (h *handler) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		res := c.Response()
		defer func() {
			x := recover()
			if x == nil {
				return
			}
			if err, ok := x.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(x)
			}
			p := &PanicError{Value: x, Stack: debug.Stack()}
			h.Logger.ErrorContext(c.Request().Context(), "panic while answering a request", "panic", x, "stack", string(p.Stack))
			c.SetResponse(res) // without compression: its state is unknown
			h.fail(c, p)
		}()
		return next(c)
	}
}

// fail answers with err, or cuts the connection when a part of another answer is already on its way.
func (h *handler) fail(c echo.Context, err error) {
	if c.Response().Committed {
		panic(http.ErrAbortHandler)
	}
	header := c.Response().Header()
	header.Del("Content-Encoding")
	header.Del("Content-Length")
	header.Del("Etag")
	header.Del("Last-Modified")
	var method *MethodError
	if errors.As(err, &method) {
		header.Set("Allow", method.Allow)
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		header.Set("Connection", "close")
	}
	h.Fail(c.Response(), c.Request(), err)
}

// headers sets the security headers that take nothing away from an app.
func headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "strict-origin-when-cross-origin")
		return next(c)
	}
}

// methods answers OPTIONS and refuses methods that no URL has.
func (h *handler) methods(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		switch c.Request().Method {
		case http.MethodGet, http.MethodHead, http.MethodPost:
			return next(c)
		case http.MethodOptions:
			allow := allowPages
			if h.Asset(c.Request().URL.Path) != nil {
				allow = allowFiles
			}
			c.Response().Header().Set("Allow", allow)
			return c.NoContent(http.StatusNoContent)
		}
		h.fail(c, &MethodError{Allow: allowPages})
		return nil
	}
}

func (h *handler) limitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if h.BodyLimit < 0 {
			return next(c)
		}
		r := c.Request()
		if r.ContentLength > h.BodyLimit {
			h.fail(c, &http.MaxBytesError{Limit: h.BodyLimit})
			return nil
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, h.BodyLimit)
		return next(c)
	}
}

// files answers requests for files of the build.
func (h *handler) files(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		asset := h.Asset(c.Request().URL.Path)
		switch {
		case asset == nil:
			return next(c)
		case c.Request().Method == http.MethodPost:
			h.fail(c, &MethodError{Allow: allowFiles})
		default:
			asset.serve(c.Response(), c.Request())
		}
		return nil
	}
}

// respond is the innermost part: what is compressed on the fly.
func (h *handler) respond(c echo.Context) error {
	w, r := c.Response(), c.Request()
	if h.Public != nil {
		served, err := servePublic(w, r, h.Public)
		if served {
			return nil
		}
		if err != nil {
			h.fail(c, err)
			return nil
		}
	}
	if err := h.Page(&paced{Response: w, control: http.NewResponseController(w.Writer)}, r); err != nil {
		h.fail(c, err)
	}
	return nil
}

// writeTimeout is how long a client may take to accept what one write gives it. A page that is being rendered holds a VM, so
// a client that doesn't read must not hold the page.
const writeTimeout = 30 * time.Second

// paced moves the connection's write deadline ahead of each write.
type paced struct {
	*echo.Response
	control *http.ResponseController
	set     time.Time
}

func (p *paced) Write(b []byte) (int, error) {
	p.extend()
	return p.Response.Write(b)
}

// FlushError is what http.ResponseController looks for first. echo's Flush would panic where flushing is not supported.
func (p *paced) FlushError() error {
	if !p.Committed {
		p.WriteHeader(p.Status)
	}
	p.extend()
	return p.control.Flush()
}

// Flush implements http.Flusher.
func (p *paced) Flush() { _ = p.FlushError() }

func (p *paced) extend() {
	if now := time.Now(); now.Sub(p.set) > writeTimeout/8 {
		p.set = now
		_ = p.control.SetWriteDeadline(now.Add(writeTimeout)) // recorders and some wrappers have no deadlines
	}
}

// skipRanges leaves m out for requests with a Range header: a range is one of the bytes as they are.
func skipRanges(m echo.MiddlewareFunc) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		with := m(next)
		return func(c echo.Context) error {
			if c.Request().Header.Get("Range") != "" {
				c.Response().Header().Add("Vary", "Accept-Encoding")
				return next(c)
			}
			return with(c)
		}
	}
}

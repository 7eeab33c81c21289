package ssr

import (
	"context"
	"errors"
	"net/http"

	"github.com/seed-9eb1e60f/ssr/internal/httpd"
	"github.com/seed-9eb1e60f/ssr/internal/routes"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

var (
	// ErrNoApp is the error of a folder that isn't there or has neither pages nor an app file.
	ErrNoApp = errors.New("no app found")
	// ErrPackages is the error of an app without react or react-dom.
	ErrPackages = errors.New("a package is not installed")
	// ErrBuild is the error of Open for a build that is damaged or was written by another version.
	ErrBuild = errors.New("the build can't be used")
	// ErrNoRoute is the error of Render for a URL that no page has.
	ErrNoRoute = errors.New("no page has this URL")
	// ErrClosed is the error of everything that is asked of a closed App.
	ErrClosed = errors.New("the app is closed")

	errNotBuilt = errors.New("the app is not built yet")
)

// RoutesError lists files of the pages folder that contradict each other or are misnamed.
type RoutesError = routes.Error

// statusClientClosed is what the log gets for a request whose client left before there was an answer; nobody sees it.
const statusClientClosed = 499

// Status returns the HTTP status for an error of rendering: 503 when the app is busy or closing, 504 when time was up, 4xx for what
// is the client's fault, else 500. It is the only place where errors become statuses.
func Status(err error) int {
	var rendering *renderer.Error
	var method *httpd.MethodError
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, vmpool.ErrBusy), errors.Is(err, vmpool.ErrClosed), errors.Is(err, ErrClosed), errors.Is(err, errNotBuilt):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, vmpool.ErrTimeout), errors.Is(err, vmpool.ErrStuck):
		return http.StatusGatewayTimeout
	case errors.Is(err, context.Canceled):
		return statusClientClosed
	case errors.Is(err, routes.ErrPath), errors.Is(err, errRequest):
		return http.StatusBadRequest
	case errors.Is(err, errCrossOrigin):
		return http.StatusForbidden
	case errors.Is(err, ErrNoRoute), errors.Is(err, errNotFound):
		return http.StatusNotFound
	case errors.As(err, &method):
		return http.StatusMethodNotAllowed
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &rendering) && rendering.Status >= 400:
		return rendering.Status
	}
	return http.StatusInternalServerError
}

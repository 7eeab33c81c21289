package ssr

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// Loader loads data for a page in Go. Its result, encoded with encoding/json, must be a JSON object (or null, for none):
//
//   - its properties are props of the page, and so embedded in the HTML for hydration: don't return what visitors may not see;
//   - the page's own loader in JavaScript, if it has one, runs after it and finds it in its argument as context.data. The properties
//     of that loader's result win over those of the same name.
//
// Return Redirect or NotFound to answer otherwise; any other error shows the page's error page with status 500. ctx ends when
// the visitor leaves.
type Loader func(ctx context.Context, r *Request) (any, error)

// Request is a request for a page as loaders in Go see it. They must not change it.
type Request struct {
	// Pattern is the route's pattern, such as "/products/[id]".
	Pattern string
	// Params are the values of the pattern's dynamic segments, decoded.
	Params map[string]string
	// Method is the HTTP method.
	Method string
	// URL is the absolute URL.
	URL *url.URL
	// Header has the request's headers.
	Header http.Header
	// Body is the whole body; nil for none.
	Body []byte
	// HTTP is the request itself, its body read; nil when the page is rendered without one.
	HTTP *http.Request
}

// RedirectError is the error that makes a page answer with a redirect; see Redirect.
type RedirectError struct {
	Location string
	Status   int
}

func (e *RedirectError) Error() string {
	return fmt.Sprintf("redirect to %s with status %d", e.Location, e.Status)
}

// Redirect is the error with which a Loader sends the visitor to another URL. Status is 301, 302, 303, 307 or 308; other values
// mean 302.
func Redirect(location string, status int) error {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		status = http.StatusFound
	}
	return &RedirectError{Location: location, Status: status}
}

var errNotFound = errors.New("not found")

// NotFound is the error with which a Loader says that the page doesn't exist: the nearest 404 page is shown, with that status.
func NotFound() error { return errNotFound }

// encodeData is a loader's result as JSON, nil for none.
func encodeData(pattern string, v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding the data of the loader for %s: %w", pattern, err)
	}
	switch {
	case string(text) == "null":
		return nil, nil
	case text[0] != '{':
		return nil, fmt.Errorf("the data of the loader for %s must be a struct or a map, which becomes a JSON object; it is %T", pattern, v)
	}
	return text, nil
}

// Package renderer renders React pages to HTML on the VMs of a pool, and writes the code that connects an app's files to it:
// the entries of the server and client bundles and the virtual modules that they import.
//
// One request is one run of a VM. The JavaScript runtime (runtime/*.js, bundled with the app) finds the page's module, calls its
// action and loader, builds the element with its layouts and gives it to the engine, which writes HTML through a native
// function into the response. What the page was loaded with is embedded for hydration.
//
//	renderer.go   what callers see
//	engine.go     which engine serves which version of React
//	app.go        the app's views; entries, virtual modules, aliases and patches for the bundler
//	render.go     one request: attempts, not-found and error pages
//	session.go    one attempt: one view in one run of a VM
//	binding.go    the functions that the JavaScript runtime is given
//	job.go        the request as the JavaScript runtime sees it
//	output.go     what React writes, with the page's data at its places
//	stream.go     the answer on its way to the sink, and back pressure
//	text.go       goja's strings as UTF-8 and as JSON
//	data.go       values as JSON that the client can read back
//	deferred.go   the scripts that carry them
//	documents.go  views that need the default document
//	errors.go     errors as the log and as visitors see them
//	errorpage.go  the error page of last resort
//	stack.go      room for deep trees
//	file.go       one file by itself, for "ssr render"
//
// The package does not know the bundler: whoever builds the app passes the values of app.go on.
package renderer

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// Engine is what turns React elements into HTML. It is chosen when the app is bundled.
type Engine string

// The engines.
const (
	// EngineReact is the app's own react-dom/server, writing into Go.
	EngineReact Engine = "react"
	// EngineNative is React's server rendering in Go.
	EngineNative Engine = "native"
)

// Assets are what the browser needs to show and hydrate a view, as URLs.
type Assets struct {
	// Module is the view's client entry, an ES module; empty for a page without client code, which is not hydrated.
	Module string
	// Preloads are modules that Module imports.
	Preloads []string
	// Styles are style sheets, in the order in which they apply.
	Styles []string
}

// Config is what a Renderer is made of.
type Config struct {
	// Pool runs the app's server bundle, whose entry is App.ServerEntry. Required.
	Pool *vmpool.Pool
	// App is the app that the bundle was made of. Required.
	App App
	// Assets has the client's files by view ID; views that it doesn't have are not hydrated.
	Assets map[string]Assets
	// Development shows messages and stacks of errors to visitors.
	Development bool
	// Timeout is how long a page may take. Then what is not there yet is left to the client, or, before the shell is ready, the
	// answer is an error page. It should be less than the time limit of Pool, which ends the run for good. Default 8 s;
	// negative: none.
	Timeout time.Duration
	// OnError, when set, is told every error of the app's JavaScript, with the Request that it happened in; for an error
	// overlay or a tracker. It may be called from several goroutines.
	OnError func(ctx context.Context, req *Request, err *Error)
	// Logger gets the errors too, and nil discards them.
	Logger *slog.Logger
}

// Request is what is to be rendered. It isn't changed and must not be while Render runs.
type Request struct {
	// View is the ID of a view of the app: a route's pattern, or AppView.
	View string
	// Params are the values of the route's dynamic segments.
	Params map[string]string
	// URL is the request's absolute URL.
	URL string
	// Method is the HTTP method; empty means GET. GET and HEAD call the loader, the others the page's action and then the loader.
	Method string
	// Header has the request's headers.
	Header http.Header
	// Body is the request's whole body: it should be there before a VM is taken.
	Body []byte
	// Status is the answer's status when all goes well. Zero means 200, or 404 for a not-found view.
	Status int
	// Data is a JSON object with props for the page, loaded in Go; nil for none. The loader's own result goes over it.
	Data json.RawMessage
	// Context is JSON that loaders and actions see as their `context`; nil is undefined.
	Context json.RawMessage
	// Nonce is put on every script that the page is sent with, for a Content-Security-Policy.
	Nonce string
	// IdentifierPrefix begins the ids that useId makes.
	IdentifierPrefix string
	// Buffered waits for the whole page, as crawlers want it, instead of sending the shell when it is ready.
	Buffered bool
}

// Sink takes the answer. Its methods are called from the goroutine that called Render, one after the other.
type Sink interface {
	// Start is called once, before anything is written: when the shell is ready, or when the answer is known to be a redirect or
	// an error. The header (Content-Type, Location, Server-Timing) is the callee's. An error ends the rendering.
	Start(status int, header http.Header) error
	// Write gets the next bytes of the body, valid during the call only. It may block as long as the client is slow; an error
	// ends the rendering.
	Write(p []byte) (int, error)
	// Flush is called where the client should see what was written, at the end of the shell and of each part that follows.
	Flush() error
}

// Renderer renders the views of one app. It is immutable and safe for concurrent use.
type Renderer struct {
	cfg       Config
	views     map[string]*View
	log       *slog.Logger
	documents documents
}

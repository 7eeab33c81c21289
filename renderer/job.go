package renderer

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/dop251/goja"
)

// job is the request as server.js sees it.
func (s *session) job() *goja.Object {
	rt := s.vm.Runtime()
	job := rt.NewObject()
	list := func(items []string) *goja.Object {
		values := make([]any, len(items))
		for i, item := range items {
			values[i] = item
		}
		return rt.NewArray(values...)
	}
	req := s.req
	set(job, "view", s.view.ID)
	params := rt.NewObject()
	for _, name := range sortedKeys(req.Params) {
		set(params, name, req.Params[name])
	}
	set(job, "params", params)
	set(job, "href", req.URL)
	set(job, "url", pathAndQuery(req.URL))
	method := req.Method
	if method == "" {
		method = http.MethodGet
	}
	set(job, "method", method)
	var headers []any
	for _, name := range sortedKeys(req.Header) {
		for _, value := range req.Header[name] {
			headers = append(headers, rt.NewArray(name, value))
		}
	}
	set(job, "headers", rt.NewArray(headers...))
	if len(req.Body) > 0 {
		set(job, "body", rt.NewArrayBuffer(bytes.Clone(req.Body)))
	}
	if req.Data != nil && s.view.Kind != ViewError {
		set(job, "data", string(req.Data))
	}
	if req.Context != nil {
		set(job, "context", string(req.Context))
	}
	if req.Nonce != "" {
		set(job, "nonce", req.Nonce)
	}
	if req.IdentifierPrefix != "" {
		set(job, "prefix", req.IdentifierPrefix)
	}
	set(job, "buffered", req.Buffered)
	s.wrap = s.r.documents.needed(s.view.ID)
	set(job, "wrap", s.wrap)
	assets := rt.NewObject()
	own := s.r.cfg.Assets[s.view.ID]
	for name, v := range map[string]any{"module": own.Module, "preloads": list(own.Preloads), "styles": list(own.Styles)} {
		set(assets, name, v)
	}
	set(job, "assets", assets)
	if s.view.Kind == ViewError {
		set(job, "failure", s.failureProps())
	}
	return job
}

// failureProps are the props of an error page.
func (s *session) failureProps() *goja.Object {
	props := s.vm.Runtime().NewObject()
	set(props, "status", s.status)
	set(props, "message", s.caused.Message)
	if s.caused.Digest != "" {
		set(props, "digest", s.caused.Digest)
	}
	if s.r.cfg.Development && s.caused.Stack != "" {
		set(props, "stack", s.caused.Stack)
	}
	return props
}

// set is an assignment to an object of our own, which can't fail.
func set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		panic(err)
	}
}

func pathAndQuery(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return href
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return path
}

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
	set := func(name string, v any) {
		if err := job.Set(name, v); err != nil {
			panic(err)
		}
	}
	list := func(items []string) *goja.Object {
		values := make([]any, len(items))
		for i, item := range items {
			values[i] = item
		}
		return rt.NewArray(values...)
	}
	req := s.req
	set("view", s.view.ID)
	params := rt.NewObject()
	for _, name := range sortedKeys(req.Params) {
		if err := params.Set(name, req.Params[name]); err != nil {
			panic(err)
		}
	}
	set("params", params)
	set("href", req.URL)
	set("url", pathAndQuery(req.URL))
	method := req.Method
	if method == "" {
		method = http.MethodGet
	}
	set("method", method)
	var headers []any
	for _, name := range sortedKeys(req.Header) {
		for _, value := range req.Header[name] {
			headers = append(headers, rt.NewArray(name, value))
		}
	}
	set("headers", rt.NewArray(headers...))
	if len(req.Body) > 0 {
		set("body", rt.NewArrayBuffer(bytes.Clone(req.Body)))
	}
	if req.Data != nil && s.view.Kind != ViewError {
		set("data", string(req.Data))
	}
	if req.Context != nil {
		set("context", string(req.Context))
	}
	if req.Nonce != "" {
		set("nonce", req.Nonce)
	}
	if req.IdentifierPrefix != "" {
		set("prefix", req.IdentifierPrefix)
	}
	set("buffered", req.Buffered)
	s.wrap = s.r.documents.needed(s.view.ID)
	set("wrap", s.wrap)
	assets := rt.NewObject()
	own := s.r.cfg.Assets[s.view.ID]
	for name, v := range map[string]any{"module": own.Module, "preloads": list(own.Preloads), "styles": list(own.Styles)} {
		if err := assets.Set(name, v); err != nil {
			panic(err)
		}
	}
	set("assets", assets)
	if s.view.Kind == ViewError {
		set("failure", s.failureProps())
	}
	return job
}

// failureProps are the props of an error page.
func (s *session) failureProps() *goja.Object {
	props := s.vm.Runtime().NewObject()
	set := func(name string, v any) {
		if err := props.Set(name, v); err != nil {
			panic(err)
		}
	}
	set("status", s.status)
	set("message", s.caused.Message)
	if s.caused.Digest != "" {
		set("digest", s.caused.Digest)
	}
	if s.r.cfg.Development && s.caused.Stack != "" {
		set("stack", s.caused.Stack)
	}
	return props
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

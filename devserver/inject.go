package devserver

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/http"
)

type pageKey struct{}

// pageOf returns the id of the page that a request asked for; "" for a context that isn't such a request's.
func pageOf(ctx context.Context) string {
	id, _ := ctx.Value(pageKey{}).(string)
	return id
}

// page passes a request on to the app, or answers itself while there is no good build.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	id := newID()
	tag := s.tag(id)
	if !s.hub.hasBuild() {
		s.failed(w, tag)
		return
	}
	r = r.WithContext(context.WithValue(r.Context(), pageKey{}, id))
	// Pages must be readable here, and compression gains nothing on one machine.
	r.Header.Del("Accept-Encoding")
	in := &injector{ResponseWriter: w, tag: tag}
	defer in.close() // not when a panic cuts the connection: then there's nothing to add
	s.opts.App.ServeHTTP(in, r)
	in.whole = true
}

// tag is the client script's. Being async with a src of its own, it is what React takes for a stranger's and leaves alone when it hydrates.
func (s *Server) tag(page string) []byte {
	return fmt.Appendf(nil, `<script async src="%sclient.js?boot=%s&amp;seq=%d&amp;page=%s"></script>`, Prefix, s.hub.boot, s.hub.seq(), page)
}

// failed answers while there is no build to answer with. The browser shows the error that the socket brings, and reloads when it is gone.
func (s *Server) failed(w http.ResponseWriter, tag []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write(bytes.Replace(failedPage, []byte("</head>"), append(tag, "</head>"...), 1))
}

// injector puts a tag behind the start tag of <head> of an HTML document that is written through it, or at its end when it has none.
type injector struct {
	http.ResponseWriter
	tag     []byte
	started bool
	whole   bool   // the app returned
	html    bool   // the response is one to change
	done    bool   // the tag is in
	held    []byte // the document's start, until <head> is whole
}

// maxHeld is how much of a document is held back to find <head>.
const maxHeld = 8 << 10

func (in *injector) WriteHeader(status int) {
	if !in.started && status >= 200 {
		in.started = true
		h := in.Header()
		mediaType, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
		in.html = mediaType == "text/html" && h.Get("Content-Encoding") == "" && status != http.StatusNoContent && status != http.StatusNotModified
		if in.html {
			h.Del("Content-Length")
			h.Del("Etag")
			h.Set("Cache-Control", "no-store")
		}
	}
	in.ResponseWriter.WriteHeader(status)
}

func (in *injector) Write(p []byte) (int, error) {
	if !in.started {
		if in.Header().Get("Content-Type") == "" {
			in.Header().Set("Content-Type", http.DetectContentType(p))
		}
		in.WriteHeader(http.StatusOK)
	}
	if !in.html || in.done {
		return in.ResponseWriter.Write(p)
	}
	in.held = append(in.held, p...)
	end := headEnd(in.held)
	if end < 0 && len(in.held) < maxHeld {
		return len(p), nil
	}
	if end >= 0 {
		in.done = true
		in.held = bytes.Join([][]byte{in.held[:end], in.held[end:]}, in.tag)
	}
	return len(p), in.release()
}

// release writes what is held back. A document without <head> by then gets the tag at its end.
func (in *injector) release() error {
	held := in.held
	in.held = nil
	if len(held) == 0 {
		return nil
	}
	_, err := in.ResponseWriter.Write(held)
	return err
}

func (in *injector) close() {
	if !in.html || !in.whole {
		return
	}
	_ = in.release()
	if !in.done {
		_, _ = in.ResponseWriter.Write(in.tag)
	}
}

// FlushError is what http.ResponseController looks for. A document whose <head> isn't there yet can wait.
func (in *injector) FlushError() error {
	if len(in.held) > 0 {
		return nil
	}
	return http.NewResponseController(in.ResponseWriter).Flush()
}

// Flush implements http.Flusher.
func (in *injector) Flush() { _ = in.FlushError() }

func (in *injector) Unwrap() http.ResponseWriter { return in.ResponseWriter }

// headEnd returns the index behind the start tag of <head>, or -1. A ">" in an attribute's value would be taken for the tag's end;
// no attribute of <head> has one.
func headEnd(document []byte) int {
	const name = "<head"
	for from := 0; ; {
		i := bytes.IndexByte(document[from:], '<')
		if i < 0 || from+i+len(name) >= len(document) {
			return -1
		}
		i += from
		from = i + 1
		if !bytes.EqualFold(document[i:i+len(name)], []byte(name)) {
			continue
		}
		i += len(name)
		switch document[i] {
		case '>', ' ', '\t', '\n', '\r', '\f':
			if end := bytes.IndexByte(document[i:], '>'); end >= 0 {
				return i + end + 1
			}
			return -1
		}
	}
}

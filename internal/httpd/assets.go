package httpd

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Cache-Control values. The name of an immutable file has a hash of its contents in it.
const (
	cacheForever    = "public, max-age=31536000, immutable"
	cacheRevalidate = "public, max-age=0, must-revalidate"
)

// minCompress is the size in bytes from which compressing on the fly pays.
const minCompress = 1024

// Asset is a file of a build, held in memory. It must neither change nor be copied once a handler serves it.
type Asset struct {
	// Contents is the file as it is.
	Contents []byte
	// Type is its Content-Type.
	Type string
	// Immutable says that its URL will never have other contents.
	Immutable bool
	// Hash identifies the contents; it becomes the ETag. Empty: there is none.
	Hash string
	// Encodings has the file compressed, by content coding ("br", "zstd", "gzip"). When it is empty, a file that gains from it is compressed
	// when it is first asked for in a coding.
	Encodings map[string][]byte

	late [3]lateForm // by the index in codings
}

type lateForm struct {
	once sync.Once
	data []byte
}

// form returns the file in a content coding, made on the first request when the build didn't bring it; nil when there is none.
func (a *Asset) form(coding string) []byte {
	if data := a.Encodings[coding]; data != nil {
		return data
	}
	if len(a.Encodings) > 0 || !a.compressible() {
		return nil // the build has tried
	}
	l := &a.late[slices.Index(codings, coding)]
	l.once.Do(func() {
		if data, err := compressors[coding](a.Contents); err == nil && len(data) < len(a.Contents) {
			l.data = data
		}
	})
	return l.data
}

// compressible says that the file has compressed forms, or may.
func (a *Asset) compressible() bool {
	return len(a.Encodings) > 0 || len(a.Contents) >= minCompress && Compressible(a.Type)
}

// serve answers a GET or HEAD request, conditional ones and ranges included. A range is one of the identity form.
func (a *Asset) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", a.Type)
	header.Set("Cache-Control", cacheRevalidate)
	if a.Immutable {
		header.Set("Cache-Control", cacheForever)
	}
	contents, tag := a.Contents, a.Hash
	if a.compressible() {
		header.Add("Vary", "Accept-Encoding")
		if r.Header.Get("Range") == "" {
			if coding, data := negotiate(r.Header.Values("Accept-Encoding"), a.form); data != nil {
				contents, tag = data, tag+"-"+coding
				header.Set("Content-Encoding", coding)
				// ServeContent leaves out the length because a wrapper might compress; here the bytes are final.
				w = &sized{ResponseWriter: w, size: len(data)}
			}
		}
	}
	if a.Hash != "" {
		header.Set("Etag", `"`+tag+`"`)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(contents))
}

// sized sets the Content-Length of a whole response and takes away the promise of ranges, which a compressed form doesn't have.
type sized struct {
	http.ResponseWriter
	size int
}

func (s *sized) WriteHeader(status int) {
	s.Header().Del("Accept-Ranges")
	if status == http.StatusOK {
		s.Header().Set("Content-Length", strconv.Itoa(s.size))
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *sized) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// contentTypes are those of the web's usual files, so that they don't depend on the machine's tables.
var contentTypes = map[string]string{
	".avif": "image/avif", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".gif": "image/gif",
	".htm": "text/html; charset=utf-8", ".html": "text/html; charset=utf-8", ".ico": "image/x-icon", ".jpeg": "image/jpeg",
	".jpg": "image/jpeg", ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".map": "application/json",
	".md": "text/markdown; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".mp3": "audio/mpeg", ".mp4": "video/mp4",
	".ogg": "audio/ogg", ".otf": "font/otf", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml",
	".ttf": "font/ttf", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm", ".wav": "audio/wav", ".webm": "video/webm",
	".webmanifest": "application/manifest+json", ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2",
	".xml": "application/xml", ".zip": "application/zip",
}

// ContentType returns the Content-Type of a file by its name; contents are never guessed from.
func ContentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := contentTypes[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// Compressible reports whether a Content-Type is that of text or of something else that gets smaller.
func Compressible(contentType string) bool {
	t, _, _ := strings.Cut(contentType, ";")
	switch t = strings.ToLower(strings.TrimSpace(t)); t {
	case "application/json", "application/javascript", "application/xml", "application/wasm", "application/manifest+json",
		"application/ld+json", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "image/svg+xml",
		"image/x-icon", "font/ttf", "font/otf":
		return true
	case "text/event-stream":
		return false
	}
	return strings.HasPrefix(t, "text/")
}

package httpd

import (
	"bytes"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// Cache-Control values. The name of an immutable file has a hash of its contents in it.
const (
	cacheForever    = "public, max-age=31536000, immutable"
	cacheRevalidate = "public, max-age=0, must-revalidate"
)

// minCompress is the size in bytes from which compressing on the fly pays.
const minCompress = 1024

// Asset is a file of a build, held in memory. It must not change once a handler serves it.
type Asset struct {
	// Contents is the file as it is.
	Contents []byte
	// Type is its Content-Type.
	Type string
	// Immutable says that its URL will never have other contents.
	Immutable bool
	// Hash identifies the contents; it becomes the ETag. Empty: there is none.
	Hash string
	// Encodings has the file compressed, by content coding ("br", "zstd", "gzip").
	Encodings map[string][]byte
}

// compressLater says that the file has no compressed forms and would gain from one.
func (a *Asset) compressLater() bool {
	return len(a.Encodings) == 0 && len(a.Contents) >= minCompress && Compressible(a.Type)
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
	switch {
	case len(a.Encodings) > 0:
		addVary(header)
		if r.Header.Get("Range") != "" {
			break
		}
		if coding := negotiate(r.Header.Values("Accept-Encoding"), a.Encodings); coding != "" {
			contents, tag = a.Encodings[coding], tag+"-"+coding
			header.Set("Content-Encoding", coding)
		}
	case a.compressLater() && tag != "":
		// Whether the bytes on the wire are compressed is decided further out, so the tag can't tell one form from another.
		header.Set("Etag", `W/"`+a.Hash+`"`)
		tag = ""
	}
	if tag != "" && a.Hash != "" {
		header.Set("Etag", `"`+tag+`"`)
	}
	// With a Content-Encoding, ServeContent leaves out the length because a wrapper might compress; here the bytes are final.
	if header.Get("Content-Encoding") != "" && r.Header.Get("Range") == "" {
		w = &sized{ResponseWriter: w, size: len(contents)}
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
		s.Header().Set("Content-Length", itoa(s.size))
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *sized) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func addVary(header http.Header) {
	if !strings.Contains(header.Get("Vary"), "Accept-Encoding") {
		header.Add("Vary", "Accept-Encoding")
	}
}

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

package httpd_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-9eb1e60f/ssr/internal/httpd"
)

var script = []byte(strings.Repeat("console.log('hello');\n", 200))

func assets() map[string]*httpd.Asset {
	return map[string]*httpd.Asset{
		"/assets/app-ABC.js": {
			Contents: script, Type: "text/javascript; charset=utf-8", Immutable: true, Hash: "h1",
			Encodings: map[string][]byte{"br": []byte("BR"), "zstd": []byte("ZSTD"), "gzip": []byte("GZIP")},
		},
		"/assets/plain-ABC.js": {Contents: script, Type: "text/javascript; charset=utf-8", Immutable: true, Hash: "h2"},
		"/assets/photo.png":    {Contents: []byte("0123456789"), Type: "image/png", Hash: "h3"},
	}
}

// setup returns a server whose pages are answered by page, and what it logs.
func setup(t *testing.T, page http.HandlerFunc, change func(*httpd.Config)) *httptest.Server {
	t.Helper()
	list := assets()
	cfg := httpd.Config{
		Asset: func(p string) *httpd.Asset { return list[p] },
		Page: func(w http.ResponseWriter, r *http.Request) error {
			page(w, r)
			return nil
		},
		Fail: func(w http.ResponseWriter, r *http.Request, err error) {
			status := http.StatusInternalServerError
			var method *httpd.MethodError
			var tooLarge *http.MaxBytesError
			switch {
			case errors.As(err, &method):
				status = http.StatusMethodNotAllowed
			case errors.As(err, &tooLarge):
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, err.Error(), status)
		},
	}
	if change != nil {
		change(&cfg)
	}
	h, err := httpd.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv
}

func hello(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<p>hello")
}

// do sends a request with headers given as "Name: value".
func do(t *testing.T, method, url string, body io.Reader, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func decompress(t *testing.T, coding, body string) string {
	t.Helper()
	r := io.Reader(strings.NewReader(body))
	var err error
	switch coding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		r, err = gzip.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAssets(t *testing.T) {
	srv := setup(t, hello, nil)
	for _, tc := range []struct {
		name, path   string
		headers      []string
		status       int
		body         string // "" is not compared
		encoding     string
		etag         string
		cacheControl string
	}{
		{"as it is", "/assets/app-ABC.js", nil, 200, string(script), "", `"h1"`, "public, max-age=31536000, immutable"},
		{"brotli first", "/assets/app-ABC.js", []string{"Accept-Encoding: gzip, deflate, br, zstd"}, 200, "BR", "br", `"h1-br"`, ""},
		{"by weight", "/assets/app-ABC.js", []string{"Accept-Encoding: br;q=0.5, zstd;q=0.7, gzip"}, 200, "GZIP", "gzip", `"h1-gzip"`, ""},
		{"q=0", "/assets/app-ABC.js", []string{"Accept-Encoding: br;q=0, gzip"}, 200, "GZIP", "gzip", "", ""},
		{"star", "/assets/app-ABC.js", []string{"Accept-Encoding: br;q=0, *"}, 200, "ZSTD", "zstd", "", ""},
		{"identity preferred", "/assets/app-ABC.js", []string{"Accept-Encoding: identity, br;q=0.5"}, 200, string(script), "", "", ""},
		{"range", "/assets/app-ABC.js", []string{"Accept-Encoding: br", "Range: bytes=0-6"}, 206, "console", "", `"h1"`, ""},
		{"bad range", "/assets/app-ABC.js", []string{"Range: bytes=99999-"}, 416, "", "", "", ""},
		{"not modified", "/assets/app-ABC.js", []string{`If-None-Match: "h1"`}, 304, "", "", `"h1"`, ""},
		{"another form modified", "/assets/app-ABC.js", []string{"Accept-Encoding: br", `If-None-Match: "h1"`}, 200, "BR", "br", "", ""},
		{"same form not modified", "/assets/app-ABC.js", []string{"Accept-Encoding: br", `If-None-Match: "x", "h1-br"`}, 304, "", "br", `"h1-br"`, ""},
		{"small, revalidated", "/assets/photo.png", []string{"Accept-Encoding: gzip"}, 200, "0123456789", "", `"h3"`, "public, max-age=0, must-revalidate"},
		{"suffix range", "/assets/photo.png", []string{"Range: bytes=-3"}, 206, "789", "", "", ""},
		{"compressed late by gzip", "/assets/plain-ABC.js", []string{"Accept-Encoding: gzip"}, 200, "", "gzip", `"h2-gzip"`, ""},
		{"compressed late by zstd", "/assets/plain-ABC.js", []string{"Accept-Encoding: zstd"}, 200, "", "zstd", `"h2-zstd"`, ""},
		{"compressed late by brotli", "/assets/plain-ABC.js", []string{"Accept-Encoding: br"}, 200, "", "br", `"h2-br"`, ""},
		{"compressed late, not modified", "/assets/plain-ABC.js", []string{"Accept-Encoding: gzip", `If-None-Match: W/"h2-gzip"`}, 304, "", "", `"h2-gzip"`, ""},
		{"late and not wanted", "/assets/plain-ABC.js", []string{"Accept-Encoding: identity;q=1, *;q=0"}, 200, string(script), "", `"h2"`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			res, body := do(t, "GET", srv.URL+tc.path, nil, tc.headers...)
			if res.StatusCode != tc.status {
				t.Errorf("status %d, want %d", res.StatusCode, tc.status)
			}
			if tc.body != "" && body != tc.body {
				t.Errorf("body %.60q, want %.60q", body, tc.body)
			}
			if tc.path == "/assets/plain-ABC.js" && tc.status == 200 {
				if got := decompress(t, tc.encoding, body); got != string(script) {
					t.Errorf("decompressed body %.60q, want %.60q", got, script)
				}
			}
			if tc.status == 304 && body != "" {
				t.Errorf("a 304 with the body %q", body)
			}
			if got := res.Header.Get("Content-Encoding"); tc.status == 200 && got != tc.encoding {
				t.Errorf("Content-Encoding %q, want %q", got, tc.encoding)
			}
			if got := res.Header.Get("Etag"); tc.etag != "" && got != tc.etag {
				t.Errorf("ETag %s, want %s", got, tc.etag)
			}
			if got := res.Header.Get("Cache-Control"); tc.cacheControl != "" && got != tc.cacheControl {
				t.Errorf("Cache-Control %q, want %q", got, tc.cacheControl)
			}
			if vary := strings.Join(res.Header.Values("Vary"), ", "); strings.HasSuffix(tc.path, ".js") && strings.Count(vary, "Accept-Encoding") != 1 {
				t.Errorf("Vary %q", vary)
			}
			if res.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("no X-Content-Type-Options")
			}
		})
	}
	t.Run("HEAD", func(t *testing.T) {
		res, body := do(t, "HEAD", srv.URL+"/assets/app-ABC.js", nil, "Accept-Encoding: br")
		if body != "" || res.ContentLength != 2 || res.Header.Get("Content-Encoding") != "br" {
			t.Errorf("body %q, length %d, encoding %q", body, res.ContentLength, res.Header.Get("Content-Encoding"))
		}
	})
	t.Run("POST", func(t *testing.T) {
		res, _ := do(t, "POST", srv.URL+"/assets/app-ABC.js", strings.NewReader("x"))
		if res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("status %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
		}
	})
}

func TestPublic(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "public")
	for name, text := range map[string]string{
		"public/robots.txt": "User-agent: *\n", "public/.env": "SECRET=1", "public/.well-known/security.txt": "Contact: x",
		"public/sub/page.html": strings.Repeat("<p>text", 500), "public/sub/.git/config": "x", "secret.txt": "secret",
		"public/a b.txt": "blank",
	} {
		p := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Log(err) // no links on this system
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	srv := setup(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "page", http.StatusNotFound) }, func(c *httpd.Config) { c.Public = root.FS() })

	res, body := do(t, "GET", srv.URL+"/robots.txt", nil)
	if res.StatusCode != 200 || body != "User-agent: *\n" || res.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("robots.txt: %d %q %q", res.StatusCode, body, res.Header.Get("Content-Type"))
	}
	tag, modified := res.Header.Get("Etag"), res.Header.Get("Last-Modified")
	if tag == "" || modified == "" {
		t.Errorf("ETag %q, Last-Modified %q", tag, modified)
	}
	for _, condition := range []string{"If-None-Match: " + tag, "If-Modified-Since: " + modified} {
		if res, _ := do(t, "GET", srv.URL+"/robots.txt", nil, condition); res.StatusCode != 304 {
			t.Errorf("%s: status %d, want 304", condition, res.StatusCode)
		}
	}
	if res, _ := do(t, "GET", srv.URL+"/sub/page.html", nil, "Accept-Encoding: gzip"); res.Header.Get("Content-Encoding") != "gzip" {
		t.Error("a large page is not compressed")
	}
	if _, body := do(t, "GET", srv.URL+"/a%20b.txt", nil); body != "blank" {
		t.Errorf("a name with a blank: %q", body)
	}
	if _, body := do(t, "GET", srv.URL+"/.well-known/security.txt", nil); body != "Contact: x" {
		t.Errorf(".well-known: %q", body)
	}
	if res, _ := do(t, "POST", srv.URL+"/robots.txt", strings.NewReader("")); res.StatusCode != 405 {
		t.Errorf("POST: status %d, want 405", res.StatusCode)
	}
	for _, p := range []string{
		"/.env", "/sub", "/sub/", "/sub/.git/config", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/sub/..%5c..%5csecret.txt",
		"/link.txt", "//robots.txt", "/robots.txt/", "/Robots.TXT", "/robots.txt%00", "/nothing", "/" + strings.Repeat("x", 3000),
	} {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", srv.URL, nil)
		req.URL.Opaque = "//" + req.URL.Host + p // as it is
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		text, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != 404 || strings.Contains(string(text), "secret") {
			t.Errorf("%.40s: %d %.40q, want the page's 404", p, res.StatusCode, text)
		}
	}
}

func TestPages(t *testing.T) {
	var logged bytes.Buffer
	page := func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/big":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, strings.Repeat("<p>hello", 1000))
		case "/panic":
			panic("oops")
		case "/late":
			_, _ = io.WriteString(w, strings.Repeat("x", 5000))
			_ = http.NewResponseController(w).Flush()
			panic("oops")
		case "/echo":
			b, err := io.ReadAll(r.Body)
			fmt.Fprintf(w, "%d %v", len(b), err)
		default:
			httpd.Note(r.Context(), slog.String("route", "/hello"))
			hello(w, r)
		}
	}
	srv := setup(t, page, func(c *httpd.Config) { c.Logger = slog.New(slog.NewTextHandler(&logged, nil)) })

	t.Run("small", func(t *testing.T) {
		res, body := do(t, "GET", srv.URL+"/x", nil, "Accept-Encoding: gzip", "X-Request-Id: forged")
		if body != "<p>hello" || res.Header.Get("Content-Encoding") != "" {
			t.Errorf("body %q, encoding %q", body, res.Header.Get("Content-Encoding"))
		}
		id := res.Header.Get("X-Request-Id")
		if len(id) != 24 || !strings.Contains(logged.String(), "id="+id) || !strings.Contains(logged.String(), "route=/hello") {
			t.Errorf("id %q, log %s", id, logged.String())
		}
	})
	t.Run("gzip", func(t *testing.T) {
		_, body := do(t, "GET", srv.URL+"/big", nil, "Accept-Encoding: gzip")
		zr, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := io.ReadAll(zr); len(b) != 8000 {
			t.Errorf("%d bytes, want 8000", len(b))
		}
	})
	t.Run("zstd", func(t *testing.T) {
		res, body := do(t, "GET", srv.URL+"/big", nil, "Accept-Encoding: gzip;q=0, zstd")
		zr, err := zstd.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer zr.Close()
		if b, _ := io.ReadAll(zr); len(b) != 8000 || res.Header.Get("Content-Encoding") != "zstd" {
			t.Errorf("%d bytes of %q, want 8000", len(b), res.Header.Get("Content-Encoding"))
		}
	})
	t.Run("q=0", func(t *testing.T) {
		res, body := do(t, "GET", srv.URL+"/big", nil, "Accept-Encoding: gzip;q=0, zstd;q=0")
		if len(body) != 8000 || res.Header.Get("Content-Encoding") != "" {
			t.Errorf("%d bytes of %q", len(body), res.Header.Get("Content-Encoding"))
		}
	})
	t.Run("panic", func(t *testing.T) {
		res, body := do(t, "GET", srv.URL+"/panic", nil, "Accept-Encoding: gzip")
		if res.StatusCode != 500 || !strings.Contains(body, "panic: oops") || !strings.Contains(logged.String(), "panic=oops") {
			t.Errorf("%d %q", res.StatusCode, body)
		}
	})
	t.Run("panic when a part was sent", func(t *testing.T) {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", srv.URL+"/late", nil)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if b, err := io.ReadAll(res.Body); err == nil {
			t.Errorf("%d bytes that look whole", len(b))
		}
	})
	t.Run("body limit", func(t *testing.T) {
		if _, body := do(t, "POST", srv.URL+"/echo", bytes.NewReader(make([]byte, httpd.DefaultBodyLimit))); body != "1048576 <nil>" {
			t.Errorf("a body of the largest size: %q", body)
		}
		res, _ := do(t, "POST", srv.URL+"/echo", bytes.NewReader(make([]byte, httpd.DefaultBodyLimit+1)))
		if res.StatusCode != 413 {
			t.Errorf("a body that says it is too large: %d, want 413", res.StatusCode)
		}
		_, body := do(t, "POST", srv.URL+"/echo", io.MultiReader(bytes.NewReader(make([]byte, 2<<20))))
		if !strings.Contains(body, "request body too large") {
			t.Errorf("a chunked body: %q", body)
		}
	})
	t.Run("methods", func(t *testing.T) {
		for _, m := range []string{"PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NONSENSE"} {
			if res, _ := do(t, m, srv.URL+"/x", nil); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD, POST, OPTIONS" {
				t.Errorf("%s: %d, Allow %q", m, res.StatusCode, res.Header.Get("Allow"))
			}
		}
		if res, _ := do(t, "OPTIONS", srv.URL+"/x", nil); res.StatusCode != 204 || res.Header.Get("Allow") == "" {
			t.Errorf("OPTIONS: %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
		}
		if res, body := do(t, "HEAD", srv.URL+"/x", nil); res.StatusCode != 200 || body != "" {
			t.Errorf("HEAD: %d %q", res.StatusCode, body)
		}
	})
}

func TestStreamsAreFlushed(t *testing.T) {
	step := make(chan struct{})
	page := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for range 2 {
			_, _ = io.WriteString(w, "<p>part")
			_ = http.NewResponseController(w).Flush()
			<-step
		}
	}
	srv := setup(t, page, nil)
	for _, encoding := range []string{"identity", "gzip"} {
		t.Run(encoding, func(t *testing.T) {
			req, _ := http.NewRequestWithContext(t.Context(), "GET", srv.URL+"/", nil)
			req.Header.Set("Accept-Encoding", encoding)
			res, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body := io.Reader(res.Body)
			if encoding == "gzip" {
				if body, err = gzip.NewReader(res.Body); err != nil {
					t.Fatal(err)
				}
			}
			part := make([]byte, len("<p>part"))
			for range 2 { // each part arrives while the handler waits
				if _, err := io.ReadFull(body, part); err != nil || string(part) != "<p>part" {
					t.Fatalf("%q, %v", part, err)
				}
				step <- struct{}{}
			}
		})
	}
}

func TestTrustedRequestID(t *testing.T) {
	srv := setup(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, httpd.RequestID(r.Context())) },
		func(c *httpd.Config) { c.TrustRequestID = true })
	if _, body := do(t, "GET", srv.URL+"/", nil, "X-Request-Id: abc-123"); body != "abc-123" {
		t.Errorf("id %q, want the proxy's", body)
	}
	if _, body := do(t, "GET", srv.URL+"/", nil, "X-Request-Id: a b\tc"); len(body) != 24 {
		t.Errorf("id %q, want one of our own", body)
	}
}

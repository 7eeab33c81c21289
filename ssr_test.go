package ssr_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-9eb1e60f/ssr"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

type product struct {
	Name  string  `json:"name"`
	Price float64 `json:"price"`
}

// loaders are those in Go of testdata/app.
func loaders() map[string]ssr.Loader {
	return map[string]ssr.Loader{
		"/products/[id]": func(_ context.Context, r *ssr.Request) (any, error) {
			switch r.Params["id"] {
			case "gone":
				return nil, ssr.NotFound()
			case "moved":
				return nil, ssr.Redirect("/products/7?from=moved", http.StatusMovedPermanently)
			case "broken":
				return nil, errors.New("the database is away")
			case "panic":
				panic("oops")
			case "list":
				return []int{1, 2}, nil
			}
			return product{"tea </script><!--", 3.7}, nil
		},
		"/plain": func(_ context.Context, r *ssr.Request) (any, error) {
			return map[string]any{"name": r.Method + " " + r.URL.String() + " " + r.Pattern + " " + string(r.Body)}, nil
		},
	}
}

func TestServe(t *testing.T) {
	var mu sync.Mutex
	var reported []*renderer.Error
	app := newApp(t, ssr.Config{
		Loaders: loaders(),
		Context: func(_ context.Context, r *ssr.Request) (map[string]any, error) {
			return map[string]any{"user": r.Header.Get("X-User")}, nil
		},
		OnError: func(_ context.Context, err *renderer.Error) {
			mu.Lock()
			defer mu.Unlock()
			reported = append(reported, err)
		},
		Env: map[string]string{"GREETING": "good day"},
	})
	for _, tc := range []struct {
		path   string
		status int
		want   string // in the body; for redirects in Location
	}{
		{"/", 200, "<h1>good day, </h1>"},
		{"/?q=a%20b", 200, "<h1>good day, ?q=a%20b</h1>"},
		{"/products/7", 200, "<h1>7: tea &lt;/script&gt;&lt;!--, 4</h1>"},
		{"/products/a%2Fb", 200, "<h1>a/b: tea"},
		{"/products/gone", 404, "<h1>Nothing here</h1>"},
		{"/products/moved", 301, "/products/7?from=moved"},
		{"/products/broken", 500, "<h1>Sorry 500 Internal Server Error</h1>"},
		{"/products/panic", 500, "<h1>Sorry 500"},
		{"/products/list", 500, "<h1>Sorry 500"},
		{"/products/7/?x=1", 308, "/products/7?x=1"},
		{"/plain", 200, "<h1>plain GET http://example.com/plain /plain </h1>"},
		{"/throws", 500, "<h1>Sorry 500 Internal Server Error</h1>"},
		{"/nothing", 404, "<h1>Nothing here</h1>"},
		{"/stream", 200, "<p>the slow part</p>"},
		{"/robots.txt", 200, "User-agent"},
		{"/assets/nothing.js", 404, "404 Not Found"},
	} {
		res, body := get(t, app, tc.path)
		if location := res.Header.Get("Location"); location != "" {
			body = location
		}
		if res.StatusCode != tc.status || !strings.Contains(body, tc.want) {
			t.Errorf("%s: status %d, want %d with %q in\n%s", tc.path, res.StatusCode, tc.status, tc.want, body)
		}
		if strings.Contains(body, "secret of the server") || strings.Contains(body, "database is away") {
			t.Errorf("%s tells the visitor about the error:\n%s", tc.path, body)
		}
	}
	mu.Lock()
	var messages []string
	for _, err := range reported {
		messages = append(messages, err.Error())
	}
	mu.Unlock()
	for _, want := range []string{"the database is away", "oops", "must be a struct or a map", "a secret of the server"} {
		if !strings.Contains(strings.Join(messages, "\n"), want) {
			t.Errorf("OnError was told %q, want %q among them", messages, want)
		}
	}
	if st := app.Stats(); st.Requests != 14 || st.Failures != 4 || st.Pool.InUse != 0 || st.Pool.Created == 0 {
		t.Errorf("stats %+v", st) // files are no pages
	}

	t.Run("headers", func(t *testing.T) {
		if res, _ := get(t, app, "/products/7"); !regexp.MustCompile(`load;dur=[\d.]+, shell;dur=[\d.]+, data;dur=[\d.]+`).MatchString(strings.Join(res.Header.Values("Server-Timing"), ", ")) {
			t.Errorf("Server-Timing: %q", res.Header.Values("Server-Timing"))
		}
		res, _ := get(t, app, "/")
		for name, want := range map[string]string{
			"Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	})
	t.Run("context from Go", func(t *testing.T) {
		if _, body := send(t, app, "GET", "/", "", http.Header{"X-User": {"Ada"}}); !strings.Contains(body, "good day, Ada") {
			t.Errorf("body %s", body)
		}
	})
	t.Run("action", func(t *testing.T) {
		if res, body := send(t, app, "POST", "/form", "x=1", nil); res.StatusCode != 200 || !strings.Contains(body, "<p>got x=1</p>") {
			t.Errorf("%d %s", res.StatusCode, body)
		}
		if res, body := send(t, app, "POST", "/plain", "the body", nil); res.StatusCode != 405 || res.Header.Get("Allow") == "" {
			t.Errorf("a page without action: %d, Allow %q\n%s", res.StatusCode, res.Header.Get("Allow"), body)
		}
	})
	t.Run("a form of another site", func(t *testing.T) {
		res, _ := send(t, app, "POST", "/form", "x=1", http.Header{"Sec-Fetch-Site": {"cross-site"}})
		if res.StatusCode != http.StatusForbidden {
			t.Errorf("status %d, want 403", res.StatusCode)
		}
	})
	t.Run("a body that is too long", func(t *testing.T) {
		if res, _ := send(t, app, "POST", "/form", strings.Repeat("x", 2<<20), nil); res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d, want 413", res.StatusCode)
		}
	})
	t.Run("HEAD", func(t *testing.T) {
		srv := httptest.NewServer(app)
		defer srv.Close()
		res, err := srv.Client().Head(srv.URL + "/products/gone")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 404 || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("status %d, Content-Type %q", res.StatusCode, res.Header.Get("Content-Type"))
		}
	})
	t.Run("a Host that is none", func(t *testing.T) {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/", nil)
		r.Host = `evil"><script>`
		w := httptest.NewRecorder()
		if app.ServeHTTP(w, r); w.Code != http.StatusBadRequest {
			t.Errorf("status %d, want 400", w.Code)
		}
	})
}

func TestNonceAndBuffered(t *testing.T) {
	app := newApp(t, ssr.Config{
		Nonce:    func(r *http.Request) string { return r.Header.Get("X-Nonce") },
		Buffered: func(r *http.Request) bool { return strings.Contains(r.UserAgent(), "bot") },
	})
	_, body := send(t, app, "GET", "/stream", "", http.Header{"User-Agent": {"somebot/1.0"}, "X-Nonce": {"abc"}})
	if strings.Contains(body, "waiting") || !strings.Contains(body, "<p>the slow part</p>") || !strings.Contains(body, `nonce="abc"`) {
		t.Errorf("for a crawler: %s", body)
	}
	if _, body := get(t, app, "/stream"); !strings.Contains(body, "waiting") {
		t.Errorf("for a browser: %s", body)
	}
}

func TestDevelopmentShowsErrors(t *testing.T) {
	app := newApp(t, ssr.Config{Dev: true})
	if _, body := get(t, app, "/throws"); !strings.Contains(body, "a secret of the server") {
		t.Errorf("body %s", body)
	}
}

func TestRender(t *testing.T) {
	app := newApp(t, ssr.Config{Loaders: loaders(), Origin: "https://shop.example"})
	render := func(r ssr.RenderRequest) *ssr.Result {
		t.Helper()
		res, err := app.Render(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	if res := render(ssr.RenderRequest{URL: "/plain"}); res.Status != 200 || !strings.Contains(string(res.Body), "plain GET https://shop.example/plain /plain ") {
		t.Errorf("%d %s", res.Status, res.Body)
	}
	if res := render(ssr.RenderRequest{URL: "/plain", Props: map[string]string{"name": "given"}, Nonce: "n0nce"}); !strings.Contains(string(res.Body), "<h1>plain given</h1>") ||
		len(regexp.MustCompile(`<script[^>]* nonce="n0nce"`).FindAll(res.Body, -1)) != strings.Count(string(res.Body), "<script") {
		t.Errorf("%s", res.Body)
	}
	if res := render(ssr.RenderRequest{URL: "/?q", Context: map[string]any{"user": "Ada"}}); !strings.Contains(string(res.Body), "hello, Ada?q") {
		t.Errorf("%s", res.Body)
	}
	if res := render(ssr.RenderRequest{URL: "/products/moved"}); res.Status != 301 || res.Header.Get("Location") != "/products/7?from=moved" {
		t.Errorf("%d %v", res.Status, res.Header)
	}
	if res := render(ssr.RenderRequest{URL: "/nothing"}); res.Status != 404 {
		t.Errorf("status %d, want 404", res.Status)
	}
	whole := string(render(ssr.RenderRequest{URL: "/stream"}).Body)
	if strings.Contains(whole, "waiting") || !strings.Contains(whole, "<p>the slow part</p>") {
		t.Errorf("the whole page: %s", whole)
	}
	var w flushes
	if _, err := app.RenderTo(t.Context(), &w, ssr.RenderRequest{URL: "/stream", Streamed: true}); err != nil {
		t.Fatal(err)
	}
	if len(w.parts) < 2 || !strings.Contains(w.parts[0], "waiting") || strings.Contains(w.parts[0], "the slow part") || !strings.Contains(w.String(), "<p>the slow part</p>") {
		t.Errorf("the streamed page: %q", w.parts)
	}
	for _, bad := range []string{"", "plain", "//host/plain", "http:plain", "http://[::1/"} {
		if _, err := app.Render(t.Context(), ssr.RenderRequest{URL: bad}); err == nil {
			t.Errorf("the URL %q is rendered", bad)
		}
	}
	if _, err := app.Render(t.Context(), ssr.RenderRequest{URL: "/plain", Props: 7}); err == nil || !strings.Contains(err.Error(), "Props") {
		t.Errorf("props that are a number: %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("no longer wanted")
	time.AfterFunc(50*time.Millisecond, func() { cancel(reason) })
	if _, err := app.Render(ctx, ssr.RenderRequest{URL: "/slow?ms=60000"}); !errors.Is(err, reason) {
		t.Errorf("a cancelled page: %v, want %v", err, reason)
	}
}

// flushes is a writer that remembers what came before each flush.
type flushes struct {
	bytes.Buffer
	parts []string
	from  int
}

func (f *flushes) Flush() {
	f.parts = append(f.parts, f.String()[f.from:])
	f.from = f.Len()
}

func contains(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

func TestShutdown(t *testing.T) {
	app := newApp(t, ssr.Config{})
	slow := make(chan string)
	start := func(path string) {
		go func() {
			_, body := get(t, app, path)
			slow <- body
		}()
		for app.Stats().Pool.InUse == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	start("/slow?ms=300")
	ended := make(chan error)
	go func() { ended <- app.Shutdown(t.Context()) }()
	for app.Ready() == nil {
		time.Sleep(time.Millisecond)
	}
	if res, _ := get(t, app, "/"); res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
		t.Errorf("a new request while shutting down: status %d", res.StatusCode)
	}
	if body := <-slow; !strings.Contains(body, "after 300 ms") {
		t.Errorf("the request in flight got %s", body)
	}
	if err := <-ended; err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	if _, err := app.Render(t.Context(), ssr.RenderRequest{URL: "/"}); !errors.Is(err, ssr.ErrClosed) {
		t.Errorf("Render when closed: %v", err)
	}

	app = newApp(t, ssr.Config{})
	start("/slow?ms=5000")
	begin := time.Now()
	if err := app.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	<-slow
	if took := time.Since(begin); took > 4*time.Second {
		t.Errorf("Close waited %s for a page", took)
	}
}

func TestBusy(t *testing.T) {
	app := newApp(t, ssr.Config{Pool: ssr.Pool{Max: 1, Queue: -1}})
	done := make(chan struct{})
	go func() {
		get(t, app, "/slow?ms=500")
		close(done)
	}()
	for app.Stats().Pool.InUse == 0 {
		time.Sleep(time.Millisecond)
	}
	if res, _ := get(t, app, "/"); res.StatusCode != 503 || res.Header.Get("Retry-After") != "1" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	<-done
}

func TestStatus(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want int
	}{
		{nil, 200}, {vmpool.ErrBusy, 503}, {vmpool.ErrClosed, 503}, {ssr.ErrClosed, 503}, {context.DeadlineExceeded, 504},
		{vmpool.ErrTimeout, 504}, {vmpool.ErrStuck, 504}, {context.Canceled, 499}, {ssr.ErrNoRoute, 404}, {ssr.NotFound(), 404},
		{&http.MaxBytesError{}, 413}, {errors.New("x"), 500}, {&renderer.Error{Status: 502}, 502},
		{errors.Join(errors.New("x"), vmpool.ErrBusy), 503},
	} {
		if got := ssr.Status(tc.err); got != tc.want {
			t.Errorf("Status(%v) = %d, want %d", tc.err, got, tc.want)
		}
	}
}

func TestDefaultAllowNet(t *testing.T) {
	for hostport, allowed := range map[string]bool{
		"example.com:443": true, "127.0.0.1:8080": true, "10.0.0.1:80": true, "[2001:db8::1]:80": true, "localhost": true,
		"169.254.169.254:80": false, "169.254.1.1": false, "[fe80::1%eth0]:80": false, "[fd00:ec2::254]:80": false,
		"[::ffff:169.254.169.254]:80": false, "metadata.google.internal:80": false, "METADATA.google.internal.:80": false,
		"100.100.100.200:80": false, "192.0.0.192:80": false, "[64:ff9b::a9fe:a9fe]:80": false, "[2002:a9fe:a9fe::1]:80": false,
		"[::169.254.169.254]:80": false, "[64:ff9b::808:808]:80": true, "[::1]:80": true,
	} {
		if err := ssr.DefaultAllowNet(hostport); (err == nil) != allowed {
			t.Errorf("DefaultAllowNet(%q) = %v, want allowed %v", hostport, err, allowed)
		}
	}
}

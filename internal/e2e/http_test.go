package e2e_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestRedirects(t *testing.T) {
	s := serveExample(t)
	for _, c := range []struct {
		path, location string
		status         int
	}{
		{"/random", "/books/", http.StatusFound},
		{"/books/", "/books", http.StatusPermanentRedirect},
		{"/books/?q=a%20b", "/books?q=a%20b", http.StatusPermanentRedirect},
	} {
		got := s.get(t, c.path)
		if location := got.header.Get("Location"); got.status != c.status || !strings.HasPrefix(location, c.location) {
			t.Errorf("GET %s: status %d, Location %q; want %d, %q", c.path, got.status, location, c.status, c.location)
		}
	}
}

func TestStatuses(t *testing.T) {
	s := serveExample(t)
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{http.MethodGet, "/no/such/page", 404, "Not on our shelves"},
		{http.MethodGet, "/books/nothing", 404, "Not on our shelves"},
		{http.MethodGet, "/docs/care/nothing", 404, "Not on our shelves"},
		{http.MethodGet, "/trouble/missing", 404, "Not on our shelves"},
		{http.MethodGet, "/trouble/render", 500, "Something fell over"},
		{http.MethodGet, "/trouble/loader", 500, "Something fell over"},
		{http.MethodGet, "/assets/none-12345678.js", 404, ""},
		{http.MethodGet, "/books/%zz", 400, ""},
		{http.MethodGet, "/books/%ff", 400, ""},
		{http.MethodGet, "/healthz", 200, ""},
		{http.MethodGet, "/readyz", 200, ""},
		{http.MethodGet, "/_layout", 404, ""},
		{http.MethodGet, "/package.json", 404, ""},
		{http.MethodGet, "/.env", 404, ""},
		{http.MethodGet, "/..%2f..%2fpackage.json", 404, ""},
		{"BREW", "/", 405, ""},
	} {
		got := s.raw(t, c.method, c.path)
		if got.status != c.status || !strings.Contains(got.body, c.body) {
			t.Errorf("%s %s: status %d, want %d with %q in\n%s", c.method, c.path, got.status, c.status, c.body, got.body)
		}
	}
}

func TestHead(t *testing.T) {
	s := serveExample(t)
	for _, path := range []string{"/", "/books/moby-dick", "/no/such/page", "/robots.txt"} {
		head, get := s.do(t, http.MethodHead, path, nil), s.get(t, path)
		if head.status != get.status || head.body != "" || head.header.Get("Content-Type") != get.header.Get("Content-Type") {
			t.Errorf("HEAD %s: status %d, Content-Type %q, body %q; GET has %d, %q", path, head.status, head.header.Get("Content-Type"), head.body,
				get.status, get.header.Get("Content-Type"))
		}
	}
}

func TestPublicFiles(t *testing.T) {
	s := serveExample(t)
	for path, contentType := range map[string]string{
		"/robots.txt":  "text/plain",
		"/favicon.svg": "image/svg+xml",
	} {
		got := s.get(t, path)
		if got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Type"), contentType) {
			t.Errorf("GET %s: status %d, Content-Type %q", path, got.status, got.header.Get("Content-Type"))
		}
		etag := got.header.Get("ETag")
		if etag == "" {
			t.Errorf("GET %s: no ETag", path)
			continue
		}
		if strings.Contains(got.header.Get("Cache-Control"), "immutable") {
			t.Errorf("GET %s: Cache-Control %q for a name without a hash", path, got.header.Get("Cache-Control"))
		}
		again := s.get(t, path, "If-None-Match", etag)
		if again.status != http.StatusNotModified || again.body != "" {
			t.Errorf("GET %s with If-None-Match: status %d, %d bytes", path, again.status, len(again.body))
		}
	}
}

// TestAssets requests everything that the home page refers to below /assets/.
func TestAssets(t *testing.T) {
	s := serveExample(t)
	home := s.get(t, "/").body
	seen := map[string]bool{}
	kinds := map[string]int{}
	for _, match := range regexp.MustCompile(`/assets/[A-Za-z0-9._/-]+\.(\w+)`).FindAllStringSubmatch(home, -1) {
		path := match[0]
		if seen[path] {
			continue
		}
		seen[path] = true
		kinds[match[1]]++
		got := s.get(t, path)
		if got.status != http.StatusOK {
			t.Errorf("GET %s: status %d", path, got.status)
			continue
		}
		if cc := got.header.Get("Cache-Control"); !strings.Contains(cc, "immutable") || !strings.Contains(cc, "max-age=31536000") {
			t.Errorf("GET %s: Cache-Control %q", path, cc)
		}
		if again := s.get(t, path, "If-None-Match", got.header.Get("ETag")); again.status != http.StatusNotModified {
			t.Errorf("GET %s with its ETag: status %d", path, again.status)
		}
		if match[1] == "js" || match[1] == "css" {
			for _, coding := range []string{"br", "zstd", "gzip"} {
				small := s.get(t, path, "Accept-Encoding", coding)
				if enc := small.header.Get("Content-Encoding"); len(got.body) > 2000 && (enc != coding || len(small.body) >= len(got.body)) {
					t.Errorf("GET %s with Accept-Encoding %s: Content-Encoding %q, %d bytes instead of %d", path, coding, enc, len(small.body), len(got.body))
				}
			}
		}
	}
	for _, kind := range []string{"js", "css", "png", "svg"} {
		if kinds[kind] == 0 {
			t.Errorf("the home page refers to no .%s file; it has %v", kind, kinds)
		}
	}
}

// TestServerOnlyCodeStaysThere: what only loaders use is not in any file for the browser.
func TestServerOnlyCodeStaysThere(t *testing.T) {
	s := serveExample(t)
	asset := regexp.MustCompile(`/assets/[A-Za-z0-9._/-]+\.js`)
	todo := []string{}
	seen := map[string]bool{}
	add := func(text string) {
		for _, path := range asset.FindAllString(text, -1) {
			if !seen[path] {
				seen[path] = true
				todo = append(todo, path)
			}
		}
	}
	for _, page := range []string{"/", "/books", "/books/emma", "/authors", "/docs", "/docs/welcome", "/suggest", "/random", "/trouble/loader"} {
		add(s.get(t, page).body)
	}
	chunk := regexp.MustCompile(`["']\./([A-Za-z0-9._-]+\.js)["']`)
	total := 0
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		body := s.get(t, path).body
		total += len(body)
		add(body)
		for _, match := range chunk.FindAllStringSubmatch(body, -1) {
			add("/assets/" + match[1])
		}
		for _, secret := range []string{
			"the best chapter ever written about chowder", // data/books.ts
			"I now know more about rope",                  // data/reviews.ts
			"the warehouse does not answer",               // the body of a loader
			"bound in cloth, so that they open flat",      // content/care/binding.md
			"This does not look like an e-mail address",   // lib/suggestion.ts, used by an action
		} {
			if strings.Contains(body, secret) {
				t.Errorf("%s contains %q, which only the server needs", path, secret)
			}
		}
	}
	if total < 100_000 {
		t.Errorf("found only %d bytes of scripts in %d files: the test looks in the wrong place", total, len(seen))
	}
	t.Logf("%d scripts, %d bytes", len(seen), total)
}

package renderer_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

func TestPages(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{})

	t.Run("a page with its data", func(t *testing.T) {
		a := s.get(t, renderer.Request{
			View: "/", URL: "http://shop.example/?who=me", Header: http.Header{"User-Agent": {"test"}},
			Data: json.RawMessage(`{"fromGo": 12, "who": "nobody"}`), Nonce: `n"1`, IdentifierPrefix: "p-",
		})
		if a.status != 200 || a.header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("got status %d and header %v", a.status, a.header)
		}
		if ok, _ := regexp.MatchString(`^load;dur=\d+(\.\d+)?, shell;dur=\d+(\.\d+)?$`, a.header.Get("Server-Timing")); !ok {
			t.Errorf("got Server-Timing %q", a.header.Get("Server-Timing"))
		}
		body := a.body.String()
		contains(t, body, `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>`,
			`<link rel="stylesheet" href="/assets/style.css" data-precedence="ssr"/>`,
			`href="/assets/shared.js"`, `<script type="module" src="/assets/entry.js" nonce="n&quot;1" id="_p-R_" async=""></script>`,
			`<body data-url="/?who=me">`, `id="_p-R_2_"`, `hello me test 1970-01-01T00:00:00.000Z /?who=me 12`,
			`<script nonce="n&#34;1">(self.__ssr=self.__ssr||[]).push([0,'`, `\\u003c/script\\u003e`, `,false,"p-"])</script>`)
		lacks(t, body, "</script><!--")
		if !strings.HasSuffix(body, "</script></body></html>") {
			t.Errorf("the document ends with %q", body[max(0, len(body)-60):])
		}
	})
	t.Run("a page without a document gets one", func(t *testing.T) {
		for range 2 { // the second time it is known
			a := s.get(t, renderer.Request{View: "/bare"})
			contains(t, a.body.String(), `<!DOCTYPE html><html lang="en"><head>`, `</head><body><p>/bare</p>`, `,true,""])</script></body></html>`)
			if n := strings.Count(a.body.String(), "/bare</p>"); n != 1 {
				t.Errorf("the page is there %d times", n)
			}
		}
	})
	t.Run("a redirect", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/items/[id]", Params: map[string]string{"id": "old"}})
		if a.status != 308 || a.header.Get("Location") != "/items/new" || a.body.Len() > 0 {
			t.Errorf("got %d %v %q", a.status, a.header, a.body.String())
		}
	})
	t.Run("nothing to show", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/items/[id]", Params: map[string]string{"id": "none"}})
		if a.status != 404 {
			t.Errorf("got status %d, want 404", a.status)
		}
		contains(t, a.body.String(), "<h1>no ", "/items/")
	})
	t.Run("params", func(t *testing.T) {
		contains(t, s.get(t, renderer.Request{View: "/items/[id]", Params: map[string]string{"id": "a/b"}}).body.String(), "<p>item <!-- -->a/b</p>")
	})
	t.Run("an action", func(t *testing.T) {
		contains(t, s.get(t, renderer.Request{View: "/form"}).body.String(), "<p>empty</p>")
		post := func(contentType, body string) *answer {
			return s.get(t, renderer.Request{View: "/form", Method: "POST", Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)})
		}
		contains(t, post("application/x-www-form-urlencoded", "name=h%C3%B6he+2&name=%zz&b").body.String(), "<p>got name,name,b höhe 2|%zz null</p>")
		contains(t, post("multipart/form-data; boundary=xyz", strings.ReplaceAll(`--xyz
Content-Disposition: form-data; name="name"

zwölf
--xyz
Content-Disposition: form-data; name="file"; filename="a.txt"
Content-Type: text/plain

été
--xyz--
`, "\n", "\r\n")).body.String(), "<p>got name,file zwölf a.txt text/plain 5 été</p>")
		a := post("application/x-www-form-urlencoded", "go=1")
		if a.status != 303 || a.header.Get("Location") != "/done" {
			t.Errorf("got %d %v", a.status, a.header)
		}
		if a = post("text/plain", "go=1"); a.status != 500 {
			t.Errorf("got status %d for a body that is no form, want 500", a.status)
		}
		if list := s.take(); len(list) != 1 || list[0].Phase != "action" {
			t.Errorf("got errors %v, want one of the action", list)
		}
	})
	t.Run("a method that the page does not have", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/", Method: "DELETE"})
		if a.status != 405 || a.header.Get("Allow") != "GET, HEAD" {
			t.Errorf("got %d %v", a.status, a.header)
		}
	})
	t.Run("the not-found page itself", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/404", URL: "http://shop.example/x", Method: "POST"})
		if a.status != 404 {
			t.Errorf("got status %d, want 404", a.status)
		}
		contains(t, a.body.String(), "<h1>no <!-- -->/x</h1>")
	})
	if list := s.take(); len(list) > 0 {
		t.Errorf("errors were told: %v", list[0])
	}
}

func TestStreaming(t *testing.T) {
	s := newSite(t, "testdata/pages.txtar", siteOptions{})
	t.Run("the shell first", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/slow"})
		if len(a.parts) < 2 {
			t.Fatalf("got %d parts, want the shell and the rest: %q", len(a.parts), a.parts)
		}
		contains(t, a.parts[0], "<i>wait</i>", `{"$":["promise",1]}`)
		lacks(t, a.parts[0], "</body>", "<b>")
		contains(t, a.body.String(), "<b>7 5</b>", `push([1,'{"n":{"$":["bigint","7"]},"at":{"$":["Date",5]}}'])`)
		if !strings.HasSuffix(a.body.String(), "</body></html>") {
			t.Errorf("the document does not end: %q", a.body.String())
		}
	})
	t.Run("buffered", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/slow", Buffered: true})
		contains(t, a.body.String(), "<b>7 5</b>", "push([1,")
		lacks(t, a.body.String(), "<i>wait</i>")
	})
	t.Run("deferred values in deferred values", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/nested"})
		body := a.body.String()
		contains(t, a.parts[0], `"outer":{"$":["promise",1]},"bad":{"$":["promise",2]},"set":{"$":["Set",[{"$":["promise",3]}]]}`)
		contains(t, body, `'{"inner":{"$":["promise",4]},"done":{"$":["promise",5]}}'`, `push([5,'1'])`, `'["deep"]'`, `push([3,'"in a set"'])`,
			`'{"list":[{"$":["promise",6]}]}'`, `push([6,null,{message:"Internal Server Error",digest:"`)
		if list := s.take(); len(list) != 1 || !strings.Contains(list[0].Error(), "props.bad.list[0] is a function") {
			t.Errorf("got errors %v, want one that names the path", list)
		}
	})
	t.Run("large parts", func(t *testing.T) {
		a := s.get(t, renderer.Request{View: "/big"})
		if n := strings.Count(a.body.String(), strings.Repeat("é", 1000)); n != 600 {
			t.Errorf("got %d lines, want 600", n)
		}
		if !strings.HasSuffix(a.body.String(), "</body></html>") || strings.Count(a.body.String(), "</body>") != 1 {
			t.Error("the document does not end once at its end")
		}
	})
	if list := s.take(); len(list) > 0 {
		t.Errorf("errors were told: %v", list[0])
	}
}

package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const submit = `main form button[type="submit"]`

func TestSearch(t *testing.T) {
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			s := serveExample(t)
			b := openTab(t)
			if !scripts {
				b.withoutScripts()
			}
			b.open(s.url + "/books")
			if scripts {
				b.waitHydrated()
			}
			b.waitText(`[data-testid="found"]`, "45 books, page 1 of 4")
			b.fill(`main input[name="q"]`, "bronte")
			if status := b.follow(submit); status != http.StatusOK {
				t.Errorf("status %d", status)
			}
			b.waitText(`[data-testid="found"]`, "2 books for “bronte”")
			if got := eval[string](b, `document.querySelector('main input[name="q"]').value`); got != "bronte" {
				t.Errorf("the field says %q", got)
			}
			b.open(s.url + "/books?sort=price")
			b.follow(`a[rel="next"]`)
			if got, want := b.path(), "/books?sort=price&page=2"; got != want {
				t.Errorf("the next page is %q, want %q", got, want)
			}
			b.waitText(`[data-testid="found"]`, "45 books, page 2 of 4")
			if n := b.count("main ul a svg"); n != 12 {
				t.Errorf("%d covers on the page, want 12", n)
			}
			b.clean()
		})
	}
}

// TestSearchEscapes: what a visitor types comes back as text, in the page and in the data for hydration.
func TestSearchEscapes(t *testing.T) {
	s := serveExample(t)
	const evil = `</script><script>window.stolen=1</script><!--<img src=x onerror="window.stolen=2">` + "\u2028'\"`${1}\\"
	path := "/books?q=" + url.QueryEscape(evil)
	if body := s.get(t, path).body; strings.Contains(body, "<script>window.stolen") || strings.Contains(body, "<img src=x") {
		t.Errorf("the query is markup in\n%s", body)
	}
	b := openTab(t)
	b.open(s.url + path)
	b.waitHydrated()
	if eval[bool](b, "'stolen' in window") {
		t.Error("the query was executed")
	}
	if got := eval[string](b, `document.querySelector('main input[name="q"]').value`); !strings.HasPrefix(got, "</script><script>window.stolen=1") {
		t.Errorf("the field says %q", got)
	}
	b.clean()
}

func TestSuggestionForm(t *testing.T) {
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			s := serveExample(t)
			b := openTab(t)
			if !scripts {
				b.withoutScripts()
			}
			b.open(s.url + "/suggest")
			if scripts {
				b.waitHydrated()
			}
			b.fill(`input[name="title"]`, "Evelina & “Sons” <i>")
			b.fill(`input[name="email"]`, "nobody")
			b.fill(`textarea[name="why"]`, "It is very good, honestly.")
			if scripts {
				b.waitText(`textarea[name="why"] + span`, "26 of 400 characters")
			}
			if status := b.follow(submit); status != http.StatusOK {
				t.Errorf("a form with mistakes is answered with status %d", status)
			}
			b.waitText(`[role="alert"] strong`, "Nearly.")
			for field, problem := range map[string]string{
				`input[name="author"]`: "Who wrote it?",
				`select[name="shelf"]`: "Choose a shelf.",
				`input[name="email"]`:  "Only if you want an answer.\nThis does not look like an e-mail address.",
			} {
				described := "[...document.querySelector('" + field + "').getAttribute('aria-describedby').split(' ')].map((id) => document.getElementById(id).innerText).join('\\n')"
				if got := eval[string](b, described); got != problem {
					t.Errorf("%s is described by %q, want %q", field, got, problem)
				}
			}
			if got := eval[string](b, `document.querySelector('input[name="title"]').value`); got != "Evelina & “Sons” <i>" {
				t.Errorf("the title comes back as %q", got)
			}
			if scripts {
				b.waitHydrated()
			}
			b.fill(`input[name="author"]`, "Frances Burney")
			b.choose(`select[name="shelf"]`, "novels")
			b.fill(`input[name="email"]`, "reader@example.com")
			if status := b.follow(submit); status != http.StatusOK {
				t.Errorf("the page after the form has status %d", status)
			}
			b.waitText("h1", "Thank you")
			b.waitText("main cite", "Evelina & “Sons” <i>")
			if got := b.path(); !strings.HasPrefix(got, "/suggest/thanks?title=Evelina") {
				t.Errorf("the browser is at %s", got)
			}
			b.clean()
		})
	}
}

func TestFormOnTheWire(t *testing.T) {
	s := serveExample(t)
	form := url.Values{"title": {"Evelina"}, "author": {"Frances Burney"}, "shelf": {"novels"}, "email": {""}, "why": {"Because it is missing here."}}
	const urlencoded = "application/x-www-form-urlencoded"
	t.Run("good", func(t *testing.T) {
		got := s.do(t, http.MethodPost, "/suggest", strings.NewReader(form.Encode()), "Content-Type", urlencoded)
		if got.status != http.StatusSeeOther || got.header.Get("Location") != "/suggest/thanks?title=Evelina" {
			t.Errorf("status %d, Location %q", got.status, got.header.Get("Location"))
		}
	})
	t.Run("multipart", func(t *testing.T) {
		var body strings.Builder
		for name, values := range form {
			body.WriteString("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + values[0] + "\r\n")
		}
		body.WriteString("--edge--\r\n")
		got := s.do(t, http.MethodPost, "/suggest", strings.NewReader(body.String()), "Content-Type", "multipart/form-data; boundary=edge")
		if got.status != http.StatusSeeOther {
			t.Errorf("status %d", got.status)
		}
	})
	t.Run("empty", func(t *testing.T) {
		got := s.do(t, http.MethodPost, "/suggest", strings.NewReader(""), "Content-Type", urlencoded)
		if got.status != http.StatusOK || !strings.Contains(got.body, "Which book do you mean?") {
			t.Errorf("status %d and\n%s", got.status, got.body)
		}
	})
	t.Run("page without action", func(t *testing.T) {
		got := s.do(t, http.MethodPost, "/about", strings.NewReader("a=b"), "Content-Type", urlencoded)
		if got.status != http.StatusMethodNotAllowed {
			t.Errorf("status %d, want 405", got.status)
		}
		if allow := got.header.Get("Allow"); !strings.Contains(allow, "GET") {
			t.Errorf("Allow %q does not name GET", allow)
		}
	})
}

// TestNavigationWithoutScripts clicks from page to page in a browser that runs no JavaScript.
func TestNavigationWithoutScripts(t *testing.T) {
	s := serveExample(t)
	b := openTab(t)
	b.withoutScripts()
	b.open(s.url + "/")
	for _, step := range []struct{ click, path, heading string }{
		{`nav[aria-label="Main"] a[href="/books"]`, "/books", "All books"},
		{`main a[href="/books/emma"]`, "/books/emma", "Emma"},
		{`main a[href="/authors/austen"]`, "/authors/austen", "Jane Austen"},
		{`nav[aria-label="Main"] a[href="/docs"]`, "/docs", "Handbook"},
		{`main nav a[href="/docs/care/shelving"]`, "/docs/care/shelving", "How to shelve"},
		{`nav[aria-label="Main"] a[href="/about"]`, "/about", "A lamp in the window"},
		{`main nav a[href="/about/visit"]`, "/about/visit", "Visit us"},
	} {
		if status := b.follow(step.click); status != http.StatusOK {
			t.Errorf("%s: status %d", step.path, status)
		}
		b.waitText("h1", step.heading)
		if got := b.path(); got != step.path {
			t.Errorf("the browser is at %s, want %s", got, step.path)
		}
	}
	b.clean()
}

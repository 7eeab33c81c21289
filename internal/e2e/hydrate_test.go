package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

// examplePages has every kind of page of the example app, with what its main heading says.
var examplePages = []struct {
	name, path, heading string
	status              int
	// noise is what the browser itself says about the page's status, or about an error that the page is made to have.
	noise []string
}{
	{name: "home", path: "/", heading: "Old books, kept burning"},
	{name: "list", path: "/books", heading: "All books"},
	{name: "list, filtered", path: "/books?category=science+fiction&sort=year", heading: "Science fiction"},
	{name: "list, nothing found", path: "/books?q=%3Cb%3E%26%22", heading: "All books"},
	{name: "detail with streamed part", path: "/books/moby-dick", heading: "Moby-Dick"},
	{name: "detail without reviews", path: "/books/silas-marner", heading: "Silas Marner"},
	{name: "authors", path: "/authors", heading: "Authors"},
	{name: "author", path: "/authors/bronte-e", heading: "Emily Brontë"},
	{name: "empty cart", path: "/cart", heading: "Cart"},
	{name: "form", path: "/suggest", heading: "Suggest a book"},
	{name: "thanks", path: "/suggest/thanks?title=Evelina", heading: "Thank you"},
	{name: "handbook", path: "/docs", heading: "Handbook"},
	{name: "markdown", path: "/docs/welcome", heading: "Welcome to the shop"},
	{name: "markdown in a folder", path: "/docs/care/binding", heading: "Bindings"},
	{name: "markdown with footnotes", path: "/docs/returns", heading: "Returns"},
	{name: "nested layout", path: "/about", heading: "A lamp in the window"},
	{name: "nested layout, second page", path: "/about/visit", heading: "Visit us"},
	{name: "date from a loader", path: "/about/site", heading: "How this site is made"},
	{name: "list of troubles", path: "/trouble", heading: "When things go wrong"},
	{name: "no such page", path: "/no/such/page", heading: "Not on our shelves", status: 404, noise: []string{"status of 404"}},
	{name: "loader finds nothing", path: "/books/no-such-book", heading: "Not on our shelves", status: 404, noise: []string{"status of 404"}},
	{name: "render throws", path: "/trouble/render", heading: "Something fell over", status: 500, noise: []string{"status of 500"}},
	{name: "loader throws", path: "/trouble/loader", heading: "Something fell over", status: 500, noise: []string{"status of 500"}},
}

func TestHydration(t *testing.T) { withEngines(t, testHydration) }

// TestDevHydration uses React's development build, which also complains about attributes that differ.
func TestDevHydration(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	s := start(t, "dev", exampleApp(t), "--port", "0")
	testHydration(t, s)
}

func testHydration(t *testing.T, s *server) {
	b := openTab(t)
	for _, page := range examplePages {
		t.Run(page.name, func(t *testing.T) {
			status := page.status
			if status == 0 {
				status = http.StatusOK
			}
			if got := s.get(t, page.path); got.status != status {
				t.Errorf("GET %s: status %d, want %d", page.path, got.status, status)
			} else if ct := got.header.Get("Content-Type"); !strings.EqualFold(ct, "text/html; charset=utf-8") {
				t.Errorf("GET %s: Content-Type %q", page.path, ct)
			}
			b := b.on(t)
			b.open(s.url + page.path)
			b.waitHydrated()
			b.waitText("h1", page.heading)
			b.clean(page.noise...)
		})
	}
}

func TestDevelopmentErrorPage(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	production := serveExample(t).get(t, "/trouble/loader")
	if strings.Contains(production.body, "warehouse") {
		t.Error("a visitor is told the text of an internal error")
	}
	if strings.Contains(production.body, "loader.tsx") {
		t.Error("a visitor is shown a stack")
	}
	development := start(t, "dev", exampleApp(t), "--port", "0").get(t, "/trouble/loader")
	if !strings.Contains(development.body, "the warehouse does not answer") || !strings.Contains(development.body, "loader.tsx") {
		t.Errorf("in development the error page shows no message and place:\n%s", development.body)
	}
}

func TestCounter(t *testing.T) {
	s := serveExample(t)
	b := openTab(t)
	b.open(s.url + "/")
	b.waitHydrated()
	b.waitText(`[data-testid="goal"]`, "12")
	more := `section[aria-label="Reading goal"] button:last-child`
	for range 3 {
		b.click(more)
	}
	b.waitText(`[data-testid="goal"]`, "15")
	b.click(`section[aria-label="Reading goal"] button:first-child`)
	b.waitText(`[data-testid="goal"]`, "14")
	b.clean()
}

func TestCart(t *testing.T) {
	s := serveExample(t)
	b := openTab(t)
	b.open(s.url + "/books/emma")
	b.waitHydrated()
	b.click(`button[aria-label="One copy more"]`)
	b.waitText(`[data-testid="copies"]`, "2 copies")
	b.click(`main .button`)
	b.waitText(`[data-testid="cart-count"]`, "2")
	b.open(s.url + "/cart")
	b.waitText(`[data-testid="total"]`, "€29.50")
	b.clean()
}

func TestTheme(t *testing.T) {
	s := serveExample(t)
	b := openTab(t)
	b.open(s.url + "/about")
	b.waitHydrated()
	const theme = "document.documentElement.dataset.theme"
	before := eval[string](b, theme)
	b.click("header button")
	after := eval[string](b, theme)
	if before == after {
		t.Errorf("the theme is still %q", after)
	}
	b.open(s.url + "/about/visit")
	b.waitHydrated()
	if kept := eval[string](b, theme); kept != after {
		t.Errorf("the next page has theme %q, want %q", kept, after)
	}
	b.clean()
}

// TestFailingPartRecovers: a component that throws on the server inside Suspense is left to the browser, which React reports.
func TestFailingPartRecovers(t *testing.T) { withEngines(t, testFailingPartRecovers) }

func testFailingPartRecovers(t *testing.T, s *server) {
	got := s.get(t, "/trouble/boundary")
	if got.status != http.StatusOK || !strings.Contains(got.body, `data-testid="fallback"`) {
		t.Errorf("status %d, and the fallback should be in\n%s", got.status, got.body)
	}
	b := openTab(t)
	b.open(s.url + "/trouble/boundary")
	b.waitText(`[data-testid="recovered"]`, "Your window is open.")
	for _, problem := range b.takeProblems() {
		// React's development build shows the server's message, the production build its error number for this case.
		if !strings.Contains(problem, "this part needs a browser") && !strings.Contains(problem, "#419") && !strings.Contains(problem, "Switched to client rendering") {
			t.Errorf("in the browser: %s", problem)
		}
	}
}

package e2e_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// overlayText is what the error overlay says, or "" when there is none.
const overlayText = `document.querySelector("ssr-error-overlay")?.shadowRoot.querySelector(".panel")?.innerText ?? ""`

// TestDevServer edits files of a copy of the example app under `ssr dev` and watches an open page.
func TestDevServer(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	dir := copyExample(t)
	s := start(t, "dev", dir, "--port", "0")
	b := openTab(t)
	b.open(s.url + "/about")
	b.waitHydrated()
	b.waitText("h1", "A lamp in the window")
	b.clean()

	about := filepath.Join(dir, "pages", "about", "index.tsx")
	source := readFile(t, about)

	t.Run("an edit reloads the page", func(t *testing.T) {
		b := b.on(t)
		eval[any](b, "window.before = true")
		writeFile(t, about, strings.Replace(source, "A lamp in the window", "A lamp at the door", 1))
		b.waitText("h1", "A lamp at the door")
		b.waitHydrated()
		if eval[bool](b, "'before' in window") {
			t.Error("the page changed without being loaded again")
		}
		b.clean()
	})

	t.Run("a broken file shows an overlay and the last good build is served", func(t *testing.T) {
		b := b.on(t)
		writeFile(t, about, strings.Replace(source, "<h1>A lamp in the window</h1>", "<h1>A lamp <in the window</h1>", 1))
		b.until("an overlay is shown", func() bool { return eval[string](b, overlayText) != "" })
		text := eval[string](b, overlayText)
		line := 1 + strings.Count(source[:strings.Index(source, "<h1>")], "\n")
		for _, part := range []string{"pages/about/index.tsx", "A lamp <in the window", itoa(line)} {
			if !strings.Contains(text, part) {
				t.Errorf("the overlay does not show %q:\n%s", part, text)
			}
		}
		if log := s.log.String(); !strings.Contains(log, "pages/about/index.tsx:"+itoa(line)) || !strings.Contains(log, "A lamp <in the window") {
			t.Errorf("the terminal shows no code frame of line %d:\n%s", line, log)
		}
		if got := s.get(t, "/about"); got.status != http.StatusOK || !strings.Contains(got.body, "A lamp at the door") {
			t.Errorf("the last good build is not served: status %d\n%s", got.status, excerpt(got.body))
		}
		// A page that is opened now shows the overlay, too, over the last good build.
		b.open(s.url + "/about/visit")
		b.waitText("h1", "Visit us")
		b.until("an overlay is shown on a new page", func() bool { return eval[string](b, overlayText) != "" })
		b.takeProblems()
	})

	t.Run("an import that is not there is shown", func(t *testing.T) {
		b := b.on(t)
		writeFile(t, about, "import { gone } from \"@/components/Gone\";\n"+strings.Replace(source, "{shop.name} has", "{gone}{shop.name} has", 1))
		b.until("the overlay names the import", func() bool { return strings.Contains(eval[string](b, overlayText), "@/components/Gone") })
		b.takeProblems()
	})

	t.Run("the overlay goes when the file is mended", func(t *testing.T) {
		b := b.on(t)
		writeFile(t, about, strings.Replace(source, "A lamp in the window", "A lamp on the table", 1))
		b.until("the overlay is gone", func() bool { return eval[string](b, overlayText) == "" })
		b.open(s.url + "/about")
		b.waitText("h1", "A lamp on the table")
		b.waitHydrated()
		b.clean()
	})

	t.Run("a change of styles is applied", func(t *testing.T) {
		b := b.on(t)
		const family = `getComputedStyle(document.querySelector("h1")).letterSpacing`
		before := eval[string](b, family)
		global := filepath.Join(dir, "styles", "global.css")
		writeFile(t, global, readFile(t, global)+"\nh1 { letter-spacing: 7px; }\n")
		b.until("the new style is used", func() bool { return eval[string](b, family) == "7px" && before != "7px" })
		b.clean()
	})

	t.Run("a new page is served", func(t *testing.T) {
		b := b.on(t)
		writeFile(t, filepath.Join(dir, "pages", "new.tsx"), "export default function New() {\n  return <h1>Quite new</h1>;\n}\n")
		b.until("the page is there", func() bool { return s.get(t, "/new").status == http.StatusOK })
		b.open(s.url + "/new")
		b.waitText("h1", "Quite new")
		b.clean()
	})

	t.Run("a removed page is gone", func(t *testing.T) {
		b := b.on(t)
		if err := os.Remove(filepath.Join(dir, "pages", "new.tsx")); err != nil {
			t.Fatal(err)
		}
		b.until("the page is gone", func() bool { return s.get(t, "/new").status == http.StatusNotFound })
	})
}

// TestDevStartsBroken: `ssr dev` on sources that do not build says so, shows it in the browser, and recovers.
func TestDevStartsBroken(t *testing.T) {
	if *urlFlag != "" {
		t.Skip("-url names a server")
	}
	dir := tempApp(t, "small")
	page := filepath.Join(dir, "pages", "index.tsx")
	source := readFile(t, page)
	writeFile(t, page, source+"\nexport const broken = ;\n")
	s := start(t, "dev", dir, "--port", "0")
	b := openTab(t)
	b.open(s.url + "/")
	b.until("an overlay is shown", func() bool { return strings.Contains(eval[string](b, overlayText), "export const broken = ;") })
	b.takeProblems()
	writeFile(t, page, source)
	b.waitText("h1", "Small")
	b.clean()
}

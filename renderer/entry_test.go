package renderer_test

import (
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

func TestSingleEntry(t *testing.T) {
	for _, engine := range []renderer.Engine{renderer.EngineReact, renderer.EngineNative} {
		t.Run(string(engine), func(t *testing.T) { testSingleEntry(t, engine) })
	}
}

func testSingleEntry(t *testing.T, engine renderer.Engine) {
	s := newSite(t, "testdata/app.txtar", siteOptions{engine: engine})
	get := func(path string) *answer {
		return s.get(t, renderer.Request{View: renderer.AppView, URL: "http://shop.example" + path})
	}
	whole := get("/whole").body.String()
	contains(t, whole, `<!DOCTYPE html><html lang="fr"><head>`, `<main>GET /whole<!--$`, `<b>late</b>`, `push([1,'"late"'])`, `,false,""])</script>`)

	for _, path := range []string{"/a?b=c", "/d"} { // the second one is known to need a document
		body := get(path).body.String()
		contains(t, body, `<!DOCTYPE html><html lang="en"><head>`, "<main>GET "+path+"<!--$", "<b>late</b>", `,true,""])</script>`)
		if strings.Count(body, "<main>") != 1 {
			t.Errorf("the page is there more than once: %s", body)
		}
	}
	if a := get("/old"); a.status != 302 || a.header.Get("Location") != "/new" {
		t.Errorf("got %d %v, want a redirect to /new", a.status, a.header)
	}
	if a := get("/missing"); a.status != 404 || !strings.Contains(a.body.String(), "<h1><span>404</span> Not Found</h1>") {
		t.Errorf("got %d %s, want the built-in not-found page", a.status, a.body.String())
	}
	if list := s.take(); len(list) > 0 {
		t.Errorf("errors were told: %v", list[0])
	}
	a := get("/fails")
	if a.status != 500 || len(s.take()) != 1 {
		t.Errorf("got status %d, want 500 and one error", a.status)
	}
	contains(t, a.body.String(), "<h1><span>500</span> Internal Server Error</h1>")
	lacks(t, a.body.String(), "secret")
}

func TestAppViews(t *testing.T) {
	app := renderer.App{Routes: []renderer.Route{
		{ID: "/", File: "pages/index.tsx", Layouts: []string{"pages/_layout.tsx"}, ErrorFile: "pages/_error.tsx", NotFound: "/404"},
		{ID: "/a/[id]", File: "pages/a/[id].tsx", Layouts: []string{"pages/_layout.tsx", "pages/a/_layout.tsx"}, ErrorFile: "pages/a/_error.tsx", NotFound: "/404"},
		{ID: "/404", File: "pages/404.tsx", Layouts: []string{"pages/_layout.tsx"}, ErrorFile: "pages/_error.tsx", Missing: true},
	}}
	var got []string
	for _, v := range app.Views() {
		got = append(got, strings.Join([]string{v.ID, string(v.Kind), strings.Join(v.Layouts, "+"), v.Error, v.NotFound}, " "))
	}
	want := []string{
		"/ page pages/_layout.tsx error:pages/_error.tsx /404",
		"/a/[id] page pages/_layout.tsx+pages/a/_layout.tsx error:pages/a/_error.tsx /404",
		"/404 not-found pages/_layout.tsx error:pages/_error.tsx ",
		"error:pages/_error.tsx error pages/_layout.tsx  ",
		"error:pages/a/_error.tsx error pages/_layout.tsx+pages/a/_layout.tsx  ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBadApps(t *testing.T) {
	for want, app := range map[string]renderer.App{
		"either Routes or an Entry":    {Entry: "app.tsx", Routes: []renderer.Route{{ID: "/", File: "a"}}},
		"the route of a.tsx has no":    {Routes: []renderer.Route{{File: "a.tsx"}}},
		`the route "/" has no file`:    {Routes: []renderer.Route{{ID: "/"}}},
		`two views with the ID "/"`:    {Routes: []renderer.Route{{ID: "/", File: "a"}, {ID: "/", File: "b"}}},
		`page "/404" of the route "/"`: {Routes: []renderer.Route{{ID: "/", File: "a", NotFound: "/404"}}},
	} {
		pool, err := vmpool.New(vmpool.Config{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := renderer.New(renderer.Config{Pool: pool, App: app}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := renderer.New(renderer.Config{}); err == nil || !strings.Contains(err.Error(), "Config.Pool") {
		t.Errorf("got %v, want an error that names Pool", err)
	}
}

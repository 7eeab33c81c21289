package routes_test

import (
	"errors"
	"net/url"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-9eb1e60f/ssr/internal/routes"
)

func tree(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f] = &fstest.MapFile{Data: []byte("export default () => null")}
	}
	return fsys
}

func scan(t *testing.T, files ...string) *routes.Table {
	t.Helper()
	table, err := routes.Scan(tree(files...), "pages")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestScan(t *testing.T) {
	table := scan(t,
		"pages/index.tsx", "pages/_layout.tsx", "pages/404.tsx", "pages/_error.tsx",
		"pages/about.jsx", "pages/about.module.css", "pages/about.test.tsx", "pages/types.d.ts", "pages/readme.mdx",
		"pages/products/index.ts", "pages/products/[id].tsx", "pages/products/new.js",
		"pages/docs/_layout.tsx", "pages/docs/[...slug].tsx", "pages/docs/404.jsx", "pages/docs/_error.js",
		"pages/shop/[[...rest]].tsx", "pages/users/[user]/posts/[post].tsx",
		"pages/_parts/button.tsx", "pages/.hidden/index.tsx", "pages/__tests__/index.tsx",
	)
	root := routes.Route{Layouts: []string{"pages/_layout.tsx"}, NotFound: "/404", ErrorFile: "pages/_error.tsx"}
	with := func(pattern, file string) routes.Route {
		r := root
		r.Pattern, r.File = pattern, file
		return r
	}
	docs := routes.Route{
		Pattern: "/docs/[...slug]", File: "pages/docs/[...slug].tsx", Layouts: []string{"pages/_layout.tsx", "pages/docs/_layout.tsx"},
		NotFound: "/docs/404", ErrorFile: "pages/docs/_error.js",
	}
	want := []routes.Route{
		with("/", "pages/index.tsx"),
		with("/about", "pages/about.jsx"),
		docs,
		with("/products", "pages/products/index.ts"),
		with("/products/new", "pages/products/new.js"),
		with("/products/[id]", "pages/products/[id].tsx"),
		with("/shop/[[...rest]]", "pages/shop/[[...rest]].tsx"),
		with("/users/[user]/posts/[post]", "pages/users/[user]/posts/[post].tsx"),
	}
	if diff := cmp.Diff(want, table.Routes, cmpopts.IgnoreUnexported(routes.Route{})); diff != "" {
		t.Errorf("routes (-want +got):\n%s", diff)
	}
	wantNotFound := []routes.Route{
		{Pattern: "/404", File: "pages/404.tsx", Layouts: root.Layouts, ErrorFile: root.ErrorFile},
		{Pattern: "/docs/404", File: "pages/docs/404.jsx", Layouts: docs.Layouts, ErrorFile: docs.ErrorFile},
	}
	if diff := cmp.Diff(wantNotFound, table.NotFound, cmpopts.IgnoreUnexported(routes.Route{})); diff != "" {
		t.Errorf("404 pages (-want +got):\n%s", diff)
	}
	if got, want := table.Routes[7].Params(), []string{"user", "post"}; !cmp.Equal(got, want) {
		t.Errorf("Params() = %q, want %q", got, want)
	}
	if table.Routes[4].Dynamic() || !table.Routes[5].Dynamic() {
		t.Error("Dynamic() is wrong for /products/new or /products/[id]")
	}
}

func TestScanProblems(t *testing.T) {
	for _, tc := range []struct {
		name  string
		files []string
		want  string
	}{
		{"two extensions", []string{"pages/a.tsx", "pages/a.js"}, "pages/a.js and pages/a.tsx: both are the page of /a"},
		{"file and index", []string{"pages/a.tsx", "pages/a/index.tsx"}, "pages/a.tsx and pages/a/index.tsx: both are the page of /a"},
		{"index twice", []string{"pages/index.tsx", "pages/index.jsx"}, "both are the page of /;"},
		{"two names for one place", []string{"pages/p/[id].tsx", "pages/p/[slug].tsx"}, "pages/p/[id].tsx and pages/p/[slug].tsx: [id] and [slug] are the same place"},
		{"two names, one a folder", []string{"pages/[id]/edit.tsx", "pages/[slug].tsx"}, "[slug]"},
		{"two catch-alls", []string{"pages/d/[...a].tsx", "pages/d/[[...b]].tsx"}, "both catch all that comes after /d"},
		{"catch-all folder", []string{"pages/[...a]/edit.tsx"}, "pages/[...a]: a catch-all must be a file"},
		{"parameter twice", []string{"pages/[id]/[id].tsx"}, `the parameter "id" is there twice`},
		{"unclosed bracket", []string{"pages/[id.tsx"}, "a dynamic segment is written"},
		{"bracket inside", []string{"pages/a[id].tsx"}, "brackets must be around the whole name"},
		{"empty name", []string{"pages/[].tsx"}, "a dynamic segment is written"},
		{"two layouts", []string{"pages/index.tsx", "pages/_layout.tsx", "pages/_layout.js"}, "pages/_layout.js and pages/_layout.tsx: a folder has one _layout"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := routes.Scan(tree(tc.files...), "pages")
			var list *routes.Error
			if !errors.As(err, &list) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got error %v, want one with %q", err, tc.want)
			}
		})
	}
}

func TestScanWithoutPages(t *testing.T) {
	for _, files := range [][]string{{"src/index.tsx"}, {"pages/_layout.tsx", "pages/404.tsx", "pages/style.css"}} {
		if _, err := routes.Scan(tree(files...), "pages"); !errors.Is(err, routes.ErrNoPages) {
			t.Errorf("%q: got error %v, want ErrNoPages", files, err)
		}
	}
}

func TestMatch(t *testing.T) {
	table := scan(t,
		"pages/index.tsx", "pages/404.tsx", "pages/about.tsx", "pages/über uns.tsx",
		"pages/products/index.tsx", "pages/products/[id].tsx", "pages/products/new.tsx", "pages/products/[id]/edit.tsx",
		"pages/docs/[...slug].tsx", "pages/docs/404.tsx", "pages/shop/[[...rest]].tsx", "pages/shop/cart/index.tsx",
		"pages/users/[user]/404.tsx", "pages/users/[user]/index.tsx",
	)
	for _, tc := range []struct {
		path     string
		pattern  string            // "" for none
		params   map[string]string // nil for none
		redirect string
		notFound string
	}{
		{path: "/", pattern: "/"},
		{path: "//", pattern: "/", redirect: "/"},
		{path: "/about", pattern: "/about"},
		{path: "/About", notFound: "/404"},
		{path: "/about/", pattern: "/about", redirect: "/about"},
		{path: "//about", pattern: "/about", redirect: "/about"},
		{path: "/./about", pattern: "/about", redirect: "/about"},
		{path: "/x/../about", pattern: "/about", redirect: "/about"},
		{path: "/x/%2E%2e/about", pattern: "/about", redirect: "/about"},
		{path: "/../../about", pattern: "/about", redirect: "/about"},
		{path: "/...", notFound: "/404"},
		{path: "/%61bout", pattern: "/about"},
		{path: "/%C3%BCber%20uns", pattern: "/über uns"},
		{path: "/products", pattern: "/products"},
		{path: "/products/new", pattern: "/products/new"},
		{path: "/products/7", pattern: "/products/[id]", params: map[string]string{"id": "7"}},
		{path: "/products/a%2Fb%20c", pattern: "/products/[id]", params: map[string]string{"id": "a/b c"}},
		{path: "/products/a%252Fb", pattern: "/products/[id]", params: map[string]string{"id": "a%2Fb"}},
		{path: "/products/a+b", pattern: "/products/[id]", params: map[string]string{"id": "a+b"}},
		{path: "/products/new/edit", pattern: "/products/[id]/edit", params: map[string]string{"id": "new"}},
		{path: "/products/new/nothing", notFound: "/404"},
		{path: `/products/\evil.com/`, pattern: "/products/[id]", params: map[string]string{"id": `\evil.com`}, redirect: "/products/%5Cevil.com"},
		{path: "/docs", notFound: "/docs/404"},
		{path: "/docs/a/b", pattern: "/docs/[...slug]", params: map[string]string{"slug": "a/b"}},
		{path: "/docs/a%2Fb/c", pattern: "/docs/[...slug]", params: map[string]string{"slug": "a%2Fb/c"}},
		{path: "/shop", pattern: "/shop/[[...rest]]"},
		{path: "/shop/x", pattern: "/shop/[[...rest]]", params: map[string]string{"rest": "x"}},
		{path: "/shop/cart", pattern: "/shop/cart"},
		{path: "/users/7", pattern: "/users/[user]", params: map[string]string{"user": "7"}},
		{path: "/users/7/nothing", notFound: "/users/[user]/404"},
		{path: "/404", notFound: "/404"},
	} {
		t.Run(tc.path, func(t *testing.T) {
			m, err := table.Match(tc.path)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]any{"pattern": "", "params": m.Params, "redirect": m.Redirect, "notFound": ""}
			if m.Route != nil {
				got["pattern"] = m.Route.Pattern
			}
			if m.NotFound != nil {
				got["notFound"] = m.NotFound.Pattern
			}
			want := map[string]any{"pattern": tc.pattern, "params": tc.params, "redirect": tc.redirect, "notFound": tc.notFound}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for _, bad := range []string{"", "about", "*", "/%", "/%zz", "/a%2", "/%ff", "/%00", "/products/%c3%28"} {
		if m, err := table.Match(bad); !errors.Is(err, routes.ErrPath) {
			t.Errorf("Match(%q) = %+v, %v; want ErrPath", bad, m, err)
		}
	}
}

func TestTableSurvivesJSON(t *testing.T) {
	table := scan(t, "pages/index.tsx", "pages/404.tsx", "pages/products/[id].tsx")
	again, err := routes.NewTable(table.Routes, table.NotFound)
	if err != nil {
		t.Fatal(err)
	}
	m, err := again.Match("/products/7")
	if err != nil || m.Route == nil || m.Params["id"] != "7" {
		t.Errorf("Match = %+v, %v", m, err)
	}
	for _, bad := range []string{"", "x", "/a//b", "/[id", "/a/"} {
		if _, err := routes.NewTable([]routes.Route{{Pattern: bad, File: "f"}}, nil); err == nil {
			t.Errorf("NewTable accepts the pattern %q", bad)
		}
	}
}

// FuzzMatch checks what every caller relies on: no panic, params that are in the path, and canonical paths that are stable
// and stay on the host.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{"/", "/a/b", "/a//../b/", "/%2e%2E/x", "/a%2fb", `/\\x/`, "/\x00", "//evil.com/", "/%5c%5cevil", "/a?b", "/..%2f"} {
		f.Add(s)
	}
	table, err := routes.Scan(tree("pages/index.tsx", "pages/[a].tsx", "pages/[a]/b.tsx", "pages/b/[[...rest]].tsx", "pages/404.tsx"), "pages")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, p string) {
		m, err := table.Match(p)
		if err != nil {
			if m.Route != nil || m.NotFound != nil {
				t.Fatalf("Match(%q) has an error and a result", p)
			}
			return
		}
		canonical, err := routes.CanonicalPath(p)
		if err != nil {
			t.Fatalf("CanonicalPath(%q): %v after a match", p, err)
		}
		again, err := table.Match(canonical)
		if err != nil || again.Redirect != "" {
			t.Fatalf("the canonical path %q of %q gives %+v, %v", canonical, p, again, err)
		}
		if !cmp.Equal(m.Params, again.Params) {
			t.Fatalf("params %v of %q, %v of %q", m.Params, p, again.Params, canonical)
		}
		if m.Redirect == "" {
			return
		}
		if m.Redirect != canonical {
			t.Fatalf("redirect %q, canonical %q", m.Redirect, canonical)
		}
		u, err := url.Parse(m.Redirect)
		if err != nil || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(m.Redirect, "\\\r\n ") {
			t.Fatalf("redirect %q of %q leaves the path: %+v, %v", m.Redirect, p, u, err)
		}
		if clean := path.Clean(u.EscapedPath()); clean != u.EscapedPath() {
			t.Fatalf("redirect %q isn't clean (%q)", m.Redirect, clean)
		}
	})
}

// Package routes turns the files of a pages folder into routes and matches URLs against them.
//
//	pages/index.tsx            /
//	pages/products/[id].tsx    /products/[id]       one segment, params.id
//	pages/docs/[...slug].tsx   /docs/[...slug]      one segment or more
//	pages/docs/[[...slug]].tsx /docs/[[...slug]]    none or more, so /docs too
//	pages/_layout.tsx          wraps every page of the folder and of those below it
//	pages/404.tsx              shown where nothing matches below the folder
//	pages/_error.tsx           shown when a page below the folder fails
//
// Files are named by their path in the app's folder, with slashes. A Table is immutable and safe for concurrent use.
package routes

import (
	"slices"
	"strings"
)

// Route is one page.
type Route struct {
	// Pattern is the route's name, such as "/products/[id]": the page's path below the pages folder without extension and index.
	Pattern string `json:"pattern"`
	// File is the page's file.
	File string `json:"file"`
	// Layouts are the _layout files around the page, the outermost first.
	Layouts []string `json:"layouts,omitempty"`
	// NotFound is the pattern of the nearest not-found page in Table.NotFound, ErrorFile the nearest _error file; "" for none.
	NotFound  string `json:"notFound,omitempty"`
	ErrorFile string `json:"errorFile,omitempty"`

	segments []segment
}

// Table is all that a pages folder holds.
type Table struct {
	// Routes are the pages, in the order in which they are tried: static segments before dynamic ones before catch-alls.
	Routes []Route `json:"routes"`
	// NotFound are the 404 pages; their pattern is that of their folder with "/404" at the end. They match no URL of their own.
	NotFound []Route `json:"notFound,omitempty"`

	root *node
}

// Params returns the names of the pattern's dynamic segments, in order.
func (r *Route) Params() []string {
	var names []string
	for _, s := range parsePattern(r.Pattern) {
		if s.kind != static {
			names = append(names, s.text)
		}
	}
	return names
}

// Dynamic reports whether the pattern has a dynamic segment, so that its URLs can't be listed.
func (r *Route) Dynamic() bool { return strings.Contains(r.Pattern, "[") }

// kind orders segments by how specific they are.
type kind int

const (
	static kind = iota
	param
	catchAll
	optionalCatchAll
)

// segment is one part of a pattern: the text of a static one, the name of a dynamic one.
type segment struct {
	kind kind
	text string
}

// parseSegment reads the name of a file (without its extension) or folder. problem is "" when it is well formed.
func parseSegment(name string) (s segment, problem string) {
	inner, ok := strings.CutPrefix(name, "[[...")
	switch {
	case ok:
		inner, ok = strings.CutSuffix(inner, "]]")
		s = segment{optionalCatchAll, inner}
	case strings.HasPrefix(name, "[..."):
		inner, ok = strings.CutSuffix(name[len("[..."):], "]")
		s = segment{catchAll, inner}
	case strings.HasPrefix(name, "["):
		inner, ok = strings.CutSuffix(name[len("["):], "]")
		s = segment{param, inner}
	case strings.ContainsAny(name, "[]"):
		return s, "brackets must be around the whole name: [id], [...slug] or [[...slug]]"
	default:
		return segment{static, name}, ""
	}
	if !ok || !identifier(inner) {
		return s, "a dynamic segment is written [name], [...name] or [[...name]], with letters, digits and _ in the name"
	}
	return s, ""
}

func identifier(s string) bool {
	for i, r := range s {
		letter := r == '_' || r == '$' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// parsePattern is the reverse of joining segment names; the pattern must be well formed.
func parsePattern(pattern string) []segment {
	if pattern == "/" {
		return nil
	}
	var out []segment
	for name := range strings.SplitSeq(strings.TrimPrefix(pattern, "/"), "/") {
		s, _ := parseSegment(name)
		out = append(out, s)
	}
	return out
}

// compare sorts routes by how they are tried: segment for segment the more specific first, then by text.
func compare(a, b *Route) int {
	for i := range min(len(a.segments), len(b.segments)) {
		x, y := a.segments[i], b.segments[i]
		if x.kind != y.kind {
			return int(x.kind - y.kind)
		}
		if c := strings.Compare(x.text, y.text); c != 0 {
			return c
		}
	}
	return len(a.segments) - len(b.segments)
}

// NewTable makes a Table of routes that Scan found earlier and a build kept. The error names a pattern that is malformed
// or there twice.
func NewTable(pages, notFound []Route) (*Table, error) {
	t := &Table{Routes: slices.Clone(pages), NotFound: slices.Clone(notFound)}
	var list problems
	for i := range t.NotFound {
		t.NotFound[i].segments = parsePattern(t.NotFound[i].Pattern)
	}
	for i := range t.Routes {
		r := &t.Routes[i]
		r.segments = nil
		if !strings.HasPrefix(r.Pattern, "/") {
			list.add(r.File, "the pattern %q does not begin with a slash", r.Pattern)
			continue
		}
		for name := range strings.SplitSeq(r.Pattern[1:], "/") {
			s, problem := parseSegment(name)
			switch {
			case name == "" && r.Pattern == "/":
			case name == "" || problem != "":
				list.add(r.File, "the pattern %q is malformed", r.Pattern)
			default:
				r.segments = append(r.segments, s)
			}
		}
	}
	if err := list.err(); err != nil {
		return nil, err
	}
	t.finish(&list)
	return t, list.err()
}

// finish sorts the routes and builds the tree that Match walks.
func (t *Table) finish(list *problems) {
	slices.SortFunc(t.Routes, func(a, b Route) int { return compare(&a, &b) })
	slices.SortFunc(t.NotFound, func(a, b Route) int { return compare(&a, &b) })
	t.root = &node{}
	for i := range t.Routes {
		t.root.insert(&t.Routes[i], list)
	}
}

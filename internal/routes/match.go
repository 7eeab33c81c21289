package routes

import (
	"cmp"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"
)

// ErrPath is the error of Match for a path that no URL should have: not absolute, an invalid percent encoding, bytes that
// are not UTF-8. It is the client's fault (400).
var ErrPath = errors.New("malformed path")

// Match is what a URL's path means.
type Match struct {
	// Route is the page; nil when there is none.
	Route *Route
	// NotFound is the 404 page to show when Route is nil: that of the deepest folder that the path lies below; nil when there is none.
	NotFound *Route
	// Params has the values of the dynamic segments, decoded once. The value of a catch-all is its segments joined by
	// slashes; a slash inside one of them stays written as %2F. Nil when there are none.
	Params map[string]string
	// Redirect is the canonical path (still encoded) when Route matches it but the path is another one: with a slash at its
	// end, empty segments, "." or "..". Then Route is that of the canonical path.
	Redirect string
}

// Match finds the route of a path as url.URL's EscapedPath gives it. Names are case-sensitive.
func (t *Table) Match(escapedPath string) (Match, error) {
	raw, clean, err := split(escapedPath)
	if err != nil {
		return Match{}, err
	}
	segments := make([]string, len(raw))
	for i, s := range raw {
		if segments[i], err = decode(s); err != nil {
			return Match{}, err
		}
	}
	var m Match
	var values [16]string
	if leaf := t.root.find(segments, values[:0]); leaf.route != nil {
		m.Route = leaf.route
		m.Params = leaf.params()
		if !clean {
			m.Redirect = join(raw)
		}
		return m, nil
	}
	m.NotFound = t.nearestNotFound(segments)
	return m, nil
}

// CanonicalPath returns an encoded path without empty, "." and ".." segments and without a slash at its end.
func CanonicalPath(escapedPath string) (string, error) {
	raw, _, err := split(escapedPath)
	if err != nil {
		return "", err
	}
	return join(raw), nil
}

// split cuts a path into segments, still encoded, and resolves dot segments as the URL standard does, where %2e is a dot, too.
// clean is false when joining the result gives another path.
func split(escapedPath string) (segments []string, clean bool, err error) {
	rest, ok := strings.CutPrefix(escapedPath, "/")
	if !ok {
		return nil, false, ErrPath
	}
	if rest == "" {
		return nil, true, nil
	}
	clean = true
	segments = make([]string, 0, strings.Count(rest, "/")+1)
	for s := range strings.SplitSeq(rest, "/") {
		switch dots(s) {
		case 0:
			if s != "" {
				segments = append(segments, s)
				continue
			}
		case 2:
			segments = segments[:max(0, len(segments)-1)]
		}
		clean = false
	}
	return segments, clean, nil
}

// dots returns 1 for a "." segment, 2 for a ".." segment, else 0.
func dots(s string) int {
	if len(s) == 0 || len(s) > 6 || s[0] != '.' && s[0] != '%' {
		return 0
	}
	n := 0
	for len(s) > 0 {
		switch {
		case s[0] == '.':
			s = s[1:]
		case len(s) >= 3 && s[0] == '%' && s[1] == '2' && (s[2] == 'e' || s[2] == 'E'):
			s = s[3:]
		default:
			return 0
		}
		n++
	}
	if n > 2 {
		return 0
	}
	return n
}

// join is the reverse of split. What a browser might read as a slash, or must not stand in a header, is encoded, so that
// the result is always a path on the same host.
func join(segments []string) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteByte('/')
		for i := range len(s) {
			if c := s[i]; c <= ' ' || c == '\\' || c >= 0x7f || c == '?' || c == '#' {
				const hex = "0123456789ABCDEF"
				b.WriteByte('%')
				b.WriteByte(hex[c>>4])
				b.WriteByte(hex[c&15])
			} else {
				b.WriteByte(c)
			}
		}
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}

func decode(s string) (string, error) {
	if strings.IndexByte(s, '%') >= 0 {
		var err error
		if s, err = url.PathUnescape(s); err != nil {
			return "", ErrPath
		}
	}
	if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return "", ErrPath
	}
	return s, nil
}

// node is a position in the tree of patterns.
type node struct {
	static   map[string]*node
	param    *node
	catchAll *Route
	optional bool // the catch-all matches without a segment, too
	route    *Route
	// sample is a route at or below this node, to be named in conflicts.
	sample *Route
}

func (n *node) insert(r *Route, list *problems) {
	for i, s := range r.segments {
		switch s.kind {
		case static:
			if n.static == nil {
				n.static = map[string]*node{}
			}
			if n.static[s.text] == nil {
				n.static[s.text] = &node{sample: r}
			}
			n = n.static[s.text]
		case param:
			if n.param == nil {
				n.param = &node{sample: r}
			} else if other := n.param.sample; other.segments[i].text != s.text {
				list.conflict(other.File, r.File, "[%s] and [%s] are the same place in the URL; use one name", other.segments[i].text, s.text)
				return
			}
			n = n.param
		default:
			if n.catchAll != nil {
				list.conflict(n.catchAll.File, r.File, "both catch all that comes after %s; remove one", parent(r.Pattern))
				return
			}
			n.catchAll, n.optional = r, s.kind == optionalCatchAll
			return
		}
	}
	if n.route != nil {
		list.conflict(n.route.File, r.File, "both are the page of %s; remove one", r.Pattern)
		return
	}
	n.route = r
}

func parent(pattern string) string { return cmp.Or(pattern[:strings.LastIndexByte(pattern, '/')], "/") }

// leaf is a found route with the values of its dynamic segments in the order of the pattern.
type leaf struct {
	route  *Route
	values []string
	rest   []string // what the catch-all took
}

// find walks down, the most specific branch first; each node of the tree is visited once at most.
func (n *node) find(segments, values []string) leaf {
	if len(segments) == 0 {
		switch {
		case n.route != nil:
			return leaf{route: n.route, values: values}
		case n.catchAll != nil && n.optional:
			return leaf{route: n.catchAll, values: values}
		}
		return leaf{}
	}
	if next := n.static[segments[0]]; next != nil {
		if l := next.find(segments[1:], values); l.route != nil {
			return l
		}
	}
	if n.param != nil {
		if l := n.param.find(segments[1:], append(values, segments[0])); l.route != nil {
			return l
		}
	}
	if n.catchAll != nil {
		return leaf{route: n.catchAll, values: values, rest: segments}
	}
	return leaf{}
}

func (l leaf) params() map[string]string {
	var out map[string]string
	next := 0
	for _, s := range l.route.segments {
		if s.kind == static {
			continue
		}
		if out == nil {
			out = make(map[string]string, 2)
		}
		if s.kind == param {
			out[s.text] = l.values[next]
			next++
		} else if len(l.rest) > 0 || s.kind == catchAll {
			out[s.text] = joinRest(l.rest)
		}
	}
	return out
}

func joinRest(rest []string) string {
	var b strings.Builder
	for i, s := range rest {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(strings.ReplaceAll(s, "/", "%2F"))
	}
	return b.String()
}

// nearestNotFound finds the 404 page whose folder has the longest pattern that is a prefix of the path.
func (t *Table) nearestNotFound(segments []string) *Route {
	var best *Route
	for i := range t.NotFound {
		r := &t.NotFound[i]
		folder := r.segments[:len(r.segments)-1]
		if len(folder) <= len(segments) && prefix(folder, segments) && (best == nil || len(r.segments) > len(best.segments)) {
			best = r
		}
	}
	return best
}

func prefix(folder []segment, segments []string) bool {
	for i, s := range folder {
		if s.kind == static && s.text != segments[i] {
			return false
		}
	}
	return true
}

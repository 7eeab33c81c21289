package weburl

import "strings"

// The setters of the URL class, section 6.1: each takes the input that JavaScript gave, and leaves the record as it is when that
// cannot be.

func (r *record) setProtocol(s string) {
	scheme, _, ok := cutScheme(withoutTabs(s) + ":")
	if !ok {
		return
	}
	scheme = strings.ToLower(scheme)
	if (defaultPort(scheme) >= 0) != r.special() ||
		scheme == "file" && (r.username != "" || r.password != "" || r.port >= 0) || r.scheme == "file" && r.host == "" {
		return
	}
	r.scheme = scheme
	r.setPort(r.port)
}

// bare reports whether the URL cannot have a username, password or port.
func (r *record) bare() bool { return r.host == "" || r.scheme == "file" }

func (r *record) setUsername(s string) {
	if !r.bare() {
		r.username = encode(s, userinfoSet)
	}
}

func (r *record) setPassword(s string) {
	if !r.bare() {
		r.password = encode(s, userinfoSet)
	}
}

// setHost is the host setter, or the hostname setter, which takes no port.
func (r *record) setHost(s string, withPort bool) {
	if r.opaque {
		return
	}
	s = withoutTabs(s)
	end := min(r.indexSlash(s), indexOrEnd(s, '?'), indexOrEnd(s, '#'))
	s = s[:end]
	if r.scheme == "file" {
		host := ""
		if s != "" {
			var ok bool
			if host, ok = parseHost(s, true); !ok {
				return
			}
			if host == "localhost" {
				host = ""
			}
		}
		r.host, r.hasHost = host, true
		return
	}
	name, port, hasPort := cutPort(s)
	switch {
	case name == "" && (hasPort || r.special() || r.username != "" || r.password != "" || r.port >= 0):
		return
	case hasPort && !withPort:
		return
	}
	host, ok := parseHost(name, r.special())
	if !ok {
		return
	}
	r.host, r.hasHost = host, true
	if n, _, ok := leadingPort(port); ok {
		r.setPort(n)
	}
}

func indexOrEnd(s string, c byte) int {
	if i := strings.IndexByte(s, c); i >= 0 {
		return i
	}
	return len(s)
}

func (r *record) setPortText(s string) {
	if r.bare() {
		return
	}
	if s == "" {
		r.port = -1
		return
	}
	if n, _, ok := leadingPort(withoutTabs(s)); ok {
		r.setPort(n)
	}
}

func (r *record) setPathname(s string) {
	if r.opaque {
		return
	}
	s = withoutTabs(s)
	r.path = ""
	switch {
	case s != "" && r.isSlash(s[0]):
		r.appendPath(s[1:])
	case s != "":
		r.appendPath(s)
	case r.special() || !r.hasHost:
		r.path = "/"
	}
}

func (r *record) setSearch(s string) {
	if s == "" {
		r.query, r.hasQuery = "", false
		r.stripOpaque()
		return
	}
	r.query, r.hasQuery = encode(withoutTabs(strings.TrimPrefix(s, "?")), r.querySet()), true
}

func (r *record) setHash(s string) {
	if s == "" {
		r.fragment, r.hasFragment = "", false
		r.stripOpaque()
		return
	}
	r.fragment, r.hasFragment = encode(withoutTabs(strings.TrimPrefix(s, "#")), fragmentSet), true
}

// stripOpaque removes the spaces at the end of an opaque path that nothing follows any more.
func (r *record) stripOpaque() {
	if r.opaque && !r.hasQuery && !r.hasFragment {
		r.path = strings.TrimRight(r.path, " ")
	}
}

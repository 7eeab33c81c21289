package weburl

import (
	"strconv"
	"strings"
)

// record is a URL record of the standard, section 4.1. The host is serialized, and so is the path: an opaque one as it is, a list as its
// segments each after a "/".
type record struct {
	scheme             string
	username, password string
	host               string
	hasHost            bool
	port               int // -1: none
	path               string
	opaque             bool
	query, fragment    string
	hasQuery           bool
	hasFragment        bool
}

// defaultPort is the port of a special scheme, 0 for file, -1 for a scheme that isn't special.
func defaultPort(scheme string) int {
	switch scheme {
	case "http", "ws":
		return 80
	case "https", "wss":
		return 443
	case "ftp":
		return 21
	case "file":
		return 0
	}
	return -1
}

func (r *record) special() bool { return defaultPort(r.scheme) >= 0 }

func (r *record) href() string {
	var b strings.Builder
	b.Grow(len(r.scheme) + len(r.username) + len(r.password) + len(r.host) + len(r.path) + len(r.query) + len(r.fragment) + 16)
	b.WriteString(r.scheme)
	b.WriteByte(':')
	if r.hasHost {
		b.WriteString("//")
		if r.username != "" || r.password != "" {
			b.WriteString(r.username)
			if r.password != "" {
				b.WriteByte(':')
				b.WriteString(r.password)
			}
			b.WriteByte('@')
		}
		b.WriteString(r.hostAndPort())
	} else if !r.opaque && strings.HasPrefix(r.path, "//") {
		b.WriteString("/.")
	}
	b.WriteString(r.path)
	if r.hasQuery {
		b.WriteByte('?')
		b.WriteString(r.query)
	}
	if r.hasFragment {
		b.WriteByte('#')
		b.WriteString(r.fragment)
	}
	return b.String()
}

func (r *record) hostAndPort() string {
	if r.port < 0 {
		return r.host
	}
	return r.host + ":" + strconv.Itoa(r.port)
}

func (r *record) origin() string {
	switch r.scheme {
	case "http", "https", "ws", "wss", "ftp":
		return r.scheme + "://" + r.hostAndPort()
	case "blob":
		if inner, ok := parse(r.path, nil); ok && (inner.scheme == "http" || inner.scheme == "https") {
			return inner.origin()
		}
	}
	return "null"
}

func (r *record) search() string {
	if r.query == "" {
		return ""
	}
	return "?" + r.query
}

func (r *record) hash() string {
	if r.fragment == "" {
		return ""
	}
	return "#" + r.fragment
}

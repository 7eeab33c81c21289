package weburl

import "strings"

// parse is the basic URL parser of section 4.4. The standard writes it as a state machine over code points; since a "#" ends everything
// before the fragment and a "?" everything before the query, here the input is cut at those first and each part parsed at once.
// The input is UTF-8.
func parse(input string, base *record) (*record, bool) {
	input = strings.Trim(input, c0OrSpace)
	input = withoutTabs(input)
	r := &record{port: -1}
	scheme, rest, ok := cutScheme(input)
	hier := input
	if ok {
		hier = rest
	}
	var fragment, query string
	hier, fragment, r.hasFragment = strings.Cut(hier, "#")
	hier, query, r.hasQuery = strings.Cut(hier, "?")
	if ok {
		r.scheme = strings.ToLower(scheme)
		ok = r.absolute(hier, base)
	} else {
		ok = r.relativeTo(hier, base)
	}
	if !ok {
		return nil, false
	}
	if query != "" {
		r.query = encode(query, r.querySet())
	}
	if fragment != "" {
		r.fragment = encode(fragment, fragmentSet)
	}
	return r, true
}

const c0OrSpace = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0B\x0C\r\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F "

func withoutTabs(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
}

// cutScheme cuts s after its scheme and the colon.
func cutScheme(s string) (scheme, rest string, ok bool) {
	if s == "" || !isAlpha(s[0]) {
		return "", "", false
	}
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case isAlpha(c), isDigit(c), c == '+', c == '-', c == '.':
		case c == ':':
			return s[:i], s[i+1:], true
		default:
			return "", "", false
		}
	}
	return "", "", false
}

func (r *record) querySet() encodeSet {
	if r.special() {
		return specialQuerySet
	}
	return querySet
}

// absolute parses what follows "scheme:".
func (r *record) absolute(hier string, base *record) bool {
	switch {
	case r.scheme == "file":
		return r.file(hier, base)
	case r.special():
		if base != nil && base.scheme == r.scheme && !strings.HasPrefix(hier, "//") {
			return r.relative(hier, base)
		}
		return r.authority(strings.TrimLeft(hier, `/\`))
	case strings.HasPrefix(hier, "//"):
		return r.authority(hier[2:])
	case strings.HasPrefix(hier, "/"):
		r.appendPath(hier[1:])
		return true
	}
	r.opaque = true
	r.path = encode(hier, c0Set)
	return true
}

// relativeTo parses a URL without a scheme.
func (r *record) relativeTo(hier string, base *record) bool {
	switch {
	case base == nil:
		return false
	case base.opaque:
		if hier != "" || r.hasQuery || !r.hasFragment {
			return false
		}
		*r = *base
		r.hasFragment, r.fragment = true, ""
		return true
	}
	r.scheme = base.scheme
	if r.scheme == "file" {
		return r.file(hier, base)
	}
	return r.relative(hier, base)
}

func (r *record) isSlash(c byte) bool { return c == '/' || c == '\\' && r.special() }

func (r *record) takeHost(base *record) {
	r.username, r.password = base.username, base.password
	r.host, r.hasHost, r.port = base.host, base.hasHost, base.port
}

// takePath takes base's path and, unless the input has its own, its query.
func (r *record) takePath(base *record, hier string) {
	r.path = base.path
	if hier == "" && !r.hasQuery {
		r.query, r.hasQuery = base.query, base.hasQuery
	}
}

func (r *record) relative(hier string, base *record) bool {
	if hier != "" && r.isSlash(hier[0]) {
		hier = hier[1:]
		if hier != "" && r.isSlash(hier[0]) {
			if r.special() {
				return r.authority(strings.TrimLeft(hier, `/\`))
			}
			return r.authority(hier[1:])
		}
		r.takeHost(base)
		r.appendPath(hier)
		return true
	}
	r.takeHost(base)
	r.takePath(base, hier)
	if hier != "" {
		r.shorten()
		r.appendPath(hier)
	}
	return true
}

func (r *record) file(hier string, base *record) bool {
	r.hasHost = true
	if base != nil && base.scheme != "file" {
		base = nil
	}
	if hier != "" && r.isSlash(hier[0]) {
		hier = hier[1:]
		if hier != "" && r.isSlash(hier[0]) {
			return r.fileHost(hier[1:])
		}
		if base != nil {
			r.host = base.host
			if first := firstSegment(base.path); !startsWithDrive(hier) && isDrive(first) && first[1] == ':' {
				r.path = "/" + first
			}
		}
		r.appendPath(hier)
		return true
	}
	if base != nil {
		r.host = base.host
		r.takePath(base, hier)
		if hier == "" {
			return true
		}
		if startsWithDrive(hier) {
			r.path = ""
		} else {
			r.shorten()
		}
	}
	r.appendPath(hier)
	return true
}

func (r *record) fileHost(hier string) bool {
	end := r.indexSlash(hier)
	name := hier[:end]
	if isDrive(name) {
		r.appendPath(hier)
		return true
	}
	if name != "" {
		host, ok := parseHost(name, true)
		if !ok {
			return false
		}
		if host != "localhost" {
			r.host = host
		}
	}
	r.startPath(hier[end:])
	return true
}

// indexSlash is the index of the first slash, or the end.
func (r *record) indexSlash(s string) int {
	for i := range len(s) {
		if r.isSlash(s[i]) {
			return i
		}
	}
	return len(s)
}

func (r *record) authority(hier string) bool {
	end := r.indexSlash(hier)
	authority, path := hier[:end], hier[end:]
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		username, password, _ := strings.Cut(authority[:at], ":")
		r.username, r.password = encode(username, userinfoSet), encode(password, userinfoSet)
		if authority = authority[at+1:]; authority == "" {
			return false
		}
	}
	name, port, hasPort := cutPort(authority)
	if name == "" && (hasPort || r.special()) {
		return false
	}
	var ok bool
	if r.host, ok = parseHost(name, r.special()); !ok {
		return false
	}
	r.hasHost = true
	if hasPort && port != "" {
		n, rest, ok := leadingPort(port)
		if !ok || rest != "" {
			return false
		}
		r.setPort(n)
	}
	r.startPath(path)
	return true
}

// cutPort cuts at the first colon that isn't in brackets.
func cutPort(s string) (host, port string, ok bool) {
	inside := false
	for i := range len(s) {
		switch s[i] {
		case '[':
			inside = true
		case ']':
			inside = false
		case ':':
			if !inside {
				return s[:i], s[i+1:], true
			}
		}
	}
	return s, "", false
}

// leadingPort reads the digits at the start of s; false when there are none or the number is too big.
func leadingPort(s string) (port int, rest string, ok bool) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		if port = port*10 + int(s[i]-'0'); port > 65535 {
			return 0, "", false
		}
		i++
	}
	return port, s[i:], i > 0
}

func (r *record) setPort(port int) {
	r.port = port
	if port == defaultPort(r.scheme) && port != 0 {
		r.port = -1
	}
}

// startPath is the path start state: s is empty or starts with a slash.
func (r *record) startPath(s string) {
	switch {
	case s != "":
		r.appendPath(s[1:])
	case r.special():
		r.path += "/"
	}
}

// appendPath is the path state: it adds the segments of s, which starts after a slash, to the path.
func (r *record) appendPath(s string) {
	for {
		end := r.indexSlash(s)
		last := end == len(s)
		segment := s[:end]
		switch dots(segment) {
		case 2:
			r.shorten()
			if last {
				r.path += "/"
			}
		case 1:
			if last {
				r.path += "/"
			}
		default:
			segment = encode(segment, pathSet)
			if r.scheme == "file" && r.path == "" && isDrive(segment) {
				segment = segment[:1] + ":"
			}
			r.path += "/" + segment
		}
		if last {
			return
		}
		s = s[end+1:]
	}
}

// dots is 1 for a single-dot segment, 2 for a double-dot one, otherwise 0.
func dots(s string) int {
	n := 0
	for s != "" {
		switch {
		case s[0] == '.':
			s = s[1:]
		case len(s) >= 3 && s[0] == '%' && s[1] == '2' && s[2]|0x20 == 'e':
			s = s[3:]
		default:
			return 0
		}
		if n++; n > 2 {
			return 0
		}
	}
	return n
}

// shorten removes the last segment, but for the drive letter of a file.
func (r *record) shorten() {
	i := strings.LastIndexByte(r.path, '/')
	if i < 0 || i == 0 && r.scheme == "file" && isDrive(r.path[1:]) && r.path[2] == ':' {
		return
	}
	r.path = r.path[:i]
}

func firstSegment(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first
}

// isDrive reports whether s is a Windows drive letter, normalized ("C:") or not ("C|").
func isDrive(s string) bool { return len(s) == 2 && isAlpha(s[0]) && (s[1] == ':' || s[1] == '|') }

func startsWithDrive(s string) bool {
	return len(s) >= 2 && isDrive(s[:2]) && (len(s) == 2 || s[2] == '/' || s[2] == '\\')
}

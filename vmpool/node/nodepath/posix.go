package nodepath

import "strings"

// clean resolves "." and ".." in a path without root. Where ".." leads above the start it is kept only when above is allowed.
func clean(path string, above bool, separator byte, isSeparator func(byte) bool) string {
	var parts []string
	start := 0
	for i := 0; i <= len(path); i++ {
		if i < len(path) && !isSeparator(path[i]) {
			continue
		}
		switch part := path[start:i]; part {
		case "", ".":
		case "..":
			if n := len(parts); n > 0 && parts[n-1] != ".." {
				parts = parts[:n-1]
			} else if above {
				parts = append(parts, part)
			}
		default:
			parts = append(parts, part)
		}
		start = i + 1
	}
	return strings.Join(parts, string(separator))
}

func isSlash(c byte) bool { return c == '/' }

// posix is the flavour of path.posix.
type posix struct{}

func (posix) resolve(paths []string, cwd func() string, _ func(string) string) string {
	resolved, absolute := "", false
	for i := len(paths) - 1; i >= -1 && !absolute; i-- {
		path := ""
		if i >= 0 {
			path = paths[i]
		} else {
			path = cwd()
		}
		if path == "" {
			continue
		}
		resolved = path + "/" + resolved
		absolute = path[0] == '/'
	}
	resolved = clean(resolved, !absolute, '/', isSlash)
	switch {
	case absolute:
		return "/" + resolved
	case resolved == "":
		return "."
	}
	return resolved
}

func (posix) normalize(path string) string {
	if path == "" {
		return "."
	}
	absolute, trailing := path[0] == '/', strings.HasSuffix(path, "/")
	out := clean(path, !absolute, '/', isSlash)
	switch {
	case out == "" && absolute:
		return "/"
	case out == "" && trailing:
		return "./"
	case out == "":
		return "."
	}
	if trailing {
		out += "/"
	}
	if absolute {
		return "/" + out
	}
	return out
}

func (posix) isAbsolute(path string) bool { return strings.HasPrefix(path, "/") }

func (p posix) join(paths []string) string {
	var kept []string
	for _, path := range paths {
		if path != "" {
			kept = append(kept, path)
		}
	}
	if len(kept) == 0 {
		return "."
	}
	return p.normalize(strings.Join(kept, "/"))
}

func (p posix) relative(from, to string) string {
	if from == to {
		return ""
	}
	a, b := parts(from, '/'), parts(to, '/')
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return up(len(a)-n, b[n:], "/")
}

// parts splits an absolute, normal path.
func parts(path string, separator byte) []string {
	path = strings.Trim(path, string(separator))
	if path == "" {
		return nil
	}
	return strings.Split(path, string(separator))
}

// up goes n folders up and down again through rest.
func up(n int, rest []string, separator string) string {
	var all []string
	for range n {
		all = append(all, "..")
	}
	return strings.Join(append(all, rest...), separator)
}

func (posix) namespaced(path, _ string) string { return path }

func (posix) isSeparator(c byte) bool { return c == '/' }

func (posix) dirname(path string) string {
	if path == "" {
		return "."
	}
	end := len(path)
	for end > 1 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end == 0 {
		return "."
	}
	slash := end - 1
	switch {
	case slash == 0:
		return "/"
	case slash == 1 && path[0] == '/':
		return "//"
	}
	return path[:slash]
}

func (posix) baseStart(string) int { return 0 }

func (p posix) parse(path string) parsed {
	if path == "" {
		return parsed{}
	}
	var out parsed
	absolute := path[0] == '/'
	start := 0
	if absolute {
		out.root, start = "/", 1
	}
	from, end := lastPart(path, start, isSlash)
	out.base = ""
	if end >= 0 {
		out.base = path[from:end]
		out.name, out.ext = splitExt(out.base)
		if out.base == ".." && absolute && from == start {
			out.name, out.ext = ".", "." // as Node has it
		}
	}
	// The folder ends before the separator in front of the last part.
	part := from
	if end < 0 {
		part = 0
	}
	switch {
	case part > 1 || (part == 1 && !absolute):
		out.dir = path[:part-1]
	case absolute:
		out.dir = "/"
	}
	return out
}

// lastPart finds the last part of path that isn't before start: path[from:end]; end is -1 when there is none.
func lastPart(path string, start int, isSeparator func(byte) bool) (from, end int) {
	end = len(path)
	for end > start && isSeparator(path[end-1]) {
		end--
	}
	if end == start {
		return start, -1
	}
	from = end
	for from > start && !isSeparator(path[from-1]) {
		from--
	}
	return from, end
}

// splitExt splits the last part of a path into name and extension.
func splitExt(base string) (name, ext string) {
	dot := strings.LastIndexByte(base, '.')
	if dot <= 0 || base == ".." {
		return base, ""
	}
	return base[:dot], base[dot:]
}

// parsed is what path.parse returns.
type parsed struct{ root, dir, base, ext, name string }

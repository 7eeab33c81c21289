package nodepath

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// sameName compares names as JavaScript's toLowerCase does, which knows letters whose small form is longer.
func sameName(a, b string) bool {
	if a == b {
		return true
	}
	lower := cases.Lower(language.Und)
	return lower.String(a) == lower.String(b)
}

// win32 is the flavour of path.win32.
type win32 struct{}

func (win32) isSeparator(c byte) bool { return c == '/' || c == '\\' }

func isSeparator(c byte) bool { return c == '/' || c == '\\' }

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

func hasDrive(path string) bool { return len(path) >= 2 && isLetter(path[0]) && path[1] == ':' }

// volume is the beginning of a Windows path.
type volume struct {
	device   string // `C:` or `\\server\share`
	end      int    // where the rest begins; separators may follow
	absolute bool
	whole    bool // the path is nothing but `\\server\share`
}

// volumeOf reads the beginning of path. With devices, `\\.` and `\\?` are volumes by themselves.
func volumeOf(path string, devices bool) volume {
	switch {
	case path == "":
		return volume{}
	case isSeparator(path[0]):
		v := volume{end: 1, absolute: true}
		if len(path) < 2 || !isSeparator(path[1]) {
			return v
		}
		v.end = 0
		server := 2
		for server < len(path) && !isSeparator(path[server]) {
			server++
		}
		if server == 2 || server == len(path) {
			return v
		}
		share := server
		for share < len(path) && isSeparator(path[share]) {
			share++
		}
		if share == len(path) {
			return v
		}
		if name := path[2:server]; devices && (name == "." || name == "?") {
			return volume{device: `\\` + name, end: server + 1, absolute: true}
		}
		end := share
		for end < len(path) && !isSeparator(path[end]) {
			end++
		}
		if end == share {
			return v
		}
		return volume{device: `\\` + path[2:server] + `\` + path[share:end], end: end, absolute: true, whole: end == len(path)}
	case hasDrive(path):
		v := volume{device: path[:2], end: 2}
		if len(path) > 2 && isSeparator(path[2]) {
			v.absolute, v.end = true, 3
		}
		return v
	}
	return volume{}
}

func (win32) resolve(paths []string, cwd func() string, driveCwd func(drive string) string) string {
	device, tail, absolute := "", "", false
	for i := len(paths) - 1; i >= -1; i-- {
		var path string
		switch {
		case i >= 0:
			if path = paths[i]; path == "" {
				continue
			}
		case device == "":
			path = cwd()
		default:
			if path = driveCwd(device); path == "" {
				path = cwd()
			}
			if len(path) > 2 && !sameName(path[:2], device) && path[2] == '\\' {
				path = device + `\`
			}
		}
		v := volumeOf(path, true)
		if v.device != "" {
			if device != "" && !sameName(v.device, device) {
				continue
			}
			if device == "" {
				device = v.device
			}
		}
		if absolute {
			if device != "" {
				break
			}
			continue
		}
		tail = path[v.end:] + `\` + tail
		if absolute = v.absolute; absolute && device != "" {
			break
		}
	}
	tail = clean(tail, !absolute, '\\', isSeparator)
	if absolute {
		return device + `\` + tail
	}
	if device+tail == "" {
		return "."
	}
	return device + tail
}

func (win32) normalize(path string) string {
	switch len(path) {
	case 0:
		return "."
	case 1:
		if path == "/" {
			return `\`
		}
		return path
	}
	v := volumeOf(path, true)
	if v.whole {
		return v.device + `\`
	}
	tail := clean(path[v.end:], !v.absolute, '\\', isSeparator)
	if tail == "" && !v.absolute {
		tail = "."
	}
	if tail != "" && isSeparator(path[len(path)-1]) {
		tail += `\`
	}
	if v.device == "" && !v.absolute && looksAbsolute(path, tail) {
		return `.\` + tail
	}
	if v.absolute {
		return v.device + `\` + tail
	}
	return v.device + tail
}

// looksAbsolute reports whether Windows might take a relative path for one with a drive or a device.
func looksAbsolute(path, tail string) bool {
	if !strings.Contains(path, ":") {
		return false
	}
	if hasDrive(tail) {
		return true
	}
	for i := range len(path) {
		if path[i] == ':' && (i == len(path)-1 || isSeparator(path[i+1])) {
			return true
		}
	}
	return false
}

func (win32) isAbsolute(path string) bool {
	return path != "" && (isSeparator(path[0]) || hasDrive(path) && len(path) > 2 && isSeparator(path[2]))
}

func (w win32) join(paths []string) string {
	var kept []string
	for _, path := range paths {
		if path != "" {
			kept = append(kept, path)
		}
	}
	if len(kept) == 0 {
		return "."
	}
	first, joined := kept[0], strings.Join(kept, `\`)
	// Two separators at the start mean a network path only where the first argument says so.
	network := len(first) > 2 && isSeparator(first[0]) && isSeparator(first[1]) && !isSeparator(first[2])
	if !network {
		n := 0
		for n < len(joined) && isSeparator(joined[n]) {
			n++
		}
		if n >= 2 {
			joined = `\` + joined[n:]
		}
	}
	return w.normalize(joined)
}

func (win32) relative(from, to string) string {
	if sameName(from, to) {
		return ""
	}
	a, b := parts(from, '\\'), parts(to, '\\')
	n := 0
	for n < len(a) && n < len(b) && sameName(a[n], b[n]) {
		n++
	}
	if n == 0 {
		return to
	}
	return up(len(a)-n, b[n:], `\`)
}

// namespaced is toNamespacedPath; resolved is path made absolute.
func (win32) namespaced(path, resolved string) string {
	switch {
	case path == "" || len(resolved) <= 2:
		return path
	case strings.HasPrefix(resolved, `\\`):
		if resolved[2] != '?' && resolved[2] != '.' {
			return `\\?\UNC\` + resolved[2:]
		}
	case hasDrive(resolved) && resolved[2] == '\\':
		return `\\?\` + resolved
	}
	return resolved
}

func (win32) dirname(path string) string {
	switch {
	case path == "":
		return "."
	case len(path) == 1:
		if isSeparator(path[0]) {
			return path
		}
		return "."
	}
	v := volumeOf(path, false)
	if v.whole {
		return path
	}
	root, rooted := v.end, v.device != "" || v.absolute
	if strings.HasPrefix(v.device, `\\`) {
		root++ // with the separator after the share
	} else if v.absolute && v.device == "" {
		root = 1
	}
	end := len(path)
	for end > root && isSeparator(path[end-1]) {
		end--
	}
	for end > root && !isSeparator(path[end-1]) {
		end--
	}
	if end <= root {
		if rooted {
			return path[:min(root, len(path))]
		}
		return "."
	}
	return path[:end-1]
}

func (win32) baseStart(path string) int {
	if hasDrive(path) {
		return 2
	}
	return 0
}

func (win32) parse(path string) parsed {
	var out parsed
	if path == "" {
		return out
	}
	v := volumeOf(path, false)
	root := v.end
	if strings.HasPrefix(v.device, `\\`) {
		if !v.whole {
			root++
		}
	} else if v.absolute && v.device == "" {
		root = 1
	}
	out.root = path[:root]
	if root == len(path) && (root <= 3 || v.whole) {
		out.dir = path
		return out
	}
	from, end := lastPart(path, root, isSeparator)
	if end >= 0 {
		out.base = path[from:end]
		out.name, out.ext = splitExt(out.base)
	} else {
		from = root
	}
	if from > root {
		out.dir = path[:from-1]
	} else {
		out.dir = out.root
	}
	return out
}

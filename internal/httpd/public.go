package httpd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"syscall"
)

// servePublic answers with the file at the request's path. served is false when there is none that may be served, and then
// nothing was written; an error is one of reading the file.
func servePublic(w http.ResponseWriter, r *http.Request, fsys fs.FS) (served bool, err error) {
	name, ok := publicName(r.URL.Path)
	if !ok {
		return false, nil
	}
	f, err := fsys.Open(name)
	if err != nil {
		// Whatever can't be opened isn't there for visitors: a name that is too long, a link out of the folder, no permission.
		return false, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false, nil
	}
	content, ok := f.(io.ReadSeeker)
	if !ok {
		return false, fmt.Errorf("serving %s: the file system's files can't seek", name)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false, &MethodError{Allow: allowFiles}
	}
	header := w.Header()
	header.Set("Content-Type", ContentType(name))
	header.Set("Cache-Control", cacheRevalidate)
	// A weak tag: the time of a change has the resolution of the file system, and compression may come on top.
	header.Set("Etag", fmt.Sprintf(`W/"%x-%x"`, info.Size(), info.ModTime().UnixNano()))
	http.ServeContent(w, r, "", info.ModTime(), content)
	return true, nil
}

// publicName turns a URL's decoded path into a name in the public folder. Hidden files have none, but for .well-known (RFC 8615).
func publicName(urlPath string) (string, bool) {
	name := strings.TrimPrefix(urlPath, "/")
	if name == "" || strings.HasSuffix(name, "/") || strings.ContainsAny(name, "\\:\x00") || !fs.ValidPath(name) {
		return "", false
	}
	for segment := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(segment, ".") && segment != ".well-known" {
			return "", false
		}
	}
	return name, true
}

// isAddrInUse reports whether listening failed because another program listens there.
func isAddrInUse(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE
	var errno syscall.Errno
	return errors.As(err, &errno) && (errno == syscall.EADDRINUSE || errno == windows)
}

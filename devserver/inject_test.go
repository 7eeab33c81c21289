package devserver_test

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/devserver"
)

// FuzzInject writes a document in two pieces: whatever it is and wherever it is cut, it comes out whole, with the tag once,
// and behind <head> when it has a simple one.
func FuzzInject(f *testing.F) {
	f.Add([]byte("<!doctype html><html><head><title>x</title></head></html>"), 17)
	f.Add([]byte("<HTML><HEAD lang=x>\xff\xfe"), 8)
	f.Add([]byte("<header><head"), 12)
	f.Add([]byte("\u0130\u0130<head>"), 3)
	f.Add([]byte(""), 0)
	f.Fuzz(func(t *testing.T, document []byte, cut int) {
		const tag = "<SCRIPT-TAG>"
		if bytes.Contains(document, []byte(tag)) {
			t.Skip()
		}
		cut = min(max(cut, 0), len(document))
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "text/html")
		devserver.Inject(w, tag, [][]byte{document[:cut], document[cut:]})
		before, after, found := strings.Cut(w.Body.String(), tag)
		if !found || before+after != string(document) {
			t.Fatalf("%q in two pieces, cut at %d, became %q", document, cut, w.Body)
		}
		if i := strings.Index(string(document), "<head>"); i >= 0 && i < 4096 && len(before) > i+len("<head>") {
			t.Fatalf("the tag comes late in %q", w.Body)
		}
	})
}

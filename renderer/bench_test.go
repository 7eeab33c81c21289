package renderer_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

// BenchmarkRequest renders the pages of internal/bench as an app's requests, the document around them included.
func BenchmarkRequest(b *testing.B) {
	for _, name := range []string{"spiral", "grid", "table"} {
		b.Run(name, func(b *testing.B) {
			source, err := os.ReadFile("../internal/bench/pages/" + name + ".tsx")
			if err != nil {
				b.Fatal(err)
			}
			archive := filepath.Join(b.TempDir(), "page.txtar")
			text := txtar.Format(&txtar.Archive{Files: []txtar.File{{Name: "app.tsx", Data: source}}})
			if err := os.WriteFile(archive, text, 0o600); err != nil {
				b.Fatal(err)
			}
			s := newSite(b, archive, siteOptions{})
			req := renderer.Request{View: renderer.AppView, URL: "http://shop.example/"}
			b.ReportAllocs()
			for b.Loop() {
				var sink discard
				if err := s.Render(context.Background(), &req, &sink); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(sink))
			}
		})
	}
}

// discard is a Sink that counts what it gets.
type discard int

func (d *discard) Start(int, http.Header) error { return nil }

func (d *discard) Write(p []byte) (int, error) {
	*d += discard(len(p))
	return len(p), nil
}

func (d *discard) Flush() error { return nil }

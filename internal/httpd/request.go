package httpd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// note is what a request collects for its line in the access log.
type note struct {
	id string

	mu    sync.Mutex
	extra []slog.Attr
}

type noteKey struct{}

// begin gives a request its note.
func begin(r *http.Request, trust bool) (*http.Request, *note) {
	n := &note{}
	if trust {
		if id := r.Header.Get("X-Request-Id"); validID(id) {
			n.id = id
		}
	}
	if n.id == "" {
		n.id = newID()
	}
	return r.WithContext(context.WithValue(r.Context(), noteKey{}, n)), n
}

// RequestID returns the id of the request that ctx belongs to, "" for another context.
func RequestID(ctx context.Context) string {
	if n, ok := ctx.Value(noteKey{}).(*note); ok {
		return n.id
	}
	return ""
}

// Note adds attributes to the access log's line of the request that ctx belongs to.
func Note(ctx context.Context, attrs ...slog.Attr) {
	if n, ok := ctx.Value(noteKey{}).(*note); ok {
		n.mu.Lock()
		n.extra = append(n.extra, attrs...)
		n.mu.Unlock()
	}
}

func (n *note) attrs(r *http.Request, status int, size int64, took time.Duration, aborted bool) []slog.Attr {
	out := []slog.Attr{
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", status), slog.Int64("bytes", size),
		slog.Duration("took", took.Round(time.Microsecond)), slog.String("id", n.id),
	}
	if aborted {
		out = append(out, slog.Bool("aborted", true))
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return append(out, n.extra...)
}

func newID() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// validID accepts what the usual proxies send, and nothing that could forge a log line or a header.
func validID(id string) bool {
	if id == "" || len(id) > 128 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.' || c == '=' || c == ':') {
			return false
		}
	}
	return true
}

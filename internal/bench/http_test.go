package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestGet(t *testing.T) {
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/page" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = io.WriteString(w, "first")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, " second")
	}))
	defer ts.Close()
	conn, err := net.Dial("tcp", ts.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	for range 2 { // over one connection
		if n, err := get(conn, in, []byte("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")); err != nil || n != len("first second") {
			t.Fatalf("got %d, %v", n, err)
		}
	}
	if _, err := get(conn, in, []byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")); err == nil || !strings.Contains(err.Error(), "404") {
		t.Fatalf("got %v for a page that isn't there", err)
	}
}

func TestLoadFigures(t *testing.T) {
	l := load{requests: 4, took: 2 * time.Second, latency: []time.Duration{1, 2, 3, 100}}
	if l.perSecond() != 2 || l.quantile(0.5) != 3 || l.quantile(0.99) != 100 {
		t.Errorf("got %v, %v, %v", l.perSecond(), l.quantile(0.5), l.quantile(0.99))
	}
}

func TestPutBetween(t *testing.T) {
	file := filepath.Join(t.TempDir(), "doc.md")
	if err := os.WriteFile(file, []byte("a\n"+beginHTTP+"old\n"+endHTTP+"b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := putBetween(file, beginHTTP, endHTTP, "new"); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); string(got) != "a\n"+beginHTTP+"\nnew\n"+endHTTP+"b\n" {
		t.Errorf("got %q", got)
	}
	if err := putBetween(file, beginMark, endMark, ""); err == nil {
		t.Error("a document without marks was accepted")
	}
}

// TestStartServer has a program that never says its port.
func TestStartServer(t *testing.T) {
	if _, err := startServer(context.Background(), "echo", func(string) (string, bool) { return "", false }, "echo", "hello"); err == nil {
		t.Error("a program that doesn't serve was taken for a server")
	}
}

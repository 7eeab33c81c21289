package httpd_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/seed-9eb1e60f/ssr/internal/httpd"
)

func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	ln, err := httpd.Listen(ctx, "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	entered, leave := make(chan struct{}), make(chan struct{})
	s := httpd.Server{
		Drain: 50 * time.Millisecond,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/slow" {
				close(entered)
				<-leave
			}
			fmt.Fprint(w, "done", r.Context().Err())
		}),
		Ready: func() error { return nil },
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	url := "http://" + ln.Addr().String()
	for _, p := range []string{"/healthz", "/readyz"} {
		if res, body := do(t, "GET", url+p, nil); res.StatusCode != 200 || body != "ok\n" {
			t.Errorf("%s: %d %q", p, res.StatusCode, body)
		}
	}
	slow := make(chan string, 1)
	go func() {
		_, body := do(t, "GET", url+"/slow", nil)
		slow <- body
	}()
	<-entered
	stop()
	close(leave)
	if body := <-slow; body != "done<nil>" {
		t.Errorf("the request in flight got %q", body)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestServeCancelsWhatTakesTooLong(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	ln, err := httpd.Listen(ctx, "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	entered := make(chan struct{})
	s := httpd.Server{
		Drain: time.Millisecond, Grace: 20 * time.Millisecond,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(entered)
			<-r.Context().Done()
			fmt.Fprint(w, context.Cause(r.Context()))
		}),
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	got := make(chan string, 1)
	go func() {
		_, body := do(t, "GET", "http://"+ln.Addr().String(), nil)
		got <- body
	}()
	<-entered
	stop()
	if body := <-got; body != "the server is shutting down" {
		t.Errorf("body %q", body)
	}
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "cancelled") {
		t.Errorf("Serve: %v", err)
	}
}

func TestListenSaysThatThePortIsTaken(t *testing.T) {
	ln, err := httpd.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	var port int
	if _, err := fmt.Sscanf(ln.Addr().String(), "127.0.0.1:%d", &port); err != nil {
		t.Fatal(err)
	}
	if _, err := httpd.Listen(t.Context(), "127.0.0.1", port); !errors.Is(err, httpd.ErrAddrInUse) {
		t.Errorf("got %v, want ErrAddrInUse", err)
	}
}

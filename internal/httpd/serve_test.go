package httpd_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
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

// TestServeLosesNothing has clients that never pause. Whatever reaches the handler is answered, and no connection that was accepted
// ends without an answer. What the system has not handed over when the listener closes is refused or reset.
func TestServeLosesNothing(t *testing.T) {
	for range 8 {
		ctx, stop := context.WithCancel(t.Context())
		ln, err := httpd.Listen(ctx, "127.0.0.1", 0)
		if err != nil {
			t.Fatal(err)
		}
		var entered, answered atomic.Int64
		s := httpd.Server{Drain: time.Millisecond, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			entered.Add(1)
			fmt.Fprint(w, "done")
		})}
		ended := make(chan error, 1)
		go func() { ended <- s.Serve(ctx, ln) }()
		var clients sync.WaitGroup
		for i := range 16 {
			clients.Go(func() {
				transport := &http.Transport{DisableKeepAlives: i%2 == 0}
				defer transport.CloseIdleConnections()
				for n := 0; ; n++ {
					req, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+ln.Addr().String(), nil)
					if err != nil {
						t.Error(err)
						return
					}
					res, err := transport.RoundTrip(req)
					if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) {
						return
					}
					if err != nil {
						t.Errorf("request %d was lost: %v", n, err)
						return
					}
					text, err := io.ReadAll(res.Body)
					res.Body.Close()
					if err != nil || string(text) != "done" {
						t.Errorf("request %d got %q, %v", n, text, err)
						return
					}
					answered.Add(1)
					if n == 20 && i == 0 {
						stop()
					}
				}
			})
		}
		clients.Wait()
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
		if entered.Load() != answered.Load() {
			t.Errorf("%d requests came in, %d were answered", entered.Load(), answered.Load())
		}
	}
}

// TestListenerFinish: connections that wait to be accepted when the listener is finished are still handed out.
func TestListenerFinish(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems reset them")
	}
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln := httpd.NewListener(inner)
	for range 3 {
		conn, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "hello")
	}
	if err := ln.Finish(); err != nil {
		t.Fatal(err)
	}
	if _, err := net.Dial("tcp", inner.Addr().String()); err == nil {
		t.Error("a finished listener still accepts")
	}
	for i := range 3 {
		conn, err := ln.Accept()
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		text := make([]byte, 5)
		if _, err := io.ReadFull(conn, text); err != nil || string(text) != "hello" {
			t.Errorf("connection %d says %q, %v", i, text, err)
		}
		conn.Close()
	}
	if _, err := ln.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("then Accept fails with %v, want net.ErrClosed", err)
	}
}

func TestServeIgnoresUnusedConnections(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	ln, err := httpd.Listen(ctx, "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	s := httpd.Server{Drain: time.Millisecond, Grace: time.Minute, Handler: http.NotFoundHandler()}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	do(t, "GET", "http://"+ln.Addr().String(), nil) // by now the one before was accepted
	start := time.Now()
	stop()
	if err := <-ended; err != nil || time.Since(start) > 10*time.Second {
		t.Errorf("Serve ended after %s with %v", time.Since(start), err)
	}
}

package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// ErrAddrInUse is the error of Listen when another program listens on the address.
var ErrAddrInUse = errors.New("the address is in use by another program")

// errGrace is the cause that ends the requests that are still running when Server.Grace is over.
var errGrace = errors.New("the server is shutting down")

// Listen opens a TCP address. Its error is for people: which address, and what is wrong.
func Listen(ctx context.Context, host string, port int) (net.Listener, error) {
	address := net.JoinHostPort(host, strconv.Itoa(port))
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", address)
	if err != nil && isAddrInUse(err) {
		return nil, fmt.Errorf("listening on %s: %w", address, ErrAddrInUse)
	}
	return ln, err
}

// Server serves a handler until it is told to stop. The zero value of every field but Handler is usable.
type Server struct {
	// Handler answers all but GET and HEAD of /healthz and /readyz.
	Handler http.Handler
	// Ready says why the app can't serve now; nil means that it always can. /readyz answers 503 with it, and while shutting down.
	Ready func() error
	// Grace is how long requests in flight may take after the stop. Default 20 s.
	Grace time.Duration
	// Drain is how long connections are still accepted after the stop while /readyz fails and every answer closes its
	// connection, so that clients and balancers go away by themselves. Default 200 ms.
	Drain time.Duration
	// Logger gets what net/http has to say about broken connections, at Debug; nil discards.
	Logger *slog.Logger
}

// Serve accepts connections from ln until ctx ends, then finishes the requests in flight and returns nil; those that run longer
// than Grace are cancelled, and the error says so. It closes ln. One goroutine of its own ends before it returns.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	logger := s.Logger
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	grace, drain := s.Grace, s.Drain
	if grace == 0 {
		grace = 20 * time.Second
	}
	if drain == 0 {
		drain = 200 * time.Millisecond
	}
	// Requests outlive ctx: it only says when to stop.
	requests, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	var stopping atomic.Bool
	conns := newConnections()
	srv := &http.Server{
		ConnState:         conns.track,
		Handler:           s.health(&stopping),
		BaseContext:       func(net.Listener) context.Context { return requests },
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
		// No WriteTimeout: streams may be long. Whoever writes sets a deadline for each write.
	}
	accept := &listener{Listener: ln}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(accept) }() // ends when it is closed, below, and is waited for there
	select {
	case err := <-served:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}

	stopping.Store(true)
	wait := time.NewTimer(drain)
	defer wait.Stop()
	<-wait.C
	err := accept.finish()
	if ended := <-served; !errors.Is(ended, net.ErrClosed) {
		err = errors.Join(err, ended)
	}
	limit, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer stop()
	if !conns.wait(limit) {
		err = errors.Join(err, fmt.Errorf("some requests took longer than %s to finish and were cancelled", grace))
		cancel(errGrace)
		// What obeys its context gets a moment to say so to its client.
		last, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer stop()
		conns.wait(last)
	}
	return errors.Join(err, srv.Close())
}

// health answers the health checks: /healthz says that the process lives, /readyz that it should get requests.
func (s *Server) health(stopping *atomic.Bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if stopping.Load() {
			w.Header().Set("Connection", "close") // HTTP/1.1's way to say: not here any more
		}
		path := r.URL.Path
		if (path != "/healthz" && path != "/readyz") || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
			s.Handler.ServeHTTP(w, r)
			return
		}
		status, text := http.StatusOK, "ok\n"
		if path == "/readyz" {
			switch {
			case stopping.Load():
				status, text = http.StatusServiceUnavailable, "shutting down\n"
			case s.Ready != nil:
				if err := s.Ready(); err != nil {
					status, text = http.StatusServiceUnavailable, err.Error()+"\n"
				}
			}
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text))
	})
}

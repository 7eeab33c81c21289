package devserver

import (
	"context"
	_ "embed"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// Prefix is the path below which the dev server's own URLs are.
const Prefix = "/__ssr/"

//go:embed client/client.js
var clientScript []byte

//go:embed client/failed.html
var failedPage []byte

// pingInterval keeps proxies from closing a socket on which nothing happens.
const pingInterval = 25 * time.Second

// routes is the handler of a Server.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Prefix+"client.js", s.client)
	mux.HandleFunc("GET "+Prefix+"live", s.live)
	mux.HandleFunc(Prefix, http.NotFound)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, Prefix) {
			s.page(w, r)
			return
		}
		// A page of another site whose name was made to point here must not read sources out of error messages.
		if !s.allowedHost(r.Host) {
			http.Error(w, "the dev server does not answer to the host "+strconv.Quote(r.Host), http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// allowedHost accepts localhost, IP addresses and the names in Options.AllowedHosts.
func (s *Server) allowedHost(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(s.opts.AllowedHosts, host) {
		return true
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// sameOrigin says that a request comes from a page of this server. Programs other than browsers send no Origin.
func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, r.Host)
}

func (s *Server) client(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(clientScript)
}

// live is the socket of one page.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		http.Error(w, "the socket is for pages of this server", http.StatusForbidden)
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true}) // the origin was checked above
	if err != nil {
		return // Accept has answered
	}
	defer conn.CloseNow()
	query := r.URL.Query()
	seq, err := strconv.Atoi(query.Get("seq"))
	if err != nil || seq < 0 {
		_ = conn.Close(websocket.StatusPolicyViolation, "bad seq")
		return
	}
	// CloseRead's goroutine ends with the connection, which CloseNow closes.
	ctx := conn.CloseRead(r.Context())
	s.follow(ctx, conn, &reader{boot: query.Get("boot"), page: query.Get("page"), seq: seq})
}

// follow sends a page what it has to be told until it leaves or the server ends.
func (s *Server) follow(ctx context.Context, conn *websocket.Conn, page *reader) {
	mailbox := s.hub.join()
	defer s.hub.leave(mailbox)
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.hub.closed:
			_ = conn.Close(websocket.StatusGoingAway, "the dev server ends")
			return
		case <-ping.C:
			limited, cancel := context.WithTimeout(ctx, pingInterval)
			err := conn.Ping(limited)
			cancel()
			if err != nil {
				return
			}
		case <-mailbox:
			for _, m := range s.hub.next(page) {
				text, err := json.Marshal(m)
				if err != nil {
					s.opts.Logger.Error("encoding a message to the browser", "error", err)
					return
				}
				limited, cancel := context.WithTimeout(ctx, 10*time.Second)
				err = conn.Write(limited, websocket.MessageText, text)
				cancel()
				if err != nil {
					return
				}
			}
		}
	}
}

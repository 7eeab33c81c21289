package httpd

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// connections knows the state of a server's connections. http.Server.Shutdown alone loses requests: one whose header has arrived but
// was not yet read when Shutdown begins is dropped without an answer. Nor does it tell clients in time that a
// connection will close. So Server waits until all is answered, and then closes.
type connections struct {
	mu    sync.Mutex
	state map[net.Conn]http.ConnState
	// changed has one slot that says "look again"; only wait reads it.
	changed chan struct{}
}

func newConnections() *connections {
	return &connections{state: map[net.Conn]http.ConnState{}, changed: make(chan struct{}, 1)}
}

// track is the server's ConnState hook.
func (c *connections) track(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	switch state {
	case http.StateClosed, http.StateHijacked:
		delete(c.state, conn)
	default:
		c.state[conn] = state
	}
	c.mu.Unlock()
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

// count returns how many connections have sent nothing yet, and how many have a request.
func (c *connections) count() (fresh, active int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, state := range c.state {
		switch state {
		case http.StateNew:
			fresh++
		case http.StateActive:
			active++
		}
	}
	return fresh, active
}

const (
	// freshWait is how long a connection that was accepted gets to send its request while the server shuts down. Browsers open
	// connections that they may never use.
	freshWait = time.Second
	// lingerWait is how long a connection stays open after an answer that had not said that it would be the last one: the
	// next request may be on its way.
	lingerWait = 50 * time.Millisecond
)

// wait returns true when all requests were answered, false when ctx ended first. No new connections must be accepted any more, and
// every answer must say that its connection closes.
func (c *connections) wait(ctx context.Context) bool {
	patience := time.NewTimer(freshWait)
	defer patience.Stop()
	waitFresh := true
	for {
		var linger <-chan time.Time
		if fresh, active := c.count(); active == 0 && (fresh == 0 || !waitFresh) {
			linger = time.After(lingerWait)
		}
		select {
		case <-ctx.Done():
			return false
		case <-patience.C:
			waitFresh = false
		case <-c.changed:
		case <-linger:
			return true
		}
	}
}

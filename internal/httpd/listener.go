package httpd

import (
	"errors"
	"net"
	"sync"
)

// listener is a net.Listener that can be closed without losing a client. Between the last Accept and the end of a socket there are
// connections that the system has accepted and the program has not; closing the socket resets them. finish takes them over first.
type listener struct {
	net.Listener

	mu       sync.Mutex
	finished bool
	last     []net.Conn // taken over by finish, yet to be returned by Accept
}

// Accept returns the next connection; after finish those that it took over, and then net.ErrClosed.
func (l *listener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		return conn, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.finished {
		return nil, err
	}
	if len(l.last) == 0 {
		return nil, net.ErrClosed
	}
	conn = l.last[0]
	l.last = l.last[1:]
	return conn, nil
}

// finish refuses new connections and closes the listener.
func (l *listener) finish() error {
	l.mu.Lock()
	l.last = takeOver(l.Listener)
	l.finished = true
	l.mu.Unlock()
	// net/http closes it, too, when Accept has failed.
	if err := l.Listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

package httpd

import "net"

// Listener is listener.
type Listener = listener

// NewListener wraps a listener as Server does.
func NewListener(ln net.Listener) *Listener { return &listener{Listener: ln} }

// Finish is finish.
func (l *listener) Finish() error { return l.finish() }

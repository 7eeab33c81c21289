package httpd

import (
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// takeOver accepts what waits to be accepted and ends the socket.
func takeOver(ln net.Listener) []net.Conn {
	var files []*os.File
	control(ln, func(fd int) {
		for {
			conn, _, err := unix.Accept4(fd, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
			if err == unix.EINTR || err == unix.ECONNABORTED {
				continue
			}
			if err != nil {
				break
			}
			files = append(files, os.NewFile(uintptr(conn), "connection"))
		}
		// At once: what comes now is reset, and the socket itself is closed only when the goroutine in Accept lets go of it.
		_ = unix.Shutdown(fd, unix.SHUT_RD)
	})
	var conns []net.Conn
	for _, f := range files {
		if conn, err := net.FileConn(f); err == nil { // with a descriptor of its own
			conns = append(conns, conn)
		}
		_ = f.Close()
	}
	return conns
}

// control calls f with the descriptor of a TCP listener.
func control(ln net.Listener, f func(fd int)) {
	tcp, ok := ln.(*net.TCPListener)
	if !ok {
		return
	}
	if raw, err := tcp.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) { f(int(fd)) })
	}
}

package nodehttp

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strconv"
	"syscall"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
)

// connectNames are the errors of a connection that Node names.
var connectNames = []struct {
	err  error
	name string
}{
	{syscall.ECONNREFUSED, "ECONNREFUSED"}, {syscall.EHOSTUNREACH, "EHOSTUNREACH"},
	{syscall.ENETUNREACH, "ENETUNREACH"}, {syscall.ETIMEDOUT, "ETIMEDOUT"}, {syscall.EADDRINUSE, "EADDRINUSE"},
	{syscall.EADDRNOTAVAIL, "EADDRNOTAVAIL"}, {syscall.EACCES, "EACCES"}, {syscall.EPIPE, "EPIPE"}, {os.ErrDeadlineExceeded, "ETIMEDOUT"},
}

// error is err as Node's net and http report it; call and address are those of the operation ("connect", "127.0.0.1:80").
func (n *natives) error(err error, call, address string) goja.Value {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		code := "ENOTFOUND"
		if dns.IsTemporary || dns.IsTimeout {
			code = "EAI_AGAIN"
		}
		obj := n.vm.NewError("Error", "", "getaddrinfo %s %s", code, dns.Name)
		n.set(obj, "errno", map[string]int{"ENOTFOUND": -3008, "EAI_AGAIN": -3001}[code], "code", code, "syscall", "getaddrinfo", "hostname", dns.Name)
		return obj
	}
	for _, c := range connectNames {
		if !errors.Is(err, c.err) {
			continue
		}
		var op *net.OpError
		if errors.As(err, &op) && op.Addr != nil {
			address = op.Addr.String()
		}
		host, port, _ := net.SplitHostPort(address)
		obj := n.vm.NewError("Error", "", "%s %s %s", call, c.name, address)
		n.set(obj, "errno", nodeerrors.UVErrorNamed(c.name).Errno, "code", c.name, "syscall", call)
		if host != "" {
			number, _ := strconv.Atoi(port)
			n.set(obj, "address", host, "port", number)
		}
		return obj
	}
	for _, hangUp := range []error{io.EOF, io.ErrUnexpectedEOF, syscall.ECONNRESET, net.ErrClosed, context.Canceled} {
		if errors.Is(err, hangUp) {
			obj := n.vm.NewError("Error", "", "socket hang up")
			n.set(obj, "code", "ECONNRESET")
			return obj
		}
	}
	return n.vm.Runtime.NewGoError(err)
}

// set sets properties given as name, value, name, value.
func (n *natives) set(o *goja.Object, pairs ...any) {
	for i := 0; i < len(pairs); i += 2 {
		if err := o.Set(pairs[i].(string), pairs[i+1]); err != nil {
			n.vm.Rethrow(err)
		}
	}
}

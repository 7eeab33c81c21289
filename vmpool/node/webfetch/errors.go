package webfetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// errorValue is an error of net/http as Node's sockets report it: what `cause` of "fetch failed" is.
func errorValue(vm *node.VM, err error) goja.Value {
	rt := vm.Runtime
	build := func(message string, fields ...any) goja.Value {
		o := vm.NewError("Error", "", "%s", message)
		for i := 0; i+1 < len(fields); i += 2 {
			if err := o.Set(fields[i].(string), rt.ToValue(fields[i+1])); err != nil {
				panic(err)
			}
		}
		return o
	}
	named := func(name, code, message string) goja.Value { return build(message, "name", name, "code", code) }

	var denied *DeniedError
	var dns *net.DNSError
	var op *net.OpError
	var errno syscall.Errno
	switch {
	case errors.As(err, &denied):
		return build(denied.Error(), "code", "ERR_ACCESS_DENIED", "address", denied.Addr)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return build("The operation was aborted")
	case errors.As(err, &dns):
		code, number := "EAI_AGAIN", -3001
		if dns.IsNotFound {
			code, number = "ENOTFOUND", -3008
		}
		return build("getaddrinfo "+code+" "+dns.Name, "errno", number, "code", code, "syscall", "getaddrinfo", "hostname", dns.Name)
	case errors.As(err, &op) && errors.As(err, &errno) && op.Op == "dial":
		name := errnoName(errno)
		fields := []any{"errno", -int(errno), "code", name, "syscall", "connect"}
		message := "connect " + name
		if addr, ok := op.Addr.(*net.TCPAddr); ok {
			message = fmt.Sprintf("connect %s %s", name, addr)
			fields = append(fields, "address", addr.IP.String(), "port", addr.Port)
		}
		return build(message, fields...)
	case errors.As(err, &op) && op.Timeout() && op.Op == "dial":
		return named("ConnectTimeoutError", "UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error")
	case errors.As(err, &errno):
		name := errnoName(errno)
		call := "read"
		if op != nil && op.Op == "write" {
			call = "write"
		}
		return build(call+" "+name, "errno", -int(errno), "code", name, "syscall", call)
	case strings.Contains(err.Error(), "timeout awaiting response headers"):
		return named("HeadersTimeoutError", "UND_ERR_HEADERS_TIMEOUT", "Headers Timeout Error")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return named("SocketError", "UND_ERR_SOCKET", "other side closed")
	}
	if code, message, ok := certificate(err); ok {
		return build(message, "code", code)
	}
	return build(err.Error())
}

// certificate names what is wrong with a server's certificate as OpenSSL does.
func certificate(err error) (code, message string, ok bool) {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &host):
		return "ERR_TLS_CERT_ALTNAME_INVALID", "Hostname/IP does not match certificate's altnames: " + host.Error(), true
	case errors.As(err, &unknown):
		if c := unknown.Cert; c != nil && c.Issuer.String() == c.Subject.String() {
			return "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate", true
		}
		return "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate", true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "CERT_HAS_EXPIRED", "certificate has expired", true
	case errors.As(err, &record):
		return "ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number", true
	}
	return "", "", false
}

func errnoName(errno syscall.Errno) string {
	for name, value := range map[string]syscall.Errno{
		"ECONNREFUSED": syscall.ECONNREFUSED, "ECONNRESET": syscall.ECONNRESET, "EPIPE": syscall.EPIPE, "ETIMEDOUT": syscall.ETIMEDOUT,
		"EHOSTUNREACH": syscall.EHOSTUNREACH, "ENETUNREACH": syscall.ENETUNREACH, "EADDRNOTAVAIL": syscall.EADDRNOTAVAIL,
		"EACCES": syscall.EACCES, "EINVAL": syscall.EINVAL,
	} {
		if value == errno {
			return name
		}
	}
	return errno.Error()
}

package webfetch

import (
	"context"
	"net"
	"net/netip"
	"syscall"
	"time"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// DeniedError is the error of a connection that Host.AllowNet refused.
type DeniedError struct {
	// Addr is the host and port.
	Addr string
	// Err is what AllowNet said.
	Err error
}

// Error says what was refused and why.
func (e *DeniedError) Error() string { return "access to " + e.Addr + " denied: " + e.Err.Error() }

// Unwrap is the policy's error.
func (e *DeniedError) Unwrap() error { return e.Err }

// DialContext returns the dialer that every connection of a VM goes through. host.AllowNet is asked for the address as the script
// named it, and again for the one that a name resolved to when that is link-local or another where clouds keep their metadata services:
// a name must not lead where its owner was not let. What is checked is the address that is dialled, so a name that resolves to another
// one a moment later gains nothing.
func DialContext(host *node.Host) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return dialContext(host, nil)
}

// dialContext is DialContext with a resolver; nil is the system's.
func dialContext(host *node.Host, resolver *net.Resolver) func(ctx context.Context, network, addr string) (net.Conn, error) {
	allow := func(addr string) error {
		if host.AllowNet == nil {
			return nil
		}
		if err := host.AllowNet(addr); err != nil {
			return &DeniedError{addr, err}
		}
		return nil
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if err := allow(addr); err != nil {
			return nil, err
		}
		dialer := &net.Dialer{
			Timeout:  10 * time.Second,
			Resolver: resolver,
			ControlContext: func(_ context.Context, _, resolved string, _ syscall.RawConn) error {
				if ap, err := netip.ParseAddrPort(resolved); err == nil && resolved != addr && node.IsMetadata(ap.Addr()) {
					return allow(resolved)
				}
				return nil
			},
		}
		return dialer.DialContext(ctx, network, addr)
	}
}

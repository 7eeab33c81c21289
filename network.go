package ssr

import (
	"fmt"
	"net"
	"net/netip"
	"strings"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// DefaultAllowNet is the default of Config.AllowNet. It refuses link-local addresses, where clouds serve credentials to whoever runs
// on a machine, and the names that lead there; a page that fetches an address that a visitor chose must not hand them out.
func DefaultAllowNet(hostport string) error {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	switch host {
	case "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal":
		return fmt.Errorf("connecting to %s is not allowed: it is a cloud's metadata service", hostport)
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return nil // a name; the address that it resolves to is asked about, too
	}
	if node.IsMetadata(addr) {
		return fmt.Errorf("connecting to %s is not allowed: it is a link-local or metadata address", hostport)
	}
	return nil
}

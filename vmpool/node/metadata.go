package node

import "net/netip"

// metadataAddresses are those of metadata services outside of the link-local ranges.
var metadataAddresses = map[netip.Addr]bool{
	netip.MustParseAddr("fd00:ec2::254"):   true, // Amazon
	netip.MustParseAddr("100.100.100.200"): true, // Alibaba
	netip.MustParseAddr("192.0.0.192"):     true, // Oracle
}

// IsMetadata reports whether an address is link-local or another where a cloud gives credentials to whoever runs on a machine, also when
// it is an IPv4 address inside an IPv6 address: mapped or compatible (RFC 4291), of 6to4 (RFC 3056) or NAT64 (RFC 6052).
func IsMetadata(addr netip.Addr) bool {
	addr = addr.WithZone("").Unmap()
	if addr.IsLinkLocalUnicast() || addr.IsLinkLocalMulticast() || metadataAddresses[addr] {
		return true
	}
	if !addr.Is6() {
		return false
	}
	b := addr.As16()
	var inner netip.Addr
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(addr), netip.MustParsePrefix("::/96").Contains(addr):
		inner = netip.AddrFrom4([4]byte(b[12:]))
	case netip.MustParsePrefix("2002::/16").Contains(addr):
		inner = netip.AddrFrom4([4]byte(b[2:]))
	default:
		return false
	}
	return IsMetadata(inner)
}

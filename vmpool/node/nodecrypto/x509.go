package nodecrypto

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// certificate is the handle of an X509Certificate.
type certificate struct{ *x509.Certificate }

func (n *natives) certificateFuncs() map[string]node.Func {
	return map[string]node.Func{
		"certParse":  n.certParse,
		"certInfo":   n.certInfo,
		"certHost":   n.certHost,
		"certEmail":  n.certEmail,
		"certIP":     n.certIP,
		"certIssued": n.certIssued,
		"certVerify": n.certVerify,
		"certKey":    func(call goja.FunctionCall) goja.Value { return n.keyValue(parseCertificateKey(n.cert(call).Raw)) },
		"certRaw":    func(call goja.FunctionCall) goja.Value { return nodebuffer.New(n.vm, clone(n.cert(call).Raw)) },
	}
}

func (n *natives) cert(call goja.FunctionCall) certificate {
	return node.Handle[certificate](n.vm, call.Argument(0))
}

// certParse makes a handle of a certificate in PEM or DER; undefined when it is none.
func (n *natives) certParse(call goja.FunctionCall) goja.Value {
	der := n.bytes(call.Argument(0))
	if block, _ := pem.Decode(der); block != nil {
		der = block.Bytes
	}
	c, err := x509.ParseCertificate(clone(der))
	if err != nil {
		return goja.Undefined()
	}
	return n.vm.Runtime.ToValue(certificate{c})
}

// certInfo gives subject, subjectAltName, issuer, infoAccess, validFrom, validTo, serialNumber, the purposes of keyUsage in one string,
// whether it is an authority's, and the PEM form; empty strings where the certificate has nothing.
func (n *natives) certInfo(call goja.FunctionCall) goja.Value {
	c := n.cert(call)
	date := func(t time.Time) string { return t.UTC().Format("Jan _2 15:04:05 2006 GMT") }
	serial := strings.ToUpper(c.SerialNumber.Text(16))
	if len(serial)%2 == 1 {
		serial = "0" + serial
	}
	return node.Array(n.vm, []string{
		nameText(c.RawSubject), c.altNames(), nameText(c.RawIssuer), c.infoAccess(), date(c.NotBefore), date(c.NotAfter), serial,
		strings.Join(c.purposes(), " "), fmt.Sprint(c.IsCA), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})),
	})
}

// shortNames are OpenSSL's of the attributes in names.
var shortNames = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "street",
	"2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.13": "description", "2.5.4.17": "postalCode", "2.5.4.42": "GN",
	"2.5.4.43": "initials", "2.5.4.46": "dnQualifier", "2.5.4.15": "businessCategory", "1.2.840.113549.1.9.1": "emailAddress",
	"0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC",
	"1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST", "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC", "1.3.6.1.4.1.311.60.2.1.1": "jurisdictionL",
}

// nameText is a name as X509_NAME_print_ex writes it for Node: an attribute a line.
func nameText(der []byte) string { return strings.Join(nameParts(der, true), "\n") }

// nameParts are a name's attributes, those of one set joined.
func nameParts(der []byte, escapeControls bool) []string {
	var name pkix.RDNSequence
	if unmarshal(der, &name) != nil {
		return nil
	}
	var lines []string
	for _, set := range name {
		var parts []string
		for _, a := range set {
			key := a.Type.String()
			if short := shortNames[key]; short != "" {
				key = short
			}
			parts = append(parts, key+"="+escapeName(fmt.Sprint(a.Value), escapeControls))
		}
		lines = append(lines, strings.Join(parts, " + "))
	}
	return lines
}

// escapeName is the escaping of RFC 2253, and on demand that of control characters.
func escapeName(s string, controls bool) string {
	var out strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune(",+\"\\<>;", r), i == 0 && (r == '#' || r == ' '), i == len(s)-1 && r == ' ':
			out.WriteByte('\\')
			out.WriteRune(r)
		case controls && (r < ' ' || r == 0x7F):
			fmt.Fprintf(&out, `\%02X`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// extension is the content of an extension; nil when there is none.
func (c certificate) extension(id asn1.ObjectIdentifier) []byte {
	for _, e := range c.Extensions {
		if e.Id.Equal(id) {
			return e.Value
		}
	}
	return nil
}

// altNames is subjectAltName as Node writes it.
func (c certificate) altNames() string {
	var names []asn1.RawValue
	if unmarshal(c.extension(asn1.ObjectIdentifier{2, 5, 29, 17}), &names) != nil {
		return ""
	}
	var out []string
	for _, v := range names {
		out = append(out, generalName(v))
	}
	return strings.Join(out, ", ")
}

// generalName writes one GeneralName of RFC 5280.
func generalName(v asn1.RawValue) string {
	switch v.Tag {
	case 1:
		return "email:" + quoteName(v.Bytes, false)
	case 2:
		return "DNS:" + quoteName(v.Bytes, false)
	case 4:
		parts := nameParts(v.Bytes, false)
		slices.Reverse(parts)
		return "DirName:" + quoteName([]byte(strings.Join(parts, ",")), true)
	case 6:
		return "URI:" + quoteName(v.Bytes, false)
	case 7:
		if ip, ok := netip.AddrFromSlice(v.Bytes); ok {
			return "IP Address:" + ipText(ip)
		}
		return fmt.Sprintf("IP Address:<invalid length=%d>", len(v.Bytes))
	case 8:
		var id asn1.ObjectIdentifier
		der := append([]byte{asn1.TagOID}, v.FullBytes[1:]...)
		if unmarshal(der, &id) == nil {
			return "Registered ID:" + id.String()
		}
	}
	return "othername:<unsupported>"
}

// quoteName puts a name that could be mistaken for several between quotation marks, as Node does since CVE-2021-44532.
func quoteName(name []byte, utf8 bool) string {
	plain := func(c byte) bool { return c >= ' ' && c <= '~' && c != ',' || utf8 && c >= 0x80 }
	safe := true
	for _, c := range name {
		safe = safe && plain(c) && c != '"' && c != '\\' && c != '\''
	}
	if safe {
		return string(name)
	}
	out := []byte{'"'}
	for _, c := range name {
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case plain(c):
			out = append(out, c)
		default:
			out = fmt.Appendf(out, `\u%04x`, c)
		}
	}
	return string(append(out, '"'))
}

// ipText is an address as OpenSSL writes it: IPv6 without "::".
func ipText(ip netip.Addr) string {
	if ip.Is4() {
		return ip.String()
	}
	b := ip.As16()
	var parts []string
	for i := 0; i < 16; i += 2 {
		parts = append(parts, fmt.Sprintf("%X", uint16(b[i])<<8|uint16(b[i+1])))
	}
	return strings.Join(parts, ":")
}

// infoAccess is the authority's information access, an entry a line.
func (c certificate) infoAccess() string {
	var entries []struct {
		Method   asn1.ObjectIdentifier
		Location asn1.RawValue
	}
	if unmarshal(c.extension(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 1}), &entries) != nil {
		return ""
	}
	names := map[string]string{"1.3.6.1.5.5.7.48.1": "OCSP", "1.3.6.1.5.5.7.48.2": "CA Issuers"}
	var out []string
	for _, e := range entries {
		method := e.Method.String()
		if names[method] != "" {
			method = names[method]
		}
		out = append(out, method+" - "+generalName(e.Location))
	}
	return strings.Join(out, "\n")
}

// purposes are the object identifiers of extKeyUsage.
func (c certificate) purposes() []string {
	var ids []asn1.ObjectIdentifier
	if unmarshal(c.extension(asn1.ObjectIdentifier{2, 5, 29, 37}), &ids) != nil {
		return nil
	}
	var out []string
	for _, id := range ids {
		out = append(out, id.String())
	}
	return out
}

// certHost takes a handle, a name, "default", "always" or "never" for the subject, and whether wildcards and wildcards for a part of a
// label count. It gives the certificate's name that matches (RFC 6125), or undefined.
func (n *natives) certHost(call goja.FunctionCall) goja.Value {
	c, name, subject := n.cert(call), call.Argument(1).String(), call.Argument(2).String()
	wildcards, partial := call.Argument(3).ToBoolean(), call.Argument(4).ToBoolean()
	for _, pattern := range c.DNSNames {
		if matchHost(pattern, name, wildcards, partial) {
			return n.vm.Runtime.ToValue(pattern)
		}
	}
	if subject == "always" || subject == "default" && len(c.DNSNames) == 0 {
		for _, a := range c.Subject.Names {
			if cn, ok := a.Value.(string); ok && a.Type.String() == "2.5.4.3" && matchHost(cn, name, wildcards, partial) {
				return n.vm.Runtime.ToValue(cn)
			}
		}
	}
	return goja.Undefined()
}

// matchHost compares a name with a pattern whose first label may have a wildcard.
func matchHost(pattern, name string, wildcards, partial bool) bool {
	pattern, name = strings.ToLower(pattern), strings.ToLower(name)
	if name == "" || pattern == name {
		return name != ""
	}
	first, rest, _ := strings.Cut(pattern, ".")
	label, domain, ok := strings.Cut(name, ".")
	before, after, star := strings.Cut(first, "*")
	switch {
	case !wildcards, !ok, !star, rest != domain, strings.Contains(rest, "*"), !strings.Contains(rest, "."):
		return false
	case strings.Contains(after, "*"), first != "*" && (!partial || strings.HasPrefix(label, "xn--")):
		return false
	}
	return len(label) >= len(before)+len(after) && strings.HasPrefix(label, before) && strings.HasSuffix(label, after) && label != ""
}

// certEmail takes a handle, an address and whether the subject counts; it says whether the certificate is the address's.
func (n *natives) certEmail(call goja.FunctionCall) goja.Value {
	c, address, subject := n.cert(call), call.Argument(1).String(), call.Argument(2).String()
	same := func(other string) bool {
		a, b := strings.LastIndexByte(address, '@'), strings.LastIndexByte(other, '@')
		return a >= 0 && b >= 0 && address[:a] == other[:b] && strings.EqualFold(address[a:], other[b:])
	}
	found := false
	for _, e := range c.EmailAddresses {
		found = found || same(e)
	}
	if subject == "always" || subject == "default" && len(c.EmailAddresses) == 0 {
		for _, a := range c.Subject.Names {
			s, ok := a.Value.(string)
			found = found || ok && a.Type.String() == "1.2.840.113549.1.9.1" && same(s)
		}
	}
	return n.vm.Runtime.ToValue(found)
}

func (n *natives) certIP(call goja.FunctionCall) goja.Value {
	want, err := netip.ParseAddr(call.Argument(1).String())
	found := false
	for _, ip := range n.cert(call).IPAddresses {
		have, ok := netip.AddrFromSlice(ip)
		found = found || err == nil && ok && have == want
	}
	return n.vm.Runtime.ToValue(found)
}

// certIssued says whether the second certificate can have issued the first, by their names and extensions (X509_check_issued).
func (n *natives) certIssued(call goja.FunctionCall) goja.Value {
	c, issuer := n.cert(call), node.Handle[certificate](n.vm, call.Argument(1))
	ok := bytes.Equal(c.RawIssuer, issuer.RawSubject) &&
		(len(c.AuthorityKeyId) == 0 || len(issuer.SubjectKeyId) == 0 || bytes.Equal(c.AuthorityKeyId, issuer.SubjectKeyId)) &&
		(issuer.KeyUsage == 0 || issuer.KeyUsage&x509.KeyUsageCertSign != 0)
	return n.vm.Runtime.ToValue(ok)
}

// certVerify checks a certificate's signature with a public key.
func (n *natives) certVerify(call goja.FunctionCall) goja.Value {
	c, k := n.cert(call), node.Handle[*key](n.vm, call.Argument(1))
	return n.vm.Runtime.ToValue(c.signedBy(k))
}

func (c certificate) signedBy(k *key) bool {
	o := signOptions{padding: "pkcs1", salt: -1}
	name := c.SignatureAlgorithm.String() // such as "SHA256-RSAPSS" or "ECDSA-SHA256"
	if strings.HasSuffix(name, "-RSAPSS") {
		o.padding = "pss"
	}
	for part := range strings.SplitSeq(name, "-") {
		if d := findDigest(part); d != nil {
			o.hash, o.mgf = d, d
		}
	}
	if o.hash == nil && c.SignatureAlgorithm != x509.PureEd25519 {
		return false
	}
	ok, err := k.verify(c.RawTBSCertificate, c.Signature, o)
	return ok && err == nil
}

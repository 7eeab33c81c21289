package nodecrypto

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// key is the handle of a KeyObject or a CryptoKey: exactly one of secret, pub and priv is set. Of the public keys,
// *rsa.PublicKey, *ecdsa.PublicKey, ed25519.PublicKey and *ecdh.PublicKey (X25519) occur.
type key struct {
	secret []byte
	pub    crypto.PublicKey
	priv   crypto.PrivateKey
	pss    bool // an RSA key for PSS only
}

func (k *key) kind() string {
	switch {
	case k.priv != nil:
		return "private"
	case k.pub != nil:
		return "public"
	}
	return "secret"
}

// public is the public key of either half.
func (k *key) public() crypto.PublicKey {
	if k.priv == nil {
		return k.pub
	}
	if signer, ok := k.priv.(interface{ Public() crypto.PublicKey }); ok {
		return signer.Public()
	}
	return nil
}

// algorithm is Node's asymmetricKeyType.
func (k *key) algorithm() string {
	switch k.public().(type) {
	case *rsa.PublicKey:
		if k.pss {
			return "rsa-pss"
		}
		return "rsa"
	case *ecdsa.PublicKey:
		return "ec"
	case ed25519.PublicKey:
		return "ed25519"
	case *ecdh.PublicKey:
		return "x25519"
	}
	return ""
}

// curves are the curves by OpenSSL's and by the Web's name.
var curves = []struct {
	openSSL, web string
	curve        elliptic.Curve
}{
	{"prime256v1", "P-256", elliptic.P256()},
	{"secp384r1", "P-384", elliptic.P384()},
	{"secp521r1", "P-521", elliptic.P521()},
	{"secp224r1", "P-224", elliptic.P224()},
}

func findCurve(name string) elliptic.Curve {
	for _, c := range curves {
		if name == c.openSSL || name == c.web {
			return c.curve
		}
	}
	return nil
}

func curveName(c elliptic.Curve, web bool) string {
	for _, n := range curves {
		if n.curve == c && web {
			return n.web
		} else if n.curve == c {
			return n.openSSL
		}
	}
	return ""
}

var errUnsupportedKey = errors.New("unsupported key")

// parsePublic reads a public key in DER.
func parsePublic(der []byte, format string) (*key, error) {
	if format == "pkcs1" {
		k, err := x509.ParsePKCS1PublicKey(der)
		return &key{pub: k}, err
	}
	pub, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, err
	}
	return &key{pub: pub, pss: isPSS(der)}, nil
}

// isPSS tells keys whose algorithm is RSASSA-PSS (1.2.840.113549.1.1.10).
func isPSS(der []byte) bool {
	return bytes.Contains(der[:min(len(der), 64)], []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a})
}

func parsePrivate(der []byte, format string) (*key, error) {
	var priv crypto.PrivateKey
	var err error
	switch format {
	case "pkcs1":
		priv, err = x509.ParsePKCS1PrivateKey(der)
	case "sec1":
		priv, err = x509.ParseECPrivateKey(der)
	default:
		priv, err = x509.ParsePKCS8PrivateKey(der)
	}
	if err != nil {
		return nil, err
	}
	return &key{priv: priv, pss: format == "pkcs8" && isPSS(der)}, nil
}

// parsePEM reads the first key of a PEM text; private says which half is wanted.
func parsePEM(text []byte, private bool) (*key, error) {
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			return nil, errUnsupportedKey
		}
		text = rest
		var k *key
		var err error
		switch block.Type {
		case "PRIVATE KEY":
			k, err = parsePrivate(block.Bytes, "pkcs8")
		case "RSA PRIVATE KEY":
			k, err = parsePrivate(block.Bytes, "pkcs1")
		case "EC PRIVATE KEY":
			k, err = parsePrivate(block.Bytes, "sec1")
		case "PUBLIC KEY":
			k, err = parsePublic(block.Bytes, "spki")
		case "RSA PUBLIC KEY":
			k, err = parsePublic(block.Bytes, "pkcs1")
		case "CERTIFICATE":
			var cert *x509.Certificate
			if cert, err = x509.ParseCertificate(block.Bytes); err == nil {
				k = &key{pub: cert.PublicKey}
			}
		default: // EC PARAMETERS and others
			continue
		}
		if err != nil {
			return nil, err
		}
		if private && k.priv == nil {
			continue
		}
		return k, nil
	}
}

// marshal is the key in DER: spki, pkcs1, pkcs8 or sec1, and the PEM type of that.
func (k *key) marshal(format string) (der []byte, pemType string, err error) {
	switch {
	case k.priv != nil && format == "pkcs1":
		if r, ok := k.priv.(*rsa.PrivateKey); ok {
			return x509.MarshalPKCS1PrivateKey(r), "RSA PRIVATE KEY", nil
		}
	case k.priv != nil && format == "sec1":
		if e, ok := k.priv.(*ecdsa.PrivateKey); ok {
			der, err = x509.MarshalECPrivateKey(e)
			return der, "EC PRIVATE KEY", err
		}
	case k.priv != nil && format == "pkcs8":
		der, err = x509.MarshalPKCS8PrivateKey(k.priv)
		return der, "PRIVATE KEY", err
	case k.pub != nil && format == "pkcs1":
		if r, ok := k.pub.(*rsa.PublicKey); ok {
			return x509.MarshalPKCS1PublicKey(r), "RSA PUBLIC KEY", nil
		}
	case k.pub != nil && format == "spki":
		der, err = x509.MarshalPKIXPublicKey(k.pub)
		return der, "PUBLIC KEY", err
	}
	return nil, "", errUnsupportedKey
}

// raw is the bare form of elliptic keys: the uncompressed point, or the 32 bytes.
func (k *key) raw() ([]byte, error) {
	switch p := k.pub.(type) {
	case *ecdsa.PublicKey:
		e, err := p.ECDH()
		if err != nil {
			return nil, err
		}
		return e.Bytes(), nil
	case ed25519.PublicKey:
		return p, nil
	case *ecdh.PublicKey:
		return p.Bytes(), nil
	}
	return nil, errUnsupportedKey
}

// parseRaw makes a public key of its bare form; compressed points are taken too.
func parseRaw(algorithm string, b []byte) (*key, error) {
	switch algorithm {
	case "ed25519":
		if len(b) != ed25519.PublicKeySize {
			return nil, errUnsupportedKey
		}
		return &key{pub: ed25519.PublicKey(clone(b))}, nil
	case "x25519":
		p, err := ecdh.X25519().NewPublicKey(b)
		return &key{pub: p}, err
	}
	curve := findCurve(algorithm)
	if curve == nil || len(b) == 0 {
		return nil, errUnsupportedKey
	}
	if b[0] == 2 || b[0] == 3 {
		x, y := elliptic.UnmarshalCompressed(curve, b)
		if x == nil {
			return nil, errUnsupportedKey
		}
		size := (curve.Params().BitSize + 7) / 8
		b = append([]byte{4}, make([]byte, 2*size)...)
		x.FillBytes(b[1 : 1+size])
		y.FillBytes(b[1+size:])
	}
	p, err := ecdsa.ParseUncompressedPublicKey(curve, b)
	return &key{pub: p}, err
}

func (n *natives) keyFuncs() map[string]node.Func {
	return map[string]node.Func{
		"keySecret": func(call goja.FunctionCall) goja.Value {
			return n.keyValue(&key{secret: append([]byte{}, n.bytes(call.Argument(0))...)}, nil)
		},
		"keyParse": n.keyParse,
		"keyRaw":   n.keyRaw,
		"keyKind":  func(call goja.FunctionCall) goja.Value { return n.vm.Runtime.ToValue(n.key(call.Argument(0)).kind()) },
		"keyType": func(call goja.FunctionCall) goja.Value {
			return n.vm.Runtime.ToValue(n.key(call.Argument(0)).algorithm())
		},
		"keyDetails": n.keyDetails,
		"keyPublic":  n.keyPublic,
		"keyEquals":  n.keyEquals,
		"keyExport":  n.keyExport,
		"keySize": func(call goja.FunctionCall) goja.Value {
			return n.vm.Runtime.ToValue(len(n.key(call.Argument(0)).secret))
		},
		"keyToJwk":    n.keyToJwk,
		"keyFromJwk":  n.keyFromJwk,
		"keyGenerate": n.keyGenerate,
		"sign":        n.sign,
		"verify":      n.verify,
		"rsaEncrypt":  n.rsaEncrypt,
		"ecdh":        n.ecdh,
		"aes":         n.aes,
		"getCurves": func(goja.FunctionCall) goja.Value {
			return node.Array(n.vm, []string{"prime256v1", "secp224r1", "secp384r1", "secp521r1"})
		},
	}
}

// key is the handle in v.
func (n *natives) key(v goja.Value) *key { return node.Handle[*key](n.vm, v) }

// keyValue is the handle of k as a value, undefined for an error.
func (n *natives) keyValue(k *key, err error) goja.Value {
	if err != nil {
		return goja.Undefined()
	}
	return n.vm.Runtime.ToValue(k)
}

// keyParse takes bytes, "pem" or a DER format, and whether a private key is wanted; undefined when it can't.
func (n *natives) keyParse(call goja.FunctionCall) goja.Value {
	b, format, private := n.bytes(call.Argument(0)), call.Argument(1).String(), call.Argument(2).ToBoolean()
	switch {
	case format == "pem":
		return n.keyValue(parsePEM(b, private))
	case private:
		return n.keyValue(parsePrivate(b, format))
	}
	return n.keyValue(parsePublic(b, format))
}

// keyRaw makes a public key of an algorithm or curve and its bare bytes, or, of one key, gives the bytes.
func (n *natives) keyRaw(call goja.FunctionCall) goja.Value {
	if _, ok := call.Argument(0).(goja.String); ok {
		return n.keyValue(parseRaw(call.Argument(0).String(), n.bytes(call.Argument(1))))
	}
	b, err := n.key(call.Argument(0)).raw()
	if err != nil {
		return goja.Undefined()
	}
	return nodebuffer.New(n.vm, clone(b))
}

func (n *natives) keyPublic(call goja.FunctionCall) goja.Value {
	k := n.key(call.Argument(0))
	return n.vm.Runtime.ToValue(&key{pub: k.public(), pss: k.pss})
}

// keyDetails gives modulus length and exponent of RSA keys, the curve's names of others.
func (n *natives) keyDetails(call goja.FunctionCall) goja.Value {
	rt := n.vm.Runtime
	switch p := n.key(call.Argument(0)).public().(type) {
	case *rsa.PublicKey:
		return rt.NewArray(p.N.BitLen(), big.NewInt(int64(p.E)))
	case *ecdsa.PublicKey:
		return rt.NewArray(curveName(p.Curve, false), curveName(p.Curve, true))
	}
	return rt.NewArray()
}

func (n *natives) keyEquals(call goja.FunctionCall) goja.Value {
	a, b := n.key(call.Argument(0)), n.key(call.Argument(1))
	same := a.kind() == b.kind()
	switch {
	case !same:
	case a.priv != nil:
		e, ok := a.priv.(interface{ Equal(crypto.PrivateKey) bool })
		same = ok && e.Equal(b.priv)
	case a.pub != nil:
		e, ok := a.pub.(interface{ Equal(crypto.PublicKey) bool })
		same = ok && e.Equal(b.pub)
	default:
		same = len(a.secret) == len(b.secret) && equal(a.secret, b.secret)
	}
	return n.vm.Runtime.ToValue(same)
}

// keyExport gives a secret's bytes, or another key in "spki", "pkcs1", "pkcs8" or "sec1", as PEM when the third argument is true;
// undefined when the key has no such form.
func (n *natives) keyExport(call goja.FunctionCall) goja.Value {
	k := n.key(call.Argument(0))
	if k.kind() == "secret" {
		return nodebuffer.New(n.vm, clone(k.secret))
	}
	der, pemType, err := k.marshal(call.Argument(1).String())
	if err != nil {
		return goja.Undefined()
	}
	if call.Argument(2).ToBoolean() {
		return n.vm.Runtime.ToValue(string(pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: der})))
	}
	return nodebuffer.New(n.vm, der)
}

// ecdsaSignature is the DER form of a signature.
type ecdsaSignature struct{ R, S *big.Int }

// toP1363 turns a signature in DER into the two numbers, one after the other.
func toP1363(der []byte, curve elliptic.Curve) ([]byte, error) {
	var s ecdsaSignature
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		return nil, err
	}
	size := (curve.Params().BitSize + 7) / 8
	out := make([]byte, 2*size)
	s.R.FillBytes(out[:size])
	s.S.FillBytes(out[size:])
	return out, nil
}

func fromP1363(b []byte, curve elliptic.Curve) ([]byte, error) {
	size := (curve.Params().BitSize + 7) / 8
	if len(b) != 2*size {
		return nil, errUnsupportedKey
	}
	return asn1.Marshal(ecdsaSignature{new(big.Int).SetBytes(b[:size]), new(big.Int).SetBytes(b[size:])})
}

package nodecrypto

import (
	"crypto"
	"crypto/ecdsa"
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

// key is the handle of a KeyObject or a CryptoKey: exactly one of secret, pub and priv is set. Of the public keys, *rsa.PublicKey,
// *ecdsa.PublicKey, *dsaPublic, *dhPublic and those of RFC 8410 (modern) occur.
type key struct {
	secret   []byte
	pub      crypto.PublicKey
	priv     crypto.PrivateKey
	pss      *pssParams // of RSA keys for PSS only
	explicit bool       // an EC key whose DER forms describe the curve instead of naming it
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

// publicHalf is the key of public.
func (k *key) publicHalf() *key { return &key{pub: k.public(), pss: k.pss, explicit: k.explicit} }

// algorithm is Node's asymmetricKeyType.
func (k *key) algorithm() string {
	switch p := k.public().(type) {
	case *rsa.PublicKey:
		if k.pss != nil {
			return "rsa-pss"
		}
		return "rsa"
	case *ecdsa.PublicKey:
		return "ec"
	case *dsaPublic:
		return "dsa"
	case *dhPublic:
		return "dh"
	default:
		if m, _ := modernPublic(p); m != nil {
			return m.name
		}
	}
	return ""
}

var errUnsupportedKey = errors.New("unsupported key")

// parsePEM reads the first key of a PEM text; private says which half is wanted. A nil passphrase is none.
func parsePEM(text []byte, private bool, passphrase []byte) (*key, error) {
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			return nil, errUnsupportedKey
		}
		text = rest
		k, err := parseBlock(block, passphrase)
		if err != nil {
			return nil, err
		}
		if k == nil || private && k.priv == nil {
			continue
		}
		return k, nil
	}
}

// parseBlock reads one block of a PEM text; nil without an error for what isn't a key.
func parseBlock(block *pem.Block, passphrase []byte) (*key, error) {
	der := block.Bytes
	if isEncryptedPEM(block) {
		var err error
		if der, err = decryptPEM(block, passphrase); err != nil {
			return nil, err
		}
	}
	switch block.Type {
	case "PRIVATE KEY":
		return parsePrivate(der, "pkcs8")
	case "ENCRYPTED PRIVATE KEY":
		return parseEncrypted(der, passphrase)
	case "RSA PRIVATE KEY":
		return parsePrivate(der, "pkcs1")
	case "EC PRIVATE KEY":
		return parsePrivate(der, "sec1")
	case "DSA PRIVATE KEY":
		return parsePrivate(der, "dsa")
	case "PUBLIC KEY":
		return parsePublic(der, "spki")
	case "RSA PUBLIC KEY":
		return parsePublic(der, "pkcs1")
	case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
		return parseCertificateKey(der)
	}
	return nil, nil // EC PARAMETERS and others
}

// parseCertificateKey is the public key of a certificate.
func parseCertificateKey(der []byte) (*key, error) {
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return parsePublic(cert.RawSubjectPublicKeyInfo, "spki")
}

// raw is the bare form of elliptic keys: the uncompressed point, or the bytes.
func (k *key) raw() ([]byte, error) {
	if p, ok := k.pub.(*ecdsa.PublicKey); ok {
		return point(p), nil
	}
	if m, b := modernPublic(k.pub); m != nil {
		return b, nil
	}
	return nil, errUnsupportedKey
}

// parseRaw makes a public key of its bare form; compressed points are taken too.
func parseRaw(algorithm string, b []byte) (*key, error) {
	if m := findModern(algorithm); m != nil {
		return m.parsePublic(b)
	}
	c := findCurve(algorithm)
	if c == nil {
		return nil, errUnsupportedKey
	}
	p, err := c.parsePoint(b)
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
		"agreement":   n.agreement,
		"aes":         n.aes,
		"getCurves": func(goja.FunctionCall) goja.Value {
			var names []string
			for _, c := range curves {
				names = append(names, c.openSSL)
			}
			return node.Array(n.vm, names)
		},
		"hasCurve": func(call goja.FunctionCall) goja.Value {
			return n.vm.Runtime.ToValue(findCurve(call.Argument(0).String()) != nil)
		},
		"ecPrivate": n.ecPrivate,
		"ecScalar": func(call goja.FunctionCall) goja.Value {
			priv, ok := n.key(call.Argument(0)).priv.(*ecdsa.PrivateKey)
			if !ok {
				return goja.Undefined()
			}
			return n.number(new(big.Int).SetBytes(scalar(priv)))
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

// keyParse takes bytes, "pem" or a DER format, whether a private key is wanted, and the passphrase (undefined: none). It gives a
// handle, "passphrase" when one is missing, "decrypt" when it is wrong, and undefined when there is no key.
func (n *natives) keyParse(call goja.FunctionCall) goja.Value {
	b, format, private := n.bytes(call.Argument(0)), call.Argument(1).String(), call.Argument(2).ToBoolean()
	var passphrase []byte
	if v := call.Argument(3); !goja.IsUndefined(v) {
		passphrase = append([]byte{}, n.bytes(v)...)
	}
	k, err := parseKey(b, format, private, passphrase)
	switch {
	case errors.Is(err, errNeedPassphrase):
		return n.vm.Runtime.ToValue("passphrase")
	case errors.Is(err, errBadPassphrase):
		return n.vm.Runtime.ToValue("decrypt")
	}
	return n.keyValue(k, err)
}

func parseKey(b []byte, format string, private bool, passphrase []byte) (*key, error) {
	switch {
	case format == "pem":
		return parsePEM(b, private, passphrase)
	case private && format == "pkcs8":
		if k, err := parsePrivate(b, format); err == nil {
			return k, nil
		}
		return parseEncrypted(b, passphrase)
	case private:
		return parsePrivate(b, format)
	}
	return parsePublic(b, format)
}

// ecPrivate makes a private key of a curve's name and the bytes of the number; undefined when the curve has no such key.
func (n *natives) ecPrivate(call goja.FunctionCall) goja.Value {
	priv, err := findCurve(call.Argument(0).String()).private(n.bytes(call.Argument(1)))
	return n.keyValue(&key{priv: priv}, err)
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
	return n.vm.Runtime.ToValue(n.key(call.Argument(0)).publicHalf())
}

// keyDetails gives what asymmetricKeyDetails shows: modulus length, exponent and the parameters of PSS of RSA keys; OpenSSL's, the
// Web's and JWK's name of an EC key's curve; lengths of prime and divisor of DSA keys.
func (n *natives) keyDetails(call goja.FunctionCall) goja.Value {
	rt := n.vm.Runtime
	k := n.key(call.Argument(0))
	switch p := k.public().(type) {
	case *rsa.PublicKey:
		if k.pss != nil && k.pss.hash != "" {
			return rt.NewArray(p.N.BitLen(), big.NewInt(int64(p.E)), k.pss.hash, k.pss.mgf, k.pss.salt)
		}
		return rt.NewArray(p.N.BitLen(), big.NewInt(int64(p.E)))
	case *ecdsa.PublicKey:
		c := specOf(p.Curve)
		return rt.NewArray(c.openSSL, c.web, c.jwk)
	case *dsaPublic:
		return rt.NewArray(p.P.BitLen(), p.Q.BitLen())
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

// keyExport gives a secret's bytes, or another key in "spki", "pkcs1", "pkcs8" or "sec1", as PEM when the third argument is true,
// under the cipher and the passphrase that follow when there are any; undefined when the key has no such form.
func (n *natives) keyExport(call goja.FunctionCall) goja.Value {
	k := n.key(call.Argument(0))
	if k.kind() == "secret" {
		return nodebuffer.New(n.vm, clone(k.secret))
	}
	format, text := call.Argument(1).String(), call.Argument(2).ToBoolean()
	der, pemType, err := k.marshal(format)
	if err != nil {
		return goja.Undefined()
	}
	block := &pem.Block{Type: pemType, Bytes: der}
	if v := call.Argument(3); !goja.IsUndefined(v) {
		passphrase := n.bytes(call.Argument(4))
		if format == "pkcs8" {
			block.Type = "ENCRYPTED PRIVATE KEY"
			block.Bytes, err = encryptPKCS8(der, v.String(), passphrase)
		} else {
			block, err = encryptPEM(block, v.String(), passphrase)
		}
		if err != nil {
			panic(n.failure(err))
		}
	}
	if text {
		return n.vm.Runtime.ToValue(string(pem.EncodeToMemory(block)))
	}
	return nodebuffer.New(n.vm, block.Bytes)
}

// numbers is the DER form of a signature of ECDSA or DSA.
type numbers struct{ R, S *big.Int }

// toP1363 turns a signature in DER into the two numbers of that many bytes, one after the other.
func toP1363(der []byte, size int) ([]byte, error) {
	var s numbers
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		return nil, err
	}
	if s.R.Sign() < 0 || s.S.Sign() < 0 || s.R.BitLen() > 8*size || s.S.BitLen() > 8*size {
		return nil, errUnsupportedKey
	}
	out := make([]byte, 2*size)
	s.R.FillBytes(out[:size])
	s.S.FillBytes(out[size:])
	return out, nil
}

func fromP1363(b []byte, size int) ([]byte, error) {
	if len(b) != 2*size {
		return nil, errUnsupportedKey
	}
	return asn1.Marshal(numbers{new(big.Int).SetBytes(b[:size]), new(big.Int).SetBytes(b[size:])})
}

// signatureSize is the length of a number in the key's signatures, zero where they aren't two numbers.
func (k *key) signatureSize() int {
	switch p := k.public().(type) {
	case *ecdsa.PublicKey:
		return specOf(p.Curve).size()
	case *dsaPublic:
		return (p.Q.BitLen() + 7) / 8
	}
	return 0
}

package nodecrypto

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"math/big"

	"github.com/cloudflare/circl/dh/x448"
	"github.com/cloudflare/circl/sign/ed448"
	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// curveSpec is an elliptic curve by OpenSSL's name, by the Web's and by JSON Web Keys' (empty: they have none), and in ASN.1.
type curveSpec struct {
	openSSL, web, jwk string
	oid               asn1.ObjectIdentifier
	curve             elliptic.Curve
}

// curves are in the order of getCurves.
var curves = []curveSpec{
	{"prime256v1", "P-256", "P-256", asn1.ObjectIdentifier{1, 2, 840, 10045, 3, 1, 7}, elliptic.P256()},
	{"secp224r1", "P-224", "", asn1.ObjectIdentifier{1, 3, 132, 0, 33}, elliptic.P224()},
	{"secp256k1", "", "secp256k1", asn1.ObjectIdentifier{1, 3, 132, 0, 10}, secp256k1.S256()}, //nolint:staticcheck // the only form of a key on a curve of one's own
	{"secp384r1", "P-384", "P-384", asn1.ObjectIdentifier{1, 3, 132, 0, 34}, elliptic.P384()},
	{"secp521r1", "P-521", "P-521", asn1.ObjectIdentifier{1, 3, 132, 0, 35}, elliptic.P521()},
}

// findCurve knows a curve by any of its names; nil when there is none.
func findCurve(name string) *curveSpec {
	for i := range curves {
		if c := &curves[i]; name != "" && (name == c.openSSL || name == c.web) {
			return c
		}
	}
	return nil
}

// specOf is the entry of a curve in use.
func specOf(curve elliptic.Curve) *curveSpec {
	for i := range curves {
		if curves[i].curve == curve {
			return &curves[i]
		}
	}
	return &curveSpec{}
}

// generic says that the standard library doesn't have the curve itself, so that points are made with the curve's arithmetic.
func (c *curveSpec) generic() bool { return c.openSSL == "secp256k1" }

// size is the length of a coordinate in bytes.
func (c *curveSpec) size() int { return (c.curve.Params().BitSize + 7) / 8 }

// parsePoint reads a point: uncompressed, compressed, or hybrid.
func (c *curveSpec) parsePoint(b []byte) (*ecdsa.PublicKey, error) {
	size := c.size()
	if len(b) == 1+2*size && (b[0] == 6 || b[0] == 7) && b[0]&1 == b[2*size]&1 {
		b = append([]byte{4}, b[1:]...)
	}
	if c.generic() {
		p, err := secp256k1.ParsePubKey(b)
		if err != nil {
			return nil, err
		}
		return &ecdsa.PublicKey{Curve: c.curve, X: p.X(), Y: p.Y()}, nil //nolint:staticcheck // the only form of a key on a curve of one's own
	}
	if len(b) == 1+size && (b[0] == 2 || b[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(c.curve, b)
		if x == nil {
			return nil, errUnsupportedKey
		}
		b = uncompressed(x, y, size)
	}
	return ecdsa.ParseUncompressedPublicKey(c.curve, b)
}

func uncompressed(x, y *big.Int, size int) []byte {
	b := make([]byte, 1+2*size)
	b[0] = 4
	x.FillBytes(b[1 : 1+size])
	y.FillBytes(b[1+size:])
	return b
}

// private is the key of a secret number.
func (c *curveSpec) private(d []byte) (*ecdsa.PrivateKey, error) {
	size := c.size()
	for len(d) > size && d[0] == 0 {
		d = d[1:]
	}
	if len(d) > size {
		return nil, errUnsupportedKey
	}
	scalar := make([]byte, size)
	copy(scalar[size-len(d):], d)
	if !c.generic() {
		return ecdsa.ParseRawPrivateKey(c.curve, scalar)
	}
	n := new(big.Int).SetBytes(scalar)
	if n.Sign() == 0 || n.Cmp(c.curve.Params().N) >= 0 {
		return nil, errUnsupportedKey
	}
	return secp256k1.PrivKeyFromBytes(scalar).ToECDSA(), nil
}

func (c *curveSpec) generate() (*ecdsa.PrivateKey, error) {
	if !c.generic() {
		return ecdsa.GenerateKey(c.curve, rand.Reader)
	}
	k, err := secp256k1.GeneratePrivateKey()
	if err != nil {
		return nil, err
	}
	return k.ToECDSA(), nil
}

// point is a public key as an uncompressed point.
func point(p *ecdsa.PublicKey) []byte {
	c := specOf(p.Curve)
	if c.generic() {
		return uncompressed(p.X, p.Y, c.size()) //nolint:staticcheck // the only form of a key on a curve of one's own
	}
	b, err := p.Bytes()
	if err != nil { // the curve's own keys have bytes
		return nil
	}
	return b
}

// scalar is the secret number of a private key, as long as the curve's coordinates.
func scalar(p *ecdsa.PrivateKey) []byte {
	c := specOf(p.Curve)
	if c.generic() {
		return p.D.FillBytes(make([]byte, c.size())) //nolint:staticcheck // the only form of a key on a curve of one's own
	}
	b, err := p.Bytes()
	if err != nil {
		return nil
	}
	return b
}

// agree is ECDH of two keys on one curve: the x coordinate.
func agree(priv *ecdsa.PrivateKey, pub *ecdsa.PublicKey) ([]byte, error) {
	if specOf(priv.Curve).generic() {
		mine := secp256k1.PrivKeyFromBytes(scalar(priv))
		theirs, err := secp256k1.ParsePubKey(point(pub))
		if err != nil {
			return nil, err
		}
		return secp256k1.GenerateSharedSecret(mine, theirs), nil
	}
	mine, err := priv.ECDH()
	if err != nil {
		return nil, err
	}
	theirs, err := pub.ECDH()
	if err != nil {
		return nil, err
	}
	return mine.ECDH(theirs)
}

// x448Public and x448Private are keys of RFC 7748's curve448.
type (
	x448Public  struct{ key x448.Key }
	x448Private struct{ key x448.Key }
)

func (p *x448Private) Public() crypto.PublicKey {
	pub := &x448Public{}
	x448.KeyGen(&pub.key, &p.key)
	return pub
}

func (p *x448Public) Equal(other crypto.PublicKey) bool {
	o, ok := other.(*x448Public)
	return ok && o.key == p.key
}

func (p *x448Private) Equal(other crypto.PrivateKey) bool {
	o, ok := other.(*x448Private)
	return ok && equal(o.key[:], p.key[:])
}

func (p *x448Private) agree(pub *x448Public) ([]byte, error) {
	var shared x448.Key
	if !x448.Shared(&shared, &p.key, &pub.key) {
		return nil, errUnsupportedKey
	}
	return shared[:], nil
}

// modern is an algorithm of RFC 8410: keys are bare bytes.
type modern struct {
	name, jwk string
	oid       asn1.ObjectIdentifier
	size      int
	public    func(b []byte) (crypto.PublicKey, error)
	private   func(b []byte) (crypto.PrivateKey, error) // of the seed
}

var moderns = []modern{
	{
		"x25519", "X25519", asn1.ObjectIdentifier{1, 3, 101, 110}, 32,
		func(b []byte) (crypto.PublicKey, error) { return ecdh.X25519().NewPublicKey(b) },
		func(b []byte) (crypto.PrivateKey, error) { return ecdh.X25519().NewPrivateKey(b) },
	},
	{
		"x448", "X448", asn1.ObjectIdentifier{1, 3, 101, 111}, x448.Size,
		func(b []byte) (crypto.PublicKey, error) { return &x448Public{x448.Key(b)}, nil },
		func(b []byte) (crypto.PrivateKey, error) { return &x448Private{x448.Key(b)}, nil },
	},
	{
		"ed25519", "Ed25519", asn1.ObjectIdentifier{1, 3, 101, 112}, ed25519.SeedSize,
		func(b []byte) (crypto.PublicKey, error) { return ed25519.PublicKey(clone(b)), nil },
		func(b []byte) (crypto.PrivateKey, error) { return ed25519.NewKeyFromSeed(b), nil },
	},
	{
		"ed448", "Ed448", asn1.ObjectIdentifier{1, 3, 101, 113}, ed448.SeedSize,
		func(b []byte) (crypto.PublicKey, error) { return ed448.PublicKey(clone(b)), nil },
		func(b []byte) (crypto.PrivateKey, error) { return ed448.NewKeyFromSeed(b), nil },
	},
}

// findModern knows an algorithm by either name; nil when there is none.
func findModern(name string) *modern {
	for i := range moderns {
		if m := &moderns[i]; name == m.name || name == m.jwk {
			return m
		}
	}
	return nil
}

// modernPublic gives the algorithm and the bytes of a public key of RFC 8410; nil for others.
func modernPublic(pub crypto.PublicKey) (*modern, []byte) {
	switch p := pub.(type) {
	case *ecdh.PublicKey:
		return findModern("x25519"), p.Bytes()
	case *x448Public:
		return findModern("x448"), p.key[:]
	case ed25519.PublicKey:
		return findModern("ed25519"), p
	case ed448.PublicKey:
		return findModern("ed448"), p
	}
	return nil, nil
}

// modernPrivate is modernPublic of a private key: its seed.
func modernPrivate(priv crypto.PrivateKey) (*modern, []byte) {
	switch p := priv.(type) {
	case *ecdh.PrivateKey:
		return findModern("x25519"), p.Bytes()
	case *x448Private:
		return findModern("x448"), p.key[:]
	case ed25519.PrivateKey:
		return findModern("ed25519"), p.Seed()
	case ed448.PrivateKey:
		return findModern("ed448"), p.Seed()
	}
	return nil, nil
}

func (m *modern) parsePublic(b []byte) (*key, error) {
	if len(b) != m.size {
		return nil, errUnsupportedKey
	}
	pub, err := m.public(b)
	return &key{pub: pub}, err
}

func (m *modern) parsePrivate(seed []byte) (*key, error) {
	if len(seed) != m.size {
		return nil, errUnsupportedKey
	}
	priv, err := m.private(seed)
	return &key{priv: priv}, err
}

func (m *modern) generate() (*key, error) {
	seed := make([]byte, m.size)
	fillRandom(seed)
	return m.parsePrivate(seed)
}

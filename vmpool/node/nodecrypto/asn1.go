package nodecrypto

import (
	"crypto/dsa" //nolint:staticcheck // Node has it, so programs ask for it
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
)

// Keys in DER: SubjectPublicKeyInfo (RFC 5280), PKCS #8 (RFC 5958), PKCS #1 (RFC 8017) and SEC 1. The standard library's functions know
// fewer algorithms.

var (
	oidRSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidPSS   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidMGF1  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	oidDSA   = asn1.ObjectIdentifier{1, 2, 840, 10040, 4, 1}
	oidDH    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 3, 1}
	oidEC    = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidPrime = asn1.ObjectIdentifier{1, 2, 840, 10045, 1, 1}
)

// digestOID is a digest's name in ASN.1.
type digestOID struct {
	name string
	oid  asn1.ObjectIdentifier
}

// signatureOIDs are the digests that RSA signatures and PSS parameters name.
var signatureOIDs = []digestOID{
	{"md5", asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 5}},
	{"ripemd160", asn1.ObjectIdentifier{1, 3, 36, 3, 2, 1}},
	{"sha1", asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}},
	{"sha256", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}},
	{"sha384", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}},
	{"sha512", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}},
	{"sha224", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 4}},
	{"sha512-224", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 5}},
	{"sha512-256", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 6}},
	{"sha3-224", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 7}},
	{"sha3-256", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 8}},
	{"sha3-384", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 9}},
	{"sha3-512", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 10}},
}

type (
	spkiDER struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	pkcs8DER struct {
		Version   int
		Algorithm pkix.AlgorithmIdentifier
		Key       []byte
	}
	sec1DER struct {
		Version    int
		Key        []byte
		Parameters asn1.RawValue  `asn1:"optional,explicit,tag:0"`
		Public     asn1.BitString `asn1:"optional,explicit,tag:1"`
	}
	dsaParamsDER struct{ P, Q, G *big.Int }
	dsaKeyDER    struct { // OpenSSL's own form
		Version       int
		P, Q, G, Y, X *big.Int
	}
	dhParamsDER struct {
		P, G   *big.Int
		Length int `asn1:"optional"`
	}
	pssParamsDER struct {
		Hash    pkix.AlgorithmIdentifier `asn1:"optional,explicit,tag:0"`
		MGF     pkix.AlgorithmIdentifier `asn1:"optional,explicit,tag:1"`
		Salt    int                      `asn1:"optional,explicit,tag:2,default:20"`
		Trailer int                      `asn1:"optional,explicit,tag:3,default:1"`
	}
	explicitCurveDER struct { // ECParameters of X9.62
		Version int
		Field   struct {
			Type asn1.ObjectIdentifier
			P    *big.Int
		}
		Curve struct {
			A, B []byte
			Seed asn1.BitString `asn1:"optional"`
		}
		Base     []byte
		Order    *big.Int
		Cofactor int `asn1:"optional"`
	}
)

// unmarshal is asn1.Unmarshal of all of der.
func unmarshal(der []byte, v any) error {
	rest, err := asn1.Unmarshal(der, v)
	if err == nil && len(rest) > 0 {
		err = errUnsupportedKey
	}
	return err
}

// pssParams restrict a key to RSASSA-PSS with these digests and at least that much salt; names are empty when nothing is restricted.
type pssParams struct {
	hash, mgf string
	salt      int
}

func parsePSS(params asn1.RawValue) (*pssParams, error) {
	if len(params.FullBytes) == 0 {
		return &pssParams{}, nil
	}
	var der pssParamsDER
	if err := unmarshal(params.FullBytes, &der); err != nil {
		return nil, err
	}
	out := &pssParams{hash: "sha1", mgf: "sha1", salt: der.Salt}
	for _, d := range signatureOIDs {
		if d.oid.Equal(der.Hash.Algorithm) {
			out.hash = d.name
		}
		var inner pkix.AlgorithmIdentifier
		if der.MGF.Algorithm.Equal(oidMGF1) && unmarshal(der.MGF.Parameters.FullBytes, &inner) == nil && d.oid.Equal(inner.Algorithm) {
			out.mgf = d.name
		}
	}
	return out, nil
}

func (p *pssParams) algorithm() (pkix.AlgorithmIdentifier, error) {
	id := pkix.AlgorithmIdentifier{Algorithm: oidPSS}
	if p.hash == "" {
		return id, nil
	}
	der := pssParamsDER{Salt: p.salt, Trailer: 1}
	var mgfHash pkix.AlgorithmIdentifier
	for _, d := range signatureOIDs {
		if d.name == p.hash && d.name != "sha1" {
			der.Hash = pkix.AlgorithmIdentifier{Algorithm: d.oid, Parameters: asn1.NullRawValue}
		}
		if d.name == p.mgf && d.name != "sha1" {
			mgfHash = pkix.AlgorithmIdentifier{Algorithm: d.oid, Parameters: asn1.NullRawValue}
		}
	}
	if mgfHash.Algorithm != nil {
		inner, err := asn1.Marshal(mgfHash)
		if err != nil {
			return id, err
		}
		der.MGF = pkix.AlgorithmIdentifier{Algorithm: oidMGF1, Parameters: asn1.RawValue{FullBytes: inner}}
	}
	full, err := asn1.Marshal(der)
	id.Parameters.FullBytes = full
	return id, err
}

// curveOf reads the parameters of an EC key: a curve's name, or the curve itself.
func curveOf(params asn1.RawValue) (c *curveSpec, explicit bool) {
	var oid asn1.ObjectIdentifier
	if unmarshal(params.FullBytes, &oid) == nil {
		for i := range curves {
			if curves[i].oid.Equal(oid) {
				return &curves[i], false
			}
		}
		return nil, false
	}
	var der explicitCurveDER
	if unmarshal(params.FullBytes, &der) != nil || !der.Field.Type.Equal(oidPrime) {
		return nil, false
	}
	for i := range curves {
		p := curves[i].curve.Params()
		if p.P.Cmp(der.Field.P) == 0 && p.N.Cmp(der.Order) == 0 && p.B.Cmp(new(big.Int).SetBytes(der.Curve.B)) == 0 {
			return &curves[i], true
		}
	}
	return nil, false
}

// parameters is the inverse of curveOf.
func (c *curveSpec) parameters(explicit bool) (asn1.RawValue, error) {
	if !explicit {
		der, err := asn1.Marshal(c.oid)
		return asn1.RawValue{FullBytes: der}, err
	}
	p, size := c.curve.Params(), c.size()
	var out explicitCurveDER
	out.Version, out.Cofactor, out.Order = 1, 1, p.N
	out.Field.Type, out.Field.P = oidPrime, p.P
	a := new(big.Int) // secp256k1's
	if !c.generic() {
		a.Sub(p.P, big.NewInt(3))
	}
	out.Curve.A, out.Curve.B = a.FillBytes(make([]byte, size)), p.B.FillBytes(make([]byte, size))
	out.Base = uncompressed(p.Gx, p.Gy, size)
	der, err := asn1.Marshal(out)
	return asn1.RawValue{FullBytes: der}, err
}

func parsePublic(der []byte, format string) (*key, error) {
	if format == "pkcs1" {
		k, err := x509.ParsePKCS1PublicKey(der)
		return &key{pub: k}, err
	}
	var info spkiDER
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	bits, params := info.Key.RightAlign(), info.Algorithm.Parameters
	switch id := info.Algorithm.Algorithm; {
	case id.Equal(oidRSA), id.Equal(oidPSS):
		pub, err := x509.ParsePKCS1PublicKey(bits)
		k := &key{pub: pub}
		if err == nil && id.Equal(oidPSS) {
			k.pss, err = parsePSS(params)
		}
		return k, err
	case id.Equal(oidEC):
		c, explicit := curveOf(params)
		if c == nil {
			return nil, errUnsupportedKey
		}
		pub, err := c.parsePoint(bits)
		return &key{pub: pub, explicit: explicit}, err
	case id.Equal(oidDSA), id.Equal(oidDH):
		y := new(big.Int)
		if err := unmarshal(bits, &y); err != nil {
			return nil, err
		}
		if id.Equal(oidDSA) {
			p, err := parseDSAParams(params)
			return &key{pub: &dsaPublic{&dsa.PublicKey{Parameters: p, Y: y}}}, err
		}
		p, err := parseDHParams(params)
		return &key{pub: &dhPublic{p, y}}, err
	default:
		for _, m := range moderns {
			if id.Equal(m.oid) {
				return m.parsePublic(bits)
			}
		}
	}
	return nil, errUnsupportedKey
}

func parseDSAParams(params asn1.RawValue) (dsa.Parameters, error) {
	var p dsaParamsDER
	err := unmarshal(params.FullBytes, &p)
	return dsa.Parameters{P: p.P, Q: p.Q, G: p.G}, err
}

// dsaKey is the key of a secret number.
func dsaKey(p dsa.Parameters, x *big.Int) (*key, error) {
	if p.P.Sign() <= 0 || p.Q.Sign() <= 0 || x.Sign() <= 0 {
		return nil, errUnsupportedKey
	}
	pub := dsa.PublicKey{Parameters: p, Y: new(big.Int).Exp(p.G, x, p.P)}
	return &key{priv: dsaPrivate{&dsa.PrivateKey{PublicKey: pub, X: x}}}, nil
}

func parseDHParams(params asn1.RawValue) (dhParams, error) {
	var p dhParamsDER
	if err := unmarshal(params.FullBytes, &p); err != nil || p.P.Sign() <= 0 {
		return dhParams{}, errUnsupportedKey
	}
	return dhParams{p.P, p.G}, nil
}

func parsePrivate(der []byte, format string) (*key, error) {
	switch format {
	case "pkcs1":
		k, err := x509.ParsePKCS1PrivateKey(der)
		return &key{priv: k}, err
	case "sec1":
		return parseSEC1(der, asn1.RawValue{})
	case "dsa":
		var d dsaKeyDER
		if err := unmarshal(der, &d); err != nil {
			return nil, err
		}
		return dsaKey(dsa.Parameters{P: d.P, Q: d.Q, G: d.G}, d.X)
	}
	var info pkcs8DER
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	params := info.Algorithm.Parameters
	switch id := info.Algorithm.Algorithm; {
	case id.Equal(oidRSA), id.Equal(oidPSS):
		priv, err := x509.ParsePKCS1PrivateKey(info.Key)
		k := &key{priv: priv}
		if err == nil && id.Equal(oidPSS) {
			k.pss, err = parsePSS(params)
		}
		return k, err
	case id.Equal(oidEC):
		return parseSEC1(info.Key, params)
	case id.Equal(oidDSA), id.Equal(oidDH):
		x := new(big.Int)
		if err := unmarshal(info.Key, &x); err != nil {
			return nil, err
		}
		if id.Equal(oidDH) {
			p, err := parseDHParams(params)
			return &key{priv: &dhPrivate{p, x}}, err
		}
		p, err := parseDSAParams(params)
		if err != nil {
			return nil, err
		}
		return dsaKey(p, x)
	default:
		for _, m := range moderns {
			var seed []byte
			if !id.Equal(m.oid) {
				continue
			}
			if err := unmarshal(info.Key, &seed); err != nil {
				return nil, err
			}
			return m.parsePrivate(seed)
		}
	}
	return nil, errUnsupportedKey
}

// parseSEC1 reads an EC private key; outer are the parameters of the PKCS #8 structure around it, if there is one.
func parseSEC1(der []byte, outer asn1.RawValue) (*key, error) {
	var info sec1DER
	if err := unmarshal(der, &info); err != nil {
		return nil, err
	}
	params := outer
	if len(params.FullBytes) == 0 {
		params = asn1.RawValue{FullBytes: info.Parameters.Bytes} // without the explicit tag
	}
	c, explicit := curveOf(params)
	if c == nil {
		return nil, errUnsupportedKey
	}
	priv, err := c.private(info.Key)
	return &key{priv: priv, explicit: explicit}, err
}

// marshal is the key in DER: spki, pkcs1, pkcs8 or sec1, and the PEM type of that.
func (k *key) marshal(format string) (der []byte, pemType string, err error) {
	switch format {
	case "pkcs1":
		if r, ok := k.priv.(*rsa.PrivateKey); ok {
			return x509.MarshalPKCS1PrivateKey(r), "RSA PRIVATE KEY", nil
		}
		if r, ok := k.pub.(*rsa.PublicKey); ok {
			return x509.MarshalPKCS1PublicKey(r), "RSA PUBLIC KEY", nil
		}
	case "sec1":
		if e, ok := k.priv.(*ecdsa.PrivateKey); ok {
			der, err = marshalSEC1(e, true, k.explicit)
			return der, "EC PRIVATE KEY", err
		}
	case "pkcs8":
		if k.priv != nil {
			der, err = k.marshalPKCS8()
			return der, "PRIVATE KEY", err
		}
	case "spki":
		if k.pub != nil {
			der, err = k.marshalSPKI()
			return der, "PUBLIC KEY", err
		}
	}
	return nil, "", errUnsupportedKey
}

func marshalSEC1(e *ecdsa.PrivateKey, named, explicit bool) ([]byte, error) {
	info := sec1DER{Version: 1, Key: scalar(e)}
	pub := point(&e.PublicKey)
	info.Public = asn1.BitString{Bytes: pub, BitLength: 8 * len(pub)}
	if named {
		params, err := specOf(e.Curve).parameters(explicit)
		if err != nil {
			return nil, err
		}
		info.Parameters = asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: params.FullBytes}
	}
	return asn1.Marshal(info)
}

// algorithmID is the algorithm with its parameters.
func (k *key) algorithmID() (id pkix.AlgorithmIdentifier, err error) {
	switch p := k.public().(type) {
	case *rsa.PublicKey:
		if k.pss != nil {
			return k.pss.algorithm()
		}
		return pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.NullRawValue}, nil
	case *ecdsa.PublicKey:
		params, err := specOf(p.Curve).parameters(k.explicit)
		return pkix.AlgorithmIdentifier{Algorithm: oidEC, Parameters: params}, err
	case *dsaPublic:
		der, err := asn1.Marshal(dsaParamsDER{p.P, p.Q, p.G})
		return pkix.AlgorithmIdentifier{Algorithm: oidDSA, Parameters: asn1.RawValue{FullBytes: der}}, err
	case *dhPublic:
		der, err := asn1.Marshal(struct{ P, G *big.Int }{p.p, p.g})
		return pkix.AlgorithmIdentifier{Algorithm: oidDH, Parameters: asn1.RawValue{FullBytes: der}}, err
	default:
		if m, _ := modernPublic(p); m != nil {
			return pkix.AlgorithmIdentifier{Algorithm: m.oid}, nil
		}
	}
	return id, errUnsupportedKey
}

func (k *key) marshalSPKI() ([]byte, error) {
	id, err := k.algorithmID()
	if err != nil {
		return nil, err
	}
	var bits []byte
	switch p := k.pub.(type) {
	case *rsa.PublicKey:
		bits = x509.MarshalPKCS1PublicKey(p)
	case *ecdsa.PublicKey:
		bits = point(p)
	case *dsaPublic:
		bits, err = asn1.Marshal(p.Y)
	case *dhPublic:
		bits, err = asn1.Marshal(p.y)
	default:
		_, bits = modernPublic(p)
	}
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(spkiDER{id, asn1.BitString{Bytes: bits, BitLength: 8 * len(bits)}})
}

func (k *key) marshalPKCS8() ([]byte, error) {
	id, err := k.algorithmID()
	if err != nil {
		return nil, err
	}
	var inner []byte
	switch p := k.priv.(type) {
	case *rsa.PrivateKey:
		inner = x509.MarshalPKCS1PrivateKey(p)
	case *ecdsa.PrivateKey:
		inner, err = marshalSEC1(p, false, false)
	case dsaPrivate:
		inner, err = asn1.Marshal(p.X)
	case *dhPrivate:
		inner, err = asn1.Marshal(p.x)
	default:
		_, seed := modernPrivate(p)
		inner, err = asn1.Marshal(seed)
	}
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(pkcs8DER{0, id, inner})
}

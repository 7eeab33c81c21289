package nodecrypto

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"strings"

	"github.com/dop251/goja"
)

// jwk64 is a member of a JSON Web Key.
func jwk64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// keyToJwk gives the members that describe the key, in Node's order; undefined when there is no such form.
func (n *natives) keyToJwk(call goja.FunctionCall) goja.Value {
	k := n.key(call.Argument(0))
	var members []string
	switch {
	case k.kind() == "secret":
		members = []string{"kty", "oct", "k", jwk64(k.secret)}
	default:
		members = k.jwk()
	}
	if members == nil {
		return goja.Undefined()
	}
	o := n.vm.Runtime.NewObject()
	for i := 0; i < len(members); i += 2 {
		if err := o.Set(members[i], members[i+1]); err != nil {
			n.vm.Rethrow(err)
		}
	}
	return o
}

func (k *key) jwk() []string {
	switch p := k.public().(type) {
	case *rsa.PublicKey:
		members := []string{"kty", "RSA", "n", jwk64(p.N.Bytes()), "e", jwk64(big.NewInt(int64(p.E)).Bytes())}
		if r, ok := k.priv.(*rsa.PrivateKey); ok && len(r.Primes) == 2 {
			r.Precompute()
			members = append(members, "d", jwk64(r.D.Bytes()), "p", jwk64(r.Primes[0].Bytes()), "q", jwk64(r.Primes[1].Bytes()),
				"dp", jwk64(r.Precomputed.Dp.Bytes()), "dq", jwk64(r.Precomputed.Dq.Bytes()), "qi", jwk64(r.Precomputed.Qinv.Bytes()))
		}
		return members
	case *ecdsa.PublicKey:
		point, err := p.Bytes() // 4, x, y
		if err != nil {
			return nil
		}
		size := (len(point) - 1) / 2
		members := []string{"kty", "EC", "x", jwk64(point[1 : 1+size]), "y", jwk64(point[1+size:]), "crv", curveName(p.Curve, true)}
		if e, ok := k.priv.(*ecdsa.PrivateKey); ok {
			if d, err := e.Bytes(); err == nil {
				members = append(members, "d", jwk64(d))
			}
		}
		return members
	case ed25519.PublicKey:
		members := []string{"crv", "Ed25519"}
		if e, ok := k.priv.(ed25519.PrivateKey); ok {
			members = append(members, "d", jwk64(e.Seed()))
		}
		return append(members, "x", jwk64(p), "kty", "OKP")
	case *ecdh.PublicKey:
		members := []string{"crv", "X25519"}
		if e, ok := k.priv.(*ecdh.PrivateKey); ok {
			members = append(members, "d", jwk64(e.Bytes()))
		}
		return append(members, "x", jwk64(p.Bytes()), "kty", "OKP")
	}
	return nil
}

// keyFromJwk makes a key of a JSON Web Key; undefined when it is none.
func (n *natives) keyFromJwk(call goja.FunctionCall) goja.Value {
	o := call.Argument(0).ToObject(n.vm.Runtime)
	ok := true
	get := func(name string) string {
		v := o.Get(name)
		if v == nil || goja.IsUndefined(v) {
			return ""
		}
		return v.String()
	}
	data := func(name string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(get(name), "="))
		if err != nil {
			b, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(get(name), "="))
		}
		ok = ok && err == nil
		return b
	}
	number := func(name string) *big.Int { return new(big.Int).SetBytes(data(name)) }
	var k *key
	var err error
	switch get("kty") {
	case "oct":
		k = &key{secret: append([]byte{}, data("k")...)}
	case "RSA":
		k, err = rsaFromJwk(number, get("d") != "")
	case "EC":
		k, err = ecFromJwk(get("crv"), data("x"), data("y"), data("d"), get("d") != "")
	case "OKP":
		k, err = okpFromJwk(get("crv"), data("x"), data("d"), get("d") != "")
	default:
		ok = false
	}
	if !ok || err != nil {
		return goja.Undefined()
	}
	return n.vm.Runtime.ToValue(k)
}

func rsaFromJwk(number func(string) *big.Int, private bool) (*key, error) {
	pub := rsa.PublicKey{N: number("n"), E: int(number("e").Int64())}
	if pub.N.Sign() == 0 || pub.E < 2 {
		return nil, errUnsupportedKey
	}
	if !private {
		return &key{pub: &pub}, nil
	}
	priv := &rsa.PrivateKey{PublicKey: pub, D: number("d"), Primes: []*big.Int{number("p"), number("q")}}
	if err := priv.Validate(); err != nil {
		return nil, err
	}
	priv.Precompute()
	return &key{priv: priv}, nil
}

func ecFromJwk(crv string, x, y, d []byte, private bool) (*key, error) {
	curve := findCurve(crv)
	if curve == nil {
		return nil, errUnsupportedKey
	}
	size := (curve.Params().BitSize + 7) / 8
	if len(x) > size || len(y) > size || len(d) > size {
		return nil, errUnsupportedKey
	}
	point := make([]byte, 1+2*size)
	point[0] = 4
	copy(point[1+size-len(x):], x)
	copy(point[1+2*size-len(y):], y)
	pub, err := ecdsa.ParseUncompressedPublicKey(curve, point)
	if err != nil || !private {
		return &key{pub: pub}, err
	}
	scalar := make([]byte, size)
	copy(scalar[size-len(d):], d)
	priv, err := ecdsa.ParseRawPrivateKey(curve, scalar)
	if err == nil && !priv.PublicKey.Equal(pub) {
		err = errUnsupportedKey
	}
	return &key{priv: priv}, err
}

func okpFromJwk(crv string, x, d []byte, private bool) (*key, error) {
	switch crv {
	case "Ed25519":
		if !private {
			return parseRaw("ed25519", x)
		}
		if len(d) != ed25519.SeedSize {
			return nil, errUnsupportedKey
		}
		priv := ed25519.NewKeyFromSeed(d)
		if !priv.Public().(ed25519.PublicKey).Equal(ed25519.PublicKey(x)) {
			return nil, errUnsupportedKey
		}
		return &key{priv: priv}, nil
	case "X25519":
		if !private {
			return parseRaw("x25519", x)
		}
		priv, err := ecdh.X25519().NewPrivateKey(d)
		if err == nil && string(priv.PublicKey().Bytes()) != string(x) {
			err = errUnsupportedKey
		}
		return &key{priv: priv}, err
	}
	return nil, errUnsupportedKey
}

package nodecrypto

import (
	"crypto/ecdsa"
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
		if k.pss != nil {
			return nil
		}
		members := []string{"kty", "RSA", "n", jwk64(p.N.Bytes()), "e", jwk64(big.NewInt(int64(p.E)).Bytes())}
		if r, ok := k.priv.(*rsa.PrivateKey); ok && len(r.Primes) == 2 {
			r.Precompute()
			members = append(members, "d", jwk64(r.D.Bytes()), "p", jwk64(r.Primes[0].Bytes()), "q", jwk64(r.Primes[1].Bytes()),
				"dp", jwk64(r.Precomputed.Dp.Bytes()), "dq", jwk64(r.Precomputed.Dq.Bytes()), "qi", jwk64(r.Precomputed.Qinv.Bytes()))
		}
		return members
	case *ecdsa.PublicKey:
		c, b := specOf(p.Curve), point(p) // 4, x, y
		if c.jwk == "" {
			return nil
		}
		members := []string{"kty", "EC", "x", jwk64(b[1 : 1+c.size()]), "y", jwk64(b[1+c.size():]), "crv", c.jwk}
		if e, ok := k.priv.(*ecdsa.PrivateKey); ok {
			members = append(members, "d", jwk64(scalar(e)))
		}
		return members
	}
	m, x := modernPublic(k.public())
	if m == nil {
		return nil
	}
	members := []string{"crv", m.jwk}
	if k.priv != nil {
		_, d := modernPrivate(k.priv)
		members = append(members, "d", jwk64(d))
	}
	return append(members, "x", jwk64(x), "kty", "OKP")
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
	c := curveOfJwk(crv)
	if c == nil {
		return nil, errUnsupportedKey
	}
	size := c.size()
	if len(x) > size || len(y) > size || len(d) > size {
		return nil, errUnsupportedKey
	}
	pub, err := c.parsePoint(uncompressed(new(big.Int).SetBytes(x), new(big.Int).SetBytes(y), size))
	if err != nil || !private {
		return &key{pub: pub}, err
	}
	priv, err := c.private(d)
	if err == nil && string(point(&priv.PublicKey)) != string(point(pub)) {
		err = errUnsupportedKey
	}
	return &key{priv: priv}, err
}

func curveOfJwk(crv string) *curveSpec {
	for i := range curves {
		if crv != "" && curves[i].jwk == crv {
			return &curves[i]
		}
	}
	return nil
}

func okpFromJwk(crv string, x, d []byte, private bool) (*key, error) {
	m := findModern(crv)
	if m == nil || m.jwk != crv {
		return nil, errUnsupportedKey
	}
	if !private {
		return m.parsePublic(x)
	}
	k, err := m.parsePrivate(d)
	if err != nil {
		return nil, err
	}
	if _, pub := modernPublic(k.public()); string(pub) != string(x) {
		return nil, errUnsupportedKey
	}
	return k, nil
}

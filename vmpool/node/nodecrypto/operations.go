package nodecrypto

import (
	"context"
	"crypto/dsa" //nolint:staticcheck // Node has it, so programs ask for it
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"strings"

	"github.com/cloudflare/circl/sign/ed448"
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// job runs work and gives its result: at once, or, when callback is a function, off the loop and by calling that with (error, result).
func job[T any](n *natives, callback goja.Value, work func(context.Context) (T, error), settle func(T) goja.Value) goja.Value {
	ctx := n.vm.Loop.Context()
	return node.Result(n.vm, callback, func() (T, error) { return work(ctx) }, settle, n.failure)
}

// keyGenerate takes "rsa", "rsa-pss", "dsa", a curve's or a modern algorithm's name, an object of options and a callback; it gives
// [public, private]. Options: modulusLength, publicExponent, hashAlgorithm, mgf1HashAlgorithm and saltLength of RSA, modulusLength and
// divisorLength of DSA, explicit of curves.
func (n *natives) keyGenerate(call goja.FunctionCall) goja.Value {
	name, option := call.Argument(0).String(), n.options(call.Argument(1))
	bits, exponent, divisor := option.number("modulusLength"), option.number("publicExponent"), option.number("divisorLength")
	k := &key{explicit: option.has("explicit")}
	if name == "rsa-pss" {
		k.pss = &pssParams{hash: option.text("hashAlgorithm"), mgf: option.text("mgf1HashAlgorithm"), salt: option.number("saltLength")}
	}
	return job(n, call.Argument(2), func(ctx context.Context) (_ *key, err error) {
		switch m, c := findModern(name), findCurve(name); {
		case name == "rsa", name == "rsa-pss":
			k.priv, err = generateRSA(ctx, bits, exponent)
		case name == "dsa":
			k.priv, err = generateDSA(ctx, bits, divisor)
		case m != nil:
			return m.generate()
		case c != nil:
			k.priv, err = c.generate()
		default:
			err = errUnsupportedKey
		}
		return k, err
	}, n.pair)
}

// pair is [public, private] of a generated key.
func (n *natives) pair(k *key) goja.Value {
	return n.vm.Runtime.NewArray(n.vm.Runtime.ToValue(k.publicHalf()), n.vm.Runtime.ToValue(k))
}

// options reads properties of an object, which may be undefined.
type options struct{ o *goja.Object }

func (n *natives) options(v goja.Value) options {
	o, _ := v.(*goja.Object)
	return options{o}
}

func (o options) get(name string) goja.Value {
	if o.o == nil {
		return goja.Undefined()
	}
	if v := o.o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func (o options) has(name string) bool   { return o.get(name).ToBoolean() }
func (o options) number(name string) int { return int(o.get(name).ToInteger()) }

// text is a property as a string, empty when it is undefined.
func (o options) text(name string) string {
	if v := o.get(name); !goja.IsUndefined(v) {
		return v.String()
	}
	return ""
}

// signOptions are how a signature is made.
type signOptions struct {
	hash    *digest // nil: none, as EdDSA needs
	padding string  // of RSA: "pkcs1" or "pss"; others are refused
	mgf     *digest
	salt    int // -1: the digest's length; -2: as long as can be, or found out
	p1363   bool
}

// saltLength is salt with the digest's length filled in.
func (o signOptions) saltLength() int {
	if o.salt == -1 {
		return o.hash.size
	}
	return o.salt
}

// signOptions reads digest (null: the key's default), the padding (undefined: the key's), the salt's length (undefined: the key's, or as
// long as can be) and whether signatures of two numbers are bare.
func (n *natives) signOptions(call goja.FunctionCall, arg int, k *key) signOptions {
	o := signOptions{padding: "pkcs1", salt: -2, p1363: call.Argument(arg + 3).ToBoolean()}
	if k.pss != nil {
		o.padding = "pss"
	}
	if v := call.Argument(arg + 1); !goja.IsUndefined(v) {
		o.padding = v.String()
	}
	if name := call.Argument(arg); !goja.IsNull(name) && !goja.IsUndefined(name) {
		if o.hash = findDigest(name.String()); o.hash == nil {
			n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: %s", name)
		}
	} else if alg := k.algorithm(); alg != "ed25519" && alg != "ed448" {
		o.hash = digests["sha256"]
		if k.pss != nil && k.pss.hash != "" {
			o.hash = digests[k.pss.hash]
		}
	}
	o.mgf = o.hash
	if k.pss != nil && k.pss.hash != "" {
		o.mgf, o.salt = digests[k.pss.mgf], k.pss.salt
	}
	if v := call.Argument(arg + 2); !goja.IsUndefined(v) {
		o.salt = int(v.ToInteger())
	}
	return o
}

// sign takes key, data, the options and a callback.
func (n *natives) sign(call goja.FunctionCall) goja.Value {
	k, data := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1)))
	o := n.signOptions(call, 2, k)
	return job(n, call.Argument(6), func(context.Context) ([]byte, error) { return k.sign(data, o) }, n.buffer)
}

func (n *natives) buffer(b []byte) goja.Value { return n.output(b, goja.Undefined()) }

func (k *key) sign(data []byte, o signOptions) ([]byte, error) {
	var sig []byte
	var err error
	if err := k.allows(o); err != nil {
		return nil, err
	}
	switch p := k.priv.(type) {
	case ed25519.PrivateKey:
		return ed25519.Sign(p, data), nil
	case ed448.PrivateKey:
		return ed448.Sign(p, data, ""), nil
	case *rsa.PrivateKey:
		return signRSA(p, data, o)
	case *ecdsa.PrivateKey:
		sig, err = ecdsa.SignASN1(rand.Reader, p, o.hash.sum(data))
	case dsaPrivate:
		var s numbers
		if s.R, s.S, err = dsa.Sign(rand.Reader, p.PrivateKey, truncated(o.hash.sum(data), p.Q)); err == nil {
			sig, err = asn1.Marshal(s)
		}
	default:
		return nil, errKeyOperation
	}
	if err == nil && o.p1363 {
		return toP1363(sig, k.signatureSize())
	}
	return sig, err
}

// allows checks a signature's options against what the key is for.
func (k *key) allows(o signOptions) error {
	switch alg := k.algorithm(); {
	case (alg == "ed25519" || alg == "ed448") && o.hash != nil:
		return errEdDSADigest
	case o.padding == "" || alg == "rsa-pss" && o.padding == "pkcs1":
		return errPaddingMode
	case k.pss != nil && k.pss.hash != "" && o.saltLength() >= 0 && o.saltLength() < k.pss.salt:
		return errSaltTooSmall
	case k.pss != nil && k.pss.hash != "" && o.hash != digests[k.pss.hash]:
		return errDigestForbidden
	}
	return nil
}

func signRSA(p *rsa.PrivateKey, data []byte, o signOptions) ([]byte, error) {
	if o.hash.id == 0 {
		return nil, errDigestForbidden
	}
	sum := o.hash.sum(data)
	if o.padding == "pkcs1" {
		info, err := digestInfo(o.hash, sum)
		if err != nil {
			return nil, err
		}
		if len(info) > p.Size()-11 {
			return nil, errDigestTooBig
		}
		if !shortRSA(p.N) {
			return rsa.SignPKCS1v15(nil, p, 0, info)
		}
		em, err := padPKCS1(info, p.Size(), 1)
		if err != nil {
			return nil, err
		}
		return privatePower(p, em)
	}
	if !shortRSA(p.N) && o.mgf == o.hash && o.salt != 0 { // its zero is "as long as can be"
		salt := o.saltLength()
		if salt < 0 {
			salt = rsa.PSSSaltLengthAuto
		}
		return rsa.SignPSS(rand.Reader, p, o.hash.id, sum, &rsa.PSSOptions{SaltLength: salt})
	}
	em, err := encodePSS(pssOptions{o.hash, o.mgf, o.salt}, sum, p.N.BitLen())
	if err != nil {
		return nil, err
	}
	return privatePower(p, em)
}

// verify takes key, data, signature, the options and a callback.
func (n *natives) verify(call goja.FunctionCall) goja.Value {
	k, data, sig := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1))), clone(n.bytes(call.Argument(2)))
	o := n.signOptions(call, 3, k)
	return job(n, call.Argument(7), func(context.Context) (bool, error) { return k.verify(data, sig, o) },
		func(ok bool) goja.Value { return n.vm.Runtime.ToValue(ok) })
}

func (k *key) verify(data, sig []byte, o signOptions) (bool, error) {
	if err := k.allows(o); err != nil {
		return false, err
	}
	if size := k.signatureSize(); size > 0 && o.p1363 {
		var err error
		if sig, err = fromP1363(sig, size); err != nil {
			return false, nil
		}
	}
	switch p := k.public().(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(p, data, sig), nil
	case ed448.PublicKey:
		return ed448.Verify(p, data, sig, ""), nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(p, o.hash.sum(data), sig), nil
	case *dsaPublic:
		var s numbers
		return unmarshal(sig, &s) == nil && dsa.Verify(p.PublicKey, truncated(o.hash.sum(data), p.Q), s.R, s.S), nil
	case *rsa.PublicKey:
		return verifyRSA(p, data, sig, o)
	}
	return false, errKeyOperation
}

// verifyRSA compares what the signature encrypts.
func verifyRSA(p *rsa.PublicKey, data, sig []byte, o signOptions) (bool, error) {
	if o.hash.id == 0 {
		return false, errDigestForbidden
	}
	sum := o.hash.sum(data)
	em, err := publicPower(p, sig)
	if err != nil || len(sig) != p.Size() {
		return false, nil
	}
	if o.padding == "pss" {
		return verifyPSS(pssOptions{o.hash, o.mgf, o.salt}, sum, em, p.N.BitLen()), nil
	}
	info, err := digestInfo(o.hash, sum)
	if err != nil {
		return false, err
	}
	want, err := padPKCS1(info, p.Size(), 1)
	return err == nil && equal(want, em), nil
}

// rsaEncrypt takes key, data, what to do ("publicEncrypt", "privateDecrypt", "privateEncrypt", "publicDecrypt"), the padding ("oaep",
// "pkcs1", "none"), OAEP's digest and label, and a callback.
func (n *natives) rsaEncrypt(call goja.FunctionCall) goja.Value {
	k, data, operation, padding := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1))), call.Argument(2).String(), call.Argument(3).String()
	d := findDigest(call.Argument(4).String())
	label := clone(n.bytes(call.Argument(5)))
	return job(n, call.Argument(6), func(context.Context) ([]byte, error) {
		pub, _ := k.public().(*rsa.PublicKey)
		priv, _ := k.priv.(*rsa.PrivateKey)
		switch {
		case pub == nil || priv == nil && strings.HasPrefix(operation, "private"):
			return nil, errKeyOperation
		case padding == "unknown":
			return nil, errUnknownPadding
		case padding == "oaep" && operation != "publicEncrypt" && operation != "privateDecrypt":
			return nil, errPaddingMode
		}
		if padding == "none" && len(data) < pub.Size() {
			return nil, errDataTooSmall
		}
		switch operation {
		case "publicEncrypt":
			return encryptRSA(pub, data, label, d, padding)
		case "privateDecrypt":
			return decryptRSA(priv, data, label, d, padding)
		case "privateEncrypt":
			if padding == "pkcs1" {
				var err error
				if data, err = padPKCS1(data, pub.Size(), 1); err != nil {
					return nil, err
				}
			}
			return privatePower(priv, data)
		}
		em, err := publicPower(pub, data)
		if err != nil || padding == "none" {
			return em, err
		}
		return unpadPKCS1(em)
	}, n.buffer)
}

func encryptRSA(pub *rsa.PublicKey, data, label []byte, d *digest, padding string) (em []byte, err error) {
	switch {
	case padding == "oaep":
		em, err = encodeOAEP(d, data, label, pub.Size())
	case padding == "pkcs1":
		em, err = padPKCS1(data, pub.Size(), 2)
	default:
		em = data
	}
	if err != nil {
		return nil, err
	}
	return publicPower(pub, em)
}

// decryptRSA has no PKCS #1 padding: whether it is right must not show (CVE-2023-46809).
func decryptRSA(priv *rsa.PrivateKey, data, label []byte, d *digest, padding string) ([]byte, error) {
	if padding == "oaep" && d.new != nil && !shortRSA(priv.N) {
		out, err := rsa.DecryptOAEP(d.new(), rand.Reader, priv, data, label)
		if err != nil {
			err = errOAEPDecoding
		}
		return out, err
	}
	em, err := privatePower(priv, data)
	if err != nil || padding == "none" {
		return em, err
	}
	return decodeOAEP(d, em, label)
}

// agreement takes a private and a public key and a callback, and gives the shared secret.
func (n *natives) agreement(call goja.FunctionCall) goja.Value {
	priv, pub := n.key(call.Argument(0)), n.key(call.Argument(1))
	return job(n, call.Argument(2), func(context.Context) ([]byte, error) {
		switch mine := priv.priv.(type) {
		case *ecdh.PrivateKey:
			if theirs, ok := pub.public().(*ecdh.PublicKey); ok {
				return mine.ECDH(theirs)
			}
		case *x448Private:
			if theirs, ok := pub.public().(*x448Public); ok {
				return mine.agree(theirs)
			}
		case *ecdsa.PrivateKey:
			theirs, ok := pub.public().(*ecdsa.PublicKey)
			if ok && theirs.Curve != mine.Curve {
				return nil, errDomainMismatch
			}
			if ok {
				return agree(mine, theirs)
			}
		case *dhPrivate:
			theirs, ok := pub.public().(*dhPublic)
			if ok && !mine.same(theirs.dhParams) {
				return nil, errDomainMismatch
			}
			if ok {
				return mine.agree(theirs.y)
			}
		}
		return nil, errUnsupportedKey
	}, n.buffer)
}

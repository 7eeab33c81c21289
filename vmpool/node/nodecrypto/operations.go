package nodecrypto

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"errors"
	"math/big"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// job runs work and gives its result: at once, or, when callback is a function, off the loop and by calling that with (error, result).
func job[T any](n *natives, callback goja.Value, work func(context.Context) (T, error), settle func(T) goja.Value) goja.Value {
	ctx := n.vm.Loop.Context()
	return node.Result(n.vm, callback, func() (T, error) { return work(ctx) }, settle, n.failure)
}

// failure is an error as OpenSSL's would come out: a plain Error.
func (n *natives) failure(err error) goja.Value {
	return n.vm.NewError("Error", "ERR_CRYPTO_OPERATION_FAILED", "%s", err)
}

// keyGenerate takes "rsa", "rsa-pss", a curve's name, "ed25519" or "x25519", the modulus length, the exponent and a callback; it
// gives [public, private].
func (n *natives) keyGenerate(call goja.FunctionCall) goja.Value {
	name, length, exponent := call.Argument(0).String(), int(call.Argument(1).ToInteger()), int(call.Argument(2).ToInteger())
	return job(n, call.Argument(3), func(context.Context) (*key, error) {
		switch name {
		case "rsa", "rsa-pss":
			if exponent != 65537 && exponent != 0 {
				return nil, errors.New("only the public exponent 65537 is supported")
			}
			k, err := rsa.GenerateKey(rand.Reader, length)
			return &key{priv: k, pss: name == "rsa-pss"}, err
		case "ed25519":
			_, k, err := ed25519.GenerateKey(rand.Reader)
			return &key{priv: k}, err
		case "x25519":
			k, err := ecdh.X25519().GenerateKey(rand.Reader)
			return &key{priv: k}, err
		}
		curve := findCurve(name)
		if curve == nil {
			return nil, errUnsupportedKey
		}
		k, err := ecdsa.GenerateKey(curve, rand.Reader)
		return &key{priv: k}, err
	}, func(k *key) goja.Value {
		return n.vm.Runtime.NewArray(n.vm.Runtime.ToValue(&key{pub: k.public(), pss: k.pss}), n.vm.Runtime.ToValue(k))
	})
}

// signOptions are how a signature is made.
type signOptions struct {
	hash       *digest // nil: none, as Ed25519 needs, or the default
	pss        bool
	saltLength int // -1: the digest's; -2: as long as can be, or found out
	p1363      bool
}

// signOptions reads digest (or null), whether the padding is PSS, the salt's length and whether ECDSA signatures are bare.
func (n *natives) signOptions(call goja.FunctionCall, arg int, k *key) signOptions {
	o := signOptions{
		pss: call.Argument(arg+1).ToBoolean() || k.pss, saltLength: int(call.Argument(arg + 2).ToInteger()),
		p1363: call.Argument(arg + 3).ToBoolean(),
	}
	if name := call.Argument(arg); !goja.IsNull(name) && !goja.IsUndefined(name) {
		if o.hash = findDigest(name.String()); o.hash == nil {
			n.vm.Throw("Error", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: %s", name)
		}
	} else if k.algorithm() != "ed25519" {
		o.hash = findDigest("sha256")
	}
	return o
}

// sum is what is signed: the digest, or the data itself.
func (o signOptions) sum(data []byte) []byte {
	if o.hash == nil {
		return data
	}
	h := o.hash.start(o.hash.size)
	h.write(data)
	return h.sum()
}

// sign takes key, data, the options and a callback.
func (n *natives) sign(call goja.FunctionCall) goja.Value {
	k, data := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1)))
	o := n.signOptions(call, 2, k)
	return job(n, call.Argument(6), func(context.Context) ([]byte, error) { return k.sign(data, o) }, n.buffer)
}

func (n *natives) buffer(b []byte) goja.Value { return n.output(b, goja.Undefined()) }

func (k *key) sign(data []byte, o signOptions) ([]byte, error) {
	switch p := k.priv.(type) {
	case ed25519.PrivateKey:
		return ed25519.Sign(p, data), nil
	case *ecdsa.PrivateKey:
		sig, err := ecdsa.SignASN1(rand.Reader, p, o.sum(data))
		if err != nil || !o.p1363 {
			return sig, err
		}
		return toP1363(sig, p.Curve)
	case *rsa.PrivateKey:
		if o.hash.id == 0 {
			return nil, errUnsupportedKey
		}
		if o.pss {
			salt := o.saltLength
			switch salt {
			case -1:
				salt = o.hash.size
			case -2:
				salt = rsa.PSSSaltLengthAuto
			case 0:
				return signPSSWithoutSalt(p, o, data)
			}
			return rsa.SignPSS(rand.Reader, p, o.hash.id, o.sum(data), &rsa.PSSOptions{SaltLength: salt})
		}
		return rsa.SignPKCS1v15(rand.Reader, p, o.hash.id, o.sum(data))
	}
	return nil, errUnsupportedKey
}

// signPSSWithoutSalt is needed because the standard library's options take 0 for "as long as can be".
func signPSSWithoutSalt(p *rsa.PrivateKey, o signOptions, data []byte) ([]byte, error) {
	size := (p.N.BitLen() - 1 + 7) / 8
	sum := o.sum(data)
	if size < len(sum)+2 {
		return nil, errors.New("the key is too small for this digest")
	}
	em := make([]byte, size)
	h := o.hash.start(o.hash.size)
	h.write(make([]byte, 8))
	h.write(sum)
	hashed := h.sum()
	db := em[:size-len(hashed)-1]
	db[len(db)-1] = 1
	mask := mgf1(o.hash, hashed, len(db))
	for i := range db {
		db[i] ^= mask[i]
	}
	db[0] &= 0xFF >> (8*size - (p.N.BitLen() - 1))
	copy(em[len(db):], hashed)
	em[size-1] = 0xbc
	return rsaPower(p, em), nil
}

// mgf1 is the mask generation function of PKCS #1.
func mgf1(d *digest, seed []byte, length int) []byte {
	var out []byte
	for i := uint32(0); len(out) < length; i++ {
		h := d.start(d.size)
		h.write(seed)
		h.write(binary.BigEndian.AppendUint32(nil, i))
		out = append(out, h.sum()...)
	}
	return out[:length]
}

// verify takes key, data, signature, the options and a callback.
func (n *natives) verify(call goja.FunctionCall) goja.Value {
	k, data, sig := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1))), clone(n.bytes(call.Argument(2)))
	o := n.signOptions(call, 3, k)
	return job(n, call.Argument(7), func(context.Context) (bool, error) { return k.verify(data, sig, o), nil },
		func(ok bool) goja.Value { return n.vm.Runtime.ToValue(ok) })
}

func (k *key) verify(data, sig []byte, o signOptions) bool {
	switch p := k.public().(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(p, data, sig)
	case *ecdsa.PublicKey:
		if o.p1363 {
			der, err := fromP1363(sig, p.Curve)
			if err != nil {
				return false
			}
			sig = der
		}
		return ecdsa.VerifyASN1(p, o.sum(data), sig)
	case *rsa.PublicKey:
		if o.hash.id == 0 {
			return false
		}
		if o.pss {
			salt := o.saltLength
			switch salt {
			case -1:
				salt = rsa.PSSSaltLengthEqualsHash
			case -2, 0: // the library can't ask for none: it finds the length
				salt = rsa.PSSSaltLengthAuto
			}
			return rsa.VerifyPSS(p, o.hash.id, o.sum(data), sig, &rsa.PSSOptions{SaltLength: salt}) == nil
		}
		return rsa.VerifyPKCS1v15(p, o.hash.id, o.sum(data), sig) == nil
	}
	return false
}

// rsaEncrypt takes key, data, whether to decrypt, the padding ("oaep", "pkcs1", "none"), OAEP's digest and label, and a callback. A
// private key encrypts as signatures do, a public key decrypts those.
func (n *natives) rsaEncrypt(call goja.FunctionCall) goja.Value {
	k, data, decrypt, padding := n.key(call.Argument(0)), clone(n.bytes(call.Argument(1))), call.Argument(2).ToBoolean(), call.Argument(3).String()
	d := findDigest(call.Argument(4).String())
	label := clone(n.bytes(call.Argument(5)))
	return job(n, call.Argument(6), func(context.Context) ([]byte, error) {
		pub, _ := k.public().(*rsa.PublicKey)
		priv, _ := k.priv.(*rsa.PrivateKey)
		switch {
		case pub == nil || decrypt && priv == nil:
			return nil, errUnsupportedKey
		case padding == "oaep" && (d == nil || d.new == nil):
			return nil, errUnsupportedKey
		case padding == "oaep" && decrypt:
			return rsa.DecryptOAEP(d.new(), rand.Reader, priv, data, label)
		case padding == "oaep":
			return rsa.EncryptOAEP(d.new(), rand.Reader, pub, data, label)
		case padding == "pkcs1" && decrypt:
			return rsa.DecryptPKCS1v15(rand.Reader, priv, data) //nolint:staticcheck // Node has it, and old messages need it
		case padding == "pkcs1":
			return rsa.EncryptPKCS1v15(rand.Reader, pub, data) //nolint:staticcheck // as above
		}
		return nil, errUnsupportedKey
	}, n.buffer)
}

// rsaPower is the bare private operation.
func rsaPower(p *rsa.PrivateKey, m []byte) []byte {
	out := new(big.Int).Exp(new(big.Int).SetBytes(m), p.D, p.N)
	return out.FillBytes(make([]byte, (p.N.BitLen()+7)/8))
}

// ecdh takes a private and a public key and a callback, and gives the shared secret.
func (n *natives) ecdh(call goja.FunctionCall) goja.Value {
	priv, pub := n.key(call.Argument(0)), n.key(call.Argument(1))
	return job(n, call.Argument(2), func(context.Context) ([]byte, error) {
		var private *ecdh.PrivateKey
		var public *ecdh.PublicKey
		var err error
		switch p := priv.priv.(type) {
		case *ecdh.PrivateKey:
			private = p
		case *ecdsa.PrivateKey:
			private, err = p.ECDH()
		}
		if err != nil {
			return nil, err
		}
		switch p := pub.public().(type) {
		case *ecdh.PublicKey:
			public = p
		case *ecdsa.PublicKey:
			public, err = p.ECDH()
		}
		if err != nil || private == nil || public == nil {
			return nil, errUnsupportedKey
		}
		return private.ECDH(public)
	}, n.buffer)
}

// aes takes "cbc", "ctr", "gcm" or "kw", a secret key, whether to decrypt, data, iv, the counter's bits or the tag's bytes, additional
// data and a callback.
func (n *natives) aes(call goja.FunctionCall) goja.Value {
	mode, k, decrypt := call.Argument(0).String(), n.key(call.Argument(1)).secret, call.Argument(2).ToBoolean()
	data, iv := clone(n.bytes(call.Argument(3))), clone(n.bytes(call.Argument(4)))
	length, aad := int(call.Argument(5).ToInteger()), clone(n.bytes(call.Argument(6)))
	return job(n, call.Argument(7), func(context.Context) ([]byte, error) {
		block, err := aes.NewCipher(k)
		if err != nil {
			return nil, err
		}
		switch mode {
		case "cbc":
			c := &crypter{spec: findCipher("aes-128-cbc"), decrypt: decrypt, mode: cipher.NewCBCEncrypter(block, iv)}
			if decrypt {
				c.mode = cipher.NewCBCDecrypter(block, iv)
			}
			out := c.update(data)
			rest, err := c.final()
			return append(out, rest...), err
		case "ctr":
			return aesCounter(block, iv, length, data)
		case "gcm":
			return aesGCM(block, iv, data, aad, length, decrypt)
		}
		return keyWrap(block, data, decrypt)
	}, n.buffer)
}

// aesCounter is CTR with a counter of the last `length` bits, which must not come round.
func aesCounter(block cipher.Block, iv []byte, length int, data []byte) ([]byte, error) {
	blocks := uint64(len(data)+15) / 16
	if length < 64 && blocks > 1<<length {
		return nil, errors.New("the counter is too short for the data")
	}
	out := make([]byte, len(data))
	var pad [16]byte
	counter := clone(iv)
	for i := range data {
		if i%16 == 0 {
			block.Encrypt(pad[:], counter)
			for bit := range length { // add one to the last bits
				mask := byte(1) << (bit % 8)
				counter[15-bit/8] ^= mask
				if counter[15-bit/8]&mask != 0 {
					break
				}
			}
		}
		out[i] = data[i] ^ pad[i%16]
	}
	return out, nil
}

func aesGCM(block cipher.Block, iv, data, aad []byte, tag int, decrypt bool) ([]byte, error) {
	aead, err := cipher.NewGCMWithNonceSize(block, len(iv))
	if err != nil {
		return nil, err
	}
	if !decrypt {
		sealed := aead.Seal(nil, iv, data, aad)
		return sealed[:len(data)+tag], nil
	}
	if len(data) < tag {
		return nil, errAuthenticate
	}
	text, want := data[:len(data)-tag], data[len(data)-tag:]
	plain := make([]byte, len(text))
	gcmStream(block, iv).XORKeyStream(plain, text)
	got := aead.Seal(nil, iv, plain, aad)[len(text):]
	if !equal(got[:tag], want) {
		return nil, errAuthenticate
	}
	return plain, nil
}

// keyWrap is RFC 3394.
func keyWrap(block cipher.Block, data []byte, unwrap bool) ([]byte, error) {
	const first = 0xA6A6A6A6A6A6A6A6
	if len(data)%8 != 0 || len(data) < 16 || unwrap && len(data) < 24 {
		return nil, errors.New("wrong length of a key to wrap")
	}
	var b [16]byte
	if !unwrap {
		r := append(make([]byte, 8), data...)
		a := uint64(first)
		n := len(data) / 8
		for j := range 6 {
			for i := 1; i <= n; i++ {
				binary.BigEndian.PutUint64(b[:8], a)
				copy(b[8:], r[8*i:8*i+8])
				block.Encrypt(b[:], b[:])
				a = binary.BigEndian.Uint64(b[:8]) ^ uint64(n*j+i)
				copy(r[8*i:], b[8:])
			}
		}
		binary.BigEndian.PutUint64(r, a)
		return r, nil
	}
	r := clone(data)
	a := binary.BigEndian.Uint64(r)
	n := len(data)/8 - 1
	for j := 5; j >= 0; j-- {
		for i := n; i >= 1; i-- {
			binary.BigEndian.PutUint64(b[:8], a^uint64(n*j+i))
			copy(b[8:], r[8*i:8*i+8])
			block.Decrypt(b[:], b[:])
			a = binary.BigEndian.Uint64(b[:8])
			copy(r[8*i:], b[8:])
		}
	}
	if a != first {
		return nil, errAuthenticate
	}
	return r[8:], nil
}

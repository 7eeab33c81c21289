package nodecrypto

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/asn1"
	"encoding/binary"
	"math/big"
)

// What Node can do with RSA and the standard library can't: bare operations, keys shorter than 1,024 bits, other exponents, and PSS with
// no salt or with two digests (RFC 8017). The standard library does the rest.

// shortRSA says that the standard library refuses the key.
func shortRSA(n *big.Int) bool { return n.BitLen() < 1024 }

// generateRSA makes a key of that many bits with that public exponent.
func generateRSA(ctx context.Context, bits, exponent int) (*rsa.PrivateKey, error) {
	if exponent == 65537 && bits >= 1024 {
		return rsa.GenerateKey(rand.Reader, bits)
	}
	if bits < 512 {
		return nil, errKeySizeTooSmall
	}
	if exponent < 3 || exponent%2 == 0 {
		return nil, errExponent
	}
	one, e := big.NewInt(1), big.NewInt(int64(exponent))
	for {
		p, err := generatePrime(ctx, (bits+1)/2, false, nil, nil)
		if err != nil {
			return nil, err
		}
		q, err := generatePrime(ctx, bits/2, false, nil, nil)
		if err != nil {
			return nil, err
		}
		n := new(big.Int).Mul(p, q)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(e, phi)
		if p.Cmp(q) == 0 || d == nil || n.BitLen() != bits {
			continue
		}
		k := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: exponent}, D: d, Primes: []*big.Int{p, q}}
		k.Precompute()
		return k, nil
	}
}

// publicPower is the bare public operation, as long as the modulus.
func publicPower(p *rsa.PublicKey, m []byte) ([]byte, error) {
	v := new(big.Int).SetBytes(m)
	if v.Cmp(p.N) >= 0 {
		return nil, errDataTooLarge
	}
	return v.Exp(v, big.NewInt(int64(p.E)), p.N).FillBytes(make([]byte, p.Size())), nil
}

// privatePower is the bare private operation, blinded so that its time says nothing about the key.
func privatePower(p *rsa.PrivateKey, m []byte) ([]byte, error) {
	v := new(big.Int).SetBytes(m)
	if v.Cmp(p.N) >= 0 {
		return nil, errDataTooLarge
	}
	for {
		r, err := rand.Int(rand.Reader, p.N)
		if err != nil {
			return nil, err
		}
		inverse := new(big.Int).ModInverse(r, p.N)
		if r.Sign() == 0 || inverse == nil {
			continue
		}
		v.Mul(v, r.Exp(r, big.NewInt(int64(p.E)), p.N)).Mod(v, p.N)
		v.Exp(v, p.D, p.N)
		v.Mul(v, inverse).Mod(v, p.N)
		return v.FillBytes(make([]byte, p.Size())), nil
	}
}

// padPKCS1 is block type 1 (FF bytes) or 2 (random bytes).
func padPKCS1(data []byte, size int, kind byte) ([]byte, error) {
	if len(data) > size-11 {
		return nil, errDataTooLarge
	}
	em := make([]byte, size)
	em[1] = kind
	fill := em[2 : size-len(data)-1]
	for i := range fill {
		for fill[i] = 0xFF; kind == 2; {
			if fillRandom(fill[i : i+1]); fill[i] != 0 {
				break
			}
		}
	}
	copy(em[size-len(data):], data)
	return em, nil
}

// unpadPKCS1 is the inverse of padPKCS1 for type 1, whose content is no secret.
func unpadPKCS1(em []byte) ([]byte, error) {
	if len(em) < 11 || em[0] != 0 || em[1] != 1 {
		return nil, errInvalidPadding
	}
	for i := 2; i < len(em); i++ {
		if em[i] == 0 && i >= 10 {
			return em[i+1:], nil
		}
		if em[i] != 0xFF {
			break
		}
	}
	return nil, errInvalidPadding
}

// digestInfo is what PKCS #1 signs: the digest with its name.
func digestInfo(d *digest, sum []byte) ([]byte, error) {
	if d.name == "md5-sha1" {
		return sum, nil
	}
	for _, o := range signatureOIDs {
		if o.name != d.name {
			continue
		}
		return asn1.Marshal(struct {
			Algorithm struct {
				OID  asn1.ObjectIdentifier
				Null asn1.RawValue
			}
			Digest []byte
		}{struct {
			OID  asn1.ObjectIdentifier
			Null asn1.RawValue
		}{o.oid, asn1.NullRawValue}, sum})
	}
	return nil, errUnsupportedKey
}

// pssOptions are the parameters of a PSS signature; a salt of -1 is the digest's length, -2 the longest, or any when verifying.
type pssOptions struct {
	hash, mgf *digest
	salt      int
}

// encodePSS is EMSA-PSS-ENCODE for a modulus of that many bits.
func encodePSS(o pssOptions, sum []byte, bits int) ([]byte, error) {
	emBits := bits - 1
	size := (emBits + 7) / 8
	salt := o.salt
	switch salt {
	case -1:
		salt = o.hash.size
	case -2:
		salt = size - len(sum) - 2
	}
	if salt < 0 || size < len(sum)+salt+2 {
		return nil, errDataTooLarge
	}
	em := make([]byte, size)
	db := em[:size-len(sum)-1]
	random := db[len(db)-salt:]
	fillRandom(random)
	hashed := o.hash.sum(make([]byte, 8), sum, random)
	db[len(db)-salt-1] = 1
	mask := mgf1(o.mgf, hashed, len(db))
	for i := range db {
		db[i] ^= mask[i]
	}
	db[0] &= 0xFF >> (8*size - emBits)
	copy(em[len(db):], hashed)
	em[size-1] = 0xbc
	return em, nil
}

// verifyPSS is EMSA-PSS-VERIFY.
func verifyPSS(o pssOptions, sum, em []byte, bits int) bool {
	emBits := bits - 1
	size := (emBits + 7) / 8
	if len(em) > size { // a modulus of 8n+1 bits
		if em[0] != 0 {
			return false
		}
		em = em[len(em)-size:]
	}
	if size < len(sum)+2 || em[size-1] != 0xbc {
		return false
	}
	db, hashed := clone(em[:size-len(sum)-1]), em[size-len(sum)-1:size-1]
	if db[0]&^(0xFF>>(8*size-emBits)) != 0 {
		return false
	}
	mask := mgf1(o.mgf, hashed, len(db))
	for i := range db {
		db[i] ^= mask[i]
	}
	db[0] &= 0xFF >> (8*size - emBits)
	start := 0
	for start < len(db) && db[start] == 0 {
		start++
	}
	if start == len(db) || db[start] != 1 {
		return false
	}
	salt := db[start+1:]
	want := o.salt
	if want == -1 {
		want = o.hash.size
	}
	if want >= 0 && len(salt) != want {
		return false
	}
	return equal(o.hash.sum(make([]byte, 8), sum, salt), hashed)
}

// sum is the digest of the parts, one after the other.
func (d *digest) sum(parts ...[]byte) []byte {
	h := d.start(d.size)
	for _, p := range parts {
		h.write(p)
	}
	return h.sum()
}

// mgf1 is the mask generation function of PKCS #1.
func mgf1(d *digest, seed []byte, length int) []byte {
	var out []byte
	for i := uint32(0); len(out) < length; i++ {
		out = append(out, d.sum(seed, binary.BigEndian.AppendUint32(nil, i))...)
	}
	return out[:length]
}

// encodeOAEP is EME-OAEP of PKCS #1.
func encodeOAEP(d *digest, data, label []byte, size int) ([]byte, error) {
	if len(data) > size-2*d.size-2 {
		return nil, errDataTooLarge
	}
	em := make([]byte, size)
	seed, db := em[1:1+d.size], em[1+d.size:]
	fillRandom(seed)
	copy(db, d.sum(label))
	db[len(db)-len(data)-1] = 1
	copy(db[len(db)-len(data):], data)
	xor(db, mgf1(d, seed, len(db)))
	xor(seed, mgf1(d, db, len(seed)))
	return em, nil
}

// decodeOAEP is the inverse of encodeOAEP, for keys that are too short for the standard library.
func decodeOAEP(d *digest, em, label []byte) ([]byte, error) {
	if len(em) < 2*d.size+2 {
		return nil, errOAEPDecoding
	}
	em = clone(em)
	seed, db := em[1:1+d.size], em[1+d.size:]
	xor(seed, mgf1(d, db, len(seed)))
	xor(db, mgf1(d, seed, len(db)))
	start := d.size
	for start < len(db) && db[start] == 0 {
		start++
	}
	if em[0] != 0 || !equal(db[:d.size], d.sum(label)) || start == len(db) || db[start] != 1 {
		return nil, errOAEPDecoding
	}
	return db[start+1:], nil
}

func xor(dst, mask []byte) {
	for i := range dst {
		dst[i] ^= mask[i]
	}
}

package nodecrypto

import (
	"crypto"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding"
	"hash"
	"reflect"
	"strings"

	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
	"golang.org/x/crypto/ripemd160" //nolint:staticcheck // Node has it, so programs ask for it
)

// digest is one hash algorithm.
type digest struct {
	name string
	size int // bytes; of the extendable ones the default
	new  func() hash.Hash
	// shake makes an extendable-output function; nil for the others.
	shake func() *sha3.SHAKE
	// id is what the signature functions of the standard library call it; zero when they don't know it.
	id crypto.Hash
}

func blake2b512() hash.Hash {
	h, err := blake2b.New512(nil)
	if err != nil { // only a key can be wrong
		panic(err)
	}
	return h
}

func blake2s256() hash.Hash {
	h, err := blake2s.New256(nil)
	if err != nil {
		panic(err)
	}
	return h
}

// digests are the algorithms by OpenSSL's name.
var digests = func() map[string]*digest {
	table := map[string]*digest{}
	for _, d := range []digest{
		{name: "md5", size: 16, new: md5.New, id: crypto.MD5},
		{name: "md5-sha1", size: 36, new: newMD5SHA1, id: crypto.MD5SHA1},
		{name: "sha1", size: 20, new: sha1.New, id: crypto.SHA1},
		{name: "sha224", size: 28, new: sha256.New224, id: crypto.SHA224},
		{name: "sha256", size: 32, new: sha256.New, id: crypto.SHA256},
		{name: "sha384", size: 48, new: sha512.New384, id: crypto.SHA384},
		{name: "sha512", size: 64, new: sha512.New, id: crypto.SHA512},
		{name: "sha512-224", size: 28, new: sha512.New512_224, id: crypto.SHA512_224},
		{name: "sha512-256", size: 32, new: sha512.New512_256, id: crypto.SHA512_256},
		{name: "sha3-224", size: 28, new: func() hash.Hash { return sha3.New224() }, id: crypto.SHA3_224},
		{name: "sha3-256", size: 32, new: func() hash.Hash { return sha3.New256() }, id: crypto.SHA3_256},
		{name: "sha3-384", size: 48, new: func() hash.Hash { return sha3.New384() }, id: crypto.SHA3_384},
		{name: "sha3-512", size: 64, new: func() hash.Hash { return sha3.New512() }, id: crypto.SHA3_512},
		{name: "shake128", size: 16, shake: sha3.NewSHAKE128},
		{name: "shake256", size: 32, shake: sha3.NewSHAKE256},
		{name: "blake2b512", size: 64, new: blake2b512},
		{name: "blake2s256", size: 32, new: blake2s256},
		{name: "ripemd160", size: 20, new: ripemd160.New, id: crypto.RIPEMD160},
	} {
		table[d.name] = &d
	}
	for alias, name := range map[string]string{
		"sha-1": "sha1", "sha-224": "sha224", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512",
		"sha2-224": "sha224", "sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512",
		"sha512/224": "sha512-224", "sha512/256": "sha512-256", "sha-512/224": "sha512-224", "sha-512/256": "sha512-256",
		"ripemd": "ripemd160", "rmd160": "ripemd160", "ripemd-160": "ripemd160",
		"ssl3-md5": "md5", "ssl3-sha1": "sha1", "sha1-2": "sha1", "shake-128": "shake128", "shake-256": "shake256",
	} {
		table[alias] = table[name]
	}
	return table
}()

// hashNames is getHashes(), in OpenSSL's order.
const hashNames = "RSA-MD5 RSA-RIPEMD160 RSA-SHA1 RSA-SHA1-2 RSA-SHA224 RSA-SHA256 RSA-SHA3-224 RSA-SHA3-256 RSA-SHA3-384 " +
	"RSA-SHA3-512 RSA-SHA384 RSA-SHA512 RSA-SHA512/224 RSA-SHA512/256 blake2b512 blake2s256 " +
	"id-rsassa-pkcs1-v1_5-with-sha3-224 id-rsassa-pkcs1-v1_5-with-sha3-256 id-rsassa-pkcs1-v1_5-with-sha3-384 " +
	"id-rsassa-pkcs1-v1_5-with-sha3-512 md5 md5-sha1 md5WithRSAEncryption ripemd ripemd160 ripemd160WithRSA rmd160 sha1 " +
	"sha1WithRSAEncryption sha224 sha224WithRSAEncryption sha256 sha256WithRSAEncryption sha3-224 sha3-256 sha3-384 sha3-512 " +
	"sha384 sha384WithRSAEncryption sha512 sha512-224 sha512-224WithRSAEncryption sha512-256 sha512-256WithRSAEncryption " +
	"sha512WithRSAEncryption shake128 shake256 ssl3-md5 ssl3-sha1"

// findDigest knows an algorithm by any of OpenSSL's names, in any case; nil when there is none.
func findDigest(name string) *digest {
	if d := digests[name]; d != nil {
		return d
	}
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "rsa-")
	name = strings.TrimPrefix(name, "id-rsassa-pkcs1-v1_5-with-")
	name = strings.TrimSuffix(name, "withrsaencryption")
	name = strings.TrimSuffix(name, "withrsa")
	return digests[name]
}

// hashed is a hash in progress; an extendable one has its output length.
type hashed struct {
	hash.Hash
	shake  *sha3.SHAKE
	length int
}

func (d *digest) start(length int) *hashed {
	if d.shake != nil {
		return &hashed{shake: d.shake(), length: length}
	}
	return &hashed{Hash: d.new()}
}

func (h *hashed) write(b []byte) {
	if h.shake != nil {
		_, _ = h.shake.Write(b) // hashes don't fail
		return
	}
	_, _ = h.Hash.Write(b)
}

func (h *hashed) sum() []byte {
	if h.shake != nil {
		out := make([]byte, h.length)
		_, _ = h.shake.Read(out)
		return out
	}
	return h.Sum(nil)
}

// clone copies the state, so that both can go on.
func (h *hashed) clone(length int) (*hashed, error) {
	if h.shake != nil {
		state, err := h.shake.MarshalBinary()
		if err != nil {
			return nil, err
		}
		c := sha3.NewSHAKE128()
		if err := c.UnmarshalBinary(state); err != nil {
			// The state names its function.
			c = sha3.NewSHAKE256()
			if err := c.UnmarshalBinary(state); err != nil {
				return nil, err
			}
		}
		return &hashed{shake: c, length: length}, nil
	}
	c, err := cloneHash(h.Hash)
	return &hashed{Hash: c}, err
}

func cloneHash(h hash.Hash) (hash.Hash, error) {
	if c, ok := h.(hash.Cloner); ok {
		return c.Clone()
	}
	// RIPEMD-160, BLAKE2: plain structures behind a pointer.
	v := reflect.ValueOf(h).Elem()
	c := reflect.New(v.Type())
	c.Elem().Set(v)
	return c.Interface().(hash.Hash), nil
}

// md5sha1 is the pair of TLS 1.0.
type md5sha1 struct{ md5, sha1 hash.Hash }

func newMD5SHA1() hash.Hash { return &md5sha1{md5.New(), sha1.New()} }

func (h *md5sha1) Write(b []byte) (int, error) {
	_, _ = h.md5.Write(b)
	return h.sha1.Write(b)
}
func (h *md5sha1) Sum(b []byte) []byte { return h.sha1.Sum(h.md5.Sum(b)) }
func (h *md5sha1) Reset()              { h.md5.Reset(); h.sha1.Reset() }
func (h *md5sha1) Size() int           { return md5.Size + sha1.Size }
func (h *md5sha1) BlockSize() int      { return md5.BlockSize }

func (h *md5sha1) Clone() (hash.Cloner, error) {
	a, err := cloneHash(h.md5)
	if err != nil {
		return nil, err
	}
	b, err := cloneHash(h.sha1)
	return &md5sha1{a, b}, err
}

var (
	_ hash.Cloner              = (*md5sha1)(nil)
	_ encoding.BinaryMarshaler = (*sha3.SHAKE)(nil)
)

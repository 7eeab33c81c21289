package nodecrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // Node has it, so programs ask for it
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// cipherSpec is one cipher with its mode.
type cipherSpec struct {
	name, canonical, mode string
	nid                   int
	keyLength, ivLength   int // bytes; ivLength 0: none
	blockSize             int // as getCipherInfo tells it: 1 for the modes that work as streams, 0 for stream ciphers
}

// cipherSpecs lists the ciphers in getCiphers' order.
var cipherSpecs = []cipherSpec{
	{"aes-128-cbc", "aes-128-cbc", "cbc", 419, 16, 16, 16},
	{"aes-128-cfb", "aes-128-cfb", "cfb", 421, 16, 16, 1},
	{"aes-128-cfb8", "aes-128-cfb8", "cfb", 653, 16, 16, 1},
	{"aes-128-ctr", "aes-128-ctr", "ctr", 904, 16, 16, 1},
	{"aes-128-ecb", "aes-128-ecb", "ecb", 418, 16, 0, 16},
	{"aes-128-gcm", "id-aes128-gcm", "gcm", 895, 16, 12, 1},
	{"aes-128-ofb", "aes-128-ofb", "ofb", 420, 16, 16, 1},
	{"aes-192-cbc", "aes-192-cbc", "cbc", 423, 24, 16, 16},
	{"aes-192-cfb", "aes-192-cfb", "cfb", 425, 24, 16, 1},
	{"aes-192-cfb8", "aes-192-cfb8", "cfb", 654, 24, 16, 1},
	{"aes-192-ctr", "aes-192-ctr", "ctr", 905, 24, 16, 1},
	{"aes-192-ecb", "aes-192-ecb", "ecb", 422, 24, 0, 16},
	{"aes-192-gcm", "id-aes192-gcm", "gcm", 898, 24, 12, 1},
	{"aes-192-ofb", "aes-192-ofb", "ofb", 424, 24, 16, 1},
	{"aes-256-cbc", "aes-256-cbc", "cbc", 427, 32, 16, 16},
	{"aes-256-cfb", "aes-256-cfb", "cfb", 429, 32, 16, 1},
	{"aes-256-cfb8", "aes-256-cfb8", "cfb", 655, 32, 16, 1},
	{"aes-256-ctr", "aes-256-ctr", "ctr", 906, 32, 16, 1},
	{"aes-256-ecb", "aes-256-ecb", "ecb", 426, 32, 0, 16},
	{"aes-256-gcm", "id-aes256-gcm", "gcm", 901, 32, 12, 1},
	{"aes-256-ofb", "aes-256-ofb", "ofb", 428, 32, 16, 1},
	{"aes128", "aes-128-cbc", "cbc", 419, 16, 16, 16},
	{"aes192", "aes-192-cbc", "cbc", 423, 24, 16, 16},
	{"aes256", "aes-256-cbc", "cbc", 427, 32, 16, 16},
	{"chacha20", "chacha20", "stream", 1019, 32, 16, 0},
	{"chacha20-poly1305", "chacha20-poly1305", "stream", 1018, 32, 12, 0},
	{"des-ede3", "des-ede3", "ecb", 33, 24, 0, 8},
	{"des-ede3-cbc", "des-ede3-cbc", "cbc", 44, 24, 8, 8},
	{"des-ede3-ecb", "des-ede3", "ecb", 33, 24, 0, 8},
	{"des3", "des-ede3-cbc", "cbc", 44, 24, 8, 8},
	{"id-aes128-GCM", "id-aes128-gcm", "gcm", 895, 16, 12, 1},
	{"id-aes192-GCM", "id-aes192-gcm", "gcm", 898, 24, 12, 1},
	{"id-aes256-GCM", "id-aes256-gcm", "gcm", 901, 32, 12, 1},
}

func findCipher(name string) *cipherSpec {
	for i := range cipherSpecs {
		if strings.EqualFold(cipherSpecs[i].name, name) {
			return &cipherSpecs[i]
		}
	}
	return nil
}

// crypter is the handle of a Cipheriv or a Decipheriv.
type crypter struct {
	spec    *cipherSpec
	decrypt bool
	mode    cipher.BlockMode // cbc, ecb
	stream  cipher.Stream    // the others
	pending []byte           // of an unfinished block
	raw     bool             // setAutoPadding(false)

	aead      cipher.AEAD // nil for ciphers that don't authenticate
	nonce     []byte
	aad       []byte
	plain     []byte // all of it: the tag is computed at the end
	tag       []byte // to check, or the result
	tagLength int
	started   bool
	finished  bool
}

func newCrypter(spec *cipherSpec, key, iv []byte, decrypt bool) (*crypter, error) {
	c := &crypter{spec: spec, decrypt: decrypt, tagLength: 16}
	if strings.HasPrefix(spec.name, "chacha20") {
		return c, c.chacha(key, iv)
	}
	var block cipher.Block
	var err error
	if strings.HasPrefix(spec.name, "des") {
		block, err = des.NewTripleDESCipher(key)
	} else {
		block, err = aes.NewCipher(key)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case spec.mode == "cbc" && decrypt:
		c.mode = cipher.NewCBCDecrypter(block, iv)
	case spec.mode == "cbc":
		c.mode = cipher.NewCBCEncrypter(block, iv)
	case spec.mode == "ecb":
		c.mode = &ecb{block, decrypt}
	case spec.mode == "ctr":
		c.stream = cipher.NewCTR(block, iv)
	case spec.mode == "ofb":
		c.stream = cipher.NewOFB(block, iv) //nolint:staticcheck // Node has it
	case strings.HasSuffix(spec.name, "cfb8"):
		c.stream = &cfb8{block, clone(iv), decrypt}
	case spec.mode == "cfb" && decrypt:
		c.stream = cipher.NewCFBDecrypter(block, iv) //nolint:staticcheck // Node has it
	case spec.mode == "cfb":
		c.stream = cipher.NewCFBEncrypter(block, iv) //nolint:staticcheck // Node has it
	case spec.mode == "gcm":
		c.nonce = clone(iv)
		c.stream = gcmStream(block, iv)
		c.aead, err = cipher.NewGCMWithNonceSize(block, len(iv))
	default:
		err = fmt.Errorf("no mode %s", spec.mode)
	}
	return c, err
}

func (c *crypter) chacha(key, iv []byte) error {
	counter := uint32(1) // block 0 makes the authentication key
	if c.spec.name == "chacha20" {
		counter = uint32(iv[0]) | uint32(iv[1])<<8 | uint32(iv[2])<<16 | uint32(iv[3])<<24
		iv = iv[4:]
	} else {
		aead, err := chacha20poly1305.New(key)
		if err != nil {
			return err
		}
		c.aead, c.nonce = aead, clone(iv)
	}
	s, err := chacha20.NewUnauthenticatedCipher(key, iv)
	if err != nil {
		return err
	}
	s.SetCounter(counter)
	c.stream = s
	return nil
}

// update processes what it can of b.
func (c *crypter) update(b []byte) []byte {
	c.started = true
	if c.mode == nil {
		out := make([]byte, len(b))
		c.stream.XORKeyStream(out, b)
		if c.aead != nil && c.decrypt {
			c.plain = append(c.plain, out...)
		} else if c.aead != nil {
			c.plain = append(c.plain, b...)
		}
		return out
	}
	c.pending = append(c.pending, b...)
	size := c.mode.BlockSize()
	n := len(c.pending) / size * size
	if c.decrypt && !c.raw && n == len(c.pending) && n > 0 {
		n -= size // may be the padding
	}
	out := make([]byte, n)
	c.mode.CryptBlocks(out, c.pending[:n])
	c.pending = append(c.pending[:0], c.pending[n:]...)
	return out
}

// errAuthenticate is Node's error, OpenSSL has none.
var errAuthenticate = errors.New("Unsupported state or unable to authenticate data")

// final returns what is left.
func (c *crypter) final() ([]byte, error) {
	c.finished = true
	if c.aead != nil {
		return nil, c.authenticate()
	}
	if c.mode == nil {
		return nil, nil
	}
	size := c.mode.BlockSize()
	switch {
	case c.raw && len(c.pending) == 0:
		return nil, nil
	case c.raw:
		return nil, errFinalLength
	case !c.decrypt:
		n := size - len(c.pending)
		for range n {
			c.pending = append(c.pending, byte(n))
		}
		c.mode.CryptBlocks(c.pending, c.pending)
		return c.pending, nil
	case len(c.pending) != size:
		return nil, errFinalLength
	}
	c.mode.CryptBlocks(c.pending, c.pending)
	n := int(c.pending[size-1])
	if n == 0 || n > size {
		return nil, errBadDecrypt
	}
	for _, p := range c.pending[size-n:] {
		if int(p) != n {
			return nil, errBadDecrypt
		}
	}
	return c.pending[:size-n], nil
}

// authenticate makes the tag, or compares it.
func (c *crypter) authenticate() error {
	sealed := c.aead.Seal(nil, c.nonce, c.plain, c.aad)
	tag := sealed[len(c.plain):]
	if !c.decrypt {
		c.tag = tag[:c.tagLength]
		return nil
	}
	if len(c.tag) == 0 || !equal(tag[:len(c.tag)], c.tag) {
		return errAuthenticate
	}
	return nil
}

func (n *natives) cipherFuncs() map[string]node.Func {
	return map[string]node.Func{
		"newCipher":     n.newCipher,
		"cipherUpdate":  n.cipherUpdate,
		"cipherFinal":   n.cipherFinal,
		"cipherPadding": n.cipherPadding,
		"cipherSetTag":  n.cipherSetTag,
		"cipherGetTag":  n.cipherGetTag,
		"cipherAAD":     n.cipherAAD,
		"getCiphers": func(goja.FunctionCall) goja.Value {
			names := make([]string, len(cipherSpecs))
			for i, s := range cipherSpecs {
				names[i] = s.name
			}
			return node.Array(n.vm, names)
		},
		"cipherInfo": n.cipherInfo,
	}
}

// newCipher makes a handle: name, key, iv (null: none), whether to decrypt, and the length of the tag (undefined: the default).
func (n *natives) newCipher(call goja.FunctionCall) goja.Value {
	spec := findCipher(call.Argument(0).String())
	if spec == nil {
		n.vm.Throw("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
	}
	key, iv := n.bytes(call.Argument(1)), n.bytes(call.Argument(2))
	if len(key) != spec.keyLength {
		n.vm.Throw("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length")
	}
	authenticated := spec.mode == "gcm" || spec.name == "chacha20-poly1305"
	valid := len(iv) == spec.ivLength
	if spec.mode == "gcm" {
		valid = len(iv) > 0
	}
	if !valid {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector")
	}
	c, err := newCrypter(spec, key, iv, call.Argument(3).ToBoolean())
	if err != nil {
		n.vm.Rethrow(err)
	}
	if v := call.Argument(4); authenticated && !goja.IsUndefined(v) {
		c.tagLength = int(v.ToInteger())
		n.checkTag(spec, c.tagLength)
	}
	return n.vm.Runtime.ToValue(c)
}

func (n *natives) checkTag(spec *cipherSpec, length int) {
	ok := length >= 1 && length <= 16
	if spec.mode == "gcm" {
		ok = length == 4 || length == 8 || length >= 12 && length <= 16
	}
	if !ok {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: %d", length)
	}
}

func (n *natives) crypter(v goja.Value) *crypter { return node.Handle[*crypter](n.vm, v) }

func (n *natives) cipherUpdate(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.finished {
		n.vm.Throw("Error", "", "Trying to add data in unsupported state")
	}
	return nodebuffer.New(n.vm, c.update(n.encoded(call.Argument(1), call.Argument(2))))
}

func (n *natives) cipherFinal(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.finished {
		n.vm.Throw("Error", "ERR_CRYPTO_INVALID_STATE", "Invalid state")
	}
	out, err := c.final()
	if errors.Is(err, errAuthenticate) {
		n.vm.Throw("Error", "", "%s", err)
	} else if err != nil {
		panic(n.failure(err))
	}
	return nodebuffer.New(n.vm, out)
}

// The next four report false where the cipher's state or kind doesn't allow them.

func (n *natives) cipherPadding(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.finished {
		return n.vm.Runtime.ToValue(false)
	}
	c.raw = !call.Argument(1).ToBoolean()
	return n.vm.Runtime.ToValue(true)
}

func (n *natives) cipherSetTag(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.aead == nil || c.finished || c.tag != nil {
		return n.vm.Runtime.ToValue(false)
	}
	tag := n.encoded(call.Argument(1), call.Argument(2))
	n.checkTag(c.spec, len(tag))
	if call.Argument(3).ToBoolean() && len(tag) != c.tagLength { // the option was given
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: %d", len(tag))
	}
	c.tag = clone(tag)
	return n.vm.Runtime.ToValue(true)
}

func (n *natives) cipherGetTag(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.aead == nil || !c.finished || c.decrypt {
		return n.vm.Runtime.ToValue(false)
	}
	return nodebuffer.New(n.vm, clone(c.tag))
}

func (n *natives) cipherAAD(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.aead == nil || c.finished || c.started {
		return n.vm.Runtime.ToValue(false)
	}
	c.aad = append(c.aad, n.encoded(call.Argument(1), call.Argument(2))...)
	return n.vm.Runtime.ToValue(true)
}

// cipherInfo is getCipherInfo of a name or a nid, with the lengths that it is to be checked for (or undefined).
func (n *natives) cipherInfo(call goja.FunctionCall) goja.Value {
	var spec *cipherSpec
	if _, isName := call.Argument(0).(goja.String); isName {
		spec = findCipher(call.Argument(0).String())
	} else {
		for i := range cipherSpecs {
			if int64(cipherSpecs[i].nid) == call.Argument(0).ToInteger() {
				spec = &cipherSpecs[i]
				break
			}
		}
	}
	if spec == nil {
		return goja.Undefined()
	}
	ivLength := spec.ivLength
	if v := call.Argument(1); !goja.IsUndefined(v) && int(v.ToInteger()) != spec.keyLength {
		return goja.Undefined()
	}
	if v := call.Argument(2); !goja.IsUndefined(v) {
		if ivLength = int(v.ToInteger()); ivLength != spec.ivLength && (spec.mode != "gcm" || ivLength < 1) {
			return goja.Undefined()
		}
	}
	o := n.vm.Runtime.NewObject()
	set := func(key string, v any) {
		if err := o.Set(key, v); err != nil {
			n.vm.Rethrow(err)
		}
	}
	set("mode", spec.mode)
	set("name", spec.canonical)
	set("nid", spec.nid)
	if spec.blockSize > 0 {
		set("blockSize", spec.blockSize)
	}
	if ivLength > 0 {
		set("ivLength", ivLength)
	}
	set("keyLength", spec.keyLength)
	return o
}

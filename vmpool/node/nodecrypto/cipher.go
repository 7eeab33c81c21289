package nodecrypto

import (
	"crypto/cipher"
	"errors"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// crypter is the handle of a Cipheriv or a Decipheriv. Exactly one of mode, stream, auth and wrap is set.
type crypter struct {
	spec    *cipherSpec
	decrypt bool
	mode    cipher.BlockMode // cbc, ecb
	stream  cipher.Stream    // the modes that work as streams
	auth    sealer           // the modes that authenticate
	wrap    func(data []byte) ([]byte, error)

	pending   []byte // of an unfinished block
	raw       bool   // setAutoPadding(false)
	tag       []byte // to check, or the result
	tagLength int
	started   bool
	finished  bool
	failed    bool // CCM: the tag was wrong
}

// newCrypter makes a handle; tagLength matters to the modes that authenticate.
func newCrypter(spec *cipherSpec, key, iv []byte, decrypt bool, tagLength int) (*crypter, error) {
	c := &crypter{spec: spec, decrypt: decrypt, tagLength: tagLength}
	if spec.mode == "stream" {
		return c, c.chacha(key, iv)
	}
	block, err := spec.newBlock(key)
	if err != nil {
		return nil, err
	}
	iv = clone(iv)
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
		c.stream = &cfb8{block, iv, decrypt}
	case spec.mode == "cfb" && decrypt:
		c.stream = cipher.NewCFBDecrypter(block, iv) //nolint:staticcheck // Node has it
	case spec.mode == "cfb":
		c.stream = cipher.NewCFBEncrypter(block, iv) //nolint:staticcheck // Node has it
	case spec.mode == "gcm":
		var aead cipher.AEAD
		aead, err = cipher.NewGCMWithNonceSize(block, len(iv))
		c.auth = &streamSealer{stream: gcmStream(block, iv), aead: aead, nonce: iv, decrypt: decrypt}
	case spec.mode == "ccm":
		c.auth = &ccm{block: block, nonce: iv, tagLength: tagLength, decrypt: decrypt}
	case spec.mode == "ocb":
		c.auth = newOCB(block, iv, tagLength, decrypt)
	case spec.keyLength == 24 && block.BlockSize() == 8:
		c.wrap = func(data []byte) ([]byte, error) { return tripleDESWrap(block, data, decrypt) }
	case spec.ivLength == 4:
		c.wrap = func(data []byte) ([]byte, error) { return keyWrapPadded(block, iv, data, decrypt) }
	default:
		c.wrap = func(data []byte) ([]byte, error) { return keyWrap(block, iv, data, decrypt) }
	}
	return c, err
}

func (c *crypter) chacha(key, iv []byte) error {
	counter := uint32(1) // block 0 makes the authentication key
	var aead cipher.AEAD
	var err error
	if c.spec.name == "chacha20" {
		counter = uint32(iv[0]) | uint32(iv[1])<<8 | uint32(iv[2])<<16 | uint32(iv[3])<<24
		iv = iv[4:]
	} else if aead, err = chacha20poly1305.New(key); err != nil {
		return err
	}
	s, err := chacha20.NewUnauthenticatedCipher(key, iv)
	if err != nil {
		return err
	}
	s.SetCounter(counter)
	if aead != nil {
		c.auth = &streamSealer{stream: s, aead: aead, nonce: clone(iv), decrypt: c.decrypt}
	} else {
		c.stream = s
	}
	return nil
}

// errState is Node's error of an update that the cipher can't do.
var errState = errors.New("Trying to add data in unsupported state")

// update processes what it can of b.
func (c *crypter) update(b []byte) ([]byte, error) {
	again := c.started
	c.started = true
	switch {
	case c.wrap != nil:
		out, err := c.wrap(b)
		if err != nil {
			return nil, errState
		}
		return out, nil
	case c.stream != nil:
		out := make([]byte, len(b))
		c.stream.XORKeyStream(out, b)
		return out, nil
	case c.spec.mode == "ccm" && again:
		return nil, errState
	case c.auth != nil:
		out := c.auth.update(b)
		if c.spec.mode == "ccm" && c.decrypt { // the text is not given out before it is known to be right
			if _, tag := c.auth.final(); !equal(tag, c.tag) {
				c.failed = true
				return nil, nil
			}
		}
		return out, nil
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
	return out, nil
}

// all processes a whole message.
func (c *crypter) all(data []byte) ([]byte, error) {
	out, err := c.update(data)
	if err != nil {
		return nil, err
	}
	rest, err := c.final()
	return append(out, rest...), err
}

// errAuthenticate is Node's error, OpenSSL has none.
var errAuthenticate = errors.New("Unsupported state or unable to authenticate data")

// final returns what is left.
func (c *crypter) final() ([]byte, error) {
	c.finished = true
	if c.auth != nil {
		return c.authenticate()
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
func (c *crypter) authenticate() ([]byte, error) {
	rest, tag := c.auth.final()
	switch {
	case tag == nil && !c.decrypt:
		return nil, errTagNotSet
	case !c.decrypt:
		c.tag = tag[:c.tagLength]
		return rest, nil
	case c.failed || len(c.tag) == 0 || len(tag) < len(c.tag) || !equal(tag[:len(c.tag)], c.tag):
		return nil, errAuthenticate
	}
	return rest, nil
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

// newCipher makes a handle: name, key, iv (null: none; undefined: key is a password that both are made of), whether to decrypt, and the
// length of the tag (undefined: the default).
func (n *natives) newCipher(call goja.FunctionCall) goja.Value {
	spec := findCipher(call.Argument(0).String())
	if spec == nil {
		n.vm.Throw("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
	}
	key, iv := n.bytes(call.Argument(1)), n.bytes(call.Argument(2))
	if goja.IsUndefined(call.Argument(2)) {
		key, iv = bytesToKey(key, spec.keyLength, spec.ivLength)
	}
	if len(key) != spec.keyLength {
		n.vm.Throw("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length")
	}
	if !spec.validIV(len(iv)) {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector")
	}
	tagLength := 16
	if v := call.Argument(4); spec.authenticates() && !goja.IsUndefined(v) {
		tagLength = int(v.ToInteger())
		n.checkTag(spec, tagLength)
	} else if spec.mode == "ccm" || spec.mode == "ocb" {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for %s", call.Argument(0))
	}
	c, err := newCrypter(spec, key, iv, call.Argument(3).ToBoolean(), tagLength)
	if err != nil {
		n.vm.Rethrow(err)
	}
	return n.vm.Runtime.ToValue(c)
}

// bytesToKey is OpenSSL's EVP_BytesToKey with MD5, one round and no salt.
func bytesToKey(password []byte, keyLength, ivLength int) (key, iv []byte) {
	var all, last []byte
	for len(all) < keyLength+ivLength {
		last = digests["md5"].sum(last, password)
		all = append(all, last...)
	}
	return all[:keyLength], all[keyLength : keyLength+ivLength]
}

func (n *natives) checkTag(spec *cipherSpec, length int) {
	if !spec.validTag(length) {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: %d", length)
	}
}

func (n *natives) crypter(v goja.Value) *crypter { return node.Handle[*crypter](n.vm, v) }

func (n *natives) cipherUpdate(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	b := n.encoded(call.Argument(1), call.Argument(2))
	n.checkLength(c, uint64(len(b)))
	out, err := []byte(nil), errState
	if !c.finished {
		out, err = c.update(b)
	}
	if err != nil {
		n.vm.Throw("Error", "", "%s", err)
	}
	return nodebuffer.New(n.vm, out)
}

// checkLength throws where a message is longer than CCM's nonce leaves room for.
func (n *natives) checkLength(c *crypter, length uint64) {
	if m, ok := c.auth.(*ccm); ok && length > m.limit() {
		n.vm.Throw("RangeError", "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length")
	}
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
	if c.auth == nil || !c.decrypt || c.finished || c.tag != nil {
		return n.vm.Runtime.ToValue(false)
	}
	tag := n.encoded(call.Argument(1), call.Argument(2))
	n.checkTag(c.spec, len(tag))
	strict := call.Argument(3).ToBoolean() || c.spec.mode != "gcm" // GCM's option may be left out
	if strict && len(tag) != c.tagLength {
		n.vm.Throw("TypeError", "ERR_CRYPTO_INVALID_AUTH_TAG", "Invalid authentication tag length: %d", len(tag))
	}
	c.tag = clone(tag)
	return n.vm.Runtime.ToValue(true)
}

func (n *natives) cipherGetTag(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.auth == nil || !c.finished || c.decrypt {
		return n.vm.Runtime.ToValue(false)
	}
	return nodebuffer.New(n.vm, clone(c.tag))
}

// cipherAAD takes the handle, the data, and the length of the message (undefined: not known), which CCM needs.
func (n *natives) cipherAAD(call goja.FunctionCall) goja.Value {
	c := n.crypter(call.Argument(0))
	if c.auth == nil || c.finished || c.started {
		return n.vm.Runtime.ToValue(false)
	}
	if c.spec.mode == "ccm" {
		if goja.IsUndefined(call.Argument(2)) {
			n.vm.Throw("TypeError", "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD")
		}
		n.checkLength(c, uint64(call.Argument(2).ToInteger()))
	}
	c.auth.additional(n.bytes(call.Argument(1)))
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
		if ivLength = int(v.ToInteger()); !spec.validIV(ivLength) {
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

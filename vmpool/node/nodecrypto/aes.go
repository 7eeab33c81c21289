package nodecrypto

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"errors"

	"github.com/dop251/goja"
)

// AES as the Web Crypto API has it: whole messages.

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
			return c.all(data)
		case "ctr":
			return aesCounter(block, iv, length, data)
		case "gcm":
			return aesGCM(block, iv, data, aad, length, decrypt)
		}
		return keyWrap(block, keyWrapIV, data, decrypt)
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

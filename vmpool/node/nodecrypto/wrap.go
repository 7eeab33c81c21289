package nodecrypto

import (
	"bytes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"slices"
)

var errWrapLength = errors.New("wrong length of a key to wrap")

// keyWrapIV is the default initial value of RFC 3394.
var keyWrapIV = bytes.Repeat([]byte{0xA6}, 8)

// keyWrap is RFC 3394 with the initial value iv (8 bytes), or its inverse.
func keyWrap(block cipher.Block, iv, data []byte, unwrap bool) ([]byte, error) {
	if len(data)%8 != 0 || len(data) < 16 || unwrap && len(data) < 24 {
		return nil, errWrapLength
	}
	if !unwrap {
		return wrapBlocks(block, iv, data), nil
	}
	a, r := unwrapBlocks(block, data)
	if !equal(a, iv) {
		return nil, errAuthenticate
	}
	return r, nil
}

func wrapBlocks(block cipher.Block, iv, data []byte) []byte {
	var b [16]byte
	r := append(clone(iv), data...)
	a := binary.BigEndian.Uint64(iv)
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
	return r
}

// unwrapBlocks gives the initial value and the data.
func unwrapBlocks(block cipher.Block, data []byte) (iv, out []byte) {
	var b [16]byte
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
	binary.BigEndian.PutUint64(r, a)
	return r[:8], r[8:]
}

// keyWrapPadded is RFC 5649: data of any length, with the first half of the initial value given.
func keyWrapPadded(block cipher.Block, iv, data []byte, unwrap bool) ([]byte, error) {
	if !unwrap {
		if len(data) == 0 {
			return nil, errWrapLength
		}
		head := binary.BigEndian.AppendUint32(clone(iv), uint32(len(data)))
		padded := append(clone(data), make([]byte, (8-len(data)%8)%8)...)
		if len(padded) == 8 {
			out := append(head, padded...)
			block.Encrypt(out, out)
			return out, nil
		}
		return wrapBlocks(block, head, padded), nil
	}
	if len(data)%8 != 0 || len(data) < 16 {
		return nil, errWrapLength
	}
	var head, out []byte
	if len(data) == 16 {
		both := make([]byte, 16)
		block.Decrypt(both, data)
		head, out = both[:8], both[8:]
	} else {
		head, out = unwrapBlocks(block, data)
	}
	n := int(binary.BigEndian.Uint32(head[4:]))
	if !equal(head[:4], iv) || n > len(out) || n <= len(out)-8 || !equal(out[n:], make([]byte, len(out)-n)) {
		return nil, errAuthenticate
	}
	return out[:n], nil
}

// tripleDESWrap is RFC 3217 on a DES block.
func tripleDESWrap(block cipher.Block, data []byte, unwrap bool) ([]byte, error) {
	fixed := []byte{0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05}
	if !unwrap {
		if len(data)%8 != 0 || len(data) == 0 {
			return nil, errWrapLength
		}
		sum := sha1.Sum(data)
		out := make([]byte, 8, 16+len(data))
		fillRandom(out)
		out = append(append(out, data...), sum[:8]...)
		cipher.NewCBCEncrypter(block, out[:8]).CryptBlocks(out[8:], out[8:])
		slices.Reverse(out)
		cipher.NewCBCEncrypter(block, fixed).CryptBlocks(out, out)
		return out, nil
	}
	if len(data)%8 != 0 || len(data) < 24 {
		return nil, errWrapLength
	}
	out := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, fixed).CryptBlocks(out, data)
	slices.Reverse(out)
	iv, key := out[:8], out[8:]
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(key, key)
	key, check := key[:len(key)-8], key[len(key)-8:]
	if sum := sha1.Sum(key); !equal(sum[:8], check) {
		return nil, errAuthenticate
	}
	return key, nil
}

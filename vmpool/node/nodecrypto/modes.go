package nodecrypto

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
)

// The modes of operation that the standard library doesn't have, or not as a stream.

func equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// ecb encrypts each block by itself.
type ecb struct {
	block   cipher.Block
	decrypt bool
}

func (m *ecb) BlockSize() int { return m.block.BlockSize() }

func (m *ecb) CryptBlocks(dst, src []byte) {
	size := m.block.BlockSize()
	for i := 0; i < len(src); i += size {
		if m.decrypt {
			m.block.Decrypt(dst[i:i+size], src[i:i+size])
		} else {
			m.block.Encrypt(dst[i:i+size], src[i:i+size])
		}
	}
}

// cfb8 is cipher feedback of one byte.
type cfb8 struct {
	block   cipher.Block
	state   []byte
	decrypt bool
}

func (s *cfb8) XORKeyStream(dst, src []byte) {
	key := make([]byte, len(s.state))
	for i, c := range src {
		s.block.Encrypt(key, s.state)
		out := c ^ key[0]
		copy(s.state, s.state[1:])
		if s.decrypt {
			s.state[len(s.state)-1] = c
		} else {
			s.state[len(s.state)-1] = out
		}
		dst[i] = out
	}
}

// gcmStream is the counter mode inside GCM: the standard library has only the whole, which can't work on parts of a message.
func gcmStream(block cipher.Block, nonce []byte) cipher.Stream {
	var counter [16]byte
	if len(nonce) == 12 {
		copy(counter[:], nonce)
		counter[15] = 2 // 1 encrypts the tag
		return cipher.NewCTR(block, counter[:])
	}
	// NIST SP 800-38D, 7.1: other nonces are hashed.
	var h [16]byte
	block.Encrypt(h[:], h[:])
	padded := append(clone(nonce), make([]byte, (16-len(nonce)%16)%16+8)...)
	padded = binary.BigEndian.AppendUint64(padded, uint64(len(nonce))*8)
	counter = ghash(h, padded)
	s := &ctr32{block: block, counter: counter}
	s.next()
	return s
}

// ctr32 is counter mode whose counter is the last 32 bits only.
type ctr32 struct {
	block   cipher.Block
	counter [16]byte
	key     [16]byte
	used    int // of key; 0: none is left
}

func (s *ctr32) next() {
	binary.BigEndian.PutUint32(s.counter[12:], binary.BigEndian.Uint32(s.counter[12:])+1)
}

func (s *ctr32) XORKeyStream(dst, src []byte) {
	for i, c := range src {
		if s.used == 0 {
			s.block.Encrypt(s.key[:], s.counter[:])
			s.next()
		}
		dst[i] = c ^ s.key[s.used]
		s.used = (s.used + 1) % 16
	}
}

// ghash is the hash of GCM (NIST SP 800-38D, 6.4), bit by bit: nonces are short.
func ghash(h [16]byte, data []byte) (y [16]byte) {
	for len(data) > 0 {
		for i := range y {
			y[i] ^= data[i]
		}
		data = data[16:]
		y = multiply(y, h)
	}
	return y
}

// multiply is the product in GF(2¹²⁸) as GCM orders its bits.
func multiply(x, y [16]byte) (z [16]byte) {
	hi, lo := binary.BigEndian.Uint64(y[:8]), binary.BigEndian.Uint64(y[8:])
	var zh, zl uint64
	for i := range 128 {
		if x[i/8]>>(7-i%8)&1 == 1 {
			zh, zl = zh^hi, zl^lo
		}
		carry := lo & 1
		lo = lo>>1 | hi<<63
		hi >>= 1
		if carry == 1 {
			hi ^= 0xE1 << 56
		}
	}
	binary.BigEndian.PutUint64(z[:8], zh)
	binary.BigEndian.PutUint64(z[8:], zl)
	return z
}

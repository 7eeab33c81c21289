package nodecrypto

import (
	"crypto/cipher"
	"encoding/binary"
	"math/bits"
)

// sealer is a mode that encrypts and authenticates one message that comes in parts, or the inverse.
type sealer interface {
	// additional adds to what is authenticated but not encrypted; it comes before the message.
	additional(b []byte)
	update(b []byte) []byte
	// final gives what update has kept back, and the tag of 16 bytes (CCM: as long as the mode was told).
	final() (rest, tag []byte)
}

// streamSealer is GCM or ChaCha20-Poly1305: the parts go through the stream inside, the tag is computed over the whole at the end.
type streamSealer struct {
	stream     cipher.Stream
	aead       cipher.AEAD
	nonce      []byte
	decrypt    bool
	aad, plain []byte
}

func (s *streamSealer) additional(b []byte) { s.aad = append(s.aad, b...) }

func (s *streamSealer) update(b []byte) []byte {
	out := make([]byte, len(b))
	s.stream.XORKeyStream(out, b)
	if s.decrypt {
		s.plain = append(s.plain, out...)
	} else {
		s.plain = append(s.plain, b...)
	}
	return out
}

func (s *streamSealer) final() (rest, tag []byte) {
	return nil, s.aead.Seal(nil, s.nonce, s.plain, s.aad)[len(s.plain):]
}

// ccm is RFC 3610. The message must come in one part, since its length is authenticated first.
type ccm struct {
	block     cipher.Block
	nonce     []byte
	tagLength int
	decrypt   bool
	aad       []byte
	tag       []byte // of the message; nil before it has come
}

func (s *ccm) additional(b []byte) { s.aad = append(s.aad, b...) }

// limit is the length that a message must not pass.
func (s *ccm) limit() uint64 {
	if n := 15 - len(s.nonce); n < 4 {
		return 1<<(8*n) - 1
	}
	return 1<<31 - 1
}

// counter is block number i of the key stream.
func (s *ccm) counter(i uint64) (b [16]byte) {
	binary.BigEndian.PutUint64(b[8:], i)
	copy(b[1:], s.nonce)
	b[0] = byte(14 - len(s.nonce))
	return b
}

func (s *ccm) update(b []byte) []byte {
	out := make([]byte, len(b))
	start := s.counter(1)
	cipher.NewCTR(s.block, start[:]).XORKeyStream(out, b)
	plain := b
	if s.decrypt {
		plain = out
	}
	mac := s.counter(uint64(len(b)))
	mac[0] |= byte((s.tagLength-2)/2) << 3
	if len(s.aad) > 0 {
		mac[0] |= 1 << 6
	}
	s.block.Encrypt(mac[:], mac[:])
	if len(s.aad) > 0 {
		var head []byte
		if len(s.aad) < 0xFF00 {
			head = binary.BigEndian.AppendUint16(nil, uint16(len(s.aad)))
		} else {
			head = binary.BigEndian.AppendUint32([]byte{0xFF, 0xFE}, uint32(len(s.aad)))
		}
		s.absorb(&mac, append(head, s.aad...))
	}
	s.absorb(&mac, plain)
	first := s.counter(0)
	s.block.Encrypt(first[:], first[:])
	xor(mac[:], first[:])
	s.tag = mac[:s.tagLength]
	return out
}

// absorb adds data to the CBC-MAC, filled up with zeros.
func (s *ccm) absorb(mac *[16]byte, data []byte) {
	for len(data) > 0 {
		n := min(len(data), 16)
		xor(mac[:n], data[:n])
		s.block.Encrypt(mac[:], mac[:])
		data = data[n:]
	}
}

func (s *ccm) final() (rest, tag []byte) { return nil, s.tag }

// ocb is RFC 7253.
type ocb struct {
	block   cipher.Block
	decrypt bool
	masks   [][16]byte // L_0, L_1, …
	last    [16]byte   // L_*
	dollar  [16]byte   // L_$

	offset, checksum [16]byte
	count            uint64 // of whole blocks
	pending          []byte
	aad              []byte
}

// double is the product with x in GF(2¹²⁸), most significant bit first.
func double(b [16]byte) [16]byte {
	hi, lo := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	carry := hi >> 63
	hi = hi<<1 | lo>>63
	lo = lo<<1 ^ carry*0x87
	binary.BigEndian.PutUint64(b[:8], hi)
	binary.BigEndian.PutUint64(b[8:], lo)
	return b
}

func newOCB(block cipher.Block, nonce []byte, tagLength int, decrypt bool) *ocb {
	s := &ocb{block: block, decrypt: decrypt}
	block.Encrypt(s.last[:], s.last[:])
	s.dollar = double(s.last)
	s.masks = [][16]byte{double(s.dollar)}
	// The start is a part of the encrypted nonce, stretched.
	var top [16]byte
	copy(top[16-len(nonce):], nonce)
	top[15-len(nonce)] |= 1
	top[0] |= byte(tagLength*8%128) << 1
	bottom := int(top[15] & 63)
	top[15] &^= 63
	block.Encrypt(top[:], top[:])
	var stretch [24]byte
	copy(stretch[:], top[:])
	for i := range 8 {
		stretch[16+i] = top[i] ^ top[i+1]
	}
	for i := range s.offset {
		wide := uint16(stretch[i+bottom/8])<<8 | uint16(stretch[i+bottom/8+1])
		s.offset[i] = byte(wide >> (8 - bottom%8))
	}
	return s
}

// mask is L of the number of trailing zeros of i.
func (s *ocb) mask(i uint64) []byte {
	n := bits.TrailingZeros64(i)
	for len(s.masks) <= n {
		s.masks = append(s.masks, double(s.masks[len(s.masks)-1]))
	}
	return s.masks[n][:]
}

func (s *ocb) additional(b []byte) { s.aad = append(s.aad, b...) }

func (s *ocb) update(b []byte) []byte {
	s.pending = append(s.pending, b...)
	var out []byte
	for len(s.pending) >= 16 {
		block := s.pending[:16]
		s.count++
		xor(s.offset[:], s.mask(s.count))
		if !s.decrypt {
			xor(s.checksum[:], block)
		}
		xor(block, s.offset[:])
		if s.decrypt {
			s.block.Decrypt(block, block)
		} else {
			s.block.Encrypt(block, block)
		}
		xor(block, s.offset[:])
		if s.decrypt {
			xor(s.checksum[:], block)
		}
		out = append(out, block...)
		s.pending = s.pending[16:]
	}
	s.pending = clone(s.pending)
	return out
}

func (s *ocb) final() (rest, tag []byte) {
	if n := len(s.pending); n > 0 {
		xor(s.offset[:], s.last[:])
		var pad [16]byte
		s.block.Encrypt(pad[:], s.offset[:])
		rest = clone(s.pending)
		xor(rest, pad[:n])
		plain := s.pending
		if s.decrypt {
			plain = rest
		}
		xor(s.checksum[:n], plain)
		s.checksum[n] ^= 0x80
	}
	xor(s.checksum[:], s.offset[:])
	xor(s.checksum[:], s.dollar[:])
	tag = make([]byte, 16)
	s.block.Encrypt(tag, s.checksum[:])
	xor(tag, s.hash())
	return rest, tag
}

// hash is HASH of the additional data.
func (s *ocb) hash() []byte {
	var offset, sum [16]byte
	data := s.aad
	for i := uint64(1); len(data) > 0; i++ {
		var block [16]byte
		n := copy(block[:], data)
		data = data[n:]
		if n == 16 {
			xor(offset[:], s.mask(i))
		} else {
			block[n] = 0x80
			xor(offset[:], s.last[:])
		}
		xor(block[:], offset[:])
		s.block.Encrypt(block[:], block[:])
		xor(sum[:], block[:])
	}
	return sum[:]
}

package nodezlib

import (
	"encoding/binary"
	"errors"
	"hash/adler32"
	"hash/crc32"
	"math/bits"
)

// inflater decodes DEFLATE (RFC 1951), bare or in zlib's or gzip's container. The standard library's decoder isn't used because
// programs see zlib's error messages, where the compressed data ends, and output as soon as there is input for it.
//
// It is written as one function that reads bits when it needs them; source.more suspends it where there are none (see stream.go).
type inflater struct {
	source *source
	kind   kind
	dict   []byte

	bit   uint64 // bits that are read and not used, lowest first
	nbits uint

	window    [1 << 15]byte // what was put out last
	wpos      int
	total     int64 // bytes put out
	preLength int   // of the dictionary in the window

	lengths, distances huffman
}

// zlibError is a failure with zlib's number and message.
type zlibError struct {
	errno   int
	code    string
	message string
}

func (e *zlibError) Error() string { return e.message }

func dataError(message string) error { return &zlibError{-3, "Z_DATA_ERROR", message} }

var (
	errUnexpectedEnd = &zlibError{-5, "Z_BUF_ERROR", "unexpected end of file"}
	// errStopped ends a decoder that nobody reads any more.
	errStopped = errors.New("stopped")
)

// run decodes everything.
func (z *inflater) run() error {
	switch z.kind {
	case inflateRaw:
		z.preset(z.dict)
		return z.blocks()
	case inflate:
		return z.zlib()
	case gunzip:
		return z.gzip()
	}
	// unzip looks at the first bytes.
	first, err := z.source.peek(2)
	if err != nil {
		return err
	}
	if len(first) > 0 && first[0] == 0x1f && (len(first) < 2 || first[1] == 0x8b) {
		return z.gzip()
	}
	return z.zlib()
}

func (z *inflater) need(n uint) error {
	for z.nbits < n {
		c, err := z.source.byte()
		if err != nil {
			return err
		}
		z.bit |= uint64(c) << z.nbits
		z.nbits += 8
	}
	return nil
}

func (z *inflater) take(n uint) uint {
	v := uint(z.bit & (1<<n - 1))
	z.bit >>= n
	z.nbits -= n
	return v
}

func (z *inflater) get(n uint) (uint, error) {
	if err := z.need(n); err != nil {
		return 0, err
	}
	return z.take(n), nil
}

func (z *inflater) zlib() error {
	head, err := z.get(16)
	if err != nil {
		return err
	}
	cmf, flags := head&0xff, head>>8
	switch {
	case (cmf<<8|flags)%31 != 0:
		return dataError("incorrect header check")
	case cmf&0xf != 8:
		return dataError("unknown compression method")
	case cmf>>4 > 7:
		return dataError("invalid window size")
	}
	if flags&0x20 != 0 {
		want, err := z.bigEndian()
		if err != nil {
			return err
		}
		if z.dict == nil {
			return &zlibError{2, "Z_NEED_DICT", "Missing dictionary"}
		}
		if adler32.Checksum(z.dict) != want {
			return &zlibError{2, "Z_NEED_DICT", "Bad dictionary"}
		}
		z.preset(z.dict)
	}
	z.source.sum = adler32.New()
	if err := z.blocks(); err != nil {
		return err
	}
	want, err := z.bigEndian()
	if err != nil {
		return err
	}
	if z.source.check() != want {
		return dataError("incorrect data check")
	}
	return nil
}

// align drops the rest of the current byte.
func (z *inflater) align() { z.take(z.nbits & 7) }

func (z *inflater) bigEndian() (uint32, error) {
	v, err := z.littleEndian()
	return bits.ReverseBytes32(v), err
}

func (z *inflater) littleEndian() (uint32, error) {
	z.align()
	v, err := z.get(32)
	return uint32(v), err
}

// gzip decodes members (RFC 1952) until the input ends or goes on with something else.
func (z *inflater) gzip() error {
	for member := 0; ; member++ {
		if member > 0 {
			next, err := z.source.peek(2)
			if err != nil {
				return err
			}
			if len(next) == 0 || next[0] != 0x1f || len(next) > 1 && next[1] != 0x8b {
				return nil
			}
		}
		if err := z.gzipHeader(); err != nil {
			return err
		}
		z.source.sum, z.total, z.preLength = crc32.NewIEEE(), 0, 0
		z.wpos, z.window = 0, [1 << 15]byte{}
		if err := z.blocks(); err != nil {
			return err
		}
		want, err := z.littleEndian()
		if err != nil {
			return err
		}
		if z.source.check() != want {
			return dataError("incorrect data check")
		}
		size, err := z.littleEndian()
		if err != nil {
			return err
		}
		if uint32(z.total) != size {
			return dataError("incorrect length check")
		}
	}
}

func (z *inflater) gzipHeader() error {
	var head [10]byte
	for i := range head {
		c, err := z.get(8)
		if err != nil {
			return err
		}
		head[i] = byte(c)
		switch {
		case i == 0 && c != 0x1f, i == 1 && c != 0x8b:
			return dataError("incorrect header check")
		case i == 3 && head[2] != 8: // zlib reads both first
			return dataError("unknown compression method")
		case i == 3 && c&0xe0 != 0:
			return dataError("unknown header flags set")
		}
	}
	check := crc32.ChecksumIEEE(head[:])
	read := func() (byte, error) {
		c, err := z.get(8)
		check = crc32.Update(check, crc32.IEEETable, []byte{byte(c)})
		return byte(c), err
	}
	if head[3]&4 != 0 { // extra field
		var size [2]byte
		for i := range size {
			c, err := read()
			if err != nil {
				return err
			}
			size[i] = c
		}
		for range binary.LittleEndian.Uint16(size[:]) {
			if _, err := read(); err != nil {
				return err
			}
		}
	}
	for _, flag := range []byte{8, 16} { // name and comment
		for head[3]&flag != 0 {
			c, err := read()
			if err != nil {
				return err
			}
			if c == 0 {
				break
			}
		}
	}
	if head[3]&2 != 0 {
		want := uint16(check)
		got, err := z.get(16)
		if err != nil {
			return err
		}
		if uint16(got) != want {
			return dataError("header crc mismatch")
		}
	}
	return nil
}

// preset puts a dictionary into the window.
func (z *inflater) preset(dict []byte) {
	if len(dict) > len(z.window) {
		dict = dict[len(dict)-len(z.window):]
	}
	for _, c := range dict {
		z.window[z.wpos] = c
		z.wpos = (z.wpos + 1) % len(z.window)
	}
	z.total = 0
	z.preLength = len(dict)
}

// blocks decodes until the last block's end.
func (z *inflater) blocks() error {
	for {
		head, err := z.get(3)
		if err != nil {
			return err
		}
		switch head >> 1 {
		case 0:
			err = z.stored()
		case 1:
			z.lengths, z.distances = fixedLengths, fixedDistances
			err = z.codes()
		case 2:
			if err = z.dynamic(); err == nil {
				err = z.codes()
			}
		default:
			return dataError("invalid block type")
		}
		if err != nil {
			return err
		}
		if head&1 == 1 {
			z.unread()
			return nil
		}
	}
}

// unread gives whole bytes back: what follows may not be DEFLATE.
func (z *inflater) unread() {
	z.align()
	for z.nbits >= 8 && z.kind == inflateRaw {
		z.nbits -= 8
		z.source.back()
	}
}

func (z *inflater) stored() error {
	z.align()
	head, err := z.get(32)
	if err != nil {
		return err
	}
	n := head & 0xffff
	if n != ^(head>>16)&0xffff {
		return dataError("invalid stored block lengths")
	}
	for range n {
		c, err := z.get(8)
		if err != nil {
			return err
		}
		if err := z.put(byte(c)); err != nil {
			return err
		}
	}
	return nil
}

// codeOrder is the order in which the lengths of the length codes come.
var codeOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the Huffman codes of a block.
func (z *inflater) dynamic() error {
	head, err := z.get(14)
	if err != nil {
		return err
	}
	nlen, ndist, ncode := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if nlen > 286 || ndist > 30 {
		return dataError("too many length or distance symbols")
	}
	var lens [320]byte
	for i := range ncode {
		v, err := z.get(3)
		if err != nil {
			return err
		}
		lens[codeOrder[i]] = byte(v)
	}
	var codes huffman
	if left := codes.build(lens[:19]); left != 0 {
		return dataError("invalid code lengths set")
	}
	clear(lens[:19])
	for i := 0; i < nlen+ndist; {
		sym, err := z.decode(&codes)
		if err != nil {
			return err
		}
		if sym < 0 {
			return dataError("invalid code lengths set")
		}
		if sym < 16 {
			lens[i] = byte(sym)
			i++
			continue
		}
		value, extra, base := byte(0), uint(2), 3
		switch sym {
		case 16:
			if i == 0 {
				return dataError("invalid bit length repeat")
			}
			value = lens[i-1]
		case 17:
			extra = 3
		default:
			extra, base = 7, 11
		}
		n, err := z.get(extra)
		if err != nil {
			return err
		}
		count := base + int(n)
		if i+count > nlen+ndist {
			return dataError("invalid bit length repeat")
		}
		for range count {
			lens[i] = value
			i++
		}
	}
	if lens[256] == 0 {
		return dataError("invalid code -- missing end-of-block")
	}
	if left := z.lengths.build(lens[:nlen]); left < 0 || left > 0 && nlen-int(z.lengths.count[0]) != 1 {
		return dataError("invalid literal/lengths set")
	}
	if left := z.distances.build(lens[nlen : nlen+ndist]); left < 0 || left > 0 && ndist-int(z.distances.count[0]) != 1 {
		return dataError("invalid distances set")
	}
	return nil
}

var (
	lengthBase = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthBits = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase   = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distBits   = [30]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)

// codes decodes the symbols of a block.
func (z *inflater) codes() error {
	for {
		sym, err := z.decode(&z.lengths)
		switch {
		case err != nil:
			return err
		case sym < 0 || sym > 285:
			return dataError("invalid literal/length code")
		case sym == 256:
			return nil
		case sym < 256:
			if err := z.put(byte(sym)); err != nil {
				return err
			}
			continue
		}
		extra, err := z.get(uint(lengthBits[sym-257]))
		if err != nil {
			return err
		}
		length := int(lengthBase[sym-257]) + int(extra)
		if sym, err = z.decode(&z.distances); err != nil {
			return err
		}
		if sym < 0 || sym > 29 {
			return dataError("invalid distance code")
		}
		if extra, err = z.get(uint(distBits[sym])); err != nil {
			return err
		}
		distance := int(distBase[sym]) + int(extra)
		if int64(distance) > z.total+int64(z.preLength) {
			return dataError("invalid distance too far back")
		}
		for range length {
			if err := z.put(z.window[(z.wpos-distance)&(len(z.window)-1)]); err != nil {
				return err
			}
		}
	}
}

// put gives one byte out.
func (z *inflater) put(c byte) error {
	z.window[z.wpos] = c
	z.wpos = (z.wpos + 1) & (len(z.window) - 1)
	z.total++
	return z.source.put(c)
}

// huffman is a canonical code: how many codes there are of each length, and the symbols in their order; fast gives symbol and
// length of the codes that are short enough.
type huffman struct {
	count  [16]uint16
	symbol [288]uint16
	fast   [1 << fastBits]uint16 // symbol<<4 | length; 0 for longer codes
}

const fastBits = 9

// build makes the code of the given lengths and returns how many codes it leaves unused; below zero when there are too many.
func (h *huffman) build(lengths []byte) int {
	*h = huffman{}
	for _, n := range lengths {
		h.count[n]++
	}
	left := 1
	for n := 1; n <= 15; n++ {
		left = left<<1 - int(h.count[n])
		if left < 0 {
			return left
		}
	}
	var offset, code [16]uint16
	for n := 1; n < 15; n++ {
		offset[n+1] = offset[n] + h.count[n]
		code[n+1] = (code[n] + h.count[n]) << 1
	}
	for sym, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbol[offset[n]] = uint16(sym)
		offset[n]++
		if n <= fastBits {
			reversed := bits.Reverse16(code[n]) >> (16 - n)
			for i := int(reversed); i < len(h.fast); i += 1 << n {
				h.fast[i] = uint16(sym)<<4 | uint16(n)
			}
		}
		code[n]++
	}
	if int(h.count[0]) == len(lengths) {
		return 0 // no codes at all: complete in its way
	}
	return left
}

// decode reads a symbol; -1 is a code that isn't there.
func (z *inflater) decode(h *huffman) (int, error) {
	for z.nbits < fastBits {
		c, ok := z.source.fast()
		if !ok {
			break // the code may be shorter than what a table look-up takes
		}
		z.bit |= uint64(c) << z.nbits
		z.nbits += 8
	}
	if e := h.fast[z.bit&(1<<fastBits-1)]; e != 0 && uint(e&15) <= z.nbits {
		z.take(uint(e & 15))
		return int(e >> 4), nil
	}
	code, first, index := 0, 0, 0
	for n := uint(1); n <= 15; n++ {
		if err := z.need(n); err != nil {
			return 0, err
		}
		code |= int(z.bit >> (n - 1) & 1)
		count := int(h.count[n])
		if code-count < first {
			z.take(n)
			return int(h.symbol[index+code-first]), nil
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return -1, nil
}

var fixedLengths, fixedDistances = func() (l, d huffman) {
	var lens [288]byte
	for i := range lens {
		switch {
		case i < 144:
			lens[i] = 8
		case i < 256:
			lens[i] = 9
		case i < 280:
			lens[i] = 7
		default:
			lens[i] = 8
		}
	}
	l.build(lens[:])
	for i := range 30 {
		lens[i] = 5
	}
	d.build(lens[:30])
	return l, d
}()

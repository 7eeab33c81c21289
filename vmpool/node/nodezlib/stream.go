package nodezlib

import (
	"bytes"
	"hash"
	"io"
	"iter"
	"sync"

	"github.com/andybalholm/brotli"
)

// stepSize is about how much a decoder puts out before its caller may take it: a small input can decode to gigabytes.
const stepSize = 16 << 10

// codec turns input into output bit by bit. One goroutine at a time.
type codec interface {
	// step processes in, and what is left of earlier input; flush is one of zlib's or brotli's operations. More is true when there is
	// more to come without input. Whether in was used up is for unused to say.
	step(in []byte, flush flushKind) (out []byte, more bool, err error)
	// unused is how much of the last input was behind the end of the compressed data.
	unused() int
	// close frees the codec.
	close()
}

type flushKind int

const (
	flushNone flushKind = iota
	flushSync
	flushFinish
)

// source is the input of a decoder that runs as a coroutine: when it needs bytes and there are none, it is suspended until the next
// step.
type source struct {
	in      []byte
	pos     int
	end     bool // no more will come
	out     []byte
	suspend func(wantInput bool) bool
	sum     hash.Hash32 // checksum of the output so far, or nil
	summed  int         // how much of out it has
}

// wait suspends the decoder until there is input; it fails at the end of it.
func (s *source) wait() error {
	for s.pos == len(s.in) {
		if s.end {
			return errUnexpectedEnd
		}
		if !s.pause(true) {
			return errStopped
		}
	}
	return nil
}

func (s *source) byte() (byte, error) {
	if s.pos == len(s.in) {
		if err := s.wait(); err != nil {
			return 0, err
		}
	}
	c := s.in[s.pos]
	s.pos++
	return c, nil
}

// fast is byte where there is one.
func (s *source) fast() (byte, bool) {
	if s.pos == len(s.in) {
		return 0, false
	}
	c := s.in[s.pos]
	s.pos++
	return c, true
}

// back takes the last byte back.
func (s *source) back() {
	if s.pos > 0 {
		s.pos--
	}
}

// peek gives up to n bytes that stay in the input; fewer where it ends.
func (s *source) peek(n int) ([]byte, error) {
	if s.pos == len(s.in) && !s.end {
		if !s.pause(true) {
			return nil, errStopped
		}
	}
	return s.in[s.pos:min(s.pos+n, len(s.in))], nil
}

func (s *source) put(c byte) error {
	s.out = append(s.out, c)
	if len(s.out) >= stepSize && !s.pause(false) {
		return errStopped
	}
	return nil
}

// pause suspends the decoder; its caller then takes the output.
func (s *source) pause(wantInput bool) bool {
	s.check()
	return s.suspend(wantInput)
}

// check is the checksum of all output.
func (s *source) check() uint32 {
	if s.sum == nil {
		return 0
	}
	_, _ = s.sum.Write(s.out[s.summed:])
	s.summed = len(s.out)
	return s.sum.Sum32()
}

// Read serves decoders that read from an io.Reader.
func (s *source) Read(b []byte) (int, error) {
	if err := s.wait(); err != nil {
		if err == errUnexpectedEnd {
			return 0, io.EOF
		}
		return 0, err
	}
	n := copy(b, s.in[s.pos:])
	s.pos += n
	return n, nil
}

// decoder is a codec whose run is a coroutine.
type decoder struct {
	source source
	next   func() (bool, bool)
	stop   func()
	err    error
	done   bool
	once   sync.Once
}

func newDecoder(run func(*source) error) *decoder {
	d := &decoder{}
	d.next, d.stop = iter.Pull(func(yield func(bool) bool) {
		d.source.suspend = yield
		d.err = run(&d.source)
		d.done = true
	})
	return d
}

func (d *decoder) step(in []byte, flush flushKind) ([]byte, bool, error) {
	if d.done {
		d.source.in, d.source.pos = in, 0
		return nil, false, nil
	}
	if len(in) > 0 {
		rest := d.source.in[d.source.pos:]
		if len(rest) > 0 {
			in = append(append([]byte(nil), rest...), in...)
		}
		d.source.in, d.source.pos = in, 0
	}
	d.source.end = flush == flushFinish
	wantInput, running := d.next()
	out := d.source.out
	d.source.out, d.source.summed = nil, 0
	if d.done {
		return out, false, d.err
	}
	return out, running && !wantInput, nil
}

func (d *decoder) unused() int {
	if !d.done {
		return 0
	}
	return len(d.source.in) - d.source.pos
}

func (d *decoder) close() { d.once.Do(d.stop) }

func newInflater(k kind, dict []byte) *decoder {
	return newDecoder(func(s *source) error {
		return (&inflater{source: s, kind: k, dict: dict}).run()
	})
}

// newBrotliReader decodes brotli.
func newBrotliReader() *decoder {
	return newDecoder(func(s *source) error {
		r := brotli.NewReader(s)
		buf := make([]byte, stepSize)
		for {
			n, err := r.Read(buf)
			s.out = append(s.out, buf[:n]...)
			if len(s.out) >= stepSize {
				if !s.pause(false) {
					return errStopped
				}
			}
			switch {
			case err == io.EOF:
				return nil
			case err != nil && err.Error() == "brotli: excessive input":
				// The decoder, which reads ahead, does not tell how much: the stream ends here, and bytesWritten counts all but one byte.
				s.pos = max(s.pos-1, 0)
				return nil
			case err == io.ErrUnexpectedEOF:
				return errUnexpectedEnd
			case err != nil:
				return brotliError(err)
			}
		}
	})
}

// encoder is a codec on an io.Writer.
type encoder struct {
	out    bytes.Buffer
	writer interface {
		io.WriteCloser
		Flush() error
	}
	head  func() []byte
	tail  func() []byte
	sum   hash.Hash32
	total uint32
	begun bool
	ended bool
}

func (e *encoder) step(in []byte, flush flushKind) ([]byte, bool, error) {
	if e.ended {
		return nil, false, nil
	}
	if !e.begun {
		e.begun = true
		if e.head != nil {
			e.out.Write(e.head())
		}
	}
	if e.sum != nil {
		_, _ = e.sum.Write(in)
	}
	e.total += uint32(len(in))
	var err error
	if len(in) > 0 {
		_, err = e.writer.Write(in)
	}
	switch {
	case err != nil:
	case flush == flushSync:
		err = e.writer.Flush()
	case flush == flushFinish:
		e.ended = true
		err = e.writer.Close()
		if err == nil && e.tail != nil {
			e.out.Write(e.tail())
		}
	}
	out := bytes.Clone(e.out.Bytes())
	e.out.Reset()
	return out, false, err
}

func (e *encoder) unused() int { return 0 }
func (e *encoder) close()      {}

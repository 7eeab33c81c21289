// Package nodezlib is node:zlib: deflate, gzip and brotli, synchronous, with callbacks and as streams.
//
// The encoders are klauspost's and andybalholm's; what they write is valid but not byte for byte what zlib writes. The DEFLATE
// decoder is this package's own (inflate.go), with zlib's errors.
package nodezlib

import (
	"context"
	"embed"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/dop251/goja"
	"github.com/klauspost/compress/flate"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

//go:embed zlib.js constants.js
var files embed.FS

// Modules returns node:zlib.
func Modules() []node.Module {
	return []node.Module{
		{Name: "zlib", Script: node.NewScript(files, "zlib.js"), Bind: bind},
		{Name: "internal/zlib/constants", Script: node.NewScript(files, "constants.js")},
	}
}

// kind is zlib's mode number of node's C++.
type kind int

const (
	deflate kind = iota + 1
	inflate
	gzip
	gunzip
	deflateRaw
	inflateRaw
	unzip
	brotliDecode
	brotliEncode
)

// settings are what an engine is made with.
type settings struct {
	kind    kind
	level   int // zlib's level or brotli's quality
	window  int // bits, of the container's header or of brotli
	huffman bool
	dict    []byte
}

func newCodec(s settings) (codec, error) {
	switch s.kind {
	case inflate, gunzip, inflateRaw, unzip:
		return newInflater(s.kind, s.dict), nil
	case brotliDecode:
		return newBrotliReader(), nil
	case brotliEncode:
		e := &encoder{}
		e.writer = brotli.NewWriterOptions(&e.out, brotli.WriterOptions{Quality: s.level, LGWin: s.window})
		return e, nil
	}
	e := &encoder{}
	w, err := flate.NewWriterDict(&e.out, flateLevel(s.level, s.huffman), s.dict)
	e.writer = &deflater{Writer: w, e: e}
	switch s.kind {
	case gzip:
		e.sum = crc32.NewIEEE()
		e.head = func() []byte { return []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, gzipExtra(s.level), 3} }
		e.tail = func() []byte {
			return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, e.sum.Sum32()), e.total)
		}
	case deflate:
		e.sum = adler32.New()
		e.head = func() []byte { return zlibHeader(s) }
		e.tail = func() []byte { return binary.BigEndian.AppendUint32(nil, e.sum.Sum32()) }
	}
	return e, err
}

// flateLevel is zlib's level, or the one without matches.
func flateLevel(level int, huffman bool) int {
	if huffman && level != 0 {
		return flate.HuffmanOnly
	}
	return level
}

// setLevel makes a deflate stream that has just been flushed go on at another level; of what came before nothing is matched any more.
func (e *encoder) setLevel(level int, huffman bool) error {
	d, ok := e.writer.(*deflater)
	if !ok {
		return nil // brotli has no such call
	}
	w, err := flate.NewWriter(&e.out, flateLevel(level, huffman))
	if err == nil {
		d.Writer = w
	}
	return err
}

// deflater writes nothing but the empty block for nothing, as zlib does.
type deflater struct {
	*flate.Writer
	e       *encoder
	written bool
}

func (d *deflater) Write(b []byte) (int, error) {
	d.written = true
	return d.Writer.Write(b)
}

func (d *deflater) Flush() error {
	d.written = true
	return d.Writer.Flush()
}

func (d *deflater) Close() error {
	if !d.written {
		d.e.out.Write([]byte{3, 0})
		return nil
	}
	return d.Writer.Close()
}

func gzipExtra(level int) byte {
	switch level {
	case 9:
		return 2
	case 1:
		return 4
	}
	return 0
}

func zlibHeader(s settings) []byte {
	flevel := 2
	switch {
	case s.level >= 0 && s.level < 2:
		flevel = 0
	case s.level >= 2 && s.level < 6:
		flevel = 1
	case s.level > 6:
		flevel = 3
	}
	head := (8+(max(s.window, 9)-8)<<4)<<8 | flevel<<6
	if s.dict != nil {
		head |= 0x20
	}
	head += 31 - head%31
	out := binary.BigEndian.AppendUint16(nil, uint16(head))
	if s.dict != nil {
		out = binary.BigEndian.AppendUint32(out, adler32.Checksum(s.dict))
	}
	return out
}

// brotliError gives an error of the decoder Node's number and code.
func brotliError(err error) error {
	for _, c := range brotliCodes {
		if strings.Contains(err.Error(), c.name) {
			return &zlibError{c.errno, "ERR_" + c.code, "Decompression failed"}
		}
	}
	return &zlibError{-2, "ERR__ERROR_FORMAT_RESERVED", "Decompression failed"}
}

// brotliCodes are the decoder's texts with the numbers of Google's decoder.
var brotliCodes = []struct {
	name  string
	errno int
	code  string
}{
	{"EXUBERANT_NIBBLE", -1, "_ERROR_FORMAT_EXUBERANT_NIBBLE"},
	{"RESERVED", -2, "_ERROR_FORMAT_RESERVED"},
	{"EXUBERANT_META_NIBBLE", -3, "_ERROR_FORMAT_EXUBERANT_META_NIBBLE"},
	{"SIMPLE_HUFFMAN_ALPHABET", -4, "_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET"},
	{"SIMPLE_HUFFMAN_SAME", -5, "_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME"},
	{"CL_SPACE", -6, "_ERROR_FORMAT_CL_SPACE"},
	{"HUFFMAN_SPACE", -7, "_ERROR_FORMAT_HUFFMAN_SPACE"},
	{"CONTEXT_MAP_REPEAT", -8, "_ERROR_FORMAT_CONTEXT_MAP_REPEAT"},
	{"BLOCK_LENGTH_1", -9, "_ERROR_FORMAT_BLOCK_LENGTH_1"},
	{"BLOCK_LENGTH_2", -10, "_ERROR_FORMAT_BLOCK_LENGTH_2"},
	{"TRANSFORM", -11, "_ERROR_FORMAT_TRANSFORM"},
	{"DICTIONARY", -12, "_ERROR_FORMAT_DICTIONARY"},
	{"WINDOW_BITS", -13, "_ERROR_FORMAT_WINDOW_BITS"},
	{"PADDING_1", -14, "_ERROR_FORMAT_PADDING_1"},
	{"PADDING_2", -15, "_ERROR_FORMAT_PADDING_2"},
	{"DISTANCE", -16, "_ERROR_FORMAT_DISTANCE"},
}

// engine is the handle of a stream.
type engine struct {
	mu    sync.Mutex // the steps of one stream follow each other, but its end may come in between
	codec codec
}

func (e *engine) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.codec.close()
}

// natives are the native functions of one VM.
type natives struct {
	vm   *node.VM
	runs context.Context //nolint:containedctx // compared with the current run's
	mu   sync.Mutex
	open map[*engine]bool // engines of the current run
}

func bind(vm *node.VM) goja.Value {
	n := &natives{vm: vm, open: map[*engine]bool{}}
	return vm.Object(map[string]node.Func{
		"create": n.create,
		"step":   n.step,
		"close":  n.closeEngine,
		"params": n.params,
		"whole":  n.whole,
		"crc32": func(call goja.FunctionCall) goja.Value {
			return vm.Runtime.ToValue(int64(crc32.Update(uint32(call.Argument(1).ToInteger()), crc32.IEEETable, n.bytes(call.Argument(0)))))
		},
	})
}

func (n *natives) bytes(v goja.Value) []byte {
	if b, ok := nodebuffer.Bytes(n.vm, v); ok {
		return b
	}
	return nodebuffer.EncodeString(v, nodebuffer.UTF8)
}

// settings reads kind, level, window bits, strategy and dictionary from arg on.
func (n *natives) settings(call goja.FunctionCall, arg int) settings {
	s := settings{
		kind:    kind(call.Argument(arg).ToInteger()),
		level:   int(call.Argument(arg + 1).ToInteger()),
		window:  int(call.Argument(arg + 2).ToInteger()),
		huffman: call.Argument(arg+3).ToInteger() == 2,
	}
	if v := call.Argument(arg + 4); !goja.IsUndefined(v) {
		s.dict = append([]byte{}, n.bytes(v)...)
	}
	return s
}

func (n *natives) create(call goja.FunctionCall) goja.Value {
	c, err := newCodec(n.settings(call, 0))
	if err != nil {
		n.vm.Rethrow(err)
	}
	e := &engine{codec: c}
	n.closeAtEnd(e)
	return n.vm.Runtime.ToValue(e)
}

// closeAtEnd makes the current run close the engine, at the latest.
func (n *natives) closeAtEnd(e *engine) {
	ctx := n.vm.Loop.Context()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.open[e] = true
	if ctx == nil || n.runs == ctx {
		return
	}
	n.runs = ctx
	n.vm.Loop.Work(func() {
		<-ctx.Done()
		n.mu.Lock()
		defer n.mu.Unlock()
		for e := range n.open {
			e.close()
		}
		clear(n.open)
	})
}

func (n *natives) engine(v goja.Value) *engine { return node.Handle[*engine](n.vm, v) }

func (n *natives) closeEngine(call goja.FunctionCall) goja.Value {
	e := n.engine(call.Argument(0))
	n.mu.Lock()
	delete(n.open, e)
	n.mu.Unlock()
	go e.close() // waits for the step in progress, if any, and ends
	return goja.Undefined()
}

// params takes an engine, a level and a strategy; nothing may be in progress.
func (n *natives) params(call goja.FunctionCall) goja.Value {
	e := n.engine(call.Argument(0))
	e.mu.Lock()
	defer e.mu.Unlock()
	if enc, ok := e.codec.(*encoder); ok {
		if err := enc.setLevel(int(call.Argument(1).ToInteger()), call.Argument(2).ToInteger() == 2); err != nil {
			n.vm.Rethrow(err)
		}
	}
	return goja.Undefined()
}

// step processes a chunk off the loop: engine, chunk (or undefined), flush, and a callback that gets an error or null, the output,
// whether there is more, and how much of the chunk was behind the end.
func (n *natives) step(call goja.FunctionCall) goja.Value {
	e := n.engine(call.Argument(0))
	var in []byte
	if v := call.Argument(1); !goja.IsUndefined(v) {
		in = append(in, n.bytes(v)...) // the program may change its memory meanwhile
	}
	flush := flushKind(call.Argument(2).ToInteger())
	type result struct {
		out    []byte
		more   bool
		unused int
		err    error
	}
	back, ok := goja.AssertFunction(call.Argument(3))
	if !ok {
		panic(n.vm.Runtime.NewTypeError("step needs a callback"))
	}
	node.Callback(n.vm, back, func() result {
		e.mu.Lock()
		defer e.mu.Unlock()
		out, more, err := e.codec.step(in, flush)
		return result{out, more, e.codec.unused(), err}
	}, func(r result) []goja.Value {
		failed := goja.Null()
		if r.err != nil {
			failed = n.error(r.err)
		}
		rt := n.vm.Runtime
		return []goja.Value{failed, nodebuffer.New(n.vm, r.out), rt.ToValue(r.more), rt.ToValue(r.unused)}
	})
	return goja.Undefined()
}

func (n *natives) error(err error) goja.Value {
	z, ok := err.(*zlibError)
	if !ok {
		return n.vm.Runtime.NewGoError(err)
	}
	obj := n.vm.NewError("Error", "", "%s", z.message)
	if err := obj.Set("errno", z.errno); err != nil {
		n.vm.Rethrow(err)
	}
	if err := obj.Set("code", z.code); err != nil {
		n.vm.Rethrow(err)
	}
	return obj
}

// tooLargeError is an output beyond the limit.
type tooLargeError struct{}

func (tooLargeError) Error() string { return "output too large" }

// whole processes all of a buffer: buffer, the settings, the largest output, the flush at the end, and, for the asynchronous form,
// a callback.
func (n *natives) whole(call goja.FunctionCall) goja.Value {
	in := n.bytes(call.Argument(0))
	s := n.settings(call, 1)
	limit := call.Argument(6).ToInteger()
	flush := flushKind(call.Argument(7).ToInteger())
	ctx := n.vm.Loop.Context()
	failure := func(err error) goja.Value {
		if _, large := err.(tooLargeError); large {
			return n.vm.CodeError("ERR_BUFFER_TOO_LARGE", limit)
		}
		return n.error(err)
	}
	if _, async := goja.AssertFunction(call.Argument(8)); async {
		in = append([]byte(nil), in...) // the program may change its memory meanwhile
	}
	return node.Result(n.vm, call.Argument(8), func() ([]byte, error) { return process(ctx, s, in, flush, limit) },
		func(out []byte) goja.Value { return nodebuffer.New(n.vm, out) }, failure)
}

// largest is what one output gets at most, whatever the program allows.
const largest = 1 << 30

func process(ctx context.Context, s settings, in []byte, flush flushKind, limit int64) ([]byte, error) {
	c, err := newCodec(s)
	if err != nil {
		return nil, err
	}
	defer c.close()
	var all []byte
	for {
		out, more, err := c.step(in, flush)
		if err != nil {
			return nil, err
		}
		all = append(all, out...)
		if int64(len(all)) > min(limit, largest) {
			return nil, tooLargeError{}
		}
		if !more {
			return all, nil
		}
		if ctx != nil && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		in = nil
	}
}

// Package nodestringdecoder has string_decoder: bytes in pieces to strings, without breaking characters.
package nodestringdecoder

import (
	"embed"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

//go:embed *.js
var scripts embed.FS

// Modules is string_decoder.
func Modules() []node.Module {
	return []node.Module{{Name: "string_decoder", Script: node.NewScript(scripts, "string_decoder.js"), Bind: bind}}
}

// The state of a decoder is a buffer of seven bytes, laid out as Node's: the bytes of an incomplete character, how many more
// it needs, how many are there, and the encoding.
const (
	missingAt  = 4
	bufferedAt = 5
	encodingAt = 6
	stateSize  = 7
)

// maxString is V8's limit of a string's length on 64-bit systems.
const maxString = 0x1fffffe8

func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	state := func(v goja.Value) []byte {
		b, ok := nodebuffer.Bytes(vm, v)
		if !ok || len(b) != stateSize {
			vm.ThrowCode("ERR_INVALID_THIS", "StringDecoder")
		}
		return b
	}
	return vm.Object(map[string]node.Func{
		"number": func(call goja.FunctionCall) goja.Value {
			enc, _ := nodebuffer.ParseEncoding(call.Argument(0).String())
			return rt.ToValue(int(enc))
		},
		"decode": func(call goja.FunctionCall) goja.Value {
			chunk, ok := nodebuffer.Bytes(vm, call.Argument(1))
			if !ok {
				panic(rt.NewTypeError("not a view of bytes"))
			}
			if len(chunk) > maxString {
				vm.Throw("Error", "ERR_STRING_TOO_LONG", "Cannot create a string longer than 0x%x characters", maxString)
			}
			return decode(rt, state(call.Argument(0)), chunk)
		},
		"flush": func(call goja.FunctionCall) goja.Value { return flush(rt, state(call.Argument(0))) },
	})
}

// decode returns the text of the characters that are complete and keeps the rest in the state.
func decode(rt *goja.Runtime, state, chunk []byte) goja.Value {
	enc := nodebuffer.Encoding(state[encodingAt])
	switch enc {
	case nodebuffer.ASCII, nodebuffer.Latin1, nodebuffer.Hex:
		return nodebuffer.DecodeBytes(rt, chunk, enc)
	}
	var head []byte
	if state[missingAt] > 0 {
		var done bool
		if head, chunk, done = complete(state, chunk, enc); !done {
			return nodebuffer.DecodeBytes(rt, head, enc)
		}
	}
	tail := 0
	if len(chunk) > 0 {
		tail = incomplete(state, chunk, enc)
	}
	body := chunk[:len(chunk)-tail]
	copy(state, chunk[len(chunk)-tail:])
	if len(head) == 0 {
		return nodebuffer.DecodeBytes(rt, body, enc)
	}
	return join(rt, nodebuffer.DecodeBytes(rt, head, enc), nodebuffer.DecodeBytes(rt, body, enc))
}

func join(rt *goja.Runtime, a, b goja.Value) goja.Value {
	x, y := a.(goja.String), b.(goja.String)
	if y.Length() == 0 {
		return x
	}
	u := make([]uint16, 0, x.Length()+y.Length())
	for _, s := range []goja.String{x, y} {
		for i := range s.Length() {
			u = append(u, s.CharAt(i))
		}
	}
	return goja.StringFromUTF16(u)
}

// complete adds bytes of chunk to the character in the state. Done means that the character is at its end (or broken) and is in head.
func complete(state, chunk []byte, enc nodebuffer.Encoding) (head, rest []byte, done bool) {
	if enc == nodebuffer.UTF8 {
		// A byte that can't continue the character ends it.
		for i := 0; i < len(chunk) && i < int(state[missingAt]); i++ {
			if chunk[i]&0xC0 != 0x80 {
				state[missingAt] = 0
				copy(state[state[bufferedAt]:4], chunk[:i])
				state[bufferedAt] += byte(i)
				head = append(head, state[:state[bufferedAt]]...)
				state[bufferedAt] = 0
				return head, chunk[i:], true
			}
		}
	}
	n := min(int(state[missingAt]), len(chunk))
	copy(state[state[bufferedAt]:4], chunk[:n])
	state[missingAt] -= byte(n)
	state[bufferedAt] += byte(n)
	chunk = chunk[n:]
	if state[missingAt] > 0 {
		return nil, nil, false
	}
	head = append(head, state[:state[bufferedAt]]...)
	state[bufferedAt] = 0
	return head, chunk, true
}

// incomplete says how many bytes at the end of chunk begin a character that goes on in the next, and notes it in the state.
func incomplete(state, chunk []byte, enc nodebuffer.Encoding) int {
	n := len(chunk)
	switch enc {
	case nodebuffer.UTF8:
		return incompleteUTF8(state, chunk)
	case nodebuffer.UTF16LE:
		switch {
		case n%2 == 1:
			state[bufferedAt], state[missingAt] = 1, 1
			return 1
		case chunk[n-1]&0xFC == 0xD8:
			state[bufferedAt], state[missingAt] = 2, 2
			return 2
		}
		return 0
	default: // base64
		rest := n % 3
		state[bufferedAt] = byte(rest)
		if rest > 0 {
			state[missingAt] = byte(3 - rest)
		}
		return rest
	}
}

func incompleteUTF8(state, chunk []byte) int {
	if chunk[len(chunk)-1]&0x80 == 0 {
		return 0
	}
	buffered := 0
	for i := len(chunk) - 1; ; i-- {
		buffered++
		if chunk[i]&0xC0 == 0x80 { // a continuation: its start is before
			if buffered >= 4 || i == 0 {
				return 0 // no character is that long
			}
			continue
		}
		need := 0
		switch {
		case chunk[i]&0xE0 == 0xC0:
			need = 2
		case chunk[i]&0xF0 == 0xE0:
			need = 3
		case chunk[i]&0xF8 == 0xF0:
			need = 4
		}
		if buffered >= need { // complete, or nothing that could be completed
			return 0
		}
		state[missingAt], state[bufferedAt] = byte(need-buffered), byte(buffered)
		return buffered
	}
}

// flush gives up waiting: what is there becomes text.
func flush(rt *goja.Runtime, state []byte) goja.Value {
	enc := nodebuffer.Encoding(state[encodingAt])
	n := int(state[bufferedAt])
	if enc == nodebuffer.UTF16LE && n%2 == 1 {
		n--
	}
	text := nodebuffer.DecodeBytes(rt, state[:n], enc)
	state[missingAt], state[bufferedAt] = 0, 0
	return text
}

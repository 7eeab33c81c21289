package collate

import (
	_ "embed"
	"encoding/binary"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/rules.bin
var rulesData []byte

// rulesIndex has the compressed rules of all collations.
var rulesIndex = sync.OnceValue(func() map[string][]byte {
	data := rulesData
	next := func() int {
		n, size := binary.Uvarint(data)
		data = data[size:]
		return int(n)
	}
	n := next()
	names, lengths := make([]string, n), make([]int, n)
	for i := range names {
		length := next()
		names[i], data = string(data[:length]), data[length:]
		lengths[i] = next()
	}
	index := make(map[string][]byte, n)
	for i, name := range names {
		index[name], data = data[:lengths[i]], data[lengths[i]:]
	}
	return index
})

// rulesOf is the rules of "de-u-co-phonebk", or the default type of "de"; empty where there is none.
func rulesOf(name string) string {
	data, ok := rulesIndex()[name]
	if !ok {
		return ""
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("collate: " + err.Error())
	}
	defer decoder.Close()
	text, err := decoder.DecodeAll(data, nil)
	if err != nil {
		panic("collate: damaged data: " + err.Error())
	}
	return string(text)
}

// whiteSpace is Pattern_White_Space.
const whiteSpace = " \t\n\v\f\r\u0085\u200e\u200f\u2028\u2029"

// parser reads rules.
type parser struct {
	text []rune
	i    int
}

func (p *parser) done() bool { return p.i >= len(p.text) }

func (p *parser) space() {
	for !p.done() && strings.ContainsRune(whiteSpace, p.text[p.i]) {
		p.i++
	}
}

func (p *parser) peek(c rune) bool {
	p.space()
	return !p.done() && p.text[p.i] == c
}

// bracket is the text of […], which may have sets inside.
func (p *parser) bracket() string {
	start, depth := p.i+1, 0
	for ; !p.done(); p.i++ {
		switch p.text[p.i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				p.i++
				return string(p.text[start : p.i-1])
			}
		}
	}
	return string(p.text[start:])
}

// syntax are the characters that end a string.
const syntax = "&<=|/[]" + whiteSpace

// character is the next character of a string, with quotes and escapes undone; ok is false at its end.
func (p *parser) character(quoted *bool) (r rune, ok bool) {
	for !p.done() {
		c := p.text[p.i]
		switch {
		case c == '\'' && p.i+1 < len(p.text) && p.text[p.i+1] == '\'':
			p.i += 2
			return '\'', true
		case c == '\'':
			*quoted = !*quoted
			p.i++
			continue
		case c == '\\' && p.i+1 < len(p.text):
			p.i++
			return p.escape(), true
		case !*quoted && strings.ContainsRune(syntax, c):
			return 0, false
		}
		p.i++
		return c, true
	}
	return 0, false
}

func (p *parser) escape() rune {
	c := p.text[p.i]
	p.i++
	length := 0
	switch c {
	case 'u':
		length = 4
	case 'U':
		length = 8
	default:
		return c
	}
	end := min(p.i+length, len(p.text))
	n, err := strconv.ParseUint(string(p.text[p.i:end]), 16, 32)
	if err != nil {
		return c
	}
	p.i = end
	return rune(n)
}

// string is a text of the rules.
func (p *parser) string() string {
	p.space()
	quoted := false
	var out []rune
	for {
		r, ok := p.character(&quoted)
		if !ok {
			return string(out)
		}
		out = append(out, r)
	}
}

// list is the characters of a relation with a star, in which a-c stands for abc.
func (p *parser) list() []rune {
	p.space()
	quoted := false
	var out []rune
	for {
		dash := !p.done() && p.text[p.i] == '-' && !quoted
		r, ok := p.character(&quoted)
		if !ok {
			return out
		}
		if dash && len(out) > 0 {
			if r, ok = p.character(&quoted); !ok {
				return out
			}
			for c := out[len(out)-1] + 1; c <= r; c++ {
				out = append(out, c)
			}
			continue
		}
		out = append(out, r)
	}
}

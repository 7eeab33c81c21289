package bundler

import (
	"bytes"
	"cmp"
)

// An edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
	partner    int // for one of a pair of brackets: where the other one is
}

// surround puts texts in front of a token and behind another.
func (s *scanned) surround(first, last int, before, after string) []edit {
	start, end := s.all[first].start, s.all[last].end
	return []edit{{start, start, before, end}, {end, end, after, start}}
}

// compareEdits orders edits by place. At the same place brackets close before others open, in the order in which they nest, and
// what replaces text comes last.
func compareEdits(a, b edit) int {
	closes := func(e edit) int {
		if e.partner < e.start {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(closes(a), closes(b)), cmp.Compare(b.partner, a.partner))
}

// applyEdits makes edits, which are in order and don't overlap, and moves the positions in the source map accordingly. An edit must not
// change the number of lines.
func applyEdits(code, sourceMap []byte, edits []edit) ([]byte, []byte) {
	if len(edits) == 0 {
		return code, sourceMap
	}
	out := make([]byte, 0, len(code)+16*len(edits))
	at := 0
	var shifts []shift
	line, lineStart := 0, 0
	for _, e := range edits {
		for {
			i := bytes.IndexByte(code[lineStart:e.start], '\n')
			if i < 0 {
				break
			}
			line++
			lineStart += i + 1
		}
		shifts = append(shifts, shift{line, utf16Len(code[lineStart:e.end]), len(e.text) - (e.end - e.start)})
		out = append(out, code[at:e.start]...)
		out = append(out, e.text...)
		at = e.end
	}
	out = append(out, code[at:]...)
	return out, shiftColumns(sourceMap, shifts)
}

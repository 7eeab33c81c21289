package bundler

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edits of source maps that esbuild made. The mappings are one JSON string that is searched for and edited in place: decoding
// megabytes of JSON at every build would cost more than the build of a small app. Positions in it are relative to the previous
// segment, but the generated column starts anew in every line, so an edit of a line touches one number.

var mappingsKey = []byte(`"mappings": "`)

// mappings splits a source map around its mappings. ok is false when there are none.
func mappings(sourceMap []byte) (head, middle, tail []byte, ok bool) {
	i := bytes.LastIndex(sourceMap, mappingsKey)
	if i < 0 {
		return nil, nil, nil, false
	}
	i += len(mappingsKey)
	j := bytes.IndexByte(sourceMap[i:], '"')
	if j < 0 {
		return nil, nil, nil, false
	}
	return sourceMap[:i], sourceMap[i : i+j], sourceMap[i+j:], true
}

// shiftLines moves all generated positions down by some lines.
func shiftLines(sourceMap []byte, lines int) []byte {
	head, middle, tail, ok := mappings(sourceMap)
	if !ok || lines == 0 {
		return sourceMap
	}
	return slices.Concat(head, []byte(strings.Repeat(";", lines)), middle, tail)
}

// A shift moves generated positions of one line.
type shift struct {
	line   int // from 0
	column int // in UTF-16 code units, before the shift; positions at it and after it move
	by     int // code units
}

// shiftColumns applies shifts, which are in order of position. Columns are those before any shift.
func shiftColumns(sourceMap []byte, shifts []shift) []byte {
	head, middle, tail, ok := mappings(sourceMap)
	if !ok || len(shifts) == 0 {
		return sourceMap
	}
	var out []byte
	for line := 0; len(shifts) > 0; line++ {
		end := bytes.IndexByte(middle, ';')
		last := end < 0
		if last {
			end = len(middle)
		}
		segments := middle[:end]
		if shifts[0].line > line {
			out = append(out, segments...)
		}
		if shifts[0].line == line {
			column := 0
			for first := true; len(segments) > 0; first = false {
				n := bytes.IndexByte(segments, ',')
				if n < 0 {
					n = len(segments)
				}
				delta, size := decodeVLQ(segments)
				column += delta
				for len(shifts) > 0 && shifts[0].line == line && column >= shifts[0].column {
					delta += shifts[0].by
					shifts = shifts[1:]
				}
				if !first {
					out = append(out, ',')
				}
				out = append(encodeVLQ(out, delta), segments[size:n]...)
				segments = segments[min(n+1, len(segments)):]
			}
			for len(shifts) > 0 && shifts[0].line == line {
				shifts = shifts[1:] // nothing is mapped behind it
			}
		}
		if last {
			middle = nil
			break
		}
		out = append(out, ';')
		middle = middle[end+1:]
	}
	return slices.Concat(head, out, middle, tail)
}

// setSources replaces the sources of a map by one.
func setSources(sourceMap []byte, source string) []byte {
	var m map[string]json.RawMessage
	if json.Unmarshal(sourceMap, &m) != nil {
		return sourceMap
	}
	var sources []string
	if json.Unmarshal(m["sources"], &sources) != nil {
		return sourceMap
	}
	for i := range sources {
		sources[i] = source
	}
	m["sources"], _ = json.Marshal(sources)
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return sourceMap
	}
	return b
}

// inlineMap returns the comment that puts a source map into the code.
func inlineMap(sourceMap []byte, prefix, suffix string) string {
	return prefix + "data:application/json;base64," + base64.StdEncoding.EncodeToString(sourceMap) + suffix
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decodeVLQ decodes the first number of a segment and returns its size.
func decodeVLQ(b []byte) (value, size int) {
	shift := 0
	for size < len(b) {
		digit := strings.IndexByte(base64Digits, b[size])
		if digit < 0 {
			break
		}
		size++
		value |= (digit & 31) << shift
		shift += 5
		if digit&32 == 0 {
			break
		}
	}
	if value&1 != 0 {
		return -(value >> 1), size
	}
	return value >> 1, size
}

func encodeVLQ(b []byte, value int) []byte {
	v := value << 1
	if value < 0 {
		v = -value<<1 | 1
	}
	for {
		digit := v & 31
		v >>= 5
		if v > 0 {
			digit |= 32
		}
		b = append(b, base64Digits[digit])
		if v == 0 {
			return b
		}
	}
}

// utf16Len returns the length of UTF-8 text in UTF-16 code units.
func utf16Len(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		n++
		if r > 0xFFFF {
			n++
		}
		b = b[size:]
	}
	return n
}

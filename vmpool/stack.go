package vmpool

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/go-sourcemap/sourcemap"
)

// Frame is one line of a stack trace.
type Frame struct {
	// Function is the function's name, empty when it has none.
	Function string
	// File is the source's name: of the user's file when a source map says so, else of the script. "native" for Go code.
	File string
	// Line and Column count from 1; zero for native frames.
	Line, Column int
}

// String prints the frame as V8 does, without the leading "at".
func (f Frame) String() string {
	place := f.File
	if f.Line > 0 {
		place += ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column)
	}
	if f.Function == "" {
		return place
	}
	return f.Function + " (" + place + ")"
}

// sourceMap is a source map, parsed when it is first needed.
type sourceMap struct {
	load  func() *sourcemap.Consumer
	shift int // columns of the first line that are not the source's
}

func newSourceMap(text []byte, shift int) *sourceMap {
	if len(text) == 0 && shift == 0 {
		return nil
	}
	return &sourceMap{shift: shift, load: sync.OnceValue(func() *sourcemap.Consumer {
		if len(text) == 0 {
			return nil
		}
		c, err := sourcemap.Parse("", text)
		if err != nil {
			return nil
		}
		return c
	})}
}

func (m *sourceMap) source(f Frame) Frame {
	if m == nil {
		return f
	}
	if f.Line == 1 && f.Column > m.shift {
		f.Column -= m.shift
	}
	c := m.load()
	if c == nil {
		return f
	}
	file, _, line, column, ok := c.Source(f.Line, f.Column-1) // the name is that of the callee; the frame keeps the function's own
	if !ok || file == "" {
		return f
	}
	f.File, f.Line, f.Column = cleanSource(file), line, column+1
	return f
}

func cleanSource(file string) string {
	if i := strings.Index(file, "://"); i > 0 {
		return file
	}
	return path.Clean(file)
}

// frameLine matches the frames that goja prints: "\tat f (file:1:2(3))", "\tat file:1:2(3)", "\tat f (native)"; and V8's form of the same.
var frameLine = regexp.MustCompile(`^\s*at (?:(.*?) \()?(?:(native)|(.+?):(\d+):(\d+)(?:\(\d+\))?)\)?$`)

// parseFrame reads one line of a stack trace.
func parseFrame(line string) (Frame, bool) {
	m := frameLine.FindStringSubmatch(strings.TrimRight(line, "\r"))
	if m == nil {
		return Frame{}, false
	}
	f := Frame{Function: m[1], File: m[3]}
	if m[2] != "" {
		f.File = m[2]
		return f, true
	}
	f.Line, _ = strconv.Atoi(m[4])
	f.Column, _ = strconv.Atoi(m[5])
	return f, true
}

// SplitStack separates the text of a stack trace (an error's `stack`) into what stands before the frames and the frames, with
// the positions of the scripts given by maps turned into those of their sources.
func (vm *VM) SplitStack(stack string) (head string, frames []Frame) {
	lines := strings.Split(strings.TrimRight(stack, "\n"), "\n")
	first := len(lines)
	for first > 0 {
		if _, ok := parseFrame(lines[first-1]); !ok {
			break
		}
		first--
	}
	for _, line := range lines[first:] {
		f, _ := parseFrame(line)
		if m := vm.mapOf(f.File); m != nil {
			f = m.source(f)
		}
		frames = append(frames, f)
	}
	return strings.Join(lines[:first], "\n"), frames
}

// MapStack returns the stack trace in V8's form with source-mapped positions, without the frames of native code and of
// the built-in modules' own scripts.
func (vm *VM) MapStack(stack string) string {
	head, frames := vm.SplitStack(stack)
	var b strings.Builder
	b.WriteString(head)
	for _, f := range frames {
		if f.File == "native" || strings.HasPrefix(f.File, "node:") || strings.HasPrefix(f.File, "ssr:") {
			continue
		}
		b.WriteString("\n    at ")
		b.WriteString(f.String())
	}
	return b.String()
}

// Package codeframe draws an excerpt of a source file with a mark under the place that a message is about, for logs, for terminals
// and for HTML.
//
// Positions are those of JavaScript tools: lines count from 1, columns count from 1 in UTF-16 code units. What is drawn is aligned
// by display width, so tabs are expanded, wide characters take two cells and combining ones none. Lines far longer than a terminal
// (minified code) are cut around the mark. Control characters never reach the output.
package codeframe

import (
	"html"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const (
	contextLines = 2   // lines shown on each side of the marked one
	tabStop      = 4   // cells
	maxWidth     = 100 // cells of source text in a row
	leadWidth    = 40  // cells kept to the left of the mark when a line is cut
)

// Frame is an excerpt: one marked line and its neighbours.
type Frame struct {
	// Before and After are the neighbouring lines, none to two each, without line ends.
	Before, After []string

	// Text is the marked line without its line end.
	Text string

	// Line is the number of the marked line, from 1.
	Line int

	// Column is where the mark starts, from 1 in UTF-16 code units; zero marks nothing within the line.
	Column int

	// Length is the length of the mark in UTF-16 code units. A mark ends with its line and is one cell wide at least.
	Length int
}

// Cut cuts the frame around a position out of a source text. ok is false when the source has no such line.
func Cut(source string, line, column, length int) (frame Frame, ok bool) {
	lines := splitLines(source)
	if line < 1 || line > len(lines) {
		return Frame{}, false
	}
	frame = Frame{Text: lines[line-1], Line: line, Column: column, Length: length}
	for i := max(0, line-1-contextLines); i < min(len(lines), line+contextLines); i++ {
		switch {
		case i < line-1:
			frame.Before = append(frame.Before, lines[i])
		case i >= line:
			frame.After = append(frame.After, lines[i])
		}
	}
	return frame, true
}

// splitLines splits at \n, \r\n, \r, U+2028 and U+2029, as JavaScript counts lines. A last empty line is dropped.
func splitLines(source string) []string {
	var lines []string
	start := 0
	for i := 0; i < len(source); {
		size := 0
		switch {
		case source[i] == '\n':
			size = 1
		case source[i] == '\r':
			size = 1
			if strings.HasPrefix(source[i:], "\r\n") {
				size = 2
			}
		case strings.HasPrefix(source[i:], "\u2028"), strings.HasPrefix(source[i:], "\u2029"):
			size = 3
		}
		if size == 0 {
			i++
			continue
		}
		lines = append(lines, source[start:i])
		i += size
		start = i
	}
	if start < len(source) || len(lines) == 0 {
		lines = append(lines, source[start:])
	}
	return lines
}

// PlainText draws the frame for logs and files: rows ended by "\n", the marked line behind ">", carets below it.
func (f Frame) PlainText() string { return f.text(func(role, s string) string { return s }) }

// ANSI draws the frame as PlainText does, coloured for a terminal.
func (f Frame) ANSI() string {
	return f.text(func(role, s string) string {
		switch {
		case s == "":
			return ""
		case role == roleMark:
			return "\x1b[1;31m" + s + "\x1b[0m"
		case role == roleGutter:
			return "\x1b[2m" + s + "\x1b[0m"
		}
		return s
	})
}

// HTML draws the frame as one <pre class="codeframe">: every row is a <span class="row">, the marked one "row marked", with
// the number in <span class="number"> and the marked text in <mark>. It is safe to embed in a document's body.
func (f Frame) HTML() string {
	var b strings.Builder
	b.WriteString(`<pre class="codeframe">`)
	rows, digits := f.rows()
	for _, r := range rows {
		class := "row"
		if r.marked {
			class = "row marked"
		}
		b.WriteString(`<span class="` + class + `"><span class="number">` + pad(r.number, digits) + ` </span>`)
		b.WriteString(html.EscapeString(r.before))
		if r.marked && r.markWidth > 0 {
			mark := r.mark
			if mark == "" {
				mark = " "
			}
			b.WriteString("<mark>" + html.EscapeString(mark) + "</mark>")
		}
		b.WriteString(html.EscapeString(r.after) + "</span>\n")
	}
	b.WriteString("</pre>")
	return b.String()
}

const (
	rolePlain  = "plain"
	roleGutter = "gutter"
	roleMark   = "mark"
)

func (f Frame) text(paint func(role, s string) string) string {
	var b strings.Builder
	rows, digits := f.rows()
	for _, r := range rows {
		pointer, role := "  ", rolePlain
		if r.marked {
			pointer, role = paint(roleMark, ">")+" ", roleMark
		}
		line := paint(rolePlain, r.before) + paint(role, r.mark) + paint(rolePlain, r.after)
		gutter := pad(r.number, digits) + " |"
		if line != "" {
			line = " " + line
		}
		b.WriteString(pointer + paint(roleGutter, gutter) + line + "\n")
		if r.marked && r.markWidth > 0 {
			gutter := strings.Repeat(" ", digits) + " |"
			b.WriteString("  " + paint(roleGutter, gutter) + " " + strings.Repeat(" ", r.markStart) +
				paint(roleMark, strings.Repeat("^", r.markWidth)) + "\n")
		}
	}
	return b.String()
}

// A row is one line as it is drawn. In the marked row the text is split around the mark.
type row struct {
	number              int
	marked              bool
	before, mark, after string
	markStart           int // cells before the mark
	markWidth           int // cells, zero when nothing is marked
}

func (f Frame) rows() (rows []row, digits int) {
	marked := cells(f.Text)
	markFrom, markTo := -1, -1
	if f.Column > 0 {
		markFrom = cellAt(marked, f.Column-1)
		markTo = max(cellAt(marked, f.Column-1+f.Length), markFrom+1)
	}

	// All rows are cut at the same cell, so that the columns stay below each other.
	cutFrom := 0
	if total := len(marked); total > maxWidth && markFrom > maxWidth-leadWidth/2 {
		cutFrom = max(0, min(markFrom-leadWidth, total-maxWidth))
	}
	add := func(number int, text string) {
		rows = append(rows, row{number: number, before: window(cells(text), cutFrom, cutFrom, cutFrom+maxWidth)})
	}
	for i, text := range f.Before {
		add(f.Line-len(f.Before)+i, text)
	}
	r := row{number: f.Line, marked: true}
	if markFrom < 0 {
		r.before = window(marked, cutFrom, cutFrom, cutFrom+maxWidth)
	} else {
		end := cutFrom + maxWidth
		r.before = window(marked, cutFrom, cutFrom, markFrom)
		r.mark = window(marked, cutFrom, markFrom, min(markTo, end))
		r.after = window(marked, cutFrom, max(markFrom, min(markTo, end)), end)
		r.markStart = markFrom - cutFrom
		r.markWidth = max(1, min(markTo, max(len(marked), markFrom+1), end)-markFrom)
	}
	rows = append(rows, r)
	for i, text := range f.After {
		add(f.Line+1+i, text)
	}
	return rows, len(strconv.Itoa(rows[len(rows)-1].number))
}

// A cell is one column of a drawn line. A wide character has its text in its first cell and an empty second one; combining
// characters join the cell before them.
type cell struct {
	text string
	unit int // the UTF-16 offset where the cell's character starts
}

func cells(line string) []cell {
	var out []cell
	unit := 0
	joined := false // the next character belongs to the one before, after a zero width joiner
	for _, r := range line {
		size := 1
		if r > 0xFFFF {
			size = 2
		}
		switch w := runeWidth(r); {
		case r == '\t':
			for n := tabStop - len(out)%tabStop; n > 0; n-- {
				out = append(out, cell{" ", unit})
			}
		case hostile(r):
			out = append(out, cell{"\uFFFD", unit})
		case (w == 0 || joined) && len(out) > 0:
			last := len(out) - 1
			for last > 0 && out[last].text == "" {
				last--
			}
			out[last].text += string(r)
		default:
			out = append(out, cell{string(r), unit})
			if w == 2 {
				out = append(out, cell{"", unit})
			}
		}
		joined = r == '\u200D'
		unit += size
	}
	return out
}

// cellAt returns the index of the first cell at or after a UTF-16 offset. The end of the line is the cell after the last.
func cellAt(line []cell, unit int) int {
	for i, c := range line {
		if c.unit >= unit {
			return i
		}
	}
	return len(line)
}

// window returns the text of the cells from and up to to, with an ellipsis in place of the first or last cell where the row
// was cut (at cutFrom and cutFrom+maxWidth).
func window(line []cell, cutFrom, from, to int) string {
	var b strings.Builder
	for i := from; i < min(to, len(line)); i++ {
		switch {
		case i == cutFrom && cutFrom > 0, i == cutFrom+maxWidth-1 && len(line) > cutFrom+maxWidth:
			b.WriteString("…")
		default:
			b.WriteString(line[i].text)
		}
	}
	return b.String()
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200D' || r == '\u200B' || r == '\uFEFF' || r >= 0x1F3FB && r <= 0x1F3FF {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// hostile reports characters that could take control of a terminal or turn the text around.
func hostile(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\u200E' || r == '\u200F'
}

func pad(number, digits int) string {
	s := strconv.Itoa(number)
	return strings.Repeat(" ", max(0, digits-len(s))) + s
}

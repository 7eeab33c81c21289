package devserver

import (
	"strconv"
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/codeframe"
)

// Failure is an error as it is shown to the developer.
type Failure struct {
	// Title says what failed: "Build failed", "Error while rendering /books".
	Title string
	// Problems are the single errors.
	Problems []Problem
}

// Problem is one error.
type Problem struct {
	// Message says what is wrong.
	Message string
	// Place is where, such as "pages/index.tsx:3:7"; empty when it has none.
	Place string
	// Frame is the source around the place; nil for none.
	Frame *codeframe.Frame
	// Stack is a stack trace, source-mapped, without the message; empty for none.
	Stack string
	// Notes explain, or say what to do.
	Notes []string
}

// Terminal draws the failure for a terminal, with colour when wanted. It ends with a line end.
func (f Failure) Terminal(color bool) string {
	paint := func(code, s string) string {
		if !color {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	var b strings.Builder
	b.WriteString(paint("31;1", f.Title) + "\n")
	for i, p := range f.Problems {
		b.WriteString("\n")
		if len(f.Problems) > 1 {
			b.WriteString(paint("2", strconv.Itoa(i+1)+" of "+strconv.Itoa(len(f.Problems))) + " ")
		}
		b.WriteString(p.Message + "\n")
		if p.Place != "" {
			b.WriteString(paint("36", p.Place) + "\n")
		}
		if p.Frame != nil {
			if color {
				b.WriteString(p.Frame.ANSI())
			} else {
				b.WriteString(p.Frame.PlainText())
			}
		}
		if p.Stack != "" {
			b.WriteString(paint("2", strings.TrimRight(p.Stack, "\n")) + "\n")
		}
		for _, n := range p.Notes {
			b.WriteString(paint("2", "note: ") + n + "\n")
		}
	}
	return b.String()
}

// failureView is a Failure as the overlay gets it. Everything but the frames is text, which the overlay doesn't interpret.
type failureView struct {
	Title    string        `json:"title"`
	Problems []problemView `json:"problems"`
}

type problemView struct {
	Message string   `json:"message"`
	Place   string   `json:"place,omitempty"`
	Frame   string   `json:"frame,omitempty"` // HTML, escaped by codeframe
	Stack   string   `json:"stack,omitempty"`
	Notes   []string `json:"notes,omitempty"`
}

func (f Failure) view() *failureView {
	v := &failureView{Title: f.Title, Problems: []problemView{}}
	for _, p := range f.Problems {
		pv := problemView{Message: p.Message, Place: p.Place, Stack: p.Stack, Notes: p.Notes}
		if p.Frame != nil {
			pv.Frame = p.Frame.HTML()
		}
		v.Problems = append(v.Problems, pv)
	}
	return v
}

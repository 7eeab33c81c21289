package devserver

import (
	"context"
	"net/http"
)

// What the tests need of the inside.
type (
	Change  = change
	Changes = changes
	Message = message
)

const (
	Quiet   = quiet
	Longest = longest
)

// NewChange makes a change of one file.
func NewChange(path string) Change { return change{path: path} }

// Paths are the files of a set.
func (c changes) Paths() []string { return c.paths }

// Debounce is debounce.
func Debounce(ctx context.Context, in <-chan Change, out chan<- Changes) { debounce(ctx, in, out) }

// Inject writes the parts of a document through an injector of tag.
func Inject(w http.ResponseWriter, tag string, parts [][]byte) {
	in := &injector{ResponseWriter: w, tag: []byte(tag)}
	defer in.close()
	for _, p := range parts {
		_, _ = in.Write(p)
		in.Flush()
	}
	in.whole = true
}

// Noise is noise.
func Noise(path string) bool { return noise(path) }

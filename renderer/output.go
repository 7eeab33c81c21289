package renderer

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/dop251/goja"
)

var documentEnd = []byte("</body></html>")

const doctype = "<!DOCTYPE html>"

// text appends to what was written.
func (s *session) text(p ...string) {
	c := s.buffer()
	for _, part := range p {
		*c = append(*c, part...)
	}
}

func (s *session) buffer() *[]byte {
	if s.chunk == nil {
		s.chunk = newChunk()
	}
	return s.chunk
}

// write takes a chunk from React and reports whether it should go on.
func (s *session) write(v goja.Value) bool {
	if s.rejected {
		return true
	}
	c := s.buffer()
	*c = appendChunk(*c, v)
	return s.wrote(c)
}

// writeBytes is write for bytes.
func (s *session) writeBytes(p []byte) bool {
	if s.rejected {
		return true
	}
	c := s.buffer()
	*c = append(*c, p...)
	return s.wrote(c)
}

// wrote looks at what the buffer has now.
func (s *session) wrote(c *[]byte) bool {
	if s.probe {
		s.probe = false
		if s.rejected = !bytes.HasPrefix(*c, []byte(doctype)); s.rejected {
			*c = (*c)[:0]
			return true
		}
	}
	if len(*c) >= chunkSize {
		s.spill(len(documentEnd))
		return !s.full()
	}
	return true
}

// full reports whether the client is so far behind that React should pause; then it is told when to go on.
func (s *session) full() bool {
	if !s.shellOut {
		return false // the shell is written in one go
	}
	pending := s.pending
	full := s.out.full(func() {
		pending.Post(func() error {
			pending.SetRef(false)
			if drain, ok := goja.AssertFunction(s.b.host.Get("drain")); ok {
				_, err := drain(goja.Undefined())
				return err
			}
			return nil
		})
	})
	if full {
		pending.SetRef(true)
	}
	return full
}

// spill hands over what was written but for the last keep bytes.
func (s *session) spill(keep int) {
	c := s.chunk
	if c == nil || len(*c) <= keep {
		return
	}
	s.chunk = nil
	if keep > 0 {
		s.chunk = newChunk()
		*s.chunk = append(*s.chunk, (*c)[len(*c)-keep:]...)
		*c = (*c)[:len(*c)-keep]
	}
	if !s.started {
		s.started = true
		s.out.put(piece{head: &head{s.status, s.header()}})
	}
	s.out.put(piece{text: c})
}

func (s *session) header() http.Header {
	h := http.Header{}
	h.Set("Content-Type", contentType)
	if !s.loaded.IsZero() {
		ms := func(d time.Duration) string { return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', -1, 64) }
		h.Set("Server-Timing", "load;dur="+ms(s.loaded.Sub(s.began))+", shell;dur="+ms(time.Since(s.loaded)))
	}
	return h
}

// flush hands over all that was written, and lets the client see it. The end of the document is held back: scripts with
// deferred values may follow.
func (s *session) flush() {
	if !s.shellOut || s.rejected {
		return // shell does it, with the data
	}
	s.takeEnd()
	s.spill(0)
	s.out.put(piece{flush: true})
}

func (s *session) takeEnd() {
	if s.chunk != nil && !s.tail && bytes.HasSuffix(*s.chunk, documentEnd) {
		*s.chunk = (*s.chunk)[:len(*s.chunk)-len(documentEnd)]
		s.tail = true
	}
}

// shell is called when React has written the shell. It reports whether it was a document.
func (s *session) shell() bool {
	if s.rejected {
		s.r.documents.remember(s.view.ID)
		s.rejected = false
		return false
	}
	s.takeEnd()
	s.bootScript()
	if len(s.late) > 0 {
		*s.buffer() = append(*s.buffer(), s.late...)
		s.late = nil
	}
	s.shellOut = true
	s.flush()
	s.completeWhenDone()
	return true
}

// completeWhenDone ends the answer when React and all deferred values have written theirs.
func (s *session) completeWhenDone() {
	if !s.ended || !s.shellOut || len(s.open) > 0 || s.outcome != unfinished {
		return
	}
	s.takeEnd()
	if s.tail {
		s.text(string(documentEnd))
	}
	s.spill(0)
	s.finish(complete)
}

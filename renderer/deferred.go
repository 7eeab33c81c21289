package renderer

import (
	"html"
	"strconv"

	"github.com/dop251/goja"
)

// encodeData makes the text of the page's data and subscribes to the promises in it.
func (s *session) encodeData(v goja.Value) {
	data, err := encode(s.vm.Runtime(), "", v, s.subscribe)
	if err != nil {
		panic(s.vm.Runtime().NewTypeError(err.Error()))
	}
	s.data = data
}

// subscribe gives a promise in the page's data an id under which its value will follow. That counts as handling its rejection.
func (s *session) subscribe(promise *goja.Object, path string) int {
	s.lastID++
	id := s.lastID
	s.open[id] = true
	err := s.vm.Then(promise.Export().(*goja.Promise), func(v goja.Value) {
		if !s.waitsFor(id) {
			return
		}
		var text []byte
		var err error
		if thrown := s.vm.Runtime().Try(func() { text, err = encode(s.vm.Runtime(), path, v, s.subscribe) }); thrown != nil {
			s.reject(id, thrown.Value())
			return
		}
		if err != nil {
			s.reject(id, s.vm.Runtime().NewTypeError(err.Error()))
			return
		}
		s.settle(id, text, nil)
	}, func(reason goja.Value) {
		if s.waitsFor(id) {
			s.reject(id, reason)
		}
	})
	if err != nil {
		panic(s.vm.Runtime().NewGoError(err))
	}
	return id
}

// waitsFor reports whether the page that asked for a deferred value is still being written.
func (s *session) waitsFor(id int) bool {
	return s.b.session == s && s.outcome == unfinished && s.open[id]
}

func (s *session) reject(id int, reason goja.Value) {
	s.settle(id, nil, s.report(reason, "data"))
}

// settle sends a deferred value, or what the visitor may know of its failure.
func (s *session) settle(id int, data []byte, failure *Error) {
	delete(s.open, id)
	script := s.openScript(nil)
	script = append(script, "(self.__ssr=self.__ssr||[]).push(["...)
	script = strconv.AppendInt(script, int64(id), 10)
	if failure == nil {
		script = appendQuoted(append(script, ','), data)
	} else {
		script = append(script, ",null,{message:"...)
		script = append(appendScriptString(script, failure.Message), ",digest:"...)
		script = append(appendScriptString(script, failure.Digest), '}')
	}
	script = append(script, "])</script>"...)
	if !s.shellOut {
		s.late = append(s.late, script...)
		return
	}
	c := s.buffer()
	*c = append(*c, script...)
	s.flush()
	s.completeWhenDone()
}

// bootScript writes the page's data.
func (s *session) bootScript() {
	if s.data == nil {
		return
	}
	c := s.buffer()
	*c = s.openScript(*c)
	*c = append(*c, "(self.__ssr=self.__ssr||[]).push([0,"...)
	*c = appendQuoted(*c, s.data)
	*c = append(*c, ',')
	*c = strconv.AppendBool(*c, s.wrap)
	*c = append(*c, ',')
	*c = appendScriptString(*c, s.req.IdentifierPrefix)
	*c = append(*c, "])</script>"...)
}

// openScript appends the start tag of an inline script.
func (s *session) openScript(dst []byte) []byte {
	if s.req.Nonce == "" {
		return append(dst, "<script>"...)
	}
	dst = append(dst, `<script nonce="`...)
	dst = append(dst, html.EscapeString(s.req.Nonce)...)
	return append(dst, `">`...)
}

// appendScriptString appends a string as JavaScript that can't end its script.
func appendScriptString(dst []byte, text string) []byte {
	return append(appendEscaped(append(dst, '"'), text), '"')
}

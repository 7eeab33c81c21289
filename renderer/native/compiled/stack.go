package compiled

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// The stack of an error that compiled code throws: goja knows only its own calls. What compiled code was doing is put between the
// calls that goja made when the error came to be and those that lead to the compiled code.

// traced adds the compiled calls under way to the stack of an error that was made just now, or that comes from a call of
// goja's; v is what was thrown.
func (r *Realm) traced(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Error" || r.tracedError == o && r.tracedRun == r.run || r.top == r.entry {
		return
	}
	s, ok := o.Get("stack").(goja.String)
	if !ok {
		return
	}
	r.tracedError, r.tracedRun = o, r.run
	text := s.String()
	at := len(text)
	// Below are the calls that lead here: those that the error's stack ends with.
	for range r.rt.CaptureCallStack(0, nil) {
		i := strings.LastIndex(text[:at], "\n\tat ")
		if i < 0 {
			break
		}
		at = i
	}
	if i := strings.Index(text, "\n\tat "); i < 0 {
		at = len(strings.TrimRight(text, "\n"))
	}
	var b strings.Builder
	b.WriteString(text[:at])
	for f := r.top; f != nil && f != r.entry; f = f.caller {
		b.WriteString("\n\tat ")
		place := f.place()
		if name := f.fn.code.name; name != "" {
			place = name + " (" + place + ")"
		}
		b.WriteString(place)
	}
	b.WriteString(text[at:])
	_ = o.DefineDataProperty("stack", scratch.ToValue(b.String()), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// caughtName is the function of the VM that catch clauses pass what they caught to (package es).
const caughtName = "caught\u200c"

// caught is what a catch clause sees of an exception.
func (r *Realm) caught(v goja.Value) Value {
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Error" {
		if f, ok := goja.AssertFunction(r.rt.GlobalObject().Get(caughtName)); ok {
			if _, err := f(gojaUndef, v); err != nil { // it changes the error itself
				panic(r.thrown(err))
			}
		}
	}
	return From(v)
}

// place is where in the bundle a call is.
func (f *Frame) place() string {
	s := f.fn.code.source
	pos := s.file.Position(int(s.base+f.pos) - 1)
	return s.file.Name() + ":" + strconv.Itoa(pos.Line) + ":" + strconv.Itoa(pos.Column) + "(0)" // the number of goja's instruction
}

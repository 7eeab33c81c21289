package es

import (
	_ "embed"
	"regexp"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

//go:embed stack.js
var stackSource string

var compileStack = compileOnce("ssr:stack", stackSource)

// stackName is the function that reads of `.stack` become calls of; no source can have the name.
var stackName = unistring.NewFromString("stack\u200c")

// stacks turns the text that goja gives an error as its stack into V8's form when the script reads it.
type stacks struct {
	rt      *goja.Runtime
	mapped  func(string) string
	prepare goja.Callable // Error.prepareStackTrace with call sites; see stack.js
}

// installStack defines the function that the rewritten scripts call, and gives the prelude what captureStackTrace needs. mapStack
// gives the positions of the user's sources; nil leaves them.
func installStack(rt *goja.Runtime, mapStack func(string) string) error {
	s := &stacks{rt: rt, mapped: mapStack}
	if s.mapped == nil {
		s.mapped = plainStack
	}
	return hide(rt, stackName, s.read)
}

// gojaPosition is the instruction's number behind a position.
var gojaPosition = regexp.MustCompile(`(?m)(:\d+:\d+)\(\d+\)(\)?)$`)

func plainStack(stack string) string {
	return gojaPosition.ReplaceAllString(strings.ReplaceAll(strings.TrimRight(stack, "\n"), "\n\tat ", "\n    at "), "$1$2")
}

// read(object, optional) is object.stack, with optional object?.stack.
func (s *stacks) read(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	o, ok := v.(*goja.Object)
	if !ok {
		if goja.IsUndefined(v) || goja.IsNull(v) {
			if call.Argument(1).ToBoolean() {
				return goja.Undefined()
			}
			panic(s.rt.NewTypeError("Cannot read properties of %s (reading 'stack')", v.String()))
		}
		o = v.ToObject(s.rt)
	}
	stack := o.Get("stack")
	if stack == nil {
		return goja.Undefined()
	}
	text, ok := stack.(goja.String)
	if !ok {
		return stack
	}
	raw := text.String()
	if !strings.Contains(raw, "\n\tat ") {
		return stack
	}
	if prepared, ok := s.prepared(o, raw); ok {
		return prepared
	}
	out := s.rt.ToValue(limitFrames(s.mapped(raw), s.limit()))
	s.keep(o, out)
	return out
}

// keep makes stack the value that every later read of the object's own property gives.
func (s *stacks) keep(o *goja.Object, stack goja.Value) {
	if o.ClassName() == "Error" {
		_ = o.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE) // a frozen error keeps its own
	}
}

func (s *stacks) errorProperty(name string) goja.Value {
	class, ok := s.rt.GlobalObject().Get("Error").(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	v := class.Get(name)
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// limit is Error.stackTraceLimit.
func (s *stacks) limit() int {
	if v := s.errorProperty("stackTraceLimit"); !goja.IsUndefined(v) {
		return max(0, int(v.ToInteger()))
	}
	return 10
}

// prepared is what Error.prepareStackTrace makes of an error, when there is such a function.
func (s *stacks) prepared(o *goja.Object, raw string) (goja.Value, bool) {
	hook := s.errorProperty("prepareStackTrace")
	if _, ok := goja.AssertFunction(hook); !ok || o.ClassName() != "Error" {
		return nil, false
	}
	if s.prepare == nil {
		f, err := load(s.rt, compileStack)
		if err != nil {
			panic(err)
		}
		s.prepare = f
	}
	v, err := s.prepare(goja.Undefined(), hook, o, s.rt.ToValue(limitFrames(s.mapped(raw), s.limit())))
	if err != nil {
		panic(err)
	}
	s.keep(o, v)
	return v, true
}

// limitFrames keeps at most n frames of a stack in V8's form.
func limitFrames(stack string, n int) string {
	lines := strings.Split(stack, "\n")
	first := len(lines)
	for first > 0 && strings.HasPrefix(lines[first-1], "    at ") {
		first--
	}
	return strings.Join(lines[:min(len(lines), first+n)], "\n")
}

package es

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"weak"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/wording"
)

// Script is the text of a compiled script, for the messages of errors that name what stands where they were thrown. It may be shared by VMs.
type Script struct {
	// Source is the text as it was compiled, so that goja's positions are positions in it.
	Source string

	words sync.Map // string → string: what was found for a place and a message

	mu   sync.Mutex
	tree weak.Pointer[wording.Tree] // for the next message, as long as there is memory for it
}

func (s *Script) site(line, column int) *wording.Site {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tree.Value()
	if t == nil {
		if t = wording.Parse(s.Source); t == nil {
			return nil
		}
		s.tree = weak.Make(t)
	}
	return t.At(line, column)
}

// Errors gives the errors that goja throws the messages that V8 gives them. That is done where an error comes to light: when a script catches
// it, when a promise's handler gets it, and when Go gets it; so code that throws nothing pays nothing.
type Errors struct {
	rt     *goja.Runtime
	script func(name string) *Script
}

// frameWithPlace is a frame with a position in goja's text of a stack.
var frameWithPlace = regexp.MustCompile(`\n\tat (?:[^\n(]* \()?([^\n]*):(\d+):(\d+)\(\d+\)`)

// Reword puts the message of v, and the head of its stack, into V8's words if v is an error of goja's making. Anything else stays as it is.
func (e *Errors) Reword(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return
	}
	message, ok := o.Get("message").(goja.String)
	if !ok {
		return
	}
	text := message.String()
	if !wording.Known(text) {
		return
	}
	raw, ok := o.Get("stack").(goja.String)
	if !ok {
		return
	}
	stack := raw.String()
	words, ok := e.words(text, stack)
	if !ok {
		return
	}
	_ = o.DefineDataProperty("message", e.rt.ToValue(words), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	stack = strings.Replace(stack, text, words, 1)
	_ = o.DefineDataProperty("stack", e.rt.ToValue(stack), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (e *Errors) words(message, stack string) (string, bool) {
	var m []string
	for _, frame := range frameWithPlace.FindAllStringSubmatch(stack, maxInner) {
		if !strings.HasPrefix(frame[1], "ssr:") {
			m = frame
			break
		}
	}
	if m == nil {
		return wording.Reword(message, func() *wording.Site { return nil })
	}
	var script *Script
	if e.script != nil {
		script = e.script(m[1])
	}
	if script == nil {
		return wording.Reword(message, func() *wording.Site { return nil })
	}
	key := m[2] + ":" + m[3] + " " + message
	if known, ok := script.words.Load(key); ok {
		words := known.(string)
		return words, words != ""
	}
	words, _ := wording.Reword(message, func() *wording.Site {
		line, _ := strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		return script.site(line, column)
	})
	script.words.Store(key, words)
	return words, words != ""
}

// maxInner bounds the frames of the package's own scripts that an error may have been thrown in.
const maxInner = 8

// caughtName is the function that catch clauses pass what they caught to; see Errors.
var caughtName = unistring.NewFromString("caught\u200c")

// caughtValue is the variable of a catch clause whose parameter is a pattern.
const caughtValue = "value\u200c"

// caught is what the rewritten catch clauses and the handlers of promises (prelude.js) call.
func (e *Errors) caught(call goja.FunctionCall) goja.Value {
	e.Reword(call.Argument(0))
	return goja.Undefined()
}

// method defines a built-in method.
func method(rt *goja.Runtime, o *goja.Object, name string, length int, f native) error {
	v := rt.ToValue(f).ToObject(rt)
	if err := v.DefineDataProperty("name", rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	if err := v.DefineDataProperty("length", rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// lowerCatch makes a catch clause pass what it caught to Errors first.
func lowerCatch(n *ast.CatchStatement) {
	if n.Parameter == nil {
		return
	}
	at := n.Body.LeftBrace
	name, ok := n.Parameter.(*ast.Identifier)
	var rest []ast.Statement
	if !ok {
		rest = []ast.Statement{&ast.LexicalDeclaration{Idx: at, Token: token.LET, List: []*ast.Binding{
			{Target: n.Parameter, Initializer: &ast.Identifier{Name: caughtValue, Idx: at}},
		}}}
		name = &ast.Identifier{Name: caughtValue, Idx: at}
		n.Parameter = name
	}
	call := &ast.ExpressionStatement{Expression: callOf(caughtName, at, &ast.Identifier{Name: name.Name, Idx: at})}
	n.Body.List = append(append([]ast.Statement{call}, rest...), n.Body.List...)
}

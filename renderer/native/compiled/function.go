package compiled

import (
	"math"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// Function is a function value: code and the variables that it captured.
type Function struct {
	code   *code
	realm  *Realm
	cells  []*cell
	this   Value // of arrow functions: that of the function around
	real   *goja.Object
	native func(this Value, args []Value) Value // in place of code
}

// NewFunction is a function in Go.
func (r *Realm) NewFunction(f func(this Value, args []Value) Value) Value {
	return Value{Ref: &Function{realm: r, native: f}}
}

// cell is a variable that closures share.
type cell struct{ v Value }

// code is a compiled function. It is immutable and shared by all VMs.
type code struct {
	name     string
	self     string // the name that a function expression has inside itself
	text     string // its source
	arrow    bool
	funcDecl bool
	strict   bool
	usesThis bool
	method   bool
	length   int
	params   int // how many arguments the first slots hold
	slots    int
	pos      file.Idx
	captured []capture
	entry    []func(*Frame)
	body     func(*Frame) ctl
	expr     func(*Frame) Value // in place of body for an arrow function without a block
	source   *source
	stub     stub
}

// capture says where a closure finds a variable when it is made: in a slot of the function around, or among its own captures.
type capture struct {
	slot int // of the function around; -1: up
	up   int
}

// Frame is one call of a compiled function.
type Frame struct {
	slots  []Value
	fn     *Function
	realm  *Realm
	this   Value
	args   []Value
	ret    Value
	label  string // of the break or continue under way
	pos    file.Idx
	caller *Frame
	depth  int
	ticks  int
}

// ctl is how a statement ended.
type ctl uint8

const (
	ctlNext ctl = iota
	ctlReturn
	ctlBreak
	ctlContinue
)

// maxCalls bounds the depth of calls, as goja bounds its own: Go's stack would take more.
const maxCalls = 6000

// Call calls the function. args are the caller's again when it returns.
func (fn *Function) Call(this Value, args []Value) Value {
	if fn.native != nil {
		return fn.native(this, args)
	}
	r, c := fn.realm, fn.code
	if r.calls++; r.calls&1023 == 0 {
		r.checkInterrupt()
	}
	f := r.frame()
	mark := r.slab.mark()
	f.slots = r.slab.take(c.slots)
	f.fn, f.this, f.args, f.pos = fn, this, args, c.pos
	copy(f.slots[:c.params], args)
	if c.usesThis && !c.strict && !c.arrow {
		f.this = r.sloppyThis(this)
	}
	if c.arrow {
		f.this = fn.this
	}
	for _, e := range c.entry {
		e(f)
	}
	var v Value
	if c.expr != nil {
		v = c.expr(f)
	} else if c.body(f) == ctlReturn {
		v = f.ret
	}
	f.ret = Undefined
	r.slab.reset(mark)
	r.top = f.caller
	return v
}

// frame is the frame of a call that begins.
func (r *Realm) frame() *Frame {
	caller := r.top
	depth := 0
	if caller != nil {
		depth = caller.depth + 1
	}
	if depth >= len(r.frames) {
		if depth >= maxCalls {
			panic(&goja.StackOverflowError{})
		}
		r.frames = append(r.frames, &Frame{realm: r, depth: depth})
	}
	f := r.frames[depth]
	f.caller = caller
	r.top = f
	return f
}

func (r *Realm) sloppyThis(this Value) Value {
	switch this.Ref.(type) {
	case nil, *nullKind:
		return Value{Ref: r.rt.GlobalObject()}
	case *boolKind, *numberKind, string, *Text, *goja.Symbol:
		return Value{Ref: r.ToGoja(this).ToObject(r.rt)}
	}
	return this
}

// slab is where the slots of frames are.
type slab struct {
	chunk []Value
	top   int
	older [][]Value
	spare []Value // the one that was needed last, so that calls at the end of a chunk don't make one each
}

type slabMark struct{ chunks, top int }

const slabChunk = 2048

func (s *slab) mark() slabMark { return slabMark{len(s.older), s.top} }

// take gives n slots that are undefined.
func (s *slab) take(n int) []Value {
	if s.top+n > len(s.chunk) {
		s.grow(n)
	}
	out := s.chunk[s.top : s.top+n : s.top+n]
	s.top += n
	return out
}

// grow begins another chunk.
func (s *slab) grow(n int) {
	next := s.spare
	s.spare = nil
	if len(next) < n {
		next = make([]Value, max(slabChunk, n))
	}
	if s.chunk != nil {
		s.older = append(s.older, s.chunk)
	}
	s.chunk, s.top = next, 0
}

// reset gives back what was taken since the mark.
func (s *slab) reset(m slabMark) {
	if len(s.older) > m.chunks {
		clear(s.chunk[:s.top])
		s.spare = s.chunk
		s.chunk = s.older[m.chunks]
		clear(s.older[m.chunks:])
		s.older = s.older[:m.chunks]
		clear(s.chunk[m.top:])
		s.top = m.top
		return
	}
	clear(s.chunk[m.top:s.top])
	s.top = m.top
}

// state is what an exception that is caught must restore.
type state struct {
	mark  slabMark
	top   *Frame
	entry *Frame
	run   uint64
}

func (r *Realm) state() state { return state{r.slab.mark(), r.top, r.entry, r.run} }

func (r *Realm) restore(s state) {
	r.slab.reset(s.mark)
	r.top = s.top
}

// tick counts a step of a loop, and now and then lets goja see whether it was interrupted.
func (f *Frame) tick() {
	if f.ticks++; f.ticks&1023 == 0 {
		f.realm.checkInterrupt()
	}
}

// escape is the function as goja sees it: one of its own, which calls this one.
func (fn *Function) escape(r *Realm) *goja.Object {
	if fn.real != nil {
		return fn.real
	}
	if fn.native != nil {
		fn.real = r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			return r.enter(func() Value { return fn.native(From(call.This), fromAll(call.Arguments)) })
		}).(*goja.Object)
		return fn.real
	}
	program, err := fn.code.stub.program(fn.code)
	if err != nil {
		panic(r.rt.NewGoError(err))
	}
	v, err := r.rt.RunProgram(program)
	if err != nil {
		panic(err)
	}
	factory, _ := goja.AssertFunction(v)
	made, err := factory(gojaUndef, r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		return r.enter(func() Value {
			return fn.Call(From(call.Arguments[0]), fromAll(call.Arguments[1:]))
		})
	}))
	if err != nil {
		panic(err)
	}
	fn.real = made.(*goja.Object)
	_ = fn.real.DefineDataProperty("name", r.ToGoja(String(fn.code.name)), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = fn.real.DefineDataProperty("length", numberToGoja(float64(fn.code.length)), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return fn.real
}

func fromAll(list []goja.Value) []Value {
	out := make([]Value, len(list))
	for i, v := range list {
		out[i] = From(v)
	}
	return out
}

// enter runs compiled code that goja calls.
func (r *Realm) enter(f func() Value) goja.Value {
	saved := r.begin()
	r.epoch++
	defer func() {
		if x := recover(); x != nil {
			switch e := x.(type) {
			case *goja.Exception:
				r.traced(e.Value())
			case goja.Value:
				r.traced(e)
			}
			r.end(saved)
			panic(x)
		}
	}()
	v := r.ToGoja(f())
	r.end(saved)
	return v
}

// callAny calls any value.
func (r *Realm) callAny(callee, this Value, args []Value) Value {
	switch f := callee.Ref.(type) {
	case *Function:
		return f.Call(this, args)
	case *goja.Object:
		return r.callObject(f, this, args)
	}
	panic(r.rt.NewTypeError("Value is not an object: %s", r.ToGoja(callee).String()))
}

// callObject calls a function of goja's; one that is known here without goja.
func (r *Realm) callObject(f *goja.Object, this Value, args []Value) Value {
	if fn := r.known(f); fn != nil {
		return fn.Call(this, args)
	}
	if in, ok := r.intrinsics[f]; ok {
		if v, ok := in(r, this, args); ok {
			return v
		}
	}
	call, ok := goja.AssertFunction(f)
	if !ok {
		panic(r.rt.NewTypeError("Not a function: %s", f.String()))
	}
	v, err := call(r.ToGoja(this), r.toGojaAll(args)...)
	r.epoch++
	if err != nil {
		panic(r.thrown(err))
	}
	return From(v)
}

// thrown is the error of a call as what to panic with.
func (r *Realm) thrown(err error) any {
	if ex, ok := err.(*goja.Exception); ok {
		return ex
	}
	return err
}

// construct is new callee(...args).
func (r *Realm) construct(callee Value, args []Value) Value {
	o, ok := r.ToGoja(callee).(*goja.Object)
	if !ok {
		panic(r.rt.NewTypeError("Value is not a constructor"))
	}
	c, ok := goja.AssertConstructor(o)
	if !ok {
		panic(r.rt.NewTypeError("Value is not a constructor"))
	}
	v, err := c(o, r.toGojaAll(args)...)
	r.epoch++
	if err != nil {
		panic(r.thrown(err))
	}
	r.traced(v)
	return From(v)
}

func truncate(n float64) float64 {
	if n != n {
		return 0
	}
	return math.Trunc(n)
}

// Plain reports whether goja has not seen the function.
func (fn *Function) Plain() bool { return fn.real == nil }

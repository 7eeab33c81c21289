package compiled

import (
	"reflect"
	"strconv"

	"github.com/dop251/goja"
)

// Realm is what compiled code has of one VM. It belongs to the VM's goroutine.
type Realm struct {
	rt      *goja.Runtime
	program *Program

	roots map[*goja.Object]*Function // functions of goja's that have compiled forms
	vars  []variable                 // those of the program that compiled code has read
	scope []scopeAccess

	intrinsics                                                   map[*goja.Object]Intrinsic
	objectProto, arrayProto, stringProto, numberProto, boolProto *goja.Object
	functionProto, iteratorProto, regexpClass, math              *goja.Object
	mathOriginals                                                map[string]*goja.Object
	arrayValues, arrayNext                                       goja.Value
	helpers                                                      map[string]goja.Callable

	// epoch changes whenever goja's code may have run, which may have changed a built-in object.
	epoch  uint64
	cached uint64 // the epoch in which lookups are valid
	lookup map[lookupKey]Value

	frames []*Frame
	calls  uint
	top    *Frame
	slab   slab
	host   any

	// The compiled calls above entry belong to one run of compiled code, which goja or the host called.
	entry       *Frame
	run, runs   uint64
	tracedError *goja.Object
	tracedRun   uint64

	broken bool // a scope ran twice: nothing is compiled any more
}

// Intrinsic is a built-in function done here; false when it takes goja for these arguments.
type Intrinsic func(r *Realm, this Value, args []Value) (Value, bool)

type lookupKey struct {
	object *goja.Object
	name   string
}

type variable struct {
	known bool
	v     Value
}

type scopeAccess struct{ get, set goja.Callable }

// newRealm prepares a VM for a program's compiled code.
func newRealm(rt *goja.Runtime, p *Program) *Realm {
	r := &Realm{
		rt: rt, program: p, roots: map[*goja.Object]*Function{}, intrinsics: map[*goja.Object]Intrinsic{},
		helpers: map[string]goja.Callable{}, lookup: map[lookupKey]Value{}, epoch: 1,
	}
	prototype := func(class string) *goja.Object {
		return rt.GlobalObject().Get(class).ToObject(rt).Get("prototype").ToObject(rt)
	}
	r.objectProto, r.arrayProto, r.stringProto = prototype("Object"), prototype("Array"), prototype("String")
	r.numberProto, r.boolProto, r.functionProto = prototype("Number"), prototype("Boolean"), prototype("Function")
	r.regexpClass = rt.GlobalObject().Get("RegExp").ToObject(rt)
	r.arrayValues = r.arrayProto.GetSymbol(goja.SymIterator)
	if begin, ok := goja.AssertFunction(r.arrayValues); ok {
		if it, err := begin(rt.NewArray()); err == nil {
			r.iteratorProto = it.ToObject(rt).Prototype()
			r.arrayNext = r.iteratorProto.Get("next")
		}
	}
	r.addIntrinsics()
	return r
}

// Runtime is the VM's goja runtime.
func (r *Realm) Runtime() *goja.Runtime { return r.rt }

// Host is what the host keeps with the realm; SetHost sets it.
func (r *Realm) Host() any { return r.host }

// SetHost sets what Host gives.
func (r *Realm) SetHost(h any) { r.host = h }

// Known is the compiled form of a function of goja's; nil for others.
func (r *Realm) Known(o *goja.Object) *Function { return r.known(o) }

func (r *Realm) known(o *goja.Object) *Function {
	fn := r.roots[o]
	if fn == nil {
		return nil
	}
	if fn.code == nil { // not compiled yet
		root := r.program.root(fn.cells[0].v.Ref.(int))
		c := root.compile()
		if c == nil {
			delete(r.roots, o)
			return nil
		}
		fn.code, fn.cells = c, nil
	}
	return fn
}

// NewRealm prepares a VM for the compiled code of a program.
func NewRealm(rt *goja.Runtime, p *Program) *Realm { return newRealm(rt, p) }

// EnterScope is the function ScopeName of a bundle: scope(number, get, set, root, function, …).
func (r *Realm) EnterScope(call goja.FunctionCall) goja.Value {
	id := int(call.Argument(0).ToInteger())
	if id >= len(r.scope) { // of a new script
		scopes, variables := r.program.sizes()
		r.scope = append(r.scope, make([]scopeAccess, scopes-len(r.scope))...)
		r.vars = append(r.vars, make([]variable, variables-len(r.vars))...)
	}
	if r.scope[id].get != nil {
		// A module whose evaluation failed is evaluated again: its variables are others now.
		clear(r.roots)
		clear(r.vars)
		r.broken = true
	}
	r.scope[id].get, _ = goja.AssertFunction(call.Argument(1))
	r.scope[id].set, _ = goja.AssertFunction(call.Argument(2))
	for i := 3; i+1 < len(call.Arguments); i += 2 {
		if f, ok := call.Arguments[i+1].(*goja.Object); ok {
			r.register(int(call.Arguments[i].ToInteger()), f)
		}
	}
	return goja.Undefined()
}

// Register is the function RegisterName of a bundle: compiled(root, function, name) gives the function.
func (r *Realm) Register(call goja.FunctionCall) goja.Value {
	f, ok := call.Argument(1).(*goja.Object)
	if !ok {
		return call.Argument(1)
	}
	if name, ok := call.Argument(2).(goja.String); ok && f.Get("name").String() == "" {
		_ = f.DefineDataProperty("name", name, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	r.register(int(call.Argument(0).ToInteger()), f)
	return f
}

// register notes that o is made from the function with a number.
func (r *Realm) register(id int, o *goja.Object) {
	if r.broken {
		return
	}
	r.roots[o] = &Function{realm: r, real: o, cells: []*cell{{Value{Ref: id}}}}
}

// Enter runs f, which calls compiled code, and returns what it throws.
func (r *Realm) Enter(f func() Value) (v Value, err error) {
	saved := r.begin()
	ex := r.rt.Try(func() { v = f() })
	if ex != nil {
		r.traced(ex.Value())
	}
	r.end(saved)
	if ex != nil {
		return Undefined, ex
	}
	return v, nil
}

// begin begins a run of compiled code; end ends it.
func (r *Realm) begin() state {
	saved := r.state()
	r.entry = r.top
	r.runs++
	r.run = r.runs
	return saved
}

func (r *Realm) end(saved state) {
	r.restore(saved)
	r.entry, r.run = saved.entry, saved.run
}

// read is the value of a variable of the program's own functions.
func (r *Realm) read(v *outer) Value {
	if slot := &r.vars[v.id]; slot.known {
		return slot.v
	}
	get := r.scope[v.scope].get
	if get == nil {
		panic(r.rt.NewTypeError("compiled code ran before its scope"))
	}
	got, err := get(gojaUndef, smallInt(v.index))
	if err != nil {
		panic(r.thrown(err))
	}
	out := From(got)
	if v.constant && !out.IsUndefined() {
		if o, ok := out.Ref.(*goja.Object); ok {
			if fn := r.known(o); fn != nil {
				out = Value{Ref: fn}
			}
		}
		r.vars[v.id] = variable{true, out} // the call may have loaded a script, and made the list longer
	}
	return out
}

func (r *Realm) write(v *outer, x Value) {
	if _, err := r.scope[v.scope].set(gojaUndef, smallInt(v.index), r.ToGoja(x)); err != nil {
		panic(r.thrown(err))
	}
}

func smallInt(i int) goja.Value {
	if i < smallCount {
		return smallInts[i]
	}
	return scratch.ToValue(int64(i))
}

// global is a variable of the global object.
func (r *Realm) global(name string) Value {
	g := r.rt.GlobalObject()
	v := r.builtin(g, name)
	if v.IsUndefined() && g.Get(name) == nil {
		return From(r.helper("(() => " + name + ")"))
	}
	return v
}

// builtin is a property of one of the built-in objects, which only goja's code can change.
func (r *Realm) builtin(o *goja.Object, name string) Value {
	if r.cached != r.epoch {
		clear(r.lookup)
		r.cached = r.epoch
	}
	key := lookupKey{o, name}
	if v, ok := r.lookup[key]; ok {
		return v
	}
	v := From(o.Get(name))
	r.lookup[key] = v
	return v
}

// helper calls a function of JavaScript's, given by its source.
func (r *Realm) helper(source string, args ...Value) goja.Value {
	f := r.helpers[source]
	if f == nil {
		program, err := goja.Compile("ssr:compiled", source, false)
		if err != nil {
			panic(err)
		}
		v, err := r.rt.RunProgram(program)
		if err != nil {
			panic(r.thrown(err))
		}
		f, _ = goja.AssertFunction(v)
		r.helpers[source] = f
	}
	v, err := f(gojaUndef, r.toGojaAll(args)...)
	r.epoch++
	if err != nil {
		panic(r.thrown(err))
	}
	return v
}

// checkInterrupt lets goja look whether it was interrupted: it does when a function of its own is called.
func (r *Realm) checkInterrupt() {
	r.helper("(() => {})")
	r.epoch-- // which changes nothing
}

var typeArray = reflect.TypeFor[[]any]()

// isPlainArray reports whether o is an array of goja's that iterates as arrays do.
func (r *Realm) isPlainArray(o *goja.Object) bool {
	return o.ClassName() == "Array" && o.ExportType() == typeArray &&
		o.GetSymbol(goja.SymIterator) == r.arrayValues && r.iteratorProto.Get("next") == r.arrayNext
}

// Elements are the items of an array of goja's.
func (r *Realm) elements(o *goja.Object) []Value {
	n := int(o.Get("length").ToInteger())
	out := make([]Value, n)
	for i := range out {
		out[i] = From(o.Get(strconv.Itoa(i)))
	}
	return out
}

// Call calls a function; it panics with what it throws, as JavaScript's exceptions do.
func (r *Realm) Call(fn Value, args ...Value) Value { return r.callAny(fn, Undefined, args) }

// List are the items of an array; false for what is none.
func (r *Realm) List(v Value) ([]Value, bool) {
	switch a := v.Ref.(type) {
	case *Array:
		return r.itemsOf(v), true
	case *goja.Object:
		if a.ClassName() == "Array" {
			return r.elements(a), true
		}
	}
	return nil, false
}

// Without is a copy of an object without one of its properties.
func (r *Realm) Without(v Value, name string) Value { return r.without(v, map[string]bool{name: true}) }

// Changed says that goja's code has run.
func (r *Realm) Changed() { r.epoch++ }

// Epoch changes whenever goja's code may have run.
func (r *Realm) Epoch() uint64 { return r.epoch }

// Builtin is a property of an object that only goja's code can change; it is looked up once an epoch.
func (r *Realm) Builtin(o *goja.Object, name string) Value { return r.builtin(o, name) }

// Get is v[name].
func (r *Realm) Get(v Value, name string) Value { return r.getNamed(v, name) }

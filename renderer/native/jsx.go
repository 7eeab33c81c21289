package native

import (
	"reflect"
	"regexp"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// script is the host of the compiled functions of one script: it makes elements and answers hooks without goja.
type script struct {
	wrappers, runtimes, react map[unistring.String]bool // as in compiler
}

var _ compiled.Host = (*script)(nil)

// findReact finds the variables that hold the app's react, as findWrappers and findRuntimes find the JSX runtime.
func (c *compiler) findReact(n any) {
	target, value := assigned(n)
	name, ok := target.(*ast.Identifier)
	if !ok {
		return
	}
	for {
		call, ok := value.(*ast.CallExpression)
		if !ok {
			return
		}
		f, ok := call.Callee.(*ast.Identifier)
		if !ok {
			return
		}
		if len(call.ArgumentList) == 0 {
			if strings.HasPrefix(f.Name.String(), "require_react") {
				c.react[name.Name] = true
			}
			return
		}
		value = call.ArgumentList[0]
	}
}

// Prepare makes templates of the JSX in a function that is compiled.
func (s *script) Prepare(tree *ast.Program) (any, error) {
	c := &compiler{templates: &Templates{}, wrappers: s.wrappers, runtimes: s.runtimes, react: s.react}
	c.walk(reflect.ValueOf(tree.Body))
	return c.roots, nil
}

// Call compiles the calls that make elements, and those of hooks.
func (s *script) Call(c *compiled.Compiler, call *ast.CallExpression) (compiled.Expression, bool) {
	if f, ok := call.Callee.(*ast.Identifier); ok {
		switch f.Name {
		case templateName:
			return compileTemplate(c, call.ArgumentList), true
		case elementName:
			return compileElement(c, call.ArgumentList), true
		}
		return nil, false
	}
	return s.hookCall(c, call)
}

func runtimeOf(f *compiled.Frame) *Runtime { return f.Realm().Host().(*Runtime) }

// compileTemplate compiles template(id, holes…).
func compileTemplate(c *compiled.Compiler, args []ast.Expression) compiled.Expression {
	node := c.Prepared.([]*templateNode)[args[0].(*ast.NumberLiteral).Value.(int64)]
	holes := make([]compiled.Expression, len(args)-1)
	for i, a := range args[1:] {
		holes[i] = c.Expression(a)
	}
	return func(f *compiled.Frame) compiled.Value {
		in := &instance{shared: runtimeOf(f).kinds(), node: node}
		if len(holes) > 0 {
			in.holes = make([]compiled.Value, len(holes))
			for i, h := range holes {
				in.holes[i] = h(f)
			}
		}
		return compiled.Value{Ref: in}
	}
}

// compileElement compiles element(type, props, key).
func compileElement(c *compiled.Compiler, args []ast.Expression) compiled.Expression {
	typ, props := c.Expression(args[0]), c.Expression(args[1])
	key := func(*compiled.Frame) compiled.Value { return compiled.Undefined }
	if len(args) > 2 {
		key = c.Expression(args[2])
	}
	return func(f *compiled.Frame) compiled.Value {
		what := typ(f)
		with := props(f)
		return compiled.Value{Ref: runtimeOf(f).kinds().newElement(what, with, key(f))}
	}
}

// hookOf tells which hook a call may call: (0, react.useState)(…), React.useState(…), react.default.useState(…).
func (s *script) hookOf(c *compiled.Compiler, call *ast.CallExpression) (hook string, object ast.Expression) {
	callee := call.Callee
	if list, ok := callee.(*ast.SequenceExpression); ok && len(list.Sequence) == 2 {
		callee = list.Sequence[1]
	}
	dot, ok := callee.(*ast.DotExpression)
	if !ok || !knownHooks[dot.Identifier.Name.String()] {
		return "", nil
	}
	base := dot.Left
	if inner, ok := base.(*ast.DotExpression); ok && inner.Identifier.Name == "default" {
		base = inner.Left
	}
	id, ok := base.(*ast.Identifier)
	if !ok || !s.react[id.Name] || !c.Outside(id.Name.String()) {
		return "", nil
	}
	for _, a := range call.ArgumentList {
		if _, spread := a.(*ast.SpreadElement); spread {
			return "", nil
		}
	}
	return dot.Identifier.Name.String(), dot.Left
}

var knownHooks = map[string]bool{
	"useState": true, "useReducer": true, "useMemo": true, "useCallback": true, "useRef": true, "useContext": true, "useId": true,
	"useEffect": true, "useLayoutEffect": true, "useInsertionEffect": true,
}

// dispatches matches React's functions of hooks, which call the dispatcher's.
var dispatches = regexp.MustCompile(`(?:\.H|resolveDispatcher\(\))\.(use[A-Za-z]+)\(`)

// findHooks notes React's own functions of hooks.
func (r *Runtime) findHooks() {
	r.reactHooks = map[string]*goja.Object{}
	for name := range knownHooks {
		f, ok := r.react.Get(name).(*goja.Object)
		if !ok {
			continue
		}
		if m := dispatches.FindStringSubmatch(f.String()); m != nil && m[1] == name {
			r.reactHooks[name] = f
		}
	}
}

// answers reports whether a call of object.hook is one of React's, in a component that this renderer renders.
func (r *Runtime) answers(object compiled.Value, hook string) bool {
	if !r.hooks.active {
		return false
	}
	o, ok := object.Ref.(*goja.Object)
	if !ok {
		return false
	}
	epoch := r.realm.Epoch()
	if r.checked != epoch {
		if r.shared.Get("H") != goja.Value(r.hooksD) {
			return false
		}
		r.checked = epoch
	}
	f, ok := r.realm.Builtin(o, hook).Ref.(*goja.Object)
	return ok && f == r.reactHooks[hook]
}

// hookCall compiles a call of a hook.
func (s *script) hookCall(c *compiled.Compiler, call *ast.CallExpression) (compiled.Expression, bool) {
	which, base := s.hookOf(c, call)
	if which == "" || which == "useState" || which == "useReducer" {
		return nil, false // these give pairs: Tuple
	}
	object := c.Expression(base)
	args := call.ArgumentList
	switch which {
	case "useEffect", "useLayoutEffect", "useInsertionEffect":
		return effect(c, object, which, args)
	}
	evs := make([]compiled.Expression, 2)
	for i := range evs {
		evs[i] = func(*compiled.Frame) compiled.Value { return compiled.Undefined }
		if i < len(args) {
			evs[i] = c.Expression(args[i])
		}
	}
	if len(args) > 2 {
		return nil, false
	}
	a, b := evs[0], evs[1]
	at := call.Idx1()
	return func(f *compiled.Frame) compiled.Value {
		o := object(f)
		r := runtimeOf(f)
		known := r.answers(o, which)
		if !known {
			fn := f.Realm().Get(o, which)
			list := []compiled.Value{a(f), b(f)}
			f.At(at)
			return f.Realm().Call(fn, list[:len(args)]...)
		}
		x := a(f)
		y := b(f)
		f.At(at)
		switch which {
		case "useMemo":
			return r.memo(x, y)
		case "useCallback":
			return r.callback(x, y)
		case "useRef":
			return r.ref(x)
		case "useContext":
			return f.Realm().Get(x, "_currentValue")
		default: // useId
			return compiled.String(r.id())
		}
	}, true
}

// effect compiles a call of an effect's hook: the server never calls its function, which is not even made.
func effect(c *compiled.Compiler, object compiled.Expression, hook string, args []ast.Expression) (compiled.Expression, bool) {
	if len(args) == 0 || len(args) > 2 || !isFunctionLiteral(args[0]) {
		return nil, false
	}
	var deps []compiled.Expression
	if len(args) == 2 {
		list, ok := args[1].(*ast.ArrayLiteral)
		if !ok {
			return nil, false
		}
		for _, d := range list.Value {
			if _, spread := d.(*ast.SpreadElement); spread || d == nil {
				return nil, false
			}
			deps = append(deps, c.Expression(d))
		}
	}
	return func(f *compiled.Frame) compiled.Value {
		r, o := runtimeOf(f), object(f)
		if r.answers(o, hook) {
			for _, d := range deps {
				d(f)
			}
			return compiled.Undefined
		}
		// Not in a component of this renderer's: React's own function gives what it is given to the dispatcher that there is.
		own, ok := f.Realm().Get(o, hook).Ref.(*goja.Object)
		if !ok || own != r.reactHooks[hook] {
			panic(r.vm.NewTypeError("%s is not React's: a component that is compiled can't use another", hook))
		}
		list := make([]compiled.Value, len(deps))
		for i, d := range deps {
			list[i] = d(f)
		}
		return f.Realm().Call(compiled.Value{Ref: own}, compiled.From(r.kinds().handler), compiled.Value{Ref: compiled.NewArray(list)})
	}, true
}

// Tuple compiles const [state, setState] = useState(…).
func (s *script) Tuple(c *compiled.Compiler, call *ast.CallExpression, n int) (func(*compiled.Frame, func(int, compiled.Value)), bool) {
	which, base := s.hookOf(c, call)
	if which != "useState" && which != "useReducer" || n > 2 || len(call.ArgumentList) > 3 {
		return nil, false
	}
	object := c.Expression(base)
	args := make([]compiled.Expression, len(call.ArgumentList))
	for i, a := range call.ArgumentList {
		args[i] = c.Expression(a)
	}
	at := call.Idx1()
	return func(f *compiled.Frame, set func(int, compiled.Value)) {
		o, r := object(f), runtimeOf(f)
		known := r.answers(o, which)
		fn := compiled.Undefined
		if !known {
			fn = f.Realm().Get(o, which)
		}
		var list [3]compiled.Value
		for i, a := range args {
			list[i] = a(f)
		}
		f.At(at)
		if !known {
			pair, ok := f.Realm().List(f.Realm().Call(fn, list[:len(args)]...))
			if !ok {
				panic(r.vm.NewTypeError("%s gave no array", which))
			}
			for i := range min(n, len(pair)) {
				set(i, pair[i])
			}
			return
		}
		var h *hook
		if which == "useState" {
			h = r.state(list[0])
		} else {
			h = r.reducer(list[0], list[1], list[2])
		}
		set(0, h.value)
		if n > 1 {
			set(1, r.setterOf(h))
		}
	}, true
}

// Export leaves members to goja.
func (s *script) Export(*compiled.Compiler, *ast.DotExpression) (compiled.Expression, bool) {
	return nil, false
}

// object is a value as an object of goja's.
func (r *Runtime) object(v compiled.Value) *goja.Object { return r.realm.ToGoja(v).(*goja.Object) }

// propList is the props of an element of the document, whose names are read in their order: an object of goja's, or one that it
// has not seen.
type propList interface {
	// Get returns nil for a property that is missing.
	Get(name string) goja.Value
	Keys() []string
}

// ownProps are props that goja has not seen.
type ownProps struct {
	r     *Runtime
	props *compiled.Object
}

// Get is the value of a property. Event handlers, which the server never calls, are not made.
func (p ownProps) Get(name string) goja.Value {
	v, ok := p.props.Own(name)
	if !ok {
		if p.props.Plain() {
			return nil
		}
		return p.r.object(compiled.Value{Ref: p.props}).Get(name)
	}
	if f, ok := v.Ref.(*compiled.Function); ok && isHandler(name) && f.Plain() {
		return p.r.kinds().handler
	}
	return p.r.realm.ToGoja(v)
}

// Keys are the names.
func (p ownProps) Keys() []string { return p.props.Names() }

// hostProps is the props of an element of the document.
func (r *Runtime) hostProps(v compiled.Value) propList {
	if own, ok := v.Ref.(*compiled.Object); ok && own.Plain() {
		return ownProps{r, own}
	}
	return r.object(v)
}

// prop is a property of an element's props.
func (r *Runtime) prop(props compiled.Value, name string) compiled.Value {
	if o, ok := props.Ref.(*compiled.Object); ok && o.Plain() {
		v, _ := o.Own(name)
		return v
	}
	return compiled.From(r.object(props).Get(name))
}

// component is the call of a function component.
func (r *Runtime) component(component, props compiled.Value, ref goja.Value) (func() (compiled.Value, error), error) {
	fn, _ := component.Ref.(*compiled.Function)
	if o, ok := component.Ref.(*goja.Object); ok {
		fn = r.realm.Known(o)
	}
	if fn != nil {
		args := [2]compiled.Value{props, compiled.From(ref)}
		return func() (compiled.Value, error) {
			v, err := r.realm.Enter(func() compiled.Value { return fn.Call(compiled.Undefined, args[:]) })
			if err != nil {
				err = asThrown(err)
			}
			return v, err
		}, nil
	}
	call, ok := goja.AssertFunction(r.realm.ToGoja(component))
	if !ok {
		return nil, r.fail("A component is not a function")
	}
	return func() (compiled.Value, error) {
		v, err := r.call(call, goja.Undefined(), r.object(props), ref)
		return compiled.From(v), err
	}, nil
}

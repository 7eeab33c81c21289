package native

import (
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/dop251/goja"
)

// templateNode is a host element, or a fragment, of compiled JSX: what is literal in the source is kept here, the rest are holes whose
// values an instance has. A node is immutable and shared by all VMs.
type templateNode struct {
	tag      string // "" is a fragment
	props    []templateProp
	children []templateChild
	list     bool // the children are an array in the source
	key      templateValue
	compiled func() []op
}

// templateValue is a literal or a hole. The zero value is a missing one.
type templateValue struct {
	kind    valueKind
	literal goja.Value
	hole    int
}

type valueKind uint8

const (
	valueMissing valueKind = iota
	valueLiteral
	valueHole
	valueHandler // a function that is never called on the server
	valueStyle   // an object of templateProp.style
	valueHTML    // {__html: value}
)

// templateProp is a property of an element but for its children, whose place among the properties is kept.
type templateProp struct {
	name  string
	value templateValue
	style []templateProp // of valueStyle
	html  templateValue  // of valueHTML
}

// templateChild is one child: a node, or a value.
type templateChild struct {
	node  *templateNode
	value templateValue
}

// Templates are the templates of one program. Rewrite adds those of one of its scripts, while VMs use the others.
type Templates struct {
	roots atomic.Pointer[[]*templateNode]

	// The rest is Rewrite's.

	// wrappers are, by script, the exports that give the exports of the JSX runtime.
	wrappers map[string]map[string]bool
}

func (t *Templates) list() []*templateNode {
	if list := t.roots.Load(); list != nil {
		return *list
	}
	return nil
}

// instance is an element made from a template. To JavaScript it is an object with the properties of a React element.
type instance struct {
	shared *elementKinds
	node   *templateNode
	holes  []goja.Value
	props  *goja.Object // when somebody has asked for it
}

// element is an element whose type or properties are only known when it is made. To JavaScript it is an object with the
// properties of a React element.
type elementObject struct {
	shared *elementKinds
	typ    goja.Value
	key    goja.Value
	props  *goja.Object
}

var (
	typeInstance = reflect.TypeFor[*instance]()
	typeElement  = reflect.TypeFor[*elementObject]()
)

// elementKinds is what the elements of a VM share.
type elementKinds struct {
	vm                *goja.Runtime
	element, fragment *goja.Symbol
	handler           goja.Value // stands for event handlers
}

var elementKeys = []string{"$$typeof", "type", "key", "ref", "props"}

func elementProperty(shared *elementKinds, key string, typ, elementKey func() goja.Value, props func() *goja.Object) goja.Value {
	switch key {
	case "$$typeof":
		return shared.element
	case "type":
		return typ()
	case "key":
		return elementKey()
	case "props":
		return props()
	case "ref":
		if ref := props().Get("ref"); ref != nil && !goja.IsUndefined(ref) {
			return ref
		}
		return goja.Null()
	}
	return nil
}

func isElementKey(key string) bool {
	for _, k := range elementKeys {
		if k == key {
			return true
		}
	}
	return false
}

// Get, Set, Has, Delete and Keys make instances objects of goja (goja.DynamicObject); they cannot be changed.
func (in *instance) Get(key string) goja.Value {
	return elementProperty(in.shared, key, in.typeValue, in.keyValue, in.materialise)
}

// Set refuses every change.
func (in *instance) Set(string, goja.Value) bool { return false }

// Has reports the properties of an element.
func (in *instance) Has(key string) bool { return isElementKey(key) }

// Delete refuses to take a property away.
func (in *instance) Delete(key string) bool { return !isElementKey(key) }

// Keys lists the properties of an element.
func (in *instance) Keys() []string { return elementKeys }

func (in *instance) typeValue() goja.Value {
	if in.node.tag == "" {
		return in.shared.fragment
	}
	return in.shared.vm.ToValue(in.node.tag)
}

func (in *instance) keyValue() goja.Value { return elementKey(in.shared.vm, in.value(in.node.key)) }

// elementKey is a key as an element has it: null or a string.
func elementKey(vm *goja.Runtime, v goja.Value) goja.Value {
	if v == nil || goja.IsUndefined(v) {
		return goja.Null()
	}
	if _, ok := v.(goja.String); ok {
		return v
	}
	if s, ok := v.(*goja.Symbol); ok { // React.optimisticKey
		return s
	}
	return vm.ToValue(v.String())
}

// value is the value of a literal or hole; nil for a missing one.
func (in *instance) value(v templateValue) goja.Value {
	switch v.kind {
	case valueLiteral:
		return v.literal
	case valueHole:
		return in.holes[v.hole]
	case valueHandler:
		return in.shared.handler
	}
	return nil
}

// materialise makes the props object, for code that looks at the element.
func (in *instance) materialise() *goja.Object {
	if in.props != nil {
		return in.props
	}
	o := in.shared.vm.NewObject()
	set := func(to *goja.Object, name string, v goja.Value) { _ = to.Set(name, v) }
	for i := range in.node.props {
		p := &in.node.props[i]
		switch p.value.kind {
		case valueMissing: // the place of the children
			set(o, "children", in.childrenValue())
		case valueStyle:
			style := in.shared.vm.NewObject()
			for _, s := range p.style {
				set(style, s.name, in.value(s.value))
			}
			set(o, p.name, style)
		case valueHTML:
			html := in.shared.vm.NewObject()
			set(html, "__html", in.value(p.html))
			set(o, p.name, html)
		default:
			set(o, p.name, in.value(p.value))
		}
	}
	in.props = o
	return o
}

func (in *instance) childrenValue() goja.Value {
	child := func(c templateChild) goja.Value {
		if c.node == nil {
			return in.value(c.value)
		}
		return in.shared.vm.NewDynamicObject(&instance{shared: in.shared, node: c.node, holes: in.holes})
	}
	if !in.node.list {
		return child(in.node.children[0])
	}
	items := make([]any, len(in.node.children))
	for i, c := range in.node.children {
		items[i] = child(c)
	}
	return in.shared.vm.NewArray(items...)
}

// Get, Set, Has, Delete and Keys make elements objects of goja (goja.DynamicObject); they cannot be changed.
func (e *elementObject) Get(key string) goja.Value {
	return elementProperty(e.shared, key,
		func() goja.Value { return e.typ }, func() goja.Value { return e.key }, func() *goja.Object { return e.props })
}

// Set refuses every change.
func (e *elementObject) Set(string, goja.Value) bool { return false }

// Has reports the properties of an element.
func (e *elementObject) Has(key string) bool { return isElementKey(key) }

// Delete refuses to take a property away.
func (e *elementObject) Delete(key string) bool { return !isElementKey(key) }

// Keys lists the properties of an element.
func (e *elementObject) Keys() []string { return elementKeys }

// templateFunctions are the functions that rewritten code calls: template(id, holes…) and element(type, props, key).
func templateFunctions(vm *goja.Runtime, templates *Templates) (template, element func(goja.FunctionCall) goja.Value) {
	kinds := sync.OnceValue(func() *elementKinds {
		k := &elementKinds{vm: vm, handler: vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })}
		symbolFor, _ := goja.AssertFunction(vm.Get("Symbol").ToObject(vm).Get("for"))
		for name, target := range map[string]**goja.Symbol{"react.transitional.element": &k.element, "react.fragment": &k.fragment} {
			if v, err := symbolFor(goja.Undefined(), vm.ToValue(name)); err == nil {
				*target, _ = v.(*goja.Symbol)
			}
		}
		return k
	})
	template = func(call goja.FunctionCall) goja.Value {
		in := &instance{shared: kinds(), node: templates.list()[call.Argument(0).ToInteger()]}
		if n := len(call.Arguments) - 1; n > 0 {
			in.holes = make([]goja.Value, n)
			copy(in.holes, call.Arguments[1:])
		}
		return vm.NewDynamicObject(in)
	}
	element = func(call goja.FunctionCall) goja.Value {
		e := &elementObject{shared: kinds(), typ: call.Argument(0)}
		props, ok := call.Argument(1).(*goja.Object)
		if !ok {
			panic(vm.NewTypeError("Cannot read properties of %s (reading 'key')", call.Argument(1)))
		}
		e.key = elementKey(vm, call.Argument(2))
		if key := props.Get("key"); key != nil { // from a spread
			if !goja.IsUndefined(key) {
				e.key = elementKey(vm, key)
			}
			rest := vm.NewObject()
			for _, name := range props.Keys() {
				if name != "key" {
					_ = rest.Set(name, props.Get(name))
				}
			}
			props = rest
		}
		e.props = props
		return vm.NewDynamicObject(e)
	}
	return template, element
}

var (
	_ goja.DynamicObject = (*instance)(nil)
	_ goja.DynamicObject = (*elementObject)(nil)
)

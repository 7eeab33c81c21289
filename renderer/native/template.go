package native

import (
	"reflect"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
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
	literal compiled.Value
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
	css   string // a style's name in CSS
	value templateValue
	style []templateProp // of valueStyle
	html  templateValue  // of valueHTML
}

// templateChild is one child: a node, or a value.
type templateChild struct {
	node  *templateNode
	value templateValue
}

// Templates are the templates and the compiled functions of one program. Rewrite adds those of one of its scripts, while VMs use the others.
type Templates struct {
	// Interpret leaves all functions to goja.
	Interpret bool

	roots   atomic.Pointer[[]*templateNode]
	program compiled.Program

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
	holes  []compiled.Value
	props  *goja.Object // when somebody has asked for it
	object *goja.Object // what it is to JavaScript, when somebody has asked for it
}

// element is an element whose type or properties are only known when it is made. To JavaScript it is an object with the
// properties of a React element.
type elementObject struct {
	shared *elementKinds
	typ    compiled.Value
	key    compiled.Value // null or a string
	props  compiled.Value
	object *goja.Object
}

var (
	typeInstance = reflect.TypeFor[*instance]()
	typeElement  = reflect.TypeFor[*elementObject]()
)

// elementKinds is what the elements of a VM share.
type elementKinds struct {
	realm             *compiled.Realm
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

func (in *instance) keyValue() goja.Value {
	return in.shared.realm.ToGoja(elementKey(in.shared.realm, in.value(in.node.key)))
}

// elementKey is a key as an element has it: null or a string.
func elementKey(realm *compiled.Realm, v compiled.Value) compiled.Value {
	if v.IsUndefined() {
		return compiled.Null
	}
	if _, ok := v.Text(); ok {
		return v
	}
	if _, ok := v.Ref.(*goja.Symbol); ok { // React.optimisticKey
		return v
	}
	if v.IsNumber() {
		return compiled.String(v.NumberText())
	}
	return compiled.String(realm.ToGoja(v).String())
}

// value is the value of a literal or hole; nil for a missing one.
func (in *instance) value(v templateValue) compiled.Value {
	switch v.kind {
	case valueLiteral:
		return v.literal
	case valueHole:
		return in.holes[v.hole]
	case valueHandler:
		return compiled.From(in.shared.handler)
	}
	return compiled.Undefined
}

// ToGoja is the instance as an object of goja's; always the same.
func (in *instance) ToGoja(r *compiled.Realm) *goja.Object {
	if in.object == nil {
		in.object = r.Runtime().NewDynamicObject(in)
	}
	return in.object
}

// Escaped is that object if it was made.
func (in *instance) Escaped() *goja.Object { return in.object }

// materialise makes the props object, for code that looks at the element.
func (in *instance) materialise() *goja.Object {
	if in.props != nil {
		return in.props
	}
	o := in.shared.vm.NewObject()
	value := func(v templateValue) goja.Value { return in.shared.realm.ToGoja(in.value(v)) }
	set := func(to *goja.Object, name string, v goja.Value) { _ = to.Set(name, v) }
	for i := range in.node.props {
		p := &in.node.props[i]
		switch p.value.kind {
		case valueMissing: // the place of the children
			set(o, "children", in.childrenValue())
		case valueStyle:
			style := in.shared.vm.NewObject()
			for _, s := range p.style {
				set(style, s.name, value(s.value))
			}
			set(o, p.name, style)
		case valueHTML:
			html := in.shared.vm.NewObject()
			set(html, "__html", value(p.html))
			set(o, p.name, html)
		default:
			set(o, p.name, value(p.value))
		}
	}
	in.props = o
	return o
}

func (in *instance) childrenValue() goja.Value {
	child := func(c templateChild) goja.Value {
		if c.node == nil {
			return in.shared.realm.ToGoja(in.value(c.value))
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

// ToGoja is the element as an object of goja's; always the same.
func (e *elementObject) ToGoja(r *compiled.Realm) *goja.Object {
	if e.object == nil {
		e.object = r.Runtime().NewDynamicObject(e)
	}
	return e.object
}

// Escaped is that object if it was made.
func (e *elementObject) Escaped() *goja.Object { return e.object }

// Get, Set, Has, Delete and Keys make elements objects of goja (goja.DynamicObject); they cannot be changed.
func (e *elementObject) Get(key string) goja.Value {
	return elementProperty(e.shared, key,
		func() goja.Value { return e.shared.realm.ToGoja(e.typ) }, func() goja.Value { return e.shared.realm.ToGoja(e.key) },
		func() *goja.Object { return e.shared.realm.ToGoja(e.props).(*goja.Object) })
}

// Set refuses every change.
func (e *elementObject) Set(string, goja.Value) bool { return false }

// Has reports the properties of an element.
func (e *elementObject) Has(key string) bool { return isElementKey(key) }

// Delete refuses to take a property away.
func (e *elementObject) Delete(key string) bool { return !isElementKey(key) }

// Keys lists the properties of an element.
func (e *elementObject) Keys() []string { return elementKeys }

// newElementKinds looks up what the elements of a VM share.
func newElementKinds(realm *compiled.Realm) *elementKinds {
	vm := realm.Runtime()
	k := &elementKinds{realm: realm, vm: vm, handler: vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })}
	symbolFor, _ := goja.AssertFunction(vm.Get("Symbol").ToObject(vm).Get("for"))
	for name, target := range map[string]**goja.Symbol{"react.transitional.element": &k.element, "react.fragment": &k.fragment} {
		if v, err := symbolFor(goja.Undefined(), vm.ToValue(name)); err == nil {
			*target, _ = v.(*goja.Symbol)
		}
	}
	return k
}

// newElement makes an element as the JSX runtime does: a key among the props, which comes from a spread, is the element's.
func (k *elementKinds) newElement(typ, props, key compiled.Value) *elementObject {
	e := &elementObject{shared: k, typ: typ, key: elementKey(k.realm, key), props: props}
	if own, ok := props.Ref.(*compiled.Object); ok && own.Plain() {
		if v, ok := own.Own("key"); ok {
			if !v.IsUndefined() {
				e.key = elementKey(k.realm, v)
			}
			e.props = k.realm.Without(props, "key")
		}
		return e
	}
	o, ok := k.realm.ToGoja(props).(*goja.Object)
	if !ok {
		panic(k.vm.NewTypeError("Cannot read properties of %s (reading 'key')", k.realm.ToGoja(props)))
	}
	e.props = compiled.Value{Ref: o}
	if v := o.Get("key"); v != nil {
		if !goja.IsUndefined(v) {
			e.key = elementKey(k.realm, compiled.From(v))
		}
		rest := k.vm.NewObject()
		for _, name := range o.Keys() {
			if name != "key" {
				_ = rest.Set(name, o.Get(name))
			}
		}
		e.props = compiled.Value{Ref: rest}
	}
	return e
}

// templateFunctions are the functions that rewritten code calls: template(id, holes…) and element(type, props, key).
func templateFunctions(kinds func() *elementKinds, templates *Templates) (template, element func(goja.FunctionCall) goja.Value) {
	template = func(call goja.FunctionCall) goja.Value {
		in := &instance{shared: kinds(), node: templates.list()[call.Argument(0).ToInteger()]}
		if n := len(call.Arguments) - 1; n > 0 {
			in.holes = make([]compiled.Value, n)
			for i, v := range call.Arguments[1:] {
				in.holes[i] = compiled.From(v)
			}
		}
		return in.ToGoja(in.shared.realm)
	}
	element = func(call goja.FunctionCall) goja.Value {
		k := kinds()
		return k.newElement(compiled.From(call.Argument(0)), compiled.From(call.Argument(1)), compiled.From(call.Argument(2))).ToGoja(k.realm)
	}
	return template, element
}

var (
	_ goja.DynamicObject = (*instance)(nil)
	_ goja.DynamicObject = (*elementObject)(nil)
	_ compiled.Escaper   = (*instance)(nil)
	_ compiled.Escaper   = (*elementObject)(nil)
)

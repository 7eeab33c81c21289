package intl

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// class is a constructor of Intl whose instances have a T in their slot.
type class[T any] struct {
	*realm
	name        string
	constructor *goja.Object
	prototype   *goja.Object
	slots       node.Slots[T]
}

// newClass defines Intl.NAME. create makes the slot of a new instance from the constructor's arguments. plain says that the
// constructor may be called without new.
func newClass[T any](r *realm, name string, length int, plain bool, create func(call goja.ConstructorCall) T) *class[T] {
	c := &class[T]{realm: r, name: name}
	c.constructor = r.rt.ToValue(func(call goja.ConstructorCall) *goja.Object {
		// goja gives no NewTarget to a plain `new`: an instance without a slot is one that is being made.
		o := call.This
		if !r.rt.InstanceOf(o, c.constructor) || c.has(o) {
			if !plain {
				r.typeError("Constructor Intl.%s requires 'new'", name)
			}
			o = r.rt.CreateObject(c.prototype)
		}
		c.slots.Set(o, create(call))
		return o
	}).(*goja.Object)
	r.must(c.constructor.DefineDataProperty("name", r.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	r.must(c.constructor.DefineDataProperty("length", r.rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	c.prototype = c.constructor.Get("prototype").(*goja.Object)
	r.must(c.constructor.DefineDataProperty("prototype", c.prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	r.define(r.intl, name, c.constructor)
	return c
}

func (c *class[T]) has(o *goja.Object) bool { _, ok := c.slots.Get(o); return ok }

// method defines a method of the prototype.
func (c *class[T]) method(name string, length int, f func(slot T, call goja.FunctionCall) goja.Value) {
	full := "Intl." + c.name + ".prototype." + name
	c.define(c.prototype, name, c.vm.Function(name, length, func(call goja.FunctionCall) goja.Value {
		return f(c.this(call.This, full), call)
	}))
}

// getter defines an accessor of the prototype. method is what V8 calls it in the error for a wrong receiver; empty stands for its full name.
func (c *class[T]) getter(name, method string, f func(slot T) goja.Value) {
	if method == "" {
		method = "Intl." + c.name + ".prototype." + name
	}
	get := c.vm.Function("get "+name, 0, func(call goja.FunctionCall) goja.Value { return f(c.this(call.This, method)) })
	c.must(c.prototype.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// end completes the class: it comes after the methods, for the order of keys is visible.
func (c *class[T]) end() { c.tag(c.prototype, "Intl."+c.name) }

// this is the slot of a receiver; others get V8's TypeError.
func (c *class[T]) this(v goja.Value, method string) T {
	slot, ok := c.slots.Get(v)
	if !ok {
		c.typeError("Method %s called on incompatible receiver %s", method, c.shown(v))
	}
	return slot
}

// shown is how V8's messages show a value: objects by their constructor's name.
func (r *realm) shown(v goja.Value) string {
	if s, ok := v.(*goja.Symbol); ok {
		return "Symbol(" + s.String() + ")"
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return v.String()
	}
	if f, ok := goja.AssertFunction(o.Get("toString")); ok && o.ClassName() != "Object" {
		if s, err := f(o); err == nil {
			return s.String()
		}
	}
	name := "Object"
	if ctor, ok := o.Get("constructor").(*goja.Object); ok {
		if n := ctor.Get("name"); n != nil && n.String() != "" {
			name = n.String()
		}
	}
	return "#<" + name + ">"
}

// supportedLocalesOf defines the constructor's static method. available is the service's own set of locales; nil: Intl's.
func (c *class[T]) supportedLocalesOf(available func(string) bool) {
	full := "Intl." + c.name + ".supportedLocalesOf"
	c.define(c.constructor, "supportedLocalesOf", c.vm.Function("supportedLocalesOf", 1, func(call goja.FunctionCall) goja.Value {
		return c.supported(full, call.Argument(0), call.Argument(1), available)
	}))
}

package compiled

import (
	"strconv"

	"github.com/dop251/goja"
)

// Object is an ordinary object that compiled code made. It lives outside goja until something looks at it that only goja can
// answer; from then on real is the object and all goes there.
type Object struct {
	shape *Shape
	vals  []Value
	real  *goja.Object
}

// Shape is the names of an object's properties, in their order. The shape of a literal is shared by all objects that it makes, and
// immutable; an object that gets another property has a shape of its own.
type Shape struct {
	names []string
	index map[string]int // of large ones
	own   bool
}

// manyNames is from how many names on a map finds one faster than a search.
const manyNames = 9

// NewShape makes the shape of a literal. No name is an array index, and none occurs twice.
func NewShape(names []string) *Shape {
	s := &Shape{names: names}
	if len(names) >= manyNames {
		s.index = make(map[string]int, len(names))
		for i, n := range names {
			s.index[n] = i
		}
	}
	return s
}

func (s *Shape) find(name string) int {
	if s.index != nil {
		if i, ok := s.index[name]; ok {
			return i
		}
		return -1
	}
	for i, n := range s.names {
		if n == name {
			return i
		}
	}
	return -1
}

var noShape = NewShape(nil)

// NewObject is an object with the properties of a shape; it takes vals.
func NewObject(shape *Shape, vals []Value) *Object { return &Object{shape: shape, vals: vals} }

// Own is the value of a property of its own of an object that goja has not seen; false for others.
func (o *Object) Own(name string) (Value, bool) {
	if o.real != nil {
		return Undefined, false
	}
	if i := o.shape.find(name); i >= 0 {
		return o.vals[i], true
	}
	return Undefined, false
}

// Plain reports whether goja has not seen the object.
func (o *Object) Plain() bool { return o.real == nil }

// put sets a property of an object that goja has not seen; false when it must see it first.
func (o *Object) put(name string, v Value) bool {
	if i := o.shape.find(name); i >= 0 {
		o.vals[i] = v
		return true
	}
	if name == "__proto__" || isIndex(name) {
		return false
	}
	if !o.shape.own {
		names := make([]string, len(o.shape.names), len(o.shape.names)+4)
		copy(names, o.shape.names)
		s := NewShape(names)
		s.own = true
		o.shape = s
	}
	s := o.shape
	if s.index != nil {
		s.index[name] = len(s.names)
	}
	s.names = append(s.names, name)
	if s.index == nil && len(s.names) >= manyNames {
		*s = *NewShape(s.names)
		s.own = true
	}
	o.vals = append(o.vals, v)
	return true
}

// remove deletes a property.
func (o *Object) remove(name string) {
	i := o.shape.find(name)
	if i < 0 {
		return
	}
	names := make([]string, 0, len(o.shape.names))
	names = append(append(names, o.shape.names[:i]...), o.shape.names[i+1:]...)
	s := NewShape(names)
	s.own = true
	o.shape = s
	o.vals = append(o.vals[:i:i], o.vals[i+1:]...)
}

// isIndex reports whether a name is one that objects list first: an array index.
func isIndex(name string) bool {
	if name == "" || name[0] < '0' || name[0] > '9' || len(name) > 10 {
		return false
	}
	if len(name) > 1 && name[0] == '0' {
		return false
	}
	n, err := strconv.ParseUint(name, 10, 64)
	return err == nil && n < 1<<32-1
}

func (o *Object) escape(r *Realm) *goja.Object {
	if o.real == nil {
		real := r.rt.NewObject()
		o.real = real // before its values, which may hold it
		vals := o.vals
		for i, name := range o.shape.names {
			_ = real.Set(name, r.ToGoja(vals[i]))
		}
		o.shape, o.vals = nil, nil
	}
	return o.real
}

// Array is an array that compiled code made, without holes. It lives outside goja as an Object does.
type Array struct {
	items []Value
	real  *goja.Object
}

// NewArray is an array of items, which it takes.
func NewArray(items []Value) *Array { return &Array{items: items} }

// Items are the items of an array that goja has not seen; false for others.
func (a *Array) Items() ([]Value, bool) { return a.items, a.real == nil }

func (a *Array) escape(r *Realm) *goja.Object {
	if a.real != nil {
		return a.real
	}
	items := a.items
	list, nested := make([]any, len(items)), false
	for i, v := range items {
		switch v.Ref.(type) {
		case *Object, *Array:
			nested = true // may hold this one
		default:
			list[i] = r.ToGoja(v)
		}
	}
	if !nested {
		a.real, a.items = r.rt.NewArray(list...), nil
		return a.real
	}
	a.real, a.items = r.rt.NewArray(), nil
	for i, v := range items {
		_ = a.real.Set(strconv.Itoa(i), r.ToGoja(v))
	}
	return a.real
}

// at is a[i] of an array that goja has not seen; false when only goja knows.
func (a *Array) at(n float64) (Value, bool) {
	if i := int(n); n >= 0 && float64(i) == n && i < len(a.items) {
		return a.items[i], true
	}
	return Undefined, false
}

// Each calls f with the properties of an object that goja has not seen, in their order; false for others.
func (o *Object) Each(f func(name string, v Value)) bool {
	if o.real != nil {
		return false
	}
	for i, n := range o.shape.names {
		f(n, o.vals[i])
	}
	return true
}

// Names are the names of the properties of an object that goja has not seen. They are not the caller's.
func (o *Object) Names() []string {
	if o.real != nil {
		return o.real.Keys()
	}
	return o.shape.names
}

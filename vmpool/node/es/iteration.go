package es

import (
	"reflect"
	"strconv"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// The functions that iterations are rewritten to; see rewriteiteration.go.
var (
	itemsName    = unistring.NewFromString("items\u200c")
	iterableName = unistring.NewFromString("iterable\u200c")
)

var typeArray = reflect.TypeFor[[]any]()

// iteration is the iteration of arrays in one VM.
type iteration struct {
	rt            *goja.Runtime
	values        goja.Value   // Array.prototype[Symbol.iterator], as it was at first
	arrayIterator *goja.Object // %ArrayIteratorPrototype%
	next          goja.Value   // its next, as it was at first
	yes, no       goja.Value
	result        *goja.Object // what all cursors give: nothing but the statement that iterates sees it, before it goes on
	step          step
	idle          []*cursor
}

// maxIdle is how many cursors are kept: as many as loops are usually nested.
const maxIdle = 32

// installIteration defines the functions.
func installIteration(rt *goja.Runtime) error {
	it := &iteration{rt: rt, yes: rt.ToValue(true), no: rt.ToValue(false)}
	it.values = rt.GlobalObject().Get("Array").ToObject(rt).Get("prototype").ToObject(rt).GetSymbol(goja.SymIterator)
	values, _ := goja.AssertFunction(it.values)
	first, err := values(rt.NewArray())
	if err != nil {
		return err
	}
	it.arrayIterator = first.ToObject(rt).Prototype()
	it.next = it.arrayIterator.Get("next")
	it.result = rt.NewDynamicObject(&it.step)
	if err := hide(rt, itemsName, it.items); err != nil {
		return err
	}
	return hide(rt, iterableName, it.iterable)
}

// plain reports whether v is an array whose iterator is the built-in one. It gives then (ECMA-262, 23.1.5.1,
// %ArrayIteratorPrototype%.next) what its length and its indices are when they are read, and has nothing to close.
func (it *iteration) plain(v goja.Value) (*goja.Object, bool) {
	o, ok := v.(*goja.Object)
	return o, ok && o.ClassName() == "Array" && o.ExportType() == typeArray &&
		o.GetSymbol(goja.SymIterator) == it.values && it.arrayIterator.Get("next") == it.next
}

// iterable gives what iterates as its argument does: for plain arrays a cursor, for everything else the argument. The result is for
// a statement that iterates it at once and lets nobody see it.
func (it *iteration) iterable(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	o, ok := it.plain(v)
	if !ok {
		return v
	}
	var c *cursor
	if n := len(it.idle); n > 0 {
		c, it.idle = it.idle[n-1], it.idle[:n-1]
	} else {
		c = newCursor(it)
	}
	c.array, c.at = o, 0
	return c.object
}

// items gives an array whose first n items are those of an iterable: the value itself when it is a plain array, else what the
// protocol gives in n steps.
func (it *iteration) items(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if o, ok := it.plain(v); ok {
		return o
	}
	return collect(it.rt, v, int(call.Argument(1).ToInteger()))
}

// cursor is an iterator over a plain array that is used again when it is done.
type cursor struct {
	of     *iteration
	object *goja.Object // the iterator, and an iterable that gives itself
	array  *goja.Object // nil when it is done
	at     int
}

func newCursor(it *iteration) *cursor {
	c := &cursor{of: it, object: it.rt.NewObject()}
	_ = c.object.Set("next", c.next)
	_ = c.object.Set("return", c.leave)
	_ = c.object.SetSymbol(goja.SymIterator, func(goja.FunctionCall) goja.Value { return c.object })
	return c
}

func (c *cursor) next(goja.FunctionCall) goja.Value {
	it := c.of
	if c.array == nil || int64(c.at) >= c.array.Get("length").ToInteger() {
		c.done()
		it.step = step{done: it.yes}
		return it.result
	}
	v := c.array.Get(index(c.at))
	if v == nil { // a hole
		v = goja.Undefined()
	}
	c.at++
	it.step = step{done: it.no, value: v}
	return it.result
}

// leave is what a statement calls that ends before its iterator does. Array iterators have no such method, unless somebody gives
// them one.
func (c *cursor) leave(goja.FunctionCall) goja.Value {
	c.done()
	own := c.of.arrayIterator.Get("return")
	if own == nil || goja.IsUndefined(own) || goja.IsNull(own) {
		return c.object
	}
	call, ok := goja.AssertFunction(own)
	if !ok {
		panic(c.of.rt.NewTypeError("iterator.return is not a function"))
	}
	v, err := call(c.object)
	if err != nil {
		panic(err)
	}
	return v
}

func (c *cursor) done() {
	if c.array != nil && len(c.of.idle) < maxIdle {
		c.of.idle = append(c.of.idle, c)
	}
	c.array = nil
}

// step is an iterator's result.
type step struct{ done, value goja.Value }

// Get gives its two properties.
func (s *step) Get(key string) goja.Value {
	switch key {
	case "done":
		return s.done
	case "value":
		return s.value
	}
	return nil
}

// Set, Has, Delete and Keys are for objects that somebody sees.
func (s *step) Set(string, goja.Value) bool { return false }

// Has is not called.
func (s *step) Has(string) bool { return false }

// Delete is not called.
func (s *step) Delete(string) bool { return false }

// Keys is not called.
func (s *step) Keys() []string { return nil }

// index is i as a property's name.
func index(i int) string {
	if i < len(indices) {
		return indices[i]
	}
	return strconv.Itoa(i)
}

var indices = func() (list [256]string) {
	for i := range list {
		list[i] = strconv.Itoa(i)
	}
	return list
}()

// collect runs the iterator protocol for n steps, and closes an iterator that is not at its end.
func collect(rt *goja.Runtime, v goja.Value, n int) goja.Value {
	out := make([]any, n)
	for i := range out {
		out[i] = goja.Undefined()
	}
	i := 0
	rt.ForOf(v, func(item goja.Value) bool {
		out[i] = item
		i++
		return i < n
	})
	return rt.NewArray(out...)
}

package compiled

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// lookup finds a variable of this function or one around it; nil for one of goja's.
func (c *compiler) lookup(name string) *local {
	for s := c.scope; s != nil; s = s.parent {
		if l := s.vars[name]; l != nil {
			return l
		}
	}
	return nil
}

// capture is the place of a variable of a function around among the captures.
func (c *compiler) capture(l *local) int {
	if i, ok := c.inner[l]; ok {
		return i
	}
	l.mustBeCaptured()
	at := capture{slot: l.slot, up: -1}
	if c.parent == nil {
		refuse("a variable without an owner: %s", l.name)
	}
	if l.owner != c.parent {
		at = capture{slot: -1, up: c.parent.capture(l)}
	}
	i := len(c.code.captured)
	c.code.captured = append(c.code.captured, at)
	c.inner[l] = i
	return i
}

func (l *local) mustBeCaptured() {
	if !l.captured {
		refuse("a variable that a closure uses was not seen: %s", l.name)
	}
}

// mayBeEmpty reports whether a read at a position may come before the declaration has run.
func (c *compiler) mayBeEmpty(l *local, at file.Idx) bool {
	if !l.lexical || l.function {
		return false
	}
	if l.declared != 0 && at > l.declared && !l.inSwitch {
		if l.owner == c {
			return false
		}
		// A closure that stands after the declaration is made after it; a declared function may be called before.
		for k := c; k != nil && k != l.owner; k = k.parent {
			if k.parent == l.owner {
				return k.code.pos <= l.declared || k.code.funcDecl
			}
		}
	}
	return true
}

func (c *compiler) variable(name string, at file.Idx) node {
	l := c.lookup(name)
	if l == nil {
		return c.outside(name)
	}
	check := c.mayBeEmpty(l, at)
	if check {
		l.check = true
	}
	var ev func(*Frame) Value
	switch {
	case l.owner != c:
		i := c.capture(l)
		ev = func(f *Frame) Value { return f.fn.cells[i].v }
	case l.captured:
		slot := l.slot
		ev = func(f *Frame) Value { return f.slots[slot].Ref.(*cell).v }
	default:
		slot := l.slot
		ev = func(f *Frame) Value { return f.slots[slot] }
	}
	if !check {
		return node{ev: ev}
	}
	inner := ev
	return node{ev: func(f *Frame) Value {
		v := inner(f)
		if _, isEmpty := v.Ref.(*emptyKind); isEmpty {
			f.pos = at
			f.realm.throwError("ReferenceError", "Cannot access a variable before initialization")
		}
		return v
	}}
}

// outside is a variable of goja's: of a function of the program, or of the global object.
func (c *compiler) outside(name string) node {
	switch name {
	case "undefined":
		return constant(Undefined)
	case "arguments", "eval":
		refuse("%s", name)
	}
	if c.root.hidden[name] {
		refuse("a variable of a block: %s", name)
	}
	if v := c.root.scope.find(name); v != nil {
		id := v.id
		return node{ev: func(f *Frame) Value {
			if s := &f.realm.vars[id]; s.known {
				return s.v
			}
			return f.realm.read(v)
		}}
	}
	return node{ev: func(f *Frame) Value { return f.realm.global(name) }}
}

// store is an assignment to a variable.
func (c *compiler) store(name string, at file.Idx, declaring bool) func(*Frame, Value) {
	l := c.lookup(name)
	if l == nil {
		if name == "arguments" || name == "eval" || name == "undefined" || c.root.hidden[name] {
			refuse("an assignment to %s", name)
		}
		v := c.root.scope.find(name)
		if v == nil {
			refuse("an assignment to the global variable %s", name)
		}
		return func(f *Frame, x Value) { f.realm.write(v, x) }
	}
	if l.self && !declaring {
		refuse("an assignment to a function's own name")
	}
	if l.constant && !declaring {
		return func(f *Frame, _ Value) {
			f.pos = at
			f.realm.throwError("TypeError", "Assignment to constant variable.")
		}
	}
	check := !declaring && c.mayBeEmpty(l, at)
	if check {
		l.check = true
	}
	if l.owner != c {
		i := c.capture(l)
		return func(f *Frame, v Value) {
			box := f.fn.cells[i]
			if check {
				f.realm.mustBeThere(box.v)
			}
			box.v = v
		}
	}
	slot := l.slot
	if l.captured {
		return func(f *Frame, v Value) {
			box := f.slots[slot].Ref.(*cell)
			if check {
				f.realm.mustBeThere(box.v)
			}
			box.v = v
		}
	}
	return func(f *Frame, v Value) {
		if check {
			f.realm.mustBeThere(f.slots[slot])
		}
		f.slots[slot] = v
	}
}

func (r *Realm) mustBeThere(v Value) {
	if _, isEmpty := v.Ref.(*emptyKind); isEmpty {
		r.throwError("ReferenceError", "Cannot access a variable before initialization")
	}
}

// throwError throws an error of one of JavaScript's classes.
func (r *Realm) throwError(class, message string) {
	o, err := r.rt.New(r.rt.GlobalObject().Get(class), scratch.ToValue(message))
	if err != nil {
		panic(r.thrown(err))
	}
	r.traced(o)
	panic(goja.Value(o))
}

package compiled

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// reference is what can be read and assigned: open evaluates its parts once.
type reference struct {
	open func(*Frame) (object, key Value)
	get  func(f *Frame, object, key Value) Value
	set  func(f *Frame, object, key, v Value)
}

func (c *compiler) reference(e ast.Expression) reference {
	none := func(*Frame) (Value, Value) { return Undefined, Undefined }
	strict := c.strict
	switch e := e.(type) {
	case *ast.Identifier:
		get, set := c.variable(e.Name.String(), e.Idx).ev, c.store(e.Name.String(), e.Idx, false)
		return reference{
			open: none,
			get:  func(f *Frame, _, _ Value) Value { return get(f) },
			set:  func(f *Frame, _, _, v Value) { set(f, v) },
		}
	case *ast.DotExpression:
		if _, super := e.Left.(*ast.SuperExpression); super {
			refuse("super")
		}
		object, name, at := c.expr(e.Left).ev, e.Identifier.Name.String(), e.Identifier.Idx
		if name == "stack" {
			refuse("a stack")
		}
		return reference{
			open: func(f *Frame) (Value, Value) { return object(f), Undefined },
			get:  func(f *Frame, o, _ Value) Value { f.pos = at; return f.realm.get(o, name) },
			set:  func(f *Frame, o, _, v Value) { f.pos = at; f.realm.set(o, name, v, strict) },
		}
	case *ast.BracketExpression:
		if isArguments(e.Left) {
			refuse("an assignment to arguments")
		}
		object, key, at := c.expr(e.Left).ev, c.expr(e.Member).ev, e.LeftBracket
		return reference{
			open: func(f *Frame) (Value, Value) { o := object(f); return o, key(f) },
			get:  func(f *Frame, o, k Value) Value { f.pos = at; return f.realm.index(o, k) },
			set:  func(f *Frame, o, k, v Value) { f.pos = at; f.realm.setIndex(o, k, v, strict) },
		}
	}
	refuse("an assignment to: %T", e)
	return reference{}
}

func (c *compiler) assign(e *ast.AssignExpression) node {
	if e.Operator == token.ASSIGN {
		switch left := e.Left.(type) {
		case *ast.Identifier:
			ev := c.named(e.Right, left).ev
			set := c.store(left.Name.String(), left.Idx, false)
			return node{ev: func(f *Frame) Value { v := ev(f); set(f, v); return v }}
		case *ast.ObjectPattern, *ast.ArrayPattern:
			ev, set := c.expr(e.Right).ev, c.bind(left, false)
			return node{ev: func(f *Frame) Value { v := ev(f); set(f, v); return v }}
		}
		ref, ev := c.reference(e.Left), c.expr(e.Right).ev
		return node{ev: func(f *Frame) Value {
			o, k := ref.open(f)
			v := ev(f)
			ref.set(f, o, k, v)
			return v
		}}
	}
	ref := c.reference(e.Left)
	var keep func(Value) bool
	switch e.Operator {
	case token.LOGICAL_AND:
		keep = func(v Value) bool { return !v.Truthy() }
	case token.LOGICAL_OR:
		keep = Value.Truthy
	case token.COALESCE:
		keep = func(v Value) bool { return !v.IsNullish() }
	}
	if keep != nil {
		ev := c.named(e.Right, e.Left).ev
		return node{ev: func(f *Frame) Value {
			o, k := ref.open(f)
			old := ref.get(f, o, k)
			if keep(old) {
				return old
			}
			v := ev(f)
			ref.set(f, o, k, v)
			return v
		}}
	}
	right := c.expr(e.Right)
	// The old value takes the place of the left operand.
	slot := c.temp()
	left := node{ev: func(f *Frame) Value { return f.slots[slot] }}
	result := c.operate(e.Operator, left, right, e.Idx0()).ev
	return node{ev: func(f *Frame) Value {
		o, k := ref.open(f)
		f.slots[slot] = ref.get(f, o, k)
		v := result(f)
		ref.set(f, o, k, v)
		return v
	}}
}

// step is ++ or --.
func (c *compiler) step(e *ast.UnaryExpression) node {
	by, source := 1.0, "((v) => { let w = v; const old = w++; return [old, w]; })"
	if e.Operator == token.DECREMENT {
		by, source = -1, "((v) => { let w = v; const old = w--; return [old, w]; })"
	}
	ref, postfix := c.reference(e.Operand), e.Postfix
	return node{ev: func(f *Frame) Value {
		o, k := ref.open(f)
		old := ref.get(f, o, k)
		var v Value
		switch {
		case old.IsNumber():
			v = Number(old.Num + by)
		case old.isPlain():
			old = Number(f.realm.toNumber(old))
			v = Number(old.Num + by)
		default:
			pair := f.realm.itemsOf(From(f.realm.helper(source, old)))
			old, v = pair[0], pair[1]
		}
		ref.set(f, o, k, v)
		if postfix {
			return old
		}
		return v
	}}
}

// effectOnly is an expression whose value nobody wants, where that is cheaper; nil for others.
func (c *compiler) effectOnly(e ast.Expression) func(*Frame) {
	u, ok := e.(*ast.UnaryExpression)
	if !ok || u.Operator != token.INCREMENT && u.Operator != token.DECREMENT {
		return nil
	}
	id, ok := u.Operand.(*ast.Identifier)
	if !ok {
		return nil
	}
	l := c.lookup(id.Name.String())
	if l == nil || l.owner != c || l.captured || l.constant || c.mayBeEmpty(l, id.Idx) {
		return nil
	}
	by := 1.0
	if u.Operator == token.DECREMENT {
		by = -1
	}
	slot, general := l.slot, c.step(u).ev
	return func(f *Frame) {
		if v := &f.slots[slot]; v.IsNumber() {
			v.Num += by
			return
		}
		general(f)
	}
}

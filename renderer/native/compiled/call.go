package compiled

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// evaluated calls with with the values of a call's arguments, which are valid during the call.
type evaluated = func(f *Frame, with func([]Value) Value) Value

// arguments compiles the arguments of a call.
func (c *compiler) arguments(list []ast.Expression) evaluated {
	evs, spread := c.argumentList(list)
	if spread == nil {
		n := len(evs)
		return func(f *Frame, with func([]Value) Value) Value {
			r := f.realm
			mark := r.slab.mark()
			args := r.slab.take(n)
			for i, ev := range evs {
				args[i] = ev(f)
			}
			v := with(args)
			r.slab.reset(mark)
			return v
		}
	}
	return func(f *Frame, with func([]Value) Value) Value {
		var args []Value
		for i, ev := range evs {
			v := ev(f)
			if !spread[i] {
				args = append(args, v)
				continue
			}
			f.realm.iterate(v, func(item Value) bool { args = append(args, item); return true })
		}
		return with(args)
	}
}

func (c *compiler) argumentList(list []ast.Expression) (evs []func(*Frame) Value, spread []bool) {
	evs = make([]func(*Frame) Value, len(list))
	for i, a := range list {
		if s, ok := a.(*ast.SpreadElement); ok {
			if spread == nil {
				spread = make([]bool, len(list))
			}
			spread[i] = true
			evs[i] = c.expr(s.Expression).ev
			continue
		}
		evs[i] = c.expr(a).ev
	}
	return evs, spread
}

func (c *compiler) call(e *ast.CallExpression) node {
	if n, ok := c.special(e); ok {
		return n
	}
	at := e.Callee.Idx1()
	switch callee := e.Callee.(type) {
	case *ast.DotExpression:
		if _, super := callee.Left.(*ast.SuperExpression); super {
			refuse("super")
		}
		if isArguments(callee.Left) {
			refuse("arguments")
		}
		return c.methodCall(callee, e.ArgumentList)
	case *ast.BracketExpression:
		if isArguments(callee.Left) {
			refuse("arguments")
		}
		object, key, args := c.expr(callee.Left).ev, c.expr(callee.Member).ev, c.arguments(e.ArgumentList)
		return node{ev: func(f *Frame) Value {
			o := object(f)
			k := key(f)
			f.pos = at
			fn := f.realm.index(o, k)
			return args(f, func(list []Value) Value {
				f.pos = at
				if fn.IsUndefined() {
					f.realm.helper("((o, k) => o[k]())", o, k)
				}
				return f.realm.callAny(fn, o, list)
			})
		}}
	case *ast.SuperExpression:
		refuse("super")
	case *ast.Identifier:
		if callee.Name == "eval" {
			refuse("eval")
		}
	case *ast.OptionalChain:
		ev, args := c.chain(callee), c.arguments(e.ArgumentList)
		return node{ev: func(f *Frame) Value {
			fn, this, _ := ev(f)
			return args(f, func(list []Value) Value { f.pos = at; return f.realm.callAny(fn, this, list) })
		}}
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
	}
	fn := c.expr(e.Callee).ev
	if hasSpread(e.ArgumentList) {
		args := c.arguments(e.ArgumentList)
		return node{ev: func(f *Frame) Value {
			k := fn(f)
			return args(f, func(list []Value) Value { f.pos = at; return f.realm.callAny(k, Undefined, list) })
		}}
	}
	evs, _ := c.argumentList(e.ArgumentList)
	n := len(evs)
	return node{ev: func(f *Frame) Value {
		k := fn(f)
		r := f.realm
		mark := r.slab.mark()
		args := r.slab.take(n)
		for i, ev := range evs {
			args[i] = ev(f)
		}
		f.pos = at
		v := r.callAny(k, Undefined, args)
		r.slab.reset(mark)
		return v
	}}
}

// methodCall is object.name(…).
func (c *compiler) methodCall(callee *ast.DotExpression, list []ast.Expression) node {
	name, at := callee.Identifier.Name.String(), callee.Identifier.Idx
	if id, ok := callee.Left.(*ast.Identifier); ok && id.Name == "Math" && c.isGlobal("Math") {
		if n, ok := c.mathCall(name, list); ok {
			return n
		}
	}
	object := c.expr(callee.Left).ev
	member := func(f *Frame, o Value) Value {
		f.pos = at
		if o.IsNullish() {
			panic(f.realm.rt.NewTypeError("Cannot read property '%s' of undefined or null", name))
		}
		return f.realm.get(o, name)
	}
	call := func(f *Frame, fn, o Value, args []Value) Value {
		f.pos = at
		switch k := fn.Ref.(type) {
		case *Function:
			return k.Call(o, args)
		case *goja.Object:
			return f.realm.callObject(k, o, args)
		case nil:
			panic(f.realm.rt.NewTypeError("Object has no member '%s'", name))
		}
		return f.realm.callAny(fn, o, args)
	}
	if hasSpread(list) {
		args := c.arguments(list)
		return node{ev: func(f *Frame) Value {
			o := object(f)
			fn := member(f, o)
			return args(f, func(list []Value) Value { return call(f, fn, o, list) })
		}}
	}
	evs, _ := c.argumentList(list)
	n := len(evs)
	return node{ev: func(f *Frame) Value {
		o := object(f)
		fn := member(f, o)
		r := f.realm
		mark := r.slab.mark()
		args := r.slab.take(n)
		for i, ev := range evs {
			args[i] = ev(f)
		}
		v := call(f, fn, o, args)
		r.slab.reset(mark)
		return v
	}}
}

// isGlobal reports whether a name is one of the global object.
func (c *compiler) isGlobal(name string) bool {
	return c.lookup(name) == nil && c.root.scope.find(name) == nil && !c.root.hidden[name]
}

// mathCall is a function of Math on numbers, while it is the one that the VM began with.
func (c *compiler) mathCall(name string, list []ast.Expression) (node, bool) {
	one, two := mathOfOne[name], mathOfTwo[name]
	if !(one != nil && len(list) == 1 || two != nil && len(list) == 2) {
		return node{}, false
	}
	if hasSpread(list) {
		return node{}, false
	}
	evs := make([]func(*Frame) Value, len(list))
	nums := make([]func(*Frame) float64, len(list))
	for i, a := range list {
		n := c.expr(a)
		ev := n.ev
		evs[i] = ev
		nums[i] = n.num
		if n.num == nil {
			nums[i] = func(f *Frame) float64 {
				v := ev(f)
				if v.IsNumber() {
					return v.Num
				}
				return f.realm.toNumber(v)
			}
		}
	}
	return number(func(f *Frame) float64 {
		if !f.realm.mathIntact(name) {
			args := make([]Value, len(evs))
			m := f.realm.global("Math")
			fn := f.realm.get(m, name)
			for i, ev := range evs {
				args[i] = ev(f)
			}
			v := f.realm.callAny(fn, m, args)
			if !v.IsNumber() {
				f.realm.throwError("TypeError", "a function of Math that was replaced gave no number")
			}
			return v.Num
		}
		x := nums[0](f)
		if two != nil {
			return two(x, nums[1](f))
		}
		return one(x)
	}), true
}

// mathIntact reports whether a function of Math is the original.
func (r *Realm) mathIntact(name string) bool {
	m, ok := r.builtin(r.rt.GlobalObject(), "Math").Ref.(*goja.Object)
	if !ok || m != r.math {
		return false
	}
	fn, ok := r.builtin(m, name).Ref.(*goja.Object)
	return ok && fn == r.mathOriginals[name]
}

func hasSpread(list []ast.Expression) bool {
	for _, a := range list {
		if _, ok := a.(*ast.SpreadElement); ok {
			return true
		}
	}
	return false
}

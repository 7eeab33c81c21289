package compiled

import (
	_ "embed"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

// bind is what gives a target its value: a name, a pattern, or (not declaring) a member.
func (c *compiler) bind(target ast.Node, declaring bool) func(*Frame, Value) {
	switch t := target.(type) {
	case *ast.Identifier:
		return c.store(t.Name.String(), t.Idx, declaring)
	case *ast.ObjectPattern:
		return c.bindObject(t, declaring)
	case *ast.ArrayPattern:
		return c.bindArray(t, declaring)
	case *ast.AssignExpression: // with a default
		if t.Operator != token.ASSIGN {
			refuse("a target of an assignment: %s", t.Operator)
		}
		otherwise, set := c.named(t.Right, t.Left).ev, c.bind(t.Left, declaring)
		return func(f *Frame, v Value) {
			if v.Ref == nil {
				v = otherwise(f)
			}
			set(f, v)
		}
	case *ast.Binding:
		if t.Initializer == nil {
			return c.bind(t.Target, declaring)
		}
		otherwise, set := c.named(t.Initializer, t.Target).ev, c.bind(t.Target, declaring)
		return func(f *Frame, v Value) {
			if v.Ref == nil {
				v = otherwise(f)
			}
			set(f, v)
		}
	case *ast.DotExpression, *ast.BracketExpression:
		if !declaring {
			set := c.member(t.(ast.Expression))
			return func(f *Frame, v Value) { set(f, v) }
		}
	}
	refuse("a target of an assignment: %T", target)
	return nil
}

// member is an assignment to a member in a pattern.
func (c *compiler) member(e ast.Expression) func(*Frame, Value) {
	strict := c.strict
	switch e := e.(type) {
	case *ast.DotExpression:
		object, name := c.expr(e.Left).ev, e.Identifier.Name.String()
		return func(f *Frame, v Value) { f.realm.set(object(f), name, v, strict) }
	case *ast.BracketExpression:
		object, key := c.expr(e.Left).ev, c.expr(e.Member).ev
		return func(f *Frame, v Value) { o := object(f); f.realm.setIndex(o, key(f), v, strict) }
	}
	refuse("a member: %T", e)
	return nil
}

func (c *compiler) bindObject(p *ast.ObjectPattern, declaring bool) func(*Frame, Value) {
	type step struct {
		name string
		set  func(*Frame, Value)
	}
	steps := make([]step, 0, len(p.Properties))
	for _, prop := range p.Properties {
		switch prop := prop.(type) {
		case *ast.PropertyShort:
			set := c.bind(&prop.Name, declaring)
			if prop.Initializer != nil {
				otherwise, plain := c.named(prop.Initializer, &prop.Name).ev, set
				set = func(f *Frame, v Value) {
					if v.Ref == nil {
						v = otherwise(f)
					}
					plain(f, v)
				}
			}
			steps = append(steps, step{prop.Name.Name.String(), set})
		case *ast.PropertyKeyed:
			key, ok := prop.Key.(*ast.StringLiteral)
			if !ok || prop.Computed {
				refuse("a pattern with a computed name")
			}
			steps = append(steps, step{key.Value.String(), c.bind(prop.Value, declaring)})
		default:
			refuse("a pattern: %T", prop)
		}
	}
	var rest func(*Frame, Value)
	var taken map[string]bool
	if p.Rest != nil {
		rest = c.bind(p.Rest, declaring)
		taken = map[string]bool{}
		for _, s := range steps {
			taken[s.name] = true
		}
	}
	at := p.LeftBrace
	return func(f *Frame, v Value) {
		if v.IsNullish() {
			f.pos = at
			f.realm.helper("(({}) => {})", v) // throws
		}
		for i := range steps {
			s := &steps[i]
			s.set(f, f.realm.getNamed(v, s.name))
		}
		if rest != nil {
			rest(f, f.realm.without(v, taken))
		}
	}
}

// without is the rest of an object pattern: a copy of v but for some names.
func (r *Realm) without(v Value, names map[string]bool) Value {
	out := &Object{shape: noShape}
	r.spread(out, v, names)
	return Value{Ref: out}
}

// spread copies the enumerable properties of v to an object that goja has not seen (CopyDataProperties).
func (r *Realm) spread(out *Object, v Value, but map[string]bool) {
	switch o := v.Ref.(type) {
	case nil, *nullKind, *numberKind, *boolKind:
		return
	case *Object:
		if o.real == nil {
			for i, n := range o.shape.names {
				if !but[n] {
					r.put(out, n, o.vals[i])
				}
			}
			return
		}
	}
	list := make([]Value, 0, len(but))
	for n := range but {
		list = append(list, String(n))
	}
	real, _ := r.ToGoja(v).(*goja.Object)
	if real != nil && real.ClassName() == "Object" && len(real.Symbols()) == 0 {
		for _, n := range real.Keys() {
			if !but[n] {
				r.put(out, n, From(real.Get(n)))
			}
		}
		return
	}
	copied := From(r.helper("((v, but) => { const out = { ...v }; for (const n of but) delete out[n]; return out; })", v, Value{Ref: &Array{items: list}}))
	if len(copied.Ref.(*goja.Object).Symbols()) > 0 {
		target := out.escape(r)
		r.helper("Object.assign", Value{Ref: target}, copied)
		return
	}
	for _, n := range copied.Ref.(*goja.Object).Keys() {
		r.put(out, n, From(copied.Ref.(*goja.Object).Get(n)))
	}
}

// put defines a property of an object in the making.
func (r *Realm) put(o *Object, name string, v Value) {
	if o.real == nil && o.put(name, v) {
		return
	}
	_ = o.escape(r).DefineDataProperty(name, r.ToGoja(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

func (c *compiler) bindArray(p *ast.ArrayPattern, declaring bool) func(*Frame, Value) {
	sets := make([]func(*Frame, Value), len(p.Elements))
	for i, e := range p.Elements {
		if e != nil {
			sets[i] = c.bind(e, declaring)
		}
	}
	var rest func(*Frame, Value)
	if p.Rest != nil {
		rest = c.bind(p.Rest, declaring)
	}
	at := p.LeftBracket
	return func(f *Frame, v Value) {
		r := f.realm
		f.pos = at
		if r.listed(v) {
			for i, set := range sets {
				if set != nil {
					set(f, r.index(v, Number(float64(i))))
				}
			}
			if rest != nil {
				items := r.itemsOf(v)
				rest(f, Value{Ref: &Array{items: append([]Value(nil), items[min(len(items), len(sets)):]...)}})
			}
			return
		}
		it := Value{Ref: r.helper(iteratorSource, v).(*goja.Object)}
		for _, set := range sets {
			item := r.invoke(it, "next")
			if set != nil {
				r.closing(it, func() { set(f, item) })
			}
		}
		if rest != nil {
			all := r.invoke(it, "rest")
			rest(f, all)
			return
		}
		r.invoke(it, "close")
	}
}

// iteratorSource is a function that gives an iterator with the steps of array patterns.
//
//go:embed iterator.js
var iteratorSource string

// invoke calls a method of one of the helpers' objects.
func (r *Realm) invoke(o Value, name string) Value {
	return r.callObject(o.Ref.(*goja.Object).Get(name).(*goja.Object), o, nil)
}

// closing runs f, and closes an iterator when it throws.
func (r *Realm) closing(it Value, f func()) {
	if ex := r.rt.Try(f); ex != nil {
		r.invoke(it, "abandon")
		panic(ex)
	}
}

// listed reports whether v is an array that iterates as arrays do.
func (r *Realm) listed(v Value) bool {
	switch a := v.Ref.(type) {
	case *Array:
		if a.real == nil {
			return r.arrayProto.GetSymbol(goja.SymIterator) == r.arrayValues && r.iteratorProto.Get("next") == r.arrayNext
		}
		return r.isPlainArray(a.real)
	case *goja.Object:
		return r.isPlainArray(a)
	}
	return false
}

// itemsOf are the items of an array, which listed has found to be one. They are not the caller's.
func (r *Realm) itemsOf(v Value) []Value {
	switch a := v.Ref.(type) {
	case *Array:
		if a.real == nil {
			return a.items
		}
		return r.elements(a.real)
	case *goja.Object:
		return r.elements(a)
	}
	return nil
}

package compiled

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// template is a template literal: a concatenation.
func (c *compiler) template(e *ast.TemplateLiteral) node {
	if e.Tag != nil {
		refuse("a tagged template")
	}
	var parts []node
	for i, el := range e.Elements {
		if !el.Valid {
			refuse("a template with an escape that is none")
		}
		if len(el.Parsed) > 0 {
			parts = append(parts, constant(textOf(el.Parsed)))
		}
		if i < len(e.Expressions) {
			parts = append(parts, c.expr(e.Expressions[i]))
		}
	}
	if len(parts) == 0 {
		return constant(Value{Ref: ""})
	}
	if len(parts) == 1 {
		if parts[0].lit != nil && parts[0].str {
			return parts[0]
		}
		ev := parts[0].ev
		return node{str: true, ev: func(f *Frame) Value { return f.realm.toString(ev(f)) }}
	}
	return concatenation(parts)
}

// concatenation joins parts as strings.
func concatenation(parts []node) node {
	evs := make([]func(*Frame) Value, len(parts))
	for i, p := range parts {
		evs[i] = p.ev
	}
	return node{str: true, ev: func(f *Frame) Value {
		var room [96]byte
		buf := room[:0]
		for i, ev := range evs {
			v := ev(f)
			switch s := v.Ref.(type) {
			case string:
				buf = append(buf, s...)
			case *numberKind:
				buf = appendNumber(buf, v.Num)
			default:
				v = f.realm.toString(v)
				if s, ok := v.Ref.(string); ok {
					buf = append(buf, s...)
					continue
				}
				// Beyond ASCII.
				out := f.realm.concat(Value{Ref: string(buf)}, v)
				for _, ev := range evs[i+1:] {
					out = f.realm.concat(out, f.realm.toString(ev(f)))
				}
				return out
			}
		}
		return Value{Ref: string(buf)}
	}}
}

// concat joins two strings.
func (r *Realm) concat(a, b Value) Value {
	x, xASCII := a.Ref.(string)
	y, yASCII := b.Ref.(string)
	switch {
	case xASCII && yASCII:
		return Value{Ref: x + y}
	case xASCII && x == "":
		return b
	case yASCII && y == "":
		return a
	}
	s, sText := a.Ref.(*Text)
	t, tText := b.Ref.(*Text)
	if sText && s.lossy() || tText && t.lossy() {
		return From(r.ToGoja(a).(goja.String).Concat(r.ToGoja(b).(goja.String)))
	}
	if sText {
		x = s.utf8()
	}
	if tText {
		y = t.utf8()
	}
	return Value{Ref: &Text{s: x + y, full: true}}
}

func (c *compiler) object(e *ast.ObjectLiteral) node {
	type step struct {
		name   string
		key    func(*Frame) Value // computed
		ev     func(*Frame) Value
		spread bool
	}
	var steps []step
	names, plain := []string{}, true
	seen := map[string]bool{}
	for _, p := range e.Value {
		switch p := p.(type) {
		case *ast.PropertyShort:
			if p.Initializer != nil {
				refuse("a pattern as an object")
			}
			steps = append(steps, step{name: p.Name.Name.String(), ev: c.variable(p.Name.Name.String(), p.Name.Idx).ev})
		case *ast.PropertyKeyed:
			if p.Kind == ast.PropertyKindGet || p.Kind == ast.PropertyKindSet {
				refuse("a getter or setter")
			}
			if p.Computed {
				plain = false
				if isFunctionLiteral(p.Value) {
					refuse("a function with a computed name")
				}
				steps = append(steps, step{key: c.expr(p.Key).ev, ev: c.expr(p.Value).ev})
				continue
			}
			name, ok := propertyName(p.Key)
			if !ok || name == "__proto__" {
				refuse("a property's name: %T", p.Key)
			}
			if p.Kind == ast.PropertyKindMethod {
				if usesSuper(p.Value) {
					refuse("super")
				}
				f := p.Value.(*ast.FunctionLiteral)
				if f.Async || f.Generator {
					refuse("an async function or a generator")
				}
				code := c.functionWith(f, name, "")
				code.method = true
				steps = append(steps, step{name: name, ev: c.closure(code)})
				continue
			}
			steps = append(steps, step{name: name, ev: c.namedBy(p.Value, name).ev})
		case *ast.SpreadElement:
			plain = false
			steps = append(steps, step{ev: c.expr(p.Expression).ev, spread: true})
		default:
			refuse("a property: %T", p)
		}
	}
	for _, s := range steps {
		if s.name == "" && s.key == nil && !s.spread || seen[s.name] || isIndex(s.name) {
			plain = false
		}
		seen[s.name] = true
		names = append(names, s.name)
	}
	if plain {
		shape := NewShape(names)
		evs := make([]func(*Frame) Value, len(steps))
		for i, s := range steps {
			evs[i] = s.ev
		}
		return node{ev: func(f *Frame) Value {
			vals := make([]Value, len(evs))
			for i, ev := range evs {
				vals[i] = ev(f)
			}
			return Value{Ref: &Object{shape: shape, vals: vals}}
		}}
	}
	return node{ev: func(f *Frame) Value {
		out := &Object{shape: noShape}
		for _, s := range steps {
			switch {
			case s.spread:
				f.realm.spread(out, s.ev(f), nil)
			case s.key != nil:
				name, symbol := f.realm.propertyKey(s.key(f))
				v := s.ev(f)
				if symbol != nil {
					_ = out.escape(f.realm).DefineDataPropertySymbol(symbol, f.realm.ToGoja(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
				} else {
					f.realm.put(out, name, v)
				}
			default:
				f.realm.put(out, s.name, s.ev(f))
			}
		}
		return Value{Ref: out}
	}}
}

func isFunctionLiteral(e ast.Expression) bool {
	switch e.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral, *ast.ClassLiteral:
		return true
	}
	return false
}

func propertyName(e ast.Expression) (string, bool) {
	switch k := e.(type) {
	case *ast.StringLiteral:
		return k.Value.String(), true
	case *ast.NumberLiteral:
		switch n := k.Value.(type) {
		case int64:
			return numberString(float64(n)), true
		case float64:
			return numberString(n), true
		}
	}
	return "", false
}

func (c *compiler) array(e *ast.ArrayLiteral) node {
	items, plain := make([]func(*Frame) Value, len(e.Value)), true
	spread := make([]bool, len(e.Value))
	for i, x := range e.Value {
		switch x := x.(type) {
		case nil:
			refuse("an array with holes")
		case *ast.SpreadElement:
			plain, spread[i] = false, true
			items[i] = c.expr(x.Expression).ev
		default:
			items[i] = c.expr(x).ev
		}
	}
	if plain {
		return node{ev: func(f *Frame) Value {
			list := make([]Value, len(items))
			for i, ev := range items {
				list[i] = ev(f)
			}
			return Value{Ref: &Array{items: list}}
		}}
	}
	return node{ev: func(f *Frame) Value {
		var list []Value
		for i, ev := range items {
			v := ev(f)
			if !spread[i] {
				list = append(list, v)
				continue
			}
			f.realm.iterate(v, func(item Value) bool { list = append(list, item); return true })
		}
		return Value{Ref: &Array{items: list}}
	}}
}

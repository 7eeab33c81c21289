package compiled

import (
	"math"
	"strconv"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/fdlibm"
)

type posType = file.Idx

func appendInt(dst []byte, i int64) []byte { return strconv.AppendInt(dst, i, 10) }

// arithmetic are the operators on two numbers; of BigInts, strings and objects goja makes what they are.
var arithmetic = map[token.Token]func(a, b float64) float64{
	token.MINUS:                func(a, b float64) float64 { return a - b },
	token.MULTIPLY:             func(a, b float64) float64 { return a * b },
	token.SLASH:                func(a, b float64) float64 { return a / b },
	token.REMAINDER:            remainder,
	token.EXPONENT:             fdlibm.Pow,
	token.AND:                  func(a, b float64) float64 { return float64(toInt32(a) & toInt32(b)) },
	token.OR:                   func(a, b float64) float64 { return float64(toInt32(a) | toInt32(b)) },
	token.EXCLUSIVE_OR:         func(a, b float64) float64 { return float64(toInt32(a) ^ toInt32(b)) },
	token.SHIFT_LEFT:           func(a, b float64) float64 { return float64(toInt32(a) << (toUint32(b) & 31)) },
	token.SHIFT_RIGHT:          func(a, b float64) float64 { return float64(toInt32(a) >> (toUint32(b) & 31)) },
	token.UNSIGNED_SHIFT_RIGHT: func(a, b float64) float64 { return float64(toUint32(a) >> (toUint32(b) & 31)) },
}

func remainder(a, b float64) float64 {
	if a >= 0 && b > 0 && a < 1<<53 && b < 1<<53 {
		if x, y := int64(a), int64(b); float64(x) == a && float64(y) == b {
			return float64(x % y)
		}
	}
	return math.Mod(a, b)
}

func toInt32(n float64) int32 {
	if i := int32(n); float64(i) == n {
		return i
	}
	return int32(toUint32(n))
}

func toUint32(n float64) uint32 {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return 0
	}
	n = math.Mod(math.Trunc(n), 1<<32)
	return uint32(int64(n))
}

func (c *compiler) binary(e *ast.BinaryExpression) node {
	switch e.Operator {
	case token.LOGICAL_AND, token.LOGICAL_OR, token.COALESCE:
		return c.logical(e)
	}
	if _, private := e.Left.(*ast.PrivateIdentifier); private {
		refuse("a private name")
	}
	if e.Operator == token.PLUS {
		if parts := c.stringSum(e, nil); parts != nil {
			return concatenation(parts)
		}
	}
	a, b := c.expr(e.Left), c.expr(e.Right)
	return c.operate(e.Operator, a, b, e.Idx0())
}

// stringSum is the operands of a sum of which one of the first two is always a string; nil for others.
func (c *compiler) stringSum(e *ast.BinaryExpression, _ []node) []node {
	var list []ast.Expression
	var x ast.Expression = e
	for {
		b, ok := x.(*ast.BinaryExpression)
		if !ok || b.Operator != token.PLUS {
			list = append(list, x)
			break
		}
		list = append(list, b.Right)
		x = b.Left
	}
	n := len(list)
	if !isStringExpression(list[n-1]) && !isStringExpression(list[n-2]) {
		return nil
	}
	parts := make([]node, n)
	for i := range list {
		p := c.expr(list[n-1-i])
		if !p.str && p.num == nil && p.cond == nil {
			// + takes the primitive of an object without a hint for strings.
			ev := p.ev
			p = node{ev: func(f *Frame) Value {
				v := ev(f)
				switch v.Ref.(type) {
				case nil, *nullKind, *boolKind, *numberKind, string, *Text:
					return v
				}
				return From(f.realm.helper("((v) => '' + v)", v))
			}}
		}
		parts[i] = p
	}
	return parts
}

func isStringExpression(e ast.Expression) bool {
	switch t := e.(type) {
	case *ast.StringLiteral:
		return true
	case *ast.TemplateLiteral:
		return t.Tag == nil
	}
	return false
}

// operate is a binary operator.
func (c *compiler) operate(op token.Token, a, b node, at posType) node {
	if f := arithmetic[op]; f != nil {
		return c.arithmetic(op, f, a, b)
	}
	x, y := a.ev, b.ev
	switch op {
	case token.PLUS:
		if a.num != nil && b.num != nil {
			p, q := a.num, b.num
			return number(func(f *Frame) float64 { return p(f) + q(f) })
		}
		return node{str: a.str || b.str, ev: func(f *Frame) Value {
			v, w := x(f), y(f)
			if v.IsNumber() && w.IsNumber() {
				return Number(v.Num + w.Num)
			}
			return f.realm.add(v, w)
		}}
	case token.STRICT_EQUAL:
		return equality(a, b, false)
	case token.STRICT_NOT_EQUAL:
		return equality(a, b, true)
	case token.EQUAL, token.NOT_EQUAL:
		not := op == token.NOT_EQUAL
		if a.lit != nil && a.lit.IsNull() || b.lit != nil && b.lit.IsNull() {
			if a.lit != nil && a.lit.IsNull() {
				x = y
			}
			return boolean(func(f *Frame) bool { return x(f).IsNullish() != not })
		}
		return boolean(func(f *Frame) bool { v := x(f); return f.realm.looseEqual(v, y(f)) != not })
	case token.LESS, token.GREATER, token.LESS_OR_EQUAL, token.GREATER_OR_EQUAL:
		return c.compare(op, a, b)
	case token.INSTANCEOF:
		return boolean(func(f *Frame) bool {
			v := x(f)
			return f.realm.helper("((a, b) => a instanceof b)", v, y(f)).ToBoolean()
		})
	case token.IN:
		return boolean(func(f *Frame) bool {
			v := x(f)
			w := y(f)
			if o, ok := w.Ref.(*Object); ok && o.real == nil {
				return f.realm.inObject(w, v)
			}
			return f.realm.helper("((a, b) => a in b)", v, w).ToBoolean()
		})
	}
	refuse("an operator: %s", op)
	return node{}
}

func equality(a, b node, not bool) node {
	if a.num != nil && b.num != nil {
		p, q := a.num, b.num
		return boolean(func(f *Frame) bool { return (p(f) == q(f)) != not })
	}
	x, y := a.ev, b.ev
	if b.lit != nil {
		w := *b.lit
		if s, ok := w.Ref.(string); ok {
			return boolean(func(f *Frame) bool { t, ok := x(f).Ref.(string); return (ok && t == s) != not })
		}
		if w.IsNumber() {
			return boolean(func(f *Frame) bool { v := x(f); return (v.IsNumber() && v.Num == w.Num) != not })
		}
		return boolean(func(f *Frame) bool { return strictEqual(x(f), w) != not })
	}
	return boolean(func(f *Frame) bool { v := x(f); return strictEqual(v, y(f)) != not })
}

func (c *compiler) arithmetic(op token.Token, apply func(a, b float64) float64, a, b node) node {
	source := "((a, b) => a " + op.String() + " b)"
	slow := func(f *Frame, v, w Value) Value {
		if v.isPlain() && w.isPlain() {
			return Number(apply(f.realm.toNumber(v), f.realm.toNumber(w)))
		}
		return From(f.realm.helper(source, v, w))
	}
	x, y := a.ev, b.ev
	switch {
	case a.num != nil && b.num != nil:
		p, q := a.num, b.num
		switch op {
		case token.MINUS:
			return number(func(f *Frame) float64 { return p(f) - q(f) })
		case token.MULTIPLY:
			return number(func(f *Frame) float64 { return p(f) * q(f) })
		case token.SLASH:
			return number(func(f *Frame) float64 { return p(f) / q(f) })
		}
		return number(func(f *Frame) float64 { return apply(p(f), q(f)) })
	case b.num != nil && op != token.UNSIGNED_SHIFT_RIGHT: // a number, or an error
		q := b.num
		return number(func(f *Frame) float64 {
			v := x(f)
			w := q(f)
			if v.IsNumber() {
				return apply(v.Num, w)
			}
			return slow(f, v, Number(w)).Num
		})
	case a.num != nil && op != token.UNSIGNED_SHIFT_RIGHT:
		p := a.num
		return number(func(f *Frame) float64 {
			v := p(f)
			w := y(f)
			if w.IsNumber() {
				return apply(v, w.Num)
			}
			return slow(f, Number(v), w).Num
		})
	}
	return node{ev: func(f *Frame) Value {
		v, w := x(f), y(f)
		if v.IsNumber() && w.IsNumber() {
			return Number(apply(v.Num, w.Num))
		}
		return slow(f, v, w)
	}}
}

// isPlain reports whether v is a primitive but for BigInts and symbols.
func (v Value) isPlain() bool {
	switch v.Ref.(type) {
	case nil, *nullKind, *boolKind, *numberKind, string:
		return true
	}
	return false
}

// add is +.
func (r *Realm) add(v, w Value) Value {
	if v.isString() && (w.isPlain() || w.isString()) || w.isString() && v.isPlain() {
		return r.concat(r.toString(v), r.toString(w))
	}
	if v.isPlain() && w.isPlain() {
		return Number(r.toNumber(v) + r.toNumber(w))
	}
	return From(r.helper("((a, b) => a + b)", v, w))
}

// looseEqual is ==.
func (r *Realm) looseEqual(v, w Value) bool {
	switch {
	case v.IsNullish() || w.IsNullish():
		return v.IsNullish() && w.IsNullish()
	case v.IsNumber() && w.IsNumber(), v.isString() && w.isString(), v.IsBool() && w.IsBool():
		return strictEqual(v, w)
	case v.isPlain() && w.isPlain():
		return r.toNumber(v) == r.toNumber(w)
	}
	return r.helper("((a, b) => a == b)", v, w).ToBoolean()
}

func (c *compiler) compare(op token.Token, a, b node) node {
	var numbers func(x, y float64) bool
	var strings func(x, y string) bool
	switch op {
	case token.LESS:
		numbers, strings = func(x, y float64) bool { return x < y }, func(x, y string) bool { return x < y }
	case token.GREATER:
		numbers, strings = func(x, y float64) bool { return x > y }, func(x, y string) bool { return x > y }
	case token.LESS_OR_EQUAL:
		numbers, strings = func(x, y float64) bool { return x <= y }, func(x, y string) bool { return x <= y }
	default:
		numbers, strings = func(x, y float64) bool { return x >= y }, func(x, y string) bool { return x >= y }
	}
	source := "((a, b) => a " + op.String() + " b)"
	slow := func(f *Frame, v, w Value) bool {
		if s, ok := v.Ref.(string); ok {
			if t, ok := w.Ref.(string); ok {
				return strings(s, t)
			}
		}
		if v.isPlain() && w.isPlain() {
			return numbers(f.realm.toNumber(v), f.realm.toNumber(w))
		}
		return f.realm.helper(source, v, w).ToBoolean()
	}
	x, y := a.ev, b.ev
	if a.num != nil && b.num != nil {
		p, q := a.num, b.num
		switch op {
		case token.LESS:
			return boolean(func(f *Frame) bool { return p(f) < q(f) })
		case token.GREATER_OR_EQUAL:
			return boolean(func(f *Frame) bool { return p(f) >= q(f) })
		}
		return boolean(func(f *Frame) bool { return numbers(p(f), q(f)) })
	}
	if b.num != nil {
		q := b.num
		return boolean(func(f *Frame) bool {
			v := x(f)
			w := q(f)
			if v.IsNumber() {
				return numbers(v.Num, w)
			}
			return slow(f, v, Number(w))
		})
	}
	return boolean(func(f *Frame) bool {
		v, w := x(f), y(f)
		if v.IsNumber() && w.IsNumber() {
			return numbers(v.Num, w.Num)
		}
		return slow(f, v, w)
	})
}

func (c *compiler) logical(e *ast.BinaryExpression) node {
	a, b := c.expr(e.Left), c.expr(e.Right)
	if a.cond != nil && b.cond != nil && e.Operator != token.COALESCE {
		p, q := a.cond, b.cond
		if e.Operator == token.LOGICAL_AND {
			return boolean(func(f *Frame) bool { return p(f) && q(f) })
		}
		return boolean(func(f *Frame) bool { return p(f) || q(f) })
	}
	x, y := a.ev, b.ev
	keep := func(v Value) bool { return !v.Truthy() }
	switch e.Operator {
	case token.LOGICAL_OR:
		keep = Value.Truthy
	case token.COALESCE:
		keep = func(v Value) bool { return !v.IsNullish() }
	}
	return node{ev: func(f *Frame) Value {
		v := x(f)
		if keep(v) {
			return v
		}
		return y(f)
	}}
}

func (c *compiler) unary(e *ast.UnaryExpression) node {
	switch e.Operator {
	case token.INCREMENT, token.DECREMENT:
		return c.step(e)
	case token.NOT:
		t := c.expr(e.Operand).truth()
		return boolean(func(f *Frame) bool { return !t(f) })
	case token.TYPEOF:
		if id, ok := e.Operand.(*ast.Identifier); ok && c.lookup(id.Name.String()) == nil && c.root.scope.find(id.Name.String()) == nil && !c.root.hidden[id.Name.String()] {
			name := id.Name.String() // of the global object, perhaps not there
			if name == "undefined" {
				return constant(Value{Ref: "undefined"})
			}
			return node{str: true, ev: func(f *Frame) Value { return f.realm.typeOf(f.realm.builtin(f.realm.rt.GlobalObject(), name)) }}
		}
		ev := c.expr(e.Operand).ev
		return node{str: true, ev: func(f *Frame) Value { return f.realm.typeOf(ev(f)) }}
	case token.VOID:
		ev := c.expr(e.Operand).ev
		return node{ev: func(f *Frame) Value { ev(f); return Undefined }}
	case token.DELETE:
		return c.remove(e.Operand)
	}
	n := c.expr(e.Operand)
	switch e.Operator {
	case token.MINUS:
		if n.lit != nil && n.lit.IsNumber() {
			return constant(Number(-n.lit.Num))
		}
		if n.num != nil {
			num := n.num
			return number(func(f *Frame) float64 { return -num(f) })
		}
		ev := n.ev
		return node{ev: func(f *Frame) Value {
			v := ev(f)
			if v.isPlain() {
				return Number(-f.realm.toNumber(v))
			}
			return From(f.realm.helper("((v) => -v)", v))
		}}
	case token.PLUS:
		ev := n.ev
		return number(func(f *Frame) float64 {
			v := ev(f)
			if v.IsNumber() {
				return v.Num
			}
			return f.realm.toNumber(v)
		})
	case token.BITWISE_NOT:
		ev := n.ev
		return node{ev: func(f *Frame) Value {
			v := ev(f)
			if v.isPlain() {
				return Number(float64(^toInt32(f.realm.toNumber(v))))
			}
			return From(f.realm.helper("((v) => ~v)", v))
		}}
	}
	refuse("an operator: %s", e.Operator)
	return node{}
}

func (r *Realm) typeOf(v Value) Value {
	name := "object"
	switch o := v.Ref.(type) {
	case nil:
		name = "undefined"
	case *nullKind, *Object, *Array:
	case *boolKind:
		name = "boolean"
	case *numberKind:
		name = "number"
	case string, *Text:
		name = "string"
	case *Function:
		name = "function"
	case Escaper:
	default:
		_ = o
		return From(r.helper("((v) => typeof v)", v))
	}
	return Value{Ref: name}
}

// remove is delete.
func (c *compiler) remove(e ast.Expression) node {
	strict := c.strict
	source := "((o, k) => delete o[k])"
	if strict {
		source = "((o, k) => { 'use strict'; return delete o[k]; })"
	}
	var object, key func(*Frame) Value
	switch e := e.(type) {
	case *ast.DotExpression:
		name := shared(e.Identifier.Name.String())
		object, key = c.expr(e.Left).ev, func(*Frame) Value { return name }
	case *ast.BracketExpression:
		object, key = c.expr(e.Left).ev, c.expr(e.Member).ev
	default:
		refuse("delete of: %T", e)
	}
	return boolean(func(f *Frame) bool {
		v := object(f)
		k := key(f)
		if o, ok := v.Ref.(*Object); ok && o.real == nil {
			if name, ok := k.Ref.(string); ok {
				o.remove(name)
				return true
			}
		}
		return f.realm.helper(source, v, k).ToBoolean()
	})
}

package numeric

import (
	"math"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

type (
	number    func(*frame) float64
	condition func(*frame) bool
)

// number compiles an expression whose value is a number.
func (c *compiler) number(e ast.Expression) number {
	switch e := e.(type) {
	case *ast.NumberLiteral:
		v := literal(e)
		return func(*frame) float64 { return v }
	case *ast.Identifier:
		i := c.read(e, false)
		return func(f *frame) float64 { return f.vars[i] }
	case *ast.UnaryExpression:
		return c.unary(e)
	case *ast.BinaryExpression:
		switch e.Operator {
		case token.LOGICAL_AND:
			a, b := c.number(e.Left), c.number(e.Right)
			return func(f *frame) float64 {
				if v := a(f); !truth(v) {
					return v
				}
				return b(f)
			}
		case token.LOGICAL_OR:
			a, b := c.number(e.Left), c.number(e.Right)
			return func(f *frame) float64 {
				if v := a(f); truth(v) {
					return v
				}
				return b(f)
			}
		}
		return c.binary(e.Operator, c.operand(e.Left), c.operand(e.Right))
	case *ast.AssignExpression:
		return c.assignment(e)
	case *ast.ConditionalExpression:
		test, a, b := c.condition(e.Test), c.number(e.Consequent), c.number(e.Alternate)
		return func(f *frame) float64 {
			if test(f) {
				return a(f)
			}
			return b(f)
		}
	case *ast.SequenceExpression:
		first := c.effects(e.Sequence[:len(e.Sequence)-1])
		last := c.number(e.Sequence[len(e.Sequence)-1])
		return func(f *frame) float64 {
			for _, x := range first {
				x(f)
			}
			return last(f)
		}
	case *ast.DotExpression:
		if e.Identifier.Name == "length" {
			i := c.text(e.Left)
			return func(f *frame) float64 { return float64(f.texts[i].Length()) }
		}
	case *ast.CallExpression:
		return c.call(e)
	}
	panic(unsupported{})
}

func (c *compiler) effects(list []ast.Expression) []number {
	out := make([]number, len(list))
	for i, e := range list {
		out[i] = c.number(e)
	}
	return out
}

// operand is an expression that an operator makes a number of, so that undefined does as well as NaN.
func (c *compiler) operand(e ast.Expression) number {
	if id, ok := e.(*ast.Identifier); ok {
		i := c.read(id, true)
		return func(f *frame) float64 { return f.vars[i] }
	}
	return c.number(e)
}

func (c *compiler) unary(e *ast.UnaryExpression) number {
	if e.Operator == token.INCREMENT || e.Operator == token.DECREMENT {
		id, ok := e.Operand.(*ast.Identifier)
		if !ok {
			panic(unsupported{})
		}
		i, by := c.write(id), 1.0
		if e.Operator == token.DECREMENT {
			by = -1
		}
		if e.Postfix {
			return func(f *frame) float64 { v := f.vars[i]; f.vars[i] = v + by; return v }
		}
		return func(f *frame) float64 { f.vars[i] += by; return f.vars[i] }
	}
	x := c.operand(e.Operand)
	switch e.Operator {
	case token.PLUS:
		return x
	case token.MINUS:
		return func(f *frame) float64 { return -x(f) }
	case token.BITWISE_NOT:
		return func(f *frame) float64 { return float64(^toInt32(x(f))) }
	}
	panic(unsupported{})
}

// binary compiles an operator whose operands it makes numbers.
func (c *compiler) binary(op token.Token, a, b number) number {
	switch op {
	case token.PLUS:
		return func(f *frame) float64 { return a(f) + b(f) }
	case token.MINUS:
		return func(f *frame) float64 { return a(f) - b(f) }
	case token.MULTIPLY:
		return func(f *frame) float64 { v := a(f); return v * b(f) }
	case token.SLASH:
		return func(f *frame) float64 { v := a(f); return v / b(f) }
	case token.REMAINDER:
		return func(f *frame) float64 { v := a(f); return math.Mod(v, b(f)) }
	case token.AND:
		return func(f *frame) float64 { v := toInt32(a(f)); return float64(v & toInt32(b(f))) }
	case token.OR:
		return func(f *frame) float64 { v := toInt32(a(f)); return float64(v | toInt32(b(f))) }
	case token.EXCLUSIVE_OR:
		return func(f *frame) float64 { v := toInt32(a(f)); return float64(v ^ toInt32(b(f))) }
	case token.SHIFT_LEFT:
		return func(f *frame) float64 { v := toInt32(a(f)); return float64(v << (uint32(toInt32(b(f))) & 31)) }
	case token.SHIFT_RIGHT:
		return func(f *frame) float64 { v := toInt32(a(f)); return float64(v >> (uint32(toInt32(b(f))) & 31)) }
	case token.UNSIGNED_SHIFT_RIGHT:
		return func(f *frame) float64 {
			v := uint32(toInt32(a(f)))
			return float64(v >> (uint32(toInt32(b(f))) & 31))
		}
	}
	panic(unsupported{})
}

func (c *compiler) assignment(e *ast.AssignExpression) number {
	id, ok := e.Left.(*ast.Identifier)
	if !ok {
		panic(unsupported{})
	}
	var value number
	if e.Operator == token.ASSIGN {
		value = c.number(e.Right)
	} else {
		old := c.read(id, true)
		value = c.binary(e.Operator, func(f *frame) float64 { return f.vars[old] }, c.operand(e.Right))
	}
	i := c.write(id)
	return func(f *frame) float64 { v := value(f); f.vars[i] = v; return v }
}

// call compiles text.charCodeAt(i).
func (c *compiler) call(e *ast.CallExpression) number {
	dot, ok := e.Callee.(*ast.DotExpression)
	if !ok || dot.Identifier.Name != "charCodeAt" || len(e.ArgumentList) != 1 {
		panic(unsupported{})
	}
	c.f.charCodeAt = true
	i, at := c.text(dot.Left), c.operand(e.ArgumentList[0])
	return func(f *frame) float64 {
		s, n := f.texts[i], at(f)
		if n != n {
			n = 0
		}
		if n <= -1 || n >= float64(s.Length()) {
			return math.NaN()
		}
		return float64(s.CharAt(int(n)))
	}
}

// condition compiles an expression of which only the truth counts.
func (c *compiler) condition(e ast.Expression) condition {
	switch e := e.(type) {
	case *ast.BooleanLiteral:
		v := e.Value
		return func(*frame) bool { return v }
	case *ast.UnaryExpression:
		if e.Operator == token.NOT {
			x := c.condition(e.Operand)
			return func(f *frame) bool { return !x(f) }
		}
	case *ast.BinaryExpression:
		if x := c.comparison(e); x != nil {
			return x
		}
		switch e.Operator {
		case token.LOGICAL_AND:
			a, b := c.condition(e.Left), c.condition(e.Right)
			return func(f *frame) bool { return a(f) && b(f) }
		case token.LOGICAL_OR:
			a, b := c.condition(e.Left), c.condition(e.Right)
			return func(f *frame) bool { return a(f) || b(f) }
		}
	}
	x := c.operand(e)
	return func(f *frame) bool { return truth(x(f)) }
}

func (c *compiler) comparison(e *ast.BinaryExpression) condition {
	switch e.Operator {
	case token.LESS, token.GREATER, token.LESS_OR_EQUAL, token.GREATER_OR_EQUAL:
		a, b := c.operand(e.Left), c.operand(e.Right)
		switch e.Operator {
		case token.LESS:
			return func(f *frame) bool { return a(f) < b(f) }
		case token.GREATER:
			return func(f *frame) bool { return a(f) > b(f) }
		case token.LESS_OR_EQUAL:
			return func(f *frame) bool { return a(f) <= b(f) }
		}
		return func(f *frame) bool { return a(f) >= b(f) }
	case token.EQUAL, token.STRICT_EQUAL:
		a, b := c.number(e.Left), c.number(e.Right)
		return func(f *frame) bool { return a(f) == b(f) }
	case token.NOT_EQUAL, token.STRICT_NOT_EQUAL:
		a, b := c.number(e.Left), c.number(e.Right)
		return func(f *frame) bool { return a(f) != b(f) }
	}
	return nil
}

func truth(v float64) bool { return v != 0 && v == v }

// toInt32 is the operation of that name (ECMA-262, 7.1.6).
func toInt32(v float64) int32 {
	if v >= -1<<62 && v <= 1<<62 {
		return int32(int64(v))
	}
	if v != v || math.IsInf(v, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(v, 1<<32))))
}

func literal(e *ast.NumberLiteral) float64 {
	switch v := e.Value.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	panic(unsupported{})
}

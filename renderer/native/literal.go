package native

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// literal is the value of a literal expression. Strings are made so that VMs may share them.
func literal(e ast.Expression) (goja.Value, bool) {
	switch e := e.(type) {
	case *ast.StringLiteral:
		return goja.StringFromUTF16(utf16Of(e.Value)), true
	case *ast.NumberLiteral:
		switch n := e.Value.(type) {
		case int64:
			return numbers.ToValue(n), true
		case float64:
			return numbers.ToValue(n), true
		}
	case *ast.BooleanLiteral:
		return numbers.ToValue(e.Value), true
	case *ast.NullLiteral:
		return goja.Null(), true
	case *ast.TemplateLiteral:
		if e.Tag == nil && len(e.Expressions) == 0 && len(e.Elements) == 1 && e.Elements[0].Valid {
			return goja.StringFromUTF16(utf16Of(e.Elements[0].Parsed)), true
		}
	case *ast.UnaryExpression:
		n, ok := e.Operand.(*ast.NumberLiteral)
		if !ok || e.Postfix {
			return nil, false
		}
		v, isInt := n.Value.(int64)
		switch {
		case e.Operator == token.VOID:
			return goja.Undefined(), true
		case e.Operator == token.NOT && isInt:
			return numbers.ToValue(v == 0), true
		case e.Operator == token.MINUS && isInt && v != 0:
			return numbers.ToValue(-v), true
		}
	}
	return nil, false
}

// numbers makes the numbers and booleans of templates, which belong to no VM.
var numbers = goja.New()

// utf16Of is a string of the syntax tree as code units.
func utf16Of(s unistring.String) []uint16 {
	if u := s.AsUtf16(); u != nil {
		return u[1:] // after the mark
	}
	units := make([]uint16, 0, len(s))
	for i := 0; i < len(s); i++ {
		units = append(units, uint16(s[i]))
	}
	return units
}

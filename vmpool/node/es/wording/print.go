package wording

import (
	"strconv"
	"strings"

	"github.com/dop251/goja/ast"
)

// intermediate stands for what V8 doesn't print.
const intermediate = "(intermediate value)"

// Print is an expression as V8 prints it in its messages (CallPrinter in V8's sources): names, literals and operators; arguments are "...".
func Print(e ast.Expression) string {
	if s := printed(e); s != "" {
		return s
	}
	return intermediate
}

func printed(e ast.Expression) string {
	switch n := e.(type) {
	case *ast.Identifier:
		return n.Name.String()
	case *ast.ThisExpression:
		return "this"
	case *ast.NullLiteral:
		return "null"
	case *ast.BooleanLiteral:
		return strconv.FormatBool(n.Value)
	case *ast.NumberLiteral:
		if strings.HasSuffix(n.Literal, "n") {
			return ""
		}
		return n.Literal
	case *ast.StringLiteral:
		return `"` + n.Value.String() + `"`
	case *ast.RegExpLiteral:
		return n.Literal
	case *ast.DotExpression:
		return member(n.Left, ".") + n.Identifier.Name.String()
	case *ast.PrivateDotExpression:
		return member(n.Left, ".") + "#" + n.Identifier.Name.String()
	case *ast.BracketExpression:
		if key, ok := n.Member.(*ast.StringLiteral); ok {
			return member(n.Left, ".") + key.Value.String()
		}
		left, question := n.Left, ""
		if o, ok := left.(*ast.Optional); ok {
			left, question = o.Expression, "?."
		}
		return Print(left) + question + "[" + Print(n.Member) + "]"
	case *ast.OptionalChain:
		return printed(n.Expression)
	case *ast.Optional:
		return printed(n.Expression)
	case *ast.CallExpression:
		return Print(n.Callee) + "(...)"
	case *ast.TemplateLiteral:
		return template(n)
	case *ast.ArrayLiteral:
		items := make([]string, len(n.Value))
		for i, v := range n.Value {
			if v != nil {
				items[i] = Print(v)
			}
		}
		return "[" + strings.Join(items, ",") + "]"
	case *ast.ObjectLiteral:
		return "{" + strings.Repeat(intermediate, len(n.Value)) + "}"
	case *ast.SpreadElement:
		return "(..." + Print(n.Expression) + ")"
	case *ast.SequenceExpression:
		items := make([]string, len(n.Sequence))
		for i, v := range n.Sequence {
			items[i] = Print(v)
		}
		return "(" + strings.Join(items, " , ") + ")"
	case *ast.BinaryExpression:
		return "(" + Print(n.Left) + " " + n.Operator.String() + " " + Print(n.Right) + ")"
	case *ast.UnaryExpression:
		return unary(n)
	case *ast.AssignExpression:
		return printed(n.Left)
	case *ast.ConditionalExpression:
		return strings.Repeat(intermediate, 3)
	case *ast.MetaProperty:
		return "." + n.Meta.Name.String() + "." + n.Property.Name.String()
	}
	return ""
}

// member is what stands before the name of a member.
func member(object ast.Expression, dot string) string {
	if o, ok := object.(*ast.Optional); ok {
		return Print(o.Expression) + "?" + dot
	}
	return Print(object) + dot
}

func template(n *ast.TemplateLiteral) string {
	if n.Tag != nil {
		return Print(n.Tag) + "(...)"
	}
	if len(n.Expressions) == 0 && len(n.Elements) == 1 {
		return `"` + n.Elements[0].Parsed.String() + `"`
	}
	var b strings.Builder
	for _, e := range n.Expressions {
		b.WriteString(printed(e))
	}
	return b.String()
}

func unary(n *ast.UnaryExpression) string {
	operator := n.Operator.String()
	if n.Postfix {
		return "(" + Print(n.Operand) + operator + ")"
	}
	if number, ok := n.Operand.(*ast.NumberLiteral); ok && operator == "void" && number.Literal == "0" {
		return "undefined" // what esbuild makes of it
	}
	if len(operator) > 2 { // a word
		operator += " "
	} else if number, ok := n.Operand.(*ast.NumberLiteral); ok && operator == "-" {
		return "-" + number.Literal
	}
	return "(" + operator + Print(n.Operand) + ")"
}

package wording

import (
	"github.com/dop251/goja/ast"
)

func classCalled(_ []string, s *Site) string {
	if s == nil {
		return ""
	}
	c, ok := s.call()
	if !ok {
		return ""
	}
	switch n := c.Callee.(type) {
	case *ast.Identifier:
		switch name := n.Name.String(); name {
		case "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry":
			return "Constructor " + name + " requires 'new'"
		default:
			return "Class constructor " + name + " cannot be invoked without 'new'"
		}
	case *ast.DotExpression:
		return "Class constructor " + n.Identifier.Name.String() + " cannot be invoked without 'new'"
	}
	return "Class constructors cannot be invoked without 'new'"
}

func classExtends(_ []string, s *Site) string {
	if s == nil {
		return ""
	}
	c, ok := find(s, func(n *ast.ClassLiteral) bool { return n.Class == s.at && n.SuperClass != nil })
	if !ok {
		return ""
	}
	value := ""
	switch n := c.SuperClass.(type) {
	case *ast.NumberLiteral, *ast.BooleanLiteral:
		value = Print(n)
	case *ast.StringLiteral:
		value = n.Value.String()
	case *ast.ObjectLiteral:
		value = "#<Object>"
	case *ast.ArrowFunctionLiteral:
		value = n.Source
	default:
		value = "undefined"
	}
	return "Class extends value " + value + " is not a constructor or null"
}

func superNull(_ []string, s *Site) string {
	name := "anonymous class"
	if s != nil {
		c, ok := find(s, func(n *ast.ClassLiteral) bool { return n.Class <= s.at && s.at <= n.RightBrace })
		if !ok {
			if n, made := find(s, func(n *ast.NewExpression) bool { return n.New == s.at }); made {
				return "Super constructor null of " + Print(n.Callee) + " is not a constructor"
			}
		} else if c.Name != nil {
			name = c.Name.Name.String()
		}
	}
	return "Super constructor null of " + name + " is not a constructor"
}

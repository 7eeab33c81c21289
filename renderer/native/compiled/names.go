package compiled

import (
	"reflect"

	"github.com/dop251/goja/ast"
)

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()

// Inspect visits the nodes below v, pointers to structs of package ast, outer ones first; below those for which visit returns false it
// does not go.
func Inspect(v any, visit func(node any) bool) { inspect(reflect.ValueOf(v), visit) }

func inspect(v reflect.Value, visit func(any) bool) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			inspect(v.Elem(), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct && visit(v.Interface()) {
			inspect(v.Elem(), visit)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			// DeclarationList repeats declarations that the body holds.
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" {
				inspect(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			inspect(v.Index(i), visit)
		}
	}
}

// isFunctionNode reports whether n has variables of its own.
func isFunctionNode(n any) bool {
	switch n.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral, *ast.ClassLiteral:
		return true
	}
	return false
}

// varNames are the names that var declares in a function's statements.
func varNames(list []ast.Statement) map[string]bool {
	names := map[string]bool{}
	add := func(target ast.Node) {
		for _, n := range patternNames(target) {
			names[n] = true
		}
	}
	Inspect(list, func(n any) bool {
		switch n := n.(type) {
		case *ast.VariableStatement:
			for _, b := range n.List {
				add(b.Target)
			}
		case *ast.ForLoopInitializerVarDeclList:
			for _, b := range n.List {
				add(b.Target)
			}
		case *ast.ForIntoVar:
			add(n.Binding.Target)
		}
		return !isFunctionNode(n)
	})
	return names
}

// patternNames are the names that a target binds.
func patternNames(target ast.Node) []string {
	switch t := target.(type) {
	case *ast.Identifier:
		return []string{t.Name.String()}
	case *ast.AssignExpression:
		return patternNames(t.Left)
	case *ast.Binding:
		return patternNames(t.Target)
	case *ast.ArrayPattern:
		var out []string
		for _, e := range t.Elements {
			if e != nil {
				out = append(out, patternNames(e)...)
			}
		}
		if t.Rest != nil {
			out = append(out, patternNames(t.Rest)...)
		}
		return out
	case *ast.ObjectPattern:
		var out []string
		for _, p := range t.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				out = append(out, p.Name.Name.String())
			case *ast.PropertyKeyed:
				out = append(out, patternNames(p.Value)...)
			}
		}
		if t.Rest != nil {
			out = append(out, patternNames(t.Rest)...)
		}
		return out
	}
	return nil
}

// namesInFunctions are the names that occur in functions below the nodes: a variable of one of them may be captured.
func namesInFunctions(nodes ...any) map[string]bool {
	names := map[string]bool{}
	collect := func(n any) bool {
		addName(names, n)
		return true
	}
	for _, n := range nodes {
		Inspect(n, func(n any) bool {
			if !isFunctionNode(n) {
				return true
			}
			Inspect(n, collect)
			return false
		})
	}
	return names
}

func addName(names map[string]bool, n any) {
	switch n := n.(type) {
	case *ast.Identifier:
		names[n.Name.String()] = true
	case *ast.PropertyShort:
		names[n.Name.Name.String()] = true
	}
}

// usesSuper reports whether a method does.
func usesSuper(e ast.Expression) bool {
	found := false
	Inspect(e, func(n any) bool {
		if _, ok := n.(*ast.SuperExpression); ok {
			found = true
		}
		return !found
	})
	return found
}

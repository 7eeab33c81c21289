package nodevm

import (
	"reflect"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// Names that no source can have: the sandbox, the scope of a context's let, const and class declarations, and the function that
// stands for typeof of a name.
const (
	sandboxName = "sandbox\u200c"
	lexicalName = "lexical\u200c"
	typeofName  = "typeof\u200c"
)

// contextScope is what a script declares at its top.
type contextScope struct {
	variables []string // var and functions
	lexical   []string // let, const and class: visible to later scripts of the context, no properties of the sandbox
}

// enterContext changes a script so that it runs inside `with (sandbox) with (lexical)`: its declarations become assignments, which go to
// one of the two because both say that they have the names; `this` becomes globalThis; typeof of a name does not throw.
func enterContext(tree *ast.Program) contextScope {
	c := &contexter{}
	for _, d := range tree.DeclarationList {
		for _, b := range d.List {
			c.scope.variables = append(c.scope.variables, names(b.Target)...)
		}
	}
	tree.DeclarationList = nil
	var functions, body []ast.Statement
	for _, s := range tree.Body {
		switch s := s.(type) {
		case *ast.FunctionDeclaration:
			c.scope.variables = append(c.scope.variables, s.Function.Name.Name.String())
			functions = append(functions, assignment(s.Function.Name, s.Function))
		case *ast.ClassDeclaration:
			c.scope.lexical = append(c.scope.lexical, s.Class.Name.Name.String())
			body = append(body, silent(&ast.AssignExpression{Operator: token.ASSIGN, Left: s.Class.Name, Right: s.Class}))
		case *ast.LexicalDeclaration:
			for _, b := range s.List {
				c.scope.lexical = append(c.scope.lexical, names(b.Target)...)
				if b.Initializer == nil {
					b.Initializer = undefined(b.Idx0())
				}
			}
			body = append(body, declarations(s.List, s.Idx))
		default:
			body = append(body, s)
		}
	}
	body = append(functions, body...)
	for i := range body {
		c.walk(reflect.ValueOf(&body[i]).Elem(), atTop)
	}
	inner := &ast.WithStatement{Object: identifier(lexicalName), Body: &ast.BlockStatement{List: body}}
	tree.Body = []ast.Statement{&ast.WithStatement{Object: identifier(sandboxName), Body: inner}}
	return c.scope
}

type contexter struct{ scope contextScope }

func identifier(name string) *ast.Identifier {
	return &ast.Identifier{Name: unistring.NewFromString(name), Idx: 1}
}

// names lists what a declaration's target binds.
func names(target ast.Expression) []string {
	switch t := target.(type) {
	case *ast.Identifier:
		return []string{t.Name.String()}
	case *ast.AssignExpression:
		return names(t.Left)
	case *ast.ArrayPattern:
		var all []string
		for _, e := range append(t.Elements[:len(t.Elements):len(t.Elements)], t.Rest) {
			if e != nil {
				all = append(all, names(e)...)
			}
		}
		return all
	case *ast.ObjectPattern:
		var all []string
		for _, p := range t.Properties {
			switch p := p.(type) {
			case *ast.PropertyShort:
				all = append(all, p.Name.Name.String())
			case *ast.PropertyKeyed:
				all = append(all, names(p.Value)...)
			}
		}
		if t.Rest != nil {
			all = append(all, names(t.Rest)...)
		}
		return all
	}
	return nil
}

func assignment(target ast.Expression, value ast.Expression) ast.Statement {
	return silent(&ast.AssignExpression{Operator: token.ASSIGN, Left: target, Right: value})
}

// silent is a statement for an expression whose value is not that of the script.
func silent(e ast.Expression) ast.Statement {
	return &ast.ExpressionStatement{Expression: &ast.UnaryExpression{Operator: token.VOID, Idx: e.Idx0(), Operand: e}}
}

// sequence makes assignments of the bindings that have a value; nil when none has.
func sequence(list []*ast.Binding) ast.Expression {
	var all []ast.Expression
	for _, b := range list {
		if b.Initializer != nil {
			all = append(all, &ast.AssignExpression{Operator: token.ASSIGN, Left: b.Target, Right: b.Initializer})
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &ast.SequenceExpression{Sequence: all}
}

// declarations are the statements in place of a declaration.
func declarations(list []*ast.Binding, at file.Idx) ast.Statement {
	if e := sequence(list); e != nil {
		return silent(e)
	}
	return &ast.EmptyStatement{Semicolon: at}
}

func undefined(at file.Idx) ast.Expression {
	return &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: &ast.NumberLiteral{Idx: at, Literal: "0", Value: int64(0)}}
}

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()

// walk changes the nodes in v. Inside functions only typeof matters, inside arrow functions `this` does, too: what they declare is
// their own.
func (c *contexter) walk(v reflect.Value, in place) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.node(v, in)
		}
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct {
			return
		}
		switch v.Interface().(type) {
		case *ast.FunctionLiteral, *ast.ClassLiteral:
			in = inFunction
		case *ast.ArrowFunctionLiteral:
			in = max(in, inArrow)
		}
		c.walk(v.Elem(), in)
	case reflect.Struct:
		t := v.Type()
		if t.PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			if f := t.Field(i); f.IsExported() && f.Name != "DeclarationList" {
				c.walk(v.Field(i), in)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i), in)
		}
	}
}

// place is where a node stands.
type place int

const (
	atTop place = iota
	inArrow
	inFunction
)

func (c *contexter) node(v reflect.Value, in place) {
	set := func(n any) {
		if v.CanSet() {
			v.Set(reflect.ValueOf(n))
		}
	}
	switch n := v.Interface().(type) {
	case *ast.ThisExpression:
		if in != inFunction {
			set(identifier("globalThis"))
		}
		return
	case *ast.UnaryExpression:
		if id, ok := n.Operand.(*ast.Identifier); ok && n.Operator == token.TYPEOF {
			set(typeofCall(id))
			return
		}
	case *ast.VariableStatement:
		if in == atTop {
			c.walk(v.Elem(), in)
			set(declarations(n.List, n.Var))
			return
		}
	case *ast.ForLoopInitializerVarDeclList:
		if in == atTop {
			c.walk(v.Elem(), in)
			e := sequence(n.List)
			if e == nil {
				e = undefined(n.Var)
			}
			set(&ast.ForLoopInitializerExpression{Expression: e})
			return
		}
	case *ast.ForIntoVar:
		if in == atTop {
			set(&ast.ForIntoExpression{Expression: n.Binding.Target})
			return
		}
	}
	c.walk(v.Elem(), in)
}

// typeofCall is typeof of a name that may not exist: a function that reads it, given to one that catches the ReferenceError.
func typeofCall(id *ast.Identifier) ast.Expression {
	read := &ast.ArrowFunctionLiteral{
		Start: id.Idx, ParameterList: &ast.ParameterList{Opening: id.Idx, Closing: id.Idx}, Body: &ast.ExpressionBody{Expression: id},
	}
	return &ast.CallExpression{
		Callee: identifier(typeofName), LeftParenthesis: id.Idx, ArgumentList: []ast.Expression{read}, RightParenthesis: id.Idx,
	}
}

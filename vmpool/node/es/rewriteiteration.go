package es

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// goja runs the iterator protocol for arrays too, with an object for each step: some 3 µs an item. Two functions of iteration.go take its
// place where it can't be told apart. Where a statement has the iterable to itself (for-of, spread elements, patterns), `iterable` gives an
// iterator without those objects; for patterns with names alone, `items` gives the array, whose items are read by their index.

// lowerSpread rewrites the spread elements among the items of an array or the arguments of a call.
func lowerSpread(list []ast.Expression) {
	for _, e := range list {
		if spread, ok := e.(*ast.SpreadElement); ok {
			spread.Expression = iterated(spread.Expression)
		}
	}
}

func iterated(e ast.Expression) ast.Expression { return callOf(iterableName, e.Idx0(), e) }

// lowerAssignment rewrites `[a, b] = x`, as a statement: elsewhere the value of the expression is x itself.
func lowerAssignment(n *ast.AssignExpression) {
	if _, ok := n.Left.(*ast.ArrayPattern); ok && n.Operator == token.ASSIGN {
		n.Right = iterated(n.Right)
	}
}

// lowerBinding rewrites an array pattern that is no list of names.
func lowerBinding(b *ast.Binding) {
	if _, ok := b.Target.(*ast.ArrayPattern); ok && b.Initializer != nil {
		b.Initializer = iterated(b.Initializer)
	}
}

// lowerForOf rewrites a for-of statement. A pattern in its head becomes a declaration in its body.
func (r *rewriter) lowerForOf(n *ast.ForOfStatement) {
	if d, ok := n.Into.(*ast.ForDeclaration); ok {
		p, ok := d.Target.(*ast.ArrayPattern)
		if ok && plainPattern(p) && !mentions(reflect.ValueOf(&n.Source).Elem(), patternNames(p)) { // those are uninitialized in the head
			item := r.variable(p.LeftBracket)
			declaration := &ast.LexicalDeclaration{Idx: d.Idx, Token: token.LET, List: r.lowerPattern(p, item)}
			if d.IsConst {
				declaration.Token = token.CONST
			}
			d.Target = item
			n.Body = &ast.BlockStatement{LeftBrace: n.Body.Idx0(), List: []ast.Statement{declaration, n.Body}, RightBrace: n.Body.Idx1()}
		}
	}
	n.Source = iterated(n.Source)
}

// lowerArrays rewrites the array patterns of let and const.
func (r *rewriter) lowerArrays(n *ast.LexicalDeclaration) {
	var list []*ast.Binding
	for i, b := range n.List {
		pattern, ok := b.Target.(*ast.ArrayPattern)
		if !ok || !plainPattern(pattern) || b.Initializer == nil {
			lowerBinding(b)
			if list != nil {
				list = append(list, b)
			}
			continue
		}
		if list == nil {
			list = append(list, n.List[:i]...)
		}
		list = append(list, r.lowerPattern(pattern, b.Initializer)...)
	}
	if list != nil {
		n.List = list
	}
}

// lowerParameters makes variables in a function's body of the array patterns among its parameters, when the others are names: nothing
// but the body can then see them. It reports whether it has changed the body, whose variables are vars.
func (r *rewriter) lowerParameters(params *ast.ParameterList, body *ast.BlockStatement, vars *[]*ast.VariableDeclaration) bool {
	if params == nil || len(body.List) > 0 && isDirective(body.List[0]) {
		return false
	}
	var names []unistring.String
	for _, p := range params.List {
		switch target := p.Target.(type) {
		case *ast.Identifier:
		case *ast.ArrayPattern:
			if !plainPattern(target) {
				return false
			}
			names = append(names, patternNames(target)...)
		default:
			return false
		}
		if p.Initializer != nil {
			return false
		}
	}
	if _, ok := params.Rest.(*ast.Identifier); len(names) == 0 || params.Rest != nil && !ok || hasFunction(body, names) {
		return false
	}
	var statements []ast.Statement
	for _, p := range params.List {
		if pattern, ok := p.Target.(*ast.ArrayPattern); ok {
			v := r.variable(pattern.LeftBracket)
			list := r.lowerPattern(pattern, v)
			statements = append(statements, &ast.VariableStatement{Var: v.Idx, List: list})
			*vars = append(*vars, &ast.VariableDeclaration{Var: v.Idx, List: list})
			p.Target = v
		}
	}
	body.List = append(statements, body.List...)
	return true
}

// hasFunction reports whether a function's body declares a function with one of the names, which its parameters don't replace.
func hasFunction(body *ast.BlockStatement, names []unistring.String) bool {
	return slices.ContainsFunc(body.List, func(s ast.Statement) bool {
		f, ok := s.(*ast.FunctionDeclaration)
		return ok && slices.Contains(names, f.Function.Name.Name)
	})
}

// mentions reports whether one of the names occurs in v, as whatever.
func mentions(v reflect.Value, names []unistring.String) bool {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		return !v.IsNil() && mentions(v.Elem(), names)
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return false
		}
		if id, ok := v.Interface().(ast.Identifier); ok {
			return slices.Contains(names, id.Name)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && mentions(v.Field(i), names) {
				return true
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if mentions(v.Index(i), names) {
				return true
			}
		}
	}
	return false
}

// plainPattern reports whether a pattern has only names, with literals or names as defaults.
func plainPattern(p *ast.ArrayPattern) bool {
	if p.Rest != nil || len(p.Elements) == 0 {
		return false
	}
	for _, e := range p.Elements {
		switch e := e.(type) {
		case nil, *ast.Identifier:
		case *ast.AssignExpression:
			if _, ok := e.Left.(*ast.Identifier); !ok || e.Operator != token.ASSIGN {
				return false
			}
			switch e.Right.(type) { // what has no effects, as the protocol evaluates it between two steps
			case *ast.Identifier, *ast.StringLiteral, *ast.NumberLiteral, *ast.BooleanLiteral, *ast.NullLiteral:
			default:
				return false
			}
		default:
			return false
		}
	}
	return true
}

// patternNames are the names that a plain pattern declares, and those of its defaults.
func patternNames(p *ast.ArrayPattern) (names []unistring.String) {
	add := func(e ast.Expression) {
		if id, ok := e.(*ast.Identifier); ok {
			names = append(names, id.Name)
		}
	}
	for _, e := range p.Elements {
		if assign, ok := e.(*ast.AssignExpression); ok {
			add(assign.Left)
			add(assign.Right)
			continue
		}
		add(e)
	}
	return names
}

// variable is a variable of the rewriter's; no source can have its name.
func (r *rewriter) variable(at file.Idx) *ast.Identifier {
	r.tuples++
	return &ast.Identifier{Name: unistring.NewFromString("tuple\u200c" + strconv.Itoa(r.tuples)), Idx: at}
}

func (r *rewriter) lowerPattern(p *ast.ArrayPattern, value ast.Expression) []*ast.Binding {
	at := p.LeftBracket
	tuple := r.variable(at)
	number := func(i int) ast.Expression {
		return &ast.NumberLiteral{Idx: at, Literal: strconv.Itoa(i), Value: int64(i)}
	}
	list := []*ast.Binding{{
		Target:      tuple,
		Initializer: callOf(itemsName, at, value, number(len(p.Elements))),
	}}
	for i, e := range p.Elements {
		item := func() ast.Expression {
			return &ast.BracketExpression{Left: &ast.Identifier{Name: tuple.Name, Idx: at}, Member: number(i), LeftBracket: at, RightBracket: at}
		}
		switch e := e.(type) {
		case *ast.Identifier:
			list = append(list, &ast.Binding{Target: e, Initializer: item()})
		case *ast.AssignExpression:
			list = append(list, &ast.Binding{Target: e.Left.(*ast.Identifier), Initializer: &ast.ConditionalExpression{
				Test: &ast.BinaryExpression{
					Operator: token.STRICT_EQUAL, Left: item(), Comparison: true,
					Right: &ast.UnaryExpression{Operator: token.VOID, Idx: at, Operand: number(0)},
				},
				Consequent: e.Right, Alternate: item(),
			}})
		}
	}
	return list
}

package compiled

import (
	"reflect"
	"sort"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// The names that the rewritten bundle has for the functions of a Realm, which the host declares in it (Realm.Enter, Realm.Register).
// No source can have them, as they contain a zero-width character.
const (
	ScopeName    = "scope\u200c"
	RegisterName = "compiled\u200c"
)

// Scan finds the functions of a bundle that may be compiled and makes the bundle tell a realm about them: in the function body and in the
// functions that run once in it, each function that is made once is registered when it is made, and each such scope gives functions
// that read and write its variables. It reports false, and changes nothing, where the meaning of names can't be known.
func (p *Program) Scan(tree *ast.Program, body *ast.FunctionLiteral, host Host) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := &scanner{
		program: p, script: &script{file: tree.File, host: host},
		assigned: map[string]int{}, once: map[string]bool{}, used: map[string]bool{},
	}
	if !s.count(body) {
		return false
	}
	s.function(body.ParameterList, body.Body, body.DeclarationList, nil, hasUseStrict(body.Body.List))
	return true
}

// scanner is one Scan.
type scanner struct {
	program  *Program
	script   *script
	assigned map[string]int  // how often a name is assigned to anywhere; many where it isn't once at most
	once     map[string]bool // is assigned to in code that runs once
	used     map[string]bool // occurs in a function that may be compiled
}

const many = 2

// count counts the assignments by name, whatever the names mean; false when code may be evaluated that nobody sees.
func (s *scanner) count(body *ast.FunctionLiteral) bool {
	ok := true
	add := func(target ast.Node, n int) {
		for _, name := range patternNames(target) {
			s.assigned[name] += n
		}
	}
	Inspect(body, func(n any) bool {
		switch n := n.(type) {
		case *ast.AssignExpression:
			if _, simple := n.Left.(*ast.Identifier); simple && n.Operator == token.ASSIGN {
				add(n.Left, 1)
			} else {
				add(n.Left, many)
			}
		case *ast.UnaryExpression:
			if n.Operator == token.INCREMENT || n.Operator == token.DECREMENT {
				add(n.Operand, many)
			}
		case *ast.ForIntoExpression:
			add(n.Expression, many)
		case *ast.ForIntoVar:
			add(n.Binding.Target, many)
		case *ast.ForLoopInitializerVarDeclList:
			for _, b := range n.List {
				add(b.Target, many)
			}
		case *ast.WithStatement:
			ok = false
		case *ast.CallExpression:
			if f, isName := n.Callee.(*ast.Identifier); isName && f.Name == "eval" {
				ok = false
			}
		}
		return ok
	})
	return ok
}

// place is where the scanner is.
type place struct {
	scope  *moduleScope
	strict bool
	loop   bool
	hidden map[string]bool
}

// function scans a function that runs once.
func (s *scanner) function(params *ast.ParameterList, body *ast.BlockStatement, declared []*ast.VariableDeclaration, parent *moduleScope, strict bool) {
	scope := &moduleScope{id: s.program.scopes, parent: parent, vars: map[string]*outer{}}
	s.program.scopes++
	declare := func(name string, constant bool) {
		if v := scope.vars[name]; v != nil {
			v.constant = v.constant && constant
			return
		}
		v := &outer{id: s.program.variables, scope: scope.id, index: len(scope.names), constant: constant}
		s.program.variables++
		scope.vars[name] = v
		scope.names = append(scope.names, name)
	}
	if params != nil {
		for _, b := range params.List {
			for _, n := range patternNames(b.Target) {
				declare(n, s.assigned[n] == 0)
			}
		}
	}
	initialised := map[string]int{}
	for _, d := range declared {
		for _, b := range d.List {
			for _, n := range patternNames(b.Target) {
				if b.Initializer != nil {
					initialised[n]++
				}
			}
		}
	}
	for _, d := range declared {
		for _, b := range d.List {
			for _, n := range patternNames(b.Target) {
				declare(n, s.assigned[n]+initialised[n] <= 1)
			}
		}
	}
	var functions []*ast.FunctionLiteral
	for _, st := range body.List {
		switch st := st.(type) {
		case *ast.LexicalDeclaration:
			for _, b := range st.List {
				for _, n := range patternNames(b.Target) {
					declare(n, s.assigned[n] == 0)
				}
			}
		case *ast.FunctionDeclaration:
			declare(st.Function.Name.Name.String(), s.assigned[st.Function.Name.Name.String()] == 0)
			functions = append(functions, st.Function)
		case *ast.ClassDeclaration:
			declare(st.Class.Name.Name.String(), s.assigned[st.Class.Name.Name.String()] == 0)
		}
	}
	at := place{scope: scope, strict: strict || hasUseStrict(body.List)}
	enter := []ast.Expression{numberNode(scope.id, body.LeftBrace), nil, nil}
	declarations := map[string]int{}
	for _, f := range functions {
		declarations[f.Name.Name.String()]++
	}
	for _, f := range functions {
		if declarations[f.Name.Name.String()] > 1 || f.Async || f.Generator {
			continue
		}
		id := s.root(f, f.Source, f.Function, rootDeclaration, f.Name.Name.String(), at)
		enter = append(enter, numberNode(id, body.LeftBrace), &ast.Identifier{Name: f.Name.Name, Idx: body.LeftBrace})
	}
	for i := range body.List {
		s.walk(reflect.ValueOf(body.List).Index(i), at)
	}
	for _, n := range scope.names { // assigned once, but perhaps by a function that runs often
		if v := scope.vars[n]; v.constant && s.assigned[n] == 1 && !s.once[n] {
			v.constant = false
		}
	}
	enter[1], enter[2] = s.accessors(scope, body.LeftBrace)
	call := &ast.CallExpression{Callee: &ast.Identifier{Name: ScopeName, Idx: body.LeftBrace}, ArgumentList: enter, LeftParenthesis: body.LeftBrace, RightParenthesis: body.LeftBrace}
	n := 0
	for n < len(body.List) && hasDirective(body.List[n]) {
		n++
	}
	list := append([]ast.Statement{}, body.List[:n]...)
	list = append(list, &ast.ExpressionStatement{Expression: call})
	body.List = append(list, body.List[n:]...)
}

func hasDirective(s ast.Statement) bool {
	e, ok := s.(*ast.ExpressionStatement)
	if !ok {
		return false
	}
	_, ok = e.Expression.(*ast.StringLiteral)
	return ok
}

func numberNode(i int, at file.Idx) ast.Expression {
	return &ast.NumberLiteral{Idx: at, Literal: numberString(float64(i)), Value: int64(i)}
}

// root notes a function that may be compiled.
func (s *scanner) root(literal any, text string, at file.Idx, kind rootKind, name string, p place) int {
	Inspect(literal, func(n any) bool { addName(s.used, n); return true })
	s.program.roots = append(s.program.roots, &root{
		script: s.script, kind: kind, name: name, text: text, base: at, strict: p.strict, scope: p.scope, hidden: p.hidden,
	})
	return len(s.program.roots) - 1
}

// accessors are functions that read and write the variables of a scope that compiled functions name.
func (s *scanner) accessors(scope *moduleScope, at file.Idx) (get, set ast.Expression) {
	var indexes []int
	for i, n := range scope.names {
		if s.used[n] && n != "arguments" {
			indexes = append(indexes, i)
		}
	}
	id := func(name string) *ast.Identifier {
		return &ast.Identifier{Name: unistring.NewFromString(name), Idx: at}
	}
	const index, value = "i\u200c", "v\u200c"
	// choose makes a binary search of conditional expressions.
	var choose func(list []int, leaf func(name string) ast.Expression) ast.Expression
	choose = func(list []int, leaf func(string) ast.Expression) ast.Expression {
		if len(list) == 0 {
			return &ast.NullLiteral{Idx: at, Literal: "null"}
		}
		if len(list) == 1 {
			return leaf(scope.names[list[0]])
		}
		half := len(list) / 2
		return &ast.ConditionalExpression{
			Test:       &ast.BinaryExpression{Operator: token.LESS, Left: id(index), Right: numberNode(list[half], at), Comparison: true},
			Consequent: choose(list[:half], leaf), Alternate: choose(list[half:], leaf),
		}
	}
	arrow := func(params []string, body ast.Expression) ast.Expression {
		list := &ast.ParameterList{Opening: at, Closing: at}
		for _, p := range params {
			list.List = append(list.List, &ast.Binding{Target: id(p)})
		}
		return &ast.ArrowFunctionLiteral{Start: at, ParameterList: list, Body: &ast.ExpressionBody{Expression: body}}
	}
	var written []int
	for _, i := range indexes {
		if s.assigned[scope.names[i]] > 0 {
			written = append(written, i)
		}
	}
	sort.Ints(indexes)
	get = arrow([]string{index}, choose(indexes, func(name string) ast.Expression { return id(name) }))
	set = arrow([]string{index, value}, choose(written, func(name string) ast.Expression {
		return &ast.AssignExpression{Operator: token.ASSIGN, Left: id(name), Right: id(value)}
	}))
	return get, set
}

// walk looks for functions in code that runs once, and wraps them in calls that register them.
func (s *scanner) walk(v reflect.Value, p place) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if e, ok := v.Interface().(ast.Expression); ok && v.CanSet() {
			if n := s.literal(e, "", p); n != nil {
				v.Set(reflect.ValueOf(n))
				return
			}
		}
		s.walk(v.Elem(), p)
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct && s.node(v.Interface(), &p) {
			s.walk(v.Elem(), p)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "DeclarationList" {
				s.walk(v.Field(i), p)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.walk(v.Index(i), p)
		}
	}
}

// node prepares the way below a node; false when there is nothing to look for.
func (s *scanner) node(n any, p *place) bool {
	switch n := n.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral, *ast.FunctionDeclaration, *ast.ClassLiteral:
		return false // registered elsewhere, or left alone
	case *ast.ForStatement, *ast.ForInStatement, *ast.ForOfStatement, *ast.WhileStatement, *ast.DoWhileStatement:
		p.loop = true
		p.hide(blockNames(n))
	case *ast.BlockStatement:
		p.hide(listNames(n.List))
	case *ast.SwitchStatement:
		for _, k := range n.Body {
			p.hide(listNames(k.Consequent))
		}
	case *ast.CatchStatement:
		if n.Parameter != nil {
			p.hide(patternNames(n.Parameter))
		}
	case *ast.VariableStatement:
		if p.loop {
			for _, b := range n.List {
				for _, name := range patternNames(b.Target) {
					if v := p.scope.vars[name]; v != nil {
						v.constant = false
					}
				}
			}
		}
	case *ast.Binding:
		if id, ok := n.Target.(*ast.Identifier); ok && n.Initializer != nil {
			if e := s.literal(n.Initializer, id.Name.String(), *p); e != nil {
				n.Initializer = e
				return false
			}
		}
	case *ast.AssignExpression:
		if id, ok := n.Left.(*ast.Identifier); ok && n.Operator == token.ASSIGN {
			if !p.loop {
				s.once[id.Name.String()] = true
			}
			if e := s.literal(n.Right, id.Name.String(), *p); e != nil {
				n.Right = e
				return false
			}
		}
	case *ast.PropertyKeyed:
		if n.Kind != ast.PropertyKindValue {
			return false
		}
		if key, ok := n.Key.(*ast.StringLiteral); ok && !n.Computed {
			if e := s.literal(n.Value, key.Value.String(), *p); e != nil {
				n.Value = e
				return false
			}
		} else if isFunctionLiteral(n.Value) {
			return false
		}
	case *ast.CallExpression:
		return s.call(n, p)
	case *ast.ParameterList:
		return false
	}
	return true
}

// call finds functions that are called where they stand, and esbuild's wrappers of modules, whose functions run once.
func (s *scanner) call(n *ast.CallExpression, p *place) bool {
	if p.loop || len(p.hidden) > 0 {
		return true
	}
	switch f := n.Callee.(type) {
	case *ast.FunctionLiteral:
		if !f.Async && !f.Generator && f.Name == nil {
			s.function(f.ParameterList, f.Body, f.DeclarationList, p.scope, p.strict)
		}
		for i := range n.ArgumentList {
			s.walk(reflect.ValueOf(n.ArgumentList).Index(i), *p)
		}
		return false
	case *ast.ArrowFunctionLiteral:
		if body, ok := f.Body.(*ast.BlockStatement); ok && !f.Async {
			s.function(f.ParameterList, body, f.DeclarationList, p.scope, p.strict)
		}
		for i := range n.ArgumentList {
			s.walk(reflect.ValueOf(n.ArgumentList).Index(i), *p)
		}
		return false
	case *ast.Identifier:
		if f.Name != "__commonJS" && f.Name != "__esm" || len(n.ArgumentList) != 1 {
			return true
		}
		o, ok := n.ArgumentList[0].(*ast.ObjectLiteral)
		if !ok || len(o.Value) != 1 {
			return true
		}
		k, ok := o.Value[0].(*ast.PropertyKeyed)
		if !ok {
			return true
		}
		if body, ok := k.Value.(*ast.FunctionLiteral); ok && !body.Async && !body.Generator {
			s.function(body.ParameterList, body.Body, body.DeclarationList, p.scope, p.strict)
		}
		return false
	}
	return true
}

// literal wraps a function in a call that registers it; nil for other expressions. name is what an anonymous one is called.
func (s *scanner) literal(e ast.Expression, name string, p place) ast.Expression {
	var text string
	var kind rootKind
	switch f := e.(type) {
	case *ast.FunctionLiteral:
		if f.Async || f.Generator {
			return nil
		}
		if f.Name != nil {
			name = f.Name.Name.String()
		}
		text = f.Source
	case *ast.ArrowFunctionLiteral:
		if f.Async {
			return nil
		}
		if body, ok := f.Body.(*ast.ExpressionBody); ok {
			if _, trivial := body.Expression.(*ast.Identifier); trivial { // as esbuild's exports
				return nil
			}
		}
		text, kind = f.Source, rootArrow
	default:
		return nil
	}
	if p.loop {
		return nil
	}
	at := e.Idx0()
	id := s.root(e, text, at, kind, name, p)
	args := []ast.Expression{numberNode(id, at), e}
	if name != "" {
		args = append(args, &ast.StringLiteral{Idx: at, Literal: name, Value: unistring.NewFromString(name)})
	}
	return &ast.CallExpression{Callee: &ast.Identifier{Name: RegisterName, Idx: at}, ArgumentList: args, LeftParenthesis: at, RightParenthesis: at}
}

func (p *place) hide(names []string) {
	if len(names) == 0 {
		return
	}
	hidden := map[string]bool{}
	for n := range p.hidden {
		hidden[n] = true
	}
	for _, n := range names {
		hidden[n] = true
	}
	p.hidden = hidden
}

// listNames are the names that a block's statements declare for it.
func listNames(list []ast.Statement) []string {
	var out []string
	for _, s := range list {
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			for _, b := range s.List {
				out = append(out, patternNames(b.Target)...)
			}
		case *ast.FunctionDeclaration:
			out = append(out, s.Function.Name.Name.String())
		case *ast.ClassDeclaration:
			out = append(out, s.Class.Name.Name.String())
		}
	}
	return out
}

// blockNames are the names of a loop's head.
func blockNames(n any) []string {
	switch n := n.(type) {
	case *ast.ForStatement:
		if l, ok := n.Initializer.(*ast.ForLoopInitializerLexicalDecl); ok {
			return listNames([]ast.Statement{&l.LexicalDeclaration})
		}
	case *ast.ForInStatement:
		return intoNames(n.Into)
	case *ast.ForOfStatement:
		return intoNames(n.Into)
	}
	return nil
}

func intoNames(i ast.ForInto) []string {
	if d, ok := i.(*ast.ForDeclaration); ok {
		return patternNames(d.Target)
	}
	return nil
}

package compiled

import (
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja/unistring"
)

// Program is what compiled code has of one bundle, shared by all VMs: the functions that may be compiled and the variables around
// them, script by script. The zero value is ready; it is safe for concurrent use.
type Program struct {
	mu        sync.RWMutex
	roots     []*root
	scopes    int
	variables int
}

// script is one script of a program.
type script struct {
	file *file.File
	host Host
}

func (p *Program) root(id int) *root {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.roots[id]
}

// sizes are the numbers of scopes and variables so far.
func (p *Program) sizes() (scopes, variables int) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.scopes, p.variables
}

// Host compiles in its own way what it knows more about than JavaScript says.
type Host interface {
	// Prepare is a pass over the syntax tree of a function before it is compiled; what it returns is what the Compiler gives back.
	Prepare(tree *ast.Program) (any, error)
	// Call compiles a call; false for calls like any other.
	Call(c *Compiler, call *ast.CallExpression) (Expression, bool)
	// Export compiles a member of a variable of the bundle; false for members like any other.
	Export(c *Compiler, member *ast.DotExpression) (Expression, bool)
	// Tuple compiles a call whose result is taken apart at once into n variables; false for calls like any other.
	Tuple(c *Compiler, call *ast.CallExpression, n int) (func(f *Frame, set func(i int, v Value)), bool)
}

// Expression gives the value of an expression.
type Expression = func(f *Frame) Value

// Compiler is what a Host sees of the compilation of a function.
type Compiler struct {
	*compiler
	// Prepared is what Host.Prepare returned.
	Prepared any
}

// Expression compiles an expression.
func (c *Compiler) Expression(e ast.Expression) Expression { return c.expr(e).ev }

// Outside reports whether a name is that of a variable of the bundle's own functions.
func (c *Compiler) Outside(name string) bool {
	return c.lookup(name) == nil && c.root.scope.find(name) != nil && !c.root.hidden[name]
}

// Refuse leaves the function to goja.
func (c *Compiler) Refuse(why string) { refuse("%s", why) }

// Realm is the realm of the call.
func (f *Frame) Realm() *Realm { return f.realm }

// At notes where in the source the call is.
func (f *Frame) At(pos file.Idx) { f.pos = pos }

type rootKind uint8

const (
	rootFunction rootKind = iota
	rootDeclaration
	rootArrow
)

// root is a function of the bundle that is made once, in a scope that is made once.
type root struct {
	script   *script
	kind     rootKind
	name     string
	text     string
	base     file.Idx // of the text in the bundle
	strict   bool
	scope    *moduleScope
	hidden   map[string]bool // names of blocks around it
	source   *source
	prepared any

	once sync.Once
	code *code
	why  string // it is not compiled
}

// source is where positions of a root's code are.
type source struct {
	file *file.File
	base file.Idx
}

// moduleScope is a function of the bundle that runs once.
type moduleScope struct {
	id     int
	parent *moduleScope
	vars   map[string]*outer
	names  []string // by index
}

// outer is a variable of such a function.
type outer struct {
	id, scope, index int
	constant         bool // once it is not undefined, it stays as it is
}

func (s *moduleScope) find(name string) *outer {
	for ; s != nil; s = s.parent {
		if v := s.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

// compile compiles the root when it is first called; nil when it stays in goja.
func (t *root) compile() *code {
	t.once.Do(func() {
		defer func() {
			if x := recover(); x != nil {
				u, ok := x.(unsupported)
				if !ok {
					panic(x)
				}
				t.code, t.why = nil, u.what
			}
			t.text = ""
		}()
		tree, err := goja.Parse("", "("+t.text+")", parser.WithDisableSourceMaps)
		if err != nil {
			refuse("its source alone does not parse: %v", err)
		}
		if t.prepared, err = t.script.host.Prepare(tree); err != nil {
			refuse("%v", err)
		}
		e := tree.Body[0].(*ast.ExpressionStatement).Expression
		t.source = &source{file: t.script.file, base: t.base - 2}
		switch e := e.(type) {
		case *ast.FunctionLiteral:
			t.code = compileFunction(nil, t, e.ParameterList, e.Body, func(k *code) {
				k.name, k.pos = t.name, e.Function
				if e.Name != nil && t.kind != rootDeclaration {
					k.self = e.Name.Name.String()
				}
			})
		case *ast.ArrowFunctionLiteral:
			t.code = compileFunction(nil, t, e.ParameterList, e.Body, func(k *code) { k.name, k.arrow, k.pos = t.name, true, e.Start })
		default:
			refuse("not a function: %T", e)
		}
	})
	return t.code
}

func (c *compiler) special(e *ast.CallExpression) (node, bool) {
	ev, ok := c.root.script.host.Call(&Compiler{c, c.root.prepared}, e)
	return node{ev: ev}, ok
}

func (c *compiler) exported(e *ast.DotExpression) (node, bool) {
	ev, ok := c.root.script.host.Export(&Compiler{c, c.root.prepared}, e)
	return node{ev: ev}, ok
}

// tuple is a declaration that takes the result of a call of the host's apart; nil for others.
func (c *compiler) tuple(b *ast.Binding) func(*Frame) {
	p, ok := b.Target.(*ast.ArrayPattern)
	call, isCall := b.Initializer.(*ast.CallExpression)
	if !ok || !isCall || p.Rest != nil {
		return nil
	}
	ev, ok := c.root.script.host.Tuple(&Compiler{c, c.root.prepared}, call, len(p.Elements))
	if !ok {
		return nil
	}
	sets := make([]func(*Frame, Value), len(p.Elements))
	for i, e := range p.Elements {
		if e != nil {
			sets[i] = c.bind(e, true)
		}
	}
	return func(f *Frame) {
		ev(f, func(i int, v Value) {
			if i < len(sets) && sets[i] != nil {
				sets[i](f, v)
			}
		})
	}
}

// stub makes the function that goja sees for a compiled one: with its name, length, source and kind, and with a call of the compiled
// one as its body.
type stub struct {
	once sync.Once
	made *goja.Program
	err  error
}

func (s *stub) program(c *code) (*goja.Program, error) {
	s.once.Do(func() {
		id := func(name unistring.String) *ast.Identifier { return &ast.Identifier{Name: name} }
		call := &ast.CallExpression{Callee: id("run"), ArgumentList: []ast.Expression{&ast.ThisExpression{}, &ast.SpreadElement{Expression: id("args")}}}
		params := &ast.ParameterList{}
		params.Rest = id("args")
		var literal ast.Expression
		switch {
		case c.arrow:
			literal = &ast.ArrowFunctionLiteral{ParameterList: params, Body: &ast.ExpressionBody{Expression: call}, Source: c.text}
		default:
			body := &ast.BlockStatement{List: []ast.Statement{&ast.ReturnStatement{Argument: call}}}
			if c.strict {
				text := &ast.StringLiteral{Literal: `"use strict"`, Value: "use strict"}
				body.List = append([]ast.Statement{&ast.ExpressionStatement{Expression: text}}, body.List...)
			}
			literal = &ast.FunctionLiteral{ParameterList: params, Body: body, Source: c.text}
			if c.method {
				method := &ast.PropertyKeyed{Key: &ast.StringLiteral{Literal: `"run"`, Value: "run"}, Kind: ast.PropertyKindMethod, Value: literal}
				literal = &ast.DotExpression{Left: &ast.ObjectLiteral{Value: []ast.Property{method}}, Identifier: *id("run")}
			}
		}
		outer := &ast.ArrowFunctionLiteral{
			ParameterList: &ast.ParameterList{List: []*ast.Binding{{Target: id("run")}}},
			Body:          &ast.ExpressionBody{Expression: literal},
		}
		tree := &ast.Program{Body: []ast.Statement{&ast.ExpressionStatement{Expression: outer}}, File: file.NewFile("ssr:compiled", " ", 1)}
		s.made, s.err = goja.CompileAST(tree, false)
	})
	return s.made, s.err
}

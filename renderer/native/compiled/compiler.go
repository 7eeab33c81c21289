package compiled

import (
	"fmt"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// compiler compiles one function; parent is that of the function around.
type compiler struct {
	root   *root
	parent *compiler
	scope  *scope
	code   *code
	inner  map[*local]int // captures of variables of functions around
	nested map[string]bool
	labels []string // of the statement that is compiled
	strict bool
}

// scope is a block's variables.
type scope struct {
	parent   *scope
	owner    *compiler
	vars     map[string]*local
	order    []*local
	inSwitch bool
}

// local is a variable of a function.
type local struct {
	name     string
	slot     int
	captured bool // lives in a cell
	constant bool
	lexical  bool
	check    bool // some reads may come before its declaration
	self     bool // the function expression's own name
	function bool // declared as a function
	declared file.Idx
	owner    *compiler
	inSwitch bool
}

// unsupported ends the compilation of a root: it stays in goja.
type unsupported struct{ what string }

func refuse(what string, args ...any) { panic(unsupported{fmt.Sprintf(what, args...)}) }

// node is a compiled expression: ev gives its value; num or cond are set when it is always a number or a boolean.
type node struct {
	ev   func(*Frame) Value
	num  func(*Frame) float64
	cond func(*Frame) bool
	str  bool // always a string
	lit  *Value
}

func number(f func(*Frame) float64) node {
	return node{num: f, ev: func(fr *Frame) Value { return Number(f(fr)) }}
}

func boolean(f func(*Frame) bool) node {
	return node{cond: f, ev: func(fr *Frame) Value { return Bool(f(fr)) }}
}

func constant(v Value) node {
	n := node{ev: func(*Frame) Value { return v }, lit: &v, str: v.isString()}
	if v.IsNumber() {
		x := v.Num
		n.num = func(*Frame) float64 { return x }
	}
	if v.IsBool() {
		b := v.Num != 0
		n.cond = func(*Frame) bool { return b }
	}
	return n
}

// truth is ToBoolean of a node.
func (n node) truth() func(*Frame) bool {
	switch {
	case n.cond != nil:
		return n.cond
	case n.num != nil:
		num := n.num
		return func(f *Frame) bool { x := num(f); return x != 0 && x == x }
	}
	ev := n.ev
	return func(f *Frame) bool { return ev(f).Truthy() }
}

// compileFunction compiles a function literal in the scope of c; nil c for a root.
func compileFunction(parent *compiler, r *root, params *ast.ParameterList, body ast.ConciseBody, setup func(*code)) *code {
	c := &compiler{root: r, parent: parent, inner: map[*local]int{}, code: &code{source: r.source}}
	if parent != nil {
		c.strict = parent.strict
	} else {
		c.strict = r.strict
	}
	setup(c.code)
	block, _ := body.(*ast.BlockStatement)
	if block != nil && hasUseStrict(block.List) {
		c.strict = true
	}
	c.code.strict = c.strict
	c.nested = namesInFunctions(params, body)
	c.push()
	if parent != nil {
		c.scope.parent = parent.scope
	}
	c.parameters(params, block)
	if self := c.code.self; self != "" && c.scope.vars[self] == nil {
		l := c.declare(self, false, true)
		l.self = true
		set := c.store(self, 0, true)
		c.code.entry = append([]func(*Frame){func(f *Frame) { set(f, Value{Ref: f.fn}) }}, c.code.entry...)
	}
	if block == nil {
		c.code.expr = c.expr(body.(*ast.ExpressionBody).Expression).ev
		c.finish()
		return c.code
	}
	for name := range varNames(block.List) {
		if l := c.scope.vars[name]; l != nil && l.self {
			delete(c.scope.vars, name)
		}
		if c.scope.vars[name] == nil {
			c.declare(name, false, false)
		}
	}
	c.code.body = c.block(block.List, true)
	c.finish()
	return c.code
}

func (c *compiler) finish() {
	// Cells for parameters and variables of the function itself come first.
	var entry []func(*Frame)
	for _, l := range c.functionScope().order {
		if l.captured && !l.lexical {
			slot := l.slot
			entry = append(entry, func(f *Frame) { f.slots[slot] = Value{Ref: &cell{f.slots[slot]}} })
		}
	}
	c.code.entry = append(entry, c.code.entry...)
	c.code.length = max(c.code.length, 0)
}

func (c *compiler) functionScope() *scope {
	s := c.scope
	for s.parent != nil && s.parent.owner == c {
		s = s.parent
	}
	return s
}

func (c *compiler) push() *scope {
	c.scope = &scope{parent: c.scope, owner: c, vars: map[string]*local{}}
	return c.scope
}

func (c *compiler) pop() { c.scope = c.scope.parent }

func (c *compiler) temp() int {
	c.code.slots++
	return c.code.slots - 1
}

func (c *compiler) declare(name string, lexical, constant bool) *local {
	l := &local{name: name, slot: c.temp(), captured: c.nested[name], lexical: lexical, constant: constant, owner: c, inSwitch: c.scope.inSwitch}
	c.scope.vars[name] = l
	c.scope.order = append(c.scope.order, l)
	return l
}

// parameters declares the parameters and makes the steps that fill them.
func (c *compiler) parameters(list *ast.ParameterList, body *ast.BlockStatement) {
	if list == nil {
		return
	}
	var vars map[string]bool
	if body != nil {
		vars = varNames(body.List)
	}
	length := -1
	// The first slots are the arguments.
	slots := make([]int, len(list.List))
	for i, b := range list.List {
		slots[i] = c.temp()
		if b.Initializer != nil {
			if length < 0 {
				length = i
			}
			if len(namesInFunctions(b)) > 0 {
				for _, n := range patternNames(b.Target) {
					if vars[n] {
						refuse("a variable named as a parameter that a closure may have captured")
					}
				}
			}
		}
		if id, ok := b.Target.(*ast.Identifier); ok {
			l := &local{name: id.Name.String(), slot: slots[i], captured: c.nested[id.Name.String()], owner: c}
			if c.scope.vars[l.name] != nil {
				refuse("two parameters of one name")
			}
			c.scope.vars[l.name] = l
			c.scope.order = append(c.scope.order, l)
		}
	}
	if length < 0 {
		length = len(list.List)
	}
	c.code.length, c.code.params = length, len(list.List)
	for i, b := range list.List {
		slot := slots[i]
		id, simple := b.Target.(*ast.Identifier)
		var init node
		if b.Initializer != nil {
			init = c.named(b.Initializer, b.Target)
		}
		if simple {
			if b.Initializer == nil {
				continue
			}
			l := c.scope.vars[id.Name.String()]
			ev := init.ev
			c.code.entry = append(c.code.entry, func(f *Frame) {
				if l.captured {
					if box := f.slots[slot].Ref.(*cell); box.v.Ref == nil {
						box.v = ev(f)
					}
				} else if f.slots[slot].Ref == nil {
					f.slots[slot] = ev(f)
				}
			})
			continue
		}
		for _, n := range patternNames(b.Target) {
			c.declare(n, false, false)
		}
		bind := c.bind(b.Target, true)
		ev := init.ev
		c.code.entry = append(c.code.entry, func(f *Frame) {
			v := f.slots[slot]
			if v.Ref == nil && ev != nil {
				v = ev(f)
			}
			bind(f, v)
		})
	}
	if list.Rest != nil {
		for _, n := range patternNames(list.Rest) {
			c.declare(n, false, false)
		}
		bind := c.bind(list.Rest, true)
		from := len(list.List)
		c.code.entry = append(c.code.entry, func(f *Frame) {
			var rest []Value
			if len(f.args) > from {
				rest = append(rest, f.args[from:]...)
			}
			bind(f, Value{Ref: &Array{items: rest}})
		})
	}
}

// closure is a function expression.
func (c *compiler) closure(code *code) func(*Frame) Value {
	captured := code.captured
	arrow := code.arrow
	return func(f *Frame) Value {
		fn := &Function{code: code, realm: f.realm}
		if len(captured) > 0 {
			fn.cells = make([]*cell, len(captured))
			for i, at := range captured {
				if at.slot >= 0 {
					fn.cells[i] = f.slots[at.slot].Ref.(*cell)
				} else {
					fn.cells[i] = f.fn.cells[at.up]
				}
			}
		}
		if arrow {
			fn.this = f.this
		}
		return Value{Ref: fn}
	}
}

// function compiles a function literal of any kind.
func (c *compiler) function(e ast.Expression, name string) *code {
	switch e := e.(type) {
	case *ast.FunctionLiteral:
		if e.Async || e.Generator {
			refuse("an async function or a generator")
		}
		self := ""
		if e.Name != nil {
			name, self = e.Name.Name.String(), e.Name.Name.String()
		}
		return c.functionWith(e, name, self)
	case *ast.ArrowFunctionLiteral:
		if e.Async {
			refuse("an async function")
		}
		code := compileFunction(c, c.root, e.ParameterList, e.Body, func(k *code) {
			k.name, k.arrow, k.pos, k.text = name, true, e.Start, e.Source
		})
		if code.usesThis {
			c.code.usesThis = true
		}
		return code
	}
	panic("compiled: not a function")
}

func (c *compiler) functionWith(e *ast.FunctionLiteral, name, self string) *code {
	return compileFunction(c, c.root, e.ParameterList, e.Body, func(k *code) {
		k.name, k.self, k.pos, k.text = name, self, e.Function, e.Source
	})
}

// named compiles an expression that gives an anonymous function its name.
func (c *compiler) named(e ast.Expression, target ast.Node) node {
	if id, ok := target.(*ast.Identifier); ok {
		return c.namedBy(e, id.Name.String())
	}
	return c.expr(e)
}

func (c *compiler) namedBy(e ast.Expression, name string) node {
	switch f := e.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
		return node{ev: c.closure(c.function(f, name))}
	}
	return c.expr(e)
}

func hasUseStrict(list []ast.Statement) bool {
	for _, s := range list {
		e, ok := s.(*ast.ExpressionStatement)
		if !ok {
			return false
		}
		text, ok := e.Expression.(*ast.StringLiteral)
		if !ok {
			return false
		}
		if text.Literal == `"use strict"` || text.Literal == `'use strict'` {
			return true
		}
	}
	return false
}

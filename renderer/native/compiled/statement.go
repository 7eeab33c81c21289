package compiled

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
)

type statement = func(*Frame) ctl

// enterScope makes what a block does when it begins: its variables are new. It is made after the block is compiled.
func (s *scope) enter() func(*Frame) {
	type step struct {
		slot            int
		captured, check bool
	}
	var steps []step
	for _, l := range s.order {
		if l.lexical && (l.captured || l.check) {
			steps = append(steps, step{l.slot, l.captured, l.check})
		}
	}
	if len(steps) == 0 {
		return nil
	}
	return func(f *Frame) {
		for _, st := range steps {
			v := Undefined
			if st.check {
				v = empty
			}
			if st.captured {
				v = Value{Ref: &cell{v}}
			}
			f.slots[st.slot] = v
		}
	}
}

// declareBlock declares what a list of statements declares for its block, and gives its functions.
func (c *compiler) declareBlock(list []ast.Statement, body bool) []*ast.FunctionLiteral {
	var functions []*ast.FunctionLiteral
	for _, s := range list {
		switch s := s.(type) {
		case *ast.LexicalDeclaration:
			for _, b := range s.List {
				for _, n := range patternNames(b.Target) {
					if l := c.scope.vars[n]; l != nil && l.self {
						delete(c.scope.vars, n)
					}
					l := c.declare(n, true, s.Token == token.CONST)
					l.declared = b.Idx1()
				}
			}
		case *ast.FunctionDeclaration:
			n := s.Function.Name.Name.String()
			if l := c.scope.vars[n]; l == nil || l.self {
				delete(c.scope.vars, n)
				l = c.declare(n, !body, false)
				l.function = true
			}
			functions = append(functions, s.Function)
		case *ast.ClassDeclaration:
			refuse("a class")
		}
	}
	return functions
}

// block compiles statements with a scope of their own; body says that they are a function's, whose scope is there.
func (c *compiler) block(list []ast.Statement, body bool) statement {
	if !body {
		c.push()
		defer c.pop()
	}
	functions := c.declareBlock(list, body)
	var hoisted []func(*Frame)
	for _, e := range functions {
		name := e.Name.Name.String()
		if e.Async || e.Generator {
			refuse("an async function or a generator")
		}
		k := compileFunction(c, c.root, e.ParameterList, e.Body, func(k *code) {
			k.name, k.pos, k.text, k.funcDecl = name, e.Function, e.Source, true
		})
		make, set := c.closure(k), c.store(name, 0, true)
		hoisted = append(hoisted, func(f *Frame) { set(f, make(f)) })
	}
	steps := c.statements(list)
	enter := c.scope.enter()
	if enter == nil && hoisted == nil {
		return steps
	}
	return func(f *Frame) ctl {
		if enter != nil {
			enter(f)
		}
		for _, h := range hoisted {
			h(f)
		}
		return steps(f)
	}
}

func (c *compiler) statements(list []ast.Statement) statement {
	var steps []statement
	for _, s := range list {
		if st := c.statement(s); st != nil {
			steps = append(steps, st)
		}
	}
	switch len(steps) {
	case 0:
		return func(*Frame) ctl { return ctlNext }
	case 1:
		return steps[0]
	case 2:
		a, b := steps[0], steps[1]
		return func(f *Frame) ctl {
			if r := a(f); r != ctlNext {
				return r
			}
			return b(f)
		}
	}
	return func(f *Frame) ctl {
		for _, s := range steps {
			if r := s(f); r != ctlNext {
				return r
			}
		}
		return ctlNext
	}
}

func (c *compiler) statement(s ast.Statement) statement {
	labels := c.labels
	c.labels = nil
	switch s := s.(type) {
	case *ast.ExpressionStatement:
		return c.effect(s.Expression)
	case *ast.ReturnStatement:
		if s.Argument == nil {
			return func(f *Frame) ctl { f.ret = Undefined; return ctlReturn }
		}
		ev := c.expr(s.Argument).ev
		return func(f *Frame) ctl { f.ret = ev(f); return ctlReturn }
	case *ast.VariableStatement:
		return c.declarations(s.List, false)
	case *ast.LexicalDeclaration:
		return c.declarations(s.List, true)
	case *ast.IfStatement:
		test, then := c.expr(s.Test).truth(), c.statementOf(s.Consequent)
		if s.Alternate == nil {
			return func(f *Frame) ctl {
				if test(f) {
					return then(f)
				}
				return ctlNext
			}
		}
		other := c.statementOf(s.Alternate)
		return func(f *Frame) ctl {
			if test(f) {
				return then(f)
			}
			return other(f)
		}
	case *ast.BlockStatement:
		return c.breakable(c.block(s.List, false), labels)
	case *ast.ForStatement:
		return c.forLoop(s, labels)
	case *ast.WhileStatement:
		test := c.expr(s.Test).truth()
		body := c.statementOf(s.Body)
		return loop(labels, test, body, nil, false)
	case *ast.DoWhileStatement:
		body := c.statementOf(s.Body)
		return loop(labels, c.expr(s.Test).truth(), body, nil, true)
	case *ast.ForOfStatement:
		return c.forOf(s, labels)
	case *ast.ForInStatement:
		return c.forIn(s, labels)
	case *ast.BranchStatement:
		how, label := ctlBreak, ""
		if s.Token == token.CONTINUE {
			how = ctlContinue
		}
		if s.Label != nil {
			label = s.Label.Name.String()
		}
		return func(f *Frame) ctl { f.label = label; return how }
	case *ast.LabelledStatement:
		c.labels = append(labels, s.Label.Name.String())
		return c.statementOf(s.Statement)
	case *ast.SwitchStatement:
		return c.switchStatement(s, labels)
	case *ast.ThrowStatement:
		ev, at := c.expr(s.Argument).ev, s.Throw
		return func(f *Frame) ctl {
			v := ev(f)
			f.pos = at
			panic(f.realm.ToGoja(v))
		}
	case *ast.TryStatement:
		return c.try(s)
	case *ast.EmptyStatement, *ast.FunctionDeclaration:
		return nil
	}
	refuse("a statement: %T", s)
	return nil
}

// statementOf is statement, for one that must be there.
func (c *compiler) statementOf(s ast.Statement) statement {
	if st := c.statement(s); st != nil {
		return st
	}
	return func(*Frame) ctl { return ctlNext }
}

// effect is an expression whose value nobody wants.
func (c *compiler) effect(e ast.Expression) statement {
	if n := c.effectOnly(e); n != nil {
		return func(f *Frame) ctl { n(f); return ctlNext }
	}
	ev := c.expr(e).ev
	return func(f *Frame) ctl { ev(f); return ctlNext }
}

func (c *compiler) declarations(list []*ast.Binding, lexical bool) statement {
	var steps []func(*Frame)
	for _, b := range list {
		if b.Initializer == nil {
			if !lexical {
				continue
			}
			set := c.bind(b.Target, true)
			steps = append(steps, func(f *Frame) { set(f, Undefined) })
			continue
		}
		if step := c.tuple(b); step != nil {
			steps = append(steps, step)
			continue
		}
		ev := c.named(b.Initializer, b.Target).ev
		set := c.bind(b.Target, true)
		steps = append(steps, func(f *Frame) { set(f, ev(f)) })
	}
	switch len(steps) {
	case 0:
		return nil
	case 1:
		step := steps[0]
		return func(f *Frame) ctl { step(f); return ctlNext }
	}
	return func(f *Frame) ctl {
		for _, s := range steps {
			s(f)
		}
		return ctlNext
	}
}

func (c *compiler) switchStatement(s *ast.SwitchStatement, labels []string) statement {
	value := c.expr(s.Discriminant).ev
	c.push()
	c.scope.inSwitch = true
	defer c.pop()
	var all []ast.Statement
	for _, k := range s.Body {
		all = append(all, k.Consequent...)
	}
	for _, f := range c.declareBlock(all, false) {
		refuse("a function declared in a switch: %s", f.Name.Name)
	}
	tests := make([]func(*Frame) Value, len(s.Body))
	bodies := make([]statement, len(s.Body))
	for i, k := range s.Body {
		if k.Test != nil {
			tests[i] = c.expr(k.Test).ev
		}
		bodies[i] = c.statements(k.Consequent)
	}
	enter, otherwise := c.scope.enter(), s.Default
	return func(f *Frame) ctl {
		v := value(f)
		if enter != nil {
			enter(f)
		}
		at := -1
		for i, t := range tests {
			if t != nil && strictEqual(v, t(f)) {
				at = i
				break
			}
		}
		if at < 0 {
			at = otherwise
		}
		if at < 0 {
			return ctlNext
		}
		for _, b := range bodies[at:] {
			r := b(f)
			if r == ctlNext {
				continue
			}
			if r == ctlBreak && (f.label == "" || hasLabel(labels, f.label)) {
				f.label = ""
				return ctlNext
			}
			return r
		}
		return ctlNext
	}
}

func (c *compiler) try(s *ast.TryStatement) statement {
	body := c.block(s.Body.List, false)
	var caught statement
	var bind func(*Frame, Value)
	var enter func(*Frame)
	if s.Catch != nil {
		c.push()
		if s.Catch.Parameter != nil {
			for _, n := range patternNames(s.Catch.Parameter) {
				l := c.declare(n, true, false)
				l.function = true // is there from the beginning
			}
			bind = c.bind(s.Catch.Parameter, true)
		}
		caught = c.block(s.Catch.Body.List, false)
		enter = c.scope.enter()
		c.pop()
	}
	var last statement
	if s.Finally != nil {
		last = c.block(s.Finally.List, false)
	}
	guarded := func(f *Frame, s statement) (r ctl, ex *goja.Exception) {
		saved := f.realm.state()
		ex = f.realm.rt.Try(func() { r = s(f) })
		if ex != nil {
			f.realm.traced(ex.Value())
			f.realm.restore(saved)
			f.realm.entry, f.realm.run = saved.entry, saved.run
			f.realm.epoch++
		}
		return r, ex
	}
	handle := func(f *Frame) ctl {
		r, ex := guarded(f, body)
		if ex == nil || caught == nil {
			if ex != nil {
				panic(ex)
			}
			return r
		}
		if enter != nil {
			enter(f)
		}
		if bind != nil {
			bind(f, f.realm.caught(ex.Value()))
		}
		return caught(f)
	}
	if last == nil {
		return handle
	}
	return func(f *Frame) ctl {
		r, ex := guarded(f, handle)
		ret, label := f.ret, f.label
		if done := last(f); done != ctlNext {
			return done
		}
		if ex != nil {
			panic(ex)
		}
		f.ret, f.label = ret, label
		return r
	}
}

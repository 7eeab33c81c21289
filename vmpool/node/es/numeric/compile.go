package numeric

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// unsupported ends a compilation.
type unsupported struct{}

// compiler compiles one function.
type compiler struct {
	f     *Function
	slots map[unistring.String]*slot
	depth int // statements around that may be left out

	lexical []unistring.String // the variables of the blocks around
}

// slot is a parameter or variable.
type slot struct {
	index     int // among the numbers, or the texts
	text      bool
	constant  bool
	undefined bool // it may be read before it has a value
}

type (
	statement func(*frame) outcome
	outcome   int
)

const (
	goOn outcome = iota
	breaks
	continues
	ends // with the frame's value, or without one: given up
)

// Compile compiles a function with a loop; nil when it does anything but compute.
func Compile(params *ast.ParameterList, body *ast.BlockStatement) (f *Function) {
	if params == nil || params.Rest != nil || len(params.List) == 0 || len(params.List) > 8 || !hasLoop(body.List) {
		return nil
	}
	defer func() {
		if x := recover(); x != nil {
			if _, ok := x.(unsupported); !ok {
				panic(x)
			}
			f = nil
		}
	}()
	c := &compiler{f: &Function{}, slots: map[unistring.String]*slot{}}
	texts := 0
	for _, p := range params.List {
		id, ok := p.Target.(*ast.Identifier)
		if !ok || p.Initializer != nil || c.slots[id.Name] != nil {
			return nil
		}
		s := &slot{text: usedAsText(reflect.ValueOf(body.List), id.Name)}
		if s.text {
			s.index, s.constant = texts, true
			texts++
		} else {
			s.index = c.f.vars
			c.f.vars++
		}
		c.slots[id.Name] = s
		c.f.params = append(c.f.params, param{s.text, s.index})
	}
	c.f.body = c.block(body.List)
	return c.f
}

// read is the place of a variable that is a number, or undefined where that is the same.
func (c *compiler) read(id *ast.Identifier, orUndefined bool) int {
	s := c.slots[id.Name]
	if s == nil || s.text || s.undefined && !orUndefined {
		panic(unsupported{})
	}
	return s.index
}

func (c *compiler) write(id *ast.Identifier) int {
	s := c.slots[id.Name]
	if s == nil || s.constant {
		panic(unsupported{})
	}
	return s.index
}

func (c *compiler) text(e ast.Expression) int {
	if id, ok := e.(*ast.Identifier); ok {
		if s := c.slots[id.Name]; s != nil && s.text {
			return s.index
		}
	}
	panic(unsupported{})
}

// declare compiles declarations. A name is declared once in a function, before it is used.
func (c *compiler) declare(list []*ast.Binding, lexical, constant bool) statement {
	var steps []number
	for _, b := range list {
		id, ok := b.Target.(*ast.Identifier)
		if !ok || c.slots[id.Name] != nil {
			panic(unsupported{})
		}
		var value number
		if b.Initializer != nil {
			value = c.number(b.Initializer)
		} else {
			value = func(*frame) float64 { return math.NaN() }
		}
		s := &slot{index: c.f.vars, constant: constant, undefined: b.Initializer == nil}
		c.f.vars++
		c.slots[id.Name] = s
		if lexical {
			c.lexical = append(c.lexical, id.Name)
		}
		steps = append(steps, func(f *frame) float64 { v := value(f); f.vars[s.index] = v; return v })
	}
	return run(steps)
}

func run(steps []number) statement {
	if len(steps) == 1 {
		step := steps[0]
		return func(f *frame) outcome { step(f); return goOn }
	}
	return func(f *frame) outcome {
		for _, step := range steps {
			step(f)
		}
		return goOn
	}
}

// leave ends a block: the variables that it has declared are not seen any more. outer is how many there were before.
func (c *compiler) leave(outer int) {
	for _, name := range c.lexical[outer:] {
		delete(c.slots, name)
	}
	c.lexical = c.lexical[:outer]
}

func (c *compiler) block(list []ast.Statement) statement {
	defer c.leave(len(c.lexical))
	var steps []statement
	for _, s := range list {
		if step := c.statement(s); step != nil {
			steps = append(steps, step)
		}
	}
	if len(steps) == 1 {
		return steps[0]
	}
	return func(f *frame) outcome {
		for _, step := range steps {
			if o := step(f); o != goOn {
				return o
			}
		}
		return goOn
	}
}

// nested compiles a statement that may be left out.
func (c *compiler) nested(s ast.Statement) statement {
	c.depth++
	defer func() { c.depth-- }()
	if step := c.statement(s); step != nil {
		return step
	}
	return func(*frame) outcome { return goOn }
}

func (c *compiler) statement(s ast.Statement) statement {
	switch s := s.(type) {
	case *ast.EmptyStatement:
		return nil
	case *ast.BlockStatement:
		return c.block(s.List)
	case *ast.VariableStatement:
		if c.depth > 0 { // its variables are seen where it may not have run
			panic(unsupported{})
		}
		return c.declare(s.List, false, false)
	case *ast.LexicalDeclaration:
		return c.declare(s.List, true, s.Token == token.CONST)
	case *ast.ExpressionStatement:
		return run(c.effects([]ast.Expression{s.Expression}))
	case *ast.IfStatement:
		test, then, otherwise := c.condition(s.Test), c.nested(s.Consequent), statement(nil)
		if s.Alternate != nil {
			otherwise = c.nested(s.Alternate)
		}
		return func(f *frame) outcome {
			if test(f) {
				return then(f)
			}
			if otherwise != nil {
				return otherwise(f)
			}
			return goOn
		}
	case *ast.ForStatement:
		return c.forLoop(s)
	case *ast.WhileStatement:
		return c.loop(c.condition(s.Test), nil, s.Body, false)
	case *ast.DoWhileStatement:
		return c.loop(c.condition(s.Test), nil, s.Body, true)
	case *ast.SwitchStatement:
		return c.choice(s)
	case *ast.BranchStatement:
		if s.Label != nil {
			panic(unsupported{})
		}
		o := breaks
		if s.Token == token.CONTINUE {
			o = continues
		}
		return func(*frame) outcome { return o }
	case *ast.ReturnStatement:
		return c.result(s.Argument)
	}
	panic(unsupported{})
}

func (c *compiler) forLoop(s *ast.ForStatement) statement {
	defer c.leave(len(c.lexical))
	var first statement
	switch init := s.Initializer.(type) {
	case nil:
	case *ast.ForLoopInitializerExpression:
		first = run(c.effects([]ast.Expression{init.Expression}))
	case *ast.ForLoopInitializerVarDeclList:
		if c.depth > 0 {
			panic(unsupported{})
		}
		first = c.declare(init.List, false, false)
	case *ast.ForLoopInitializerLexicalDecl:
		first = c.declare(init.LexicalDeclaration.List, true, init.LexicalDeclaration.Token == token.CONST)
	default:
		panic(unsupported{})
	}
	test, update := condition(func(*frame) bool { return true }), number(nil)
	if s.Test != nil {
		test = c.condition(s.Test)
	}
	if s.Update != nil {
		update = c.number(s.Update)
	}
	loop := c.loop(test, update, s.Body, false)
	if first == nil {
		return loop
	}
	return func(f *frame) outcome { first(f); return loop(f) }
}

func (c *compiler) loop(test condition, update number, body ast.Statement, bodyFirst bool) statement {
	round := c.nested(body)
	return func(f *frame) outcome {
		for skip := bodyFirst; skip || test(f); skip = false {
			if f.left--; f.left < 0 {
				return ends
			}
			switch round(f) {
			case breaks:
				return goOn
			case ends:
				return ends
			}
			if update != nil {
				update(f)
			}
		}
		return goOn
	}
}

// choice compiles a switch over number literals.
func (c *compiler) choice(s *ast.SwitchStatement) statement {
	value := c.number(s.Discriminant)
	var tests []float64
	var parts []statement
	for _, clause := range s.Body {
		test := math.NaN() // equals nothing: the default
		if clause.Test != nil {
			n, ok := clause.Test.(*ast.NumberLiteral)
			if !ok {
				panic(unsupported{})
			}
			test = literal(n)
		}
		tests = append(tests, test)
		for _, s := range clause.Consequent {
			if _, ok := s.(*ast.LexicalDeclaration); ok {
				panic(unsupported{})
			}
		}
		parts = append(parts, c.nested(&ast.BlockStatement{List: clause.Consequent}))
	}
	otherwise := s.Default
	return func(f *frame) outcome {
		v, from := value(f), otherwise
		for i, t := range tests {
			if t == v {
				from = i
				break
			}
		}
		if from < 0 {
			return goOn
		}
		for _, part := range parts[from:] {
			switch o := part(f); o {
			case goOn:
			case breaks:
				return goOn
			default:
				return o
			}
		}
		return goOn
	}
}

// result compiles what is returned: a number, number.toString(radix), or "text" + number.
func (c *compiler) result(e ast.Expression) statement {
	if e == nil {
		return func(*frame) outcome { return ends }
	}
	text := func(prefix string, x number, radix int) statement {
		return func(f *frame) outcome {
			if digits, ok := integer(x(f), radix); ok {
				f.value = f.rt.ToValue(prefix + digits)
			}
			return ends
		}
	}
	switch e := e.(type) {
	case *ast.CallExpression:
		dot, ok := e.Callee.(*ast.DotExpression)
		if ok && dot.Identifier.Name == "toString" && len(e.ArgumentList) == 1 {
			radix, ok := e.ArgumentList[0].(*ast.NumberLiteral)
			if !ok || literal(radix) != math.Trunc(literal(radix)) || literal(radix) < 2 || literal(radix) > 36 {
				panic(unsupported{})
			}
			c.f.toString = true
			return text("", c.number(dot.Left), int(literal(radix)))
		}
	case *ast.BinaryExpression:
		if s, ok := e.Left.(*ast.StringLiteral); ok && e.Operator == token.PLUS {
			if strings.ContainsRune(s.Value.String(), utf8.RuneError) { // it may stand for a lone surrogate
				panic(unsupported{})
			}
			return text(s.Value.String(), c.number(e.Right), 10)
		}
	}
	x := c.number(e)
	return func(f *frame) outcome { f.value = f.rt.ToValue(x(f)); return ends }
}

// hasLoop reports whether there is a loop in a list of statements: without one goja is not slow enough.
func hasLoop(list []ast.Statement) bool {
	return slices.ContainsFunc(list, func(s ast.Statement) bool {
		switch s := s.(type) {
		case *ast.ForStatement, *ast.WhileStatement, *ast.DoWhileStatement:
			return true
		case *ast.BlockStatement:
			return hasLoop(s.List)
		case *ast.IfStatement:
			return hasLoop([]ast.Statement{s.Consequent, s.Alternate})
		}
		return false
	})
}

// usedAsText reports whether a member of a parameter is read below v: it is a string then, or the function is not compiled.
func usedAsText(v reflect.Value, name unistring.String) bool {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return false
		}
		if dot, ok := v.Interface().(*ast.DotExpression); ok {
			if id, ok := dot.Left.(*ast.Identifier); ok && id.Name == name {
				return true
			}
		}
		return usedAsText(v.Elem(), name)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && usedAsText(v.Field(i), name) {
				return true
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if usedAsText(v.Index(i), name) {
				return true
			}
		}
	}
	return false
}

package compiled

import (
	"math"
	"unicode/utf16"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// expr compiles an expression.
func (c *compiler) expr(e ast.Expression) node {
	switch e := e.(type) {
	case *ast.StringLiteral:
		return constant(textOf(e.Value))
	case *ast.NumberLiteral:
		switch n := e.Value.(type) {
		case int64:
			return constant(Number(float64(n)))
		case float64:
			return constant(Number(n))
		}
		refuse("a number: %s", e.Literal)
	case *ast.BooleanLiteral:
		return constant(Bool(e.Value))
	case *ast.NullLiteral:
		return constant(Null)
	case *ast.TemplateLiteral:
		return c.template(e)
	case *ast.Identifier:
		return c.variable(e.Name.String(), e.Idx)
	case *ast.ThisExpression:
		c.code.usesThis = true
		if c.root.kind == rootArrow && c.noFunctionAround() {
			refuse("this of a module")
		}
		return node{ev: func(f *Frame) Value { return f.this }}
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
		return node{ev: c.closure(c.function(e, ""))}
	case *ast.ObjectLiteral:
		return c.object(e)
	case *ast.ArrayLiteral:
		return c.array(e)
	case *ast.DotExpression:
		return c.dot(e)
	case *ast.BracketExpression:
		if isArguments(e.Left) {
			return c.argument(e)
		}
		object, key, at := c.expr(e.Left).ev, c.expr(e.Member), e.LeftBracket
		if key.lit != nil {
			if s, ok := key.lit.Ref.(string); ok && !isIndex(s) {
				return c.property(object, s, at)
			}
		}
		ev := key.ev
		return node{ev: func(f *Frame) Value {
			o := object(f)
			k := ev(f)
			f.pos = at
			return f.realm.index(o, k)
		}}
	case *ast.OptionalChain:
		ev := c.chain(e.Expression)
		return node{ev: func(f *Frame) Value { v, _, _ := ev(f); return v }}
	case *ast.CallExpression:
		return c.call(e)
	case *ast.NewExpression:
		callee, args, at := c.expr(e.Callee).ev, c.arguments(e.ArgumentList), e.New
		return node{ev: func(f *Frame) Value {
			k := callee(f)
			return args(f, func(list []Value) Value { f.pos = at; return f.realm.construct(k, list) })
		}}
	case *ast.ConditionalExpression:
		return c.conditional(e)
	case *ast.SequenceExpression:
		var steps []func(*Frame) Value
		for _, x := range e.Sequence[:len(e.Sequence)-1] {
			if _, isLiteral := x.(*ast.NumberLiteral); !isLiteral {
				steps = append(steps, c.expr(x).ev)
			}
		}
		last := c.expr(e.Sequence[len(e.Sequence)-1])
		if len(steps) == 0 {
			return last
		}
		ev := last.ev
		return node{ev: func(f *Frame) Value {
			for _, s := range steps {
				s(f)
			}
			return ev(f)
		}}
	case *ast.BinaryExpression:
		return c.binary(e)
	case *ast.UnaryExpression:
		return c.unary(e)
	case *ast.AssignExpression:
		return c.assign(e)
	case *ast.RegExpLiteral:
		pattern, flags := shared(e.Pattern), shared(e.Flags)
		return node{ev: func(f *Frame) Value {
			return f.realm.construct(Value{Ref: f.realm.regexpClass}, []Value{pattern, flags})
		}}
	}
	refuse("an expression: %T", e)
	return node{}
}

// noFunctionAround reports whether only arrow functions are around.
func (c *compiler) noFunctionAround() bool {
	for k := c; k != nil; k = k.parent {
		if !k.code.arrow {
			return false
		}
	}
	return true
}

// textOf is a string of the syntax tree.
func textOf(s unistring.String) Value {
	if u := s.AsUtf16(); u != nil {
		for i, x := range u[1:] {
			if utf16.IsSurrogate(rune(x)) && !paired(u[1:], i) {
				g := goja.StringFromUTF16(u[1:])
				return Value{Ref: &Text{g: g, s: g.String(), full: true}}
			}
		}
		return Value{Ref: &Text{s: string(utf16.Decode(u[1:])), full: true, g: goja.StringFromUTF16(u[1:])}}
	}
	return Value{Ref: string(s)}
}

func paired(u []uint16, i int) bool {
	if u[i] < 0xdc00 {
		return i+1 < len(u) && u[i+1] >= 0xdc00 && u[i+1] < 0xe000
	}
	return i > 0 && u[i-1] >= 0xd800 && u[i-1] < 0xdc00
}

func (c *compiler) conditional(e *ast.ConditionalExpression) node {
	test, a, b := c.expr(e.Test).truth(), c.expr(e.Consequent), c.expr(e.Alternate)
	if a.num != nil && b.num != nil {
		x, y := a.num, b.num
		return number(func(f *Frame) float64 {
			if test(f) {
				return x(f)
			}
			return y(f)
		})
	}
	x, y := a.ev, b.ev
	return node{str: a.str && b.str, ev: func(f *Frame) Value {
		if test(f) {
			return x(f)
		}
		return y(f)
	}}
}

func (c *compiler) dot(e *ast.DotExpression) node {
	if e.Identifier.Name == "stack" {
		refuse("a stack")
	}
	if isArguments(e.Left) && e.Identifier.Name == "length" {
		c.mayUseArguments()
		return number(func(f *Frame) float64 { return float64(len(f.args)) })
	}
	if n, ok := c.exported(e); ok {
		return n
	}
	if _, super := e.Left.(*ast.SuperExpression); super {
		refuse("super")
	}
	return c.property(c.expr(e.Left).ev, e.Identifier.Name.String(), e.Identifier.Idx)
}

func (c *compiler) property(object func(*Frame) Value, name string, at posType) node {
	if name == "stack" {
		refuse("a stack")
	}
	return node{ev: func(f *Frame) Value {
		v := object(f)
		switch o := v.Ref.(type) {
		case *Object:
			if o.real == nil {
				if i := o.shape.find(name); i >= 0 {
					return o.vals[i]
				}
			}
		case *goja.Object:
			f.pos = at
			return From(o.Get(name))
		}
		f.pos = at
		return f.realm.get(v, name)
	}}
}

func isArguments(e ast.Expression) bool {
	id, ok := e.(*ast.Identifier)
	return ok && id.Name == "arguments"
}

func (c *compiler) mayUseArguments() {
	if c.code.arrow || c.lookup("arguments") != nil {
		refuse("arguments of a function around")
	}
}

// argument is arguments[i].
func (c *compiler) argument(e *ast.BracketExpression) node {
	c.mayUseArguments()
	key := c.expr(e.Member).ev
	return node{ev: func(f *Frame) Value {
		k := key(f)
		if i := int(k.Num); k.IsNumber() && k.Num >= 0 && float64(i) == k.Num {
			if i < len(f.args) {
				return f.args[i]
			}
			return From(f.realm.objectProto.Get(numberString(k.Num)))
		}
		f.realm.throwError("TypeError", "arguments are only read by number in compiled code")
		return Undefined
	}}
}

// chain compiles a part of an optional chain: its value, the object of which it is a member, and whether the chain ended.
func (c *compiler) chain(e ast.Expression) func(*Frame) (v, this Value, ended bool) {
	switch e := e.(type) {
	case *ast.Optional:
		inner := c.chain(e.Expression)
		return func(f *Frame) (Value, Value, bool) {
			v, this, ended := inner(f)
			if ended || v.IsNullish() {
				return Undefined, Undefined, true
			}
			return v, this, false
		}
	case *ast.DotExpression:
		inner, name, at := c.chain(e.Left), e.Identifier.Name.String(), e.Identifier.Idx
		if name == "stack" {
			refuse("a stack")
		}
		return func(f *Frame) (Value, Value, bool) {
			o, _, ended := inner(f)
			if ended {
				return Undefined, Undefined, true
			}
			f.pos = at
			return f.realm.get(o, name), o, false
		}
	case *ast.BracketExpression:
		if isArguments(e.Left) {
			break
		}
		inner, key, at := c.chain(e.Left), c.expr(e.Member).ev, e.LeftBracket
		return func(f *Frame) (Value, Value, bool) {
			o, _, ended := inner(f)
			if ended {
				return Undefined, Undefined, true
			}
			k := key(f)
			f.pos = at
			return f.realm.index(o, k), o, false
		}
	case *ast.CallExpression:
		if hasOptional(e.Callee) {
			callee, args, at := c.chain(e.Callee), c.arguments(e.ArgumentList), e.LeftParenthesis
			return func(f *Frame) (Value, Value, bool) {
				fn, this, ended := callee(f)
				if ended {
					return Undefined, Undefined, true
				}
				return args(f, func(list []Value) Value { f.pos = at; return f.realm.callAny(fn, this, list) }), Undefined, false
			}
		}
	case *ast.OptionalChain:
		inner := c.chain(e.Expression)
		return func(f *Frame) (Value, Value, bool) { v, this, _ := inner(f); return v, this, false }
	}
	ev := c.expr(e).ev
	return func(f *Frame) (Value, Value, bool) { return ev(f), Undefined, false }
}

// hasOptional reports whether an expression is a part of a chain that may end.
func hasOptional(e ast.Expression) bool {
	for {
		switch n := e.(type) {
		case *ast.Optional:
			return true
		case *ast.DotExpression:
			e = n.Left
		case *ast.BracketExpression:
			e = n.Left
		case *ast.CallExpression:
			e = n.Callee
		default:
			return false
		}
	}
}

func appendNumber(dst []byte, n float64) []byte {
	if i := int64(n); float64(i) == n && math.Abs(n) < 1e15 {
		return appendInt(dst, i)
	}
	return append(dst, numberString(n)...)
}

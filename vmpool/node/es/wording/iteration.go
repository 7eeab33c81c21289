package wording

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// iterated says that the value at the site can't be iterated; empty when nothing is iterated there. value is goja's word of it: "undefined" for
// null and undefined, "" when it doesn't say.
func (s *Site) iterated(nullish bool) string {
	message := ""
	s.each(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ForOfStatement:
			if s.operand(n.Source) {
				message = iterable(n.Source) + " is not iterable"
			}
			if pattern := loopPattern(n.Into); pattern != nil && pattern.LeftBracket == s.at {
				message = ".for is not iterable"
			}
		case *ast.ArrayLiteral:
			for _, v := range n.Value {
				if spread, ok := v.(*ast.SpreadElement); ok && s.operand(spread.Expression) {
					message = iterable(spread.Expression) + " is not iterable"
				}
			}
		case *ast.CallExpression:
			if m := s.spread(n.ArgumentList, nullish); m != "" {
				message = m
			}
		case *ast.NewExpression:
			if m := s.spread(n.ArgumentList, nullish); m != "" {
				message = m
			}
		case *ast.Binding:
			pattern, ok := n.Target.(*ast.ArrayPattern)
			if ok && n.Initializer != nil && (s.operand(n.Initializer) || pattern.LeftBracket == s.at) {
				message = s.arrayPattern(n.Initializer, nullish)
			}
		case *ast.AssignExpression:
			if _, ok := n.Left.(*ast.ArrayPattern); ok && s.operand(n.Right) {
				message = s.arrayPattern(n.Right, nullish)
			}
		case *ast.YieldExpression:
			if n.Delegate && n.Argument != nil && position(n.Argument) == s.at {
				message = s.described(n.Argument, nullish) + " is not iterable" + cannotRead
			}
		}
	})
	return message
}

// operand reports whether the site is that of an expression that is iterated: its own, or its beginning where a pass over the script has put a
// call around it.
func (s *Site) operand(e ast.Expression) bool { return position(e) == s.at || e.Idx0() == s.at }

const cannotRead = " (cannot read property Symbol(Symbol.iterator))"

func loopPattern(into ast.ForInto) *ast.ArrayPattern {
	if d, ok := into.(*ast.ForDeclaration); ok {
		pattern, _ := d.Target.(*ast.ArrayPattern)
		return pattern
	}
	return nil
}

// iterable is the text of an expression that is iterated.
func iterable(e ast.Expression) string {
	if c, ok := e.(*ast.CallExpression); ok {
		return Print(c.Callee) + " is not a function or its return value"
	}
	return Print(e)
}

func (s *Site) spread(args []ast.Expression, nullish bool) string {
	for _, arg := range args {
		spread, ok := arg.(*ast.SpreadElement)
		if !ok || !s.operand(spread.Expression) {
			continue
		}
		if !nullish {
			return "Spread syntax requires ...iterable[Symbol.iterator] to be a function"
		}
		return Print(spread.Expression) + " is not iterable (cannot read property undefined)"
	}
	return ""
}

func (s *Site) arrayPattern(value ast.Expression, nullish bool) string {
	if _, ok := value.(*ast.DotExpression); ok && nullish {
		return s.nullish(value) + " is not iterable" + cannotRead
	}
	return iterable(value) + " is not iterable"
}

// described is a value as V8 names it when it has no text: "undefined", "object null", "number 5".
func (s *Site) described(e ast.Expression, nullish bool) string {
	switch n := e.(type) {
	case *ast.NumberLiteral:
		return "number " + n.Literal
	case *ast.StringLiteral:
		return "string " + n.Value.String()
	case *ast.BooleanLiteral:
		return "boolean " + n.Literal
	}
	if !nullish {
		return "object"
	}
	if s.nullish(e) == "null" {
		return "object null"
	}
	return "undefined"
}

// destructured says that null or undefined can't be taken apart by an object pattern; empty when nothing is at the site.
func (s *Site) destructured() string {
	message := ""
	say := func(pattern *ast.ObjectPattern, value ast.Expression, text string) {
		if inner := nested(pattern); inner != nil {
			if key := firstKey(inner); key != "" {
				message = "Cannot read properties of undefined (reading '" + key + "')"
				return
			}
		}
		what := "undefined"
		if value != nil {
			what = s.nullish(value)
		}
		if text == "" {
			text = what
			if what == "null" {
				text = "object null"
			}
		}
		message = "Cannot destructure '" + text + "' as it is " + what + "."
		if name := firstKey(pattern); name != "" {
			message = "Cannot destructure property '" + name + "' of '" + text + "' as it is " + what + "."
		}
	}
	var parents []*ast.ObjectPattern
	s.each(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ObjectPattern:
			parents = append(parents, n)
		case *ast.Binding:
			if pattern, ok := n.Target.(*ast.ObjectPattern); ok {
				if n.Initializer != nil && position(n.Initializer) == s.at {
					say(pattern, n.Initializer, Print(n.Initializer))
				}
			}
		case *ast.AssignExpression:
			if pattern, ok := n.Left.(*ast.ObjectPattern); ok && (position(n.Right) == s.at || pattern.LeftBrace == s.at) {
				say(pattern, n.Right, Print(n.Right))
			}
		case *ast.ForOfStatement:
			if d, ok := n.Into.(*ast.ForDeclaration); ok {
				if pattern, ok := d.Target.(*ast.ObjectPattern); ok && (pattern.LeftBrace == s.at || position(n.Source) == s.at) {
					say(pattern, nil, ".for")
				}
			}
		case *ast.FunctionLiteral:
			s.parameters(n.ParameterList, n.Function, say)
		case *ast.ArrowFunctionLiteral:
			s.parameters(n.ParameterList, n.Start, say)
		}
	})
	if message == "" {
		for _, p := range parents {
			if p.LeftBrace == s.at {
				say(p, nil, "")
			}
		}
	}
	return message
}

// parameters looks for the site among the patterns of a function's parameters: goja gives their own position, or the function's.
func (s *Site) parameters(list *ast.ParameterList, start file.Idx, say func(*ast.ObjectPattern, ast.Expression, string)) {
	if list == nil {
		return
	}
	for _, b := range list.List {
		pattern, ok := b.Target.(*ast.ObjectPattern)
		if ok && (pattern.LeftBrace == s.at || start == s.at) {
			say(pattern, nil, "")
			return
		}
	}
}

// nested is the first pattern inside a pattern. goja gives an error of it the place of the whole, so it is taken to be at fault: `const {a: {b}} = {}`
// reads b of undefined.
func nested(pattern *ast.ObjectPattern) (inner *ast.ObjectPattern) {
	for _, p := range pattern.Properties {
		if keyed, ok := p.(*ast.PropertyKeyed); ok {
			if inner, ok := keyed.Value.(*ast.ObjectPattern); ok {
				return inner
			}
		}
	}
	return nil
}

func firstKey(pattern *ast.ObjectPattern) string {
	for _, p := range pattern.Properties {
		switch p := p.(type) {
		case *ast.PropertyShort:
			return p.Name.Name.String()
		case *ast.PropertyKeyed:
			if key, ok := p.Key.(*ast.StringLiteral); ok && !p.Computed {
				return key.Value.String()
			}
		}
		return ""
	}
	return ""
}

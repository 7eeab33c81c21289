package wording

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// Tree is a parsed script.
type Tree struct {
	source string
	nodes  []ast.Node // outer ones first
}

// Parse parses a script; nil when it can't be. That takes as long as when it was loaded, so the caller keeps what comes of it.
func Parse(source string) (t *Tree) {
	defer func() {
		if recover() != nil { // goja's parser panics on a few inputs
			t = nil
		}
	}()
	tree, err := goja.Parse("", source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil
	}
	t = &Tree{source: source}
	each(reflect.ValueOf(tree), func(n ast.Node) { t.nodes = append(t.nodes, n) })
	return t
}

// Site is the place in a script where an error was thrown.
type Site struct {
	tree *Tree
	at   file.Idx
}

// At is the site at a line and column, both from 1, the column in bytes, as goja's stack traces have them.
func (t *Tree) At(line, column int) *Site {
	offset := 0
	for i := 0; i < len(t.source) && line > 1; i++ {
		if t.source[i] == '\n' || t.source[i] == '\r' && (i+1 == len(t.source) || t.source[i+1] != '\n') {
			line--
			offset = i + 1
		}
	}
	return &Site{tree: t, at: file.Idx(offset + column)}
}

// position is where goja says that an error of an expression is.
func position(e ast.Expression) file.Idx {
	switch n := e.(type) {
	case nil:
		return -1
	case *ast.DotExpression:
		return n.Identifier.Idx
	case *ast.PrivateDotExpression:
		return n.Identifier.Idx
	case *ast.BracketExpression:
		return n.LeftBracket
	case *ast.CallExpression:
		return n.LeftParenthesis
	case *ast.OptionalChain:
		return position(n.Expression)
	case *ast.Optional:
		return position(n.Expression)
	case *ast.AssignExpression:
		return position(n.Left)
	case *ast.ConditionalExpression:
		return position(n.Test)
	case *ast.BinaryExpression:
		return n.Left.Idx0()
	case *ast.TemplateLiteral:
		if n.Tag != nil {
			return n.Tag.Idx0()
		}
	case *ast.UnaryExpression:
		if n.Postfix {
			return position(n.Operand)
		}
	case *ast.SequenceExpression:
		return position(n.Sequence[0])
	}
	return e.Idx0()
}

// each calls f with every node of the tree, outer ones first.
func (s *Site) each(f func(ast.Node)) {
	for _, n := range s.tree.nodes {
		f(n)
	}
}

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()

func each(v reflect.Value, f func(ast.Node)) {
	switch v.Kind() {
	case reflect.Interface:
		each(v.Elem(), f)
	case reflect.Pointer:
		if v.IsNil() || v.Elem().Kind() != reflect.Struct || v.Elem().Type().PkgPath() != astPackage {
			return
		}
		if n, ok := v.Interface().(ast.Node); ok {
			f(n)
		}
		each(v.Elem(), f)
	case reflect.Struct:
		if v.Type().PkgPath() != astPackage {
			return
		}
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && field.Name != "DeclarationList" {
				each(v.Field(i), f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), f)
		}
	}
}

// find is the innermost node at the site that is one of T and passes the test.
func find[T ast.Node](s *Site, test func(T) bool) (found T, ok bool) {
	s.each(func(n ast.Node) {
		if t, is := n.(T); is && test(t) {
			found, ok = t, true
		}
	})
	return found, ok
}

// call is the call at the site.
func (s *Site) call() (*ast.CallExpression, bool) {
	return find(s, func(n *ast.CallExpression) bool { return n.LeftParenthesis == s.at })
}

// callee is the text of what is called at the site, empty when nothing is.
func (s *Site) callee() string {
	if c, ok := s.call(); ok {
		return Print(c.Callee)
	}
	if t, ok := find(s, func(n *ast.TemplateLiteral) bool { return n.Tag != nil && position(n) == s.at }); ok {
		return Print(t.Tag)
	}
	return ""
}

// thrown reports whether the script makes an error itself at the site: it is not one of the engine's.
func (s *Site) thrown() bool {
	_, ok := find(s, func(n *ast.NewExpression) bool {
		name, ok := n.Callee.(*ast.Identifier)
		return ok && n.New == s.at && len(name.Name) > 4 && name.Name[len(name.Name)-5:] == "Error"
	})
	if ok {
		return true
	}
	c, ok := s.call()
	if !ok {
		return false
	}
	name, ok := c.Callee.(*ast.Identifier)
	return ok && len(name.Name) > 4 && name.Name[len(name.Name)-5:] == "Error"
}

// nullish is "null" when the script says so of an expression that was null or undefined, else "undefined": goja's messages don't tell.
func (s *Site) nullish(e ast.Expression) string {
	null := false
	switch n := e.(type) {
	case *ast.NullLiteral:
		null = true
	case *ast.Optional:
		return s.nullish(n.Expression)
	case *ast.Identifier:
		null = s.variableIsNull(n.Name.String())
	case *ast.DotExpression:
		null = s.propertyIsNull(n.Identifier.Name.String())
	case *ast.BracketExpression:
		if key, ok := n.Member.(*ast.StringLiteral); ok {
			null = s.propertyIsNull(key.Value.String())
		}
	}
	if null {
		return "null"
	}
	return "undefined"
}

func isNull(e ast.Expression) bool { _, ok := e.(*ast.NullLiteral); return ok }

func isNamed(e ast.Expression, name string) bool {
	id, ok := e.(*ast.Identifier)
	return ok && id.Name.String() == name
}

// variableIsNull reports whether the last declaration of a name before the site gives it null, as name = null or [name] = useState(null), or an
// assignment does, or a property of the name is null where the declaration is a pattern.
func (s *Site) variableIsNull(name string) bool {
	null, assigned, pattern := false, false, false
	s.each(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Binding:
			if n.Idx0() > s.at {
				return
			}
			switch target := n.Target.(type) {
			case *ast.Identifier:
				if isNamed(target, name) {
					null, pattern = isNull(n.Initializer), false
				}
			case *ast.ArrayPattern:
				if len(target.Elements) == 0 || !isNamed(target.Elements[0], name) {
					return
				}
				c, ok := n.Initializer.(*ast.CallExpression)
				null, pattern = ok && len(c.ArgumentList) > 0 && isNull(c.ArgumentList[0]), false
			}
		case *ast.ObjectPattern:
			for _, p := range n.Properties {
				if short, ok := p.(*ast.PropertyShort); ok && n.LeftBrace < s.at && isNamed(&short.Name, name) {
					null, pattern = false, true
				}
			}
		case *ast.AssignExpression:
			assigned = assigned || isNamed(n.Left, name) && isNull(n.Right)
		}
	})
	return null || assigned || pattern && s.propertyIsNull(name)
}

// propertyIsNull reports whether the script gives null to a property of a name.
func (s *Site) propertyIsNull(name string) bool {
	null := false
	s.each(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignExpression:
			d, ok := n.Left.(*ast.DotExpression)
			null = null || ok && d.Identifier.Name.String() == name && isNull(n.Right)
		case *ast.PropertyKeyed:
			key, ok := n.Key.(*ast.StringLiteral)
			null = null || ok && key.Value.String() == name && isNull(n.Value)
		}
	})
	return null
}

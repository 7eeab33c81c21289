package native

import (
	"reflect"
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
)

// The names that rewritten code has for the functions of templates; no source can have them, as they contain a zero-width character.
const (
	templateName = "template\u200c"
	elementName  = "element\u200c"
)

// Rewrite is a pass of vmpool.Compile over a server bundle. It replaces the calls of React's JSX runtime: an element of the document
// with literal tag and property names becomes a template with the values that are not literal, in the order in which they
// were evaluated; nested ones become one. Other elements are made by a native function, without React's.
//
// It changes nothing in what the code does but that event handlers of elements of the document, which the server never calls,
// are not made: whoever looks at such a property sees another function.
//
// It recognises the runtime by what esbuild makes of importing it: variables that are initialised with a call of the wrapper
// of the module react/jsx-runtime. A script without them is left alone. It must be called once for each script
// of a program, after those that the script imports, by one goroutine at a time.
func (t *Templates) Rewrite(tree *ast.Program) error {
	c := &compiler{
		templates: t, roots: slices.Clip(t.list()), wrappers: map[unistring.String]bool{}, runtimes: map[unistring.String]bool{},
		react: map[unistring.String]bool{},
	}
	c.inspect(reflect.ValueOf(tree.Body), c.findWrappers)
	t.export(tree, c.wrappers)
	if len(c.wrappers) == 0 {
		return nil
	}
	c.inspect(reflect.ValueOf(tree.Body), c.findRuntimes)
	body := bundleBody(tree)
	if len(c.runtimes) == 0 || body == nil {
		return nil
	}
	scanned := false
	if !t.Interpret {
		c.inspect(reflect.ValueOf(tree.Body), c.findReact)
		scanned = t.program.Scan(tree, body, &script{wrappers: c.wrappers, runtimes: c.runtimes, react: c.react})
	}
	c.walk(reflect.ValueOf(body).Elem())
	if c.rewritten || scanned {
		c.declare(body)
		t.roots.Store(&c.roots)
	}
	return nil
}

// compiler is one pass.
type compiler struct {
	fields    es.Fields
	templates *Templates
	roots     []*templateNode           // the program's, with those of this pass
	wrappers  map[unistring.String]bool // functions that give the JSX runtime's exports
	runtimes  map[unistring.String]bool // variables that hold them
	react     map[unistring.String]bool // variables that hold react
	rewritten bool
}

// bundleBody is the function of a server bundle.
func bundleBody(tree *ast.Program) *ast.FunctionLiteral {
	if len(tree.Body) != 1 {
		return nil
	}
	e, ok := tree.Body[0].(*ast.ExpressionStatement)
	if !ok {
		return nil
	}
	f, _ := e.Expression.(*ast.FunctionLiteral)
	return f
}

// inspect visits the nodes below v.
func (c *compiler) inspect(v reflect.Value, visit func(any)) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.inspect(v.Elem(), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			visit(v.Interface())
			c.inspect(v.Elem(), visit)
		}
	case reflect.Struct:
		for _, i := range c.fields.Of(v.Type()) {
			c.inspect(v.Field(i), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.inspect(v.Index(i), visit)
		}
	}
}

// findWrappers finds `var require_jsx_runtime = __commonJS({"…/react/jsx-runtime.js"(exports, module) {…}})`.
func (c *compiler) findWrappers(n any) {
	b, ok := n.(*ast.Binding)
	if !ok {
		return
	}
	call, isCall := b.Initializer.(*ast.CallExpression)
	if !isCall || len(call.ArgumentList) != 1 {
		return
	}
	if pattern, ok := b.Target.(*ast.ObjectPattern); ok {
		c.importWrappers(pattern, call)
		return
	}
	name, ok := b.Target.(*ast.Identifier)
	if !ok {
		return
	}
	o, ok := call.ArgumentList[0].(*ast.ObjectLiteral)
	if !ok || len(o.Value) != 1 {
		return
	}
	p, ok := o.Value[0].(*ast.PropertyKeyed)
	if !ok {
		return
	}
	if path, ok := p.Key.(*ast.StringLiteral); ok && isRuntimePath(path.Value.String()) {
		c.wrappers[name.Name] = true
	}
}

func isRuntimePath(path string) bool {
	return path == "react/jsx-runtime.js" || strings.HasSuffix(path, "/react/jsx-runtime.js")
}

// assigned is what a declaration or an assignment gives to what; nil for other nodes.
func assigned(n any) (target, value ast.Expression) {
	switch n := n.(type) {
	case *ast.Binding:
		return n.Target, n.Initializer
	case *ast.AssignExpression:
		if n.Operator == token.ASSIGN {
			return n.Left, n.Right
		}
	}
	return nil, nil
}

// findRuntimes finds `var import_jsx_runtime = __toESM(require_jsx_runtime())`, or without the conversion. In modules that are evaluated
// late, as an app's pages are, it is an assignment to a variable of the bundle.
func (c *compiler) findRuntimes(n any) {
	target, value := assigned(n)
	if name, ok := target.(*ast.Identifier); ok && c.givesRuntime(value) {
		c.runtimes[name.Name] = true
	}
}

func (c *compiler) givesRuntime(e ast.Expression) bool {
	call, ok := e.(*ast.CallExpression)
	if !ok {
		return false
	}
	if f, ok := call.Callee.(*ast.Identifier); ok && c.wrappers[f.Name] {
		return true
	}
	return len(call.ArgumentList) > 0 && len(call.ArgumentList) <= 2 && c.givesRuntime(call.ArgumentList[0])
}

// declare puts the functions of templates in front of the bundle's code.
func (c *compiler) declare(f *ast.FunctionLiteral) {
	at := f.Body.LeftBrace
	module := &ast.CallExpression{
		Callee:       &ast.Identifier{Name: "require", Idx: at},
		ArgumentList: []ast.Expression{&ast.StringLiteral{Idx: at, Literal: ModuleName, Value: unistring.NewFromString(ModuleName)}},
	}
	binding := func(name, export unistring.String) *ast.Binding {
		return &ast.Binding{
			Target:      &ast.Identifier{Name: name, Idx: at},
			Initializer: &ast.DotExpression{Left: module, Identifier: ast.Identifier{Name: export, Idx: at}},
		}
	}
	list := []*ast.Binding{
		binding(templateName, "template"), binding(elementName, "element"), binding(compiled.ScopeName, "scope"), binding(compiled.RegisterName, "compiled"),
	}
	f.Body.List = append([]ast.Statement{&ast.VariableStatement{Var: at, List: list}}, f.Body.List...)
	f.DeclarationList = append(f.DeclarationList, &ast.VariableDeclaration{Var: at, List: list})
}

// walk rewrites the calls below v.
func (c *compiler) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		if call, ok := v.Interface().(*ast.CallExpression); ok && v.CanSet() {
			if n := c.call(call); n != nil {
				v.Set(reflect.ValueOf(n))
				return
			}
		}
		c.walk(v.Elem())
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			c.walk(v.Elem())
		}
	case reflect.Struct:
		for _, i := range c.fields.Of(v.Type()) {
			c.walk(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i))
		}
	}
}

// expression rewrites the calls in an expression that becomes an argument.
func (c *compiler) expression(e ast.Expression) ast.Expression {
	slot := []ast.Expression{e}
	c.walk(reflect.ValueOf(slot).Index(0))
	return slot[0]
}

// jsx returns the arguments of a call of the JSX runtime; nil for others.
func (c *compiler) jsx(call *ast.CallExpression) []ast.Expression {
	callee := call.Callee
	if s, ok := callee.(*ast.SequenceExpression); ok && len(s.Sequence) == 2 {
		callee = s.Sequence[1]
	}
	dot, ok := callee.(*ast.DotExpression)
	if !ok || dot.Identifier.Name != "jsx" && dot.Identifier.Name != "jsxs" || !c.isRuntime(dot.Left) {
		return nil
	}
	n := len(call.ArgumentList)
	if n < 2 || n > 3 {
		return nil
	}
	for _, a := range call.ArgumentList {
		if _, spread := a.(*ast.SpreadElement); spread {
			return nil
		}
	}
	return call.ArgumentList
}

func (c *compiler) isRuntime(e ast.Expression) bool {
	id, ok := e.(*ast.Identifier)
	return ok && c.runtimes[id.Name]
}

// call is what takes the place of a call of the JSX runtime; nil for other calls.
func (c *compiler) call(call *ast.CallExpression) ast.Expression {
	args := c.jsx(call)
	if args == nil {
		return nil
	}
	c.rewritten = true
	native := func(name unistring.String, list []ast.Expression) ast.Expression {
		return &ast.CallExpression{
			Callee: &ast.Identifier{Name: name, Idx: call.Idx0()}, LeftParenthesis: call.LeftParenthesis,
			ArgumentList: list, RightParenthesis: call.RightParenthesis,
		}
	}
	var holes []ast.Expression
	if n := c.element(args, &holes); n != nil {
		id := len(c.roots)
		c.roots = append(c.roots, n)
		number := &ast.NumberLiteral{Idx: call.Idx0(), Literal: itoa(id), Value: int64(id)}
		return native(templateName, append([]ast.Expression{number}, holes...))
	}
	list := make([]ast.Expression, len(args))
	for i, a := range args {
		list[i] = c.expression(a)
	}
	return native(elementName, list)
}

// element makes a template of the arguments of a call and appends what is not literal to holes; nil when it has to stay a call.
// It decides before it changes anything.
func (c *compiler) element(args []ast.Expression, holes *[]ast.Expression) *templateNode {
	tag, ok := c.tag(args[0])
	props, isObject := args[1].(*ast.ObjectLiteral)
	if !ok || !isObject || !c.compilable(tag, props) {
		return nil
	}
	n := &templateNode{tag: tag}
	for _, p := range props.Value {
		name, value := property(p)
		if name == "children" {
			n.props = append(n.props, templateProp{name: name}) // their place
			c.children(n, value, holes)
			continue
		}
		n.props = append(n.props, c.prop(name, value, holes))
	}
	if len(args) == 3 {
		n.key = c.value(args[2], holes)
	}
	n.prepare()
	return n
}

// tag is the tag of an element that can be a template: "" for a fragment.
func (c *compiler) tag(e ast.Expression) (string, bool) {
	switch e := e.(type) {
	case *ast.DotExpression:
		return "", e.Identifier.Name == "Fragment" && c.isRuntime(e.Left)
	case *ast.StringLiteral:
		tag := e.Value.String()
		return tag, plainTag(tag) && !specialTags[tag]
	}
	return "", false
}

// specialTags are the elements that React DOM treats in a way of their own: they stay calls.
var specialTags = map[string]bool{
	"select": true, "option": true, "textarea": true, "input": true, "form": true, "menuitem": true, "object": true, "title": true,
	"link": true, "script": true, "style": true, "meta": true, "listing": true, "pre": true, "img": true, "base": true,
	"head": true, "body": true, "html": true,
}

// property is the name and value of a property that is written plainly; "" for others.
func property(p ast.Property) (string, ast.Expression) {
	switch p := p.(type) {
	case *ast.PropertyKeyed:
		if key, ok := p.Key.(*ast.StringLiteral); ok && !p.Computed && p.Kind == ast.PropertyKindValue {
			return key.Value.String(), p.Value
		}
	case *ast.PropertyShort:
		if p.Initializer == nil {
			return p.Name.Name.String(), &p.Name
		}
	}
	return "", nil
}

// compilable reports whether all properties are written plainly.
func (c *compiler) compilable(tag string, props *ast.ObjectLiteral) bool {
	seen := map[string]bool{}
	for _, p := range props.Value {
		name, value := property(p)
		if name == "" || seen[name] || name == "key" || name == "__proto__" {
			return false
		}
		seen[name] = true
		switch name {
		case "children":
			if !plainChildren(value) {
				return false
			}
		case "dangerouslySetInnerHTML":
			if html, ok := value.(*ast.ObjectLiteral); !ok || !isHTML(html) {
				return false
			}
		case "name", "formAction", "formEncType", "formMethod", "formTarget":
			if tag == "button" { // they come last there
				return false
			}
		}
	}
	if seen["dangerouslySetInnerHTML"] && seen["children"] {
		return false // an error, when it is rendered
	}
	if tag == "" {
		return len(seen) == 0 || len(seen) == 1 && seen["children"]
	}
	return !voidTags[tag] || !seen["children"] && !seen["dangerouslySetInnerHTML"]
}

func plainChildren(e ast.Expression) bool {
	list, ok := e.(*ast.ArrayLiteral)
	if !ok {
		return true
	}
	for _, item := range list.Value {
		if item == nil {
			return false
		}
		if _, spread := item.(*ast.SpreadElement); spread {
			return false
		}
	}
	return true
}

func isHTML(o *ast.ObjectLiteral) bool {
	if len(o.Value) != 1 {
		return false
	}
	name, _ := property(o.Value[0])
	return name == "__html"
}

func (c *compiler) children(n *templateNode, e ast.Expression, holes *[]ast.Expression) {
	if list, ok := e.(*ast.ArrayLiteral); ok {
		n.list = true
		for _, item := range list.Value {
			n.children = append(n.children, c.child(item, holes))
		}
		return
	}
	n.children = []templateChild{c.child(e, holes)}
}

func (c *compiler) child(e ast.Expression, holes *[]ast.Expression) templateChild {
	if call, ok := e.(*ast.CallExpression); ok {
		if args := c.jsx(call); args != nil {
			if n := c.element(args, holes); n != nil {
				return templateChild{node: n}
			}
		}
	}
	return templateChild{value: c.value(e, holes)}
}

// value is a literal, or a hole for anything else.
func (c *compiler) value(e ast.Expression, holes *[]ast.Expression) templateValue {
	if v, ok := literal(e); ok {
		return templateValue{kind: valueLiteral, literal: compiled.From(v)}
	}
	*holes = append(*holes, c.expression(e))
	return templateValue{kind: valueHole, hole: len(*holes) - 1}
}

func (c *compiler) prop(name string, e ast.Expression, holes *[]ast.Expression) templateProp {
	p := templateProp{name: name}
	switch {
	case isFunctionLiteral(e) && (isHandler(name) || name == "ref"):
		p.value.kind = valueHandler
		return p
	case name == "dangerouslySetInnerHTML":
		_, html := property(e.(*ast.ObjectLiteral).Value[0])
		p.value.kind, p.html = valueHTML, c.value(html, holes)
		return p
	}
	if o, ok := e.(*ast.ObjectLiteral); ok && name == "style" && plainStyle(o) {
		p.value.kind = valueStyle
		for _, s := range o.Value {
			entry, value := property(s)
			p.style = append(p.style, templateProp{name: entry, value: c.value(value, holes)})
		}
		return p
	}
	if name == "style" { // a literal that is no object is an error when it is rendered
		*holes = append(*holes, c.expression(e))
		p.value = templateValue{kind: valueHole, hole: len(*holes) - 1}
		return p
	}
	p.value = c.value(e, holes)
	return p
}

// plainStyle reports whether a style object keeps the order of its properties, which numbers as names and repetition would change.
func plainStyle(o *ast.ObjectLiteral) bool {
	seen := map[string]bool{}
	for _, p := range o.Value {
		name, _ := property(p)
		if name == "" || seen[name] || name == "__proto__" || name[0] >= '0' && name[0] <= '9' {
			return false
		}
		seen[name] = true
	}
	return true
}

func isHandler(name string) bool {
	return len(name) > 2 && name[0] == 'o' && name[1] == 'n' && name[2] >= 'A' && name[2] <= 'Z'
}

func isFunctionLiteral(e ast.Expression) bool {
	switch e.(type) {
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
		return true
	}
	return false
}

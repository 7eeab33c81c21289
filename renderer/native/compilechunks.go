package native

import (
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/unistring"
)

// Scripts of one program share variables as bundler.ServerChunk says: `const { require_jsx_runtime: name } = require("chunk")` at
// the top of one, `Object.assign(exports, { require_jsx_runtime: name })` at the end of the other.

// importWrappers finds, in what a script takes from another one, the functions that give the JSX runtime's exports.
func (c *compiler) importWrappers(pattern *ast.ObjectPattern, call *ast.CallExpression) {
	callee, ok := call.Callee.(*ast.Identifier)
	chunk, isName := call.ArgumentList[0].(*ast.StringLiteral)
	if !ok || !isName || callee.Name != "require" {
		return
	}
	exported := c.templates.wrappers[chunk.Value.String()]
	for _, p := range pattern.Properties {
		if name, value := property(p); exported[name] {
			if id, ok := value.(*ast.Identifier); ok {
				c.wrappers[id.Name] = true
			}
		}
	}
}

// export notes which of a script's exports are such functions.
func (t *Templates) export(tree *ast.Program, wrappers map[unistring.String]bool) {
	body := bundleBody(tree)
	if body == nil || len(wrappers) == 0 || tree.File == nil {
		return
	}
	for _, s := range body.Body.List {
		statement, ok := s.(*ast.ExpressionStatement)
		if !ok {
			continue
		}
		call, ok := statement.Expression.(*ast.CallExpression)
		if !ok || len(call.ArgumentList) != 2 {
			continue
		}
		target, ok := call.ArgumentList[0].(*ast.Identifier)
		exports, isObject := call.ArgumentList[1].(*ast.ObjectLiteral)
		if !ok || !isObject || target.Name != "exports" {
			continue
		}
		for _, p := range exports.Value {
			name, value := property(p)
			id, ok := value.(*ast.Identifier)
			if !ok || !wrappers[id.Name] {
				continue
			}
			file := tree.File.Name()
			if t.wrappers == nil {
				t.wrappers = map[string]map[string]bool{}
			}
			if t.wrappers[file] == nil {
				t.wrappers[file] = map[string]bool{}
			}
			t.wrappers[file][name] = true
		}
	}
}

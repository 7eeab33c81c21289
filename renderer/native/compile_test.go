package native

import (
	"testing"

	"github.com/dop251/goja/parser"
)

// TestFindRuntimes has the forms in which esbuild imports the JSX runtime: in modules that are evaluated at once, and late.
func TestFindRuntimes(t *testing.T) {
	const wrapper = `var require_jsx_runtime = __commonJS({ "node_modules/react/jsx-runtime.js"(exports, module) {} });`
	const page = `function Page() { return (0, import_jsx_runtime.jsx)("p", { children: "a" }); }`
	for name, source := range map[string]struct {
		text string
		want int
	}{
		"at once":        {wrapper + `var import_jsx_runtime = __toESM(require_jsx_runtime(), 1);` + page, 1},
		"not converted":  {wrapper + `var import_jsx_runtime = require_jsx_runtime();` + page, 1},
		"late":           {wrapper + `var import_jsx_runtime; var init = __esm({ "page.tsx"() { import_jsx_runtime = __toESM(require_jsx_runtime()); } });` + page, 1},
		"another module": {wrapper + `var import_jsx_runtime = __toESM(require_other());` + page, 0},
		"added to":       {wrapper + `var import_jsx_runtime = 1; import_jsx_runtime += require_jsx_runtime();` + page, 0},
	} {
		tree, err := parser.ParseFile(nil, "bundle.js", "(function (exports, require, module) {"+source.text+"})", 0)
		if err != nil {
			t.Fatal(err)
		}
		var templates Templates
		if err := templates.Rewrite(tree); err != nil {
			t.Fatal(err)
		}
		if got := len(templates.list()); got != source.want {
			t.Errorf("%s: %d templates were made, want %d", name, got, source.want)
		}
	}
}

package bundler_test

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/go-sourcemap/sourcemap"
	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/bundler"
)

// loader has what the loader of scripts gives to them.
//
//go:embed testdata/loader.js
var loader string

// runScript calls a script's code as the loader of a VM does, and returns the JSON of an expression over its exports.
func runScript(t *testing.T, s *bundler.Script, expression string) string {
	t.Helper()
	vm := goja.New()
	if _, err := vm.RunString(prelude + loader); err != nil {
		t.Fatal(err)
	}
	async, require := "", "load"
	if s.Async {
		async = "async "
	}
	if s.ESM {
		require = "namespace"
	}
	wrapper, err := vm.RunScript("script.js", "("+async+"function (exports, require, module, __filename, __dirname, __import, __import_meta) {"+string(s.Code)+"\n})")
	if err != nil {
		t.Fatalf("%v in\n%s", err, s.Code)
	}
	vm.Set("wrapper", wrapper)
	vm.Set("expression", expression)
	vm.Set("require", vm.Get(require))
	got, err := evaluate(vm, "call()")
	if err != nil {
		t.Fatalf("%v in\n%s", err, s.Code)
	}
	return got
}

func TestTransformScript(t *testing.T) {
	for name, c := range map[string]struct {
		file, source string
		options      bundler.ScriptOptions
		expression   string
		want         string
		esModule     bool
		async        bool
		imports      []string
	}{
		"CommonJS with what goja lacks": {
			file:       "a.js",
			source:     "#!/usr/bin/env node\nexports.all = async () => { const out = []; for await (const x of (async function* () { yield 1; yield 2 })()) out.push(x); return out; };",
			expression: "exports.all()", want: "[1,2]",
		},
		"sloppy CommonJS stays sloppy": {
			file: "a.cjs", source: "exports.sloppy = (function () { return this === globalThis; })(); exports.x = () => import('y', { with: {} });",
			expression: "[exports.sloppy, exports.x()].length", want: "2",
		},
		"sloppy CommonJS has names that strict code can't": {
			file: "a.js", source: "const protected = 1, package = 2; module.exports = import('x').then(() => protected + package);", expression: "exports", want: "3",
		},
		"strict CommonJS stays strict": {
			file: "a.cjs", source: "'use strict'; exports.x = () => import('y'); exports.strict = (function () { return this === undefined; })();",
			expression: "exports.strict", want: "true",
		},
		"import() in CommonJS": {
			file: "a.js", source: "const o = { import(x) { return 'method ' + x }, y: 1 }; exports.x = import(`./${o.y}.js`, { with: { type: 'json' } }); exports.m = o.import(2);",
			expression: "exports.x.then((x) => [x, exports.m])",
			want:       `[{"imported":"./1.js","options":{"with":{"type":"json"}}},"method 2"]`,
		},
		"TypeScript that is CommonJS": {
			file: "a.ts", source: "const x: number = 1; module.exports = { x } satisfies object;",
			expression: "exports", want: `{"x":1}`,
		},
		"an ES module": {
			file: "a.js",
			source: "import fs, { readFileSync } from 'fs'; import path from 'path'; import esm, { named } from './esm.js'; export * from 'fs';\n" +
				"export { named as renamed } from './esm.js'; export let n = 1; export const inc = () => { n++ };\n" +
				"export default [typeof fs.readFileSync, readFileSync('f'), path.sep, esm, named, import.meta.url, this === undefined, (function () { return this })() === undefined, typeof __dirname];",
			expression: "(exports.inc(), [exports.default, exports.renamed, exports.n, typeof exports.readFileSync])",
			want:       `[["function","contents of f","/","esm default","esm named","file:///app/script.js",true,true,"undefined"],"esm named",2,"function"]`,
			esModule:   true, imports: []string{"fs", "path", "./esm.js"},
		},
		"an .mjs file imports CommonJS as Node does": {
			file: "a.mjs", source: "import fs from 'fs'; import esm from './esm.js'; export default [typeof fs.readFileSync, esm];",
			expression: "exports.default", want: `["function","esm default"]`, esModule: true, imports: []string{"fs", "./esm.js"},
		},
		"an ES module by its name": {
			file: "a.mjs", source: "globalThis.strict = (function () { return this === undefined })();", expression: "strict", want: "true", esModule: true,
		},
		"an ES module by its package": {
			file: "a.js", source: "globalThis.strict = (function () { return this === undefined })();", options: bundler.ScriptOptions{ESM: true},
			expression: "strict", want: "true", esModule: true,
		},
		"TypeScript that is an ES module": {
			file: "a.mts", source: "import type { X } from './x'; import fs from 'fs'; enum E { A = 1 } export const e: E = E.A; export class C { constructor(private x = 1) {} get = () => this.x }",
			expression: "[exports.e, new exports.C().get()]", want: "[1,1]", esModule: true, imports: nil,
		},
		"decorators by tsconfig": {
			file: "a.ts", source: "function d(t: any, k: string) { t.decorated = k } export class C { @d method() {} }",
			options:    bundler.ScriptOptions{TSConfig: `{"compilerOptions":{"experimentalDecorators":true}}`},
			expression: "new exports.C().decorated", want: `"method"`, esModule: true,
		},
		"JSX": {
			file: "a.jsx", source: "/* @jsx h */ /* @jsxRuntime classic */ const h = (type, props) => [type, props]; module.exports = <a b='c'/>;",
			expression: "exports", want: `["a",{"b":"c"}]`,
		},
		"top-level await": {
			file: "a.js",
			source: "import fs from 'fs'; import esm, { named } from './esm.js';\nconst { imported } = await import('./other.js');\n" +
				"for await (const x of [1]) globalThis.x = x;\nexport let n = 0; export const inc = () => { n++ }; export * from './esm.js';\n" +
				"export default [typeof fs.readFileSync, esm, named, imported, import.meta.url, (function () { return this })() === undefined];",
			expression: "(exports.inc(), [exports.default, exports.n, exports.named])",
			want:       `[["function","esm default","esm named","./other.js","file:///app/script.js",true],1,"esm named"]`,
			esModule:   true, async: true, imports: []string{"fs", "./esm.js"},
		},
		"top-level await alone makes an ES module": {
			file: "a.js", source: "globalThis.done = await 1;", expression: "done", want: "1", esModule: true, async: true,
		},
		"class fields": {
			file: "a.js", source: "class A { get = 1; static async = 2; #set = 3; set; read() { return this.#set } }; module.exports = [new A().get, A.async, new A().read()]",
			expression: "exports", want: "[1,2,3]",
		},
		"code points that goja can't parse": {
			file: "a.js", source: `module.exports = "\u{10FFFF}".length`, expression: "exports", want: "2",
		},
		"private names": {
			file: "a.js", source: "class A { #x; static is(o) { return #x in o && 1 || 0 } }; module.exports = [A.is(new A), A.is({})]", expression: "exports", want: "[1,0]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := bundler.TransformScript("/app/"+c.file, []byte(c.source), c.options)
			if err != nil {
				t.Fatal(err)
			}
			if got := runScript(t, s, c.expression); got != c.want {
				t.Errorf("%s: got %s, want %s; code:\n%s", c.expression, got, c.want, s.Code)
			}
			if s.ESM != c.esModule || s.Async != c.async {
				t.Errorf("got ESM %v, Async %v, want %v, %v", s.ESM, s.Async, c.esModule, c.async)
			}
			if diff := cmp.Diff(c.imports, s.Imports); diff != "" && c.imports != nil {
				t.Errorf("imports (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTransformScriptLeavesCommonJSAlone(t *testing.T) {
	for _, source := range []string{
		"module.exports = function   oddly( spaced ) { return `${this}` }\n",
		"// import and export are words here, and await\nexports.x = 'import(\"y\")';\n",
		"with (Math) { exports.pi = PI }\nfunction f(a, a) { return 010 }\n",
		"exports.set = function () {}; get = 1\n",
		"",
	} {
		s, err := bundler.TransformScript("/app/a.js", []byte(source), bundler.ScriptOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if string(s.Code) != source || s.SourceMap != nil || s.ESM {
			t.Errorf("got %q, ESM %v, want %q as it was", s.Code, s.ESM, source)
		}
	}
	s, err := bundler.TransformScript("/app/a.js", []byte("#!/bin/node\nawait_ = 1"), bundler.ScriptOptions{})
	if want := "///bin/node\nawait_ = 1"; err != nil || string(s.Code) != want {
		t.Errorf("got %q, %v, want %q", s.Code, err, want)
	}
}

func TestTransformScriptErrors(t *testing.T) {
	_, err := bundler.TransformScript("/app/lib/a.mts", []byte("export {};\nlet a: = 1;\nlet b = ;"), bundler.ScriptOptions{})
	var failed *bundler.BuildError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v, want a BuildError", err)
	}
	want := "/app/lib/a.mts:2:8: Unexpected \"=\"\n    1 | export {};\n  > 2 | let a: = 1;\n      |        ^\n    3 | let b = ;"
	if got := strings.ReplaceAll(err.Error(), "\n", "\n  "); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, err := bundler.TransformScript("/app/a.cjs", []byte("export let a = await 1"), bundler.ScriptOptions{}); !errors.As(err, &failed) {
		t.Errorf("export in .cjs: got %v, want a BuildError", err)
	}
}

func TestScriptSourceMaps(t *testing.T) {
	for name, source := range map[string]string{
		"CommonJS":        "// 1\nconst A = class { get = 1; static find = () => { throw new Error('here') } };\nimport('x'); exports.A = A;",
		"an ES module":    "import 'x';\nexport const A = class { get = 1; static find = () => { throw new Error('here') } };\n",
		"top-level await": "await 0;\nexport const A = class { get = 1; static find = () => { throw new Error('here') } };\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, err := bundler.TransformScript("/app/a.js", []byte(source), bundler.ScriptOptions{})
			if err != nil {
				t.Fatal(err)
			}
			consumer, err := sourcemap.Parse("", s.SourceMap)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(s.Code), "\n") {
				if column := strings.Index(line, "new Error"); column >= 0 {
					file, _, gotLine, gotColumn, ok := consumer.Source(i+1, column)
					if want := strings.Index(strings.Split(source, "\n")[1], "new Error"); !ok || file != "/app/a.js" || gotLine != 2 || gotColumn != want {
						t.Errorf("got %s:%d:%d, want /app/a.js:2:%d", file, gotLine, gotColumn, want)
					}
					return
				}
			}
			t.Errorf("no error in\n%s", s.Code)
		})
	}
}

func TestBundleScript(t *testing.T) {
	dir := realTempDir(t)
	for name, contents := range map[string]string{
		"main.mjs":    "#!/usr/bin/env node\nimport fs from 'node:fs';\nimport { dep, url } from './lib/dep.mjs';\nimport common from './common.cjs';\nexport default [typeof fs.readFileSync, dep, url, common, import.meta.filename];\nexport const late = async (name) => [(await import('./late.js')).late, await import(name)];\n",
		"lib/dep.mjs": "export const dep = await Promise.resolve('dep');\nexport const url = import.meta.url;\n",
		"common.cjs":  "module.exports = [__filename, typeof process.env.NODE_ENV];\n",
		"late.js":     "export const late = 'late';\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(contents), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := bundler.BundleScript(t.Context(), filepath.Join(dir, "main.mjs"), bundler.ScriptOptions{Builtins: []string{"fs"}})
	if err != nil {
		t.Fatal(err)
	}
	if !s.Async {
		t.Error("got a synchronous script, want an async one")
	}
	got := strings.ReplaceAll(runScript(t, s, "exports.late('./x.js').then((late) => [exports.default, late])"), dir, "$DIR")
	want := `[["function","dep","file://$DIR/lib/dep.mjs",["$DIR/common.cjs","undefined"],"$DIR/main.mjs"],["late",{"imported":"./x.js"}]]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if slices.Contains(strings.Split(string(s.Code), "\n"), "#!/usr/bin/env node") {
		t.Error("the hashbang is still there")
	}
}

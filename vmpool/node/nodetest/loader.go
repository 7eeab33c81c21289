package nodetest

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
)

//go:embed gaps.js
var gapsSource string

// fillGaps gives a VM whose table lacks console (a module tested alone) a console.log for strings and other primitives.
func fillGaps(vm *node.VM) error {
	if vm.Has("console") {
		return nil
	}
	v, err := vm.Runtime.RunScript("nodetest:gaps", gapsSource)
	if err != nil {
		return err
	}
	install, _ := goja.AssertFunction(v)
	_, err = install(goja.Undefined(), vm.Runtime.ToValue(func(call goja.FunctionCall) goja.Value {
		if vm.Host.Stdout != nil {
			_, err := vm.Host.Stdout.Write([]byte(call.Argument(0).String()))
			if err != nil {
				vm.Rethrow(err)
			}
		}
		return goja.Undefined()
	}))
	return err
}

// loader is the require of the scripts under test: built-ins, and CommonJS and JSON files by relative path.
type loader struct {
	vm      *node.VM
	modules map[string]*goja.Object // module objects by file
}

func (l *loader) main(filename, source string) error {
	_, err := l.load(filename, source)
	return err
}

func (l *loader) load(filename, source string) (*goja.Object, error) {
	rt := l.vm.Runtime
	module := rt.NewObject()
	exports := rt.NewObject()
	if err := errors.Join(module.Set("exports", exports), module.Set("filename", filename)); err != nil {
		return nil, err
	}
	l.modules[filename] = module
	program, err := l.vm.Compile(filename, []byte(source), nil, "(function (exports, require, module, __filename, __dirname) {", "\n})")
	if err != nil {
		return nil, err
	}
	v, err := rt.RunProgram(program)
	if err != nil {
		return nil, err
	}
	body, _ := goja.AssertFunction(v)
	dir := filepath.Dir(filename)
	require := rt.ToValue(func(call goja.FunctionCall) goja.Value { return l.require(dir, call.Argument(0).String()) })
	_, err = body(exports, exports, require, module, rt.ToValue(filename), rt.ToValue(dir))
	return module, err
}

// compile compiles a script as package vmpool does.
func compile(filename, source string) (*goja.Program, error) {
	tree, err := goja.Parse(filename, source, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	if err := es.Rewrite(tree); err != nil {
		return nil, err
	}
	return goja.CompileAST(tree, false)
}

func (l *loader) require(dir, request string) goja.Value {
	vm := l.vm
	if !strings.HasPrefix(request, "./") && !strings.HasPrefix(request, "../") {
		name := strings.TrimPrefix(request, "node:")
		if !vm.Public(name) {
			vm.Throw("Error", "MODULE_NOT_FOUND", "Cannot find module '%s'", request)
		}
		return vm.Require(name)
	}
	file := filepath.Join(dir, request)
	if filepath.Ext(file) == "" {
		file += ".js"
	}
	if module := l.modules[file]; module != nil {
		return module.Get("exports")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		vm.Throw("Error", "MODULE_NOT_FOUND", "Cannot find module '%s'", request)
	}
	if filepath.Ext(file) == ".json" {
		if !json.Valid(text) {
			vm.Throw("SyntaxError", "", "%s: not JSON", file)
		}
		v, err := vm.Runtime.RunScript(file, "("+string(text)+")")
		if err != nil {
			vm.Rethrow(err)
		}
		return v
	}
	module, err := l.load(file, string(text))
	if err != nil {
		vm.Rethrow(err)
	}
	return module.Get("exports")
}

// explain is err with its JavaScript stack.
func explain(err error) string {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		if o, ok := ex.Value().(*goja.Object); ok {
			return fmt.Sprintf("%s\nthrown %s", o.Get("stack"), ex.String())
		}
		return ex.String()
	}
	var rejected *eventloop.UnhandledRejection
	if errors.As(err, &rejected) {
		return rejected.Error()
	}
	return err.Error()
}

// Package nodevm is the module vm.
//
// A goja runtime has one global object, and objects of two runtimes can't meet. So a context is not a realm of its own: its code runs in this
// realm with the sandbox in front of the globals. The script's syntax tree is changed for that (context.go): what the script declares at
// its top becomes properties of the sandbox, names that it doesn't find there are the language's own (Object, Array, JSON …) or
// undefined; the program's globals can't be named. It is a way to run templates and configuration files, not a wall against hostile
// code, which vm is not in Node either: functions called without an object see the realm's global object as `this`, and the
// constructors are those of the program.
package nodevm

import (
	"embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
)

//go:embed *.js
var files embed.FS

// Modules returns vm.
func Modules() []node.Module {
	return []node.Module{{Name: "vm", Script: node.NewScript(files, "vm.js"), Bind: bind}}
}

func bind(vm *node.VM) goja.Value {
	b := &binding{vm: vm}
	return vm.Object(map[string]node.Func{
		"compile":        b.compile,
		"compileContext": b.compileContext,
		"run":            b.run,
		"function":       b.function,
	})
}

type binding struct{ vm *node.VM }

// compile(code, filename) returns a script for run.
func (b *binding) compile(call goja.FunctionCall) goja.Value {
	program, err := b.compileScript(call.Argument(1).String(), call.Argument(0).String(), "", "")
	if err != nil {
		b.syntax(err)
	}
	return b.vm.Runtime.ToValue(program)
}

// compileScript compiles a script of this realm.
func (b *binding) compileScript(name, code, before, after string) (*goja.Program, error) {
	return b.vm.Compile(name, []byte(code), nil, before, after)
}

// parse parses a script and changes it as every script is.
func parse(name, code string) (*ast.Program, error) {
	tree, err := goja.Parse(name, code, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, err
	}
	return tree, es.Rewrite(tree)
}

// compileContext(code, filename) returns [script, names of the script's variables, names of its let, const and class declarations].
func (b *binding) compileContext(call goja.FunctionCall) goja.Value {
	program, scope, err := compileContext(call.Argument(1).String(), call.Argument(0).String())
	if err != nil {
		b.syntax(err)
	}
	rt := b.vm.Runtime
	return rt.NewArray(rt.ToValue(program), node.Array(b.vm, scope.variables), node.Array(b.vm, scope.lexical))
}

// syntax throws the error of code that does not compile.
func (b *binding) syntax(err error) {
	text := err.Error()
	if _, after, ok := strings.Cut(text, "SyntaxError: "); ok {
		text = after
	}
	b.vm.Throw("SyntaxError", "", "%s", text)
}

// run(script, timeout in ms or undefined, sandbox, lexical scope) runs a script and returns its value. With a sandbox the script was
// made by compileContext.
func (b *binding) run(call goja.FunctionCall) goja.Value {
	rt := b.vm.Runtime
	program, ok := call.Argument(0).Export().(*goja.Program)
	if !ok {
		panic(rt.NewTypeError("not a script"))
	}
	if sandbox := call.Argument(2); !goja.IsUndefined(sandbox) {
		global := rt.GlobalObject()
		set := func(name string, v goja.Value) {
			if err := global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
				panic(err)
			}
		}
		// The script reads them before anything else, so a script inside it may use the same names.
		set(sandboxName, sandbox)
		set(lexicalName, call.Argument(3))
	}
	var limit time.Duration
	if ms := call.Argument(1); !goja.IsUndefined(ms) {
		limit = time.Duration(ms.ToFloat() * float64(time.Millisecond))
	}
	v, err := b.limited(limit, program)
	if err != nil {
		b.vm.Rethrow(err)
	}
	return v
}

// limited runs program; a time limit that isn't zero ends it with ERR_SCRIPT_EXECUTION_TIMEOUT.
func (b *binding) limited(limit time.Duration, program *goja.Program) (goja.Value, error) {
	rt := b.vm.Runtime
	if limit == 0 {
		return rt.RunProgram(program)
	}
	over := fmt.Errorf("a script ran longer than %v", limit) // this run's own, scripts may run others
	fired := make(chan struct{})
	timer := time.AfterFunc(limit, func() {
		rt.Interrupt(over)
		close(fired)
	})
	v, err := rt.RunProgram(program)
	if !timer.Stop() {
		<-fired // a late interrupt would stop what comes next
		rt.ClearInterrupt()
		if ctx := b.vm.Loop.Context(); ctx != nil && ctx.Err() != nil {
			rt.Interrupt(ctx.Err()) // the run's own end came at the same time
		}
	}
	var in *goja.InterruptedError
	if errors.As(err, &in) && in.Value() == over {
		b.vm.Throw("Error", "ERR_SCRIPT_EXECUTION_TIMEOUT", "Script execution timed out after %dms", limit.Milliseconds())
	}
	return v, err
}

// function(code, parameters, filename) returns a function.
func (b *binding) function(call goja.FunctionCall) goja.Value {
	var params []string
	list := call.Argument(1).ToObject(b.vm.Runtime)
	for i := range list.Get("length").ToInteger() {
		params = append(params, list.Get(fmt.Sprint(i)).String())
	}
	before := "(function (" + strings.Join(params, ", ") + ") {"
	program, err := b.compileScript(call.Argument(2).String(), call.Argument(0).String(), before, "\n})")
	if err != nil {
		b.syntax(err)
	}
	v, err := b.vm.Runtime.RunProgram(program)
	if err != nil {
		b.vm.Rethrow(err)
	}
	return v
}

// compileContext compiles code to run with a sandbox in front of the globals.
func compileContext(name, code string) (program *goja.Program, s contextScope, err error) {
	defer func() {
		// goja's parser and compiler panic on a few inputs that they should refuse.
		if x := recover(); x != nil {
			err = fmt.Errorf("SyntaxError: %v", x)
		}
	}()
	tree, err := parse(name, code)
	if err != nil {
		return nil, s, err
	}
	s = enterContext(tree)
	program, err = goja.CompileAST(tree, false)
	return program, s, err
}

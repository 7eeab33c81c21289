// Package es fills the gaps between goja and the ECMAScript that code in the wild expects: missing built-ins (prelude.js and the Go
// files here), guards around built-ins that would take the process down, and rewrites of the syntax tree for what goja would
// read wrongly. It runs before anything else in a VM.
package es

import (
	_ "embed"
	"errors"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"github.com/dop251/goja/unistring"
)

//go:embed prelude.js
var preludeSource string

//go:embed iterators.js
var iteratorsSource string

var (
	compilePrelude   = compileOnce("ssr:prelude", preludeSource)
	compileIterators = compileOnce("ssr:iterators", iteratorsSource)
)

func compileOnce(name, source string) func() (*goja.Program, error) {
	return sync.OnceValues(func() (*goja.Program, error) {
		tree, err := goja.Parse(name, source, parser.WithDisableSourceMaps)
		if err != nil {
			return nil, err
		}
		hideSources(tree)
		return goja.CompileAST(tree, true)
	})
}

// Precompile compiles the package's scripts, so that the first VMs find them ready. Any goroutine may call it.
func Precompile() {
	for _, compile := range []func() (*goja.Program, error){compilePrelude, compileIterators, compileNewer, compileStack} {
		_, _ = compile() // the error comes again when a VM loads it
	}
}

// load evaluates one of the package's scripts, whose value is a function.
func load(rt *goja.Runtime, compile func() (*goja.Program, error)) (goja.Callable, error) {
	program, err := compile()
	if err != nil {
		return nil, err
	}
	v, err := rt.RunProgram(program)
	if err != nil {
		return nil, err
	}
	f, ok := goja.AssertFunction(v)
	if !ok {
		return nil, errors.New("a script of package es is not a function")
	}
	return f, nil
}

// Config is what Install needs to know.
type Config struct {
	// MaxAlloc is the largest string, array or buffer, in bytes, that one call of a built-in may make; zero or less: V8's own limits only.
	MaxAlloc int64
	// MapStack gives a stack trace of goja's in V8's form with the positions of the user's sources; nil leaves the positions.
	MapStack func(stack string) string
	// Script gives the text of a script by its name, nil for one that isn't known. A nil function knows none.
	Script func(name string) *Script
}

// Install completes the globals of rt, which must be fresh. What it returns is for the errors that come out of the runtime.
func Install(rt *goja.Runtime, cfg Config) (*Errors, error) {
	e := &Errors{rt: rt, script: cfg.Script}
	return e, e.install(cfg)
}

func (e *Errors) install(cfg Config) error {
	rt := e.rt
	prelude, err := load(rt, compilePrelude)
	if err != nil {
		return err
	}
	native := rt.NewObject()
	rewrite, originalOf := patternsOf(rt)
	constructed := newRegexps(rt)
	for name, f := range map[string]func(goja.FunctionCall) goja.Value{
		"awaited":         awaited(rt),
		"isWellFormed":    isWellFormed(rt),
		"toWellFormed":    toWellFormed(rt),
		"captureStack":    captureStack(rt),
		"weakRef":         weakRef(rt),
		"detach":          detach(rt),
		"isDetached":      isDetached(rt),
		"rewriteRegExp":   rewrite,
		"originalPattern": originalOf,
		"matchIndices":    matchIndices(rt),
		"knownRegExp":     constructed.again,
		"keepRegExp":      constructed.keep,
		"patternError":    patternError(rt),
		"checkPattern":    checkPattern(rt),
		"parseDate":       dateParse(rt),
		"caught":          e.caught,
		"parseJSON":       parseJSON(rt),
		"parseError":      parseError(rt),
		"circle":          circle(rt),
		"zoneName":        zoneName(rt),
		"complete":        complete,
	} {
		if err := native.Set(name, f); err != nil {
			return err
		}
	}
	if err := native.Set("maxAlloc", cfg.MaxAlloc); err != nil {
		return err
	}
	if err := installRegexps(rt); err != nil {
		return err
	}
	if err := installNumeric(rt); err != nil {
		return err
	}
	aside, err := prelude(goja.Undefined(), native)
	if err != nil {
		return err
	}
	if err := installNewer(rt, aside.ToObject(rt)); err != nil {
		return err
	}
	if err := installStack(rt, cfg.MapStack); err != nil {
		return err
	}
	if err := installIteration(rt); err != nil {
		return err
	}
	if err := hide(rt, enumerableName, enumerable(rt)); err != nil {
		return err
	}
	if err := hide(rt, newTargetName, newTarget(rt)); err != nil {
		return err
	}
	if err := hide(rt, asyncMethodsName, asyncMethods(rt)); err != nil {
		return err
	}
	if err := hide(rt, caughtName, e.caught); err != nil {
		return err
	}
	if err := installNumber(rt); err != nil {
		return err
	}
	return installMath(rt)
}

// hide defines a function that only rewritten scripts call: no source can have its name.
func hide(rt *goja.Runtime, name unistring.String, f native) error {
	return rt.GlobalObject().DefineDataProperty(name.String(), rt.ToValue(f), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// Package es fills the gaps between goja and the ECMAScript that code in the wild expects: missing built-ins (prelude.js and the Go
// files here), guards around built-ins that would take the process down, and rewrites of the syntax tree for what goja would
// read wrongly. It runs before anything else in a VM.
package es

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/dop251/goja"
)

//go:embed prelude.js
var preludeSource string

var compilePrelude = sync.OnceValues(func() (*goja.Program, error) {
	return goja.Compile("ssr:prelude", preludeSource, true)
})

// Config is what Install needs to know.
type Config struct {
	// MaxAlloc is the largest string, array or buffer, in bytes, that one call of a built-in may make; zero or less: V8's own limits only.
	MaxAlloc int64
	// MapStack gives a stack trace of goja's in V8's form with the positions of the user's sources; nil leaves the positions.
	MapStack func(stack string) string
}

// Install completes the globals of rt, which must be fresh.
func Install(rt *goja.Runtime, cfg Config) error {
	prog, err := compilePrelude()
	if err != nil {
		return err
	}
	v, err := rt.RunProgram(prog)
	if err != nil {
		return err
	}
	prelude, ok := goja.AssertFunction(v)
	if !ok {
		return fmt.Errorf("the prelude is not a function")
	}
	native := rt.NewObject()
	rewrite, originalOf := patternsOf(rt)
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
	} {
		if err := native.Set(name, f); err != nil {
			return err
		}
	}
	if err := native.Set("maxAlloc", cfg.MaxAlloc); err != nil {
		return err
	}
	if _, err = prelude(goja.Undefined(), native); err != nil {
		return err
	}
	if err := installStack(rt, cfg.MapStack); err != nil {
		return err
	}
	if err := rt.GlobalObject().DefineDataProperty(itemsName.String(), rt.ToValue(items(rt)), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return installMath(rt)
}

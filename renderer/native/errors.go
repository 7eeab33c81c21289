package native

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// thrown is a value that JavaScript threw, or that React's rules make us throw.
type thrown struct {
	value goja.Value
	cause *goja.Exception // where it was thrown; nil for our own
}

// Error says the value.
func (t *thrown) Error() string {
	if t.cause != nil {
		return t.cause.Error()
	}
	if t.value == nil {
		return "null"
	}
	return t.value.String()
}

// asThrown makes exceptions *thrown and leaves what can't be caught.
func asThrown(err error) error {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		return &thrown{value: ex.Value(), cause: ex}
	}
	return err
}

// errAborted ends the work of a task whose request was aborted while its component ran (React throws null).
var errAborted = errors.New("the render was aborted")

// caught tells what a render error means: the thenable that it waits for, or the thrown value. An error that JavaScript can't
// catch is returned as fatal.
func (r *Runtime) caught(err error) (value goja.Value, wait *goja.Object, fatal error) {
	if errors.Is(err, errAborted) {
		return goja.Null(), nil, nil
	}
	var t *thrown
	if !errors.As(err, &t) {
		return nil, nil, err
	}
	if t.value == goja.Value(r.suspended) {
		w := r.waitingFor
		r.waitingFor = nil
		return t.value, w, nil
	}
	if o, ok := t.value.(*goja.Object); ok && r.isThenable(o) {
		return t.value, o, nil
	}
	if r.env.Reword != nil {
		r.env.Reword(t.value)
	}
	return t.value, nil, nil
}

func (r *Runtime) isThenable(o *goja.Object) bool {
	return isFunction(o.Get("then"))
}

// frame is a level of the component stack.
type frame struct {
	parent *frame
	typ    compiled.Value // an element's type; undefined for the fallback of a boundary
}

// errorInfo is React's second argument of onError: {componentStack}, computed when it is read.
func (r *Runtime) errorInfo(f *frame) *goja.Object {
	info := r.vm.NewObject()
	if f == nil {
		return info
	}
	get := r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		text := r.vm.ToValue(r.componentStack(f))
		_ = info.DefineDataProperty("componentStack", text, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return text
	})
	_ = info.DefineAccessorProperty("componentStack", get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	return info
}

// componentStack names the components from f outwards with the places where they are written (describeComponentStackByType).
func (r *Runtime) componentStack(f *frame) string {
	var b strings.Builder
	for ; f != nil; f = f.parent {
		name, place := "Suspense Fallback", ""
		if !f.typ.IsUndefined() {
			typ := r.realm.ToGoja(f.typ)
			name, place = r.stackName(typ), r.placeOf(typ)
		}
		switch {
		case place != "" && name != "":
			b.WriteString("\n    at " + name + " (" + place + ")")
		case place != "":
			b.WriteString("\n    at " + place)
		case name != "":
			b.WriteString("\n    at " + name + " (<anonymous>)")
		}
	}
	return b.String()
}

// placeOf is where a component's code stands in its script, found as React finds it: by calling the component without properties,
// outside a render, which makes nearly all of them throw; "" for one that doesn't.
func (r *Runtime) placeOf(typ goja.Value) string {
	o, ok := typ.(*goja.Object)
	if !ok {
		return ""
	}
	if !isFunction(o) {
		switch o.Get("$$typeof") {
		case goja.Value(r.sym.forwardRef):
			return r.placeOf(o.Get("render"))
		case goja.Value(r.sym.memo):
			return r.placeOf(o.Get("type"))
		}
		return ""
	}
	if r.hooks.active {
		return "" // a component is running: its hooks must not see this call
	}
	var err error
	if isClass(o) {
		construct, _ := goja.AssertConstructor(o)
		_, err = construct(nil)
	} else {
		call, _ := goja.AssertFunction(o)
		_, err = call(goja.Undefined())
	}
	var ex *goja.Exception
	if !errors.As(err, &ex) {
		return ""
	}
	frames := ex.Stack()
	for i := len(frames) - 1; i >= 0; i-- { // the outermost of the call's own
		if pos := frames[i].Position(); pos.Line > 0 && pos.Filename != "" && frames[i].SrcName() != "<native>" && frames[i].FuncName() == functionOwnName(o) {
			return pos.String()
		}
	}
	return ""
}

func functionOwnName(f *goja.Object) string {
	if name := stringProp(f, "name"); name != "" {
		return name
	}
	return "<anonymous>"
}

func (r *Runtime) stackName(typ goja.Value) string {
	switch t := typ.(type) {
	case goja.String:
		return t.String()
	case *goja.Symbol:
		switch t {
		case r.sym.suspense:
			return "Suspense"
		case r.sym.suspenseList:
			return "SuspenseList"
		case r.sym.viewTransition:
			return "ViewTransition"
		}
	case *goja.Object:
		if isFunction(t) {
			return functionName(t)
		}
		switch t.Get("$$typeof") {
		case goja.Value(r.sym.forwardRef):
			if render, ok := t.Get("render").(*goja.Object); ok {
				return functionName(render)
			}
		case goja.Value(r.sym.memo):
			if inner := t.Get("type"); inner != nil {
				return r.stackName(inner)
			}
		case goja.Value(r.sym.lazy):
			return "Lazy"
		}
	}
	return ""
}

func functionName(f *goja.Object) string {
	if name := stringProp(f, "displayName"); name != "" {
		return name
	}
	return stringProp(f, "name")
}

// typeName is getComponentNameFromType, for messages and key paths; "" where that gives null.
func (r *Runtime) typeName(typ goja.Value) string {
	switch t := typ.(type) {
	case goja.String:
		return t.String()
	case *goja.Symbol:
		switch t {
		case r.sym.fragment:
			return "Fragment"
		case r.sym.profiler:
			return "Profiler"
		case r.sym.strictMode:
			return "StrictMode"
		case r.sym.activity:
			return "Activity"
		}
		return r.stackName(t)
	case *goja.Object:
		if isFunction(t) {
			return functionName(t)
		}
		own := stringProp(t, "displayName")
		switch t.Get("$$typeof") {
		case goja.Value(r.sym.portal):
			return "Portal"
		case goja.Value(r.sym.context):
			if own == "" {
				return "Context"
			}
			return own
		case goja.Value(r.sym.consumer):
			if ctx, ok := t.Get("_context").(*goja.Object); ok {
				return r.typeName(ctx) + ".Consumer"
			}
		case goja.Value(r.sym.forwardRef):
			if own != "" {
				return own
			}
			if name := r.stackName(t); name != "" {
				return "ForwardRef(" + name + ")"
			}
			return "ForwardRef"
		case goja.Value(r.sym.memo):
			if own != "" {
				return own
			}
			if inner := t.Get("type"); inner != nil {
				if name := r.typeName(inner); name != "" {
					return name
				}
			}
			return "Memo"
		}
	}
	return ""
}

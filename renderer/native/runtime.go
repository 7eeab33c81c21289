// Package native is React 19's server rendering in Go. It walks the tree of elements that the app's own `react` makes, calls
// the components in the VM, and writes the HTML into byte buffers; react-dom/server's JavaScript never runs. What it writes is
// byte for byte what react-dom/server writes, but for the inline scripts that complete streamed boundaries: those
// are our own (instructions.go), with the DOM contract that react-dom's client expects.
//
//	runtime.go     a VM's renderer: React's symbols and internals, calls into JavaScript
//	server.go      the functions that the JavaScript of react-dom/server is made of
//	tree.go        segments, boundaries, tasks
//	request.go     a render: the work loop, suspending and pinging, accounts of what is done
//	abort.go       giving up
//	postpone.go    what an aborted prerender leaves; resumable.go, what was sent of the document
//	replay.go      going on from there
//	render.go      elements and children of every kind
//	children.go    arrays and iterables of children
//	class.go       class components
//	suspense.go    Suspense boundaries, Activity, ViewTransition
//	hooks.go       the dispatcher behind React's hooks
//	thenable.go    use() and promises as children
//	context.go     context stacks and tree ids
//	format.go      where in the document an element stands
//	host.go        host elements: what React DOM does for each tag
//	attributes.go  properties as attributes, styles
//	form.go        inputs, selects, form actions
//	escape.go      escaping
//	hoist.go       elements that move to the head; style sheets
//	resources.go   preload, preinit and kin
//	images.go      preloads of images
//	headers.go     the Link header
//	preamble.go    html, head and body
//	flush.go       segments and boundaries into the stream; flushstyles.go, their style sheets
//	instructions.go  the inline scripts
//	compile.go     the pass that compiles JSX; literal.go, what is literal in it
//	template.go    elements made from compiled JSX, as JavaScript sees them
//	templateops.go how they are written
//	errors.go      what was thrown, and the component stack
//
// The reference is react-dom/server 19.3.1 (ReactFizzServer, ReactFizzConfigDOM); function names of it are named where one
// would look them up. Everything belongs to the goroutine of its VM.
package native

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// Runtime is the renderer of one VM, made once by New.
type Runtime struct {
	vm    *goja.Runtime
	env   Env
	sym   symbols
	hooks hooks
	realm *compiled.Realm // compiled code

	react      *goja.Object // the app's react
	reactHooks map[string]*goja.Object
	checked    uint64 // the realm's epoch in which the dispatcher was last seen to be ours

	shared *goja.Object // React's internals: H is the dispatcher of hooks, A that of caches
	hooksD *goja.Object
	asyncD *goja.Object

	suspended    *goja.Object // the thrown value that means: use() waits
	waitingFor   *goja.Object // the thenable that it waits for
	current      *request     // being worked on
	snapshot     *contextNode // the contexts whose values are set now
	notPending   *goja.Object // useFormStatus's answer
	styleNames   map[string]string
	kinds        func() *elementKinds
	emptyContext *goja.Object
}

// Env is what New needs of the VM's JavaScript: the app's own packages and the host's functions.
type Env struct {
	// React is the exports of the app's `react`.
	React *goja.Object
	// DOM is the exports of the app's `react-dom`.
	DOM *goja.Object
	// Microtask and Immediate schedule a function: queueMicrotask and setImmediate.
	Microtask, Immediate goja.Callable
	// Stored is the request that the current asynchronous context belongs to, or undefined; Store calls a function in
	// the context of a request (an AsyncLocalStorage's getStore and run).
	Stored, Store goja.Callable
	// LogError is the default of onError: console.error.
	LogError goja.Callable
	// Reword completes an error that the engine threw before anything sees it; nil leaves it.
	Reword func(goja.Value)
}

type symbols struct {
	element, portal, fragment, strictMode, profiler, consumer, context, forwardRef, suspense, suspenseList, memo, lazy,
	scope, activity, legacyHidden, memoCache, viewTransition, recoverable, optimisticKey *goja.Symbol
}

// New prepares the renderer in vm and takes React's place for hooks and resource hints. It fails when the packages are not the
// React that it knows.
func New(vm *goja.Runtime, realm *compiled.Realm, env Env) (*Runtime, error) {
	r := &Runtime{vm: vm, realm: realm, env: env, react: env.React, styleNames: map[string]string{}}
	symbolFor, ok := goja.AssertFunction(vm.Get("Symbol").ToObject(vm).Get("for"))
	if !ok {
		return nil, errors.New("native renderer: Symbol.for is not a function")
	}
	for name, target := range map[string]**goja.Symbol{
		"react.transitional.element": &r.sym.element, "react.portal": &r.sym.portal, "react.fragment": &r.sym.fragment,
		"react.strict_mode": &r.sym.strictMode, "react.profiler": &r.sym.profiler, "react.consumer": &r.sym.consumer,
		"react.context": &r.sym.context, "react.forward_ref": &r.sym.forwardRef, "react.suspense": &r.sym.suspense,
		"react.suspense_list": &r.sym.suspenseList, "react.memo": &r.sym.memo, "react.lazy": &r.sym.lazy,
		"react.scope": &r.sym.scope, "react.activity": &r.sym.activity, "react.legacy_hidden": &r.sym.legacyHidden,
		"react.memo_cache_sentinel": &r.sym.memoCache, "react.view_transition": &r.sym.viewTransition,
		"react.recoverable": &r.sym.recoverable, "react.optimistic_key": &r.sym.optimisticKey,
	} {
		v, err := symbolFor(goja.Undefined(), vm.ToValue(name))
		if err != nil {
			return nil, err
		}
		s, ok := v.(*goja.Symbol)
		if !ok {
			return nil, errors.New("native renderer: Symbol.for gave no symbol")
		}
		*target = s
	}
	const internals = "__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE"
	if r.shared, ok = env.React.Get(internals).(*goja.Object); !ok {
		return nil, errors.New("native renderer: this `react` has no internals of React 19: the `react` engine can render it")
	}
	const domInternals = "__DOM_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE"
	dom, ok := env.DOM.Get(domInternals).(*goja.Object)
	if !ok {
		return nil, errors.New("native renderer: this `react-dom` has no internals of React 19: the `react` engine can render it")
	}
	r.suspended = r.newError("Error", "Suspense Exception: This is not a real error! It's an implementation detail of `use` to interrupt the current render. You must either rethrow it immediately, or move the `use` call outside of the `try/catch` block. Capturing without rethrowing will lead to unexpected behavior.\n\nTo handle async errors, wrap your component in an error boundary, or call the promise's `.catch` method and pass the result to `use`.")
	r.emptyContext = vm.NewObject()
	r.notPending = vm.NewObject()
	for _, key := range []string{"pending", "data", "method", "action"} {
		v := goja.Null()
		if key == "pending" {
			v = vm.ToValue(false)
		}
		if err := r.notPending.Set(key, v); err != nil {
			return nil, err
		}
	}
	if err := r.installHooks(); err != nil {
		return nil, err
	}
	r.findHooks()
	realm.SetHost(r)
	return r, r.installResources(dom)
}

// newError is an error object of one of JavaScript's classes.
func (r *Runtime) newError(class, message string) *goja.Object {
	o, err := r.vm.New(r.vm.Get(class), r.vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	return o
}

// fail is an error object as the error of a render.
func (r *Runtime) fail(message string) error { return &thrown{value: r.newError("Error", message)} }

// try runs f, which may run JavaScript outside a call (getters, conversions), and returns what it throws.
func (r *Runtime) try(f func() error) error {
	var err error
	if ex := r.vm.Try(func() { err = f() }); ex != nil {
		return asThrown(ex)
	}
	return err
}

// call calls a JavaScript function; its error is a *thrown or one that JavaScript can't catch.
func (r *Runtime) call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	v, err := f(this, args...)
	r.realm.Changed()
	if err != nil {
		return nil, asThrown(err)
	}
	return v, nil
}

// method calls obj[name](args…).
func (r *Runtime) method(obj *goja.Object, name string, args ...goja.Value) (goja.Value, error) {
	f, ok := goja.AssertFunction(obj.Get(name))
	if !ok {
		return nil, &thrown{value: r.newError("TypeError", name+" is not a function")}
	}
	return r.call(f, obj, args...)
}

// raise panics with an error as JavaScript sees it; for native functions.
func (r *Runtime) raise(err error) {
	var t *thrown
	if errors.As(err, &t) {
		panic(t.value)
	}
	var in *goja.InterruptedError
	if errors.As(err, &in) {
		panic(in)
	}
	var deep *goja.StackOverflowError
	if errors.As(err, &deep) {
		panic(deep)
	}
	panic(r.vm.NewGoError(err))
}

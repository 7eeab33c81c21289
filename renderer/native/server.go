package native

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// ModuleName is the built-in module through which the bundle's react-dom/server reaches this package.
const ModuleName = "ssr:native"

// Modules are the built-ins to add to the VMs of a pool whose app renders with this engine. templates are those of the pool's
// program; nil when it was not rewritten.
func Modules(templates *Templates) []node.Module {
	return []node.Module{{Name: ModuleName, Bind: func(vm *node.VM) goja.Value {
		if templates == nil {
			templates = &Templates{}
		}
		realm := compiled.NewRealm(vm.Runtime, &templates.program)
		kinds := sync.OnceValue(func() *elementKinds { return newElementKinds(realm) })
		template, element := templateFunctions(kinds, templates)
		return vm.Object(map[string]node.Func{
			"template": template,
			"element":  element,
			"scope":    realm.EnterScope,
			"compiled": realm.Register,
			"install": func(call goja.FunctionCall) goja.Value {
				env := envOf(vm.Runtime, call.Argument(0).ToObject(vm.Runtime))
				env.Reword = vm.Reword
				r, err := New(vm.Runtime, realm, env)
				if err != nil {
					vm.Rethrow(err)
				}
				r.kinds = kinds
				return vm.Object(map[string]node.Func{"createRequest": r.createRequest, "createResume": r.createResume})
			},
		})
	}}}
}

// BytesSink is what an object has that takes a stream's bytes without their becoming a JavaScript string: when the value of a
// destination's property "sink" exports to one, it is written to in place of the destination's write.
type BytesSink interface {
	// WriteBytes takes p, which is valid during the call, and reports whether there is room for more.
	WriteBytes(p []byte) bool
}

func envOf(vm *goja.Runtime, o *goja.Object) Env {
	function := func(name string) goja.Callable {
		f, _ := goja.AssertFunction(o.Get(name))
		return f
	}
	return Env{
		React: o.Get("React").ToObject(vm), DOM: o.Get("ReactDOM").ToObject(vm),
		Microtask: function("queueMicrotask"), Immediate: function("setImmediate"),
		Stored: function("stored"), Store: function("store"), LogError: function("logError"),
	}
}

// createRequest(children, options, kind) makes a request; kind is "stream", "prerender", "string" or "static". The object that it
// returns has the functions of the request that the APIs of react-dom/server are made of.
func (r *Runtime) createRequest(call goja.FunctionCall) goja.Value {
	opts, namespace, o := r.options(call.Argument(1))
	switch kind := call.Argument(2).String(); kind {
	case "prerender":
		opts.prerender = true
	case "static":
		opts.static, opts.legacy = true, true
	case "string":
		opts.legacy = true
	}
	q := r.newRequest(call.Argument(0), opts, namespace)
	if opts.prerender && o != nil && !isNullish(o.Get("signal")) {
		q.track() // only an abort leaves something
	}
	if err := q.prepareOutput(o); err != nil {
		r.raise(err)
	}
	return r.handle(q)
}

// createResume(children, postponed, options, kind) is createRequest for what a prerender has left; kind is "stream" or "prerender".
func (r *Runtime) createResume(call goja.FunctionCall) goja.Value {
	opts, _, o := r.options(call.Argument(2))
	opts.idPrefix, opts.formState, opts.onHeaders, opts.chunkSize = "", nil, nil, 12800
	opts.prerender = call.Argument(3).String() == "prerender"
	state := call.Argument(1).ToObject(r.vm)
	q := r.newResume(call.Argument(0), state, opts)
	if opts.prerender {
		q.track()
	}
	output := r.vm.NewObject()
	take := func(from *goja.Object, names ...string) {
		for _, name := range names {
			if v := from.Get(name); v != nil {
				if err := output.Set(name, v); err != nil {
					r.raise(err)
				}
			}
		}
	}
	if resumable, ok := state.Get("resumableState").(*goja.Object); ok {
		take(resumable, "bootstrapScriptContent", "bootstrapScripts", "bootstrapModules")
	}
	q.opts.given = output
	if o != nil {
		take(o, "nonce")
	}
	if err := q.prepareOutput(output); err != nil {
		r.raise(err)
	}
	return r.handle(q)
}

// handle is the object that createRequest and createResume give.
func (r *Runtime) handle(q *request) goja.Value {
	handle := r.vm.NewObject()
	for name, f := range map[string]func(goja.FunctionCall) goja.Value{
		"start": func(goja.FunctionCall) goja.Value { q.start(); return goja.Undefined() },
		"flow": func(c goja.FunctionCall) goja.Value {
			q.startFlowing(r.destination(c.Argument(0).ToObject(r.vm)))
			return goja.Undefined()
		},
		"stop":        func(goja.FunctionCall) goja.Value { q.dest = nil; return goja.Undefined() },
		"abort":       func(c goja.FunctionCall) goja.Value { q.abort(c.Argument(0)); return goja.Undefined() },
		"emitHeaders": func(goja.FunctionCall) goja.Value { q.emitEarlyHeaders(q.rootPending == 0); return goja.Undefined() },
		"postponed": func(goja.FunctionCall) goja.Value {
			state, err := q.postponedState()
			if err != nil {
				r.raise(err)
			}
			return state
		},
		"toString": func(c goja.FunctionCall) goja.Value { return q.renderToString(c.Argument(0)) },
	} {
		if err := handle.Set(name, f); err != nil {
			r.raise(err)
		}
	}
	return handle
}

// start begins the work in a microtask, so that the caller can say where it goes (startWork).
func (q *request) start() {
	q.flushing = q.dest != nil
	self := q.r.vm.ToValue(q)
	inContext := func(f func()) goja.Value {
		return q.r.native(func() {
			if q.r.env.Store == nil {
				f()
				return
			}
			if _, err := q.r.env.Store(goja.Undefined(), self, q.r.native(f)); err != nil {
				q.r.raise(asThrown(err))
			}
		})
	}
	q.schedule(q.r.env.Microtask, inContext(q.perform))
	q.schedule(q.r.env.Immediate, q.r.native(func() {
		if q.status == opening {
			q.status = open
		}
		if !q.opts.prerender {
			q.emitEarlyHeaders(q.rootPending == 0)
		}
	}))
}

// renderToString renders all that is there now; what waits is left to the client, with reason as its error.
func (q *request) renderToString(reason goja.Value) goja.Value {
	var failed goja.Value
	q.opts.onFatalError = func(_ goja.Value, args ...goja.Value) (goja.Value, error) {
		failed = args[0]
		return goja.Undefined(), nil
	}
	ready := false
	q.opts.onShellReady = func(goja.Value, ...goja.Value) (goja.Value, error) {
		ready = true
		return goja.Undefined(), nil
	}
	if q.opts.onError == nil {
		q.opts.onError = func(goja.Value, ...goja.Value) (goja.Value, error) { return goja.Undefined(), nil }
	}
	q.perform()
	if q.status == opening {
		q.status = open
	}
	q.abort(reason)
	out := &buffer{}
	q.startFlowing(out)
	if out.failed != nil {
		failed = out.failed
	}
	if failed != nil && failed != reason {
		panic(failed)
	}
	if !ready {
		panic(q.r.newError("Error", "A component suspended while responding to synchronous input. This will cause the UI to be replaced with a loading indicator. To fix, updates that suspend should be wrapped with startTransition."))
	}
	return q.r.vm.ToValue(string(out.html))
}

// buffer keeps the HTML of a renderToString.
type buffer struct {
	html   []byte
	failed goja.Value
}

func (b *buffer) write(p []byte) bool       { b.html = append(b.html, p...); return true }
func (b *buffer) flush()                    {}
func (b *buffer) end()                      {}
func (b *buffer) destroy(reason goja.Value) { b.failed = reason }

// jsDestination is a destination in JavaScript: write, flush, end, destroy.
type jsDestination struct {
	r      *Runtime
	object *goja.Object
	sink   BytesSink
}

func (r *Runtime) destination(o *goja.Object) destination {
	d := &jsDestination{r: r, object: o}
	if v := o.Get("sink"); v != nil {
		d.sink, _ = v.Export().(BytesSink)
	}
	return d
}

func (d *jsDestination) write(p []byte) bool {
	if d.sink != nil {
		return d.sink.WriteBytes(p)
	}
	v, err := d.r.method(d.object, "write", d.r.vm.ToValue(string(p)))
	if err != nil {
		d.r.raise(err)
	}
	return v == nil || goja.IsUndefined(v) || v.ToBoolean()
}

func (d *jsDestination) optional(name string, args ...goja.Value) {
	if !isFunction(d.object.Get(name)) {
		return
	}
	if _, err := d.r.method(d.object, name, args...); err != nil {
		d.r.raise(err)
	}
}

func (d *jsDestination) flush()                    { d.optional("flush") }
func (d *jsDestination) end()                      { d.optional("end") }
func (d *jsDestination) destroy(reason goja.Value) { d.optional("destroy", reason) }

// options reads the options object of the APIs.
func (r *Runtime) options(v goja.Value) (options, string, *goja.Object) {
	opts := options{chunkSize: 12800}
	o, ok := v.(*goja.Object)
	if !ok {
		return opts, "", nil
	}
	for name, f := range map[string]*goja.Callable{
		"onError": &opts.onError, "onBrowserBailout": &opts.onBrowserBailout, "onAllReady": &opts.onAllReady,
		"onShellReady": &opts.onShellReady, "onShellError": &opts.onShellError, "onFatalError": &opts.onFatalError, "onHeaders": &opts.onHeaders,
	} {
		*f, _ = goja.AssertFunction(o.Get(name))
	}
	if end, ok := goja.AssertFunction(o.Get("onEnd")); ok {
		opts.end = func() { r.must(end) }
	}
	if v := o.Get("progressiveChunkSize"); !isNullish(v) {
		opts.chunkSize = v.ToFloat()
	}
	opts.headersLength = 2000
	if v := o.Get("maxHeadersLength"); kindOf(v) == kNumber {
		opts.headersLength = v.ToFloat()
	}
	if v := o.Get("identifierPrefix"); !isNullish(v) {
		opts.idPrefix = v.String()
	}
	opts.formState, _ = o.Get("formState").(*goja.Object)
	opts.given = o
	return opts, text(o.Get("namespaceURI")), o
}

// prepareOutput makes the scripts that the options ask for (createRenderState).
func (q *request) prepareOutput(o *goja.Object) error {
	if q.opts.onHeaders != nil {
		q.out.headers = &headers{room: 2 + q.opts.headersLength}
	}
	if o == nil {
		return nil
	}
	scriptNonce, styleNonce := "", ""
	switch n := o.Get("nonce").(type) {
	case goja.String:
		scriptNonce = n.String()
	case *goja.Object:
		scriptNonce, styleNonce = stringProp(n, "script"), stringProp(n, "style")
	}
	if scriptNonce != "" {
		q.out.inlineScript = string(appendAttr([]byte("<script"), "nonce", scriptNonce))
	}
	if styleNonce != "" {
		q.out.inlineStyle = string(appendAttr([]byte("<style"), "nonce", styleNonce))
		q.out.styleNonce = styleNonce
	}
	if content := o.Get("bootstrapScriptContent"); content != nil && !goja.IsUndefined(content) {
		dst := q.appendShellID([]byte(q.out.inlineScript))
		dst = append(dst, '>')
		dst = append(dst, escapeScript(content.String())...)
		q.out.bootstrap = append(dst, "</script>"...)
	}
	if m, ok := o.Get("importMap").(*goja.Object); ok {
		v, err := q.r.method(q.r.vm.Get("JSON").ToObject(q.r.vm), "stringify", m)
		if err != nil {
			return err
		}
		dst := []byte(`<script type="importmap"`)
		if scriptNonce != "" {
			dst = appendAttr(dst, "nonce", scriptNonce)
		}
		dst = append(dst, '>')
		dst = append(dst, escapeScript(v.String())...)
		q.out.importMap = append(dst, "</script>"...)
	}
	if err := q.bootstrapScripts(o.Get("bootstrapScripts"), scriptNonce, false); err != nil {
		return err
	}
	return q.bootstrapScripts(o.Get("bootstrapModules"), scriptNonce, true)
}

// bootstrapScripts adds the scripts that hydrate the page, and their preloads.
func (q *request) bootstrapScripts(list goja.Value, nonce string, module bool) error {
	array, ok := list.(*goja.Object)
	if !ok {
		return nil
	}
	for i := range int(array.Get("length").ToInteger()) {
		src, integrity, cross := array.Get(itoa(i)), goja.Value(nil), goja.Value(nil)
		if o, ok := src.(*goja.Object); ok {
			src = o.Get("src")
			if s, ok := o.Get("integrity").(goja.String); ok {
				integrity = s
			}
			if c := o.Get("crossOrigin"); !isNullish(c) {
				cross = q.str("")
				if c.String() == "use-credentials" {
					cross = c
				}
			}
		}
		url := text(src)
		link := []attr{{"rel", q.str("preload")}, {"as", q.str("script")}, {"fetchPriority", q.str("low")}}
		start := `<script src="`
		if module {
			link = []attr{{"rel", q.str("modulepreload")}, {"fetchPriority", q.str("low")}}
			start = `<script type="module" src="`
		}
		if nonce != "" {
			link = append(link, attr{"nonce", q.str(nonce)})
		}
		link = append(link, attr{"href", src}, attr{"integrity", integrity}, attr{"crossOrigin", cross})
		q.out.scriptResources[url], q.out.moduleResources[url] = nil, nil
		if err := q.addLink(&q.out.bootstrapLinks, link); err != nil {
			return err
		}
		dst := append(q.out.bootstrap, start...)
		dst = append(appendEscaped(dst, url), '"')
		if nonce != "" {
			dst = appendAttr(dst, "nonce", nonce)
		}
		if integrity != nil {
			dst = appendAttr(dst, "integrity", integrity.String())
		}
		if cross != nil {
			dst = appendAttr(dst, "crossorigin", cross.String())
		}
		dst = q.appendShellID(dst)
		q.out.bootstrap = append(dst, ` async=""></script>`...)
	}
	return nil
}

var (
	_ destination = (*buffer)(nil)
	_ destination = (*jsDestination)(nil)
)

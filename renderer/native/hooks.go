package native

import (
	"crypto/md5"
	"encoding/hex"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// maxReRenders bounds the updates that a component makes to itself while it renders.
const maxReRenders = 25

// hooks is the state of the component that renders now. React calls the functions of the dispatcher (installHooks).
type hooks struct {
	q          *request
	task       *task
	key        *keyPath
	active     bool
	id         uint64 // of the component, so that a late setState knows that it is over
	list       []*hook
	next       int
	again      bool // it updated itself: render once more
	rounds     int
	localID    int
	actions    int
	matching   int
	thenables  *thenables
	thenableAt int
}

// hook is the state of one call of a hook.
type hook struct {
	value   compiled.Value
	deps    compiled.Value
	owner   uint64         // the component
	setter  compiled.Value // its dispatch function, when somebody wants it
	updates []compiled.Value
}

// reset forgets the component.
func (h *hooks) reset() {
	*h = hooks{id: h.id, thenables: h.thenables, thenableAt: h.thenableAt} // a promise as a child is used after its component
}

// takeThenables gives the promises that a suspended component has used, to be used again when it is retried.
func (h *hooks) takeThenables() *thenables {
	t := h.thenables
	h.thenables = nil
	return t
}

// render calls a component until it no longer updates itself.
func (h *hooks) render(q *request, t *task, key *keyPath, call func() (compiled.Value, error)) (compiled.Value, error) {
	state := t.thenables
	t.thenables = nil
	*h = hooks{q: q, task: t, key: key, active: true, id: h.id + 1, matching: -1, thenables: state}
	for {
		v, err := call()
		if err != nil {
			return compiled.Undefined, err
		}
		if !h.again {
			return v, nil
		}
		h.again = false
		h.rounds++
		h.next, h.localID, h.actions, h.matching, h.thenableAt = 0, 0, 0, -1, 0
	}
}

// slot is the hook that is called now, and whether it was called in an earlier round.
func (r *Runtime) slot() (h *hook, again bool) {
	r.mustRender()
	s := &r.hooks
	if s.next < len(s.list) {
		h, again = s.list[s.next], true
	} else {
		if s.rounds > 0 {
			panic(r.newError("Error", "Rendered more hooks than during the previous render"))
		}
		h = &hook{}
		s.list = append(s.list, h)
	}
	s.next++
	return h, again
}

func (r *Runtime) mustRender() {
	if !r.hooks.active {
		panic(r.newError("Error", "Invalid hook call. Hooks can only be called inside of the body of a function component. This could happen for one of the following reasons:\n1. You might have mismatching versions of React and the renderer (such as React DOM)\n2. You might be breaking the Rules of Hooks\n3. You might have more than one copy of React in the same app\nSee https://react.dev/link/invalid-hook-call for tips about how to debug and fix this problem."))
	}
}

// must calls a function of the app's from inside a hook.
func (r *Runtime) must(f goja.Callable, args ...goja.Value) goja.Value {
	v, err := f(goja.Undefined(), args...)
	if err != nil {
		r.raise(asThrown(err))
	}
	return v
}

// installHooks makes the dispatchers.
func (r *Runtime) installHooks() error {
	noop := func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	throws := func(message string) goja.Value {
		return r.vm.ToValue(func(goja.FunctionCall) goja.Value { panic(r.newError("Error", message)) })
	}
	refuseTransition := throws("startTransition cannot be called during server rendering.")
	refuseOptimistic := throws("Cannot update optimistic state while rendering.")
	refuseRefresh := throws("Cache cannot be refreshed during server rendering.")
	refuseEvent := throws("A function wrapped in useEffectEvent can't be called during rendering.")
	readContext := func(call goja.FunctionCall) goja.Value {
		return call.Argument(0).ToObject(r.vm).Get("_currentValue")
	}
	actionState := r.vm.ToValue(r.useActionState)
	r.hooksD = r.vm.NewObject()
	for name, f := range map[string]any{
		"readContext": readContext,
		"use":         r.use,
		"useContext":  func(call goja.FunctionCall) goja.Value { r.mustRender(); return readContext(call) },
		"useMemo":     r.useMemo,
		"useReducer":  r.useReducer,
		"useRef": func(call goja.FunctionCall) goja.Value {
			return r.realm.ToGoja(r.ref(compiled.From(call.Argument(0))))
		},
		"useState":           r.useState,
		"useInsertionEffect": noop, "useLayoutEffect": noop, "useEffect": noop, "useImperativeHandle": noop, "useDebugValue": noop,
		"useCallback": func(call goja.FunctionCall) goja.Value {
			return r.realm.ToGoja(r.callback(compiled.From(call.Argument(0)), compiled.From(call.Argument(1))))
		},
		"useDeferredValue": func(call goja.FunctionCall) goja.Value {
			r.mustRender()
			if v := call.Argument(1); !goja.IsUndefined(v) {
				return v
			}
			return call.Argument(0)
		},
		"useTransition": func(goja.FunctionCall) goja.Value {
			r.mustRender()
			return r.vm.NewArray(false, refuseTransition)
		},
		"useId": func(goja.FunctionCall) goja.Value {
			if !r.hooks.active {
				panic(r.newError("Error", "Invalid hook call. Hooks can only be called inside of the body of a function component."))
			}
			return r.vm.ToValue(r.id())
		},
		"useSyncExternalStore": func(call goja.FunctionCall) goja.Value {
			get, ok := goja.AssertFunction(call.Argument(2))
			if !ok {
				panic(r.newError("Error", "Missing getServerSnapshot, which is required for server-rendered content. Will revert to client rendering."))
			}
			return r.must(get)
		},
		"useOptimistic": func(call goja.FunctionCall) goja.Value {
			r.mustRender()
			return r.vm.NewArray(call.Argument(0), refuseOptimistic)
		},
		"useActionState":          actionState,
		"useFormState":            actionState,
		"useHostTransitionStatus": func(goja.FunctionCall) goja.Value { r.mustRender(); return r.notPending },
		"useMemoCache": func(call goja.FunctionCall) goja.Value {
			data := make([]any, call.Argument(0).ToInteger())
			for i := range data {
				data[i] = r.sym.memoCache
			}
			return r.vm.NewArray(data...)
		},
		"useCacheRefresh": func(goja.FunctionCall) goja.Value { return refuseRefresh },
		"useEffectEvent":  func(goja.FunctionCall) goja.Value { return refuseEvent },
	} {
		if err := r.hooksD.Set(name, f); err != nil {
			return err
		}
	}
	r.asyncD = r.vm.NewObject()
	// React's development build asks who made an element.
	if err := r.asyncD.Set("getOwner", func(goja.FunctionCall) goja.Value { return goja.Null() }); err != nil {
		return err
	}
	for _, name := range []string{"getCacheForType", "cacheSignal"} {
		if err := r.asyncD.Set(name, throws("Not implemented.")); err != nil {
			return err
		}
	}
	return nil
}

func (r *Runtime) useState(call goja.FunctionCall) goja.Value {
	h := r.state(compiled.From(call.Argument(0)))
	return r.vm.NewArray(r.realm.ToGoja(h.value), r.realm.ToGoja(r.setterOf(h)))
}

// state is useState but for the pair.
func (r *Runtime) state(initial compiled.Value) *hook {
	h, again := r.slot()
	if !again {
		h.owner, h.value = r.hooks.id, initial
		if r.isCallable(initial) {
			h.value = r.realm.Call(initial)
		}
		return h
	}
	for _, update := range h.takeUpdates() {
		if r.isCallable(update) {
			update = r.realm.Call(update, h.value)
		}
		h.value = update
	}
	return h
}

// isCallable is typeof v === "function".
func (r *Runtime) isCallable(v compiled.Value) bool { return valueKindOf(v) == kFunction }

func (r *Runtime) useReducer(call goja.FunctionCall) goja.Value {
	h := r.reducer(compiled.From(call.Argument(0)), compiled.From(call.Argument(1)), compiled.From(call.Argument(2)))
	return r.vm.NewArray(r.realm.ToGoja(h.value), r.realm.ToGoja(r.setterOf(h)))
}

// reducer is useReducer but for the pair.
func (r *Runtime) reducer(reduce, initial, init compiled.Value) *hook {
	h, again := r.slot()
	if !again {
		h.owner, h.value = r.hooks.id, initial
		if !init.IsUndefined() {
			if !r.isCallable(init) {
				panic(r.newError("TypeError", "init is not a function"))
			}
			h.value = r.realm.Call(init, initial)
		}
	} else if updates := h.takeUpdates(); len(updates) > 0 {
		if !r.isCallable(reduce) {
			panic(r.newError("TypeError", "reducer is not a function"))
		}
		for _, action := range updates {
			h.value = r.realm.Call(reduce, h.value, action)
		}
	}
	return h
}

func (h *hook) takeUpdates() []compiled.Value {
	u := h.updates
	h.updates = nil
	return u
}

// setterOf is a hook's dispatch function: while its component renders it asks for another round, later it does nothing.
func (r *Runtime) setterOf(h *hook) compiled.Value {
	if !h.setter.IsUndefined() {
		return h.setter
	}
	h.setter = r.realm.NewFunction(func(_ compiled.Value, args []compiled.Value) compiled.Value {
		s := &r.hooks
		if s.rounds >= maxReRenders {
			panic(r.newError("Error", "Too many re-renders. React limits the number of renders to prevent an infinite loop."))
		}
		if s.active && s.id == h.owner {
			s.again = true
			h.updates = append(h.updates, compiled.Argument(args, 0))
		}
		return compiled.Undefined
	})
	return h.setter
}

func (r *Runtime) useMemo(call goja.FunctionCall) goja.Value {
	return r.realm.ToGoja(r.memo(compiled.From(call.Argument(0)), compiled.From(call.Argument(1))))
}

// memo is useMemo.
func (r *Runtime) memo(create, deps compiled.Value) compiled.Value {
	h, again := r.slot()
	if again && r.sameDeps(deps, h.deps) {
		return h.value
	}
	if !r.isCallable(create) {
		panic(r.newError("TypeError", "nextCreate is not a function"))
	}
	v := r.realm.Call(create)
	h.value, h.deps = v, deps
	return v
}

// callback is useCallback.
func (r *Runtime) callback(f, deps compiled.Value) compiled.Value {
	h, again := r.slot()
	if !again || !r.sameDeps(deps, h.deps) {
		h.value, h.deps = f, deps
	}
	return h.value
}

var refShape = compiled.NewShape([]string{"current"})

// ref is useRef.
func (r *Runtime) ref(initial compiled.Value) compiled.Value {
	h, again := r.slot()
	if !again {
		h.value = compiled.Value{Ref: compiled.NewObject(refShape, []compiled.Value{initial})}
	}
	return h.value
}

// id is useId.
func (r *Runtime) id() string {
	h := &r.hooks
	id := makeID(h.q.opts.idPrefix, h.task.tree, h.localID)
	h.localID++
	return id
}

// sameDeps compares dependencies with Object.is, up to the length of the shorter list.
func (r *Runtime) sameDeps(a, b compiled.Value) bool {
	x, ok := r.realm.List(a)
	y, ok2 := r.realm.List(b)
	if !ok || !ok2 {
		return false
	}
	for i := range min(len(x), len(y)) {
		if !compiled.SameValue(x[i], y[i]) {
			return false
		}
	}
	return true
}

// useActionState gives a form's state; with a form state of the request, that of the action that matches.
func (r *Runtime) useActionState(call goja.FunctionCall) goja.Value {
	r.mustRender()
	h := &r.hooks
	index := h.actions
	h.actions++
	action, ok := call.Argument(0).(*goja.Object)
	if !ok || !isFunction(action) {
		panic(r.newError("TypeError", "action.bind is not a function"))
	}
	state, permalink := call.Argument(1), call.Argument(2)
	formAction := isFunction(action.Get("$$FORM_ACTION"))
	key, haveKey := "", false
	if form := h.q.opts.formState; formAction && form != nil {
		if same, ok := goja.AssertFunction(action.Get("$$IS_SIGNATURE_EQUAL")); ok {
			equal, err := same(action, form.Get("2"), form.Get("3"))
			if err != nil {
				r.raise(asThrown(err))
			}
			if equal.ToBoolean() {
				key, haveKey = r.postbackKey(permalink, h.key, index), true
				if posted, ok := form.Get("1").(goja.String); ok && posted.String() == key {
					h.matching = index
					state = form.Get("0")
				}
			}
		}
	}
	bound, err := r.method(action, "bind", goja.Null(), state)
	if err != nil {
		r.raise(err)
	}
	boundCall, _ := goja.AssertFunction(bound)
	dispatch := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		r.must(boundCall, call.Argument(0))
		return goja.Undefined()
	}).ToObject(r.vm)
	if fields, ok := goja.AssertFunction(bound.ToObject(r.vm).Get("$$FORM_ACTION")); formAction && ok {
		path := h.key
		_ = dispatch.Set("$$FORM_ACTION", func(call goja.FunctionCall) goja.Value {
			v, err := fields(bound, call.Argument(0))
			if err != nil {
				r.raise(asThrown(err))
			}
			custom := v.ToObject(r.vm)
			if !goja.IsUndefined(permalink) {
				_ = custom.Set("action", permalink.String())
			}
			if data, ok := custom.Get("data").(*goja.Object); ok {
				if !haveKey {
					key, haveKey = r.postbackKey(permalink, path, index), true
				}
				if _, err := r.method(data, "append", r.vm.ToValue("$ACTION_KEY"), r.vm.ToValue(key)); err != nil {
					r.raise(err)
				}
			}
			return custom
		})
	}
	return r.vm.NewArray(state, dispatch, false)
}

// postbackKey is createPostbackActionStateKey: the place of the hook, hashed.
func (r *Runtime) postbackKey(permalink goja.Value, path *keyPath, index int) string {
	if !goja.IsUndefined(permalink) {
		return "p" + permalink.String()
	}
	var nest func(*keyPath) any
	nest = func(p *keyPath) any {
		if p == nil {
			return goja.Null()
		}
		name := goja.Value(goja.Null())
		if p.name != "" {
			name = r.vm.ToValue(p.name)
		}
		return r.vm.NewArray(nest(p.parent), name, p.key)
	}
	text, err := r.method(r.vm.Get("JSON").ToObject(r.vm), "stringify", r.vm.NewArray(nest(path), goja.Null(), index))
	if err != nil {
		r.raise(err)
	}
	sum := md5.Sum([]byte(text.String()))
	return "k" + hex.EncodeToString(sum[:])
}

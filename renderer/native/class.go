package native

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// isClass reports whether a function is a class component.
func isClass(f *goja.Object) bool {
	proto, ok := f.Get("prototype").(*goja.Object)
	if !ok {
		return false
	}
	flag := proto.Get("isReactComponent")
	return flag != nil && flag.ToBoolean()
}

// stateUpdates is what setState on the server works on: the updates before the first render.
type stateUpdates struct {
	queue   []goja.Value
	open    bool // updates are still taken
	replace bool
}

// renderClass makes an instance, runs the life cycle that there is on the server, and renders what render gives.
func (q *request) renderClass(t *task, key *keyPath, class, props *goja.Object) error {
	r := q.r
	props, err := r.resolveClassProps(class, props)
	if err != nil {
		return err
	}
	context := goja.Value(r.emptyContext)
	if ct, ok := class.Get("contextType").(*goja.Object); ok && !isFunction(ct) {
		context = ct.Get("_currentValue")
	}
	construct, ok := goja.AssertConstructor(class)
	if !ok {
		return r.fail("A class component is not a constructor")
	}
	inst, err := construct(nil, props, context)
	r.realm.Changed()
	if err != nil {
		return asThrown(err)
	}
	state := inst.Get("state")
	if state == nil || goja.IsUndefined(state) {
		state = goja.Null()
	}
	updates := &stateUpdates{open: true}
	for name, v := range map[string]goja.Value{
		"updater": r.updater(updates), "props": props, "state": state, "context": context,
	} {
		if err := r.try(func() error { return inst.Set(name, v) }); err != nil {
			return err
		}
	}
	if err := r.derivedState(class, inst, props, state); err != nil {
		return err
	}
	if err := r.willMount(class, inst, props, updates); err != nil {
		return err
	}
	updates.open = false
	children, err := r.method(inst, "render")
	if err != nil {
		return err
	}
	if q.aborted {
		return errAborted
	}
	return q.renderKeyed(t, key, compiled.From(children))
}

// resolveClassProps is resolveClassComponentProps: without ref, with defaultProps.
func (r *Runtime) resolveClassProps(class, props *goja.Object) (*goja.Object, error) {
	out := r.withoutRef(props)
	defaults, ok := class.Get("defaultProps").(*goja.Object)
	if !ok {
		return out, nil
	}
	if out == props {
		out = r.vm.NewObject()
		for _, k := range props.Keys() {
			_ = out.Set(k, props.Get(k))
		}
	}
	for _, k := range defaults.Keys() {
		if v := out.Get(k); v == nil || goja.IsUndefined(v) {
			_ = out.Set(k, defaults.Get(k))
		}
	}
	return out, nil
}

// updater is the object behind setState, replaceState and forceUpdate.
func (r *Runtime) updater(in *stateUpdates) *goja.Object {
	o := r.vm.NewObject()
	set := func(name string, f func(goja.FunctionCall)) {
		_ = o.Set(name, func(call goja.FunctionCall) goja.Value { f(call); return goja.Undefined() })
	}
	set("enqueueSetState", func(call goja.FunctionCall) {
		if in.open {
			in.queue = append(in.queue, call.Argument(1))
		}
	})
	set("enqueueReplaceState", func(call goja.FunctionCall) {
		in.replace, in.queue, in.open = true, []goja.Value{call.Argument(1)}, true
	})
	set("enqueueForceUpdate", func(goja.FunctionCall) {})
	return o
}

func (r *Runtime) derivedState(class, inst *goja.Object, props, state goja.Value) error {
	derive, ok := goja.AssertFunction(class.Get("getDerivedStateFromProps"))
	if !ok {
		return nil
	}
	partial, err := r.call(derive, goja.Undefined(), props, state)
	if err != nil {
		return err
	}
	if !isNullish(partial) {
		state = r.merge(r.merge(r.vm.NewObject(), state), partial)
	}
	return inst.Set("state", state)
}

// merge is Object.assign(into, from).
func (r *Runtime) merge(into *goja.Object, from goja.Value) *goja.Object {
	if o, ok := from.(*goja.Object); ok {
		for _, k := range o.Keys() {
			_ = into.Set(k, o.Get(k))
		}
		for _, s := range o.Symbols() {
			_ = into.SetSymbol(s, o.GetSymbol(s))
		}
	}
	return into
}

// willMount calls componentWillMount and applies the updates that it, or the constructor's, asked for.
func (r *Runtime) willMount(class, inst *goja.Object, props goja.Value, updates *stateUpdates) error {
	if isFunction(class.Get("getDerivedStateFromProps")) || isFunction(inst.Get("getSnapshotBeforeUpdate")) {
		return nil
	}
	legacy, unsafe := inst.Get("componentWillMount"), inst.Get("UNSAFE_componentWillMount")
	if !isFunction(legacy) && !isFunction(unsafe) {
		return nil
	}
	old := inst.Get("state")
	for _, f := range []goja.Value{legacy, unsafe} {
		call, ok := goja.AssertFunction(f)
		if !ok {
			continue
		}
		if _, err := r.call(call, inst); err != nil {
			return err
		}
	}
	if now := inst.Get("state"); now != old {
		updates.replace, updates.queue = true, []goja.Value{now}
	}
	if len(updates.queue) == 0 {
		return nil
	}
	queue := updates.queue
	if updates.replace && len(queue) == 1 {
		return inst.Set("state", queue[0])
	}
	next := inst.Get("state")
	if updates.replace {
		next, queue = queue[0], queue[1:]
	}
	fresh := false
	for _, partial := range queue {
		if f, ok := goja.AssertFunction(partial); ok {
			v, err := r.call(f, inst, next, props, goja.Undefined())
			if err != nil {
				return err
			}
			partial = v
		}
		if isNullish(partial) {
			continue
		}
		if !fresh {
			fresh = true
			next = r.merge(r.vm.NewObject(), next)
		}
		next = r.merge(next.(*goja.Object), partial)
	}
	return inst.Set("state", next)
}

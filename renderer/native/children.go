package native

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// renderArray renders the items of a JavaScript array.
func (q *request) renderArray(t *task, array *goja.Object, index int) error {
	n := int(array.Get("length").ToInteger())
	items := make([]compiled.Value, n)
	for i := range items {
		items[i] = compiled.From(array.Get(itoa(i)))
	}
	return q.renderItems(t, items, index)
}

// renderItems is renderChildrenArray.
func (q *request) renderItems(t *task, items []compiled.Value, index int) error {
	key, tree := t.key, t.tree
	if index != -1 && q.keyed() {
		t.key = &keyPath{parent: key, name: "Fragment", key: q.r.vm.ToValue(index)}
		if t.replay != nil {
			err := q.replayFragment(t, items, index)
			t.key = key
			return err
		}
	}
	for i, item := range items {
		t.tree = tree.push(len(items), i)
		if t.replay != nil && t.replay.slots.items != nil {
			if id, ok := t.replay.slots.items[i]; ok {
				if err := q.resumeNode(t, id, item, i); err != nil {
					return err
				}
				delete(t.replay.slots.items, i)
				continue
			}
		}
		if err := q.renderNode(t, item, i); err != nil {
			return err
		}
	}
	t.tree, t.key = tree, key
	return nil
}

// iterate collects the values of an iterable; ok is false for what is none.
func (r *Runtime) iterate(o *goja.Object) (items []compiled.Value, ok bool, err error) {
	fn := o.GetSymbol(goja.SymIterator)
	if isNullish(fn) {
		fn = o.Get("@@iterator")
	}
	f, ok := goja.AssertFunction(fn)
	if !ok {
		return nil, false, nil
	}
	v, err := r.call(f, o)
	if err != nil {
		return nil, false, err
	}
	it, ok := v.(*goja.Object)
	if !ok {
		return nil, false, nil
	}
	next, ok := goja.AssertFunction(it.Get("next"))
	if !ok {
		return nil, false, &thrown{value: r.newError("TypeError", "iterator.next is not a function")}
	}
	for {
		v, err := r.call(next, it)
		if err != nil {
			return nil, false, err
		}
		step, ok := v.(*goja.Object)
		if !ok {
			return nil, false, &thrown{value: r.newError("TypeError", "Iterator result "+v.String()+" is not an object")}
		}
		if done := step.Get("done"); done != nil && done.ToBoolean() {
			return items, true, nil
		}
		items = append(items, compiled.From(step.Get("value")))
	}
}

package native

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// renderSuspense renders a boundary: its content now, and its fallback as a task of its own when the content has to wait or is
// large enough to be sent later (renderSuspenseBoundary). A prerender does the fallback first.
func (q *request) renderSuspense(t *task, key *keyPath, props *goja.Object) error {
	prevKey, format := t.key, t.format
	if t.replay != nil { // it was sent; what is missing is deeper
		t.key, t.format = key, q.contentFormat(format)
		err := q.renderNode(t, compiled.From(props.Get("children")), -1)
		t.key, t.format = prevKey, format
		return err
	}
	parentBoundary, parentPreamble, parentHoist, parent := t.boundary, t.preamble, t.hoist, t.segment
	fallback, content := compiled.From(props.Get("fallback")), compiled.From(props.Get("children"))
	b := &boundary{rootID: -1, fallback: &taskSet{}, content: &hoistables{}, fallbackHead: &hoistables{}}
	if format.mode <= modeHTML {
		b.preamble = &boundaryPreamble{}
	}
	place := newSegment(len(parent.html), b, format, false, false)
	parent.children = append(parent.children, place)
	parent.lastText = false
	root := newSegment(0, nil, format, false, false)
	root.parentFlush = true
	var fallbackKey *keyPath
	if key != nil {
		fallbackKey = &keyPath{parent: key.parent, name: "Suspense Fallback", key: key.key}
	}
	fallbackStack := t.stack
	if fallbackStack != nil {
		fallbackStack = &frame{parent: fallbackStack.parent}
	}
	contentHead, fallbackHead := b.heads()

	if q.opts.prerender {
		if q.tracked != nil {
			b.tracked = &tracked{content: key, fallback: &replayNode{name: fallbackKey.name, key: fallbackKey.key}}
			q.tracked.working[fallbackKey] = b.tracked.fallback
		}
		t.segment, t.preamble, t.key = place, fallbackHead, fallbackKey
		t.format = q.fallbackFormat(format)
		stack := t.stack
		t.stack = fallbackStack
		err := q.renderNode(t, fallback, -1)
		t.segment, t.preamble, t.key, t.format = parent, parentPreamble, prevKey, format
		if err != nil {
			place.status = segErrored
			return err
		}
		t.stack = stack
		q.endText(place)
		place.status = segCompleted
		q.count(parentBoundary, place)
		primary := q.newTask(task{
			node: content, childIndex: -1, boundary: b, segment: root, preamble: contentHead, hoist: b.content, abortSet: t.abortSet,
			key: key, format: q.contentFormat(format), context: t.context, tree: t.tree, stack: stack, depth: t.depth,
		})
		q.pushStack(primary)
		q.pinged = append(q.pinged, primary)
		return nil
	}

	t.boundary, t.preamble, t.hoist, t.segment, t.key = b, contentHead, b.content, root, key
	t.format = q.contentFormat(format)
	stack, depth := t.stack, t.depth
	err := q.r.try(func() error { return q.renderNode(t, content, -1) })
	if err != nil {
		stack = t.stack
	}
	done := false
	if err == nil {
		q.endText(root)
		root.status = segCompleted
		q.count(b, root)
		b.queueSegment(root)
		if b.pendingTasks == 0 && b.status == pending {
			b.status = completed
			done = !q.outlinable(b)
		}
	} else {
		value, _, fatal := q.r.caught(err)
		if fatal != nil {
			return fatal
		}
		b.status = clientRendered
		root.status = segErrored
		if q.aborted {
			root.status = segAborted
			value = q.fatal
		}
		b.digest = q.report(value, stack)
		q.r.hooks.reset()
	}
	t.boundary, t.preamble, t.hoist, t.segment, t.key, t.format = parentBoundary, parentPreamble, parentHoist, parent, prevKey, format
	t.depth = depth
	if err != nil {
		t.stack = fallbackStackOwner(t.stack, fallbackStack)
	}
	if done {
		if q.rootPending == 0 && t.preamble != nil {
			q.preparePreamble()
		}
		return nil
	}
	later := q.newTask(task{
		node: fallback, childIndex: -1, boundary: parentBoundary, segment: place, preamble: fallbackHead, hoist: b.fallbackHead,
		abortSet: b.fallback, key: fallbackKey, format: q.fallbackFormat(format), context: t.context, tree: t.tree,
		stack: fallbackStack, depth: t.depth,
	})
	q.pushStack(later)
	q.pinged = append(q.pinged, later)
	return nil
}

// fallbackStackOwner is the component stack of the boundary's own element, which an error in the content has left deeper.
func fallbackStackOwner(current, fallback *frame) *frame {
	if fallback == nil {
		return nil
	}
	for f := current; f != nil; f = f.parent {
		if f.parent == fallback.parent {
			return f
		}
	}
	return fallback.parent
}

// heads are the preamble places of content and fallback; nil inside the body.
func (b *boundary) heads() (content, fallback *preamble) {
	if b.preamble == nil {
		return nil, nil
	}
	return &b.preamble.content, &b.preamble.fallback
}

// renderActivity renders a visible Activity between its markers; a hidden one is left to the client.
func (q *request) renderActivity(t *task, key *keyPath, props *goja.Object) error {
	if mode, ok := props.Get("mode").(goja.String); ok && mode.String() == "hidden" {
		return nil
	}
	seg, prev := t.segment, t.key
	mark := func(s string) {
		if seg == nil {
			return
		}
		if !q.opts.static {
			seg.html = append(seg.html, s...)
		}
		seg.lastText = false
	}
	mark("<!--&-->")
	t.key = key
	if err := q.renderNode(t, compiled.From(props.Get("children")), -1); err != nil {
		return err
	}
	t.key = prev
	mark("<!--/&-->")
	return nil
}

// renderViewTransition passes the names of a transition on to the elements directly below.
func (q *request) renderViewTransition(t *task, key *keyPath, props *goja.Object) error {
	prev, prevKey := t.format, t.key
	str := func(name string) (string, bool) {
		v, ok := props.Get(name).(goja.String)
		if !ok {
			return "", false
		}
		return v.String(), true
	}
	name, named := str("name")
	auto := !named || name == "auto"
	autoName := name
	if auto {
		autoName = makeID(q.opts.idPrefix, t.tree, 0)
	}
	vt := &viewTransition{autoName: autoName}
	class := func(event string) (string, bool) { return transitionClass(props.Get("default"), props.Get(event)) }
	orAuto := func(event string) string {
		if c, ok := class(event); ok {
			return c
		}
		return "auto"
	}
	vt.update, vt.enter, vt.exit = orAuto("update"), orAuto("enter"), orAuto("exit")
	switch {
	case !named && prev.transition != nil:
		vt.name, vt.share = prev.transition.name, prev.transition.share
	case !named:
		vt.name, vt.share = "auto", "none"
	default:
		vt.name = name
		vt.share = orAuto("share")
	}
	if prev.scope&scopeExit == 0 {
		vt.exit = "none"
	}
	if prev.scope&scopeEnter == 0 {
		vt.enter = "none"
	}
	scope := prev.scope &^ subtreeScopes
	if vt.enter != "none" {
		scope |= scopeAppear
	}
	t.format = &formatContext{mode: prev.mode, selected: prev.selected, scope: scope, transition: vt}
	t.key = key
	var err error
	if auto {
		tree := t.tree
		t.tree = tree.push(1, 0)
		err = q.renderNode(t, compiled.From(props.Get("children")), -1)
		t.tree = tree
	} else {
		err = q.renderDestructive(t, compiled.From(props.Get("children")), -1)
	}
	if err != nil {
		return err
	}
	t.format, t.key = prev, prevKey
	return nil
}

// transitionClass is getViewTransitionClassName; ok is false for null.
func transitionClass(def, event goja.Value) (string, bool) {
	pick := func(v goja.Value) (string, bool) {
		if o, ok := v.(*goja.Object); ok {
			v = o.Get("default")
		}
		s, ok := v.(goja.String)
		if !ok {
			return "", false
		}
		return s.String(), true
	}
	class, ok := pick(event)
	if !ok {
		class, ok = pick(def)
	}
	if !ok || class == "auto" {
		return "", false
	}
	return class, true
}

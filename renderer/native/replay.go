package native

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// Resuming walks the tree again along the key paths of what is missing, without writing anything, and renders from there
// (ReplayTask). A task on the way has no segment.

// replay is where a walk is (ReplaySet).
type replay struct {
	nodes   []*replayNode
	slots   *slots
	pending int
}

// newResume makes a request that goes on where a prerender has stopped (resumeRequest).
func (r *Runtime) newResume(children goja.Value, state *goja.Object, opts options) *request {
	q := &request{r: r, opts: opts, abortable: &taskSet{}, resumed: true}
	q.out.init()
	q.rootFormat = &formatContext{}
	if format, ok := state.Get("rootFormatContext").(*goja.Object); ok {
		q.rootFormat.mode = mode(number(format.Get("insertionMode")))
	}
	if resumable, ok := state.Get("resumableState").(*goja.Object); ok {
		q.readState(resumable)
	}
	q.nextSegment = int(number(state.Get("nextSegmentId")))
	if v := state.Get("progressiveChunkSize"); !isNullish(v) {
		q.opts.chunkSize = v.ToFloat()
	}
	s := readSlots(state.Get("replaySlots"))
	first := task{node: compiled.From(children), childIndex: -1, abortSet: q.abortable, format: q.rootFormat, tree: treeContext{id: 1}}
	if s.whole {
		first.segment = newSegment(0, nil, q.rootFormat, false, false)
		first.segment.parentFlush = true
	} else {
		first.replay = &replay{nodes: readNodes(state.Get("replayNodes")), slots: &s}
	}
	t := q.newTask(first)
	q.pushStack(t)
	q.pinged = append(q.pinged, t)
	return q
}

const notFound = "Couldn't find all resumable slots by key/index during replaying. The tree doesn't match so React will fallback to client rendering."

// below walks on below a node that is on the way; render renders what it stands for.
func (q *request) below(t *task, n *replayNode, render func() error) error {
	outer, node := t.replay, t.node
	t.replay = &replay{nodes: n.children, slots: &n.slots, pending: 1}
	inner := t.replay
	err := q.r.try(func() error {
		if err := render(); err != nil {
			return err
		}
		return q.consumed(t.replay)
	})
	if err == nil {
		t.replay.pending--
		t.replay = outer
		return nil
	}
	value, waitFor, fatal := q.r.caught(err)
	if fatal != nil {
		return fatal
	}
	if waitFor != nil {
		if t.node == node {
			t.replay = outer
		} else {
			outer.remove(n)
		}
		if value == goja.Value(q.r.suspended) {
			q.r.waitingFor = waitFor // for who catches it next
		}
		return err
	}
	inner.pending--
	if q.aborted {
		value = q.fatal
	}
	if err := q.abandon(t.boundary, inner, value, q.report(value, t.stack)); err != nil {
		return err
	}
	q.r.hooks.reset()
	t.replay = outer
	return nil
}

// consumed is an error when a walk has ended without finding all that it looked for.
func (q *request) consumed(p *replay) error {
	if p.pending == 1 && len(p.nodes) > 0 {
		return q.r.fail(notFound)
	}
	return nil
}

func (p *replay) remove(n *replayNode) {
	for i, x := range p.nodes {
		if x == n {
			p.nodes = append(p.nodes[:i:i], p.nodes[i+1:]...)
			return
		}
	}
}

// replayParts looks for an element on the way; one that is not was sent already.
func (q *request) replayParts(t *task, key *keyPath, typ, props compiled.Value) error {
	outer := t.replay
	for _, n := range outer.nodes {
		if !key.key.StrictEquals(n.key) {
			continue
		}
		if !n.suspense {
			if key.name != "" && key.name != n.name {
				return q.r.fail("Expected the resume to render <" + n.name + "> in this slot but instead it rendered <" + key.name +
					">. The tree doesn't match so React will fallback to client rendering.")
			}
			if err := q.below(t, n, func() error { return q.renderElement(t, key, typ, props) }); err != nil {
				return err
			}
		} else {
			if typ.Ref != any(q.r.sym.suspense) {
				name := key.name
				if name == "" {
					name = "Unknown"
				}
				return q.r.fail("Expected the resume to render <Suspense> in this slot but instead it rendered <" + name +
					">. The tree doesn't match so React will fallback to client rendering.")
			}
			if err := q.replaySuspense(t, key, n, q.r.object(props)); err != nil {
				return err
			}
		}
		outer.remove(n)
		return nil
	}
	return nil
}

// replaySuspense renders what is missing of a boundary (replaySuspenseBoundary).
func (q *request) replaySuspense(t *task, key *keyPath, n *replayNode, props *goja.Object) error {
	prevKey, format, outer, parent, parentHoist := t.key, t.format, t.replay, t.boundary, t.hoist
	b := &boundary{rootID: n.rootID, parentFlush: true, fallback: &taskSet{}, content: &hoistables{}, fallbackHead: &hoistables{}}
	if format.mode <= modeHTML {
		b.preamble = &boundaryPreamble{}
	}
	t.boundary, t.hoist, t.key, t.format = b, b.content, key, q.contentFormat(format)
	t.replay = &replay{nodes: n.children, slots: &n.slots, pending: 1}
	inner := t.replay
	err := q.r.try(func() error {
		if err := q.renderNode(t, compiled.From(props.Get("children")), -1); err != nil {
			return err
		}
		return q.consumed(inner)
	})
	restore := func() {
		t.boundary, t.hoist, t.replay, t.key, t.format = parent, parentHoist, outer, prevKey, format
	}
	inner.pending--
	if err == nil {
		if b.pendingTasks == 0 && b.status == pending {
			b.status = completed
			q.completed = append(q.completed, b)
			restore()
			return nil
		}
	} else {
		value, _, fatal := q.r.caught(err)
		if fatal != nil {
			return fatal
		}
		b.status = clientRendered
		if q.aborted {
			value = q.fatal
		}
		b.digest = q.report(value, t.stack)
		q.clientRendered = append(q.clientRendered, b)
		q.r.hooks.reset()
	}
	restore()
	p := &replay{slots: &slots{}}
	if n.fallback != nil {
		p.nodes, p.slots = n.fallback.children, &n.fallback.slots
	}
	stack := t.stack
	if stack != nil {
		stack = &frame{parent: stack.parent}
	}
	later := q.newTask(task{
		node: compiled.From(props.Get("fallback")), childIndex: -1, boundary: parent, hoist: b.fallbackHead, abortSet: b.fallback, replay: p,
		key: &keyPath{parent: key.parent, name: "Suspense Fallback", key: key.key}, format: q.fallbackFormat(format),
		context: t.context, tree: t.tree, stack: stack, depth: t.depth,
	})
	q.pushStack(later)
	q.pinged = append(q.pinged, later)
	return nil
}

// replayFragment looks for an array among the children of an element.
func (q *request) replayFragment(t *task, items []compiled.Value, index int) error {
	outer := t.replay
	number := q.r.vm.ToValue(index)
	for _, n := range outer.nodes {
		if n.key.StrictEquals(number) {
			if err := q.below(t, n, func() error { return q.renderItems(t, items, -1) }); err != nil {
				return err
			}
			outer.remove(n)
			break
		}
	}
	return nil
}

// resumeNode renders a node that is missing into the segment whose place was sent.
func (q *request) resumeNode(t *task, id int, node compiled.Value, index int) error {
	prev, b := t.replay, t.boundary
	seg := newSegment(0, nil, t.format, false, false)
	seg.id, seg.parentFlush = id, true
	t.replay, t.segment = nil, seg
	err := q.r.try(func() error { return q.renderNode(t, node, index) })
	t.replay, t.segment = prev, nil
	if err != nil {
		return err
	}
	seg.status = segCompleted
	q.count(b, seg)
	if b == nil {
		q.rootSegment = seg
		return nil
	}
	b.queueSegment(seg)
	if b.parentFlush {
		q.partial = append(q.partial, b)
	}
	return nil
}

// renderReplayed is renderNode for a task without a segment.
func (q *request) renderReplayed(t *task, node compiled.Value, index int) error {
	format, context, key, tree, stack := t.format, t.context, t.key, t.tree, t.stack
	err := q.renderDestructive(t, node, index)
	if err == nil {
		return nil
	}
	q.r.hooks.reset()
	value, waitFor, fatal := q.r.caught(err)
	if fatal == nil && waitFor != nil && !q.aborted {
		next := *t
		next.thenables = nil
		if value == goja.Value(q.r.suspended) {
			next.thenables = q.r.hooks.takeThenables()
		}
		err = q.wait(q.newTask(next), waitFor)
		t.stack = stack
	}
	t.format, t.context, t.key, t.tree = format, context, key, tree
	q.r.switchContext(context)
	if fatal != nil {
		return fatal
	}
	return err
}

// retryReplay works on a task that walks (retryReplayTask).
func (q *request) retryReplay(t *task) error {
	if t.replay.pending == 0 {
		return nil
	}
	prev := q.working
	q.working = t
	defer func() { q.working = prev }()
	q.r.switchContext(t.context)
	err := q.r.try(func() error {
		var err error
		if t.replay.slots.whole {
			err = q.resumeNode(t, t.replay.slots.id, t.node, t.childIndex)
		} else {
			err = q.renderCurrent(t)
		}
		if err != nil {
			return err
		}
		return q.consumed(t.replay)
	})
	if err == nil {
		t.replay.pending--
		t.abortSet.remove(t)
		return q.finished(t.boundary, nil)
	}
	q.r.hooks.reset()
	value, waitFor, fatal := q.r.caught(err)
	if fatal != nil {
		return fatal
	}
	if waitFor != nil && !q.aborted {
		t.thenables = nil
		if value == goja.Value(q.r.suspended) {
			t.thenables = q.r.hooks.takeThenables()
		}
		return q.wait(t, waitFor)
	}
	t.replay.pending--
	t.abortSet.remove(t)
	if q.aborted {
		value = q.fatal
	}
	if err := q.abandon(t.boundary, t.replay, value, q.report(value, t.stack)); err != nil {
		return err
	}
	q.shellTaskDone()
	q.taskDone()
	return nil
}

var errShellSlots = errors.New("native renderer: something of the shell is to be resumed")

// abandon leaves what a walk has not found to the client (abortRemainingReplayNodes).
func (q *request) abandon(b *boundary, p *replay, reason goja.Value, digest *string) error {
	for _, n := range p.nodes {
		if n.suspense {
			q.clientRendered = append(q.clientRendered, &boundary{
				status: clientRendered, rootID: n.rootID, parentFlush: true, digest: digest,
				fallback: &taskSet{}, content: &hoistables{}, fallbackHead: &hoistables{},
			})
		} else if err := q.abandon(b, &replay{nodes: n.children, slots: &n.slots}, reason, digest); err != nil {
			return err
		}
	}
	p.nodes = nil
	if p.slots.empty() {
		return nil
	}
	if b == nil {
		return errShellSlots
	}
	if b.status != clientRendered {
		b.status, b.digest = clientRendered, digest
		if b.parentFlush {
			q.clientRendered = append(q.clientRendered, b)
		}
	}
	if p.slots.items != nil {
		p.slots.items = map[int]int{}
	}
	return nil
}

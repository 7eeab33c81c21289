package native

import (
	"strconv"

	"github.com/dop251/goja"
)

// Prerendering that is aborted leaves places where a later render goes on: the boundaries whose content is missing, and in them the
// nodes from which to render. They are found again by their key paths. The state is a JavaScript object of React's form, so that it may be kept
// as JSON.

// postpones are what a prerender has left (trackedPostpones).
type postpones struct {
	working map[*keyPath]*replayNode
	nodes   []*replayNode // at the root
	slots   slots
}

// replayNode is a node on the way to what is missing (ReplayNode); with suspense set it is a boundary that was sent without its content.
type replayNode struct {
	name     string // of the element's type; empty when it has none
	key      goja.Value
	children []*replayNode
	slots    slots

	suspense bool
	fallback *replayNode // of the boundary's fallback, or nil
	rootID   int         // the boundary's
}

// slots are the segments to fill below a node (ResumeSlots): one for all of it, or some for children by their index.
type slots struct {
	whole bool
	id    int         // of the one for all
	items map[int]int // segments by index; nil for none
}

func (s *slots) empty() bool { return !s.whole && s.items == nil }

// tracked is what a prerender knows of a boundary, should it be postponed.
type tracked struct {
	content  *keyPath
	fallback *replayNode
}

// track makes a prerender remember what an abort leaves.
func (q *request) track() { q.tracked = &postpones{working: map[*keyPath]*replayNode{}} }

// keyed reports whether tasks need key paths.
func (q *request) keyed() bool { return q.opts.formState != nil || q.tracked != nil || q.resumed }

// add puts a node below its parent, which is made when it is new (addToReplayParent).
func (p *postpones) add(n *replayNode, parent *keyPath) {
	if parent == nil {
		p.nodes = append(p.nodes, n)
		return
	}
	above := p.working[parent]
	if above == nil {
		above = &replayNode{name: parent.name, key: parent.key}
		p.working[parent] = above
		p.add(above, parent.parent)
	}
	above.children = append(above.children, n)
}

// node is the node of a key path, made when it is new.
func (p *postpones) node(path *keyPath) *replayNode {
	n := p.working[path]
	if n == nil {
		n = &replayNode{name: path.name, key: path.key}
		p.working[path] = n
		p.add(n, path.parent)
	}
	return n
}

// postponeBoundary is trackPostponedBoundary.
func (q *request) postponeBoundary(b *boundary) (*replayNode, error) {
	b.status = postponed
	b.rootID = q.nextSegment
	q.nextSegment++
	if b.tracked == nil { // of an earlier prerender
		return nil, q.r.fail("It should not be possible to postpone at the root. This is a bug in React.")
	}
	n := q.tracked.node(b.tracked.content)
	n.suspense, n.fallback, n.rootID = true, b.tracked.fallback, b.rootID
	return n, nil
}

// postpone leaves a task to a later render (trackPostpone).
func (q *request) postpone(t *task) error {
	seg, b, p := t.segment, t.boundary, q.tracked
	seg.status = segPostponed
	if b == nil {
		seg.id = q.nextSegment
		q.nextSegment++
		p.slots = slots{whole: true, id: seg.id}
		if q.rootSegment != nil {
			q.rootSegment.status = segPostponed
		}
		return nil
	}
	assign := func() int {
		if seg.id == -1 {
			if seg.parentFlush {
				seg.id = b.rootID
			} else {
				seg.id = q.nextSegment
				q.nextSegment++
			}
		}
		return seg.id
	}
	if b.status == pending {
		n, err := q.postponeBoundary(b)
		if err != nil {
			return err
		}
		if b.tracked.content == t.key && t.childIndex == -1 {
			n.slots = slots{whole: true, id: assign()}
			return nil
		}
	}
	id := assign()
	if t.childIndex == -1 {
		if t.key == nil {
			p.slots = slots{whole: true, id: id}
			return nil
		}
		n := p.working[t.key]
		if n == nil {
			n = &replayNode{name: t.key.name, key: t.key.key} // not kept: nothing is added below it
			p.add(n, t.key.parent)
		}
		n.slots = slots{whole: true, id: id}
		return nil
	}
	s := &p.slots
	if t.key != nil {
		s = &p.node(t.key).slots
	}
	if s.whole {
		return q.r.fail("It should not be possible to postpone both at the root of an element as well as a slot below. This is a bug in React.")
	}
	if s.items == nil {
		s.items = map[int]int{}
	}
	s.items[t.childIndex] = id
	return nil
}

// untrack forgets what was noted of a boundary that is left to the client (untrackBoundary).
func (q *request) untrack(b *boundary) {
	if q.tracked == nil || b.tracked == nil || b.tracked.content == nil {
		return
	}
	if n := q.tracked.working[b.tracked.content]; n != nil {
		n.suspense, n.fallback, n.children, n.slots = false, nil, nil, slots{}
	}
}

// postponedState is the state from which a later render goes on, or null when nothing is missing (getPostponedState). It is called when all
// is done, before anything is flushed.
func (q *request) postponedState() (goja.Value, error) {
	p := q.tracked
	if p == nil || len(p.nodes) == 0 && p.slots.empty() {
		q.tracked = nil
		return goja.Null(), nil
	}
	r := q.r
	next, replaySlots := q.nextSegment, p.slots.value(r)
	resumable := r.vm.NewObject()
	if q.rootSegment == nil || q.rootSegment.status != segPostponed && q.preambleReady {
		q.resumable(resumable)
	} else { // nothing of the document is sent: the later render does all of it
		next, replaySlots = 0, r.vm.ToValue(-1)
		q.startOver(resumable)
	}
	format := r.vm.NewObject()
	for _, x := range []struct {
		name  string
		value any
	}{
		{"insertionMode", int(q.rootFormat.mode)}, {"selectedValue", goja.Null()}, {"tagScope", 0}, {"viewTransition", goja.Null()},
	} {
		if err := format.Set(x.name, x.value); err != nil {
			return nil, err
		}
	}
	state := r.vm.NewObject()
	for _, x := range []struct {
		name  string
		value any
	}{
		{"nextSegmentId", next}, {"rootFormatContext", format}, {"progressiveChunkSize", q.opts.chunkSize},
		{"resumableState", resumable}, {"replayNodes", nodeValues(r, p.nodes)}, {"replaySlots", replaySlots},
	} {
		if err := state.Set(x.name, x.value); err != nil {
			return nil, err
		}
	}
	return state, nil
}

func nodeValues(r *Runtime, nodes []*replayNode) goja.Value {
	list := make([]any, len(nodes))
	for i, n := range nodes {
		list[i] = n.value(r)
	}
	return r.vm.NewArray(list...)
}

func (n *replayNode) value(r *Runtime) goja.Value {
	name := goja.Null()
	if n.name != "" {
		name = r.vm.ToValue(n.name)
	}
	parts := []any{name, n.key, nodeValues(r, n.children), n.slots.value(r)}
	if n.suspense {
		fallback := goja.Null()
		if n.fallback != nil {
			fallback = n.fallback.value(r)
		}
		parts = append(parts, fallback, n.rootID)
	}
	return r.vm.NewArray(parts...)
}

func (s *slots) value(r *Runtime) goja.Value {
	switch {
	case s.whole:
		return r.vm.ToValue(s.id)
	case s.items == nil:
		return goja.Null()
	}
	o := r.vm.NewObject()
	for i, id := range s.items {
		_ = o.Set(itoa(i), id)
	}
	return o
}

// readNodes reads what nodeValues has made, perhaps by way of JSON.
func readNodes(v goja.Value) []*replayNode {
	array, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	var nodes []*replayNode
	for i := range int(array.Get("length").ToInteger()) {
		if parts, ok := array.Get(itoa(i)).(*goja.Object); ok {
			nodes = append(nodes, readNode(parts))
		}
	}
	return nodes
}

func readNode(parts *goja.Object) *replayNode {
	n := &replayNode{key: parts.Get("1"), children: readNodes(parts.Get("2")), slots: readSlots(parts.Get("3"))}
	if name, ok := parts.Get("0").(goja.String); ok {
		n.name = name.String()
	}
	if parts.Get("length").ToInteger() > 4 {
		n.suspense = true
		if fallback, ok := parts.Get("4").(*goja.Object); ok {
			n.fallback = readNode(fallback)
		}
		n.rootID = int(parts.Get("5").ToInteger())
	}
	return n
}

func readSlots(v goja.Value) slots {
	if kindOf(v) == kNumber {
		return slots{whole: true, id: int(v.ToInteger())}
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return slots{}
	}
	s := slots{items: map[int]int{}}
	for _, name := range o.Keys() {
		if index, err := strconv.Atoi(name); err == nil {
			s.items[index] = int(o.Get(name).ToInteger())
		}
	}
	return s
}

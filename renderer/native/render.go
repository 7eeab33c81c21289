package native

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// maxDepth is how many elements may be nested. Go's stack would take more, the reader of the page would not.
const maxDepth = 4000

var errDepth = fmt.Errorf("%w The tree is nested more than %d elements deep: does a component render itself?", vmpool.ErrDepth, maxDepth)

// renderNode renders a node into the task's segment. When it has to wait for something, a new task with a segment of its own
// takes its place and the rest goes on (renderNode).
func (q *request) renderNode(t *task, node compiled.Value, index int) error {
	if t.segment == nil {
		return q.renderReplayed(t, node, index)
	}
	format, context, key, tree, stack := t.format, t.context, t.key, t.tree, t.stack
	seg := t.segment
	children, html := len(seg.children), seg.html
	err := q.renderDestructive(t, node, index)
	if err == nil {
		return nil
	}
	q.r.hooks.reset()
	seg.children, seg.html = seg.children[:children], html // not of seg.html, which an element that failed to start has lost
	value, waitFor, fatal := q.r.caught(err)
	if fatal == nil && waitFor != nil && !q.aborted {
		var state *thenables
		if value == goja.Value(q.r.suspended) {
			state = q.r.hooks.takeThenables()
		}
		err = q.wait(q.spawn(t, state), waitFor)
	}
	t.format, t.context, t.key, t.tree = format, context, key, tree
	q.r.switchContext(context)
	if fatal != nil {
		return fatal
	}
	if waitFor != nil && !q.aborted {
		t.stack = stack
		return err
	}
	if waitFor != nil { // aborted while it suspended: the thenable stands for the error
		return &thrown{value: waitFor}
	}
	return err
}

// spawn makes the task that will fill the place of a suspended one (spawnNewSuspendedRenderTask).
func (q *request) spawn(t *task, state *thenables) *task {
	seg := t.segment
	child := newSegment(len(seg.html), nil, t.format, seg.lastText, true)
	seg.children = append(seg.children, child)
	seg.lastText = false
	next := *t
	next.segment, next.thenables = child, state
	return q.newTask(next)
}

// renderDestructive renders a node and may leave the task in any state on error.
func (q *request) renderDestructive(t *task, node compiled.Value, index int) error {
	if t.replay != nil && t.replay.slots.whole {
		return q.resumeNode(t, t.replay.slots.id, node, index)
	}
	t.node, t.childIndex = node, index
	switch o := node.Ref.(type) {
	case *instance:
		return q.renderTemplate(t, o)
	case *goja.Object:
		if o.ExportType() == typeInstance {
			return q.renderTemplate(t, o.Export().(*instance))
		}
	}
	stack := t.stack
	q.pushStack(t)
	err := q.renderCurrent(t)
	if err == nil {
		t.stack = stack
	}
	return err
}

// renderCurrent renders the task's node, whatever it is (retryNode).
func (q *request) renderCurrent(t *task) error {
	switch node := t.node.Ref.(type) {
	case *instance:
		return q.renderTemplate(t, node)
	case *elementObject:
		return q.renderParts(t, node.typ, node.key, node.props)
	case *compiled.Array:
		if items, ok := node.Items(); ok {
			return q.renderItems(t, items, t.childIndex)
		}
		return q.renderObject(t, q.r.realm.ToGoja(t.node).(*goja.Object))
	case *compiled.Object:
		return q.renderObject(t, q.r.realm.ToGoja(t.node).(*goja.Object))
	case *goja.Object:
		return q.renderObject(t, node)
	}
	if text, ok := childText(t.node); ok && t.segment != nil {
		q.text(t.segment, text)
	}
	return nil
}

// number appends a number as a text node.
func (q *request) number(seg *segment, v compiled.Value) {
	if !q.opts.static && seg.lastText {
		seg.html = append(seg.html, textSeparator...)
	}
	seg.html = v.AppendNumber(seg.html)
	seg.lastText = !q.opts.static
}

// childText is the text of a child that is a string or a number.
func childText(v compiled.Value) (string, bool) {
	if v.IsNumber() {
		return v.NumberText(), true
	}
	if s, ok := v.Text(); ok {
		return s, true
	}
	if b, ok := v.Ref.(goja.Value); ok && kindOf(b) == kBigInt {
		return b.String(), true
	}
	return "", false
}

// text appends a text node (pushTextInstance).
func (q *request) text(seg *segment, s string) {
	if q.opts.static {
		seg.html = appendEscaped(seg.html, s)
		seg.lastText = false
		return
	}
	if s == "" {
		return
	}
	if seg.lastText {
		seg.html = append(seg.html, textSeparator...)
	}
	seg.html = appendEscaped(seg.html, s)
	seg.lastText = true
}

func (q *request) renderObject(t *task, node *goja.Object) error {
	r := q.r
	switch node.ExportType() {
	case typeInstance:
		return q.renderTemplate(t, node.Export().(*instance))
	case typeElement:
		e := node.Export().(*elementObject)
		return q.renderParts(t, e.typ, e.key, e.props)
	}
	switch typeof := node.Get("$$typeof"); typeof {
	case goja.Value(r.sym.element):
		return q.renderElementNode(t, node)
	case goja.Value(r.sym.portal):
		return r.fail("Portals are not currently supported by the server renderer. Render them conditionally so that they only appear on the client render.")
	case goja.Value(r.sym.lazy):
		value, err := q.initLazy(node)
		if err != nil {
			return err
		}
		return q.renderDestructive(t, compiled.From(value), t.childIndex)
	}
	if isArray(node) {
		return q.renderArray(t, node, t.childIndex)
	}
	if isFunction(node) {
		return nil
	}
	items, ok, err := r.iterate(node)
	if err != nil {
		return err
	}
	if ok {
		if len(items) == 0 {
			return nil
		}
		return q.renderItems(t, items, t.childIndex)
	}
	if r.isThenable(node) {
		t.thenables = nil
		value, err := r.unwrap(node)
		if err != nil {
			return err
		}
		return q.renderDestructive(t, compiled.From(value), t.childIndex)
	}
	if node.Get("$$typeof") == goja.Value(r.sym.context) {
		return q.renderDestructive(t, compiled.From(node.Get("_currentValue")), t.childIndex)
	}
	return q.r.fail("Objects are not valid as a React child (found: " + r.describeObject(node) + "). If you meant to render a collection of children, use an array instead.")
}

func (r *Runtime) describeObject(o *goja.Object) string {
	tag, err := r.method(r.vm.Get("Object").ToObject(r.vm).Get("prototype").ToObject(r.vm).Get("toString").ToObject(r.vm), "call", o)
	if err == nil && tag.String() != "[object Object]" {
		return tag.String()
	}
	return "object with keys {" + strings.Join(o.Keys(), ", ") + "}"
}

func (q *request) initLazy(lazy *goja.Object) (goja.Value, error) {
	init, ok := goja.AssertFunction(lazy.Get("_init"))
	if !ok {
		return nil, q.r.fail("A lazy element has no _init")
	}
	v, err := q.r.call(init, goja.Undefined(), lazy.Get("_payload"))
	if err != nil {
		return nil, err
	}
	if q.aborted {
		return nil, errAborted
	}
	return v, nil
}

func (q *request) renderElementNode(t *task, node *goja.Object) error {
	props, _ := node.Get("props").(*goja.Object)
	if props == nil {
		props = q.r.vm.NewObject()
	}
	return q.renderParts(t, compiled.From(node.Get("type")), compiled.From(node.Get("key")), compiled.Value{Ref: props})
}

// renderParts renders an element by its type, key and props.
func (q *request) renderParts(t *task, typ, elementKey, props compiled.Value) error {
	var key *keyPath
	if q.keyed() {
		place := q.r.realm.ToGoja(elementKey)
		if isNullish(place) || place == goja.Value(q.r.sym.optimisticKey) {
			place = q.r.vm.ToValue(max(t.childIndex, 0))
		}
		key = &keyPath{parent: t.key, name: q.r.typeName(q.r.realm.ToGoja(typ)), key: place}
	}
	if t.depth++; t.depth > maxDepth {
		return &thrown{value: q.r.vm.NewGoError(errDepth)}
	}
	var err error
	if t.replay != nil {
		err = q.replayParts(t, key, typ, props)
	} else {
		err = q.renderElement(t, key, typ, props)
	}
	t.depth--
	return err
}

// renderElement renders an element by its type (renderElement).
func (q *request) renderElement(t *task, key *keyPath, elementType, own compiled.Value) error {
	r := q.r
	if tag, ok := elementType.Text(); ok {
		return q.renderHost(t, key, tag, r.hostProps(own))
	}
	typ := r.realm.ToGoja(elementType)
	if o, ok := typ.(*goja.Object); ok {
		if isFunction(o) {
			if isClass(o) {
				return q.renderClass(t, key, o, r.object(own))
			}
			return q.renderFunction(t, key, elementType, own, goja.Undefined())
		}
		switch o.Get("$$typeof") {
		case goja.Value(r.sym.memo):
			return q.renderElement(t, key, compiled.From(o.Get("type")), own)
		case goja.Value(r.sym.context):
			return q.renderProvider(t, key, o, r.prop(own, "value"), r.prop(own, "children"))
		}
	}
	props := r.object(own)
	switch typ := typ.(type) {
	case *goja.Symbol:
		switch typ {
		case r.sym.fragment, r.sym.strictMode, r.sym.profiler, r.sym.legacyHidden, r.sym.suspenseList:
			return q.renderKeyed(t, key, compiled.From(props.Get("children")))
		case r.sym.suspense:
			return q.renderSuspense(t, key, props)
		case r.sym.activity:
			return q.renderActivity(t, key, props)
		case r.sym.viewTransition:
			return q.renderViewTransition(t, key, props)
		case r.sym.scope:
			return r.fail("ReactDOMServer does not yet support scope components.")
		}
	case *goja.Object:
		switch typ.Get("$$typeof") {
		case goja.Value(r.sym.forwardRef):
			render, ok := typ.Get("render").(*goja.Object)
			if !ok {
				return r.fail("forwardRef requires a render function.")
			}
			ref := props.Get("ref")
			if ref == nil || goja.IsUndefined(ref) {
				ref = goja.Null()
			}
			return q.renderFunction(t, key, compiled.Value{Ref: render}, compiled.Value{Ref: r.withoutRef(props)}, ref)
		case goja.Value(r.sym.consumer):
			return q.renderConsumer(t, key, typ, props)
		case goja.Value(r.sym.lazy):
			inner, err := q.initLazy(typ)
			if err != nil {
				return err
			}
			return q.renderElement(t, key, compiled.From(inner), own)
		}
	}
	got := "undefined"
	switch kindOf(typ) {
	case kNull:
		got = "null"
	case kBool:
		got = "boolean"
	case kNumber:
		got = "number"
	case kBigInt:
		got = "bigint"
	case kSymbol:
		got = "symbol"
	case kObject:
		got = "object"
	}
	return r.fail("Element type is invalid: expected a string (for built-in components) or a class/function (for composite components) but got: " + got + ".")
}

// withoutRef is a copy of props without ref, or props when there is none.
func (r *Runtime) withoutRef(props *goja.Object) *goja.Object {
	if props.Get("ref") == nil {
		return props
	}
	out := r.vm.NewObject()
	for _, k := range props.Keys() {
		if k != "ref" {
			_ = out.Set(k, props.Get(k))
		}
	}
	return out
}

func (q *request) renderKeyed(t *task, key *keyPath, children compiled.Value) error {
	prev := t.key
	t.key = key
	if err := q.renderDestructive(t, children, -1); err != nil {
		return err
	}
	t.key = prev
	return nil
}

// renderFunction calls a function component and renders what it returns (renderWithHooks, finishFunctionComponent).
func (q *request) renderFunction(t *task, key *keyPath, component, props compiled.Value, ref goja.Value) error {
	call, err := q.r.component(component, props, ref)
	if err != nil {
		return err
	}
	h := &q.r.hooks
	value, err := h.render(q, t, key, call)
	if err != nil {
		return err
	}
	usedID, actions, matching := h.localID > 0, h.actions, h.matching
	h.reset()
	if q.aborted {
		return errAborted
	}
	seg := t.segment
	markers := actions > 0 && q.opts.formState != nil
	if markers {
		for i := range actions {
			if i == matching {
				seg.html = append(seg.html, "<!--F!-->"...)
			} else {
				seg.html = append(seg.html, "<!--F-->"...)
			}
		}
	}
	prev := t.key
	t.key = key
	switch {
	case usedID:
		tree := t.tree
		t.tree = tree.push(1, 0)
		err = q.renderNode(t, value, -1)
		t.tree = tree
	case markers:
		err = q.renderNode(t, value, -1)
	default:
		err = q.renderDestructive(t, value, -1)
	}
	if err != nil {
		return err
	}
	t.key = prev
	return nil
}

func (q *request) renderProvider(t *task, key *keyPath, context *goja.Object, value, children compiled.Value) error {
	prev := t.key
	t.context = q.r.pushProvider(context, q.r.realm.ToGoja(value))
	t.key = key
	if err := q.renderDestructive(t, children, -1); err != nil {
		return err
	}
	if q.r.snapshot == nil {
		return errors.New("native renderer: a provider ended that never began")
	}
	t.context = q.r.popProvider()
	t.key = prev
	return nil
}

func (q *request) renderConsumer(t *task, key *keyPath, consumer, props *goja.Object) error {
	render, ok := goja.AssertFunction(props.Get("children"))
	context, isContext := consumer.Get("_context").(*goja.Object)
	if !ok || !isContext {
		return &thrown{value: q.r.newError("TypeError", "render is not a function")}
	}
	children, err := q.r.call(render, goja.Undefined(), context.Get("_currentValue"))
	if err != nil {
		return err
	}
	return q.renderKeyed(t, key, compiled.From(children))
}

// renderHost renders an element of the document.
func (q *request) renderHost(t *task, key *keyPath, tag string, props propList) error {
	seg, format, prevKey := t.segment, t.format, t.key
	if seg == nil {
		t.format, t.key = q.childFormat(format, tag, props), key
		if err := q.renderNode(t, compiled.From(props.Get("children")), -1); err != nil {
			return err
		}
		t.format, t.key = format, prevKey
		return nil
	}
	children, err := q.startElement(t, tag, props)
	if err != nil {
		return err
	}
	seg.lastText = false
	t.key = key
	t.format = q.childFormat(format, tag, props)
	if t.format.mode == modeHead {
		pre := newSegment(0, nil, t.format, false, false)
		seg.preamble = append(seg.preamble, pre)
		t.segment = pre
		err = q.renderNode(t, compiled.From(children), -1)
		if err == nil {
			q.endText(pre)
			pre.status = segCompleted
			q.count(t.boundary, pre)
		}
		t.segment = seg
	} else if children != nil {
		err = q.renderNode(t, compiled.From(children), -1)
	}
	if err != nil {
		return err
	}
	t.format, t.key = format, prevKey
	if q.endsElement(format, tag) {
		seg.html = append(seg.html, "</"...)
		seg.html = append(seg.html, tag...)
		seg.html = append(seg.html, '>')
	}
	seg.lastText = false
	return nil
}

// endsElement reports whether an element has an end tag here (pushEndInstance).
func (q *request) endsElement(format *formatContext, tag string) bool {
	switch tag {
	case "title", "style", "script", "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta",
		"param", "source", "track", "wbr":
		return false
	case "body":
		if format.mode <= modeHTML {
			q.out.hasBody = true
			return false
		}
	case "html":
		if format.mode == modeRoot {
			q.out.hasHTML = true
			return false
		}
	case "head":
		return format.mode > modeHTML
	}
	return true
}

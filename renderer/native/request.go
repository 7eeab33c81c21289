package native

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// request is one render (RequestInstance): a tree of segments that are filled by tasks and flushed in order.
type request struct {
	r    *Runtime
	opts options
	out  output // the document's resources, preamble and scripts

	status     requestStatus
	aborted    bool
	fatal      goja.Value // what aborted or failed it
	dest       destination
	flushing   bool // a flush is scheduled (flushScheduled)
	rootFormat *formatContext

	allPending, rootPending int
	nextSegment             int
	rootSegment             *segment // completed
	preambles               [][]*segment
	preambleReady           bool
	byteSize                int
	abortable               *taskSet
	pinged                  []*task
	working                 *task
	clientRendered          []*boundary
	completed               []*boundary
	partial                 []*boundary

	flushed      int // bytes flushed with the current shell or boundary (flushedByteSize)
	inShell      bool
	flushPartial bool
	nextForm     int

	tracked *postpones // what a prerender leaves to a later render; nil when it can't
	resumed bool       // it goes on where a prerender has stopped
}

type requestStatus uint8

const (
	opening requestStatus = iota
	open
	closing // failed before there was a destination
	closed
)

// options are what a render is asked for.
type options struct {
	static    bool // renderToStaticMarkup: no markers for hydration
	legacy    bool // renderToString: nothing is sent out of order
	prerender bool // fallbacks first, flushed when all is done
	chunkSize float64
	idPrefix  string
	given     *goja.Object // as given
	formState *goja.Object // [state, key, signature, bound] of a submitted form; nil for none

	onError, onBrowserBailout, onAllReady, onShellReady, onShellError, onFatalError, onHeaders goja.Callable
	headersLength                                                                              float64
	end                                                                                        func() // the end of the render's life
}

// destination takes the stream's bytes.
type destination interface {
	// write takes p, which is valid during the call only, and reports whether there is room for more.
	write(p []byte) bool
	// flush is called at the end of what belongs together.
	flush()
	// end is called after the last byte.
	end()
	// destroy is called instead when the render failed.
	destroy(reason goja.Value)
}

// newRequest is createRequest: a request whose root task waits for performWork.
func (r *Runtime) newRequest(children goja.Value, opts options, namespace string) *request {
	q := &request{r: r, opts: opts, abortable: &taskSet{}, rootFormat: rootFormat(namespace)}
	q.out.init()
	root := newSegment(0, nil, q.rootFormat, false, false)
	root.parentFlush = true
	t := q.newTask(task{node: compiled.From(children), childIndex: -1, segment: root, abortSet: q.abortable, format: q.rootFormat, tree: treeContext{id: 1}})
	q.pushStack(t)
	q.pinged = append(q.pinged, t)
	return q
}

func (q *request) newTask(t task) *task {
	q.allPending++
	if t.boundary == nil {
		q.rootPending++
	} else {
		t.boundary.pendingTasks++
	}
	if t.replay != nil {
		t.replay.pending++
	}
	out := &t
	t.abortSet.add(out)
	return out
}

func (q *request) pushStack(t *task) {
	switch o := t.node.Ref.(type) {
	case *elementObject:
		t.stack = &frame{parent: t.stack, typ: o.typ}
	case *goja.Object:
		switch o.ExportType() {
		case typeInstance:
		case typeElement:
			t.stack = &frame{parent: t.stack, typ: o.Export().(*elementObject).typ}
		default:
			if o.Get("$$typeof") == goja.Value(q.r.sym.element) {
				t.stack = &frame{parent: t.stack, typ: compiled.From(o.Get("type"))}
			}
		}
	}
}

// ping makes a task ready that waited, and schedules work when it is the first.
func (q *request) ping(t *task) {
	q.pinged = append(q.pinged, t)
	if len(q.pinged) > 1 {
		return
	}
	q.flushing = q.dest != nil
	work := q.r.native(q.perform)
	if q.opts.prerender || q.status == opening {
		q.schedule(q.r.env.Microtask, work)
	} else {
		q.schedule(q.r.env.Immediate, work)
	}
}

func (q *request) schedule(how goja.Callable, what goja.Value) {
	if _, err := how(goja.Undefined(), what); err != nil {
		q.r.raise(asThrown(err))
	}
}

// native makes a JavaScript function of f.
func (r *Runtime) native(f func()) goja.Value {
	return r.vm.ToValue(func(goja.FunctionCall) goja.Value { f(); return goja.Undefined() })
}

// wait pings t when thenable is settled.
func (q *request) wait(t *task, thenable *goja.Object) error {
	resolve := q.r.native(func() { q.ping(t) })
	reject := q.r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		if !q.aborted {
			q.ping(t)
		} else if t.abortSet.remove(t) {
			if err := q.finishAborted(t, call.Argument(0)); err != nil {
				q.fault(err, nil)
			}
		}
		return goja.Undefined()
	})
	_, err := q.r.method(thenable, "then", resolve, reject)
	return err
}

// perform works on all tasks that are ready and flushes what they completed (performWork).
func (q *request) perform() {
	if q.aborted || q.status >= closing {
		return
	}
	r := q.r
	prevContext, prevHooks, prevAsync, prevRequest := r.snapshot, r.shared.Get("H"), r.shared.Get("A"), r.current
	set := func(key string, v goja.Value) {
		if v == nil {
			v = goja.Null()
		}
		_ = r.shared.Set(key, v)
	}
	set("H", r.hooksD)
	set("A", r.asyncD)
	r.current = q
	r.realm.Changed()
	defer func() {
		set("H", prevHooks)
		set("A", prevAsync)
		if prevHooks == goja.Value(r.hooksD) {
			r.switchContext(prevContext)
		}
		r.current = prevRequest
	}()
	err := r.try(func() error {
		for i := 0; i < len(q.pinged); i++ {
			if err := q.retry(q.pinged[i]); err != nil {
				return err
			}
		}
		q.pinged = nil
		if q.dest != nil {
			q.flush()
		}
		return nil
	})
	if err != nil {
		q.fault(err, nil)
	}
}

// fault ends the request with an error of the renderer itself, or with one that JavaScript can't catch.
func (q *request) fault(err error, stack *frame) {
	value, _, fatal := q.r.caught(err)
	if fatal != nil {
		q.r.raise(fatal)
	}
	q.report(value, stack)
	q.fail(value)
}

// retry works on one task (retryRenderTask).
func (q *request) retry(t *task) error {
	if t.replay != nil {
		return q.retryReplay(t)
	}
	seg := t.segment
	if seg.status != segPending {
		return nil
	}
	prev := q.working
	q.working = t
	defer func() { q.working = prev }()
	q.r.switchContext(t.context)
	children, html := len(seg.children), seg.html
	err := q.r.try(func() error { return q.renderCurrent(t) })
	if err == nil {
		q.endText(seg)
		t.abortSet.remove(t)
		seg.status = segCompleted
		q.count(t.boundary, seg)
		return q.finished(t.boundary, seg)
	}
	q.r.hooks.reset()
	seg.children, seg.html = seg.children[:children], html
	value, waitFor, fatal := q.r.caught(err)
	if fatal != nil {
		return fatal
	}
	if q.aborted {
		if waitFor != nil {
			t.thenables = q.r.hooks.takeThenables()
		}
		q.working = prev
		q.abortTask(t)
		t.abortSet.remove(t)
		return q.finishAborted(t, q.fatal)
	}
	if waitFor != nil {
		if value == goja.Value(q.r.suspended) {
			t.thenables = q.r.hooks.takeThenables()
		} else {
			t.thenables = nil
		}
		return q.wait(t, waitFor)
	}
	t.abortSet.remove(t)
	seg.status = segErrored
	q.allPending--
	if t.boundary == nil {
		value = q.r.recoverableAsFatal(value)
		q.report(value, t.stack)
		q.fail(value)
		return nil
	}
	digest := q.report(value, t.stack)
	t.boundary.pendingTasks--
	q.giveUp(t.boundary, digest)
	if q.allPending == 0 {
		q.completeAll()
	}
	return nil
}

// giveUp leaves a boundary to the client.
func (q *request) giveUp(b *boundary, digest *string) {
	if b.status == clientRendered {
		return
	}
	b.status, b.digest = clientRendered, digest
	q.untrack(b)
	if b.parentFlush {
		q.clientRendered = append(q.clientRendered, b)
	}
	if q.rootPending == 0 && !q.opts.prerender && b.preamble != nil {
		q.preparePreamble()
	}
}

// endText closes a segment's text that another text may follow.
func (q *request) endText(seg *segment) {
	if seg.lastText && seg.textEmbedded && !q.opts.static {
		seg.html = append(seg.html, textSeparator...)
	}
}

// count adds a finished segment's size to its boundary, as byteSize counts it; renderToString doesn't count.
func (q *request) count(b *boundary, seg *segment) {
	if q.opts.legacy {
		return
	}
	if b == nil {
		q.byteSize += len(seg.html)
	} else {
		b.byteSize += len(seg.html)
	}
}

// queueSegment is queueCompletedSegment.
func (b *boundary) queueSegment(seg *segment) {
	if len(seg.html) == 0 && len(seg.children) == 1 && seg.children[0].boundary == nil && seg.children[0].id == -1 {
		child := seg.children[0]
		child.id = seg.id
		child.parentFlush = true
		if child.status == segCompleted || child.status == segAborted || child.status == segErrored {
			b.queueSegment(child)
		}
		return
	}
	b.segments = append(b.segments, seg)
}

// finished accounts for a task that ended well (finishedTask).
func (q *request) finished(b *boundary, seg *segment) error {
	q.allPending--
	if b == nil {
		if seg != nil && seg.parentFlush {
			if q.rootSegment != nil {
				return errors.New("native renderer: two root segments")
			}
			q.rootSegment = seg
		}
		q.shellTaskDone()
	} else {
		b.pendingTasks--
		switch {
		case b.status == clientRendered:
		case b.pendingTasks == 0:
			if b.status == pending {
				b.status = completed
			}
			if seg != nil && seg.parentFlush && (seg.status == segCompleted || seg.status == segAborted) {
				b.queueSegment(seg)
			}
			if b.parentFlush {
				q.completed = append(q.completed, b)
			}
			if b.status == completed {
				if !q.outlinable(b) {
					q.abortFallbacks(b)
				}
				if q.rootPending == 0 && !q.opts.prerender && b.preamble != nil {
					q.preparePreamble()
				}
			}
		case seg != nil && seg.parentFlush && (seg.status == segCompleted || seg.status == segAborted):
			b.queueSegment(seg)
			if len(b.segments) == 1 && b.parentFlush {
				q.partial = append(q.partial, b)
			}
		}
	}
	if q.allPending == 0 {
		q.completeAll()
	}
	return nil
}

// abortFallbacks drops the work on the fallback of a boundary that is complete (abortTaskSoft).
func (q *request) abortFallbacks(b *boundary) {
	q.allPending++ // completeAll must wait for the end of this
	list := b.fallback.list
	b.fallback.list = nil
	for _, t := range list {
		if t.segment == nil {
			continue
		}
		t.segment.status = segAborted
		if err := q.finished(t.boundary, t.segment); err != nil {
			q.fault(err, nil)
		}
	}
	q.allPending--
}

// outlinable is isEligibleForOutlining: whether a complete boundary is large enough to be sent out of order.
func (q *request) outlinable(b *boundary) bool {
	return (b.byteSize > 500 || b.content.suspensey(false)) && b.preamble == nil
}

func (q *request) completeShell() {
	if !q.opts.prerender {
		q.emitEarlyHeaders(true)
		q.preparePreamble()
	}
	q.notify(q.opts.onShellReady)
}

func (q *request) completeAll() {
	q.emitEarlyHeaders(true)
	q.preparePreamble()
	q.notify(q.opts.onAllReady)
}

// notify calls one of the options' functions.
func (q *request) notify(f goja.Callable, args ...goja.Value) {
	if f == nil {
		return
	}
	_, err := f(goja.Undefined(), args...)
	q.r.realm.Changed()
	if err != nil {
		q.r.raise(asThrown(err))
	}
}

// report tells onError and returns the digest that it gives (logRecoverableError).
func (q *request) report(value goja.Value, stack *frame) *string {
	info := q.r.errorInfo(stack)
	if q.r.isRecoverable(value) {
		q.notify(q.opts.onBrowserBailout, value, info)
		empty := ""
		return &empty
	}
	f := q.opts.onError
	if f == nil {
		f = q.r.env.LogError
		q.notify(f, value)
		return nil
	}
	digest, err := f(goja.Undefined(), value, info)
	q.r.realm.Changed()
	if err != nil {
		q.r.raise(asThrown(err))
	}
	if s, ok := digest.(goja.String); ok && s.Length() > 0 {
		d := s.String()
		return &d
	}
	return nil
}

// fail ends the request for good (fatalError).
func (q *request) fail(value goja.Value) {
	if q.rootPending != 0 {
		q.notify(q.opts.onShellError, value)
	}
	q.notify(q.opts.onFatalError, value)
	q.ended()
	if q.dest != nil {
		q.status = closed
		q.dest.destroy(value)
		return
	}
	q.status = closing
	if !q.aborted {
		q.fatal = value
	}
}

func (q *request) ended() {
	if q.opts.end != nil {
		q.opts.end()
		q.opts.end = nil
	}
}

// shellTaskDone counts a task of the shell that is over.
func (q *request) shellTaskDone() {
	q.rootPending--
	if q.rootPending == 0 {
		q.completeShell()
	}
}

// taskDone counts a task that is over.
func (q *request) taskDone() {
	q.allPending--
	if q.allPending == 0 {
		q.completeAll()
	}
}

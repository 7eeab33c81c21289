package native

import "github.com/dop251/goja"

// abort gives up what is not done: boundaries are left to the client; without a shell the request fails.
func (q *request) abort(reason goja.Value) {
	if q.aborted || q.status >= closing {
		return
	}
	q.ended()
	q.aborted = true
	switch o, isObject := reason.(*goja.Object); {
	case isObject && o.Get("$$typeof") == goja.Value(q.r.sym.recoverable):
		reason = q.r.recoverableError(o)
	case reason == nil || goja.IsUndefined(reason):
		reason = q.r.newError("Error", "The render was aborted by the server without a reason.")
	case isObject && q.r.isThenable(o):
		reason = q.r.newError("Error", "The render was aborted by the server with a promise.")
	}
	q.fatal = reason
	for _, t := range q.abortable.list {
		q.abortTask(t)
	}
	if q.opts.legacy {
		q.finishAbort()
		return
	}
	q.schedule(q.r.env.Immediate, q.r.native(q.finishAbort))
}

func (q *request) abortTask(t *task) {
	if t == q.working {
		return
	}
	if t.segment != nil {
		t.segment.status = segAborted
	}
	if t.boundary != nil {
		for _, f := range t.boundary.fallback.list {
			q.abortTask(f)
		}
	}
}

func (q *request) finishAbort() {
	err := q.r.try(func() error {
		list := q.abortable.list
		for _, t := range list {
			if err := q.finishAborted(t, q.fatal); err != nil {
				return err
			}
		}
		q.abortable.list = nil
		if q.dest != nil {
			q.flush()
		}
		return nil
	})
	if err != nil {
		q.fault(err, nil)
	}
}

// finishAborted accounts for a task that was given up.
func (q *request) finishAborted(t *task, reason goja.Value) error {
	if t == q.working || t.segment != nil && t.segment.status != segAborted {
		return nil
	}
	b := t.boundary
	postpone := q.tracked != nil && t.segment != nil && !q.r.isRecoverable(reason)
	if b == nil {
		if t.replay != nil {
			return q.finishAbortedReplay(t, reason)
		}
		if postpone {
			q.report(reason, t.stack)
			if err := q.postpone(t); err != nil {
				return err
			}
			return q.finished(nil, t.segment)
		}
		reason = q.r.recoverableAsFatal(reason)
		q.report(reason, t.stack)
		if q.status < closing {
			q.fail(reason)
		}
		return nil
	}
	abortFallback := func() error {
		list := b.fallback.list
		b.fallback.list = nil
		for _, f := range list {
			if err := q.finishAborted(f, reason); err != nil {
				return err
			}
		}
		return nil
	}
	if b.status != clientRendered {
		if postpone {
			q.report(reason, t.stack)
			if err := q.postpone(t); err != nil {
				return err
			}
			if err := abortFallback(); err != nil {
				return err
			}
			return q.finished(b, t.segment)
		}
		b.status = clientRendered
		b.digest = q.report(reason, t.stack)
		q.untrack(b)
		if b.parentFlush {
			q.clientRendered = append(q.clientRendered, b)
		}
	}
	b.pendingTasks--
	if err := abortFallback(); err != nil {
		return err
	}
	q.taskDone()
	return nil
}

// finishAbortedReplay accounts for a walk in the shell that was given up.
func (q *request) finishAbortedReplay(t *task, reason goja.Value) error {
	if q.status >= closing {
		return nil
	}
	t.replay.pending--
	if t.replay.pending == 0 && len(t.replay.nodes) > 0 {
		if err := q.abandon(nil, t.replay, reason, q.report(reason, t.stack)); err != nil {
			return err
		}
	}
	q.shellTaskDone()
	q.taskDone()
	return nil
}

// isRecoverable tells the errors that ask for rendering in the browser (browser()).
func (r *Runtime) isRecoverable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	flag := o.GetSymbol(r.sym.recoverable)
	return flag != nil && flag.ExportType() == typeBool && flag.ToBoolean()
}

// recoverableError is createRecoverableError.
func (r *Runtime) recoverableError(recoverable *goja.Object) *goja.Object {
	e := r.newError("Error", "Browser-only rendering was requested by `browser()`.")
	reason := recoverable.Get("_reason")
	given := reason != nil && !goja.IsUndefined(reason)
	if f, ok := goja.AssertFunction(reason); ok {
		v, err := r.call(f, goja.Undefined())
		if err != nil {
			v = r.vm.ToValue("The reason for browser-only rendering could not be determined because its initializer threw.")
		}
		reason = v
	}
	if given {
		_ = e.DefineDataProperty("cause", reason, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	_ = e.DefineDataPropertySymbol(r.sym.recoverable, r.vm.ToValue(true), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return e
}

// recoverableAsFatal is the error of a shell that asked for the browser; other values stay as they are.
func (r *Runtime) recoverableAsFatal(v goja.Value) goja.Value {
	if !r.isRecoverable(v) {
		return v
	}
	e := r.newError("Error", "The server render could not complete because client rendering was requested outside a Suspense boundary. See this error's cause for additional details.")
	if cause := v.(*goja.Object).Get("cause"); cause != nil {
		_ = e.DefineDataProperty("cause", cause, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return e
}

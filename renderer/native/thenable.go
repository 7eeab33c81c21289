package native

import "github.com/dop251/goja"

// thenables are the promises that a component has used, in the order of use.
type thenables struct{ list []*goja.Object }

// use is the hook of that name.
func (r *Runtime) use(call goja.FunctionCall) goja.Value {
	usable, ok := call.Argument(0).(*goja.Object)
	if ok && !isFunction(usable) {
		switch {
		case r.isThenable(usable):
			v, err := r.unwrap(usable)
			if err != nil {
				r.raise(err)
			}
			return v
		case usable.Get("$$typeof") == goja.Value(r.sym.recoverable):
			panic(r.recoverableError(usable))
		case usable.Get("$$typeof") == goja.Value(r.sym.context):
			return usable.Get("_currentValue")
		}
	}
	panic(r.newError("Error", "An unsupported type was passed to use(): "+call.Argument(0).String()))
}

// unwrap gives the value of a promise, throws its reason, or suspends (trackUsedThenable).
func (r *Runtime) unwrap(thenable *goja.Object) (goja.Value, error) {
	h := &r.hooks
	index := h.thenableAt
	h.thenableAt++
	if h.thenables == nil {
		h.thenables = &thenables{}
	}
	noop := r.native(func() {})
	if index < len(h.thenables.list) {
		if known := h.thenables.list[index]; known != thenable {
			if _, err := r.method(thenable, "then", noop, noop); err != nil {
				return nil, err
			}
			thenable = known
		}
	} else {
		h.thenables.list = append(h.thenables.list, thenable)
	}
	if v, settled, err := r.settled(thenable); settled {
		return v, err
	}
	if _, known := thenable.Get("status").(goja.String); known {
		if _, err := r.method(thenable, "then", noop, noop); err != nil {
			return nil, err
		}
	} else {
		_ = thenable.Set("status", "pending")
		settle := func(status, key string) goja.Value {
			return r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
				if s, ok := thenable.Get("status").(goja.String); ok && s.String() == "pending" {
					_ = thenable.Set("status", status)
					_ = thenable.Set(key, call.Argument(0))
				}
				return goja.Undefined()
			})
		}
		if _, err := r.method(thenable, "then", settle("fulfilled", "value"), settle("rejected", "reason")); err != nil {
			return nil, err
		}
	}
	if v, settled, err := r.settled(thenable); settled { // a thenable may call back at once
		return v, err
	}
	r.waitingFor = thenable
	return nil, &thrown{value: r.suspended}
}

func (r *Runtime) settled(thenable *goja.Object) (goja.Value, bool, error) {
	status, _ := thenable.Get("status").(goja.String)
	if status == nil {
		return nil, false, nil
	}
	switch status.String() {
	case "fulfilled":
		v := thenable.Get("value")
		if v == nil {
			v = goja.Undefined()
		}
		return v, true, nil
	case "rejected":
		reason := thenable.Get("reason")
		if reason == nil {
			return nil, true, r.fail("A rejected Promise was passed to React without a `reason` property. React threw a generic error from where the Promise was used to assist in identifying the problematic Promise. Make sure that instrumented Promises correctly set the `reason` property when setting `status` to `'rejected'`.")
		}
		return nil, true, &thrown{value: reason}
	}
	return nil, false, nil
}

package nodeevents

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// bind gives events.js makeEmit(kCapture, emitError, watchRejection), which returns EventEmitter.prototype.emit: streams call
// it for every chunk, and in Go it takes a third of the time. emitError is the emit of 'error' events; watchRejection is called with
// what listeners of emitters that capture rejections return.
func bind(vm *node.VM) goja.Value {
	return vm.Object(map[string]node.Func{"makeEmit": func(call goja.FunctionCall) goja.Value {
		capture, _ := call.Argument(0).(*goja.Symbol)
		emitError, _ := goja.AssertFunction(call.Argument(1))
		watch, _ := goja.AssertFunction(call.Argument(2))
		e := &emitter{vm: vm, capture: capture, emitError: emitError, watch: watch}
		return vm.Function("emit", 1, e.emit)
	}})
}

type emitter struct {
	vm               *node.VM
	capture          *goja.Symbol
	emitError, watch goja.Callable
}

// emit is EventEmitter.prototype.emit.
func (e *emitter) emit(call goja.FunctionCall) goja.Value {
	this := call.This.ToObject(e.vm.Runtime)
	name := call.Argument(0)
	var args []goja.Value
	if len(call.Arguments) > 1 {
		args = append(args, call.Arguments[1:]...) // the caller's stack moves while listeners run
	}
	symbol, isSymbol := name.(*goja.Symbol)
	key := ""
	if !isSymbol {
		if key = name.String(); key == "error" {
			return e.result(e.emitError(this, append([]goja.Value{name}, args...)...))
		}
	}
	events, ok := this.Get("_events").(*goja.Object)
	if !ok {
		return e.vm.Runtime.ToValue(false)
	}
	var handler goja.Value
	if isSymbol {
		handler = events.GetSymbol(symbol)
	} else {
		handler = events.Get(key)
	}
	return e.vm.Runtime.ToValue(e.call(this, handler, name, args))
}

// call calls the listeners, a function or an array of them, and reports whether there are any.
func (e *emitter) call(this *goja.Object, handler, name goja.Value, args []goja.Value) bool {
	list, ok := handler.(*goja.Object)
	if !ok {
		return false
	}
	if f, ok := goja.AssertFunction(list); ok {
		e.listener(f, this, name, args)
		return true
	}
	// A listener may add and remove listeners: those of this event have been decided.
	n := int(list.Get("length").ToInteger())
	listeners := make([]goja.Callable, 0, n)
	for i := range n {
		f, ok := goja.AssertFunction(list.Get(strconv.Itoa(i)))
		if !ok {
			panic(e.vm.Runtime.NewTypeError("a listener is not a function"))
		}
		listeners = append(listeners, f)
	}
	for _, f := range listeners {
		e.listener(f, this, name, args)
	}
	return true
}

func (e *emitter) listener(f goja.Callable, this *goja.Object, name goja.Value, args []goja.Value) {
	result := e.result(f(this, args...))
	if goja.IsUndefined(result) || goja.IsNull(result) {
		return
	}
	if captures := this.GetSymbol(e.capture); captures != nil && captures.ToBoolean() {
		e.result(e.watch(goja.Undefined(), this, result, name, node.Array(e.vm, args)))
	}
}

func (e *emitter) result(v goja.Value, err error) goja.Value {
	if err != nil {
		e.vm.Rethrow(err)
	}
	return v
}

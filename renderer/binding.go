package renderer

import (
	"errors"
	"net/http"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// binding is what a VM keeps between requests: the bundle's render function and the native functions that it is given, which
// speak for the session of the running request.
type binding struct {
	session *session
	render  goja.Callable
	host    *goja.Object
}

type bindingKey struct{}

// sink takes the native engine's bytes for the request that the VM is serving.
type sink struct{ b *binding }

// WriteBytes is session.write for bytes; see native.BytesSink.
func (k sink) WriteBytes(p []byte) bool {
	if k.b.session == nil {
		return true
	}
	return k.b.session.writeBytes(p)
}

var _ native.BytesSink = sink{}

func bindingOf(vm *vmpool.VM) (*binding, error) {
	return vmpool.Data(vm, bindingKey{}, func() (*binding, error) {
		if vm.Exports() == nil {
			return nil, errors.New("renderer: the pool's VMs have no server bundle")
		}
		render, ok := goja.AssertFunction(vm.Exports().Get("render"))
		if !ok {
			return nil, errors.New("renderer: the server bundle does not export render: it was not made of App.ServerEntry")
		}
		b := &binding{render: render, host: vm.Runtime().NewObject()}
		return b, b.define(vm.Runtime())
	})
}

// define makes the functions of the host object; server.js is who calls them. Outside a request they do nothing: that is
// what is left of an earlier one.
func (b *binding) define(rt *goja.Runtime) error {
	yes, no := rt.ToValue(true), rt.ToValue(false)
	truth := func(v bool) goja.Value {
		if v {
			return yes
		}
		return no
	}
	functions := map[string]func(s *session, call goja.FunctionCall) goja.Value{
		// start(empty) comes before a rendering, and makes room on the stack for it when it is given a function that does nothing.
		"start": func(s *session, call goja.FunctionCall) goja.Value {
			if s.loaded.IsZero() {
				s.loaded = time.Now()
			}
			growStack(call.Argument(0))
			return nil
		},
		// write(chunk) takes a string from React; false asks it to pause until drain() is called.
		"write": func(s *session, call goja.FunctionCall) goja.Value { return truth(s.write(call.Argument(0))) },
		// flush() ends a part that the client should see.
		"flush": func(s *session, _ goja.FunctionCall) goja.Value { s.flush(); return nil },
		// end() says that React has written all.
		"end": func(s *session, _ goja.FunctionCall) goja.Value {
			s.ended = true
			s.completeWhenDone()
			return nil
		},
		// encode(value) serialises what the page was loaded with for the client, and throws when that can't be done.
		"encode": func(s *session, call goja.FunctionCall) goja.Value {
			s.encodeData(call.Argument(0))
			return nil
		},
		// begin(wrap) comes before the first chunk of the shell; wrap says whether the tree stands in the default document.
		"begin": func(s *session, call goja.FunctionCall) goja.Value {
			s.wrap = call.Argument(0).ToBoolean()
			s.probe = !s.wrap
			return nil
		},
		// shell() comes after the last chunk of the shell; false says that it is no document and was dropped.
		"shell": func(s *session, _ goja.FunctionCall) goja.Value { return truth(s.shell()) },
		// report(error, componentStack) notes an error below a Suspense boundary, and returns its digest.
		"report": func(s *session, call goja.FunctionCall) goja.Value {
			e := s.report(call.Argument(0), "boundary")
			if stack, ok := call.Argument(1).(goja.String); ok && e.ComponentStack == "" {
				e.ComponentStack = componentStack(s.vm, stack.String())
			}
			return rt.ToValue(e.Digest)
		},
		// fail(phase, error) ends the attempt.
		"fail": func(s *session, call goja.FunctionCall) goja.Value {
			s.fail(call.Argument(0).String(), call.Argument(1))
			return nil
		},
		// notFound() says that the page has nothing to show.
		"notFound": func(s *session, _ goja.FunctionCall) goja.Value { s.finish(nothing); return nil },
		// answer(status, headers) ends the request without a page.
		"answer": func(s *session, call goja.FunctionCall) goja.Value {
			header := http.Header{}
			fields := call.Argument(1).ToObject(rt)
			for _, name := range fields.Keys() {
				header.Set(name, fields.Get(name).String())
			}
			s.answer(int(call.Argument(0).ToInteger()), header)
			return nil
		},
	}
	if err := b.host.Set("sink", rt.ToValue(sink{b})); err != nil {
		return err
	}
	for name, f := range functions {
		if err := b.host.Set(name, func(call goja.FunctionCall) goja.Value {
			if b.session == nil {
				return yes
			}
			if v := f(b.session, call); v != nil {
				return v
			}
			return goja.Undefined()
		}); err != nil {
			return err
		}
	}
	return nil
}

// Package websocket is the WebSocket client of the HTML platform (WebSockets standard), with the events that it fires.
package websocket

import (
	"context"
	"embed"
	"errors"
	"net/http"

	ws "github.com/coder/websocket"
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webfetch"
)

//go:embed *.js
var files embed.FS

// maxMessage bounds a message that is received, in bytes.
const maxMessage = 64 << 20

// Modules returns internal/websocket.
func Modules() []node.Module {
	return []node.Module{{
		Name: "internal/websocket", Script: node.NewScript(files, "websocket.js"), Bind: bind,
		Globals: []node.Global{{Name: "WebSocket"}, {Name: "CloseEvent"}},
	}}
}

// socket is one connection. Its goroutine dials and then reads until the connection or the run ends.
type socket struct {
	vm      *node.VM
	pending *eventloop.Pending
	ctx     context.Context
	cancel  context.CancelFunc
	conn    *ws.Conn // set before onOpen is posted
	onOpen  goja.Callable
	onData  goja.Callable
	onClose goja.Callable
}

func bind(vm *node.VM) goja.Value {
	rt := vm.Runtime
	of := func(call goja.FunctionCall) *socket {
		s, ok := call.Argument(0).Export().(*socket)
		if !ok {
			panic(rt.NewTypeError("not a socket"))
		}
		return s
	}
	nothing := func(struct{}) goja.Value { return goja.Undefined() }
	return vm.Object(map[string]node.Func{
		// connect(url, protocols, onOpen(protocol), onData(string or Uint8Array), onClose(code, reason, clean, failed)).
		"connect": func(call goja.FunctionCall) goja.Value { return rt.ToValue(connect(vm, call)) },
		// send(socket, string or bytes) is a promise that resolves when it is written.
		"send": func(call goja.FunctionCall) goja.Value {
			s := of(call)
			kind, data := ws.MessageText, nodebuffer.EncodeString(call.Argument(1), nodebuffer.UTF8)
			if b, ok := nodebuffer.Bytes(vm, call.Argument(1)); ok {
				kind, data = ws.MessageBinary, append([]byte(nil), b...) // JavaScript goes on
			}
			return node.Async(vm, func() (struct{}, error) { return struct{}{}, s.conn.Write(s.ctx, kind, data) }, nothing, nil)
		},
		// close(socket, code, reason) starts the closing handshake; before the connection is open it gives it up.
		"close": func(call goja.FunctionCall) goja.Value {
			s := of(call)
			if s.conn == nil {
				s.cancel()
				return goja.Undefined()
			}
			code, reason := ws.StatusCode(call.Argument(1).ToInteger()), call.Argument(2).String()
			vm.Loop.Work(func() { _ = s.conn.Close(code, reason) }) // the read loop reports how it ended
			return goja.Undefined()
		},
	})
}

func connect(vm *node.VM, call goja.FunctionCall) *socket {
	s := &socket{vm: vm, pending: vm.Loop.Begin()}
	s.ctx, s.cancel = context.WithCancel(vm.Loop.Context())
	s.onOpen, _ = goja.AssertFunction(call.Argument(2))
	s.onData, _ = goja.AssertFunction(call.Argument(3))
	s.onClose, _ = goja.AssertFunction(call.Argument(4))
	url := call.Argument(0).String()
	var protocols []string
	_ = vm.Runtime.ExportTo(call.Argument(1), &protocols)
	vm.Loop.Work(func() { s.run(url, protocols) })
	return s
}

func (s *socket) run(url string, protocols []string) {
	defer s.cancel()
	transport := &http.Transport{DialContext: webfetch.DialContext(s.vm.Host)}
	defer transport.CloseIdleConnections()
	conn, _, err := ws.Dial(s.ctx, url, &ws.DialOptions{HTTPClient: &http.Client{Transport: transport}, Subprotocols: protocols}) //nolint:bodyclose // Dial closes it
	if err != nil {
		s.end(1006, "", false, true)
		return
	}
	conn.SetReadLimit(maxMessage)
	s.pending.Post(func() error {
		s.conn = conn
		_, err := s.onOpen(goja.Undefined(), s.vm.Runtime.ToValue(conn.Subprotocol()))
		return err
	})
	for {
		kind, data, err := conn.Read(s.ctx)
		if err != nil {
			_ = conn.CloseNow() // it has ended already
			var closed ws.CloseError
			if errors.As(err, &closed) {
				code := int(closed.Code)
				s.end(code, closed.Reason, true, false)
			} else {
				s.end(1006, "", false, true)
			}
			return
		}
		s.pending.Post(func() error {
			value := goja.Value(nil)
			if kind == ws.MessageText {
				value = nodebuffer.DecodeBytes(s.vm.Runtime, data, nodebuffer.UTF8)
			} else {
				value = s.vm.Uint8Array(data)
			}
			_, err := s.onData(goja.Undefined(), value)
			return err
		})
	}
}

func (s *socket) end(code int, reason string, clean, failed bool) {
	rt := s.vm.Runtime
	s.pending.Done(func() error {
		_, err := s.onClose(goja.Undefined(), rt.ToValue(code), rt.ToValue(reason), rt.ToValue(clean), rt.ToValue(failed))
		return err
	})
}

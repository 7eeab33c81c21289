package nodehttp

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/eventloop"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// server is a listening http.Server. It ends with the run at the latest.
type server struct {
	listener net.Listener
	pending  *eventloop.Pending
	mu       sync.Mutex
	conns    map[net.Conn]*incoming // the request in progress, or nil
	closed   bool
}

// incoming is a request that was received and the answer to it.
type incoming struct {
	server *server
	conn   net.Conn
	req    *http.Request
	w      *bufio.Writer
	done   chan bool // gets whether the connection can be used again
	once   sync.Once
}

func (n *natives) serverFuncs() map[string]node.Func {
	return map[string]node.Func{
		"listen":      n.listen,
		"serverClose": n.serverClose,
		"serverRef": func(call goja.FunctionCall) goja.Value {
			n.server(call.Argument(0)).pending.SetRef(call.Argument(1).ToBoolean())
			return goja.Undefined()
		},
		"connections": func(call goja.FunctionCall) goja.Value {
			s := n.server(call.Argument(0))
			s.mu.Lock()
			defer s.mu.Unlock()
			return n.vm.Runtime.ToValue(len(s.conns))
		},
		"serverRead": func(call goja.FunctionCall) goja.Value {
			n.read(call, 1, n.incoming(call.Argument(0)).req.Body, func() {})
			return goja.Undefined()
		},
		// serverHead sends the head at once; nothing is in the connection's buffers before it.
		"serverHead": func(call goja.FunctionCall) goja.Value {
			_ = n.incoming(call.Argument(0)).write(latin1(n, call.Argument(1)), nil, false) // the body's writes fail then
			return goja.Undefined()
		},
		"serverWrite": n.serverWrite,
		"serverEnd":   n.serverEnd,
	}
}

func (n *natives) server(v goja.Value) *server { return node.Handle[*server](n.vm, v) }

func (n *natives) incoming(v goja.Value) *incoming { return node.Handle[*incoming](n.vm, v) }

// mayListen says whether the host allows a listener: on loopback addresses where AllowNet allows connections to them, on others only
// where JavaScript acts as Node does (AllFiles).
func (n *natives) mayListen(host string, port int) error {
	ip := net.ParseIP(host)
	if !n.vm.Host.AllFiles && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("listening on %s is not allowed: only loopback addresses are", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	if n.vm.Host.AllowNet != nil {
		return n.vm.Host.AllowNet(net.JoinHostPort(host, strconv.Itoa(port)))
	}
	return nil
}

// listen takes host, port, a callback for requests and one for the outcome: (error, or null, server, address, port).
func (n *natives) listen(call goja.FunctionCall) goja.Value {
	host, port := call.Argument(0).String(), int(call.Argument(1).ToInteger())
	onRequest, back := n.callback(call, 2), n.callback(call, 3)
	address := net.JoinHostPort(host, strconv.Itoa(port))
	pending := n.vm.Loop.Begin()
	later := func(args ...goja.Value) {
		pending.Post(func() error {
			_, err := back(goja.Undefined(), args...)
			return err
		})
	}
	if err := n.mayListen(host, port); err != nil {
		later(n.vm.NewError("Error", "ERR_ACCESS_DENIED", "%s", err))
		pending.Done(nil)
		return goja.Undefined()
	}
	listener, err := (&net.ListenConfig{}).Listen(n.vm.Loop.Context(), "tcp", address)
	if err != nil {
		later(n.error(err, "listen", address))
		pending.Done(nil)
		return goja.Undefined()
	}
	s := &server{listener: listener, pending: pending, conns: map[net.Conn]*incoming{}}
	ctx := n.vm.Loop.Context()
	n.vm.Loop.Work(func() { // ends with the run
		<-ctx.Done()
		s.close(true)
	})
	n.vm.Loop.Work(func() { s.accept(n, onRequest) }) // ends with the listener
	bound := listener.Addr().(*net.TCPAddr)
	later(goja.Null(), n.vm.Runtime.ToValue(s), n.vm.Runtime.ToValue(bound.IP.String()), n.vm.Runtime.ToValue(bound.Port))
	return goja.Undefined()
}

func (s *server) accept(n *natives, onRequest goja.Callable) {
	var connections sync.WaitGroup
	defer connections.Wait()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			_ = conn.Close()
			return
		}
		s.conns[conn] = nil
		s.mu.Unlock()
		connections.Go(func() { s.serve(n, conn, onRequest) }) // ends with the connection
	}
}

// serve reads the requests of one connection, one after the other.
func (s *server) serve(n *natives, conn net.Conn, onRequest goja.Callable) {
	defer func() {
		s.mu.Lock()
		delete(s.conns, conn)
		s.mu.Unlock()
		_ = conn.Close() // nobody is left to tell
	}()
	r, w := bufio.NewReader(conn), bufio.NewWriter(conn)
	for {
		req, err := http.ReadRequest(r)
		if err != nil {
			if err != io.EOF {
				_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
			}
			return
		}
		if req.Header.Get("Expect") == "100-continue" {
			_, _ = io.WriteString(conn, "HTTP/1.1 100 Continue\r\n\r\n")
		}
		in := &incoming{server: s, conn: conn, req: req, w: w, done: make(chan bool, 1)}
		if !s.busy(conn, in) {
			return
		}
		s.pending.Post(func() error {
			_, err := onRequest(goja.Undefined(), n.describe(in)...)
			return err
		})
		if !<-in.done {
			return
		}
		if _, err := io.Copy(io.Discard, io.LimitReader(req.Body, 256<<10)); err != nil || !s.busy(conn, nil) || req.Close {
			return
		}
	}
}

// busy notes the request in progress, if any, and reports whether the connection goes on.
func (s *server) busy(conn net.Conn, in *incoming) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.conns[conn]; !ok {
		return false
	}
	s.conns[conn] = in
	return in != nil || !s.closed
}

// describe gives a request's handle, method, target, HTTP version, flat headers, and both addresses.
func (n *natives) describe(in *incoming) []goja.Value {
	rt := n.vm.Runtime
	list := []any{"Host", in.req.Host}
	if in.req.Host == "" {
		list = nil
	}
	list = n.appendHeaders(list, in.req.Header)
	if len(in.req.TransferEncoding) > 0 {
		list = append(list, "Transfer-Encoding", "chunked")
	} else if in.req.ContentLength >= 0 && in.req.Header.Get("Content-Length") == "" && in.req.ContentLength > 0 {
		list = append(list, "Content-Length", strconv.FormatInt(in.req.ContentLength, 10))
	}
	remote, _ := in.conn.RemoteAddr().(*net.TCPAddr)
	local, _ := in.conn.LocalAddr().(*net.TCPAddr)
	return []goja.Value{
		rt.ToValue(in), rt.ToValue(in.req.Method), rt.ToValue(in.req.RequestURI),
		rt.ToValue(strconv.Itoa(in.req.ProtoMajor) + "." + strconv.Itoa(in.req.ProtoMinor)), n.array(list...),
		n.array(remote.IP.String(), remote.Port, local.IP.String(), local.Port),
	}
}

// serverWrite takes a request, the head to send before (or ""), a chunk (or undefined), whether to frame it as a chunk, and a callback.
func (n *natives) serverWrite(call goja.FunctionCall) goja.Value {
	in, head, chunked := n.incoming(call.Argument(0)), latin1(n, call.Argument(1)), call.Argument(3).ToBoolean()
	b, _ := nodebuffer.Bytes(n.vm, call.Argument(2))
	b = append([]byte(nil), b...)
	node.Callback(n.vm, n.callback(call, 4), func() error { return in.write(head, b, chunked) }, n.outcome)
	return goja.Undefined()
}

func latin1(n *natives, v goja.Value) []byte {
	if goja.IsUndefined(v) {
		return nil
	}
	return nodebuffer.EncodeString(v, nodebuffer.Latin1)
}

func (n *natives) outcome(err error) []goja.Value {
	if err != nil {
		return []goja.Value{n.error(err, "write", "")}
	}
	return []goja.Value{goja.Null()}
}

func (in *incoming) write(head, b []byte, chunked bool) error {
	_, err := in.w.Write(head)
	if err == nil && chunked && len(b) > 0 {
		_, err = fmt.Fprintf(in.w, "%x\r\n", len(b))
	}
	if err == nil {
		_, err = in.w.Write(b)
	}
	if err == nil && chunked && len(b) > 0 {
		_, err = in.w.WriteString("\r\n")
	}
	if err == nil {
		err = in.w.Flush()
	}
	return err
}

// serverEnd takes a request, the head to send before (or ""), the last bytes (the end of chunked data, usually), whether the connection
// may be used again, and a callback.
func (n *natives) serverEnd(call goja.FunctionCall) goja.Value {
	in, head, tail := n.incoming(call.Argument(0)), latin1(n, call.Argument(1)), latin1(n, call.Argument(2))
	again := call.Argument(3).ToBoolean()
	node.Callback(n.vm, n.callback(call, 4), func() error {
		err := in.write(head, tail, false)
		in.finish(again && err == nil)
		return err
	}, n.outcome)
	return goja.Undefined()
}

func (in *incoming) finish(again bool) {
	in.once.Do(func() {
		in.done <- again
		if !again {
			_ = in.conn.Close()
		}
	})
}

// serverClose stops listening and closes idle connections, and, when the second argument is true, all of them.
func (n *natives) serverClose(call goja.FunctionCall) goja.Value {
	s, all, stop := n.server(call.Argument(0)), call.Argument(1).ToBoolean(), call.Argument(2).ToBoolean()
	if stop {
		_ = s.listener.Close() // an error would only say that it is closed
		s.mu.Lock()
		first := !s.closed
		s.closed = true
		s.mu.Unlock()
		if first {
			s.pending.Done(nil)
		}
	}
	s.closeConns(all)
	return goja.Undefined()
}

func (s *server) close(all bool) {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	_ = s.listener.Close()
	s.closeConns(all)
}

func (s *server) closeConns(all bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn, in := range s.conns {
		if in != nil && !all {
			continue
		}
		delete(s.conns, conn)
		_ = conn.Close()
		if in != nil {
			in.finish(false)
		}
	}
}

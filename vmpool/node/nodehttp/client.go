package nodehttp

import (
	"context"
	"crypto/tls"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webfetch"
)

// client is the transport of one VM.
type client struct {
	transport *http.Transport
	insecure  *http.Transport // for rejectUnauthorized: false
	run       context.Context //nolint:containedctx // compared with the current run's
}

type clientKey struct{}

func (n *natives) client() *client {
	c := node.Shared(n.vm, clientKey{}, func() *client {
		t := &http.Transport{DialContext: webfetch.DialContext(n.vm.Host), DisableCompression: true}
		insecure := t.Clone()
		insecure.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // the program asked for it
		return &client{transport: t, insecure: insecure}
	})
	if ctx := n.vm.Loop.Context(); ctx != c.run {
		c.run = ctx
		n.vm.Loop.Work(func() { // idle connections end with the run
			<-ctx.Done()
			c.transport.CloseIdleConnections()
			c.insecure.CloseIdleConnections()
		})
	}
	return c
}

// exchange is one request and its response.
type exchange struct {
	cancel context.CancelFunc
	body   *io.PipeWriter // nil when the body was given at once
	mu     sync.Mutex
	resp   *http.Response
}

func (n *natives) clientFuncs() map[string]node.Func {
	return map[string]node.Func{
		"request":     n.request,
		"clientWrite": n.clientWrite,
		"clientEnd": func(call goja.FunctionCall) goja.Value {
			if e := n.exchange(call.Argument(0)); e.body != nil {
				_ = e.body.Close() // of a pipe: never fails
			}
			return goja.Undefined()
		},
		"clientRead": n.clientRead,
		"clientAbort": func(call goja.FunctionCall) goja.Value {
			n.exchange(call.Argument(0)).cancel()
			return goja.Undefined()
		},
	}
}

func (n *natives) exchange(v goja.Value) *exchange { return node.Handle[*exchange](n.vm, v) }

// request sends a request: method, URL, a flat list of header names and values, the whole body (or undefined: it is written
// later; null: there is none), whether certificates are checked, and a callback that gets an error, or null and status,
// reason, flat headers, HTTP version and whether the body is empty.
func (n *natives) request(call goja.FunctionCall) goja.Value {
	ctx, cancel := context.WithCancel(n.vm.Loop.Context())
	e := &exchange{cancel: cancel}
	target := call.Argument(1).String()
	u, err := url.Parse(target)
	if err != nil {
		cancel()
		n.vm.Rethrow(err)
	}
	req := &http.Request{
		Method: call.Argument(0).String(), URL: u, Host: u.Host, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	req = req.WithContext(ctx)
	switch body := call.Argument(3); {
	case goja.IsNull(body):
	case goja.IsUndefined(body):
		r, w := io.Pipe()
		req.Body, e.body, req.ContentLength = r, w, -1
	default:
		b, _ := nodebuffer.Bytes(n.vm, body)
		req.Body, req.ContentLength = io.NopCloser(strings.NewReader(string(b))), int64(len(b)) // a copy: JavaScript goes on
	}
	n.headers(req, call.Argument(2).ToObject(n.vm.Runtime))
	transport := n.client().transport
	if !call.Argument(4).ToBoolean() {
		transport = n.client().insecure
	}
	back := n.callback(call, 5)
	type outcome struct {
		resp *http.Response
		err  error
	}
	node.Callback(n.vm, back, func() outcome {
		resp, err := transport.RoundTrip(req) //nolint:bodyclose // the exchange closes it when JavaScript has read it
		if err != nil {
			cancel()
		}
		return outcome{resp, err}
	}, func(o outcome) []goja.Value {
		if o.err != nil {
			return []goja.Value{n.error(o.err, "connect", u.Host)}
		}
		e.mu.Lock()
		e.resp = o.resp
		e.mu.Unlock()
		rt := n.vm.Runtime
		_, reason, _ := strings.Cut(o.resp.Status, " ")
		return []goja.Value{
			goja.Null(), rt.ToValue(o.resp.StatusCode), rt.ToValue(reason), n.headerList(o.resp),
			rt.ToValue(strconv.Itoa(o.resp.ProtoMajor) + "." + strconv.Itoa(o.resp.ProtoMinor)),
		}
	})
	return n.vm.Runtime.ToValue(e)
}

// headers reads the flat list; the ones that net/http keeps elsewhere go there.
func (n *natives) headers(req *http.Request, list *goja.Object) {
	req.Header["User-Agent"] = []string{""} // none unless the program sets one
	for i := range int(list.Get("length").ToInteger()) / 2 {
		name := list.Get(strconv.Itoa(2 * i)).String()
		value := string(nodebuffer.EncodeString(list.Get(strconv.Itoa(2*i+1)), nodebuffer.Latin1))
		switch key := http.CanonicalHeaderKey(name); key {
		case "Host":
			req.Host = value
		case "Content-Length":
			if length, err := strconv.ParseInt(value, 10, 64); err == nil && req.Body != nil {
				req.ContentLength = length
			}
		case "Transfer-Encoding":
		case "Connection":
			req.Close = strings.EqualFold(value, "close")
		case "User-Agent":
			req.Header[key] = []string{value}
		default:
			req.Header[key] = append(req.Header[key], value)
		}
	}
}

func (n *natives) headerList(resp *http.Response) goja.Value {
	list := n.appendHeaders(nil, resp.Header)
	if len(resp.TransferEncoding) > 0 {
		list = append(list, "Transfer-Encoding", strings.Join(resp.TransferEncoding, ", "))
	}
	return n.vm.Runtime.NewArray(list...)
}

// appendHeaders appends names and values by turns, in the order of the names.
func (n *natives) appendHeaders(list []any, h http.Header) []any {
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			list = append(list, name, n.latin1(value))
		}
	}
	return list
}

// latin1 is a header's value, whose bytes are characters.
func (n *natives) latin1(value string) goja.Value {
	return nodebuffer.DecodeBytes(n.vm.Runtime, []byte(value), nodebuffer.Latin1)
}

// clientWrite sends a piece of the body and calls back.
func (n *natives) clientWrite(call goja.FunctionCall) goja.Value {
	e := n.exchange(call.Argument(0))
	b, _ := nodebuffer.Bytes(n.vm, call.Argument(1))
	b = append([]byte(nil), b...)
	node.Callback(n.vm, n.callback(call, 2), func() error {
		_, err := e.body.Write(b)
		return err
	}, n.outcome)
	return goja.Undefined()
}

// clientRead gives a piece of the response's body, null at its end.
func (n *natives) clientRead(call goja.FunctionCall) goja.Value {
	e := n.exchange(call.Argument(0))
	e.mu.Lock()
	resp := e.resp
	e.mu.Unlock()
	n.read(call, 1, resp.Body, func() { _ = resp.Body.Close() })
	return goja.Undefined()
}

// read reads from r off the loop and calls back with (error, Buffer or null at the end).
func (n *natives) read(call goja.FunctionCall, arg int, r io.Reader, ended func()) {
	type piece struct {
		b   []byte
		err error
	}
	node.Callback(n.vm, n.callback(call, arg), func() piece {
		b := make([]byte, 64<<10)
		count, err := r.Read(b)
		for count == 0 && err == nil {
			count, err = r.Read(b)
		}
		if count > 0 {
			err = nil
		}
		return piece{b[:count:count], err}
	}, func(p piece) []goja.Value {
		switch {
		case p.err == io.EOF:
			ended()
			return []goja.Value{goja.Null(), goja.Null()}
		case p.err != nil:
			ended()
			return []goja.Value{n.error(p.err, "read", "")}
		}
		return []goja.Value{goja.Null(), nodebuffer.New(n.vm, p.b)}
	})
}

func (n *natives) dnsFuncs() map[string]node.Func {
	return map[string]node.Func{
		// lookup gives the addresses of a name: (error, [address, family, address, family …]).
		"lookup": func(call goja.FunctionCall) goja.Value {
			name, ctx := call.Argument(0).String(), n.vm.Loop.Context()
			type result struct {
				list []net.IPAddr
				err  error
			}
			node.Callback(n.vm, n.callback(call, 1), func() result {
				if allow := n.vm.Host.AllowNet; allow != nil {
					if err := allow(net.JoinHostPort(name, "53")); err != nil {
						return result{nil, err}
					}
				}
				list, err := net.DefaultResolver.LookupIPAddr(ctx, name)
				return result{list, err}
			}, func(r result) []goja.Value {
				if r.err != nil {
					return []goja.Value{n.error(r.err, "getaddrinfo", "")}
				}
				var items []any
				for _, a := range r.list {
					family := 6
					if a.IP.To4() != nil {
						family = 4
					}
					items = append(items, a.String(), family)
				}
				return []goja.Value{goja.Null(), n.array(items...)}
			})
			return goja.Undefined()
		},
	}
}

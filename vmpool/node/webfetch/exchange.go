package webfetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// exchange is one request and its response. Its goroutines end with ctx, which ends with the run.
type exchange struct {
	client *http.Transport
	ctx    context.Context
	cancel context.CancelFunc
	req    *http.Request
	pipe   *io.PipeWriter // the streamed request body, or nil
	body   io.ReadCloser  // the response's, decoded
}

type transportKey struct{}

// transport is the VM's, so that connections are kept alive from one request to the next, as long as Node keeps them.
func transport(vm *node.VM) *http.Transport {
	return node.Shared(vm, transportKey{}, func() *http.Transport {
		return &http.Transport{
			DialContext:           DialContext(vm.Host),
			DisableCompression:    true, // the script's Accept-Encoding counts
			MaxIdleConnsPerHost:   32,
			IdleConnTimeout:       4 * time.Second,
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: 300 * time.Second,
		}
	})
}

func bindNative(vm *node.VM) goja.Value {
	rt := vm.Runtime
	of := func(call goja.FunctionCall) *exchange {
		x, ok := call.Argument(0).Export().(*exchange)
		if !ok {
			panic(rt.NewTypeError("not an exchange"))
		}
		return x
	}
	reject := func(err error) goja.Value { return errorValue(vm, err) }
	nothing := func(struct{}) goja.Value { return goja.Undefined() }
	funcs := codec(vm)
	// open(method, url, headers, bytes or undefined, streaming); headers are names and values by turns.
	funcs["open"] = func(call goja.FunctionCall) goja.Value {
		x, err := open(vm, call)
		if err != nil {
			panic(rt.NewTypeError(err.Error()))
		}
		return rt.ToValue(x)
	}
	// send(exchange) is a promise for {status, statusText, headers}.
	funcs["send"] = func(call goja.FunctionCall) goja.Value {
		x := of(call)
		return node.Async(vm, x.send, func(resp *http.Response) goja.Value { return answer(vm, resp) }, reject)
	}
	// write(exchange, bytes) is a promise that resolves when the bytes are taken.
	funcs["write"] = func(call goja.FunctionCall) goja.Value {
		x := of(call)
		b, _ := nodebuffer.Bytes(vm, call.Argument(1))
		b = bytes.Clone(b) // JavaScript goes on
		return node.Async(vm, func() (struct{}, error) {
			_, err := x.pipe.Write(b)
			return struct{}{}, err
		}, nothing, reject)
	}
	funcs["finish"] = func(call goja.FunctionCall) goja.Value {
		of(call).pipe.Close()
		return goja.Undefined()
	}
	// read(exchange) is a promise for a Uint8Array, null at the end.
	funcs["read"] = func(call goja.FunctionCall) goja.Value {
		x := of(call)
		return node.Async(vm, x.read, func(b []byte) goja.Value {
			if b == nil {
				return goja.Null()
			}
			return vm.Uint8Array(b)
		}, reject)
	}
	// readAll(exchange) is a promise for the rest.
	funcs["readAll"] = func(call goja.FunctionCall) goja.Value {
		x := of(call)
		return node.Async(vm, func() ([]byte, error) {
			b, err := io.ReadAll(x.body)
			x.close()
			return b, err
		}, func(b []byte) goja.Value { return vm.Uint8Array(b) }, reject)
	}
	// abort(exchange) ends it, whatever it does.
	funcs["abort"] = func(call goja.FunctionCall) goja.Value {
		of(call).cancel()
		return goja.Undefined()
	}
	// discard(exchange) reads the little that is left of a response nobody wants, so that its connection can be used again.
	funcs["discard"] = func(call goja.FunctionCall) goja.Value {
		x := of(call)
		vm.Loop.Work(func() {
			_, _ = io.CopyN(io.Discard, x.body, chunk) // an error ends it as well
			x.close()
		})
		return goja.Undefined()
	}
	funcs["isToken"] = func(call goja.FunctionCall) goja.Value { return rt.ToValue(isToken(call.Argument(0).String())) }
	funcs["headerValue"] = func(call goja.FunctionCall) goja.Value { return headerValue(rt, call.Argument(0)) }
	funcs["parseMultipart"] = func(call goja.FunctionCall) goja.Value { return parseMultipart(vm, call) }
	funcs["dataURL"] = func(call goja.FunctionCall) goja.Value { return dataURL(vm, call.Argument(0).String()) }
	return vm.Object(funcs)
}

func open(vm *node.VM, call goja.FunctionCall) (*exchange, error) {
	x := &exchange{client: transport(vm)}
	x.ctx, x.cancel = context.WithCancel(vm.Loop.Context())
	req, err := http.NewRequestWithContext(x.ctx, call.Argument(0).String(), call.Argument(1).String(), nil)
	if err != nil {
		x.cancel()
		return nil, err
	}
	list := call.Argument(2).ToObject(vm.Runtime)
	for i, n := 0, int(list.Get("length").ToInteger()); i+1 < n; i += 2 {
		name := list.Get(index(i)).String()
		value := string(nodebuffer.EncodeString(list.Get(index(i+1)), nodebuffer.Latin1))
		switch strings.ToLower(name) {
		case "host":
			req.Host = value
		case "content-length", "transfer-encoding", "connection": // those of the body and the connection count
		default:
			req.Header[textproto.CanonicalMIMEHeaderKey(name)] = append(req.Header[textproto.CanonicalMIMEHeaderKey(name)], value)
		}
	}
	if call.Argument(4).ToBoolean() {
		var r *io.PipeReader
		r, x.pipe = io.Pipe()
		req.Body, req.ContentLength = r, -1
		context.AfterFunc(x.ctx, func() { r.CloseWithError(context.Canceled) })
	} else if b, ok := nodebuffer.Bytes(vm, call.Argument(3)); ok {
		req.ContentLength = int64(len(b))
		req.Body = http.NoBody
		if len(b) > 0 {
			req.Body = io.NopCloser(bytes.NewReader(b))
			req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
		}
	}
	x.req = req
	return x, nil
}

func (x *exchange) send() (*http.Response, error) {
	resp, err := x.client.RoundTrip(x.req)
	if err != nil {
		x.cancel()
		return nil, err
	}
	x.body = decoded(resp)
	return resp, nil
}

const chunk = 64 << 10

func (x *exchange) read() ([]byte, error) {
	b := make([]byte, chunk)
	for {
		n, err := x.body.Read(b)
		switch {
		case n > 0:
			return b[:n:n], nil // an error comes back with the next read
		case errors.Is(err, io.EOF):
			x.close()
			return nil, nil
		case err != nil:
			x.close()
			return nil, err
		}
	}
}

func (x *exchange) close() {
	x.body.Close()
	x.cancel()
}

// answer is a response's head as JavaScript sees it; headers are names and values by turns.
func answer(vm *node.VM, resp *http.Response) goja.Value {
	rt := vm.Runtime
	var headers []any
	for _, name := range sortedNames(resp.Header) {
		for _, value := range resp.Header[name] {
			headers = append(headers, strings.ToLower(name), nodebuffer.DecodeBytes(rt, []byte(value), nodebuffer.Latin1))
		}
	}
	if len(resp.TransferEncoding) > 0 { // net/http keeps it elsewhere
		headers = append(headers, "transfer-encoding", strings.Join(resp.TransferEncoding, ", "))
	}
	o := rt.NewObject()
	_, text, _ := strings.Cut(resp.Status, " ")
	for key, value := range map[string]any{
		"status":     resp.StatusCode,
		"statusText": nodebuffer.DecodeBytes(rt, []byte(text), nodebuffer.Latin1),
		"headers":    rt.NewArray(headers...),
	} {
		if err := o.Set(key, value); err != nil {
			panic(err)
		}
	}
	return o
}

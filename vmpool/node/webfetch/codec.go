package webfetch

import (
	"bytes"
	"mime/multipart"
	"net/textproto"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webencoding"
)

func codec(vm *node.VM) map[string]node.Func {
	return map[string]node.Func{
		"encodeUTF8": func(call goja.FunctionCall) goja.Value {
			return vm.Uint8Array(nodebuffer.EncodeString(call.Argument(0), nodebuffer.UTF8))
		},
		// decodeUTF8(bytes) is "UTF-8 decode", without a byte order mark; decodeUTF8(bytes, true) keeps it.
		"decodeUTF8": func(call goja.FunctionCall) goja.Value {
			b, _ := nodebuffer.Bytes(vm, call.Argument(0))
			if !call.Argument(1).ToBoolean() {
				b = bytes.TrimPrefix(b, []byte("\uFEFF"))
			}
			return nodebuffer.DecodeBytes(vm.Runtime, b, nodebuffer.UTF8)
		},
	}
}

func bindCodec(vm *node.VM) goja.Value { return vm.Object(codec(vm)) }

// parseMultipart(bytes, contentType) is an array of name, file name or null, type and bytes by turns, or undefined when the
// body is malformed.
func parseMultipart(vm *node.VM, call goja.FunctionCall) goja.Value {
	body, _ := nodebuffer.Bytes(vm, call.Argument(0))
	boundary := parameter(call.Argument(1).String(), "boundary")
	if boundary == "" {
		return goja.Undefined()
	}
	// An empty form is nothing but its end, which mime/multipart takes for a missing part.
	if string(bytes.TrimRight(body, "\r\n")) == "--"+boundary+"--" {
		return vm.Runtime.NewArray()
	}
	var out []any
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := reader.NextRawPart()
		if err != nil {
			if strings.HasSuffix(err.Error(), "EOF") && bytes.Contains(body, []byte("--"+boundary+"--")) {
				return vm.Runtime.NewArray(out...)
			}
			return goja.Undefined()
		}
		name, filename, ok := disposition(part.Header)
		if !ok {
			return goja.Undefined()
		}
		var content bytes.Buffer
		if _, err := content.ReadFrom(part); err != nil {
			return goja.Undefined()
		}
		contentType := part.Header.Get("Content-Type")
		if contentType == "" {
			contentType = "text/plain"
		}
		out = append(out, name, filename, contentType, vm.Uint8Array(content.Bytes()))
	}
}

// disposition reads the name and the file name (nil without one) of a part as browsers write them.
func disposition(h textproto.MIMEHeader) (name string, filename any, ok bool) {
	value := h.Get("Content-Disposition")
	kind, _, _ := strings.Cut(value, ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "form-data") {
		return "", nil, false
	}
	name, ok = lookup(value, "name")
	if !ok {
		return "", nil, false
	}
	if f, has := lookup(value, "filename"); has {
		filename = unescape(f)
	}
	return unescape(name), filename, true
}

func unescape(s string) string {
	return strings.ToValidUTF8(strings.NewReplacer("%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n", "%22", `"`).Replace(s), "\uFFFD")
}

func parameter(header, name string) string {
	value, _ := lookup(header, name)
	return value
}

// lookup finds a parameter of a header, quoted or not.
func lookup(header, name string) (string, bool) {
	for {
		i := strings.IndexByte(header, ';')
		if i < 0 {
			return "", false
		}
		header = strings.TrimLeft(header[i+1:], " \t")
		key, value, ok := strings.Cut(header, "=")
		if !ok {
			return "", false
		}
		if strings.HasPrefix(value, `"`) {
			end := strings.IndexByte(value[1:], '"')
			if end < 0 {
				return "", false
			}
			header = value[end+2:]
			value = value[1 : end+1]
		} else {
			header = value
			value, _, _ = strings.Cut(value, ";")
			value = strings.TrimRight(value, " \t")
		}
		if strings.EqualFold(strings.TrimSpace(key), name) {
			return value, true
		}
	}
}

// dataURL is the data: URL processor of the Fetch standard: {type, bytes}, or undefined.
func dataURL(vm *node.VM, url string) goja.Value {
	mime, data, ok := strings.Cut(strings.TrimPrefix(url, "data:"), ",")
	if !ok {
		return goja.Undefined()
	}
	mime = strings.Trim(mime, " \t\n\f\r")
	body := percentDecode(data)
	if head, ok := cutBase64(mime); ok {
		mime = head
		if body, ok = webencoding.ForgivingBase64(string(body)); !ok {
			return goja.Undefined()
		}
	}
	if strings.HasPrefix(mime, ";") {
		mime = "text/plain" + mime
	}
	essence, _, _ := strings.Cut(mime, ";")
	if kind, sub, ok := strings.Cut(essence, "/"); !ok || kind == "" || strings.TrimSpace(sub) == "" {
		mime = "text/plain;charset=US-ASCII"
	}
	o := vm.Runtime.NewObject()
	if err := o.Set("type", mime); err != nil {
		panic(err)
	}
	if err := o.Set("bytes", vm.Uint8Array(body)); err != nil {
		panic(err)
	}
	return o
}

// cutBase64 removes ";base64" from the end of a MIME type.
func cutBase64(mime string) (string, bool) {
	const suffix = "base64"
	if len(mime) < len(suffix) || !strings.EqualFold(mime[len(mime)-len(suffix):], suffix) {
		return mime, false
	}
	head := strings.TrimRight(mime[:len(mime)-len(suffix)], " ")
	return strings.CutSuffix(head, ";")
}

func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			high, ok1 := hexDigit(s[i+1])
			low, ok2 := hexDigit(s[i+2])
			if ok1 && ok2 {
				out = append(out, high<<4|low)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

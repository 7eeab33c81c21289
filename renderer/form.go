package renderer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"

	"github.com/dop251/goja"
)

// field is one entry of a form.
type field struct {
	name, value string
	file        *formFile
}

type formFile struct {
	name, mediaType string
	data            []byte
}

// maxFields bounds the entries of one form.
const maxFields = 10_000

// parseForm reads the body of a form in the order in which it was sent.
func parseForm(contentType string, body []byte) ([]field, error) {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return nil, fmt.Errorf("the body is not a form: content type %q", contentType)
	}
	switch mediaType {
	case "application/x-www-form-urlencoded":
		return parseURLEncoded(string(body))
	case "multipart/form-data":
		return parseMultipart(bytes.NewReader(body), params["boundary"])
	}
	return nil, fmt.Errorf("the body is not a form: content type %q", contentType)
}

func parseURLEncoded(body string) ([]field, error) {
	var list []field
	for pair := range strings.SplitSeq(body, "&") {
		if pair == "" {
			continue
		}
		if len(list) == maxFields {
			return nil, errors.New("the form has too many fields")
		}
		name, value, _ := strings.Cut(pair, "=")
		list = append(list, field{name: decodeField(name), value: decodeField(value)})
	}
	return list, nil
}

// decodeField undoes the encoding as the URL standard does: what is no escape stays, what is not UTF-8 becomes U+FFFD.
func decodeField(s string) string {
	s = strings.ReplaceAll(s, "+", " ")
	if plain, err := url.PathUnescape(s); err == nil {
		return strings.ToValidUTF8(plain, "\uFFFD")
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

func parseMultipart(body io.Reader, boundary string) ([]field, error) {
	if boundary == "" {
		return nil, errors.New("the form has no boundary")
	}
	r := multipart.NewReader(body, boundary)
	var list []field
	for {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the form: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, fmt.Errorf("reading the form: %w", err)
		}
		if len(list) == maxFields {
			return nil, errors.New("the form has too many fields")
		}
		f := field{name: part.FormName()}
		if _, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition")); err == nil && hasKey(params, "filename") {
			mediaType := part.Header.Get("Content-Type")
			if mediaType == "" {
				mediaType = "application/octet-stream"
			}
			f.file = &formFile{params["filename"], mediaType, data}
		} else {
			f.value = strings.ToValidUTF8(string(data), "\uFFFD")
		}
		list = append(list, f)
	}
}

func hasKey(m map[string]string, key string) bool {
	_, ok := m[key]
	return ok
}

// form gives request.js the fields of a form.
func (s *session) form(contentType string, body goja.Value) goja.Value {
	rt := s.vm.Runtime()
	var data []byte
	if b, ok := body.Export().(goja.ArrayBuffer); ok {
		data = b.Bytes()
	}
	fields, err := parseForm(contentType, data)
	if err != nil {
		panic(rt.NewTypeError(err.Error()))
	}
	list := make([]any, len(fields))
	for i, f := range fields {
		o := rt.NewObject()
		values := map[string]any{"name": f.name, "value": f.value}
		if f.file != nil {
			values = map[string]any{"name": f.name, "file": f.file.name, "type": f.file.mediaType, "data": rt.NewArrayBuffer(f.file.data)}
		}
		for name, v := range values {
			if err := o.Set(name, v); err != nil {
				panic(err)
			}
		}
		list[i] = o
	}
	return rt.NewArray(list...)
}

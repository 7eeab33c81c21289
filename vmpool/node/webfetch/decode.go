package webfetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func sortedNames(h http.Header) []string { return slices.Sorted(maps.Keys(h)) }

func index(i int) string { return strconv.Itoa(i) }

// decoded is the body without its content encodings. Decoders are made at the first read, since they read themselves.
func decoded(resp *http.Response) io.ReadCloser {
	body := resp.Body
	if resp.Request.Method == http.MethodHead || resp.StatusCode == http.StatusNoContent || resp.StatusCode == http.StatusNotModified {
		return body
	}
	codings := strings.Split(resp.Header.Get("Content-Encoding"), ",")
	for i := len(codings) - 1; i >= 0; i-- {
		coding := strings.ToLower(strings.TrimSpace(codings[i]))
		if coding == "" {
			continue
		}
		if !slices.Contains([]string{"gzip", "x-gzip", "deflate", "br", "zstd"}, coding) {
			return resp.Body // one that nobody knows: the body as it came
		}
		body = &decoder{coding: coding, from: body}
	}
	return body
}

type decoder struct {
	coding string
	from   io.ReadCloser
	to     io.Reader
	err    error
}

// Read decodes.
func (d *decoder) Read(p []byte) (int, error) {
	if d.to == nil && d.err == nil {
		d.to, d.err = d.open()
	}
	if d.err != nil {
		return 0, d.err
	}
	return d.to.Read(p)
}

func (d *decoder) open() (io.Reader, error) {
	buffered := bufio.NewReader(d.from)
	if _, err := buffered.Peek(1); err != nil {
		return nil, err // an empty body has no header to read
	}
	switch d.coding {
	case "deflate": // zlib by the standard, raw in the wild
		head, _ := buffered.Peek(2)
		if len(head) == 2 && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(buffered)
		}
		return flate.NewReader(buffered), nil
	case "br":
		return brotli.NewReader(buffered), nil
	case "zstd":
		r, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return r, nil
	default:
		return gzip.NewReader(buffered)
	}
}

// Close closes the body below.
func (d *decoder) Close() error {
	if z, ok := d.to.(*zstd.Decoder); ok {
		z.Close()
	}
	return d.from.Close()
}

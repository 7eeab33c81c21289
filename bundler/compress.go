package bundler

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	compressFrom = 1 << 10 // bytes; smaller files fit into a packet or two anyway

	// Brotli's highest level takes seconds per megabyte; large files make do with the next ones.
	bestBrotli      = 11
	fastBrotli      = 9
	fastBrotliStart = 1 << 20 // bytes
)

// Compress fills Encodings of every asset for which it pays: text types of 1 KB and more that get smaller by at least a tenth, each with
// the content codings that do that. It uses strong levels, for work that is done once: seconds for a large build, on all
// processors. Assets that have encodings keep them. When ctx ends first, its cause is the error and nothing has changed.
func (o *Output) Compress(ctx context.Context) error {
	var todo []*Asset
	for _, path := range slices.Sorted(maps.Keys(o.Assets)) {
		if a := o.Assets[path]; a.Encodings == nil && len(a.Contents) >= compressFrom && isText(a.Type) {
			todo = append(todo, a)
		}
	}
	results := make([]map[string][]byte, len(todo))
	errs := make([]error, len(todo))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(todo)) {
		wg.Go(func() { // ends when next is closed
			for i := range next {
				if ctx.Err() == nil {
					results[i], errs[i] = compress(todo[i].Contents)
				}
			}
		})
	}
	for i := range todo {
		next <- i
	}
	close(next)
	wg.Wait()
	if ctx.Err() != nil {
		return fmt.Errorf("bundler: compressing assets: %w", context.Cause(ctx))
	}
	for i, a := range todo {
		if errs[i] != nil {
			return fmt.Errorf("bundler: compressing assets: %w", errs[i])
		}
		a.Encodings = results[i]
	}
	return nil
}

func compress(contents []byte) (map[string][]byte, error) {
	level := bestBrotli
	if len(contents) > fastBrotliStart {
		level = fastBrotli
	}
	out := map[string][]byte{}
	for coding, open := range map[string]func(io.Writer) (io.WriteCloser, error){
		"br":   func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, level), nil },
		"gzip": func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) },
		"zstd": func(w io.Writer) (io.WriteCloser, error) {
			return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
		},
	} {
		var b bytes.Buffer
		w, err := open(&b)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(contents); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		if b.Len() <= len(contents)-len(contents)/10 {
			out[coding] = b.Bytes()
		}
	}
	return out, nil
}

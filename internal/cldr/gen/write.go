package main

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// build makes the file of a section; package cldr describes the form at type Section.
func build(src *source, s section) ([]byte, error) {
	locales := src.locales
	if s.rootOnly {
		locales = locales[:1]
	}
	own := map[string]map[string]*string{} // what differs from the parent; nil: the parent's isn't there
	all := map[string]map[string]string{}
	keys := map[string]bool{}
	for _, l := range locales {
		values := s.values(src, l)
		inherited := all[src.parents[l]]
		if values == nil {
			values = inherited
		}
		all[l] = values
		own[l] = map[string]*string{}
		for k, v := range values {
			if strings.Contains(k, "\n") {
				return nil, fmt.Errorf("%s: line break in key %q", l, k)
			}
			if old, ok := inherited[k]; !ok || old != v {
				own[l][k] = &v
				keys[k] = true
			}
		}
		for k := range inherited {
			if _, ok := values[k]; !ok {
				own[l][k] = nil
				keys[k] = true
			}
		}
	}
	sorted := slices.Sorted(maps.Keys(keys))
	position := map[string]int{}
	for i, k := range sorted {
		position[k] = i
	}
	var dictionary []byte
	for _, l := range s.dictionary {
		dictionary = append(dictionary, block(own[l], position)...)
	}
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderCRC(false))
	if err != nil {
		return nil, err
	}
	options := []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderCRC(false)}
	if len(dictionary) > 0 {
		options = append(options, zstd.WithEncoderDictRaw(1, dictionary))
	}
	encoder, err := zstd.NewWriter(nil, options...)
	if err != nil {
		return nil, err
	}
	index := binary.AppendUvarint(nil, uint64(len(locales)))
	var blocks []byte
	for _, l := range locales {
		var b []byte
		if len(own[l]) > 0 {
			b = encoder.EncodeAll(block(own[l], position), nil)
		}
		blocks = append(blocks, b...)
		index = binary.AppendUvarint(index, uint64(len(l)))
		index = append(index, l...)
		index = binary.AppendUvarint(index, uint64(slices.Index(locales, src.parents[l])+1))
		index = binary.AppendUvarint(index, uint64(len(b)))
	}
	index = append(index, strings.Join(sorted, "\n")...)
	var out []byte
	for _, part := range [][]byte{index, dictionary} {
		b := plain.EncodeAll(part, nil)
		out = binary.AppendUvarint(out, uint64(len(b)))
		out = append(out, b...)
	}
	return append(out, blocks...), nil
}

// block is a locale's entries before compression.
func block(values map[string]*string, position map[string]int) []byte {
	keys := slices.Sorted(maps.Keys(values))
	out := binary.AppendUvarint(nil, uint64(len(keys)))
	last := -1
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(position[k]-last-1))
		last = position[k]
	}
	for _, k := range keys {
		length := 0
		if v := values[k]; v != nil {
			length = len(*v) + 1
		}
		out = binary.AppendUvarint(out, uint64(length))
	}
	for _, k := range keys {
		if v := values[k]; v != nil {
			out = append(out, *v...)
		}
	}
	return out
}

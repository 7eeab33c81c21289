package cldr

import (
	"encoding/binary"
	"iter"
	"sort"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Section is the data of one topic for all locales.
//
// Its file is a sequence of parts, each with its length in front (uvarint): the index (compressed), the dictionary (compressed),
// then the block of every locale in the order of the index (compressed with the dictionary as history). The index is the
// number of locales, then for each its name, its parent's position plus one and its block's length, then the sorted keys. A block is
// the number of its entries, then the distances of the keys' positions, then the lengths of the texts plus one (zero: the
// locale has no such text although its parent has), then the texts. Package gen writes it.
type Section struct {
	open   func() *file
	mu     sync.Mutex
	tables map[string]*Table // by locale of the file
	byTag  sync.Map          // tag as asked for → *Table
}

// newSection returns the section of an embedded file, which is opened on first use.
func newSection(data *string) *Section {
	return &Section{open: sync.OnceValue(func() *file { return openFile(*data) }), tables: map[string]*Table{}}
}

// file is an opened data file.
type file struct {
	decoder *zstd.Decoder
	locales map[string]localeEntry
	names   []string
	keys    []string
}

type localeEntry struct {
	parent int // position in names, -1 for root
	block  string
}

// must is for the embedded data, which can't be wrong unless the build is.
func must(err error) {
	if err != nil {
		panic("cldr: damaged data: " + err.Error())
	}
}

type reader struct{ data string }

func (r *reader) number() int {
	// At most ten bytes are looked at; the conversion doesn't escape.
	n, size := binary.Uvarint([]byte(r.data[:min(len(r.data), binary.MaxVarintLen64)]))
	r.data = r.data[size:]
	return int(n)
}

func (r *reader) text(n int) string {
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

func openFile(data string) *file {
	plain, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	must(err)
	defer plain.Close()
	part := func(r *reader) string {
		out, err := plain.DecodeAll([]byte(r.text(r.number())), nil)
		must(err)
		return string(out)
	}
	blocks := &reader{data}
	index := &reader{part(blocks)}
	dictionary := part(blocks)
	f := &file{locales: map[string]localeEntry{}}
	if dictionary == "" {
		f.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	} else {
		f.decoder, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderDictRaw(1, []byte(dictionary)))
	}
	must(err)
	n := index.number()
	for range n {
		name := index.text(index.number())
		parent := index.number() - 1
		f.locales[name] = localeEntry{parent: parent, block: blocks.text(index.number())}
		f.names = append(f.names, name)
	}
	f.keys = strings.Split(index.data, "\n")
	return f
}

// Table is a section's data for one locale.
type Table struct {
	parent *Table // nil for root
	keys   []string
	ids    []uint32 // positions in keys of what this locale has itself, ascending
	ends   []uint32 // ends of their texts; the highest bit says that there is none
	text   string
	name   string
}

const noText = 1 << 31

// Table returns the data of a locale: the one that tag names, or the nearest that there is data for. tag is a language tag without
// extensions in canonical case.
func (s *Section) Table(tag string) *Table {
	if t, ok := s.byTag.Load(tag); ok {
		return t.(*Table)
	}
	f := s.open()
	name := dataLocale(tag, func(name string) bool { _, ok := f.locales[name]; return ok })
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.table(f, name)
	s.byTag.Store(tag, t)
	return t
}

// table needs mu.
func (s *Section) table(f *file, name string) *Table {
	if t := s.tables[name]; t != nil {
		return t
	}
	entry := f.locales[name]
	t := &Table{keys: f.keys, name: name}
	if entry.parent >= 0 {
		t.parent = s.table(f, f.names[entry.parent])
	}
	if entry.block != "" {
		out, err := f.decoder.DecodeAll([]byte(entry.block), nil)
		must(err)
		t.decode(&reader{string(out)})
	}
	s.tables[name] = t
	return t
}

func (t *Table) decode(r *reader) {
	n := r.number()
	t.ids, t.ends = make([]uint32, n), make([]uint32, n)
	id := -1
	for i := range t.ids {
		id += r.number() + 1
		t.ids[i] = uint32(id)
	}
	end := 0
	for i := range t.ends {
		length := r.number() - 1
		if length < 0 {
			t.ends[i] = uint32(end) | noText
			continue
		}
		end += length
		t.ends[i] = uint32(end)
	}
	t.text = r.data
}

// Locale is the locale whose data this is: "root", "de", "zh-Hant".
func (t *Table) Locale() string { return t.name }

// Get is the text of key, empty where there is none.
func (t *Table) Get(key string) string {
	s, _ := t.Lookup(key)
	return s
}

// Lookup is the text of key and whether there is one.
func (t *Table) Lookup(key string) (string, bool) {
	i := sort.SearchStrings(t.keys, key)
	if i == len(t.keys) || t.keys[i] != key {
		return "", false
	}
	return t.at(uint32(i))
}

func (t *Table) at(id uint32) (string, bool) {
	for ; t != nil; t = t.parent {
		i := sort.Search(len(t.ids), func(i int) bool { return t.ids[i] >= id })
		if i == len(t.ids) || t.ids[i] != id {
			continue
		}
		if t.ends[i]&noText != 0 {
			return "", false
		}
		start := uint32(0)
		if i > 0 {
			start = t.ends[i-1] &^ noText
		}
		return t.text[start:t.ends[i]], true
	}
	return "", false
}

// Under ranges over the keys that begin with prefix, without it, and their texts, in the order of the keys.
func (t *Table) Under(prefix string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for i := sort.SearchStrings(t.keys, prefix); i < len(t.keys) && strings.HasPrefix(t.keys[i], prefix); i++ {
			if text, ok := t.at(uint32(i)); ok && !yield(t.keys[i][len(prefix):], text) {
				return
			}
		}
	}
}

// Cache keeps what was made of a locale's data, by the locale or a key with more in it. Values must be immutable.
type Cache[T any] struct {
	make   func(locale string) T
	values sync.Map
}

// NewCache returns a cache that makes the value of a locale with build, which may run more than once for one locale.
func NewCache[T any](build func(locale string) T) *Cache[T] { return &Cache[T]{make: build} }

// Get is the value of a locale.
func (c *Cache[T]) Get(locale string) T {
	if v, ok := c.values.Load(locale); ok {
		return v.(T)
	}
	v, _ := c.values.LoadOrStore(locale, c.make(locale))
	return v.(T)
}

package vmpool

import (
	"crypto/sha256"
	"sync"
)

// programs are the compiled files that the module loader loaded in the VMs of a pool, by content, so that each is compiled once. The zero
// value is ready; a nil one compiles every time. It is safe for concurrent use.
type programs struct {
	mu    sync.Mutex
	byKey map[programKey]*Program
}

type programKey struct {
	name, before, after string
	source, sourceMap   [sha256.Size]byte
}

// maxPrograms bounds the table: an app whose files change without end would fill it.
const maxPrograms = 10_000

func (t *programs) compile(name string, source []byte, opts CompileOptions) (*Program, error) {
	if t == nil {
		return Compile(name, source, opts)
	}
	key := programKey{name, opts.Before, opts.After, sha256.Sum256(source), sha256.Sum256(opts.SourceMap)}
	t.mu.Lock()
	p := t.byKey[key]
	t.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := Compile(name, source, opts) // two VMs may do it at the same time; either result will do
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byKey == nil {
		t.byKey = map[programKey]*Program{}
	}
	if len(t.byKey) < maxPrograms {
		t.byKey[key] = p
	}
	return p, nil
}

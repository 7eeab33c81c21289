// Package memo keeps what was made for options: pages use few formats many times.
package memo

import "sync"

// Memo keeps values by what they were made of. Values must be immutable: goroutines share them.
type Memo[K comparable, V any] struct {
	make func(K) V
	max  int

	mu     sync.Mutex
	values map[K]V
}

// New returns a Memo of what build makes, which may run more than once for one key. It keeps max values; when there are more, all are
// forgotten.
func New[K comparable, V any](max int, build func(K) V) *Memo[K, V] {
	return &Memo[K, V]{make: build, max: max}
}

// Get is the value for a key.
func (m *Memo[K, V]) Get(key K) V {
	m.mu.Lock()
	v, ok := m.values[key]
	m.mu.Unlock()
	if ok {
		return v
	}
	v = m.make(key)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values == nil || len(m.values) >= m.max {
		m.values = map[K]V{}
	}
	m.values[key] = v
	return v
}

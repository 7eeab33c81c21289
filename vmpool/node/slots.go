package node

import (
	"runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// Slots are the internal slots of a class's instances: Go state of objects that JavaScript can't see. They live as long as the object;
// a value must not hold the object itself. The zero value is ready, belongs to one VM and must not be copied.
type Slots[T any] struct {
	mu     sync.Mutex // the collector's clean-ups run beside the VM
	values map[weak.Pointer[goja.Object]]T
}

// Set gives o its slot.
func (s *Slots[T]) Set(o *goja.Object, v T) {
	key := weak.Make(o)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = map[weak.Pointer[goja.Object]]T{}
	}
	if _, had := s.values[key]; !had {
		runtime.AddCleanup(o, s.remove, key)
	}
	s.values[key] = v
}

func (s *Slots[T]) remove(key weak.Pointer[goja.Object]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.values, key)
}

// Get is the slot of v and whether it has one.
func (s *Slots[T]) Get(v goja.Value) (T, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		var none T
		return none, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	slot, ok := s.values[weak.Make(o)]
	return slot, ok
}

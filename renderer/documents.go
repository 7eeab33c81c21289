package renderer

import "sync"

// documents remembers which views render no <html> of their own. The first request of such a view finds out and
// renders twice.
type documents struct {
	mu   sync.Mutex
	none map[string]bool
}

// needed reports whether the view is known to need the default document.
func (d *documents) needed(view string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.none[view]
}

func (d *documents) remember(view string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.none == nil {
		d.none = map[string]bool{}
	}
	d.none[view] = true
}

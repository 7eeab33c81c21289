package devserver

import (
	"maps"
	"sync"
)

// message is what a browser is sent, as JSON; see client/client.js.
type message struct {
	Type string `json:"type"` // "reload", "styles", "error" or "ok"
	Seq  int    `json:"seq"`
	// Styles maps old URLs to new ones ("styles").
	Styles map[string]string `json:"styles,omitempty"`
	// Error is what to show ("error").
	Error *failureView `json:"error,omitempty"`
}

// hub knows what happened, and so what a browser that knows of the first n updates has yet to be told. It never waits for
// a browser: each has a mailbox of one slot that says "look again", which only its reader drains and nobody closes.
type hub struct {
	boot string

	mu      sync.Mutex
	updates []Update                  // the update with the number n is updates[n-1]
	failure *failureView              // of the last build, nil when it succeeded
	built   bool                      // a build succeeded once
	version int                       // grows with every change of anything
	pages   map[string][]*failureView // by page ID, of pages whose rendering failed
	order   []string                  // page IDs, oldest first
	readers map[chan struct{}]struct{}
	closed  chan struct{}
	once    sync.Once
}

// maxPages is how many pages with errors are remembered: those that no browser ever asked about are forgotten.
const maxPages = 64

func newHub(boot string) *hub {
	return &hub{boot: boot, pages: map[string][]*failureView{}, readers: map[chan struct{}]struct{}{}, closed: make(chan struct{})}
}

// seq is the number of the last update. A page that is rendered from now on knows of it.
func (h *hub) seq() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.updates)
}

// hasBuild says that there is a build to serve.
func (h *hub) hasBuild() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.built
}

// succeed notes a build that succeeded.
func (h *hub) succeed(u Update) {
	h.mu.Lock()
	h.failure, h.built = nil, true
	if !u.Unchanged {
		h.updates = append(h.updates, u)
	}
	h.wake()
	h.mu.Unlock()
}

// publish notes a change that needed no build.
func (h *hub) publish(u Update) {
	h.mu.Lock()
	h.updates = append(h.updates, u)
	h.wake()
	h.mu.Unlock()
}

// fail notes a build that failed.
func (h *hub) fail(f Failure) {
	v := f.view()
	h.mu.Lock()
	h.failure = v
	h.wake()
	h.mu.Unlock()
}

// pageError notes that a page failed.
func (h *hub) pageError(page string, f Failure) {
	v := f.view()
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, known := h.pages[page]; !known {
		h.order = append(h.order, page)
		if len(h.order) > maxPages {
			delete(h.pages, h.order[0])
			h.order = h.order[1:]
		}
	}
	h.pages[page] = append(h.pages[page], v)
	h.wake()
}

// wake tells all readers to look again. mu is held; no send can block, as a full slot says the same.
func (h *hub) wake() {
	h.version++
	for r := range h.readers {
		select {
		case r <- struct{}{}:
		default:
		}
	}
}

// join adds a reader; leave removes it.
func (h *hub) join() (mailbox chan struct{}) {
	mailbox = make(chan struct{}, 1)
	mailbox <- struct{}{} // look once
	h.mu.Lock()
	h.readers[mailbox] = struct{}{}
	h.mu.Unlock()
	return mailbox
}

func (h *hub) leave(mailbox chan struct{}) {
	h.mu.Lock()
	delete(h.readers, mailbox)
	h.mu.Unlock()
}

// close ends all readers.
func (h *hub) close() { h.once.Do(func() { close(h.closed) }) }

// reader is what one browser's page knows.
type reader struct {
	boot, page string
	seq        int
	failure    *failureView // the build's, as last sent
	errors     int          // of the page, sent so far
	greeted    bool
	reloading  bool
}

// next returns what the page has to be told now, and notes that it was.
func (h *hub) next(r *reader) []message {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.reloading {
		return nil
	}
	if r.boot != h.boot || r.seq > len(h.updates) {
		r.reloading = true
		return []message{{Type: "reload", Seq: len(h.updates)}}
	}
	var out []message
	if missed := h.updates[r.seq:]; len(missed) > 0 && h.failure == nil {
		r.seq = len(h.updates)
		styles := mergeStyles(missed)
		if styles == nil {
			r.reloading = true
			return []message{{Type: "reload", Seq: r.seq}}
		}
		out = append(out, message{Type: "styles", Seq: r.seq, Styles: styles})
	}
	if r.failure != h.failure {
		r.failure = h.failure
		if h.failure == nil {
			out = append(out, message{Type: "ok", Seq: r.seq})
		} else {
			out = append(out, message{Type: "error", Seq: r.seq, Error: h.failure})
		}
	}
	if list := h.pages[r.page]; len(list) > r.errors {
		if h.failure == nil {
			out = append(out, message{Type: "error", Seq: r.seq, Error: list[r.errors]})
		}
		r.errors = len(list)
	}
	if !r.greeted && len(out) == 0 {
		out = append(out, message{Type: "ok", Seq: r.seq}) // it may still show an error from before it lost the socket
	}
	r.greeted = true
	return out
}

// mergeStyles chains updates of style sheets into one, or returns nil when one of them asks for a reload.
func mergeStyles(updates []Update) map[string]string {
	merged := map[string]string{}
	for _, u := range updates {
		if u.Styles == nil {
			return nil
		}
		for from, to := range merged {
			if newer, ok := u.Styles[to]; ok {
				merged[from] = newer
			}
		}
		for from, to := range u.Styles {
			if _, ok := merged[from]; !ok {
				merged[from] = to
			}
		}
	}
	maps.DeleteFunc(merged, func(from, to string) bool { return from == to })
	return merged
}

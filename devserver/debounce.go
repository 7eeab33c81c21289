package devserver

import (
	"context"
	"time"
)

// Windows of debounce: a set of changes is complete when nothing came for quiet, and waits no longer than longest.
const (
	quiet   = 4 * time.Millisecond
	longest = 40 * time.Millisecond
)

// change is one file that may have changed. all stands for "anything may have".
type change struct {
	path string
	all  bool
	// structural says that the file is new or gone.
	structural bool
}

// changes are those that belong together: an editor's "save all", a branch that was checked out.
type changes struct {
	paths      []string // in the order in which they came, each once
	structural map[string]bool
	all        bool
}

func (c *changes) add(x change) {
	if x.all {
		c.all = true
		return
	}
	if c.structural == nil {
		c.structural = map[string]bool{}
	}
	if _, known := c.structural[x.path]; !known {
		c.paths = append(c.paths, x.path)
	}
	c.structural[x.path] = c.structural[x.path] || x.structural
}

func (c *changes) empty() bool { return len(c.paths) == 0 && !c.all }

// debounce collects what comes in until there is a pause, and gives it to out. What comes while nobody takes the result is added to
// it. It returns when ctx ends or in is closed.
func debounce(ctx context.Context, in <-chan change, out chan<- changes) {
	var set changes
	var pause, limit <-chan time.Time
	var ready chan<- changes // out while the set is complete
	for {
		select {
		case <-ctx.Done():
			return
		case x, ok := <-in:
			if !ok {
				return
			}
			if set.empty() {
				limit = time.After(longest)
			}
			set.add(x)
			pause = time.After(quiet)
		case <-pause:
			pause, limit, ready = nil, nil, out
		case <-limit:
			pause, limit, ready = nil, nil, out
		case ready <- set:
			set, ready = changes{}, nil
			pause, limit = nil, nil
		}
	}
}

package native

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// The tree of a render in the making: segments of HTML, the boundaries between them, the tasks that fill them.

type segmentStatus uint8

const (
	segPending segmentStatus = iota
	segCompleted
	segFlushed
	segAborted
	segErrored
	segPostponed
)

// segment is a piece of HTML that is filled by one task, with the places in it where other segments go.
type segment struct {
	status       segmentStatus
	parentFlush  bool
	id           int // -1: none yet
	index        int // where it goes in the parent's html
	html         []byte
	children     []*segment
	preamble     []*segment
	format       *formatContext
	boundary     *boundary
	lastText     bool // the last thing in html is text
	textEmbedded bool
}

type boundaryStatus uint8

const (
	pending boundaryStatus = iota
	completed
	clientRendered
	postponed
)

// boundary is a Suspense boundary.
type boundary struct {
	status       boundaryStatus
	rootID       int // -1: none yet
	parentFlush  bool
	pendingTasks int
	segments     []*segment // completed ones that are not flushed yet
	byteSize     int
	fallback     *taskSet
	digest       *string
	content      *hoistables
	fallbackHead *hoistables
	preamble     *boundaryPreamble
	tracked      *tracked // of a prerender; nil in others
}

type boundaryPreamble struct{ content, fallback preamble }

// task is the work of filling one segment from a node.
type task struct {
	node       compiled.Value
	childIndex int
	boundary   *boundary
	segment    *segment // nil while it replays
	replay     *replay  // nil for a task that renders
	preamble   *preamble
	hoist      *hoistables
	abortSet   *taskSet
	key        *keyPath
	format     *formatContext
	context    *contextNode
	tree       treeContext
	stack      *frame
	thenables  *thenables
	depth      int
}

// keyPath is where an element stands, by names and keys; it is kept only where something needs it (request.keyed).
type keyPath struct {
	parent *keyPath
	name   string
	key    goja.Value
}

// taskSet is a set of tasks in the order of insertion.
type taskSet struct{ list []*task }

func (s *taskSet) add(t *task) { s.list = append(s.list, t) }

func (s *taskSet) remove(t *task) bool {
	for i, x := range s.list {
		if x == t {
			s.list = append(s.list[:i], s.list[i+1:]...)
			return true
		}
	}
	return false
}

func newSegment(index int, b *boundary, f *formatContext, lastText, embedded bool) *segment {
	return &segment{id: -1, index: index, boundary: b, format: f, lastText: lastText, textEmbedded: embedded}
}

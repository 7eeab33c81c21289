package native

import (
	"math/bits"
	"strconv"

	"github.com/dop251/goja"
)

// contextNode is one provider on the way from the root: contexts hold their current value in `_currentValue`, and tasks
// switch them when they begin.
type contextNode struct {
	parent      *contextNode
	depth       int
	context     *goja.Object
	parentValue goja.Value
	value       goja.Value
}

func setContext(context *goja.Object, v goja.Value) { _ = context.Set("_currentValue", v) }

// switchContext makes next's values current.
func (r *Runtime) switchContext(next *contextNode) {
	prev := r.snapshot
	if prev == next {
		return
	}
	r.snapshot = next
	var enter []*contextNode
	for prev != next {
		switch {
		case prev == nil || next != nil && next.depth > prev.depth:
			enter = append(enter, next)
			next = next.parent
		default:
			setContext(prev.context, prev.parentValue)
			prev = prev.parent
		}
	}
	for i := len(enter) - 1; i >= 0; i-- {
		setContext(enter[i].context, enter[i].value)
	}
}

// pushProvider sets a context for the tree below.
func (r *Runtime) pushProvider(context *goja.Object, value goja.Value) *contextNode {
	if value == nil {
		value = goja.Undefined()
	}
	depth := 0
	if r.snapshot != nil {
		depth = r.snapshot.depth + 1
	}
	r.snapshot = &contextNode{parent: r.snapshot, depth: depth, context: context, parentValue: context.Get("_currentValue"), value: value}
	setContext(context, value)
	return r.snapshot
}

func (r *Runtime) popProvider() *contextNode {
	setContext(r.snapshot.context, r.snapshot.parentValue)
	r.snapshot = r.snapshot.parent
	return r.snapshot
}

// treeContext is where a component stands among its siblings, for useId: the bits of id are the path of the last levels,
// most significant bit first a 1; overflow is what didn't fit, in base 32.
type treeContext struct {
	id       uint32
	overflow string
}

func bitLength(n uint32) int { return 32 - bits.LeadingZeros32(n) }

// push is pushTreeContext.
func (c treeContext) push(total, index int) treeContext {
	id := c.id
	base := bitLength(id) - 1
	id &^= 1 << base
	slot := uint32(index + 1)
	length := bitLength(uint32(total)) + base
	if length <= 30 {
		return treeContext{id: 1<<length | slot<<base | id, overflow: c.overflow}
	}
	over := base - base%5
	text := strconv.FormatUint(uint64(id&(1<<over-1)), 32)
	id >>= over
	base -= over
	return treeContext{id: 1<<(bitLength(uint32(total))+base) | slot<<base | id, overflow: text + c.overflow}
}

// String is getTreeId.
func (c treeContext) String() string {
	id := c.id &^ (1 << (bitLength(c.id) - 1))
	return strconv.FormatUint(uint64(id), 32) + c.overflow
}

// makeID is the text of a useId: the tree's id and the count of useId calls before it in the component.
func makeID(prefix string, tree treeContext, local int) string {
	id := "_" + prefix + "R_" + tree.String()
	if local > 0 {
		id += "H" + strconv.FormatInt(int64(local), 32)
	}
	return id + "_"
}

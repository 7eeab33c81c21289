package renderer

import (
	"sync"

	"github.com/dop251/goja"
)

// stackSlots is the room on goja's value stack that a rendering begins with, 16 bytes each. goja lets the stack grow by a thousand
// at a time, copying all of it, and starts anew with every task; React's renderer recurses through several large frames for each
// level of the tree. Without the room a tree of 100 levels spends most of its time in copying.
const stackSlots = 64 << 10

var stackFiller = sync.OnceValue(func() []goja.Value {
	filler := make([]goja.Value, stackSlots)
	for i := range filler {
		filler[i] = goja.Undefined()
	}
	return filler
})

// growStack makes room on the value stack for the rest of the running task, by calling empty, a JavaScript function that does
// nothing, with that many arguments.
func growStack(empty goja.Value) {
	if call, ok := goja.AssertFunction(empty); ok {
		_, _ = call(goja.Undefined(), stackFiller()...) // it does nothing, so it can't throw
	}
}

package webevents_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

func TestExceptionsOfMicrotasksAndListenersEndTheRun(t *testing.T) {
	for _, script := range []string{
		`queueMicrotask(() => { throw new RangeError('lost'); })`,
		`reportError(new RangeError('lost'))`,
		`const target = new EventTarget();
		 target.addEventListener('x', () => { throw new RangeError('lost'); });
		 target.dispatchEvent(new Event('x'));`,
	} {
		if err := nodetest.Exec(t, vmpool.Builtins(), node.Host{}, "/x.js", script); err == nil {
			t.Errorf("%s: the run ended without an error", script)
		}
	}
}

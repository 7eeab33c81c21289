package nodemodule_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// How files are loaded is tested by internal/script, against Node.
func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

package nodeprocess_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// What happens at the end of a program is tested by internal/script.
func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

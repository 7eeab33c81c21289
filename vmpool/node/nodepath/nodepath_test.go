package nodepath_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) { nodetest.Run(t, vmpool.Builtins(), "testdata") }

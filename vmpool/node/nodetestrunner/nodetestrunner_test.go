package nodetestrunner_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) {
	nodetest.Run(t, vmpool.Builtins(), "testdata", func(vm *node.VM) error {
		nodeprocess.Of(vm).Supervise() // the summary is printed before the exit
		return nil
	})
}

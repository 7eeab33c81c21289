package nodebuffer_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
)

func TestScripts(t *testing.T) {
	nodetest.Run(t, node.NewTable(nodebuffer.Modules(), nodeerrors.Modules(), nodeutil.Modules()), "testdata")
}

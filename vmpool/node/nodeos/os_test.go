package nodeos_test

import (
	"runtime"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeconsole"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeevents"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeos"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
)

func TestScripts(t *testing.T) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("recorded on linux/amd64")
	}
	table := node.NewTable(nodebuffer.Modules(), nodeconsole.Modules(), nodeerrors.Modules(), nodeevents.Modules(), nodeos.Modules(),
		nodeprocess.Modules(), nodeutil.Modules())
	nodetest.Run(t, table, "testdata")
}

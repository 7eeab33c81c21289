package nodecrypto_test

import (
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeconsole"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodecrypto"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeevents"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodestream"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodestringdecoder"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetimers"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webencoding"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webevents"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webperf"
)

func TestScripts(t *testing.T) {
	table := node.NewTable(nodebuffer.Modules(), nodeconsole.Modules(), nodecrypto.Modules(), nodeerrors.Modules(), nodeevents.Modules(),
		nodeprocess.Modules(), nodestream.Modules(), nodestringdecoder.Modules(), nodetimers.Modules(), nodeutil.Modules(),
		webencoding.Modules(), webevents.Modules(), webperf.Modules())
	nodetest.Run(t, table, "testdata")
}

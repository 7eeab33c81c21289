package vmpool

import (
	"sync"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/es"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/intl"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeabsent"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeassert"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeasync"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeconsole"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodecrypto"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeevents"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodefs"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodehttp"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodelegacy"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodemodule"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodenet"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeos"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodepath"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeprocess"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodequerystring"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodereadline"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodestream"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodestringdecoder"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetestrunner"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetimers"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetty"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodev8"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodevm"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodezlib"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webencoding"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webevents"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webfetch"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webmessage"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webperf"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/websocket"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/webstreams"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/weburl"
)

// Precompile compiles the scripts that every VM of an app evaluates, so that the first one finds them ready. Any goroutine may call it.
func Precompile() {
	es.Precompile()
	Builtins().Precompile("internal/microtasks", "async_hooks", "internal/errors", "internal/validators", "internal/timers", "timers",
		"internal/url", "internal/webidl")
}

// Builtins is the table of all built-in modules. It is made once a process and immutable.
var Builtins = sync.OnceValue(func() *node.Table {
	groups := [][]node.Module{
		// One line a folder of vmpool/node, in alphabetical order.
		intl.Modules(),
		nodeassert.Modules(),
		nodeasync.Modules(),
		nodebuffer.Modules(),
		nodeconsole.Modules(),
		nodecrypto.Modules(),
		nodeerrors.Modules(),
		nodeevents.Modules(),
		nodefs.Modules(),
		nodehttp.Modules(),
		nodelegacy.Modules(),
		nodemodule.Modules(),
		nodenet.Modules(),
		nodeos.Modules(),
		nodepath.Modules(),
		nodeprocess.Modules(),
		nodequerystring.Modules(),
		nodereadline.Modules(),
		nodestream.Modules(),
		nodestringdecoder.Modules(),
		nodetestrunner.Modules(),
		nodetimers.Modules(),
		nodetty.Modules(),
		nodeutil.Modules(),
		nodev8.Modules(),
		nodevm.Modules(),
		nodezlib.Modules(),
		webencoding.Modules(),
		webevents.Modules(),
		webfetch.Modules(),
		webmessage.Modules(),
		webperf.Modules(),
		websocket.Modules(),
		webstreams.Modules(),
		weburl.Modules(),
	}
	taken := map[string]bool{}
	for _, group := range groups {
		for _, m := range group {
			taken[m.Name] = true
		}
	}
	return node.NewTable(append(groups, nodeabsent.Modules(func(name string) bool { return taken[name] }))...)
})

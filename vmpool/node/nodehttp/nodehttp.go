// Package nodehttp is node:http, node:https and the resolver of node:dns. Requests go through net/http's transport, and so through the
// host's AllowNet; the server speaks HTTP/1.1 itself (server.go), because programs set reason phrases and raw header names.
package nodehttp

import (
	"embed"
	"maps"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed *.js
var files embed.FS

// Modules returns http, https, dns and dns/promises.
func Modules() []node.Module {
	return []node.Module{
		{Name: "http", Script: node.NewScript(files, "http.js")},
		{Name: "https", Script: node.NewScript(files, "https.js")},
		{Name: "dns", Script: node.NewScript(files, "dns.js")},
		{Name: "dns/promises", Script: node.NewScript(files, "dns_promises.js")},
		{Name: "internal/http/native", Bind: bind},
		{Name: "internal/http/agent", Script: node.NewScript(files, "agent.js")},
		{Name: "internal/http/client", Script: node.NewScript(files, "client.js")},
		{Name: "internal/http/common", Script: node.NewScript(files, "common.js")},
		{Name: "internal/http/incoming", Script: node.NewScript(files, "incoming.js")},
		{Name: "internal/http/outgoing", Script: node.NewScript(files, "outgoing.js")},
		{Name: "internal/http/server", Script: node.NewScript(files, "server.js")},
	}
}

// natives are the native functions of one VM.
type natives struct {
	vm *node.VM
}

func bind(vm *node.VM) goja.Value {
	n := &natives{vm}
	all := map[string]node.Func{}
	for _, group := range []map[string]node.Func{n.clientFuncs(), n.serverFuncs(), n.dnsFuncs()} {
		maps.Copy(all, group)
	}
	return vm.Object(all)
}

// callback is argument i, which must be a function.
func (n *natives) callback(call goja.FunctionCall, i int) goja.Callable {
	f, ok := goja.AssertFunction(call.Argument(i))
	if !ok {
		panic(n.vm.Runtime.NewTypeError("argument %d is no function", i))
	}
	return f
}

// array makes a list of values.
func (n *natives) array(items ...any) goja.Value { return n.vm.Runtime.NewArray(items...) }

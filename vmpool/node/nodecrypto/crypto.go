// Package nodecrypto is node:crypto and the Web Crypto API, on Go's crypto packages. The work is native; the scripts hold the classes
// and check arguments as Node does.
package nodecrypto

import (
	"embed"
	"maps"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

//go:embed crypto.js internal/*.js
var files embed.FS

// Modules returns node:crypto with the global crypto, and its parts under internal/crypto.
func Modules() []node.Module {
	script := func(name string) node.Module {
		return node.Module{Name: "internal/crypto/" + name, Script: node.NewScript(files, "internal/"+name+".js")}
	}
	return []node.Module{
		{Name: "crypto", Script: node.NewScript(files, "crypto.js")},
		{Name: "internal/crypto/native", Bind: bind},
		script("util"),
		script("hash"),
		script("random"),
		script("kdf"),
		script("cipher"),
		script("constants"),
		script("keys"),
		script("keygen"),
		script("sign"),
		script("rsa"),
		script("dh"),
		script("primes"),
		script("subtle"),
		script("algorithms"),
		script("misc"),
		script("x509"),
		{
			Name: "internal/crypto/webcrypto", Script: node.NewScript(files, "internal/webcrypto.js"),
			Globals: []node.Global{
				{Name: "crypto", Enumerable: true}, {Name: "Crypto"}, {Name: "CryptoKey"}, {Name: "SubtleCrypto"},
			},
		},
	}
}

// bind makes the native functions of all scripts.
func bind(vm *node.VM) goja.Value {
	n := &natives{vm}
	all := map[string]node.Func{}
	for _, group := range []map[string]node.Func{n.hashFuncs(), n.randomFuncs(), n.kdfFuncs(), n.cipherFuncs(), n.keyFuncs(), n.dhFuncs(), n.certificateFuncs()} {
		maps.Copy(all, group)
	}
	return vm.Object(all)
}

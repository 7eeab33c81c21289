package nodeutil_test

import (
	"bytes"
	"strconv"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// run runs source with N as the number of iterations.
func run(b *testing.B, source string) {
	b.Helper()
	var out bytes.Buffer
	err := nodetest.Exec(b, vmpool.Builtins(), node.Host{Stdout: &out}, "/bench.js", "const N = "+strconv.Itoa(b.N)+";"+source)
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkInspect(b *testing.B) {
	run(b, `const { inspect } = require('util'); const o = { a: 1, b: 'two', c: [1, 2, 3], d: { e: null } }; for (let i = 0; i < N; i++) inspect(o);`)
}

func BenchmarkFormat(b *testing.B) {
	run(b, `const { format } = require('util'); for (let i = 0; i < N; i++) format('a %s b %d', 'x', 1);`)
}

func BenchmarkDeepEqual(b *testing.B) {
	run(b, `const { isDeepStrictEqual } = require('util'); const o = { a: 1, b: 'two', c: [1, 2, 3], d: { e: null } };
		const p = { a: 1, b: 'two', c: [1, 2, 3], d: { e: null } }; for (let i = 0; i < N; i++) isDeepStrictEqual(o, p);`)
}

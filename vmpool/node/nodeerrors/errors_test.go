package nodeerrors_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
)

// table makes the internal modules requirable by the scripts of this test.
func table() *node.Table {
	open := func(name string) node.Module {
		return node.Module{Name: "x/" + name, Bind: func(vm *node.VM) goja.Value { return vm.Require("internal/" + name) }}
	}
	return node.NewTable(nodeerrors.Modules(), nodeutil.Modules(), []node.Module{open("errors"), open("validators"), open("util")})
}

func run(t *testing.T, source string) []string {
	t.Helper()
	var out strings.Builder
	if err := nodetest.Exec(t, table(), node.Host{Stdout: &out}, "/app.js", source); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func check(t *testing.T, got []string, want ...string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}

func TestNodeErrors(t *testing.T) {
	got := run(t, `
		const { codes } = require('x/errors');
		function thrower() { throw new codes.ERR_INVALID_ARG_TYPE('name', ['string', 'Buffer', 'URL'], 12); }
		try { thrower(); } catch (err) {
			console.log(err.name, err.code, err.constructor === TypeError, err instanceof TypeError);
			console.log(err.message);
			console.log(String(err));
			console.log(err.stack.split('\n')[0]);
			console.log(err.stack.split('\n')[1].trim().replace(/\(\d+\)/, ''));
			console.log(Object.keys(err));
		}
		console.log(new codes.ERR_OUT_OF_RANGE('size', '>= 0 && <= 10', 4294967297).message);
		console.log(new codes.ERR_MISSING_ARGS(['a', 'b'], 'c').message);
		console.log(new codes.ERR_INVALID_STATE.TypeError('x') instanceof TypeError);
		console.log(codes.ERR_NO_SUCH_CODE, 'ERR_INVALID_THIS' in codes);
	`)
	check(t, got,
		"TypeError ERR_INVALID_ARG_TYPE true true",
		`The "name" argument must be of type string or an instance of Buffer or URL. Received type number (12)`,
		`TypeError [ERR_INVALID_ARG_TYPE]: The "name" argument must be of type string or an instance of Buffer or URL. Received type number (12)`,
		`TypeError [ERR_INVALID_ARG_TYPE]: The "name" argument must be of type string or an instance of Buffer or URL. Received type number (12)`,
		"at thrower (/app.js:3:30)",
		"code",
		`The value of "size" is out of range. It must be >= 0 && <= 10. Received 4_294_967_297`,
		`The "a" or "b" and "c" arguments must be specified`,
		"true",
		"undefined true")
}

func TestSystemErrors(t *testing.T) {
	got := run(t, `
		const { UVException, uvException, ErrnoException, AbortError, aggregateTwoErrors, SystemError, codes } = require('x/errors');
		const err = uvException({ errno: -2, syscall: 'open', path: '/none' });
		console.log(err.message, '|', Object.keys(err).join());
		console.log(err.stack.split('\n')[0], err.constructor === Error);
		console.log(new ErrnoException(-98, 'bind').message);
		const abort = new AbortError(undefined, { cause: 'why' });
		console.log(abort.name, abort.code, abort.message, abort.cause);
		const both = aggregateTwoErrors(new Error('inner'), new Error('outer'));
		console.log(both.message, both.errors.map((e) => e.message).join());
		const sys = new codes.ERR_FS_EISDIR({ code: 'EISDIR', errno: -21, syscall: 'rm', message: 'is a directory', path: '/x' });
		console.log(sys.message, sys.name, sys.code, sys.errno, sys.info.syscall);
	`)
	check(t, got,
		"ENOENT: no such file or directory, open '/none' | errno,syscall,code,path",
		"Error: ENOENT: no such file or directory, open '/none' true",
		"bind EADDRINUSE",
		"AbortError ABORT_ERR The operation was aborted why",
		"outer outer,inner",
		"Path is a directory: rm returned EISDIR (is a directory) /x SystemError ERR_FS_EISDIR -21 rm")
}

func TestValidators(t *testing.T) {
	got := run(t, `
		const v = require('x/validators');
		const cases = [
			['validateString', 1, 'a'], ['validateInteger', 1.5, 'a'], ['validateInteger', 3, 'a', 5], ['validateUint32', 0, 'a', true],
			['validateNumber', 3, 'a', 4], ['validateOneOf', 'x', 'a', ['y', 1]], ['validateObject', [], 'a'], ['validateObject', null, 'a', 1],
			['validateArray', [], 'a', 1], ['validateStringArray', ['x', 2], 'a'], ['validatePort', 70000], ['validateAbortSignal', {}, 'signal'],
			['validateFunction', 'f', 'cb'], ['validateBuffer', 'x'], ['validateSignalName', 'sigint'], ['parseFileMode', '9', 'mode'],
		];
		for (const [name, ...args] of cases) {
			try { console.log(name, v[name](...args)); } catch (err) { console.log(name, err.code, err.message); }
		}
	`)
	check(t, got,
		`validateString ERR_INVALID_ARG_TYPE The "a" argument must be of type string. Received type number (1)`,
		`validateInteger ERR_OUT_OF_RANGE The value of "a" is out of range. It must be an integer. Received 1.5`,
		`validateInteger ERR_OUT_OF_RANGE The value of "a" is out of range. It must be >= 5 && <= 9007199254740991. Received 3`,
		`validateUint32 ERR_OUT_OF_RANGE The value of "a" is out of range. It must be >= 1 && <= 4294967295. Received 0`,
		`validateNumber ERR_OUT_OF_RANGE The value of "a" is out of range. It must be >= 4. Received 3`,
		`validateOneOf ERR_INVALID_ARG_VALUE The argument 'a' must be one of: 'y', 1. Received 'x'`,
		`validateObject ERR_INVALID_ARG_TYPE The "a" argument must be of type object. Received an instance of Array`,
		`validateObject undefined`,
		`validateArray ERR_INVALID_ARG_VALUE The argument 'a' must be longer than 1. Received []`,
		`validateStringArray ERR_INVALID_ARG_TYPE The "a[1]" argument must be of type string. Received type number (2)`,
		`validatePort ERR_SOCKET_BAD_PORT Port should be >= 0 and < 65536. Received type number (70000).`,
		`validateAbortSignal ERR_INVALID_ARG_TYPE The "signal" argument must be an instance of AbortSignal. Received an instance of Object`,
		`validateFunction ERR_INVALID_ARG_TYPE The "cb" argument must be of type function. Received type string ('f')`,
		`validateBuffer ERR_INVALID_ARG_TYPE The "buffer" argument must be an instance of Buffer, TypedArray, or DataView. Received type string ('x')`,
		`validateSignalName ERR_UNKNOWN_SIGNAL Unknown signal: sigint (signals must use all capital letters)`,
		`parseFileMode ERR_INVALID_ARG_VALUE The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received '9'`)
}

package nodeutil_test

import (
	"fmt"
	"testing"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeutil"
)

func TestKinds(t *testing.T) {
	rt := goja.New()
	for source, want := range map[string]string{
		"({})": "Object", "[]": "Array", "new Map": "Map", "new Set": "Set", "new Date": "Date", "/x/": "RegExp", "new Error": "Error",
		"Promise.resolve()": "Promise", "new WeakMap": "WeakMap", "new WeakSet": "WeakSet", "new ArrayBuffer(1)": "ArrayBuffer",
		"new DataView(new ArrayBuffer(1))": "DataView", "new Uint8Array(1)": "Uint8Array", "new Uint8ClampedArray(1)": "Uint8ClampedArray",
		"new Int8Array(1)": "Int8Array", "new Uint16Array(1)": "Uint16Array", "new Int16Array(1)": "Int16Array",
		"new Uint32Array(1)": "Uint32Array", "new Int32Array(1)": "Int32Array", "new Float32Array(1)": "Float32Array",
		"new Float64Array(1)": "Float64Array", "new BigInt64Array(1)": "BigInt64Array", "new BigUint64Array(1)": "BigUint64Array",
		"Object(1)": "Number", "Object('')": "String", "Object(true)": "Boolean", "Object(1n)": "BigInt", "Object(Symbol())": "Symbol",
		"(function () { return arguments })()": "Arguments", "new Proxy({}, {})": "Proxy", "new Proxy(() => {}, {})": "Proxy",
		"new Map().keys()": "Map Iterator", "new Set().values()": "Set Iterator", "(function* () {})()": "Generator",
		"(function () {})": "Function", "() => {}": "Function", "({ m() {} }).m": "Function", "Math.max": "Function",
		"(class {})": "Class", "(class extends Array {})": "Class", "async () => {}": "AsyncFunction",
		"(async function () {})": "AsyncFunction", "({ async m() {} }).m": "AsyncFunction", "(function* () {})": "GeneratorFunction",
		"({ *m() {} }).m": "GeneratorFunction", "Object.create(Map.prototype)": "Object", "Object.setPrototypeOf(new Map, null)": "Map",
		"(class extends Map {}).prototype": "Object", "new (class extends Uint8Array {})(1)": "Uint8Array", "Array.prototype": "Array",
	} {
		v, err := rt.RunString("(" + source + ")")
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if got := nodeutil.KindOf(v.ToObject(rt)); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}

func TestIteratorEntries(t *testing.T) {
	rt := goja.New()
	for source, want := range map[string]string{
		"new Map([[1, 2], [3, 4]]).entries()": "[1 2 3 4] true",
		"new Map([[1, 2]]).keys()":            "[1] false",
		"new Map([[1, 2]]).values()":          "[2] false",
		"new Set([5, 6]).values()":            "[5 6] false",
		"new Set([5]).entries()":              "[5 5] true",
		"(() => { const i = new Set([1, 2, 3]).values(); i.next(); return i })()":                     "[2 3] false",
		"(() => { const i = new Set([1]).values(); i.next(); i.next(); return i })()":                 "[] false",
		"(() => { const s = new Set([1, 2, 3]), i = s.values(); i.next(); s.delete(1); return i })()": "[2 3] false",
		"(() => { const s = new Set([1, 2, 3]), i = s.values(); i.next(); s.clear(); return i })()":   "[] false",
	} {
		v, err := rt.RunString(source)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		items, keyed := nodeutil.IteratorEntries(v.ToObject(rt))
		if got := fmt.Sprint(items, keyed); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}

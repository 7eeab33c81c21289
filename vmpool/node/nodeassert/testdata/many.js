// Random values and copies of them that may differ: only the lengths and digests of the messages are compared.
const util = require('util');
let seed = 11;
const rnd = (n) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return Math.floor((seed / 4294967296) * n); };
const pick = (a) => a[rnd(a.length)];
const str = () => pick(['', 'a', 'some text', "it's", 'x'.repeat(rnd(100)), 'line\nbreak\n', 'é😀漢字', '\u001b[31m', 'key-with-dash', '"q"', 'a\\b', '日本語'.repeat(rnd(10))]);
class Foo { constructor(v) { this.v = v; } } class Bar extends Map {} class Baz extends Array {}
function value(d) {
  switch (rnd(d > 4 ? 9 : 24)) {
    case 0: return rnd(100000) - 500; case 1: return str(); case 2: return null; case 3: return undefined; case 4: return rnd(2) === 0; case 5: return rnd(1000) / 7; case 6: return BigInt(rnd(1e6)) * 1000003n; case 7: return Symbol(str()); case 8: return pick([NaN, -0, Infinity, -Infinity]);
    case 9: case 10: case 11: { const o = {}; const n = rnd(7); for (let i = 0; i < n; i++) o[pick(['a', 'b', 'c', 'long_property_name', 'x-y', '0', '10', 'é', 'z' + i, '__proto__x'])] = value(d + 1); return o; }
    case 12: case 13: { const n = rnd(12); return Array.from({ length: n }, () => value(d + 1)); }
    case 14: { const n = rnd(130); const k = rnd(4); return Array.from({ length: n }, () => (k === 0 ? rnd(1000) : k === 1 ? str() : k === 2 ? rnd(5) * 1.5 : 'v' + rnd(100000))); }
    case 15: return new Map(Array.from({ length: rnd(5) }, () => [value(d + 2), value(d + 1)])); case 16: return new Set(Array.from({ length: rnd(6) }, () => value(d + 1)));
    case 17: return new Foo(value(d + 1)); case 18: return pick([() => {}, function named() {}, class K {}, async () => {}, Foo, Math.max]); case 19: return new Date(rnd(1e9) * 1000); case 20: return pick([/re/g, new Uint8Array(rnd(20)), new Float32Array([1.5, 2]), new ArrayBuffer(rnd(5)), Object(1), Object('s'), new Bar([[1, 2]]), Baz.from([1, 2, 3]), Promise.resolve(1), new Error('e').message]);
    case 21: { const o = { v: value(d + 1) }; o.self = o; return o; } case 22: { const a = [1, , value(d + 1)]; if (rnd(2)) a.extra = value(d + 1); return a; } default: return Object.assign(Object.create(rnd(2) ? null : { inherited: 1 }), { p: value(d + 1), get g() { return 1; }, [Symbol('sym')]: value(d + 2) });
  }
}
const assert = require('assert');
const copy = (v, p) => { // a deep copy in which something may differ
  if (rnd(100) < p) return value(2);
  if (Array.isArray(v) && v.constructor === Array) return v.map((x) => copy(x, p));
  if (v instanceof Map && v.constructor === Map) return new Map([...v].map(([k, x]) => [k, copy(x, p)]));
  if (v instanceof Set) return new Set([...v].map((x) => copy(x, p)));
  if (v && typeof v === 'object' && Object.getPrototypeOf(v) === Object.prototype && v.self !== v) return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, copy(x, p)]));
  return v;
};
const digest = (text) => {
  let hash = 0;
  for (let k = 0; k < text.length; k++) hash = (Math.imul(hash, 31) + text.charCodeAt(k)) | 0;
  return hash;
};
const N = 150;
for (let i = 0; i < N; i++) {
  const a = value(0); const b = copy(a, pick([0, 3, 10, 40]));
  for (const m of ['deepStrictEqual', 'deepEqual', 'strictEqual', 'notDeepStrictEqual', 'notDeepEqual']) { try { assert[m](a, b); console.log(i, m, 'ok'); } catch (e) { console.log(i, m, e.message.length, digest(e.message)); } }
}

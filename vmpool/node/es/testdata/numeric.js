// Functions that only compute, with arguments for which they do and others.
function mix(str) {
  var h = 0;
  var k, i = 0, len = str.length;
  for (; len >= 4; ++i, len -= 4) {
    k = str.charCodeAt(i) & 0xff | (str.charCodeAt(++i) & 0xff) << 8 | (str.charCodeAt(++i) & 0xff) << 16 | (str.charCodeAt(++i) & 0xff) << 24;
    k = (k & 0xffff) * 0x5bd1e995 + ((k >>> 16) * 0xe995 << 16);
    k ^= k >>> 24;
    h = (k & 0xffff) * 0x5bd1e995 + ((k >>> 16) * 0xe995 << 16) ^ (h & 0xffff) * 0x5bd1e995 + ((h >>> 16) * 0xe995 << 16);
  }
  switch (len) {
    case 3:
      h ^= (str.charCodeAt(i + 2) & 0xff) << 16;
    case 2:
      h ^= (str.charCodeAt(i + 1) & 0xff) << 8;
    case 1:
      h ^= str.charCodeAt(i) & 0xff;
      h = (h & 0xffff) * 0x5bd1e995 + ((h >>> 16) * 0xe995 << 16);
  }
  h ^= h >>> 13;
  return ((h ^ h >>> 15) >>> 0).toString(36);
}
const backwards = (h, x) => { let i = x.length; while (i) h = (h * 33) ^ x.charCodeAt(--i); return h; };
const named = (str) => { let i = 0, out = 11; while (i < str.length) out = (101 * out + str.charCodeAt(i++)) >>> 0; return 'go' + out; };
const fnv = function (s) { let h = 0x811c9dc5; for (let i = 0; i < s.length; i++) { h ^= s.charCodeAt(i); h += (h << 1) + (h << 4) + (h << 7) + (h << 8) + (h << 24); } return h >>> 0; };
const unsigned = (s) => { let h = 5381; let i = 0; do { h = ((h << 5) + h + s.charCodeAt(i)) | 0; i++; } while (i < s.length); return h.toString(16); };
function float(a, b) { let x = a; for (let i = 0; i < 5; i++) { if (i % 2 === 0) continue; x = x / b - i * 0.1 + -x % 3; if (x > 1e6 || x < -1e6) break; } return x; }
function choose(n) { let r = 0; for (let i = 0; i < 4; i++) { switch (i + n) { case 1: r += 1; break; default: r += 10; case 2: r += 100; break; case 3: r = r * 2, r++; } } return r; }
function logic(a, b) { let n = 0; for (let i = 0; i < 3; i++) { n = (a && b) || n + 1; n = !(a > b) ? ~n : +n; if (!n) return -0; } return n; }
function blocks(n) { let t = 0; for (let i = 0; i < n; i++) { const d = i * 2; { let e = d + 1; t += e; } } for (let i = 0; i < n; i++) { const d = i; t -= d; } return t; }
function falls(n) { for (let i = 0; i < n; i++) if (i > 2) return i; }
function nothing(n) { while (n > 0) { n--; if (n === 1) return; } return n; }
function unset(n) { var u; for (var i = 0; i < n; i++) u = u + i; for (var j = 0; j < n; j++) u ^= j; return u + n; }
function isUnset(n) { var u; for (var i = 0; i < n; i++) { if (u === undefined) u = 0; u += i; } return u; }
function same(n) { var u, w; for (var i = 0; i < n; i++) ; return u === w; }
function shifts(n) { let r = 0; for (let i = 0; i < 40; i++) { r = (r + (n << i)) ^ (n >> i) ^ (n >>> (i & 31)); } return r; }
function big(n) { let r = n; for (let i = 0; i < 3; i++) r = r * 4294967296 * 4096 | 0 || r + n; return r; }
function bigger(n) { let r = 0; for (let i = 0; i < 2; i++) r ^= n; return r | (n & n); }
const text = 'The quick brown fox, naïve 😀 \ud800 jumps';
for (const s of ['', 'a', 'ab', 'abc', 'abcd', 'color:red;margin:0 auto;', text, text.repeat(50)]) {
  console.log(mix(s), backwards(5381, s), named(s), fnv(s), unsigned(s));
}
const values = [0, -0, 1, 3, 2.5, -7, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1e300, undefined, null, true, '7', 10n, [4], { valueOf: () => 2 }];
const show = (v) => (Object.is(v, -0) ? '-0' : typeof v === 'string' ? JSON.stringify(v) : String(v));
const attempt = (f, ...args) => { try { return show(f(...args)); } catch (e) { return e.constructor.name; } };
for (const v of values) {
  console.log(typeof v, ...[choose, blocks, nothing, unset, isUnset, same, shifts, big, bigger].map((f) => (f === blocks || f === nothing || f === unset || f === isUnset || f === same) && v > 1e6 ? '' : attempt(f, v)));
  console.log(...values.slice(0, 14).map((w) => attempt(float, v, w)), ...values.slice(0, 5).map((w) => attempt(logic, v, w)), v > 1e6 ? '' : attempt(falls, v));
}
console.log(attempt(mix), attempt(mix, null), attempt(mix, 5), attempt(mix, ['a']), attempt(mix, new String('abcd')), attempt(mix, 'abcd', 1), attempt(backwards, '1', 'x'), attempt(backwards, 1), attempt(float), attempt(float, 3));
console.log(attempt(named, { length: 2, charCodeAt: (i) => i + 1 }), attempt(fnv, { get length() { throw new RangeError(); } }));
console.log(fnv.length, mix.name, String(falls).slice(0, 20), new falls(9) instanceof falls, choose.call('this', 1));
console.log(fnv('x'.repeat(300000)), named('ä'.repeat(200000)));
const { charCodeAt } = String.prototype, { toString } = Number.prototype;
String.prototype.charCodeAt = () => 1;
console.log(fnv('abc'));
String.prototype.charCodeAt = charCodeAt;
Number.prototype.toString = function (radix) { return 'radix ' + radix; };
console.log(mix('abc'), unsigned('abc'));
Number.prototype.toString = toString;
console.log(fnv('abc'), mix('abc'));
const Outer = 5;
function outer(n) { let r = 0; for (let i = 0; i < n; i++) r += Outer; return r; }
function scoped(n) { let r = 0; for (let i = 0; i < n; i++) { let Outer = i; r += Outer; } return r + Outer; }
console.log(outer(3), scoped(3));
const strict = (s) => { 'use strict'; let h = 0; for (let i = 0; i < s.length; i++) h = h * 31 + s.charCodeAt(i) | 0; return h; };
console.log(strict('abc'), strict('äöü'), attempt(strict, 5));

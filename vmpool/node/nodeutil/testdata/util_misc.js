const util = require('util');
console.log(Object.keys(util).join());
console.log(Object.keys(util.types).join());
for (const k of Object.keys(util)) { const v = util[k]; if (typeof v === 'function') console.log(k, v.name, v.length); }
for (const k of Object.keys(util.types)) console.log(k, util.types[k].name, util.types[k].length);
const t = util.types;
const samples = { date: new Date(), re: /x/, err: new Error(), map: new Map(), set: new Set(), wm: new WeakMap(), ws: new WeakSet(), p: Promise.resolve(), ab: new ArrayBuffer(1),
  dv: new DataView(new ArrayBuffer(1)), u8: new Uint8Array(1), f64: new Float64Array(1), b64: new BigInt64Array(1), proxy: new Proxy({}, {}), args: (function() { return arguments; })(),
  num: new Number(1), str: new String(''), bool: new Boolean(true), sym: Object(Symbol()), big: Object(1n), af: async () => {}, gf: function* () {}, go: (function* () {})(),
  mi: new Map().keys(), si: new Set().keys(), obj: {}, arr: [], nul: null, und: undefined, prim: 1, fn() {}, cls: class {}, fakeMap: Object.create(Map.prototype), tagged: { [Symbol.toStringTag]: 'Map' } };
for (const [name, v] of Object.entries(samples)) console.log(name, Object.keys(t).filter((k) => k !== 'isKeyObject' && k !== 'isCryptoKey' && t[k](v)).join());
console.log(util.isDeepStrictEqual({ a: [1, new Map([[{ x: 1 }, 2]])] }, { a: [1, new Map([[{ x: 1 }, 2]])] }), util.isDeepStrictEqual([1], ['1']));
const pairs = [[NaN, NaN], [0, -0], [[1, , 3], [1, undefined, 3]], [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1])], [new Set([[1], [1]]), new Set([[1], [2]])], [new Date(1), new Date(1)], [/a/g, /a/i],
  [Object(1), Object(1)], [Object('a'), Object('b')], [new Error('a'), new Error('a')], [new Error('a'), new Error('b')], [new Error('a'), new TypeError('a')], [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  [[1, 2], { 0: 1, 1: 2, length: 2 }], [new Uint8Array([1]), new Uint8Array([1])], [new Uint8Array([1]), new Int8Array([1])], [{ [Symbol.for('a')]: 1 }, { [Symbol.for('a')]: 1 }], [{ [Symbol.for('a')]: 1 }, {}],
  [Object.create(null), {}], [new (class A {})(), new (class A {})()], [new Map([[1, {}], [{}, 1]]), new Map([[{}, 1], [1, {}]])], [new Map([[1, 2]]), new Map([['1', 2]])], [new ArrayBuffer(2), new ArrayBuffer(2)], [() => 1, () => 1], [1n, 1n], [{ a: undefined }, {}], [new Map([[NaN, 1]]), new Map([[NaN, 1]])]];
pairs.forEach(([a, b], i) => console.log(i, util.isDeepStrictEqual(a, b)));
const c1 = { x: 1 }; c1.self = c1; const c2 = { x: 1 }; c2.self = c2; console.log(util.isDeepStrictEqual(c1, c2));
// promisify and callbackify
const cb = (a, b, done) => done(null, a + b, 'second');
const failing = (done) => done(new Error('failed'));
const promised = util.promisify(cb);
console.log(promised.name, promised.length, util.promisify(promised) === promised, util.promisify.custom);
function withCustom() {} withCustom[util.promisify.custom] = async () => 'custom';
const back = util.callbackify(async (x) => { if (x) throw x; return 'ok'; });
console.log(back.name, back.length);
(async () => {
  console.log(await promised(1, 2));
  await util.promisify(failing)().catch((e) => console.log(e.message));
  console.log(await util.promisify(withCustom)());
  await new Promise((r) => back(0, (err, v) => { console.log(err, v); r(); }));
  await new Promise((r) => util.callbackify(() => Promise.reject(null))((err) => { console.log(err.code, err.message, err.reason); r(); }));
  await new Promise((r) => util.callbackify(async () => { throw new Error('inner'); })((err) => { console.log(err.message); r(); }));
})();
try { util.callbackify(async () => {})(); } catch (e) { console.log(e.message); }
function Old() {} function Base() {} Base.prototype.hi = () => 'hi'; util.inherits(Old, Base); console.log(new Old().hi(), Old.super_ === Base);
for (const bad of [[null, Base], [Old, null], [Old, () => {}]]) try { util.inherits(...bad); } catch (e) { console.log(e.message); }
console.log(util.stripVTControlCharacters('\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007'), util.toUSVString('a\ud800b').charCodeAt(1).toString(16));
console.log(util.getSystemErrorName(-2), util.getSystemErrorMap().get(-13), util.getSystemErrorMap().size);
for (const bad of ['x', 1, -1.5]) try { util.getSystemErrorName(bad); } catch (e) { console.log(e.message); }
console.log(util.parseEnv('A=1\nB="two words" # c\n# comment\nexport C=\'single $x\'\nD=`back`\nE= spaced  # note\nF="multi\nline"\nG="esc\\nnl"\nEMPTY=\nH=a=b\n'));
console.log(util.isArray([]), util.isBoolean(true), util.isError(new Error()), util.isPrimitive(null), util.isObject({}), util.isFunction(() => {}), util.isDate(new Date()), util.isRegExp(/x/), util._extend({ a: 1 }, { b: 2 }));
console.log(JSON.stringify(util.styleText(['bold', 'red'], 'x')), JSON.stringify(util.styleText('green', 'y', { validateStream: false })));
try { util.styleText('nocolor', 'x'); } catch (e) { console.log(e.code, e.message.slice(0, 60)); }
const logger = util.debuglog('none'); logger('x'); console.log(logger.enabled, util.debug === util.debuglog);
const uvErr = util._exceptionWithHostPort(-98, 'listen', '127.0.0.1', 80); console.log(uvErr.message, uvErr.code, Object.keys(uvErr).join());
console.log(require('sys') === util, require('util/types') === util.types);

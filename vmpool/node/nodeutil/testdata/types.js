const { types, isDeepStrictEqual } = require('util');
const util = require('util');

async function asynchronous() {}
function* generator() {}
function args() { return arguments; }
const values = {
  arguments: args(1), asyncFunction: asynchronous, generatorFunction: generator, generatorObject: generator(), plainFunction: () => {},
  arrayBuffer: new ArrayBuffer(2), dataView: new DataView(new ArrayBuffer(2)), buffer: Buffer.from('a'), bigInt: Object(1n), boolean: Object(true),
  number: Object(1), string: Object('a'), symbol: Object(Symbol('a')), map: new Map(), mapIterator: new Map().entries(), set: new Set(),
  setIterator: new Set().values(), weakMap: new WeakMap(), weakSet: new WeakSet(), date: new Date(0), regExp: /a/, error: new TypeError('a'),
  fake: Object.create(Error.prototype), promise: Promise.resolve(), thenable: { then() {} }, proxy: new Proxy({}, {}), proxyOfFunction: new Proxy(() => {}, {}),
  object: {}, array: [], null: null, undefined: undefined, primitive: 1, text: 'a',
};
for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array',
                    'BigInt64Array', 'BigUint64Array']) {
  values[name] = new globalThis[name](1);
}
class Sub extends Uint8Array {}
values.subclass = new Sub(1);

const names = Object.keys(types).filter((n) => /^is/.test(n)).sort();
console.log(names.join());
for (const [what, value] of Object.entries(values)) {
  console.log(what, names.filter((n) => types[n](value)).join(' '));
}
console.log(names.map((n) => types[n].length).join(''), types.isModuleNamespaceObject({}), types.isExternal({}));

const old = ['isArray', 'isBoolean', 'isBuffer', 'isDate', 'isError', 'isFunction', 'isNull', 'isNullOrUndefined', 'isNumber', 'isObject', 'isPrimitive', 'isRegExp',
             'isString', 'isSymbol', 'isUndefined'];
for (const value of [null, undefined, 1, 'a', Symbol('a'), true, {}, [], () => {}, new Error('a'), /a/, Buffer.from('a'), NaN]) {
  console.log(String(value), old.filter((n) => util[n](value)).join(' '));
}
console.log(isDeepStrictEqual({ a: [1, new Map([[1, 2]])] }, { a: [1, new Map([[1, 2]])] }));

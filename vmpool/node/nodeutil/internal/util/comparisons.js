// Deep equality, loose (==) and strict (Object.is and equal prototypes), as assert and util.isDeepStrictEqual define it.

const { isError } = require('internal/util');
const { extraKeys } = require('internal/util/inspect');
const { isCryptoKey, isKeyObject, kind: kindOf } = require('internal/util/types');

const isEnumerable = Object.prototype.propertyIsEnumerable;
const { hasOwn } = Object;
const boxed = { __proto__: null, Number: Number.prototype, String: String.prototype, Boolean: Boolean.prototype,
  BigInt: BigInt.prototype, Symbol: Symbol.prototype };

// state is one comparison: strict, and the pairs of objects that are being compared (a[i] with b[i]), which are taken
// as equal when they are met again.
function equal(x, y, state) {
  if (x === y) return x !== 0 || !state.strict || Object.is(x, y);
  const objects = typeof x === 'object' && x !== null && typeof y === 'object' && y !== null;
  if (!objects) {
    if (state.strict) return typeof x === 'number' && Number.isNaN(x) && Number.isNaN(y);
    if ((typeof x === 'object' && x !== null) || (typeof y === 'object' && y !== null)) return false;
    return x == y || (Number.isNaN(x) && Number.isNaN(y));
  }
  if (state.strict && Object.getPrototypeOf(x) !== Object.getPrototypeOf(y)) return false;
  if (Object.prototype.toString.call(x) !== Object.prototype.toString.call(y)) return false;
  return equalObjects(x, y, state);
}

function equalObjects(x, y, state) {
  if (Array.isArray(x)) {
    if (!Array.isArray(y) || x.length !== y.length) return false;
    return equalKeys(x, y, state, ownExtraKeys(x, state), ownExtraKeys(y, state), equalItems);
  }
  const kind = kindOf(x);
  const other = kindOf(y);
  if (ArrayBuffer.isView(x)) {
    if (kind !== other || !equalViews(x, y, state, kind)) return false;
    return equalKeys(x, y, state, ownExtraKeys(x, state), ownExtraKeys(y, state));
  }
  if (isError(x) || isError(y)) {
    if (!isError(x) || !isError(y) || !equalErrors(x, y, state)) return false;
  } else if (kind !== other && !(plain(kind) && plain(other))) {
    return false;
  }
  switch (kind) {
    case 'Date':
      if (!Object.is(Date.prototype.getTime.call(x), Date.prototype.getTime.call(y))) return false;
      break;
    case 'RegExp':
      if (x.source !== y.source || x.flags !== y.flags || x.lastIndex !== y.lastIndex) return false;
      break;
    case 'Set':
      return x.size === y.size && equalKeys(x, y, state, ownKeys(x, state), ownKeys(y, state), equalSets);
    case 'Map':
      return x.size === y.size && equalKeys(x, y, state, ownKeys(x, state), ownKeys(y, state), equalMaps);
    case 'ArrayBuffer':
      if (x.byteLength !== y.byteLength || !equalBytes(new Uint8Array(x), new Uint8Array(y))) return false;
      break;
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'BigInt':
    case 'Symbol':
      if (!Object.is(Reflect.apply(boxed[kind].valueOf, x, []), Reflect.apply(boxed[kind].valueOf, y, []))) return false;
      break;
    default:
      if (!equalHostObjects(x, y, state)) return false;
  }
  return equalKeys(x, y, state, ownKeys(x, state), ownKeys(y, state));
}

// plain kinds have no slots that count.
function plain(kind) {
  return kind === 'Object' || kind === 'Arguments';
}

function equalHostObjects(x, y, state) {
  // Only what may be a key loads the crypto module.
  if (!('type' in x) || !/^(?:CryptoKey|.*KeyObject)$/.test(x.constructor?.name)) return true;
  if (isKeyObject(x)) return isKeyObject(y) && x.equals(y);
  if (isCryptoKey(x)) {
    const { KeyObject } = require('crypto');
    return isCryptoKey(y) && x.extractable === y.extractable && equal(x.algorithm, y.algorithm, state) &&
      equal(x.usages, y.usages, state) && KeyObject.from(x).equals(KeyObject.from(y));
  }
  return true;
}

function equalViews(x, y, state, kind) {
  if (x.byteLength !== y.byteLength) return false;
  if (!state.strict && (kind === 'Float32Array' || kind === 'Float64Array')) {
    for (let i = 0; i < x.length; i++) {
      if (x[i] !== y[i]) return false; // 0 and -0 are the same
    }
    return true;
  }
  return equalBytes(new Uint8Array(x.buffer, x.byteOffset, x.byteLength), new Uint8Array(y.buffer, y.byteOffset, y.byteLength));
}

function equalBytes(x, y) {
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== y[i]) return false;
  }
  return true;
}

// The names of errors that count though they aren't enumerable.
const errorKeys = ['message', 'name', 'cause', 'errors'];

function equalErrors(x, y, state) {
  for (let i = 0; i < errorKeys.length; i++) {
    const key = errorKeys[i];
    const enumerable = isEnumerable.call(x, key);
    if (enumerable !== isEnumerable.call(y, key)) return false;
    if (!enumerable && !(i < 2 ? x[key] === y[key] : equal(x[key], y[key], state))) return false;
  }
  return true;
}

function ownKeys(object, state) {
  const keys = Object.keys(object);
  if (!state.strict) return keys;
  const symbols = Object.getOwnPropertySymbols(object);
  for (let i = 0; i < symbols.length; i++) {
    if (isEnumerable.call(object, symbols[i])) keys.push(symbols[i]);
  }
  return keys;
}

function ownExtraKeys(object, state) {
  const keys = extraKeys(object, false);
  return state.strict ? keys : keys.filter((key) => typeof key !== 'symbol');
}

// equalKeys compares the properties, and with inside the contents.
function equalKeys(x, y, state, xKeys, yKeys, inside) {
  if (xKeys.length !== yKeys.length) return false;
  for (let i = 0; i < xKeys.length; i++) {
    if (!isEnumerable.call(y, xKeys[i])) return false;
  }
  for (let i = state.a.length - 1; i >= 0; i--) {
    if (state.a[i] === x && state.b[i] === y) return true;
  }
  state.a.push(x);
  state.b.push(y);
  let same = true;
  for (let i = 0; same && i < xKeys.length; i++) same = equal(x[xKeys[i]], y[xKeys[i]], state);
  if (same && inside !== undefined) same = inside(x, y, state);
  state.a.pop();
  state.b.pop();
  return same;
}

function equalItems(x, y, state) {
  for (let i = 0; i < x.length; i++) {
    const there = hasOwn(x, i);
    if (there !== hasOwn(y, i)) return false;
    if (there) {
      if (!equal(x[i], y[i], state)) return false;
    } else {
      return equalSparseItems(x, y, state);
    }
  }
  return true;
}

function equalSparseItems(x, y, state) {
  const keys = Object.keys(x);
  if (keys.length !== Object.keys(y).length) return false;
  for (let i = 0; i < keys.length; i++) {
    if (!hasOwn(y, keys[i]) || !equal(x[keys[i]], y[keys[i]], state)) return false;
  }
  return true;
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

// equalSets pairs the members that aren't the same in both: objects, and in loose mode primitives too.
function equalSets(x, y, state) {
  const rest = [];
  let same = true;
  x.forEach((item) => {
    if (!same || y.has(item)) return;
    if (isObject(item) || !state.strict) rest.push(item);
    else same = false;
  });
  if (!same) return false;
  if (rest.length === 0) return true;
  y.forEach((item) => {
    if (!same || x.has(item)) return;
    const at = rest.findIndex((candidate) => equal(candidate, item, state));
    if (at === -1) same = false;
    else rest.splice(at, 1);
  });
  return same && rest.length === 0;
}

function equalMaps(x, y, state) {
  const rest = []; // keys of x that need a partner
  let same = true;
  x.forEach((item, key) => {
    if (!same) return;
    if (isObject(key)) {
      rest.push(key);
    } else if (!y.has(key) || !equal(item, y.get(key), state)) {
      if (state.strict) same = false;
      else rest.push(key);
    }
  });
  if (!same) return false;
  if (rest.length === 0) return true;
  y.forEach((item, key) => {
    if (!same) return;
    if (!isObject(key) && x.has(key) && equal(x.get(key), item, state)) return;
    const at = rest.findIndex((candidate) => equal(candidate, key, state) && equal(x.get(candidate), item, state));
    if (at === -1) same = false;
    else rest.splice(at, 1);
  });
  return same && rest.length === 0;
}

function isDeepEqual(a, b) {
  return equal(a, b, { strict: false, a: [], b: [] });
}

function isDeepStrictEqual(a, b) {
  return equal(a, b, { strict: true, a: [], b: [] });
}

module.exports = { isDeepEqual, isDeepStrictEqual };

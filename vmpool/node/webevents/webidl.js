// Web IDL: how arguments become values, and what the members of an interface look like.

const { codes } = require('internal/errors');

const wellFormed = binding.wellFormed;

// methods makes members of an interface enumerable, as Web IDL has them (class members are not).
exports.enumerable = (target, names) => {
  for (let i = 0; i < names.length; i++) {
    Object.defineProperty(target, names[i], { enumerable: true });
  }
};

exports.tag = (constructor, name) => {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: name, writable: false, enumerable: false, configurable: true,
  });
};

exports.isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';

// coded is an error with a code that Node's C++ throws, and that its table of codes lacks.
exports.coded = (message, code) => Object.assign(new TypeError(message), { code });

exports.invalidThis = (name) => new codes.ERR_INVALID_THIS(name);

// deeper is the options of an inspection for what is one level further down.
exports.deeper = (options) => ({ ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 });

const domString = (v) => {
  if (typeof v === 'string') return v;
  if (typeof v === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${v}`;
};
exports.DOMString = domString;

exports.USVString = (v) => wellFormed(typeof v === 'string' ? v : domString(v));

exports.ByteString = (v, what) => {
  const s = domString(v);
  const i = binding.wide(s);
  if (i >= 0) {
    throw new TypeError(`${what === undefined ? '' : what + ': '}Cannot convert argument to a ByteString because the character at index ${i} has a value of ${s.charCodeAt(i)} which is greater than 255.`);
  }
  return s;
};

// integer converts to an integer type of bits bits. mode: 'clamp', 'enforce' or undefined (modulo).
exports.integer = (v, bits, signed, mode, what) => {
  const upper = bits === 64 ? Number.MAX_SAFE_INTEGER : signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const lower = !signed ? 0 : bits === 64 ? Number.MIN_SAFE_INTEGER : -(2 ** (bits - 1));
  let x = +v;
  if (mode === 'enforce') {
    if (x !== x || x === Infinity || x === -Infinity) throw new TypeError(`${what} is not a finite number.`);
    x = Math.trunc(x) + 0;
    if (x < lower || x > upper) throw new TypeError(`${what} must be between ${lower} and ${upper}, inclusive. Received ${x}.`);
    return x;
  }
  if (mode === 'clamp') {
    if (x !== x) return 0;
    x = Math.min(Math.max(x, lower), upper);
    const floor = Math.floor(x);
    const rest = x - floor;
    if (rest < 0.5 || (rest === 0.5 && floor % 2 === 0)) return floor + 0;
    return floor + 1;
  }
  if (x !== x || x === 0 || x === Infinity || x === -Infinity) return 0;
  x = Math.trunc(x);
  if (x >= lower && x <= upper) return x;
  const size = 2 ** bits;
  x %= size;
  if (x < 0) x += size;
  return signed && x >= size / 2 ? x - size : x;
};

// dictionary checks that v can be a dictionary; null and undefined are the empty one.
exports.dictionary = (v, what) => {
  if (v === undefined || v === null) return {};
  if (typeof v !== 'object' && typeof v !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(what, 'Object', v);
  return v;
};

// sequence is the array of an iterable; convert is applied to each item.
exports.sequence = (v, convert, what) => {
  const method = typeof v === 'object' && v !== null || typeof v === 'function' ? v[Symbol.iterator] : undefined;
  if (typeof method !== 'function') throw new TypeError(`${what} is not iterable.`);
  const out = [];
  if (Array.isArray(v) && method === Array.prototype[Symbol.iterator]) {
    for (let i = 0; i < v.length; i++) out.push(convert === undefined ? v[i] : convert(v[i]));
    return out;
  }
  const iterator = method.call(v);
  const next = iterator.next;
  for (;;) {
    const step = next.call(iterator);
    if (step.done) return out;
    out.push(convert === undefined ? step.value : convert(step.value));
  }
};

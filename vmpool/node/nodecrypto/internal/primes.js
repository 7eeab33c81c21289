// generatePrime and checkPrime.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { customPromisifyArgs } = require('internal/util');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');
const { isAnyArrayBuffer, nativeError } = require('internal/crypto/util');

function bytesOf(value, name) {
  if (typeof value === 'bigint') {
    if (value < 0) throw new codes.ERR_OUT_OF_RANGE(name, '>= 0', value);
    const hex = value.toString(16);
    return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  }
  return value;
}

function primeArgs(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  const part = (name) => {
    const value = options[name];
    if (value === undefined || typeof value === 'bigint') return bytesOf(value, `options.${name}`);
    if (isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return value;
    throw new codes.ERR_INVALID_ARG_TYPE(`options.${name}`, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value);
  };
  const add = part('add');
  const rem = part('rem');
  if (add !== undefined) {
    const a = toBigInt(add);
    if (bitLength(a) > size) throw nativeError(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.add');
    if (rem !== undefined && a <= toBigInt(rem)) throw nativeError(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.rem');
  }
  return { safe, bigint, add, rem };
}

function toBigInt(bytes) {
  const view = isAnyArrayBuffer(bytes) ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return BigInt(`0x${view.toString('hex') || '0'}`);
}

function bitLength(n) {
  return n === 0n ? 0 : n.toString(2).length;
}

function generatePrime(size, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  const { safe, bigint, add, rem } = primeArgs(size, options);
  native.generatePrime(size, safe, add, rem, (err, prime) => {
    if (err) return callback(err);
    return callback(undefined, bigint ? toBigInt(prime) : prime);
  });
}
Object.defineProperty(generatePrime, customPromisifyArgs, { value: ['prime'], enumerable: false });

function generatePrimeSync(size, options = {}) {
  const { safe, bigint, add, rem } = primeArgs(size, options);
  const prime = native.generatePrime(size, safe, add, rem);
  return bigint ? toBigInt(prime) : prime;
}

function candidateBytes(candidate) {
  candidate = bytesOf(candidate, 'candidate');
  if (!isAnyArrayBuffer(candidate) && !ArrayBuffer.isView(candidate)) {
    throw new codes.ERR_INVALID_ARG_TYPE('candidate', ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], candidate);
  }
  return candidate;
}

function rounds(options) {
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return checks;
}

function checkPrime(candidate, options = {}, callback) {
  candidate = candidateBytes(candidate);
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  native.checkPrime(candidate, rounds(options), (err, result) => callback(err ?? undefined, result));
}

function checkPrimeSync(candidate, options = {}) {
  return native.checkPrime(candidateBytes(candidate), rounds(options));
}

module.exports = { checkPrime, checkPrimeSync, generatePrime, generatePrimeSync };

// Sign, Verify, and the one-shot sign and verify.

const native = require('internal/crypto/native');
const { Writable } = require('stream');
const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');
const { getArrayBufferOrView, nativeError, validateData } = require('internal/crypto/util');
const { asymmetricHandle } = require('internal/crypto/keys');

const kChunks = Symbol('kChunks');
const kDigest = Symbol('kDigest');
const paddings = { 1: 'pkcs1', 6: 'pss' };

function start(self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  if (algorithm.toLowerCase() === 'dss1') algorithm = 'sha1'; // as OpenSSL called it with DSA
  if (!native.hasDigest(algorithm)) {
    throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest');
  }
  self[kDigest] = algorithm;
  self[kChunks] = [];
  Reflect.apply(Writable, self, [options]);
}

function signOptions(key) {
  const options = typeof key === 'object' && key !== null ? key : {};
  const { padding, saltLength, dsaEncoding } = options;
  if (padding !== undefined && !Number.isInteger(padding)) throw new codes.ERR_INVALID_ARG_VALUE('options.padding', padding);
  if (saltLength !== undefined && !Number.isInteger(saltLength)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.saltLength', saltLength);
  }
  if (dsaEncoding !== undefined && dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
  }
  return { padding: padding === undefined ? undefined : paddings[padding] ?? '', saltLength, p1363: dsaEncoding === 'ieee-p1363' };
}

const methods = {
  _write(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  },

  update(data, encoding) {
    validateData(data, encoding);
    this[kChunks].push(typeof data === 'string' ? Buffer.from(data, encoding === 'buffer' ? 'utf8' : encoding) :
      Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
    return this;
  },
};

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  start(this, algorithm, options);
}
Object.setPrototypeOf(Sign.prototype, Writable.prototype);
Object.setPrototypeOf(Sign, Writable);
Object.assign(Sign.prototype, methods);

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new codes.ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const o = signOptions(options);
  const handle = asymmetricHandle(options, 'private');
  const out = native.sign(handle, Buffer.concat(this[kChunks]), this[kDigest], o.padding, o.saltLength, o.p1363);
  return encoding && encoding !== 'buffer' ? out.toString(encoding) : out;
};

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  start(this, algorithm, options);
}
Object.setPrototypeOf(Verify.prototype, Writable.prototype);
Object.setPrototypeOf(Verify, Writable);
Object.assign(Verify.prototype, methods);

Verify.prototype.verify = function verify(options, signature, encoding) {
  const o = signOptions(options);
  const handle = asymmetricHandle(options, 'public');
  const bytes = getArrayBufferOrView(signature, 'signature', encoding);
  return native.verify(handle, Buffer.concat(this[kChunks]), bytes, this[kDigest], o.padding, o.saltLength, o.p1363);
};

function createSign(algorithm, options) {
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  return new Verify(algorithm, options);
}

function checkAlgorithm(algorithm) {
  if (algorithm === null || algorithm === undefined) return null;
  validateString(algorithm, 'algorithm');
  return algorithm;
}

function sign(algorithm, data, key, callback) {
  algorithm = checkAlgorithm(algorithm);
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!key) throw new codes.ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const o = signOptions(key);
  return native.sign(asymmetricHandle(key, 'private'), data, algorithm, o.padding, o.saltLength, o.p1363, callback);
}

function verify(algorithm, data, key, signature, callback) {
  algorithm = checkAlgorithm(algorithm);
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView'], data);
  }
  const o = signOptions(key);
  if (!ArrayBuffer.isView(signature) && !(signature instanceof ArrayBuffer)) {
    throw new codes.ERR_INVALID_ARG_TYPE('signature', ['Buffer', 'TypedArray', 'DataView'], signature);
  }
  return native.verify(asymmetricHandle(key, 'public'), data, signature, algorithm, o.padding, o.saltLength, o.p1363, callback);
}

module.exports = { Sign, Verify, createSign, createVerify, sign, verify };

// Key derivation: pbkdf2, scrypt, hkdf.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateFunction, validateInt32, validateInteger, validateString, validateUint32 } =
  require('internal/validators');
const { getArrayBufferOrView, isAnyArrayBuffer, nativeError } = require('internal/crypto/util');

// toBuffer makes a native function's callback one that gets a Buffer.
function toBuffer(callback) {
  return (err, result) => {
    if (err !== null) return callback(err);
    return callback(null, Buffer.from(result, 0, result.byteLength));
  };
}

function pbkdf2Args(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInteger(iterations, 'iterations', 1, 2 ** 31 - 1);
  validateInteger(keylen, 'keylen', 0, 2 ** 31 - 1);
  return { password, salt };
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  ({ password, salt } = pbkdf2Args(password, salt, iterations, keylen, digest));
  validateFunction(callback, 'callback');
  native.pbkdf2(password, salt, iterations, keylen, digest, toBuffer(callback));
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  ({ password, salt } = pbkdf2Args(password, salt, iterations, keylen, digest));
  return Buffer.from(native.pbkdf2(password, salt, iterations, keylen, digest));
}

function scryptArgs(password, salt, keylen, options) {
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const params = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };
  if (options) {
    readOption(options, params, 'N', 'N', 'cost');
    readOption(options, params, 'r', 'r', 'blockSize');
    readOption(options, params, 'p', 'p', 'parallelization');
    if (options.maxmem !== undefined) {
      validateInteger(options.maxmem, 'maxmem', 0);
      params.maxmem = options.maxmem;
    }
    // As in Node, zero is the default.
    params.N ||= 16384;
    params.r ||= 8;
    params.p ||= 1;
    params.maxmem ||= 32 * 1024 * 1024;
  }
  checkScrypt(params);
  return { password, salt, params };
}

function readOption(options, params, key, name, alias) {
  const hasName = options[name] !== undefined;
  if (hasName) {
    validateUint32(options[name], name);
    params[key] = options[name];
  }
  if (options[alias] !== undefined) {
    if (hasName) throw new codes.ERR_CRYPTO_SCRYPT_INVALID_PARAMETER();
    validateUint32(options[alias], alias);
    params[key] = options[alias];
  }
}

// checkScrypt is OpenSSL's EVP_PBE_scrypt: N a power of two above 1, and the memory within maxmem.
function checkScrypt({ N, r, p, maxmem }) {
  if (N < 2 || !Number.isInteger(Math.log2(N)) || r * p >= 2 ** 30 || (r < 4 && N >= 2 ** (16 * r))) {
    throw invalidScrypt('Invalid scrypt params');
  }
  if (128 * r * p + 32 * r * (N + 2) * 4 > maxmem) {
    throw invalidScrypt('Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded');
  }
}

function invalidScrypt(message) {
  return nativeError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message);
}

function scrypt(password, salt, keylen, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const args = scryptArgs(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  native.scrypt(args.password, args.salt, keylen, args.params.N, args.params.r, args.params.p, toBuffer(callback));
}

function scryptSync(password, salt, keylen, options) {
  const args = scryptArgs(password, salt, keylen, options);
  return Buffer.from(native.scrypt(args.password, args.salt, keylen, args.params.N, args.params.r, args.params.p));
}

function hkdfArgs(hash, key, salt, info, length) {
  validateString(hash, 'digest');
  key = hkdfKey(key);
  salt = hkdfData(salt, 'salt');
  info = hkdfData(info, 'info');
  validateInteger(length, 'length', 0, 2 ** 31 - 1);
  if (info.byteLength > 1024) {
    throw new codes.ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  const size = native.digestSize(hash);
  if (size === undefined) throw new codes.ERR_CRYPTO_INVALID_DIGEST(hash);
  if (length > 255 * size) throw nativeError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
  return { key, salt, info };
}

function hkdfData(value, name) {
  return getArrayBufferOrView(value, name);
}

function hkdfKey(key) {
  if (typeof key === 'object' && key !== null && !ArrayBuffer.isView(key) && !isAnyArrayBuffer(key)) {
    const keys = require('internal/crypto/keys');
    if (keys.isKeyObject(key)) return key.export();
    if (keys.isCryptoKey(key)) return keys.cryptoKeyBytes(key);
  }
  if (typeof key !== 'string' && !isAnyArrayBuffer(key) && !ArrayBuffer.isView(key)) {
    throw new codes.ERR_INVALID_ARG_TYPE(
      'ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key);
  }
  return getArrayBufferOrView(key, 'ikm');
}

function hkdf(hash, key, salt, info, length, callback) {
  const args = hkdfArgs(hash, key, salt, info, length);
  validateFunction(callback, 'callback');
  native.hkdf(hash, args.key, args.salt, args.info, length, callback);
}

function hkdfSync(hash, key, salt, info, length) {
  const args = hkdfArgs(hash, key, salt, info, length);
  return native.hkdf(hash, args.key, args.salt, args.info, length);
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };

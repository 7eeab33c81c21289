// Checks and conversions that the parts of node:crypto share.

const { codes } = require('internal/errors');
const { validateEncoding } = require('internal/validators');

const kHandle = Symbol('kHandle');

function isAnyArrayBuffer(v) {
  return v instanceof ArrayBuffer;
}

// getArrayBufferOrView passes bytes through and encodes strings.
function getArrayBufferOrView(value, name, encoding) {
  if (typeof value === 'string') {
    if (encoding === 'buffer') encoding = 'utf8';
    return Buffer.from(value, encoding);
  }
  if (isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return value;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
}

// validateData checks the data argument of an update and its encoding.
function validateData(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

// keyBytes gives the bytes of a secret key argument: data, a KeyObject or a CryptoKey.
function secretKeyBytes(key, encoding) {
  if (typeof key === 'object' && key !== null && !ArrayBuffer.isView(key) && !isAnyArrayBuffer(key)) {
    const keys = require('internal/crypto/keys');
    if (keys.isKeyObject(key)) {
      if (key.type !== 'secret') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
      return key.export();
    }
    if (keys.isCryptoKey(key)) {
      if (key.type !== 'secret') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
      return keys.cryptoKeyBytes(key);
    }
  }
  if (typeof key !== 'string' && !ArrayBuffer.isView(key) && !isAnyArrayBuffer(key)) {
    throw new codes.ERR_INVALID_ARG_TYPE(
      'key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'], key);
  }
  return getArrayBufferOrView(key, 'key', encoding);
}

// nativeError is an error whose code Node's C++ gives it: it isn't in the stack.
function nativeError(Class, code, message) {
  const err = new Class(message);
  err.code = code;
  return err;
}

module.exports = { getArrayBufferOrView, isAnyArrayBuffer, kHandle, nativeError, secretKeyBytes, validateData };

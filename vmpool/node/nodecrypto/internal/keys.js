// KeyObject, CryptoKey, and what makes keys of arguments.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { getArrayBufferOrView, isAnyArrayBuffer, kHandle, nativeError } = require('internal/crypto/util');
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

const kType = Symbol('kType');

class KeyObject {
  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new codes.ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || native.keyKind(handle) !== type) {
      throw new codes.ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    }
    Object.defineProperty(this, kType, { value: type });
    Object.defineProperty(this, kHandle, { value: handle, enumerable: false, configurable: false, writable: false });
  }

  get type() { return this[kType]; }

  static from(key) {
    if (!isCryptoKey(key)) throw new codes.ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return wrap(key[kHandle]);
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new codes.ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    return otherKeyObject.type === this.type && native.keyEquals(this[kHandle], otherKeyObject[kHandle]);
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { configurable: true, value: 'KeyObject' });

class SecretKeyObject extends KeyObject {
  constructor(handle) { super('secret', handle); }

  get symmetricKeySize() { return native.keySize(this[kHandle]); }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return native.keyToJwk(this[kHandle]);
    }
    return native.keyExport(this[kHandle]);
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() { return native.keyType(this[kHandle]); }

  get asymmetricKeyDetails() {
    const details = native.keyDetails(this[kHandle]);
    switch (this.asymmetricKeyType) {
      case 'rsa':
      case 'rsa-pss':
        return { modulusLength: details[0], publicExponent: details[1] };
      case 'ec':
        return { namedCurve: details[0] };
      default:
        return {};
    }
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) { super('public', handle); }

  export(options) {
    if (options && options.format === 'jwk') return toJwk(this[kHandle]);
    const { format, type } = encodingOf(options, this.asymmetricKeyType, 'public');
    return exportAs(this[kHandle], type, format);
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) { super('private', handle); }

  export(options) {
    if (options && options.format === 'jwk') {
      if (options.passphrase !== undefined) {
        throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
      }
      return toJwk(this[kHandle]);
    }
    const { format, type } = encodingOf(options, this.asymmetricKeyType, 'private');
    return exportAs(this[kHandle], type, format);
  }
}

function toJwk(handle) {
  const jwk = native.keyToJwk(handle);
  if (jwk === undefined) throw new codes.ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE();
  return jwk;
}

function exportAs(handle, type, format) {
  const out = native.keyExport(handle, type, format === 'pem');
  if (out === undefined) throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for other keys');
  return out;
}

// encodingOf checks the options of an export.
function encodingOf(options, keyType, half, name = 'options') {
  validateObject(options, name);
  const { format, type } = options;
  if (format !== 'pem' && format !== 'der') throw new codes.ERR_INVALID_ARG_VALUE(`${name}.format`, format);
  const types = half === 'public' ? ['pkcs1', 'spki'] : ['pkcs1', 'pkcs8', 'sec1'];
  if (!types.includes(type)) throw new codes.ERR_INVALID_ARG_VALUE(`${name}.type`, type);
  if (type === 'pkcs1' && keyType !== 'rsa') {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('pkcs1', 'can only be used for RSA keys');
  }
  if (type === 'sec1' && keyType !== 'ec') {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('sec1', 'can only be used for EC keys');
  }
  if (options.cipher !== undefined && options.cipher !== null) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('encrypted private keys');
  return { format, type };
}

// wrap makes the KeyObject of a handle.
function wrap(handle) {
  switch (native.keyKind(handle)) {
    case 'secret':
      return new SecretKeyObject(handle);
    case 'public':
      return new PublicKeyObject(handle);
    default:
      return new PrivateKeyObject(handle);
  }
}

function isKeyObject(value) {
  return value instanceof KeyObject;
}

const bytesTypes = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'];

function unsupported() {
  const err = nativeError(Error, 'ERR_OSSL_UNSUPPORTED', 'error:1E08010C:DECODER routines::unsupported');
  err.library = 'DECODER routines';
  err.reason = 'unsupported';
  return err;
}

// asymmetricHandle makes a handle of a key argument; want is 'public' (a private key gives its public half), 'private' or 'any'.
function asymmetricHandle(key, want, name = 'key') {
  if (isKeyObject(key)) return objectHandle(key[kHandle], key.type, want);
  if (isCryptoKey(key)) return objectHandle(key[kHandle], key.type, want);
  if (typeof key === 'string' || ArrayBuffer.isView(key) || isAnyArrayBuffer(key)) {
    return parse(getArrayBufferOrView(key, name), 'pem', want);
  }
  if (typeof key !== 'object' || key === null) throw new codes.ERR_INVALID_ARG_TYPE(name, [...bytesTypes, 'Object'], key);
  const { key: data, encoding, format } = key;
  if (isKeyObject(data) || isCryptoKey(data)) return objectHandle(data[kHandle], data.type, want);
  if (format === 'jwk') {
    validateObject(data, `${name}.key`);
    const handle = native.keyFromJwk(data);
    if (handle === undefined || native.keyKind(handle) === 'secret') throw new codes.ERR_CRYPTO_INVALID_JWK();
    return objectHandle(handle, native.keyKind(handle), want);
  }
  if (typeof data !== 'string' && !ArrayBuffer.isView(data) && !isAnyArrayBuffer(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE(`${name}.key`, want === 'public' ? bytesTypes : bytesTypes.slice(0, 5), data);
  }
  if (format !== undefined && format !== 'pem' && format !== 'der') throw new codes.ERR_INVALID_ARG_VALUE('options.format', format);
  const bytes = getArrayBufferOrView(data, `${name}.key`, encoding);
  if (format !== 'der') return parse(bytes, 'pem', want);
  const types = want === 'private' ? ['pkcs1', 'pkcs8', 'sec1'] : ['pkcs1', 'spki', 'pkcs8', 'sec1'];
  if (!types.includes(key.type)) throw new codes.ERR_INVALID_ARG_VALUE('options.type', key.type);
  return parse(bytes, key.type, want);
}

function objectHandle(handle, type, want) {
  if (type === 'secret') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, want === 'private' ? 'private' : 'private or public');
  if (want === 'private' && type !== 'private') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(type, 'private');
  return want === 'public' && type === 'private' ? native.keyPublic(handle) : handle;
}

function parse(bytes, format, want) {
  let handle = native.keyParse(bytes, format, want === 'private' || format === 'pkcs8' || format === 'sec1');
  if (handle === undefined && format === 'pkcs1' && want !== 'private') handle = native.keyParse(bytes, format, true);
  if (handle === undefined) throw unsupported();
  return objectHandle(handle, native.keyKind(handle), want);
}

function createSecretKey(key, encoding) {
  if (typeof key === 'string') {
    return new SecretKeyObject(native.keySecret(Buffer.from(key, encoding)));
  }
  if (!ArrayBuffer.isView(key) && !isAnyArrayBuffer(key)) {
    throw new codes.ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  }
  return new SecretKeyObject(native.keySecret(key));
}

function createPublicKey(key) {
  if (isKeyObject(key) && key.type !== 'private') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
  return new PublicKeyObject(asymmetricHandle(key, 'public'));
}

function createPrivateKey(key) {
  if (isKeyObject(key)) throw new codes.ERR_INVALID_ARG_TYPE('key', [...bytesTypes.slice(0, 5), 'Object'], key);
  return new PrivateKeyObject(asymmetricHandle(key, 'private'));
}

// --- CryptoKey

const kAlgorithm = Symbol('kAlgorithm');
const kExtractable = Symbol('kExtractable');
const kUsages = Symbol('kKeyUsages');

class CryptoKey {
  constructor() {
    throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  [inspectCustom](depth, options) {
    if (depth < 0) return this;
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `CryptoKey ${require('internal/util/inspect').inspect({
      type: this.type, extractable: this.extractable, algorithm: this.algorithm, usages: this.usages,
    }, opts)}`;
  }

  get type() { return native.keyKind(checkKey(this)[kHandle]); }
  get extractable() { return checkKey(this)[kExtractable]; }
  get algorithm() { return checkKey(this)[kAlgorithm]; }
  get usages() { return checkKey(this)[kUsages]; }
}
const properties = ['type', 'extractable', 'algorithm', 'usages'];
for (let i = 0; i < properties.length; i++) Object.defineProperty(CryptoKey.prototype, properties[i], { enumerable: true });
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { configurable: true, value: 'CryptoKey' });

function checkKey(key) {
  if (!isCryptoKey(key)) throw new codes.ERR_INVALID_THIS('CryptoKey');
  return key;
}

function isCryptoKey(value) {
  return typeof value === 'object' && value !== null && value[kAlgorithm] !== undefined && value instanceof CryptoKey;
}

function makeCryptoKey(handle, algorithm, usages, extractable) {
  const key = Object.create(CryptoKey.prototype);
  Object.defineProperty(key, kHandle, { value: handle });
  Object.defineProperty(key, kAlgorithm, { value: algorithm });
  Object.defineProperty(key, kExtractable, { value: extractable });
  Object.defineProperty(key, kUsages, { value: usages });
  return key;
}

function cryptoKeyBytes(key) {
  return native.keyExport(key[kHandle]);
}

module.exports = {
  CryptoKey, KeyObject, asymmetricHandle, createPrivateKey, createPublicKey, createSecretKey, cryptoKeyBytes, encodingOf, exportAs,
  isCryptoKey, isKeyObject, makeCryptoKey, wrap,
};

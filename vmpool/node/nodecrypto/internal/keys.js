// KeyObject, CryptoKey, and what makes keys of arguments.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { getArrayBufferOrView, isAnyArrayBuffer, kHandle, nativeError } = require('internal/crypto/util');
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

const kKeyType = Symbol('kKeyType');
const kAsymmetricKeyType = Symbol('kAsymmetricKeyType');

class KeyObject {
  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new codes.ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || native.keyKind(handle) !== type) {
      throw new codes.ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    }
    this[kKeyType] = type;
    Object.defineProperty(this, kHandle, { value: handle, enumerable: false, configurable: false, writable: false });
  }

  get type() { return this[kKeyType]; }

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
  get asymmetricKeyType() { return this[kAsymmetricKeyType] ||= native.keyType(this[kHandle]); }

  get asymmetricKeyDetails() {
    const details = native.keyDetails(this[kHandle]);
    switch (this.asymmetricKeyType) {
      case 'rsa':
        return { modulusLength: details[0], publicExponent: details[1] };
      case 'rsa-pss': {
        const all = { modulusLength: details[0], publicExponent: details[1] };
        if (details.length > 2) {
          Object.assign(all, { hashAlgorithm: details[2], mgf1HashAlgorithm: details[3], saltLength: details[4] });
        }
        return all;
      }
      case 'dsa':
        return { modulusLength: details[0], divisorLength: details[1] };
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
    return exportAs(this[kHandle], encodingOf(options, this.asymmetricKeyType, true));
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
    return exportAs(this[kHandle], encodingOf(options, this.asymmetricKeyType, false));
  }
}

function toJwk(handle) {
  const jwk = native.keyToJwk(handle);
  if (jwk !== undefined) return jwk;
  if (native.keyType(handle) === 'ec') {
    throw nativeError(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', `Unsupported JWK EC curve: ${native.keyDetails(handle)[0]}.`);
  }
  throw nativeError(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.');
}

// exportAs gives a key in an encoding that encodingOf has checked.
function exportAs(handle, { format, type, cipher, passphrase }) {
  if (format === 'jwk') return toJwk(handle);
  if (cipher != null && native.cipherInfo(cipher) === undefined) {
    throw nativeError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  }
  const out = native.keyExport(handle, type, format === 'pem', cipher ?? undefined, passphrase);
  if (out === undefined) throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for other keys');
  return out;
}

function isStringOrBuffer(value) {
  return typeof value === 'string' || ArrayBuffer.isView(value) || isAnyArrayBuffer(value);
}

function typeOf(type, required, keyType, isPublic, name) {
  switch (type) {
    case undefined:
      if (!required) return undefined;
      break;
    case 'pkcs1':
      if (keyType !== undefined && keyType !== 'rsa') {
        throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys');
      }
      return type;
    case 'spki':
      if (isPublic !== false) return type;
      break;
    case 'pkcs8':
      if (isPublic !== true) return type;
      break;
    case 'sec1':
      if (isPublic === true) break;
      if (keyType !== undefined && keyType !== 'ec') {
        throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys');
      }
      return type;
  }
  throw new codes.ERR_INVALID_ARG_VALUE(name, type);
}

// encodingOf checks how a key is to be written, or, when keyType is undefined, how it was: format, type, and for private keys cipher and
// passphrase. isPublic undefined takes the types of both halves; object names the option that enc is.
function encodingOf(enc, keyType, isPublic, object) {
  validateObject(enc, 'options');
  const option = (name) => (object === undefined ? `options.${name}` : `options.${object}.${name}`);
  const isInput = keyType === undefined;
  let { format } = enc;
  if (format === undefined && isInput) format = 'pem';
  if (format !== 'pem' && format !== 'der' && format !== 'jwk') throw new codes.ERR_INVALID_ARG_VALUE(option('format'), format);
  const type = typeOf(enc.type, (!isInput || format === 'der') && format !== 'jwk', keyType, isPublic, option('type'));
  if (isPublic === true) return { format, type };
  const { cipher, encoding } = enc;
  let { passphrase } = enc;
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new codes.ERR_INVALID_ARG_VALUE(option('cipher'), cipher);
      if (format === 'der' && type !== 'pkcs8') {
        throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE(option('cipher'), cipher);
    }
  }
  if ((isInput ? passphrase !== undefined : cipher != null) && !isStringOrBuffer(passphrase)) {
    throw new codes.ERR_INVALID_ARG_VALUE(option('passphrase'), passphrase);
  }
  if (passphrase !== undefined) passphrase = getArrayBufferOrView(passphrase, 'key.passphrase', encoding);
  return { format, type, cipher, passphrase };
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

const dataTypes = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string'];
const keyTypes = [...dataTypes, 'KeyObject', 'CryptoKey'];

// openSSL is an error of OpenSSL's queue.
function openSSL(number, library, reason) {
  const prefix = { 'common libcrypto routines': 'CRYPTO_', 'PEM routines': 'PEM_' }[library] ?? '';
  return Object.assign(new Error(`error:${number}:${library}::${reason}`), {
    library, reason, code: `ERR_OSSL_${prefix}${reason.toUpperCase().replaceAll(' ', '_')}`,
  });
}

// asymmetricHandle makes a handle of a key argument. want is 'public' (a private key gives its public half), 'private', or 'create' for
// a private key that must not be an object already.
function asymmetricHandle(key, want) {
  if (isKeyObject(key) || isCryptoKey(key)) return objectHandle(key, want);
  if (isStringOrBuffer(key)) return parse(getArrayBufferOrView(key, 'key'), { format: 'pem' }, want);
  if (typeof key !== 'object' || key === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('key', want === 'create' ? dataTypes : keyTypes, key);
  }
  const { key: data, encoding, format } = key;
  if (isKeyObject(data) || isCryptoKey(data)) return objectHandle(data, want);
  if (format === 'jwk') {
    validateObject(data, 'key.key');
    return publicOf(jwkHandle(data, want), want);
  }
  if (!isStringOrBuffer(data)) throw new codes.ERR_INVALID_ARG_TYPE('key.key', want === 'create' ? dataTypes : keyTypes, data);
  const how = encodingOf(key, undefined, want === 'public' ? undefined : false);
  return parse(getArrayBufferOrView(data, 'key', encoding), how, want);
}

function objectHandle(key, want) {
  if (want === 'create') throw new codes.ERR_INVALID_ARG_TYPE('key', dataTypes, key);
  if (key.type !== 'private') {
    if (want === 'private') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
    if (key.type !== 'public') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public');
  }
  return publicOf(key[kHandle], want);
}

// publicOf is the half of a key that is wanted.
function publicOf(handle, want) {
  return want === 'public' && native.keyKind(handle) === 'private' ? native.keyPublic(handle) : handle;
}

// jwkHandle makes a handle of a JSON Web Key; what it lacks is named as Node does.
function jwkHandle(jwk, want) {
  const isPrivate = want !== 'public' ? true : undefined;
  validateOneOf(jwk.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  const members = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] }[jwk.kty];
  if (jwk.kty === 'OKP') {
    validateString(jwk.crv, 'key.crv');
    validateOneOf(jwk.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
  } else if (jwk.kty === 'EC') {
    validateString(jwk.crv, 'key.crv');
    validateOneOf(jwk.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
  }
  for (let i = 0; i < members.length; i++) validateString(jwk[members[i]], `key.${members[i]}`);
  if (isPrivate) validateString(jwk.d, 'key.d');
  if (jwk.kty === 'RSA' && (isPrivate || jwk.d !== undefined)) {
    const more = ['d', 'p', 'q', 'dp', 'dq', 'qi'];
    for (let i = 0; i < more.length; i++) validateString(jwk[more[i]], `key.${more[i]}`);
  }
  const handle = native.keyFromJwk(jwk);
  if (handle === undefined) throw new codes.ERR_CRYPTO_INVALID_JWK();
  return handle;
}

function parse(bytes, { format, type, passphrase }, want) {
  const isPrivate = want !== 'public';
  const read = (privately) => native.keyParse(bytes, format === 'pem' ? 'pem' : type, privately, passphrase);
  let handle = read(isPrivate || type === 'pkcs8' || type === 'sec1');
  if (handle === undefined && type === 'pkcs1' && !isPrivate) handle = read(true);
  if (handle === undefined) throw openSSL('1E08010C', 'DECODER routines', 'unsupported');
  if (handle === 'passphrase') throw openSSL('07880109', 'common libcrypto routines', 'interrupted or cancelled');
  if (handle === 'decrypt') throw openSSL('1C800064', 'Provider routines', 'bad decrypt');
  return publicOf(handle, want);
}

function createSecretKey(key, encoding) {
  if (typeof key === 'string') {
    return new SecretKeyObject(native.keySecret(Buffer.from(key, encoding)));
  }
  if (!ArrayBuffer.isView(key) && !isAnyArrayBuffer(key)) {
    throw new codes.ERR_INVALID_ARG_TYPE('key', dataTypes.slice(0, 4), key);
  }
  return new SecretKeyObject(native.keySecret(key));
}

function createPublicKey(key) {
  const object = isKeyObject(key) ? key : typeof key === 'object' && key !== null && isKeyObject(key.key) ? key.key : undefined;
  if (object !== undefined && object.type !== 'private') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(object.type, 'private');
  return new PublicKeyObject(asymmetricHandle(key, 'public'));
}

function createPrivateKey(key) {
  return new PrivateKeyObject(asymmetricHandle(key, 'create'));
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
  isCryptoKey, isKeyObject, makeCryptoKey, openSSL, wrap,
};

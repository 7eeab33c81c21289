// Key agreement: the classes DiffieHellman, DiffieHellmanGroup and ECDH, and diffieHellman for KeyObjects.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateInt32, validateObject, validateString } = require('internal/validators');
const { getArrayBufferOrView, isAnyArrayBuffer, kHandle, nativeError } = require('internal/crypto/util');

function encode(buffer, encoding) {
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function isBytes(value) {
  return ArrayBuffer.isView(value) || isAnyArrayBuffer(value);
}

function decode(value, encoding) {
  return typeof value === 'string' ? Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding) : value;
}

const numberTypes = ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new codes.ERR_INVALID_ARG_TYPE('sizeOrKey', numberTypes, sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  if (typeof sizeOrKey !== 'number') sizeOrKey = decode(sizeOrKey, keyEncoding || 'buffer');
  if (!generator) {
    generator = 2;
  } else if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
  } else if (typeof generator === 'string') {
    generator = decode(generator, genEncoding || 'buffer');
  } else if (!isBytes(generator)) {
    throw new codes.ERR_INVALID_ARG_TYPE('generator', numberTypes, generator);
  }
  start(this, native.dhNew(sizeOrKey, generator));
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  const params = native.dhGroup(name);
  if (params === undefined) throw nativeError(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
  start(this, native.dhNew(params[0], params[1]));
}

function start(self, handle) {
  Object.defineProperty(self, kHandle, { value: handle });
  Object.defineProperty(self, 'verifyError', { enumerable: true, value: native.dhCheck(handle), writable: false });
}

const secretProblems = {
  private: ['ERR_CRYPTO_INVALID_KEYTYPE', 'Invalid key type'],
  small: ['ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too small'],
  large: ['ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too large'],
};

function getter(part, missing) {
  return function(encoding) {
    const value = native.dhParam(this[kHandle], part);
    if (value === undefined) {
      throw nativeError(Error, 'ERR_CRYPTO_INVALID_STATE', `No ${missing} key - did you forget to generate one?`);
    }
    return encode(value, encoding);
  };
}

const shared = {
  generateKeys(encoding) {
    return encode(native.dhGenerateKeys(this[kHandle]), encoding);
  },

  computeSecret(key, inEnc, outEnc) {
    const secret = native.dhComputeSecret(this[kHandle], getArrayBufferOrView(key, 'otherPublicKey', inEnc));
    if (typeof secret === 'string') throw nativeError(RangeError, ...secretProblems[secret]);
    return encode(secret, outEnc);
  },

  getPrime: getter('p'),
  getGenerator: getter('g'),
  getPublicKey: getter('pub', 'public'),
  getPrivateKey: getter('priv', 'private'),
};
const names = ['getPrime', 'getGenerator', 'getPublicKey', 'getPrivateKey'];
for (let i = 0; i < names.length; i++) Object.defineProperty(shared[names[i]], 'name', { value: names[i] });
Object.assign(DiffieHellman.prototype, shared);
Object.assign(DiffieHellmanGroup.prototype, shared);

DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  native.dhSet(this[kHandle], 'pub', getArrayBufferOrView(key, 'key', encoding));
  return this;
};

DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  native.dhSet(this[kHandle], 'priv', getArrayBufferOrView(key, 'key', encoding));
  return this;
};

const kCurve = Symbol('kCurve');
const kPublic = Symbol('kPublic');
const kPrivate = Symbol('kPrivate');

function checkCurve(curve) {
  if (!native.getCurves().includes(curve)) throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  checkCurve(curve);
  const hidden = { enumerable: false, writable: true, value: undefined };
  Object.defineProperties(this, { [kCurve]: { value: curve }, [kPublic]: hidden, [kPrivate]: hidden });
}

// pointAs is a point in one of OpenSSL's forms: its bytes uncompressed, x and whether y is odd, or both.
function pointAs(raw, format) {
  if (format === undefined || format === 'uncompressed') return raw;
  if (format !== 'compressed' && format !== 'hybrid') throw new codes.ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  const odd = raw[raw.length - 1] & 1;
  const out = Buffer.from(format === 'hybrid' ? raw : raw.subarray(0, 1 + (raw.length - 1) / 2));
  out[0] = (format === 'hybrid' ? 6 : 2) + odd;
  return out;
}

function operationFailed(message) {
  return nativeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', message);
}

Object.assign(ECDH.prototype, {
  computeSecret(key, inEnc, outEnc) {
    const bytes = getArrayBufferOrView(key, 'otherPublicKey', inEnc);
    const mine = this[kPrivate];
    if (mine === undefined || !native.keyEquals(native.keyPublic(mine), this[kPublic])) {
      throw nativeError(RangeError, 'ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair');
    }
    const other = native.keyRaw(this[kCurve], bytes);
    if (other === undefined) {
      // The point at infinity is a point, but no key.
      if (bytes.byteLength === 1 && Buffer.from(bytes)[0] === 0) throw operationFailed('Failed to compute ECDH key');
      throw new codes.ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
    }
    return encode(native.agreement(mine, other), outEnc);
  },

  generateKeys(encoding, format) {
    [this[kPublic], this[kPrivate]] = native.keyGenerate(this[kCurve]);
    return this.getPublicKey(encoding, format);
  },

  getPrivateKey(encoding) {
    if (this[kPrivate] === undefined) throw operationFailed('Failed to get ECDH private key');
    return encode(native.ecScalar(this[kPrivate]), encoding);
  },

  getPublicKey(encoding, format) {
    if (this[kPublic] === undefined) throw operationFailed('Failed to get ECDH public key');
    return encode(pointAs(native.keyRaw(this[kPublic]), format), encoding);
  },

  setPrivateKey(key, encoding) {
    const handle = native.ecPrivate(this[kCurve], getArrayBufferOrView(key, 'key', encoding));
    if (handle === undefined) {
      throw nativeError(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
    }
    this[kPrivate] = handle;
    this[kPublic] = native.keyPublic(handle);
    return this;
  },

  setPublicKey(key, encoding) {
    const handle = native.keyRaw(this[kCurve], getArrayBufferOrView(key, 'key', encoding));
    if (handle === undefined) throw operationFailed('Failed to convert Buffer to EC_POINT');
    this[kPublic] = handle;
    return this;
  },
});

ECDH.convertKey = function convertKey(key, curve, inEnc, outEnc, format) {
  validateString(curve, 'curve');
  const bytes = getArrayBufferOrView(key, 'key', inEnc);
  checkCurve(curve);
  const handle = native.keyRaw(curve, bytes);
  if (handle === undefined) throw operationFailed('Failed to convert Buffer to EC_POINT');
  return encode(pointAs(native.keyRaw(handle), format), outEnc);
};

function createDiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
}

function createDiffieHellmanGroup(name) {
  return new DiffieHellmanGroup(name);
}

function createECDH(curve) {
  return new ECDH(curve);
}

const agreeing = ['dh', 'ec', 'x448', 'x25519'];

function diffieHellman(options) {
  validateObject(options, 'options');
  const { privateKey, publicKey } = options;
  const { isKeyObject } = require('internal/crypto/keys');
  if (!isKeyObject(privateKey)) throw new codes.ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (!isKeyObject(publicKey)) throw new codes.ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  if (privateKey.type !== 'private') throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, 'private');
  if (publicKey.type !== 'public' && publicKey.type !== 'private') {
    throw new codes.ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type, 'private or public');
  }
  const type = privateKey.asymmetricKeyType;
  if (type !== publicKey.asymmetricKeyType || !agreeing.includes(type)) {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${type} and ${publicKey.asymmetricKeyType}`);
  }
  return native.agreement(privateKey[kHandle], publicKey[kHandle]);
}

function getCurves() {
  return native.getCurves();
}

module.exports = {
  DiffieHellman, DiffieHellmanGroup, ECDH, createDiffieHellman, createDiffieHellmanGroup, createECDH, diffieHellman, getCurves,
  getDiffieHellman: createDiffieHellmanGroup,
};

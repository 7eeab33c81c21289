// Key agreement: ECDH and diffieHellman on elliptic curves. The classes on finite fields are not there.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { getArrayBufferOrView, kHandle, nativeError } = require('internal/crypto/util');

function encode(buffer, encoding) {
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

const kCurve = Symbol('kCurve');
const kPair = Symbol('kPair');

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  if (!native.getCurves().includes(curve)) throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
  this[kCurve] = curve;
  this[kPair] = undefined;
}

function pairOf(self) {
  if (self[kPair] === undefined) throw new codes.ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
  return self[kPair];
}

Object.assign(ECDH.prototype, {
  generateKeys(encoding, format) {
    this[kPair] = native.keyGenerate(this[kCurve]);
    return this.getPublicKey(encoding, format);
  },

  computeSecret(otherPublicKey, inputEncoding, outputEncoding) {
    const bytes = getArrayBufferOrView(otherPublicKey, 'otherPublicKey', inputEncoding);
    const other = native.keyRaw(this[kCurve], bytes);
    if (other === undefined) throw nativeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to compute ECDH key');
    return encode(native.ecdh(pairOf(this)[1], other), outputEncoding);
  },

  getPublicKey(encoding, format) {
    const raw = native.keyRaw(pairOf(this)[0]);
    return encode(format === 'compressed' ? compress(raw) : raw, encoding);
  },

  getPrivateKey(encoding) {
    return encode(Buffer.from(native.keyToJwk(pairOf(this)[1]).d, 'base64url'), encoding);
  },

  setPrivateKey() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('ECDH.setPrivateKey');
  },

  setPublicKey() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('ECDH.setPublicKey');
  },
});

ECDH.convertKey = function convertKey(key, curve, inEnc, outEnc, format) {
  const handle = native.keyRaw(curve, getArrayBufferOrView(key, 'key', inEnc));
  if (handle === undefined) throw new Error('Public key is not valid for specified curve');
  const raw = native.keyRaw(handle);
  return encode(format === 'compressed' ? compress(raw) : raw, outEnc);
};

// compress is the short form of a point: x, and whether y is odd.
function compress(raw) {
  const size = (raw.length - 1) / 2;
  const out = Buffer.from(raw.subarray(0, 1 + size));
  out[0] = 2 + (raw[raw.length - 1] & 1);
  return out;
}

function createECDH(curve) {
  return new ECDH(curve);
}

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
  if (privateKey.asymmetricKeyType !== publicKey.asymmetricKeyType) {
    throw new codes.ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman',
                                               `${privateKey.asymmetricKeyType} and ${publicKey.asymmetricKeyType}`);
  }
  return native.ecdh(privateKey[kHandle], publicKey[kHandle]);
}

function absent(name) {
  return { [name]() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`crypto.${name}`); } }[name];
}

function getCurves() {
  return native.getCurves();
}

module.exports = {
  DiffieHellman: absent('DiffieHellman'), DiffieHellmanGroup: absent('DiffieHellmanGroup'), ECDH,
  createDiffieHellman: absent('createDiffieHellman'), createDiffieHellmanGroup: absent('createDiffieHellmanGroup'), createECDH,
  diffieHellman, getCurves, getDiffieHellman: absent('getDiffieHellman'),
};

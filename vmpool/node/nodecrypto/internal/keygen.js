// generateKeyPair and generateKey.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { customPromisifyArgs } = require('internal/util');
const { validateFunction, validateInteger, validateObject, validateString, validateUint32 } = require('internal/validators');
const { nativeError } = require('internal/crypto/util');

// pairArgs checks the arguments and gives what native.keyGenerate takes.
function pairArgs(type, options) {
  validateString(type, 'type');
  switch (type) {
    case 'rsa':
    case 'rsa-pss': {
      validateObject(options, 'options');
      const { modulusLength, publicExponent } = options;
      validateUint32(modulusLength, 'options.modulusLength');
      if (publicExponent != null) validateUint32(publicExponent, 'options.publicExponent');
      return [type, modulusLength, publicExponent ?? 65537];
    }
    case 'ec':
      validateObject(options, 'options');
      validateString(options.namedCurve, 'options.namedCurve');
      if (!['prime256v1', 'P-256', 'secp384r1', 'P-384', 'secp521r1', 'P-521', 'secp224r1', 'P-224'].includes(options.namedCurve)) {
        throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
      }
      return [options.namedCurve, 0, 0];
    case 'ed25519':
    case 'x25519':
      return [type, 0, 0];
    case 'ed448':
    case 'x448':
    case 'dsa':
    case 'dh':
      throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`crypto.generateKeyPair('${type}')`);
    default:
      throw new codes.ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
}

// encode brings a generated pair into the form that the options ask for.
function encode(pair, type, options) {
  const { encodingOf, exportAs, wrap } = require('internal/crypto/keys');
  const keyType = type === 'rsa-pss' ? 'rsa-pss' : type;
  const half = (handle, name, encoding) => {
    if (encoding === undefined) return wrap(handle);
    if (encoding.format === 'jwk') return wrap(handle).export(encoding);
    const checked = encodingOf(encoding, keyType, name, `options.${name}KeyEncoding`);
    return exportAs(handle, checked.type, checked.format);
  };
  return {
    publicKey: half(pair[0], 'public', options?.publicKeyEncoding),
    privateKey: half(pair[1], 'private', options?.privateKeyEncoding),
  };
}

function checkEncodings(options) {
  const names = ['publicKeyEncoding', 'privateKeyEncoding'];
  for (let i = 0; i < names.length; i++) {
    const encoding = options?.[names[i]];
    if (encoding !== undefined && (encoding === null || typeof encoding !== 'object')) {
      throw new codes.ERR_INVALID_ARG_VALUE(`options.${names[i]}`, encoding);
    }
  }
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const args = pairArgs(type, options);
  checkEncodings(options);
  native.keyGenerate(args[0], args[1], args[2], (err, pair) => {
    if (err) return callback(err);
    const { publicKey, privateKey } = encode(pair, type, options);
    return callback(null, publicKey, privateKey);
  });
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { value: ['publicKey', 'privateKey'], enumerable: false });

function generateKeyPairSync(type, options) {
  const args = pairArgs(type, options);
  checkEncodings(options);
  return encode(native.keyGenerate(args[0], args[1], args[2]), type, options);
}

function secretLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  switch (type) {
    case 'hmac':
      validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
      return length >> 3;
    case 'aes':
      if (length !== 128 && length !== 192 && length !== 256) {
        require('internal/validators').validateOneOf(length, 'options.length', [128, 192, 256]);
      }
      return length / 8;
    default:
      throw new codes.ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
}

function makeSecret(length) {
  return require('internal/crypto/keys').wrap(native.keySecret(native.randomBytes(length)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  native.later(callback, null, makeSecret(secretLength(type, options)));
}

function generateKeySync(type, options) {
  return makeSecret(secretLength(type, options));
}

module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };

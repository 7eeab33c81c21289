// generateKeyPair and generateKey.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { customPromisifyArgs } = require('internal/util');
const {
  validateBuffer, validateFunction, validateInt32, validateInteger, validateObject, validateString, validateUint32,
} = require('internal/validators');
const { nativeError } = require('internal/crypto/util');

// pairArgs checks the arguments and gives what native.keyGenerate takes, or for Diffie-Hellman native.dhGenerate: its name first.
function pairArgs(type, options) {
  if (options !== undefined) validateObject(options, 'options');
  switch (type) {
    case 'rsa':
    case 'rsa-pss': {
      validateObject(options, 'options');
      const { modulusLength, publicExponent } = options;
      validateUint32(modulusLength, 'options.modulusLength');
      if (publicExponent != null) validateUint32(publicExponent, 'options.publicExponent');
      const args = { modulusLength, publicExponent: publicExponent ?? 65537 };
      if (type === 'rsa-pss') Object.assign(args, pssArgs(options));
      return ['keyGenerate', type, args];
    }
    case 'dsa': {
      validateObject(options, 'options');
      const { modulusLength, divisorLength } = options;
      validateUint32(modulusLength, 'options.modulusLength');
      if (divisorLength != null) validateInt32(divisorLength, 'options.divisorLength', 0);
      return ['keyGenerate', type, { modulusLength, divisorLength: divisorLength ?? -1 }];
    }
    case 'ec': {
      validateObject(options, 'options');
      const { namedCurve, paramEncoding } = options;
      validateString(namedCurve, 'options.namedCurve');
      if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
        throw new codes.ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
      }
      if (!native.hasCurve(namedCurve)) throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
      return ['keyGenerate', namedCurve, { explicit: paramEncoding === 'explicit' }];
    }
    case 'ed25519':
    case 'ed448':
    case 'x25519':
    case 'x448':
      return ['keyGenerate', type, undefined];
    case 'dh':
      validateObject(options, 'options');
      return ['dhGenerate', ...dhArgs(options)];
    default:
      throw new codes.ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
}

// deprecatedAlias is an option of rsa-pss under its old name.
function deprecatedAlias(options, name, alias, code) {
  const value = options[alias];
  if (options[name] !== undefined) validateString(options[name], `options.${name}`);
  if (value !== undefined) {
    process.emitWarning(`"options.${alias}" is deprecated, use "options.${name}" instead.`, 'DeprecationWarning', code);
    validateString(value, `options.${alias}`);
    if (options[name] && value !== options[name]) throw new codes.ERR_INVALID_ARG_VALUE(`options.${alias}`, value);
  }
  return options[name] || value;
}

function pssArgs(options) {
  const { saltLength } = options;
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
  const hash = deprecatedAlias(options, 'hashAlgorithm', 'hash', 'DEP0154');
  const mgf1Hash = deprecatedAlias(options, 'mgf1HashAlgorithm', 'mgf1Hash', 'DEP0154');
  if (hash === undefined && mgf1Hash === undefined && saltLength === undefined) return {};
  const size = (name, label) => {
    const n = native.digestSize(name);
    if (n === undefined) throw nativeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid ${label}: ${name}`);
    return n;
  };
  if (mgf1Hash !== undefined) size(mgf1Hash, 'MGF1 digest');
  const length = size(hash ?? 'sha1', 'digest');
  return {
    hashAlgorithm: hash ?? 'sha1',
    mgf1HashAlgorithm: mgf1Hash ?? hash ?? 'sha1',
    saltLength: saltLength ?? (hash === undefined ? 20 : length),
  };
}

// dhArgs are the group's name, the prime or its length, and the generator.
function dhArgs(options) {
  const { group, primeLength, prime, generator } = options;
  if (group != null) {
    if (prime != null) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('group', 'prime');
    if (primeLength != null) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('group', 'primeLength');
    if (generator != null) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('group', 'generator');
    validateString(group, 'options.group');
    const params = native.dhGroup(group);
    if (params === undefined) throw nativeError(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
    return [params[0], params[1]];
  }
  if (prime != null) {
    if (primeLength != null) throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('prime', 'primeLength');
    validateBuffer(prime, 'options.prime');
  } else if (primeLength != null) {
    validateInt32(primeLength, 'options.primeLength', 0);
  } else {
    throw new codes.ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options');
  }
  if (generator != null) validateInt32(generator, 'options.generator', 0);
  return [prime ?? primeLength, generator ?? 2];
}

// encodings checks in which forms the pair is wanted; a half without one stays a KeyObject.
function encodings(type, options) {
  const { encodingOf } = require('internal/crypto/keys');
  const half = (name, isPublic) => {
    const encoding = options?.[name];
    if (encoding == null) return undefined;
    if (typeof encoding !== 'object') throw new codes.ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
    return encodingOf(encoding, type, isPublic, name);
  };
  return [half('publicKeyEncoding', true), half('privateKeyEncoding', false)];
}

function encode(handle, encoding) {
  const { exportAs, wrap } = require('internal/crypto/keys');
  return encoding === undefined ? wrap(handle) : exportAs(handle, encoding);
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  validateString(type, 'type');
  const how = encodings(type, options);
  const [name, ...args] = pairArgs(type, options);
  native[name](...args, (err, pair) => {
    if (err) return callback(err);
    let publicKey;
    let privateKey;
    try {
      publicKey = encode(pair[0], how[0]);
      privateKey = encode(pair[1], how[1]);
    } catch (e) {
      return callback(e);
    }
    return callback(null, publicKey, privateKey);
  });
}
Object.defineProperty(generateKeyPair, customPromisifyArgs, { value: ['publicKey', 'privateKey'], enumerable: false });

function generateKeyPairSync(type, options) {
  validateString(type, 'type');
  const how = encodings(type, options);
  const [name, ...args] = pairArgs(type, options);
  const pair = native[name](...args);
  return { publicKey: encode(pair[0], how[0]), privateKey: encode(pair[1], how[1]) };
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

// SubtleCrypto (W3C Web Cryptography API): algorithms are normalized (algorithms.js), usages and keys checked, the work is native and
// off the loop.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { kHandle } = require('internal/crypto/util');
const { CryptoKey, isCryptoKey, makeCryptoKey } = require('internal/crypto/keys');
const {
  asymmetric, bytes, digestName, error, fail, hashFor, isAes, jwkHashes, normalize, resultUsages, wrongUsage,
} = require('internal/crypto/algorithms');

const curves = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

// call makes a promise of a native job that gives a Buffer; the result is an ArrayBuffer of its own.
function call(name, ...args) {
  return new Promise((resolve, reject) => {
    args.push((err, value) => {
      if (err) reject(error('OperationError', 'The operation failed for an operation-specific reason'));
      else resolve(value);
    });
    Reflect.apply(native[name], undefined, args);
  });
}

function toArrayBuffer(buffer) {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength);
}

function use(key, algorithm, usage) {
  if (key.algorithm.name !== algorithm.name || !key.usages.includes(usage)) {
    fail('InvalidAccessError', 'The requested operation is not valid for the provided key');
  }
}

// useToSign is use with the message of signatures.
function useToSign(key, algorithm, usage) {
  if (key.algorithm.name !== algorithm.name || !key.usages.includes(usage)) {
    fail('InvalidAccessError', `Unable to use this key to ${usage}`);
  }
}

// useToDerive is use with the messages of derivations.
function useToDerive(key, algorithm, usage) {
  if (!key.usages.includes(usage)) fail('InvalidAccessError', `baseKey does not have ${usage} usage`);
  if (key.algorithm.name !== algorithm.name) fail('InvalidAccessError', 'Key algorithm mismatch');
}

function argument(value, position, method, type) {
  if (type === 'CryptoKey' ? isCryptoKey(value) : ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  const expected = type === 'CryptoKey' ? 'is not of type CryptoKey.' :
    'is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.';
  const err = new TypeError(`Failed to execute '${method}' on 'SubtleCrypto': ${position} argument ${expected}`);
  err.code = 'ERR_INVALID_ARG_TYPE';
  throw err;
}

function count(args, n, method) {
  if (args.length >= n) return;
  const err = new TypeError(
    `Failed to execute '${method}' on 'SubtleCrypto': ${n} arguments required, but only ${args.length} present.`);
  err.code = 'ERR_MISSING_ARGS';
  throw err;
}

// --- encrypt and decrypt

async function cipher(algorithm, key, data, decrypt) {
  const handle = key[kHandle];
  switch (algorithm.name) {
    case 'AES-CBC':
      if (algorithm.iv.byteLength !== 16) fail('OperationError', 'algorithm.iv must contain exactly 16 bytes');
      return toArrayBuffer(await call('aes', 'cbc', handle, decrypt, data, algorithm.iv, 0, ''));
    case 'AES-CTR':
      if (algorithm.counter.byteLength !== 16) fail('OperationError', 'algorithm.counter must contain exactly 16 bytes');
      if (algorithm.length === 0 || algorithm.length > 128) fail('OperationError', 'algorithm.length must be between 1 and 128');
      return toArrayBuffer(await call('aes', 'ctr', handle, decrypt, data, algorithm.counter, algorithm.length, ''));
    case 'AES-GCM': {
      const tag = algorithm.tagLength ?? 128;
      if (![32, 64, 96, 104, 112, 120, 128].includes(tag)) {
        fail('OperationError', `${tag} is not a valid AES-GCM tag length`);
      }
      if (decrypt && data.byteLength < tag / 8) fail('OperationError', 'The provided data is too small.');
      if (algorithm.iv.byteLength === 0) fail('OperationError', 'algorithm.iv must not be empty');
      return toArrayBuffer(await call('aes', 'gcm', handle, decrypt, data, algorithm.iv, tag / 8, algorithm.additionalData ?? ''));
    }
    case 'RSA-OAEP':
      if (key.type !== (decrypt ? 'private' : 'public')) {
        fail('InvalidAccessError', 'The requested operation is not valid for the provided key');
      }
      return toArrayBuffer(
        await call('rsaEncrypt', handle, data, decrypt ? 'privateDecrypt' : 'publicEncrypt', 'oaep', digestName(key.algorithm.hash.name), algorithm.label ?? ''));
    default:
      return fail('NotSupportedError', 'Unrecognized algorithm name');
  }
}

// --- sign and verify

function signArgs(algorithm, key, usage) {
  const isPrivate = usage === 'sign';
  if (key.type !== 'secret' && key.type !== (isPrivate ? 'private' : 'public')) {
    fail('InvalidAccessError', `Unable to use this key to ${usage}`);
  }
  switch (algorithm.name) {
    case 'ECDSA':
      return [digestName(algorithm.hash.name), undefined, undefined, true];
    case 'Ed448':
      if (algorithm.context?.byteLength > 0) fail('NotSupportedError', 'Non zero-length context is not yet supported.');
      // falls through
    case 'Ed25519':
      return [null, undefined, undefined, false];
    case 'RSA-PSS':
      checkSalt(key.algorithm, algorithm.saltLength);
      return [digestName(key.algorithm.hash.name), 'pss', algorithm.saltLength, false];
    case 'RSASSA-PKCS1-v1_5':
      return [digestName(key.algorithm.hash.name), 'pkcs1', undefined, false];
    default:
      return fail('NotSupportedError', 'Unrecognized algorithm name');
  }
}

// checkSalt refuses a salt that doesn't fit beside the digest.
function checkSalt({ modulusLength, hash }, salt) {
  const max = Math.ceil((modulusLength - 1) / 8) - native.digestSize(digestName(hash.name)) - 2;
  if (salt <= max) return;
  throw new DOMException('The operation failed for an operation-specific reason', {
    name: 'OperationError', cause: new codes.ERR_OUT_OF_RANGE('algorithm.saltLength', `>= 0 && <= ${max}`, salt),
  });
}

function hmac(key, data) {
  const handle = native.newHmac(digestName(key.algorithm.hash.name), native.keyExport(key[kHandle]));
  native.hashUpdate(handle, data);
  return native.hashDigest(handle);
}

// --- keys

function checkUsages(name, usages, allowed) {
  for (let i = 0; i < usages.length; i++) if (!allowed.includes(usages[i])) wrongUsage(name);
}

const secretUsages = {
  'AES-CBC': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-CTR': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-GCM': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
  'AES-KW': ['wrapKey', 'unwrapKey'],
  'HMAC': ['sign', 'verify'],
  'HKDF': ['deriveKey', 'deriveBits'],
  'PBKDF2': ['deriveKey', 'deriveBits'],
};

async function generate(algorithm, extractable, usages) {
  const { name } = algorithm;
  if (isAes(name)) {
    checkUsages(name, usages, secretUsages[name]);
    if (![128, 192, 256].includes(algorithm.length)) fail('OperationError', 'AES key length must be 128, 192, or 256 bits');
    return secretKey(native.randomBytes(algorithm.length / 8), { name, length: algorithm.length }, usages, extractable);
  }
  if (name === 'HMAC') {
    checkUsages(name, usages, secretUsages[name]);
    const length = algorithm.length ?? hashFor(algorithm.hash.name).block;
    if (length === 0) fail('OperationError', 'Zero-length key is not supported');
    const data = native.randomBytes(Math.ceil(length / 8));
    return secretKey(data, { name, length, hash: { name: algorithm.hash.name } }, usages, extractable);
  }
  const kind = asymmetric[name];
  checkUsages(name, usages, kind.usages);
  let keyAlgorithm = { name };
  let args = [name.toLowerCase(), undefined];
  if (kind.rsa) {
    const exponent = bytes(algorithm.publicExponent);
    let e = 0;
    for (let i = 0; i < exponent.length; i++) e = e * 256 + exponent[i];
    if (e < 3 || e % 2 === 0 || !Number.isSafeInteger(e)) fail('OperationError', 'The public exponent must be equivalent to an odd number');
    keyAlgorithm = {
      name, modulusLength: algorithm.modulusLength, publicExponent: new Uint8Array(exponent), hash: { name: algorithm.hash.name },
    };
    args = ['rsa', { modulusLength: algorithm.modulusLength, publicExponent: e }];
  } else if (kind.curve) {
    if (!(algorithm.namedCurve in curves)) fail('NotSupportedError', 'Unrecognized namedCurve');
    keyAlgorithm = { name, namedCurve: algorithm.namedCurve };
    args = [algorithm.namedCurve, undefined];
  }
  const privateUsages = resultUsages(usages, kind.private);
  if (privateUsages.length === 0) fail('SyntaxError', 'Usages cannot be empty when creating a key.');
  const pair = await call('keyGenerate', ...args);
  return {
    publicKey: makeCryptoKey(pair[0], keyAlgorithm, resultUsages(usages, kind.public), true),
    privateKey: makeCryptoKey(pair[1], keyAlgorithm, privateUsages, extractable),
  };
}

function secretKey(data, algorithm, usages, extractable) {
  if (usages.length === 0) fail('SyntaxError', 'Usages cannot be empty when creating a key.');
  return makeCryptoKey(native.keySecret(data), algorithm, resultUsages(usages, usages), extractable);
}

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(name, usages, secretUsages[name]);
  let handle;
  if (format === 'raw') {
    handle = native.keySecret(bytes(data));
  } else if (format === 'jwk' && name !== 'HKDF' && name !== 'PBKDF2') {
    if (data === null || typeof data !== 'object') fail('DataError', 'Invalid keyData');
    checkJwk(data, 'oct', usages, extractable, name === 'HMAC' ? 'sig' : 'enc');
    if (typeof data.k !== 'string') fail('DataError', 'Invalid keyData');
    handle = native.keyFromJwk({ kty: 'oct', k: data.k });
    if (handle === undefined) fail('DataError', 'Invalid keyData');
  } else {
    fail('NotSupportedError', `Unable to import ${name} key with format ${format}`);
  }
  const length = native.keySize(handle) * 8;
  if (isAes(name)) {
    if (![128, 192, 256].includes(length)) fail('DataError', 'Invalid key length');
    if (format === 'jwk' && data.alg !== undefined && data.alg !== `A${length}${name.slice(4)}`) {
      fail('DataError', 'JWK "alg" does not match the requested algorithm');
    }
    return importedSecret(handle, { name, length }, usages, extractable);
  }
  if (name !== 'HMAC') {
    if (extractable) fail('SyntaxError', `${name} keys are not extractable`);
    return importedSecret(handle, { name }, usages, false);
  }
  if (length === 0 || algorithm.length === 0) fail('DataError', 'Zero-length key is not supported');
  if (format === 'jwk' && data.alg !== undefined && data.alg !== `HS${algorithm.hash.name.slice(4)}`) {
    fail('DataError', 'JWK "alg" does not match the requested algorithm');
  }
  if (algorithm.length !== undefined && algorithm.length !== length) fail('DataError', 'Invalid key length');
  return importedSecret(handle, { name, hash: { name: algorithm.hash.name }, length: algorithm.length ?? length }, usages, extractable);
}

function importedSecret(handle, algorithm, usages, extractable) {
  if (usages.length === 0) fail('SyntaxError', 'Usages cannot be empty when importing a secret key.');
  return makeCryptoKey(handle, algorithm, resultUsages(usages, usages), extractable);
}

// checkJwk checks what a JSON Web Key says of its use.
function checkJwk(jwk, kty, usages, extractable, use) {
  if (jwk.kty !== kty) fail('DataError', 'Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) fail('DataError', 'Invalid JWK "use" Parameter');
  if (jwk.key_ops !== undefined) {
    if (!Array.isArray(jwk.key_ops) || new Set(jwk.key_ops).size !== jwk.key_ops.length) fail('DataError', 'Invalid key operations');
    for (let i = 0; i < usages.length; i++) {
      if (!jwk.key_ops.includes(usages[i])) fail('DataError', 'Key operations and usage mismatch');
    }
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    fail('DataError', 'JWK "ext" Parameter and extractable mismatch');
  }
}

function importAsymmetric(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const kind = asymmetric[name];
  let handle;
  switch (format) {
    case 'spki':
    case 'pkcs8':
      checkUsages(name, usages, format === 'spki' ? kind.public : kind.private);
      handle = native.keyParse(bytes(data), format, format === 'pkcs8');
      break;
    case 'raw':
      if (kind.rsa) fail('NotSupportedError', `Unable to import ${name} key with format raw`);
      checkUsages(name, usages, kind.public);
      handle = native.keyRaw(kind.curve ? algorithm.namedCurve : name.toLowerCase(), bytes(data));
      break;
    case 'jwk':
      if (data === null || typeof data !== 'object') fail('DataError', 'Invalid keyData');
      checkUsages(name, usages, data.d !== undefined ? kind.private : kind.public);
      checkJwk(data, kind.rsa ? 'RSA' : kind.curve ? 'EC' : 'OKP', usages, extractable, kind.use);
      if (!kind.rsa && data.crv !== (kind.curve ? algorithm.namedCurve : name)) {
        fail('DataError', kind.curve ? 'JWK "crv" does not match the requested algorithm' : 'JWK "crv" Parameter and algorithm name mismatch');
      }
      if (data.alg !== undefined && kind.alg && !(kind.rsa ? jwkHashes[data.alg] === algorithm.hash.name :
        kind.alg(algorithm).includes(data.alg))) {
        fail('DataError', 'JWK "alg" does not match the requested algorithm');
      }
      handle = native.keyFromJwk(data);
      break;
    default:
      fail('NotSupportedError', `Unable to import ${name} key with format ${format}`);
  }
  if (handle === undefined) fail('DataError', 'Invalid keyData');
  const type = native.keyType(handle);
  const details = native.keyDetails(handle);
  const isPrivate = native.keyKind(handle) === 'private';
  let keyAlgorithm = { name };
  if (kind.rsa) {
    if (type !== 'rsa') fail('DataError', 'Invalid key type');
    const exponent = [];
    for (let e = Number(details[1]); e > 0; e = Math.floor(e / 256)) exponent.unshift(e % 256);
    keyAlgorithm = { name, modulusLength: details[0], publicExponent: new Uint8Array(exponent), hash: { name: algorithm.hash.name } };
  } else if (kind.curve) {
    if (type !== 'ec') fail('DataError', 'Invalid key type');
    if (details[1] !== algorithm.namedCurve) fail('DataError', 'Named curve mismatch');
    keyAlgorithm = { name, namedCurve: algorithm.namedCurve };
  } else if (type !== name.toLowerCase()) {
    fail('DataError', 'Invalid key type');
  }
  if (isPrivate && usages.length === 0) fail('SyntaxError', 'Usages cannot be empty when importing a private key.');
  return makeCryptoKey(handle, keyAlgorithm, resultUsages(usages, usages), extractable);
}

function importKey(format, data, algorithm, extractable, usages) {
  if (algorithm.name in secretUsages) return importSecret(format, data, algorithm, extractable, usages);
  return importAsymmetric(format, data, algorithm, extractable, usages);
}

function exportKey(format, key) {
  const { name } = key.algorithm;
  if (name === 'HKDF' || name === 'PBKDF2') fail('NotSupportedError', `Unable to export ${name} key`);
  if (!key.extractable) {
    throw new DOMException('key is not extractable', 'InvalidAccessException');
  }
  const handle = key[kHandle];
  const refuse = () => fail('NotSupportedError', `Unable to export a raw ${key.type} key`.replace('raw', format));
  switch (format) {
    case 'spki':
    case 'pkcs8': {
      if (key.type !== (format === 'spki' ? 'public' : 'private')) refuse();
      return toArrayBuffer(native.keyExport(handle, format, false));
    }
    case 'raw': {
      if (key.type === 'secret') return toArrayBuffer(native.keyExport(handle));
      if (key.type !== 'public' || asymmetric[name].rsa) refuse();
      return toArrayBuffer(native.keyRaw(handle));
    }
    case 'jwk': {
      const jwk = { key_ops: key.usages, ext: key.extractable, ...native.keyToJwk(handle) };
      if (isAes(name)) jwk.alg = `A${key.algorithm.length}${name.slice(4)}`;
      else if (name === 'HMAC') jwk.alg = `HS${key.algorithm.hash.name.slice(4)}`;
      else if (name === 'Ed25519' || name === 'Ed448') jwk.alg = name;
      else if (asymmetric[name].rsa) jwk.alg = asymmetric[name].alg(key.algorithm)[0];
      return jwk;
    }
    default:
      return refuse();
  }
}

// --- derivation

async function derive(algorithm, key, length) {
  switch (algorithm.name) {
    case 'PBKDF2':
    case 'HKDF': {
      if (length === null || length === undefined) fail('OperationError', 'length cannot be null');
      if (length % 8) fail('OperationError', 'length must be a multiple of 8');
      const secret = native.keyExport(key[kHandle]);
      const hash = digestName(algorithm.hash.name);
      if (algorithm.name === 'PBKDF2') {
        if (algorithm.iterations === 0) fail('OperationError', 'iterations cannot be zero');
        if (length === 0) return new ArrayBuffer(0);
        return call('pbkdf2', secret, algorithm.salt, algorithm.iterations, length / 8, hash);
      }
      if (length === 0) return new ArrayBuffer(0);
      if (length / 8 > 255 * native.digestSize(hash)) fail('OperationError', 'The operation failed for an operation-specific reason');
      return call('hkdf', hash, secret, algorithm.salt, algorithm.info, length / 8);
    }
    case 'ECDH':
    case 'X448':
    case 'X25519': {
      const other = algorithm.public;
      if (key.type !== 'private') fail('InvalidAccessError', 'baseKey must be a private key');
      if (other.type !== 'public') fail('InvalidAccessError', 'algorithm.public must be a public key');
      if (!['ECDH', 'X25519', 'X448'].includes(other.algorithm.name)) {
        fail('InvalidAccessError', 'Keys must be ECDH, X25519, or X448 keys');
      }
      if (other.algorithm.name !== key.algorithm.name) {
        fail('InvalidAccessError', 'The public and private keys must be of the same type');
      }
      if (other.algorithm.namedCurve !== key.algorithm.namedCurve) fail('InvalidAccessError', 'Named curve mismatch');
      const bits = toArrayBuffer(await call('agreement', key[kHandle], other[kHandle]));
      if (length === null || length === undefined) return bits;
      if (bits.byteLength * 8 < length) fail('OperationError', 'derived bit length is too small');
      if (length % 8 === 0) return bits.slice(0, length / 8);
      const cut = new Uint8Array(bits.slice(0, Math.ceil(length / 8)));
      cut[cut.length - 1] &= 0xff << (8 - (length % 8));
      return cut.buffer;
    }
    default:
      return fail('NotSupportedError', 'Unrecognized algorithm name');
  }
}

function derivedLength(algorithm) {
  const { name } = algorithm;
  if (isAes(name)) {
    if (![128, 192, 256].includes(algorithm.length)) fail('OperationError', 'Invalid key length');
    return algorithm.length;
  }
  if (name === 'HMAC') {
    if (algorithm.length === undefined) return hashFor(algorithm.hash.name).block;
    if (algorithm.length === 0) {
      throw new TypeError('Zero-length key is not supported');
    }
    return algorithm.length;
  }
  return null;
}

let constructing = false;

class SubtleCrypto {
  constructor() {
    if (!constructing) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  async encrypt(algorithm, key, data) {
    check(this);
    count(arguments, 3, 'encrypt');
    argument(key, '2nd', 'encrypt', 'CryptoKey');
    argument(data, '3rd', 'encrypt');
    algorithm = normalize(algorithm, 'encrypt');
    data = bytes(data);
    use(key, algorithm, 'encrypt');
    return cipher(algorithm, key, data, false);
  }

  async decrypt(algorithm, key, data) {
    check(this);
    count(arguments, 3, 'decrypt');
    argument(key, '2nd', 'decrypt', 'CryptoKey');
    argument(data, '3rd', 'decrypt');
    algorithm = normalize(algorithm, 'decrypt');
    data = bytes(data);
    use(key, algorithm, 'decrypt');
    return cipher(algorithm, key, data, true);
  }

  async sign(algorithm, key, data) {
    check(this);
    count(arguments, 3, 'sign');
    argument(key, '2nd', 'sign', 'CryptoKey');
    argument(data, '3rd', 'sign');
    algorithm = normalize(algorithm, 'sign');
    data = bytes(data);
    useToSign(key, algorithm, 'sign');
    if (algorithm.name === 'HMAC') return toArrayBuffer(hmac(key, data));
    return toArrayBuffer(await call('sign', key[kHandle], data, ...signArgs(algorithm, key, 'sign')));
  }

  async verify(algorithm, key, signature, data) {
    check(this);
    count(arguments, 4, 'verify');
    argument(key, '2nd', 'verify', 'CryptoKey');
    argument(signature, '3rd', 'verify');
    argument(data, '4th', 'verify');
    algorithm = normalize(algorithm, 'verify');
    signature = bytes(signature);
    data = bytes(data);
    useToSign(key, algorithm, 'verify');
    if (algorithm.name === 'HMAC') {
      const want = hmac(key, data);
      return want.length === signature.length && native.timingSafeEqual(want, signature);
    }
    return call('verify', key[kHandle], data, signature, ...signArgs(algorithm, key, 'verify'));
  }

  async digest(algorithm, data) {
    check(this);
    count(arguments, 2, 'digest');
    argument(data, '2nd', 'digest');
    algorithm = normalize(algorithm, 'digest');
    return toArrayBuffer(native.hash(digestName(algorithm.name), bytes(data), undefined));
  }

  async generateKey(algorithm, extractable, keyUsages) {
    check(this);
    count(arguments, 3, 'generateKey');
    algorithm = normalize(algorithm, 'generateKey');
    return generate(algorithm, !!extractable, usageList(keyUsages, 'generateKey'));
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    check(this);
    count(arguments, 5, 'deriveKey');
    argument(baseKey, '2nd', 'deriveKey', 'CryptoKey');
    keyUsages = usageList(keyUsages, 'deriveKey');
    algorithm = normalize(algorithm, 'deriveBits');
    const derived = normalize(derivedKeyType, 'importKey');
    const length = derivedLength(normalize(derivedKeyType, 'get key length'));
    useToDerive(baseKey, algorithm, 'deriveKey');
    return importKey('raw', await derive(algorithm, baseKey, length), derived, !!extractable, keyUsages);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    check(this);
    count(arguments, 2, 'deriveBits');
    argument(baseKey, '2nd', 'deriveBits', 'CryptoKey');
    if (length !== null) length >>>= 0;
    algorithm = normalize(algorithm, 'deriveBits');
    useToDerive(baseKey, algorithm, 'deriveBits');
    return derive(algorithm, baseKey, length);
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    check(this);
    count(arguments, 5, 'importKey');
    checkFormat(format, 'importKey');
    if (format !== 'jwk') argument(keyData, '2nd', 'importKey');
    algorithm = normalize(algorithm, 'importKey');
    return importKey(format, keyData, algorithm, !!extractable, usageList(keyUsages, 'importKey'));
  }

  async exportKey(format, key) {
    check(this);
    count(arguments, 2, 'exportKey');
    checkFormat(format, 'exportKey');
    argument(key, '2nd', 'exportKey', 'CryptoKey');
    return exportKey(format, key);
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    check(this);
    count(arguments, 4, 'wrapKey');
    checkFormat(format, 'wrapKey');
    argument(key, '2nd', 'wrapKey', 'CryptoKey');
    argument(wrappingKey, '3rd', 'wrapKey', 'CryptoKey');
    const algorithm = wrapNormalize(wrapAlgorithm, 'wrapKey', 'encrypt');
    use(wrappingKey, algorithm, 'wrapKey');
    let data = exportKey(format, key);
    if (format === 'jwk') {
      let text = JSON.stringify(data);
      // AES-KW takes multiples of eight bytes; JSON may end in spaces.
      if (algorithm.name === 'AES-KW') text = text.padEnd(Math.ceil(text.length / 8) * 8, ' ');
      data = Buffer.from(text);
    }
    if (algorithm.name === 'AES-KW') {
      return toArrayBuffer(await call('aes', 'kw', wrappingKey[kHandle], false, data, '', 0, ''));
    }
    return cipher(algorithm, wrappingKey, bytes(data), false);
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgo, unwrappedKeyAlgo, extractable, keyUsages) {
    check(this);
    count(arguments, 7, 'unwrapKey');
    checkFormat(format, 'unwrapKey');
    argument(wrappedKey, '2nd', 'unwrapKey');
    argument(unwrappingKey, '3rd', 'unwrapKey', 'CryptoKey');
    wrappedKey = bytes(wrappedKey);
    const algorithm = wrapNormalize(unwrapAlgo, 'unwrapKey', 'decrypt');
    const keyAlgorithm = normalize(unwrappedKeyAlgo, 'importKey');
    keyUsages = usageList(keyUsages, 'unwrapKey');
    use(unwrappingKey, algorithm, 'unwrapKey');
    let data = algorithm.name === 'AES-KW' ?
      await call('aes', 'kw', unwrappingKey[kHandle], true, wrappedKey, '', 0, '') :
      await cipher(algorithm, unwrappingKey, wrappedKey, true);
    if (format === 'jwk') {
      try {
        data = JSON.parse(Buffer.from(data).toString());
      } catch {
        fail('DataError', 'Invalid wrapped JWK key');
      }
    }
    return importKey(format, data, keyAlgorithm, !!extractable, keyUsages);
  }
}

function wrapNormalize(algorithm, operation, otherwise) {
  try {
    return normalize(algorithm, operation);
  } catch (err) {
    if (err.name !== 'NotSupportedError') throw err;
    return normalize(algorithm, otherwise);
  }
}

function check(self) {
  if (self !== subtle) throw new codes.ERR_INVALID_THIS('SubtleCrypto');
}

function checkFormat(format, method) {
  if (['raw', 'pkcs8', 'spki', 'jwk'].includes(`${format}`)) return;
  const err = new TypeError(`Failed to execute '${method}' on 'SubtleCrypto': 1st argument '${format}' is not a valid enum value of type KeyFormat.`);
  err.code = 'ERR_INVALID_ARG_VALUE';
  throw err;
}

const allUsages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

// usageList converts a sequence of usages.
function usageList(usages, method) {
  if (usages === null || typeof usages !== 'object' || typeof usages[Symbol.iterator] !== 'function') {
    const err = new TypeError(`Failed to execute '${method}' on 'SubtleCrypto': key usages can not be converted to sequence.`);
    err.code = 'ERR_INVALID_ARG_TYPE';
    throw err;
  }
  const list = Array.from(usages, String);
  for (let i = 0; i < list.length; i++) {
    if (allUsages.includes(list[i])) continue;
    const err = new TypeError(`Failed to execute '${method}' on 'SubtleCrypto': '${list[i]}' is not a valid enum value of type KeyUsage.`);
    err.code = 'ERR_INVALID_ARG_VALUE';
    throw err;
  }
  return list;
}

const methods = ['encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey',
                 'wrapKey', 'unwrapKey'];
for (let i = 0; i < methods.length; i++) Object.defineProperty(SubtleCrypto.prototype, methods[i], { enumerable: true });
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { configurable: true, value: 'SubtleCrypto' });

constructing = true;
const subtle = new SubtleCrypto();
constructing = false;

module.exports = { CryptoKey, SubtleCrypto, subtle };

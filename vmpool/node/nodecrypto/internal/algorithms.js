// The algorithms of the Web Crypto API: their names, what dictionary each operation takes, and conversions.

function error(name, message) {
  return new DOMException(message, name);
}

function fail(name, message) {
  throw error(name, message);
}

// hashes are the digests with the block size in bits, which is the length of a new HMAC key.
const hashes = {
  'SHA-1': { digest: 'sha1', block: 512 },
  'SHA-256': { digest: 'sha256', block: 512 },
  'SHA-384': { digest: 'sha384', block: 1024 },
  'SHA-512': { digest: 'sha512', block: 1024 },
};

function hashFor(name) {
  return hashes[name];
}

function digestName(name) {
  return hashes[name].digest;
}

const names = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'AES-CBC', 'AES-CTR', 'AES-GCM', 'AES-KW', 'HMAC', 'HKDF', 'PBKDF2', 'ECDSA',
               'ECDH', 'RSA-OAEP', 'RSA-PSS', 'RSASSA-PKCS1-v1_5', 'Ed25519', 'Ed448', 'X25519', 'X448'];
const canonical = {};
for (let i = 0; i < names.length; i++) canonical[names[i].toLowerCase()] = names[i];

// What the dictionary of an algorithm holds: name, kind of value, and whether it is required.
const none = [];
const iv = [['iv', 'bytes', true]];
const length = [['length', 'uint16', true]];
const hash = [['hash', 'hash', true]];
const rsaGenerate = [['hash', 'hash', true], ['modulusLength', 'uint32', true], ['publicExponent', 'exponent', true]];
const curve = [['namedCurve', 'string', true]];
const gcm = [['additionalData', 'bytes', false], ['iv', 'bytes', true], ['tagLength', 'uint8', false]];
const ctr = [['counter', 'bytes', true], ['length', 'uint8', true]];
const ed448 = [['context', 'bytes', false]];
const hmac = [['hash', 'hash', true], ['length', 'uint32', false]];

const operations = {
  'digest': { 'SHA-1': none, 'SHA-256': none, 'SHA-384': none, 'SHA-512': none },
  'encrypt': { 'AES-CBC': iv, 'AES-CTR': ctr, 'AES-GCM': gcm, 'RSA-OAEP': [['label', 'bytes', false]] },
  'sign': {
    'HMAC': none, 'ECDSA': hash, 'Ed25519': none, 'Ed448': ed448, 'RSA-PSS': [['saltLength', 'uint32', true]], 'RSASSA-PKCS1-v1_5': none,
  },
  'generateKey': {
    'AES-CBC': length, 'AES-CTR': length, 'AES-GCM': length, 'AES-KW': length, 'HMAC': hmac, 'ECDSA': curve, 'ECDH': curve,
    'RSA-OAEP': rsaGenerate, 'RSA-PSS': rsaGenerate, 'RSASSA-PKCS1-v1_5': rsaGenerate, 'Ed25519': none, 'Ed448': none,
    'X25519': none, 'X448': none,
  },
  'importKey': {
    'AES-CBC': none, 'AES-CTR': none, 'AES-GCM': none, 'AES-KW': none, 'HMAC': hmac, 'HKDF': none, 'PBKDF2': none, 'ECDSA': curve,
    'ECDH': curve, 'RSA-OAEP': hash, 'RSA-PSS': hash, 'RSASSA-PKCS1-v1_5': hash, 'Ed25519': none, 'Ed448': none,
    'X25519': none, 'X448': none,
  },
  'deriveBits': {
    'HKDF': [['hash', 'hash', true], ['info', 'bytes', true], ['salt', 'bytes', true]],
    'PBKDF2': [['hash', 'hash', true], ['iterations', 'uint32', true], ['salt', 'bytes', true]],
    'ECDH': [['public', 'key', true]],
    'X25519': [['public', 'key', true]],
    'X448': [['public', 'key', true]],
  },
  'get key length': {
    'AES-CBC': length, 'AES-CTR': length, 'AES-GCM': length, 'AES-KW': length, 'HMAC': hmac, 'HKDF': none, 'PBKDF2': none,
  },
  'wrapKey': { 'AES-KW': none },
};
operations.decrypt = operations.encrypt;
operations.verify = operations.sign;
operations.unwrapKey = operations.wrapKey;

const dictionaries = {
  'AES-CBC': 'AesCbcParams', 'AES-CTR': 'AesCtrParams', 'AES-GCM': 'AesGcmParams', 'HKDF': 'HkdfParams', 'PBKDF2': 'Pbkdf2Params',
  'ECDH': 'EcdhKeyDeriveParams', 'X25519': 'EcdhKeyDeriveParams', 'X448': 'EcdhKeyDeriveParams', 'Ed448': 'Ed448Params', 'RSA-PSS': 'RsaPssParams', 'ECDSA': 'EcdsaParams',
};

function typeError(code, message) {
  const err = new TypeError(`Failed to normalize algorithm: passed algorithm ${message}`);
  err.code = code;
  return err;
}

// normalize is the specification's "normalize an algorithm": a copy of the dictionary with the converted members.
function normalize(algorithm, operation) {
  if (typeof algorithm === 'string') return normalize({ name: algorithm }, operation);
  if (algorithm === null || (typeof algorithm !== 'object' && typeof algorithm !== 'function')) {
    if (typeof algorithm === 'symbol') throw typeError('ERR_INVALID_ARG_TYPE', 'is a Symbol and cannot be converted to a string.');
    return normalize({ name: algorithm === undefined ? 'undefined' : algorithm }, operation);
  }
  if (algorithm.name === undefined) {
    throw typeError('ERR_MISSING_OPTION', "can not be converted to 'Algorithm' because 'name' is required in 'Algorithm'.");
  }
  const name = canonical[String(algorithm.name).toLowerCase()];
  const table = operations[operation];
  if (name === undefined || !Object.hasOwn(table, name)) fail('NotSupportedError', 'Unrecognized algorithm name');
  const result = { name };
  const members = table[name];
  for (let i = 0; i < members.length; i++) {
    const [key, kind, required] = members[i];
    const value = algorithm[key];
    if (value !== undefined) {
      result[key] = convert(value, kind, key, dictionaries[name] ?? 'Algorithm');
    } else if (required) {
      const dictionary = dictionaries[name] ?? 'Algorithm';
      throw typeError('ERR_MISSING_OPTION', `can not be converted to '${dictionary}' because '${key}' is required in '${dictionary}'.`);
    }
  }
  return result;
}

const limits = { uint8: 2 ** 8, uint16: 2 ** 16, uint32: 2 ** 32 };

function convert(value, kind, key, dictionary) {
  switch (kind) {
    case 'bytes':
      if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) {
        throw typeError('ERR_INVALID_ARG_TYPE', `'${key}' member of '${dictionary}' is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
      }
      return bytes(value);
    case 'exponent':
      if (!(value instanceof Uint8Array)) throw typeError('ERR_INVALID_ARG_TYPE', `'${key}' member is not a Uint8Array.`);
      return value;
    case 'hash': {
      const h = normalize(value, 'digest');
      return { name: h.name };
    }
    case 'key':
      if (!require('internal/crypto/keys').isCryptoKey(value)) {
        throw typeError('ERR_INVALID_ARG_TYPE', `'${key}' member of '${dictionary}' is not of type CryptoKey.`);
      }
      return value;
    case 'string':
      return String(value);
    default: {
      const n = Math.trunc(Number(value));
      if (!Number.isFinite(n) || n < 0 || n >= limits[kind]) {
        throw typeError('ERR_OUT_OF_RANGE', `'${key}' member of '${dictionary}' is outside the expected range of 0 to ${limits[kind] - 1}.`);
      }
      return n;
    }
  }
}

// bytes is a copy of an argument's bytes.
function bytes(data) {
  if (ArrayBuffer.isView(data)) return Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.from(new Uint8Array(data));
}

// jwkHashes are the hashes that JSON Web Algorithms name, of whatever family: Node compares only those.
const jwkHashes = { 'RSA-OAEP': 'SHA-1' };
for (const size of ['1', '256', '384', '512']) {
  for (const prefix of ['RS', 'PS', 'HS', 'RSA-OAEP-']) jwkHashes[`${prefix}${size}`] = `SHA-${size}`;
}

// asymmetric are the key pairs: which usages each half may have, whether they are RSA or on a named curve, and the JSON Web
// Algorithm of an exported key, or those that an imported one may have.
const rsaAlg = (prefix) => (a) => [a.hash.name === 'SHA-1' && prefix === 'RSA-OAEP' ? prefix : prefix === 'RSA-OAEP' ?
  `RSA-OAEP-${a.hash.name.slice(4)}` : `${prefix}${a.hash.name.slice(4)}`];
const asymmetric = {
  'RSA-OAEP': {
    rsa: true, use: 'enc', alg: rsaAlg('RSA-OAEP'),
    usages: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'],
  },
  'RSA-PSS': { rsa: true, use: 'sig', alg: rsaAlg('PS'), usages: ['sign', 'verify'], public: ['verify'], private: ['sign'] },
  'RSASSA-PKCS1-v1_5': { rsa: true, use: 'sig', alg: rsaAlg('RS'), usages: ['sign', 'verify'], public: ['verify'], private: ['sign'] },
  'ECDSA': {
    curve: true, use: 'sig', alg: (a) => [{ 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[a.namedCurve]],
    usages: ['sign', 'verify'], public: ['verify'], private: ['sign'],
  },
  'ECDH': { curve: true, use: 'enc', usages: ['deriveKey', 'deriveBits'], public: [], private: ['deriveKey', 'deriveBits'] },
  'Ed25519': { use: 'sig', alg: () => ['Ed25519', 'EdDSA'], usages: ['sign', 'verify'], public: ['verify'], private: ['sign'] },
  'Ed448': { use: 'sig', alg: () => ['Ed448', 'EdDSA'], usages: ['sign', 'verify'], public: ['verify'], private: ['sign'] },
  'X25519': { use: 'enc', usages: ['deriveKey', 'deriveBits'], public: [], private: ['deriveKey', 'deriveBits'] },
  'X448': { use: 'enc', usages: ['deriveKey', 'deriveBits'], public: [], private: ['deriveKey', 'deriveBits'] },
};

function isAes(name) {
  return name.startsWith('AES-');
}

// resultUsages are those of usages that are in allowed, each once.
function resultUsages(usages, allowed) {
  const out = [];
  for (let i = 0; i < usages.length; i++) {
    if (allowed.includes(usages[i]) && !out.includes(usages[i])) out.push(usages[i]);
  }
  return out;
}

function wrongUsage(name) {
  const kind = isAes(name) ? 'an AES' : /^(HMAC|Ed|X)/.test(name) ? `an ${name}` : `a ${name}`;
  fail('SyntaxError', `Unsupported key usage for ${kind} key`);
}

module.exports = { asymmetric, bytes, digestName, error, fail, hashFor, isAes, jwkHashes, normalize, resultUsages, wrongUsage };

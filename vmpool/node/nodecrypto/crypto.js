// node:crypto. Each part is loaded when one of its exports is first read.

const parts = [
  ['internal/crypto/primes', 'checkPrime checkPrimeSync'],
  ['internal/crypto/cipher', 'createCipheriv createDecipheriv'],
  ['internal/crypto/dh', 'createDiffieHellman createDiffieHellmanGroup createECDH'],
  ['internal/crypto/hash', 'createHash createHmac'],
  ['internal/crypto/keys', 'createPrivateKey createPublicKey createSecretKey'],
  ['internal/crypto/sign', 'createSign createVerify'],
  ['internal/crypto/dh', 'diffieHellman'],
  ['internal/crypto/primes', 'generatePrime generatePrimeSync'],
  ['internal/crypto/cipher', 'getCiphers getCipherInfo'],
  ['internal/crypto/dh', 'getCurves getDiffieHellman'],
  ['internal/crypto/hash', 'getHashes'],
  ['internal/crypto/kdf', 'hkdf hkdfSync pbkdf2 pbkdf2Sync'],
  ['internal/crypto/keygen', 'generateKeyPair generateKeyPairSync generateKey generateKeySync'],
  ['internal/crypto/rsa', 'privateDecrypt privateEncrypt publicDecrypt publicEncrypt'],
  ['internal/crypto/random', 'randomBytes randomFill randomFillSync randomInt randomUUID'],
  ['internal/crypto/kdf', 'scrypt scryptSync'],
  ['internal/crypto/sign', 'sign'],
  ['internal/crypto/misc', 'setEngine'],
  ['internal/crypto/random', 'timingSafeEqual'],
  ['internal/crypto/misc', 'getFips setFips'],
  ['internal/crypto/sign', 'verify'],
  ['internal/crypto/hash', 'hash'],
  ['internal/crypto/misc', 'Certificate'],
  ['internal/crypto/cipher', 'Cipher Decipher'],
  ['internal/crypto/cipher', 'Cipheriv Decipheriv'],
  ['internal/crypto/dh', 'DiffieHellman DiffieHellmanGroup ECDH'],
  ['internal/crypto/hash', 'Hash Hmac'],
  ['internal/crypto/keys', 'KeyObject'],
  ['internal/crypto/sign', 'Sign Verify'],
  ['internal/crypto/x509', 'X509Certificate'],
  ['internal/crypto/misc', 'secureHeapUsed'],
];

function lazy(key, enumerable, load) {
  Object.defineProperty(exports, key, {
    configurable: true,
    enumerable,
    get() {
      const value = load();
      Object.defineProperty(exports, key, { configurable: true, enumerable, writable: true, value });
      return value;
    },
    set(value) {
      Object.defineProperty(exports, key, { configurable: true, enumerable, writable: true, value });
    },
  });
}

for (let i = 0; i < parts.length; i++) {
  const id = parts[i][0];
  const names = parts[i][1].split(' ');
  for (let j = 0; j < names.length; j++) lazy(names[j], true, () => require(id)[names[j]]);
}

for (const name of ['createCipher', 'createDecipher']) lazy(name, false, () => require('internal/crypto/cipher')[name]);
lazy('constants', true, () => require('internal/crypto/constants'));

// Random values that may come from a cache: the same here, as in Node.
const random = () => require('internal/crypto/random').randomBytes;
lazy('prng', false, random);
lazy('pseudoRandomBytes', false, random);
lazy('rng', false, random);

Object.defineProperty(exports, 'fips', {
  configurable: false,
  enumerable: false,
  get() { return require('internal/crypto/misc').getFips(); },
  set(value) { require('internal/crypto/misc').setFips(value); },
});
Object.defineProperty(exports, 'webcrypto', {
  configurable: false,
  enumerable: true,
  get() { return require('internal/crypto/webcrypto').crypto; },
  set: undefined,
});
Object.defineProperty(exports, 'subtle', {
  configurable: false,
  enumerable: true,
  get() { return require('internal/crypto/webcrypto').crypto.subtle; },
  set: undefined,
});
Object.defineProperty(exports, 'getRandomValues', {
  configurable: false,
  enumerable: true,
  get() { return require('internal/crypto/webcrypto').getRandomValues; },
  set: undefined,
});

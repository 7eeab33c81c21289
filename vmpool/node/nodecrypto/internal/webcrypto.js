// The Web Crypto API: the global crypto and its classes.

const { codes } = require('internal/errors');
const random = require('internal/crypto/random');
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

let constructing = false; // only this file makes instances

class Crypto {
  constructor() {
    if (!constructing) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (this !== crypto) throw new codes.ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/subtle').subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new codes.ERR_INVALID_THIS('Crypto');
    return Reflect.apply(random.getRandomValues, this, arguments);
  }

  randomUUID() {
    if (this !== crypto) throw new codes.ERR_INVALID_THIS('Crypto');
    return random.randomUUID();
  }

  [inspectCustom](depth, options) {
    if (depth < 0) return this;
    return `Crypto ${require('internal/util/inspect').inspect({}, options)}`;
  }
}

const names = ['subtle', 'getRandomValues', 'randomUUID'];
for (let i = 0; i < names.length; i++) Object.defineProperty(Crypto.prototype, names[i], { enumerable: true });
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { configurable: true, value: 'Crypto' });
Object.defineProperty(Crypto.prototype, inspectCustom, { enumerable: false });

constructing = true;
const crypto = new Crypto();
constructing = false;

function getRandomValues(array) {
  return Reflect.apply(Crypto.prototype.getRandomValues, crypto, arguments);
}

module.exports = {
  Crypto,
  crypto,
  getRandomValues,
  get CryptoKey() { return require('internal/crypto/keys').CryptoKey; },
  get SubtleCrypto() { return require('internal/crypto/subtle').SubtleCrypto; },
};

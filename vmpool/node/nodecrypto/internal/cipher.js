// Cipheriv and Decipheriv.

const native = require('internal/crypto/native');
const LazyTransform = require('internal/streams/lazy_transform');
const { codes } = require('internal/errors');
const { validateInt32, validateObject, validateString } = require('internal/validators');
const { normalizeEncoding } = require('internal/util');
const { getArrayBufferOrView, kHandle, secretKeyBytes } = require('internal/crypto/util');

const counterModes = ['ctr', 'gcm', 'ccm']; // which repeat their key stream when a password is used twice
const kTagLength = Symbol('kTagLength'); // whether the option was given

function construct(self, cipher, key, iv, options, decrypt) {
  validateString(cipher, 'cipher');
  const encoding = options && options.encoding;
  key = secretKeyBytes(key, encoding);
  start(self, cipher, key, iv === null ? null : getArrayBufferOrView(iv, 'iv'), options, decrypt);
}

// start makes the handle; an iv of undefined says that key is a password.
function start(self, cipher, key, iv, options, decrypt) {
  let tagLength;
  if (options && options.authTagLength !== undefined) {
    tagLength = options.authTagLength;
    if (!Number.isInteger(tagLength) || tagLength < 0 || tagLength > 2 ** 31 - 1) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.authTagLength', tagLength);
    }
  }
  if (iv === undefined && !decrypt && counterModes.includes(native.cipherInfo(cipher)?.mode)) {
    process.emitWarning(`Use Cipheriv for counter mode of ${cipher}`);
  }
  self[kHandle] = native.newCipher(cipher, key, iv, decrypt, tagLength);
  Object.defineProperty(self, kTagLength, { value: tagLength !== undefined });
  self._decoder = null;
  LazyTransform.call(self, options);
}

function decoderFor(self, encoding) {
  const normalized = normalizeEncoding(encoding);
  if (self._decoder === null) {
    const { StringDecoder } = require('string_decoder');
    self._decoder = new StringDecoder(encoding);
  } else if (self._decoder.encoding !== normalized) {
    if (normalized === undefined) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    throw new codes.ERR_INTERNAL_ASSERTION('Cannot change encoding');
  }
  return self._decoder;
}

function checkData(data) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

const methods = {
  _transform(chunk, encoding, callback) {
    this.push(native.cipherUpdate(this[kHandle], chunk, encoding));
    callback();
  },

  _flush(callback) {
    try {
      this.push(native.cipherFinal(this[kHandle]));
    } catch (e) {
      callback(e);
      return;
    }
    callback();
  },

  update(data, inputEncoding, outputEncoding) {
    checkData(data);
    if (typeof data === 'string' && normalizeEncoding(inputEncoding) === 'hex' && data.length % 2 !== 0) {
      throw new codes.ERR_INVALID_ARG_VALUE('encoding', inputEncoding, `is invalid for data of length ${data.length}`);
    }
    const ret = native.cipherUpdate(this[kHandle], data, inputEncoding);
    if (outputEncoding && outputEncoding !== 'buffer') return decoderFor(this, outputEncoding).write(ret);
    return ret;
  },

  final(outputEncoding) {
    const ret = native.cipherFinal(this[kHandle]);
    if (outputEncoding && outputEncoding !== 'buffer') return decoderFor(this, outputEncoding).end(ret);
    return ret;
  },

  setAutoPadding(autoPadding) {
    if (!native.cipherPadding(this[kHandle], autoPadding === undefined ? true : !!autoPadding)) {
      throw new codes.ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    }
    return this;
  },

  setAAD(aadbuf, options) {
    const encoding = options && options.encoding;
    const length = options?.plaintextLength;
    if (length !== undefined && (!Number.isInteger(length) || length < 0 || length > 2 ** 31 - 1)) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.plaintextLength', length);
    }
    aadbuf = getArrayBufferOrView(aadbuf, 'aadbuf', encoding);
    if (!native.cipherAAD(this[kHandle], aadbuf, length)) throw new codes.ERR_CRYPTO_INVALID_STATE('setAAD');
    return this;
  },
};

function getAuthTag() {
  const tag = native.cipherGetTag(this[kHandle]);
  if (tag === false) throw new codes.ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return tag;
}

function setAuthTag(tagbuf, encoding) {
  tagbuf = getArrayBufferOrView(tagbuf, 'buffer', encoding);
  if (!native.cipherSetTag(this[kHandle], tagbuf, undefined, this[kTagLength])) {
    throw new codes.ERR_CRYPTO_INVALID_STATE('setAuthTag');
  }
  return this;
}

function makeClass(C, extra) {
  Object.setPrototypeOf(C.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(C, LazyTransform);
  Object.assign(C.prototype, methods, extra);
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  construct(this, cipher, key, iv, options, false);
}
makeClass(Cipheriv, { getAuthTag });

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  construct(this, cipher, key, iv, options, true);
}
makeClass(Decipheriv, { setAuthTag });

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

// The classes whose key and iv come from a password: Node has kept them, with a warning.

function constructOfPassword(self, cipher, password, options, decrypt) {
  validateString(cipher, 'cipher');
  password = getArrayBufferOrView(password, 'password');
  start(self, cipher, password, undefined, options, decrypt);
}

function Cipher(cipher, password, options) {
  if (!(this instanceof Cipher)) return new Cipher(cipher, password, options);
  constructOfPassword(this, cipher, password, options, false);
}
makeClass(Cipher, { getAuthTag });

function Decipher(cipher, password, options) {
  if (!(this instanceof Decipher)) return new Decipher(cipher, password, options);
  constructOfPassword(this, cipher, password, options, true);
}
makeClass(Decipher, { setAuthTag });

const { deprecate } = require('internal/util');

const createCipher = deprecate(function createCipher(cipher, password, options) {
  return new Cipher(cipher, password, options);
}, 'crypto.createCipher is deprecated.', 'DEP0106');

const createDecipher = deprecate(function createDecipher(cipher, password, options) {
  return new Decipher(cipher, password, options);
}, 'crypto.createDecipher is deprecated.', 'DEP0106');

function getCiphers() {
  return native.getCiphers();
}

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new codes.ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  return native.cipherInfo(nameOrNid, keyLength, ivLength);
}

module.exports = {
  Cipher, Cipheriv, Decipher, Decipheriv, createCipher, createCipheriv, createDecipher, createDecipheriv, getCipherInfo, getCiphers,
};

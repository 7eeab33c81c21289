// publicEncrypt, privateDecrypt and the two that are their mirror images.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const { getArrayBufferOrView, nativeError } = require('internal/crypto/util');
const { asymmetricHandle } = require('internal/crypto/keys');

const PKCS1 = 1;
const OAEP = 4;

function operation(decrypt, want) {
  return (options, buffer) => {
    const handle = asymmetricHandle(options, want);
    const { padding = OAEP, oaepHash, oaepLabel, encoding } = typeof options === 'object' && options !== null ? options : {};
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    let label;
    if (oaepLabel !== undefined) label = getArrayBufferOrView(oaepLabel, 'key.oaepLabel', encoding);
    const data = getArrayBufferOrView(buffer, 'buffer', encoding);
    if (padding !== PKCS1 && padding !== OAEP) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('RSA without padding');
    if (decrypt && padding === PKCS1) {
      // Node's answer to the Marvin attack.
      throw nativeError(TypeError, 'ERR_INVALID_ARG_VALUE', 'RSA_PKCS1_PADDING is no longer supported for private decryption, ' +
        'this can be reverted with --security-revert=CVE-2023-46809');
    }
    try {
      return native.rsaEncrypt(handle, data, decrypt, padding === OAEP ? 'oaep' : 'pkcs1', oaepHash ?? 'sha1', label);
    } catch (err) {
      if (!decrypt || padding !== OAEP) throw err;
      throw nativeError(Error, 'ERR_OSSL_RSA_OAEP_DECODING_ERROR', 'error:02000079:rsa routines::oaep decoding error');
    }
  };
}

const encrypt = operation(false, 'public');
const decrypt = operation(true, 'private');

function publicEncrypt(options, buffer) {
  return encrypt(options, buffer);
}

function privateDecrypt(options, buffer) {
  return decrypt(options, buffer);
}

function privateEncrypt(options, buffer) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('crypto.privateEncrypt');
}

function publicDecrypt(options, buffer) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('crypto.publicDecrypt');
}

module.exports = { privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt };

// publicEncrypt, privateDecrypt and the two that are their mirror images.

const native = require('internal/crypto/native');
const { validateString } = require('internal/validators');
const { getArrayBufferOrView, nativeError } = require('internal/crypto/util');
const { asymmetricHandle } = require('internal/crypto/keys');

const paddings = { 1: 'pkcs1', 3: 'none', 4: 'oaep' };

function operate(name, want, defaultPadding, options, buffer) {
  const { padding: number, oaepHash, oaepLabel, encoding } = typeof options === 'object' && options !== null ? options : {};
  const padding = number === undefined ? defaultPadding : paddings[number] ?? 'unknown';
  if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
  let label;
  if (oaepLabel !== undefined) label = getArrayBufferOrView(oaepLabel, 'key.oaepLabel', encoding);
  const data = getArrayBufferOrView(buffer, 'buffer', encoding);
  if (name === 'privateDecrypt' && padding === 'pkcs1') {
    // Node's answer to the Marvin attack.
    throw nativeError(TypeError, 'ERR_INVALID_ARG_VALUE', 'RSA_PKCS1_PADDING is no longer supported for private decryption, ' +
      'this can be reverted with --security-revert=CVE-2023-46809');
  }
  if (oaepHash !== undefined && !native.hasDigest(oaepHash)) {
    throw nativeError(Error, 'ERR_OSSL_EVP_INVALID_DIGEST', 'Invalid digest used');
  }
  const handle = asymmetricHandle(options, want);
  return native.rsaEncrypt(handle, data, name, padding, oaepHash ?? 'sha1', label);
}

function publicEncrypt(options, buffer) {
  return operate('publicEncrypt', 'public', 'oaep', options, buffer);
}

function privateDecrypt(options, buffer) {
  return operate('privateDecrypt', 'private', 'oaep', options, buffer);
}

function privateEncrypt(options, buffer) {
  return operate('privateEncrypt', 'private', 'pkcs1', options, buffer);
}

function publicDecrypt(options, buffer) {
  return operate('publicDecrypt', 'public', 'pkcs1', options, buffer);
}

module.exports = { privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt };

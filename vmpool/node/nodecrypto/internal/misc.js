// What Node has for OpenSSL's sake.

const { codes } = require('internal/errors');

function getFips() {
  return 0;
}

function setFips(value) {
  if (value) throw new codes.ERR_CRYPTO_FIPS_UNAVAILABLE();
}

function setEngine() {
  throw new codes.ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
}

function secureHeapUsed() {
  return undefined;
}

// Certificate is for signed public key and challenge, which browsers have dropped.
function Certificate() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('crypto.Certificate');
}

module.exports = { Certificate, getFips, secureHeapUsed, setEngine, setFips };

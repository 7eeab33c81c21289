// X509Certificate.

const native = require('internal/crypto/native');
const { codes } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { kHandle } = require('internal/crypto/util');
const { isKeyObject, openSSL, wrap } = require('internal/crypto/keys');
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

const kInfo = Symbol('kInfo');
const fields = ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'serialNumber'];

function fingerprint(cert, algorithm) {
  return native.hash(algorithm, native.certRaw(cert[kHandle]), 'hex').toUpperCase().match(/../g).join(':');
}

function subjectOption(options) {
  const { subject = 'default' } = options;
  if (!['default', 'always', 'never'].includes(subject)) throw new codes.ERR_INVALID_ARG_VALUE('options.subject', subject);
  return subject;
}

class X509Certificate {
  constructor(buffer) {
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!ArrayBuffer.isView(buffer)) {
      throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    const handle = native.certParse(buffer);
    if (handle === undefined) throw openSSL('0480006C', 'PEM routines', 'no start line');
    Object.defineProperty(this, kHandle, { value: handle });
    Object.defineProperty(this, kInfo, { value: native.certInfo(handle) });
  }

  [inspectCustom](depth, options) {
    if (depth < 0) return this;
    const view = {};
    const names = [
      'subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512',
      'keyUsage', 'serialNumber',
    ];
    for (let i = 0; i < names.length; i++) view[names[i]] = this[names[i]];
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `X509Certificate ${require('internal/util/inspect').inspect(view, opts)}`;
  }

  get fingerprint() { return fingerprint(this, 'sha1'); }
  get fingerprint256() { return fingerprint(this, 'sha256'); }
  get fingerprint512() { return fingerprint(this, 'sha512'); }
  get keyUsage() { return this[kInfo][7] === '' ? undefined : this[kInfo][7].split(' '); }
  get issuerCertificate() { return undefined; } // only connections know it
  get raw() { return native.certRaw(this[kHandle]); }
  get publicKey() { return this[kInfo].publicKey ??= wrap(native.certKey(this[kHandle])); }
  get ca() { return this[kInfo][8] === 'true'; }

  toString() { return this[kInfo][9]; }
  toJSON() { return this.toString(); }

  checkHost(name, options = {}) {
    validateString(name, 'name');
    validateObject(options, 'options');
    const subject = subjectOption(options);
    const { wildcards = true, partialWildcards = true, multiLabelWildcards = false, singleLabelSubdomains = false } = options;
    validateBoolean(wildcards, 'options.wildcards');
    validateBoolean(partialWildcards, 'options.partialWildcards');
    validateBoolean(multiLabelWildcards, 'options.multiLabelWildcards');
    validateBoolean(singleLabelSubdomains, 'options.singleLabelSubdomains');
    if (multiLabelWildcards) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('X509Certificate.checkHost with multiLabelWildcards');
    if (singleLabelSubdomains) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('X509Certificate.checkHost with singleLabelSubdomains');
    return native.certHost(this[kHandle], name, subject, wildcards, partialWildcards);
  }

  checkEmail(email, options = {}) {
    validateString(email, 'email');
    validateObject(options, 'options');
    return native.certEmail(this[kHandle], email, subjectOption(options)) ? email : undefined;
  }

  checkIP(ip) {
    validateString(ip, 'ip');
    return native.certIP(this[kHandle], ip) ? ip : undefined;
  }

  checkIssued(otherCert) {
    if (!isX509Certificate(otherCert)) throw new codes.ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return native.certIssued(this[kHandle], otherCert[kHandle]);
  }

  checkPrivateKey(pkey) {
    if (!isKeyObject(pkey)) throw new codes.ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'private') throw new codes.ERR_INVALID_ARG_VALUE('pkey', pkey);
    return native.keyEquals(native.keyPublic(pkey[kHandle]), native.certKey(this[kHandle]));
  }

  verify(pkey) {
    if (!isKeyObject(pkey)) throw new codes.ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'public') throw new codes.ERR_INVALID_ARG_VALUE('pkey', pkey);
    return native.certVerify(this[kHandle], pkey[kHandle]);
  }

  toLegacyObject() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('X509Certificate.toLegacyObject');
  }
}
for (let i = 0; i < fields.length; i++) {
  Object.defineProperty(X509Certificate.prototype, fields[i], {
    configurable: true, enumerable: false, get() { return this[kInfo][i] === '' ? undefined : this[kInfo][i]; },
  });
}

function isX509Certificate(value) {
  return value instanceof X509Certificate;
}

module.exports = { X509Certificate };

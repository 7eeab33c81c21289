// OutgoingMessage: headers and body of a request or a response that is being written.

const { Writable } = require('stream');
const { codes } = require('internal/errors');
const { validateHeaderName, validateHeaderValue } = require('internal/http/common');

const kOutHeaders = Symbol('kOutHeaders');

function OutgoingMessage(options) {
  Reflect.apply(Writable, this, [{ highWaterMark: options?.highWaterMark, autoDestroy: true, emitClose: true }]);
  this[kOutHeaders] = null; // lower-case name → [name, value]
  this._headerSent = false;
  this.sendDate = false;
  this.finished = false;
  this.chunkedEncoding = false;
  this.useChunkedEncodingByDefault = true;
  this.shouldKeepAlive = true;
  this.socket = null;
  this._body = []; // what was written before the head went out
}
Object.setPrototypeOf(OutgoingMessage.prototype, Writable.prototype);
Object.setPrototypeOf(OutgoingMessage, Writable);

Object.defineProperties(OutgoingMessage.prototype, {
  headersSent: { configurable: true, enumerable: true, get() { return this._headerSent; } },
  connection: {
    get() { return this.socket; },
    set(value) { this.socket = value; },
  },
  _header: { get() { return this._headerSent ? 'sent' : null; }, set() {} },
});

function storedValue(name, value) {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) validateHeaderValue(name, value[i]);
    return value;
  }
  validateHeaderValue(name, value);
  return value;
}

Object.assign(OutgoingMessage.prototype, {
  pipe() { this.emit('error', new codes.ERR_STREAM_CANNOT_PIPE()); },
  setHeader(name, value) {
    if (this._headerSent) throw new codes.ERR_HTTP_HEADERS_SENT('set');
    validateHeaderName(name);
    const stored = storedValue(name, value);
    (this[kOutHeaders] ??= { __proto__: null })[name.toLowerCase()] = [name, stored];
    return this;
  },

  setHeaders(headers) {
    if (this._headerSent) throw new codes.ERR_HTTP_HEADERS_SENT('set');
    if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw new codes.ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    }
    const cookies = [];
    headers.forEach((value, key) => {
      if (key === 'set-cookie') cookies.push(value);
      else this.setHeader(key, value);
    });
    if (cookies.length > 0) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    if (this._headerSent) throw new codes.ERR_HTTP_HEADERS_SENT('append');
    validateHeaderName(name);
    storedValue(name, value);
    const old = this[kOutHeaders]?.[name.toLowerCase()];
    if (old === undefined) return this.setHeader(name, value);
    old[1] = [].concat(old[1], value);
    return this;
  },

  getHeader(name) {
    if (typeof name !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('name', 'string', name);
    return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
  },

  getRawHeaderNames() {
    return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]).map((h) => h[0]);
  },

  getHeaders() {
    const out = { __proto__: null };
    const names = this.getHeaderNames();
    for (let i = 0; i < names.length; i++) out[names[i]] = this[kOutHeaders][names[i]][1];
    return out;
  },

  hasHeader(name) {
    if (typeof name !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('name', 'string', name);
    return this[kOutHeaders] !== null && name.toLowerCase() in this[kOutHeaders];
  },

  removeHeader(name) {
    if (typeof name !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('name', 'string', name);
    if (this._headerSent) throw new codes.ERR_HTTP_HEADERS_SENT('remove');
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][name.toLowerCase()];
  },

  flushHeaders() {
    this._flushHead();
  },

  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    return this;
  },

  addTrailers() {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('http.OutgoingMessage.addTrailers');
  },

  // _list is the headers as [name, value, name, value …].
  _list() {
    const out = [];
    const all = this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]);
    for (let i = 0; i < all.length; i++) {
      const [name, value] = all[i];
      if (!Array.isArray(value)) out.push(name, String(value));
      else for (let j = 0; j < value.length; j++) out.push(name, String(value[j]));
    }
    return out;
  },

  end(chunk, encoding, callback) {
    this.finished = true;
    this._ending = true;
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = undefined;
      encoding = undefined;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
      throw new codes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
    }
    Writable.prototype.end.call(this, chunk ?? undefined, encoding, callback);
    return this;
  },
});

module.exports = { OutgoingMessage };

// Bodies of requests and responses (Fetch, section 5.3).
//
// A Body has its bytes, or a native response that they come from, or a stream; a stream of the first two is made only when
// somebody asks for it, so that text(), json() and the like read at once.

const { isObject, coded, USVString } = require('internal/webidl');

class Body {
  constructor({ bytes = undefined, incoming = undefined, stream = undefined }) {
    this.bytes = bytes;
    this.incoming = incoming; // {read(), readAll(), cancel(reason)}
    this.given = stream;
    this.used = false;
  }

  get stream() {
    if (this.given === undefined) {
      const { streamOf } = require('internal/blob');
      this.given = this.bytes !== undefined ? streamOf(this.bytes) : incomingStream(this.incoming);
      if (this.used) lockForEver(this.given);
    }
    return this.given;
  }

  get disturbed() {
    if (this.used) return true;
    return this.given !== undefined && require('internal/webstreams/readable').isDisturbed(this.given);
  }

  get locked() { return this.given !== undefined && this.given.locked; }
  get unusable() { return this.disturbed || this.locked; }

  // consume is the promise of all bytes.
  consume() {
    if (this.given === undefined) {
      this.used = true;
      if (this.bytes !== undefined) return Promise.resolve(this.bytes);
      return this.incoming.readAll();
    }
    this.used = true;
    return readStream(this.given);
  }

  clone() {
    if (this.given === undefined && this.bytes !== undefined) return new Body({ bytes: this.bytes });
    const branches = this.stream.tee();
    this.given = branches[0];
    return new Body({ stream: branches[1] });
  }
}

// lockForEver makes a stream that was read without it look so.
const lockForEver = (stream) => {
  const reader = stream.getReader();
  reader.closed.catch(() => {});
  reader.cancel().catch(() => {});
};

const incomingStream = (incoming) => {
  const { ReadableStream } = require('internal/webstreams/readable');
  return new ReadableStream({
    type: 'bytes',
    start(controller) { incoming.onError = (err) => controller.error(err); },
    async pull(controller) {
      const chunk = await incoming.read();
      if (chunk === null) {
        controller.close();
        controller.byobRequest?.respond(0);
      } else {
        controller.enqueue(chunk);
      }
    },
    cancel(reason) { incoming.cancel(reason); },
  }, { highWaterMark: 0 });
};

const readStream = async (stream) => {
  const { concat } = require('internal/blob');
  const reader = stream.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(parts, length);
    if (!isUint8Array(value)) {
      const err = new TypeError('Received non-Uint8Array chunk');
      reader.cancel(err).catch(() => {});
      throw err;
    }
    parts.push(value);
    length += value.byteLength;
  }
};

const isUint8Array = (v) => isObject(v) && require('internal/util/types').isUint8Array(v);

// extract is "extract a body": {body, type, length, source}; source is null for a stream, which can be sent only once.
const extract = (object, keepalive = false) => {
  const { encodeUTF8 } = require('internal/fetch/native');
  const { isReadableStream, isLocked, isDisturbed } = require('internal/webstreams/readable');
  const { isBlob, bytesOf, copyOf } = require('internal/blob');
  const { kState } = require('internal/webstreams/base');
  const made = (bytes, type) => ({ body: new Body({ bytes }), type, length: bytes.byteLength, source: bytes });
  if (isReadableStream(object)) return fromStream(object);
  if (isBlob(object)) return made(bytesOf(object), object.type || null);
  if (ArrayBuffer.isView(object)) return made(copyOf(new Uint8Array(object.buffer, object.byteOffset, object.byteLength)), null);
  if (isObject(object)) {
    if (require('internal/util/types').isAnyArrayBuffer(object)) return made(copyOf(new Uint8Array(object)), null);
    const { isFormData, encodeMultipart } = require('internal/fetch/form_data');
    if (isFormData(object)) {
      const { bytes, type } = encodeMultipart(object);
      return made(bytes, type);
    }
    if (require('internal/url').isURLSearchParams(object)) {
      return made(encodeUTF8(`${object}`), 'application/x-www-form-urlencoded;charset=UTF-8');
    }
    if (typeof object[Symbol.asyncIterator] === 'function') {
      const { ReadableStream } = require('internal/webstreams/readable');
      return fromStream(ReadableStream.from(object));
    }
  }
  return made(encodeUTF8(USVString(object)), 'text/plain;charset=UTF-8');

  function fromStream(stream) {
    if (keepalive) throw new TypeError('keepalive');
    if (isDisturbed(stream) || isLocked(stream[kState])) throw new TypeError('Response body object should not be disturbed or locked');
    return { body: new Body({ stream }), type: null, length: null, source: null };
  }
};

// mixin gives a class the members of Body; state(object) is {body, headers: a HeaderList}, undefined for a foreign object.
const mixin = (Class, name, state) => {
  const consume = (object, convert) => {
    const s = state(object);
    if (s === undefined) return Promise.reject(illegal());
    const { body } = s;
    if (body === null) return Promise.resolve(convert(new Uint8Array(0), s));
    if (body.unusable) return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    return body.consume().then((bytes) => convert(bytes, s));
  };
  const illegal = () => coded('Illegal invocation', 'ERR_INVALID_THIS');
  const guarded = (f) => function () { // what convert throws for a missing body is a rejection, too
    try {
      return f(this);
    } catch (err) {
      return Promise.reject(err);
    }
  };
  const native = () => require('internal/fetch/native');
  const blob = () => require('internal/blob');
  const methods = {
    blob: (object) => consume(object, (bytes, s) => blob().blobOf(bytes, mimeType(s.headers.get('content-type')))),
    arrayBuffer: (object) => consume(object, (bytes) => blob().copyOf(bytes).buffer),
    text: (object) => consume(object, (bytes) => native().decodeUTF8(bytes)),
    json: (object) => consume(object, (bytes) => JSON.parse(native().decodeUTF8(bytes))),
    formData: (object) => consume(object, (bytes, s) => require('internal/fetch/form_data').decodeForm(bytes, s.headers.get('content-type'))),
    bytes: (object) => consume(object, (bytes) => blob().copyOf(bytes)),
  };
  Object.keys(methods).forEach((key) => {
    const value = guarded(methods[key]);
    Object.defineProperty(value, 'name', { value: key, configurable: true });
    Object.defineProperty(Class.prototype, key, { value, writable: true, enumerable: true, configurable: true });
  });
  const getters = {
    get body() {
      const s = state(this);
      if (s === undefined) throw illegal();
      return s.body === null ? null : s.body.stream;
    },
    get bodyUsed() {
      const s = state(this);
      if (s === undefined) throw illegal();
      return s.body !== null && s.body.disturbed;
    },
  };
  for (const key of ['body', 'bodyUsed']) Object.defineProperty(Class.prototype, key, Object.getOwnPropertyDescriptor(getters, key));
};

// mimeType is the serialized MIME type of a Content-Type header, empty for none.
const mimeType = (header) => {
  if (header === null) return '';
  try {
    const { MIMEType } = require('util');
    return String(new MIMEType(header));
  } catch {
    return '';
  }
};

exports.Body = Body;
exports.extract = extract;
exports.mixin = mixin;

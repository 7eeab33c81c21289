// Blob and File (File API). A Blob's bytes are one Uint8Array that never changes; slices share it.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, USVString, DOMString, integer, deeper } = require('internal/webidl');
const { kClone, kind } = require('internal/clone');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');
const chunkSize = 65536;

const argument = (name, what, value) => {
  const { inspect } = require('util');
  let received;
  if (value === null || value === undefined) received = `Received ${value}`;
  else if (typeof value === 'function') received = `Received function ${value.name}`;
  else if (typeof value === 'object') received = value.constructor?.name ? `Received an instance of ${value.constructor.name}` : `Received ${inspect(value, { depth: -1 })}`;
  else received = `Received type ${typeof value} (${inspect(value).slice(0, 28)})`;
  const err = new TypeError(`The "${name}" argument must be ${what}. ${received}`);
  err.code = 'ERR_INVALID_ARG_TYPE';
  return err;
};

const nativeEndings = (text) => text.replace(/\r\n|\r/g, '\n');

// partsOf is the bytes of the first argument of Blob: buffers, Blobs and strings.
const partsOf = (sources, endings) => {
  const { encodeUTF8 } = binding;
  const parts = [];
  let length = 0;
  const iterator = sources[Symbol.iterator]();
  for (;;) {
    const step = iterator.next();
    if (step.done) break;
    const source = step.value;
    let bytes;
    if (ArrayBuffer.isView(source)) {
      bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    } else if (isBlob(source)) {
      bytes = bytesOf(source);
    } else if (isObject(source) && kind(source) === 'ArrayBuffer') {
      bytes = new Uint8Array(source);
    } else {
      const text = DOMString(source);
      bytes = encodeUTF8(endings === 'native' ? nativeEndings(text) : text);
    }
    parts.push(bytes);
    length += bytes.byteLength;
  }
  return concat(parts, length);
};

const concat = (parts, length) => {
  const out = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    out.set(parts[i], at);
    at += parts[i].byteLength;
  }
  return out;
};

const typeOf = (type) => {
  for (let i = 0; i < type.length; i++) {
    const c = type.charCodeAt(i);
    if (c < 0x20 || c > 0x7e) return '';
  }
  return type.toLowerCase();
};

let isBlob, bytesOf;

class Blob {
  #bytes;
  #type;
  static {
    isBlob = (v) => isObject(v) ? (#bytes in v) : false;
    bytesOf = (blob) => blob.#bytes;
  }

  constructor(sources = [], options = undefined) {
    if (sources === secret) { // (secret, {bytes, type})
      this.#bytes = options.bytes;
      this.#type = options.type;
      return;
    }
    if (!isObject(sources) || typeof sources[Symbol.iterator] !== 'function') throw argument('sources', 'a sequence', sources);
    if (options !== undefined && options !== null && !isObject(options)) throw argument('options', 'a dictionary', options);
    let endings = options?.endings;
    endings = endings === undefined ? 'transparent' : `${endings}`;
    if (endings !== 'transparent' && endings !== 'native') throw new codes.ERR_INVALID_ARG_VALUE('options.endings', endings);
    const type = options?.type;
    this.#type = type === undefined ? '' : typeOf(DOMString(type));
    this.#bytes = partsOf(sources, endings);
  }

  get type() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return this.#type;
  }

  get size() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return this.#bytes.byteLength;
  }

  slice(start = 0, end = undefined, contentType = '') {
    if (!isBlob(this)) throw invalidThis('Blob');
    const size = this.#bytes.byteLength;
    const from = relative(start, size);
    const to = end === undefined ? size : relative(end, size);
    const bytes = this.#bytes.subarray(from, Math.max(from, to));
    return new Blob(secret, { bytes, type: typeOf(DOMString(contentType)) });
  }

  arrayBuffer() {
    if (!isBlob(this)) return Promise.reject(invalidThis('Blob'));
    return Promise.resolve(copyOf(this.#bytes).buffer);
  }

  text() {
    if (!isBlob(this)) return Promise.reject(invalidThis('Blob'));
    return Promise.resolve(binding.decodeUTF8(this.#bytes));
  }

  bytes() {
    if (!isBlob(this)) return Promise.reject(invalidThis('Blob'));
    return Promise.resolve(copyOf(this.#bytes));
  }

  stream() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return streamOf(this.#bytes);
  }

  [kClone]() { return new Blob(secret, { bytes: this.#bytes, type: this.#type }); }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    return `Blob ${inspect({ size: this.size, type: this.type }, deeper(options))}`;
  }
}

const relative = (index, size) => {
  const i = integer(index, 64, true, 'clamp');
  return i < 0 ? Math.max(size + i, 0) : Math.min(i, size);
};

const copyOf = (bytes) => {
  const out = new Uint8Array(bytes.byteLength);
  out.set(bytes);
  return out;
};

// streamOf is a byte stream of bytes.
const streamOf = (bytes) => {
  const { ReadableStream } = require('internal/webstreams/readable');
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (at >= bytes.byteLength) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      const chunk = copyOf(bytes.subarray(at, at + chunkSize));
      at += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
};

Object.defineProperty(Blob.prototype.slice, 'length', { value: 0, configurable: true });
tag(Blob, 'Blob');
enumerable(Blob.prototype, ['type', 'size', 'slice', 'arrayBuffer', 'text', 'stream']);

let isFile;
class File extends Blob {
  #name;
  #lastModified;
  static { isFile = (v) => isObject(v) ? (#name in v) : false; }

  constructor(fileBits, fileName, options = undefined) {
    if (fileBits === secret) { // (secret, {bytes, type}, {name, lastModified})
      super(fileBits, fileName);
      this.#name = options.name;
      this.#lastModified = options.lastModified;
      return;
    }
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    this.#name = USVString(fileName);
    const lastModified = options?.lastModified;
    this.#lastModified = lastModified === undefined ? Date.now() : integer(lastModified, 64, true);
  }

  get name() {
    if (!isFile(this)) throw invalidThis('File');
    return this.#name;
  }

  get lastModified() {
    if (!isFile(this)) throw invalidThis('File');
    return this.#lastModified;
  }

  [kClone]() {
    return new File(secret, { bytes: bytesOf(this), type: this.type }, { name: this.#name, lastModified: this.#lastModified });
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    return `File ${inspect({ size: this.size, type: this.type, name: this.#name, lastModified: this.#lastModified }, deeper(options))}`;
  }
}
Object.defineProperty(File, 'length', { value: 2, configurable: true });
tag(File, 'File');
enumerable(File.prototype, ['name', 'lastModified']);

// resolveObjectURL is that of the module buffer.
function resolveObjectURL(url) {
  return require('internal/blob_urls').resolve(`${url}`);
}

exports.Blob = Blob;
exports.File = File;
exports.isBlob = isBlob;
exports.isFile = isFile;
exports.bytesOf = bytesOf; // not to be changed
exports.copyOf = copyOf;
exports.concat = concat;
exports.streamOf = streamOf;
exports.blobOf = (bytes, type) => new Blob(secret, { bytes, type: typeOf(type) });
exports.fileOf = (bytes, type, name) => new File(secret, { bytes, type: typeOf(type) }, { name, lastModified: Date.now() });
exports.renamed = (blob, name) => new File(secret, { bytes: bytesOf(blob), type: blob.type }, {
  name, lastModified: isFile(blob) ? blob.lastModified : Date.now(),
});
exports.resolveObjectURL = resolveObjectURL;

// CompressionStream and DecompressionStream (Compression Streams), over the compressors of zlib.

const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis } = require('internal/webidl');
const { inspectable } = require('internal/webstreams/base');
const { createTransform } = require('internal/webstreams/transform');

const isBytes = (v) => ArrayBuffer.isView(v) || require('internal/util/types').isAnyArrayBuffer(v);

// throughStream makes a transform of a node stream: what goes in is written, what comes out is enqueued.
const throughStream = (node) => {
  let failure;
  let wake = () => {};
  let ended = false;
  const transform = createTransform({
    transform(chunk) {
      if (typeof chunk === 'string') chunk = Buffer.from(chunk); // as in Node
      if (!isBytes(chunk)) throw new TypeError('The "chunk" argument must be a buffer source.');
      const bytes = ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array(chunk);
      if (ended && bytes.byteLength > 0) throw new TypeError('Unexpected data after the end of the compressed stream');
      return new Promise((resolve, reject) => {
        wake = () => reject(failure);
        if (failure !== undefined) reject(failure);
        else node.write(bytes, (err) => (err ? reject(asTypeError(err)) : resolve()));
      });
    },
    flush() {
      return new Promise((resolve, reject) => {
        wake = () => reject(failure);
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        if (ended) {
          resolve();
          return;
        }
        node.once('end', resolve);
        node.end();
      });
    },
    cancel() { node.destroy(); },
  });
  node.on('data', (chunk) => transform.controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  node.on('end', () => { ended = true; });
  node.on('error', (err) => {
    failure = asTypeError(err);
    wake();
  });
  return transform;
};

const asTypeError = (err) => {
  if (err instanceof TypeError) return err;
  return Object.assign(new TypeError(err.message, { cause: err }), err.code === undefined ? {} : { code: err.code });
};

const formats = ['deflate', 'deflate-raw', 'gzip'];
const formatOf = (format) => {
  if (!formats.includes(`${format}`)) throw new codes.ERR_INVALID_ARG_VALUE('format', format);
  return `${format}`;
};

let isCompression;
class CompressionStream {
  #transform;
  static { isCompression = (v) => isObject(v) ? (#transform in v) : false; }

  constructor(format) {
    const zlib = require('zlib');
    const make = { 'deflate': zlib.createDeflate, 'deflate-raw': zlib.createDeflateRaw, 'gzip': zlib.createGzip }[formatOf(format)];
    this.#transform = throughStream(make());
  }

  get readable() {
    if (!isCompression(this)) throw invalidThis('CompressionStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!isCompression(this)) throw invalidThis('CompressionStream');
    return this.#transform.writable;
  }
}

let isDecompression;
class DecompressionStream {
  #transform;
  static { isDecompression = (v) => isObject(v) ? (#transform in v) : false; }

  constructor(format) {
    const zlib = require('zlib');
    const make = { 'deflate': zlib.createInflate, 'deflate-raw': zlib.createInflateRaw, 'gzip': zlib.createGunzip }[formatOf(format)];
    this.#transform = throughStream(make());
  }

  get readable() {
    if (!isDecompression(this)) throw invalidThis('DecompressionStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!isDecompression(this)) throw invalidThis('DecompressionStream');
    return this.#transform.writable;
  }
}

const classes = [CompressionStream, DecompressionStream];
for (let i = 0; i < classes.length; i++) {
  enumerable(classes[i].prototype, ['readable', 'writable']);
  tag(classes[i], classes[i].name);
  inspectable(classes[i], classes[i].name, (s) => ({ readable: s.readable, writable: s.writable }));
}

exports.CompressionStream = CompressionStream;
exports.DecompressionStream = DecompressionStream;

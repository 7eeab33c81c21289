// TextEncoder and TextDecoder; what touches bytes is Go.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis } = require('internal/webidl');

const { encode, encodeInto, encodingOf, newDecoder, decode } = binding;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const byteLengthOf = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;

const isUint8Array = (v) => isObject(v) && typedArrayTag.call(v) === 'Uint8Array';
const isBuffer = (v) => {
  try {
    byteLengthOf.call(v);
    return true;
  } catch {
    return false;
  }
};

let isEncoder;
class TextEncoder {
  #brand;
  static { isEncoder = (v) => isObject(v) ? (#brand in v) : false; }

  get encoding() {
    if (!isEncoder(this)) throw invalidThis('TextEncoder');
    return 'utf-8';
  }

  encode(input = '') {
    if (!isEncoder(this)) throw invalidThis('TextEncoder');
    return encode(typeof input === 'string' ? input : `${input}`);
  }

  encodeInto(src, dest) {
    if (!isEncoder(this)) throw invalidThis('TextEncoder');
    if (typeof src !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('src', 'string', src);
    if (!isUint8Array(dest)) throw new codes.ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    const packed = encodeInto(src, dest);
    const read = Math.floor(packed / 4294967296);
    return { read, written: packed - read * 4294967296 };
  }

  [customInspect](depth, options) {
    if (!isEncoder(this)) throw invalidThis('TextEncoder');
    if (typeof depth === 'number' && depth < 0) return this;
    return require('util').inspect({ encoding: 'utf-8' }, options);
  }
}
tag(TextEncoder, 'TextEncoder');
enumerable(TextEncoder.prototype, ['encoding', 'encode', 'encodeInto']);

let isDecoder;
class TextDecoder {
  #handle;
  #encoding;
  #fatal;
  #ignoreBOM;
  static { isDecoder = (v) => isObject(v) ? (#handle in v) : false; }

  constructor(encoding = 'utf-8', options = {}) {
    const label = `${encoding}`;
    if (options === null) options = {};
    if (!isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'object', options);
    const name = encodingOf(label);
    if (name === undefined) throw new codes.ERR_ENCODING_NOT_SUPPORTED(label);
    this.#encoding = name;
    this.#fatal = Boolean(options.fatal);
    this.#ignoreBOM = Boolean(options.ignoreBOM);
    this.#handle = newDecoder(name, this.#fatal, this.#ignoreBOM);
  }

  decode(input = undefined, options = undefined) {
    if (!isDecoder(this)) throw invalidThis('TextDecoder');
    if (input !== undefined && !ArrayBuffer.isView(input) && !isBuffer(input)) {
      const err = new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
      err.code = 'ERR_INVALID_ARG_TYPE';
      throw err;
    }
    const stream = options === undefined || options === null ? false : Boolean(options.stream);
    const text = decode(this.#handle, input, stream);
    if (text === undefined) throw new codes.ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
    return text;
  }

  get encoding() {
    if (!isDecoder(this)) throw invalidThis('TextDecoder');
    return this.#encoding;
  }

  get fatal() {
    if (!isDecoder(this)) throw invalidThis('TextDecoder');
    return this.#fatal;
  }

  get ignoreBOM() {
    if (!isDecoder(this)) throw invalidThis('TextDecoder');
    return this.#ignoreBOM;
  }

  [customInspect](depth, options) {
    if (!isDecoder(this)) throw invalidThis('TextDecoder');
    const { inspect } = require('util');
    if (typeof depth === 'number' && depth < 0) return `[TextDecoder]`;
    const view = { encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM };
    return `TextDecoder ${inspect(view, options)}`;
  }
}
Object.defineProperty(TextDecoder.prototype.decode, 'length', { value: 0, configurable: true });
tag(TextDecoder, 'TextDecoder');
enumerable(TextDecoder.prototype, ['decode', 'encoding', 'fatal', 'ignoreBOM']);

exports.TextEncoder = TextEncoder;
exports.TextDecoder = TextDecoder;

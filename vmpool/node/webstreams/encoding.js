// TextEncoderStream and TextDecoderStream (Encoding, sections 7.4 to 7.6).

const { enumerable, tag, isObject, invalidThis, DOMString } = require('internal/webidl');
const { inspectable } = require('internal/webstreams/base');
const { createTransform } = require('internal/webstreams/transform');
const { TextEncoder, TextDecoder } = require('internal/encoding');

const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;

let isEncoder;
class TextEncoderStream {
  #high = ''; // a high surrogate at the end of the last chunk
  #transform;
  static { isEncoder = (v) => isObject(v) ? (#high in v) : false; }

  constructor() {
    const encoder = new TextEncoder();
    this.#transform = createTransform({
      transform: (chunk, controller) => {
        let text = this.#high + DOMString(chunk);
        this.#high = '';
        if (text.length > 0 && isHigh(text.charCodeAt(text.length - 1))) {
          this.#high = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== '') controller.enqueue(encoder.encode(text));
      },
      flush: (controller) => {
        if (this.#high !== '') controller.enqueue(new Uint8Array([0xef, 0xbf, 0xbd]));
      },
    });
  }

  get encoding() {
    if (!isEncoder(this)) throw invalidThis('TextEncoderStream');
    return 'utf-8';
  }

  get readable() {
    if (!isEncoder(this)) throw invalidThis('TextEncoderStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!isEncoder(this)) throw invalidThis('TextEncoderStream');
    return this.#transform.writable;
  }
}

let isDecoder;
class TextDecoderStream {
  #decoder;
  #transform;
  static { isDecoder = (v) => isObject(v) ? (#decoder in v) : false; }

  constructor(encoding = 'utf-8', options = {}) {
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    this.#transform = createTransform({
      transform: (chunk, controller) => {
        if (chunk === undefined) throw new TypeError('The "chunk" argument must be a buffer source.');
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush: (controller) => {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding() {
    if (!isDecoder(this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.encoding;
  }

  get fatal() {
    if (!isDecoder(this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    if (!isDecoder(this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    if (!isDecoder(this)) throw invalidThis('TextDecoderStream');
    return this.#transform.readable;
  }

  get writable() {
    if (!isDecoder(this)) throw invalidThis('TextDecoderStream');
    return this.#transform.writable;
  }
}

enumerable(TextEncoderStream.prototype, ['encoding', 'readable', 'writable']);
enumerable(TextDecoderStream.prototype, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);
tag(TextEncoderStream, 'TextEncoderStream');
tag(TextDecoderStream, 'TextDecoderStream');
inspectable(TextEncoderStream, 'TextEncoderStream', (s) => ({ encoding: s.encoding, readable: s.readable, writable: s.writable }));
inspectable(TextDecoderStream, 'TextDecoderStream', (s) => ({
  encoding: s.encoding, fatal: s.fatal, ignoreBOM: s.ignoreBOM, readable: s.readable, writable: s.writable,
}));

exports.TextEncoderStream = TextEncoderStream;
exports.TextDecoderStream = TextDecoderStream;

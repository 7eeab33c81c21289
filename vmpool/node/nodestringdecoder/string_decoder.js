// string_decoder: the class; the decoding is in Go.

const { codes } = require('internal/errors');
const { normalizeEncoding } = require('internal/util');

const kNativeDecoder = Symbol('kNativeDecoder');
const kSize = 7;
const kMissingBytes = 4;
const kBufferedBytes = 5;
const kEncodingField = 6;

function checkEncoding(enc) {
  const normalized = normalizeEncoding(enc);
  if (normalized !== undefined) return normalized;
  throw new codes.ERR_UNKNOWN_ENCODING(enc);
}

function StringDecoder(encoding) {
  this.encoding = checkEncoding(encoding);
  this[kNativeDecoder] = require('buffer').Buffer.alloc(kSize);
  this[kNativeDecoder][kEncodingField] = binding.number(this.encoding);
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) throw new codes.ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  if (!this[kNativeDecoder]) throw new codes.ERR_INVALID_THIS('StringDecoder');
  return binding.decode(this[kNativeDecoder], buf);
};

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  return this[kNativeDecoder][kBufferedBytes] > 0 ? text + binding.flush(this[kNativeDecoder]) : text;
};

// What follows is undocumented and used.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kNativeDecoder][kMissingBytes] = 0;
  this[kNativeDecoder][kBufferedBytes] = 0;
  return this.write(buf.slice(offset));
};

function getter(name, get) {
  Object.defineProperty(StringDecoder.prototype, name, { __proto__: null, configurable: true, enumerable: true, get });
}
getter('lastChar', function() {
  return this[kNativeDecoder].subarray(0, 4);
});
getter('lastNeed', function() {
  return this[kNativeDecoder][kMissingBytes];
});
getter('lastTotal', function() {
  return this[kNativeDecoder][kBufferedBytes] + this[kNativeDecoder][kMissingBytes];
});

exports.StringDecoder = StringDecoder;

// node:buffer. The methods that move bytes are native (binding); here are the constructors, conversions of objects and inspection.

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');
const MAX_LENGTH = 2 ** 32;
const MAX_STRING_LENGTH = 2 ** 29 - 24;
const typedArraySet = Uint8Array.prototype.set;

// FastBuffer is what Buffers are instances of and what typed array methods (map, filter …) make. Buffer itself can be called
// without new, so it is no class; both share one prototype.
class FastBuffer extends Uint8Array {}

function errors() {
  return require('internal/errors').codes;
}

let inspectMaxBytes = 50;
let warned = false;

function Buffer(arg, encodingOrOffset, length) {
  if (!warned) {
    warned = true;
    const process = globalThis.process;
    if (process && typeof process.emitWarning === 'function') {
      process.emitWarning('Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
        'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005', Buffer);
    }
  }
  if (typeof arg !== 'number') return Buffer.from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw new (errors().ERR_INVALID_ARG_TYPE)('string', 'string', arg);
  return Buffer.alloc(arg);
}

Buffer.prototype = FastBuffer.prototype;
Object.defineProperty(FastBuffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true, enumerable: false });
Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, {
  configurable: true,
  enumerable: false,
  get() { return FastBuffer; },
});
binding.setClass(Buffer);
Buffer.poolSize = 8192;

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return binding.fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (binding.kind(value) === 'ArrayBuffer') return fromArrayBuffer(value, encodingOrOffset, length);
    const valueOf = value.valueOf && value.valueOf();
    if (valueOf != null && valueOf !== value && (typeof valueOf === 'string' || typeof valueOf === 'object')) {
      return Buffer.from(valueOf, encodingOrOffset, length);
    }
    const b = fromObject(value);
    if (b) return b;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const primitive = value[Symbol.toPrimitive]('string');
      if (typeof primitive === 'string') return binding.fromString(primitive, encodingOrOffset);
    }
  }
  throw new (errors().ERR_INVALID_ARG_TYPE)(
    'first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

function fromArrayBuffer(buffer, byteOffset, length) {
  byteOffset = +byteOffset || 0;
  const most = buffer.byteLength - byteOffset;
  if (most < 0) throw new (errors().ERR_BUFFER_OUT_OF_BOUNDS)('offset');
  if (length === undefined) {
    length = most;
  } else {
    length = +length;
    if (!(length > 0)) length = 0;
    else if (length > most) throw new (errors().ERR_BUFFER_OUT_OF_BOUNDS)('length');
  }
  return new FastBuffer(buffer, byteOffset, length);
}

function fromArrayLike(list) {
  const length = list.length;
  if (!(length > 0)) return new FastBuffer();
  const b = binding.allocUnsafe(length);
  if (list.length > b.length) list = Array.prototype.slice.call(list, 0, b.length);
  typedArraySet.call(b, list, 0);
  return b;
}

function fromObject(value) {
  if (value.length !== undefined || binding.kind(value.buffer) === 'ArrayBuffer') {
    return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
}

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  const kind = binding.kind(view);
  if (kind === '' || kind === 'ArrayBuffer' || kind === 'DataView') {
    throw new (errors().ERR_INVALID_ARG_TYPE)('view', ['TypedArray'], view);
  }
  if (view.length === 0) return Buffer.alloc(0);
  if (offset !== undefined || length !== undefined) {
    const { validateInteger } = require('internal/validators');
    let end = view.length;
    if (offset !== undefined) {
      validateInteger(offset, 'offset', 0);
      if (offset >= end) return Buffer.alloc(0);
    } else {
      offset = 0;
    }
    if (length !== undefined) {
      validateInteger(length, 'length', 0);
      end = Math.min(end, offset + length);
    }
    view = view.slice(offset, end);
  }
  return fromArrayLike(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
};

Buffer.of = function of() {
  const b = binding.allocUnsafe(arguments.length);
  for (let i = 0; i < arguments.length; i++) b[i] = arguments[i];
  return b;
};

Buffer.alloc = function alloc(size, fill, encoding) {
  const b = binding.alloc(size);
  if (fill !== undefined && fill !== 0 && b.length > 0) {
    // As in Node, an encoding that is neither a string nor undefined is an error.
    if (typeof fill === 'string') b.fill(fill, encoding);
    else b.fill(fill);
  }
  return b;
};

Buffer.allocUnsafe = binding.allocUnsafe;

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  return binding.alloc(size);
};

Buffer.isBuffer = function isBuffer(b) {
  return b instanceof Buffer;
};

Buffer.compare = binding.compare;
Buffer.isEncoding = binding.isEncoding;
Buffer.concat = binding.concat;
Buffer.byteLength = binding.byteLength;

binding.install(Buffer.prototype);

Object.defineProperty(Buffer.prototype, 'parent', {
  enumerable: true,
  get() { return this instanceof Buffer ? this.buffer : undefined; },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  enumerable: true,
  get() { return this instanceof Buffer ? this.byteOffset : undefined; },
});

Buffer.prototype[inspectCustom] = function inspect(recurseTimes, ctx) {
  const shown = Math.min(inspectMaxBytes, this.length);
  const rest = this.length - inspectMaxBytes;
  let text = this.hexSlice(0, shown).replace(/(.{2})/g, '$1 ').trim();
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
  if (ctx) {
    const extra = Object.create(null);
    let any = false;
    const keys = ctx.showHidden ? Reflect.ownKeys(this) : Object.keys(this);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key === 'string' && String(key >>> 0) === key) continue;
      any = true;
      extra[key] = this[key];
    }
    if (any) {
      if (this.length !== 0) text += ', ';
      const printed = require('internal/util/inspect').inspect(extra, { ...ctx, breakLength: Infinity, compact: true });
      text += printed.slice('[Object: null prototype] { '.length, -' }'.length);
    }
  }
  return `<${this.constructor.name} ${text}>`;
};
Buffer.prototype.inspect = Buffer.prototype[inspectCustom];

function SlowBuffer(length) {
  return Buffer.allocUnsafeSlow(length);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

function transcode(source, fromEncoding, toEncoding) {
  const result = binding.transcode(source, fromEncoding, toEncoding);
  if (result !== undefined) return result;
  const err = new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
  err.code = 'U_ILLEGAL_ARGUMENT_ERROR';
  err.errno = 1;
  throw err;
}

function isUtf8(input) {
  return binding.isUtf8(input);
}

function isAscii(input) {
  return binding.isAscii(input);
}

// lazy defines an export that another module provides, loaded when it is first read.
function lazy(name, enumerable) {
  const get = { [`get ${name}`]() { return value === missing ? (value = globalThis[name]) : value; } }[`get ${name}`];
  const set = { [`set ${name}`](v) { value = v; } }[`set ${name}`];
  const missing = {};
  let value = missing;
  Object.defineProperty(exports, name, { enumerable, configurable: true, get, set });
}

exports.Buffer = Buffer;
exports.SlowBuffer = SlowBuffer;
exports.transcode = transcode;
exports.isUtf8 = isUtf8;
exports.isAscii = isAscii;
exports.kMaxLength = MAX_LENGTH;
exports.kStringMaxLength = MAX_STRING_LENGTH;
lazy('btoa', true);
lazy('atob', true);
Object.defineProperty(exports, 'constants', {
  configurable: false,
  enumerable: true,
  value: Object.create(Object.prototype, {
    MAX_LENGTH: { value: MAX_LENGTH, enumerable: true, writable: false, configurable: false },
    MAX_STRING_LENGTH: { value: MAX_STRING_LENGTH, enumerable: true, writable: false, configurable: false },
  }),
});
Object.defineProperty(exports, 'INSPECT_MAX_BYTES', {
  configurable: true,
  enumerable: true,
  get() { return inspectMaxBytes; },
  set(value) {
    require('internal/validators').validateNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
});
lazy('Blob', true);
Object.defineProperty(exports, 'resolveObjectURL', {
  configurable: true,
  enumerable: true,
  get() { return require('internal/blob').resolveObjectURL; },
});
lazy('File', true);

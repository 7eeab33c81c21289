// node:zlib.

const { Transform, finished } = require('stream');
const { codes: errorCodes } = require('internal/errors');
const { deprecate } = require('internal/util');
const { validateFunction, validateUint32 } = require('internal/validators');
const constants = require('internal/zlib/constants');

const {
  DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, BROTLI_DECODE, BROTLI_ENCODE,
  Z_NO_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_DEFAULT_CHUNK, Z_MIN_CHUNK, Z_DEFAULT_COMPRESSION, Z_MIN_LEVEL, Z_MAX_LEVEL,
  Z_DEFAULT_MEMLEVEL, Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_WINDOWBITS, Z_MIN_WINDOWBITS,
  Z_MAX_WINDOWBITS, BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_EMIT_METADATA,
  BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_NDIRECT, BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING,
} = constants;

const { kMaxLength } = require('buffer');
const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');

function isAnyArrayBuffer(v) {
  return v instanceof ArrayBuffer;
}

// number checks an option that is a number within limits; undefined and null mean the default.
function number(value, name, low, high, def) {
  if (value === undefined || value === null || Number.isNaN(value)) return def;
  if (typeof value !== 'number') throw new errorCodes.ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!Number.isFinite(value)) throw new errorCodes.ERR_OUT_OF_RANGE(name, 'a finite number', value);
  if (value < low || value > high) {
    throw new errorCodes.ERR_OUT_OF_RANGE(name, high === Infinity ? `>= ${low}` : `>= ${low} and <= ${high}`, value);
  }
  return value;
}

function dictionaryOption(dictionary) {
  if (dictionary === undefined || ArrayBuffer.isView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return Buffer.from(dictionary);
  throw new errorCodes.ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

// readOptions checks the options of an engine of mode.
function readOptions(mode, opts) {
  const isBrotli = mode === BROTLI_DECODE || mode === BROTLI_ENCODE;
  const flushes = isBrotli ? [BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_EMIT_METADATA] : [Z_NO_FLUSH, Z_BLOCK];
  const o = {
    mode,
    chunkSize: number(opts?.chunkSize, 'options.chunkSize', Z_MIN_CHUNK, Infinity, Z_DEFAULT_CHUNK),
    flush: number(opts?.flush, 'options.flush', ...flushes, isBrotli ? BROTLI_OPERATION_PROCESS : Z_NO_FLUSH),
    finishFlush: number(opts?.finishFlush, 'options.finishFlush', ...flushes, isBrotli ? BROTLI_OPERATION_FINISH : Z_FINISH),
    fullFlush: isBrotli ? BROTLI_OPERATION_FLUSH : Z_FULL_FLUSH,
    finish: isBrotli ? BROTLI_OPERATION_FINISH : Z_FINISH,
    maxOutputLength: number(opts?.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength),
    info: !!(opts && opts.info),
    level: Z_DEFAULT_COMPRESSION,
    window: Z_DEFAULT_WINDOWBITS,
    memLevel: Z_DEFAULT_MEMLEVEL,
    strategy: Z_DEFAULT_STRATEGY,
    dictionary: undefined,
  };
  if (isBrotli) {
    readBrotliParams(o, opts?.params);
    return o;
  }
  if (!opts) return o;
  // Node takes 0 for decoders: the window of the data.
  if (opts.windowBits !== 0 || !(mode === INFLATE || mode === GUNZIP || mode === UNZIP)) {
    const low = mode === GZIP ? Z_MIN_WINDOWBITS + 1 : Z_MIN_WINDOWBITS;
    o.window = number(opts.windowBits, 'options.windowBits', low, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
  }
  o.level = number(opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
  o.memLevel = number(opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
  o.strategy = number(opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  o.dictionary = dictionaryOption(opts.dictionary);
  return o;
}

function readBrotliParams(o, params) {
  o.level = constants.BROTLI_DEFAULT_QUALITY;
  o.window = constants.BROTLI_DEFAULT_WINDOW;
  if (!params) return;
  const keys = Object.keys(params);
  const seen = new Set();
  for (let i = 0; i < keys.length; i++) {
    const key = +keys[i];
    if (Number.isNaN(key) || key < 0 || key > BROTLI_PARAM_NDIRECT || seen.has(key)) throw new errorCodes.ERR_BROTLI_INVALID_PARAM(keys[i]);
    const value = params[keys[i]];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new errorCodes.ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    seen.add(key);
    if (key === BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING && +value !== 0 && +value !== 1) {
      throw new errorCodes.ERR_ZLIB_INITIALIZATION_FAILED();
    }
    if (key === BROTLI_PARAM_QUALITY) o.level = +value;
    else if (key === BROTLI_PARAM_LGWIN) o.window = +value;
  }
  // As Google's encoder does with what is beyond its limits.
  o.level = Math.min(Math.max(o.level, 0), 11);
  o.window = Math.min(Math.max(o.window, 10), 24);
}

// native flushes: nothing, what there is, the end.
function flushKind(self, flag) {
  if (flag === self._options.finish) return 2;
  const isBrotli = self._options.finish === BROTLI_OPERATION_FINISH && self._options.mode >= BROTLI_DECODE;
  return flag === (isBrotli ? BROTLI_OPERATION_PROCESS : Z_NO_FLUSH) ? 0 : 1;
}

function createHandle(o) {
  return binding.create(o.mode, o.level, o.window, o.strategy, o.dictionary);
}

function ZlibBase(opts, mode) {
  const o = readOptions(mode, opts);
  const streamOptions = { autoDestroy: true, ...opts };
  if (opts && (opts.encoding || opts.objectMode || opts.writableObjectMode)) { // it is bytes that go in and out
    Object.assign(streamOptions, { encoding: null, objectMode: false, writableObjectMode: false });
  }
  Reflect.apply(Transform, this, [streamOptions]);
  Object.defineProperty(this, '_options', { value: o, enumerable: false });
  this.bytesWritten = 0;
  this._handle = createHandle(o);
  this._chunkSize = o.chunkSize;
  this._defaultFlushFlag = o.flush;
  this._finishFlushFlag = o.finishFlush;
  this._defaultFullFlushFlag = o.fullFlush;
  this._info = o.info;
  this._maxOutputLength = o.maxOutputLength;
  this._level = o.level;
  this._strategy = o.strategy;
  this._ended = false;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  enumerable: true,
  get() { return !this._handle; },
});

Object.defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  enumerable: true,
  get: deprecate(function() { return this.bytesWritten; }, 'zlib.bytesRead is deprecated and will change its meaning in the future. ' +
    'Use zlib.bytesWritten instead.', 'DEP0108'),
  set: deprecate(function(value) { this.bytesWritten = value; }, 'Setting zlib.bytesRead is deprecated. ' +
    'This feature will be removed in the future.', 'DEP0108'),
});

ZlibBase.prototype.reset = function() {
  if (!this._handle) throw new errorCodes.ERR_INTERNAL_ASSERTION('zlib binding closed');
  binding.close(this._handle);
  this._handle = createHandle(this._options);
  this._ended = false;
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

// A write of flush()'s is queued behind the data before it.
const kFlushBuffers = [];
for (let flag = 0; flag <= Z_BLOCK; flag++) {
  kFlushBuffers[flag] = Buffer.alloc(0);
  kFlushBuffers[flag][kFlushFlag] = flag;
}

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(kFlushBuffers[kind], '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(err, callback) {
  closeHandle(this);
  callback(err);
};

function closeHandle(self) {
  if (self._handle) binding.close(self._handle);
  self._handle = null;
}

ZlibBase.prototype._transform = function(chunk, encoding, cb) {
  let flag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flag = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    flag = this._finishFlushFlag; // the last one
  }
  run(this, chunk, flushKind(this, flag), cb);
};

// run gives a chunk to the engine and pushes what comes out, as long as there is more and somebody reads.
function run(self, chunk, flush, cb) {
  if (!self._handle) {
    process.nextTick(cb);
    return;
  }
  const handle = self._handle;
  let counted = 0; // of the chunk, in bytesWritten
  binding.step(handle, chunk, flush, function done(err, out, more, unused) {
    if (self.destroyed || self._handle !== handle) {
      cb();
      return;
    }
    const used = chunk.byteLength - Math.min(unused, chunk.byteLength);
    self.bytesWritten += used - counted;
    counted = used;
    if (out.length > 0 && !pushAll(self, out) && more) {
      self._waiting = () => binding.step(handle, undefined, flush, done);
      if (err === null) return;
    }
    if (err !== null) {
      self.destroy(err);
      self[kError] = err.errno;
      return;
    }
    if (more) {
      binding.step(handle, undefined, flush, done);
      return;
    }
    if (unused > 0) self.push(null); // something else follows the compressed data
    cb();
  });
}

function pushAll(self, out) {
  let wanted = true;
  for (let i = 0; i < out.length; i += self._chunkSize) wanted = self.push(out.subarray(i, i + self._chunkSize));
  return wanted;
}

ZlibBase.prototype._read = function(n) {
  if (this._waiting) {
    const resume = this._waiting;
    this._waiting = undefined;
    resume();
    return;
  }
  Transform.prototype._read.call(this, n);
};

ZlibBase.prototype._processChunk = function(chunk, flushFlag, cb) {
  if (typeof cb === 'function') {
    run(this, chunk, flushKind(this, flushFlag), cb);
    return undefined;
  }
  return processSync(this._options, chunk, flushKind(this, flushFlag));
};

function Zlib(opts, mode) {
  Reflect.apply(ZlibBase, this, [opts, mode]);
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  level = number(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  strategy = number(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(constants.Z_SYNC_FLUSH, () => {
    if (this.destroyed) return;
    binding.params(this._handle, level, strategy);
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

function Brotli(opts, mode) {
  Reflect.apply(ZlibBase, this, [opts, mode]);
}
Object.setPrototypeOf(Brotli.prototype, Zlib.prototype);
Object.setPrototypeOf(Brotli, Zlib);

function makeClass(name, Base, mode) {
  const C = {
    [name]: function(opts) {
      if (!(this instanceof C)) return new C(opts);
      Reflect.apply(Base, this, [opts, mode]);
    },
  }[name];
  Object.setPrototypeOf(C.prototype, Base.prototype);
  Object.setPrototypeOf(C, Base);
  Object.defineProperty(C.prototype, 'constructor', { value: C, writable: true, configurable: true, enumerable: false });
  return C;
}

const classes = {
  Deflate: [Zlib, DEFLATE],
  Inflate: [Zlib, INFLATE],
  Gzip: [Zlib, GZIP],
  Gunzip: [Zlib, GUNZIP],
  DeflateRaw: [Zlib, DEFLATERAW],
  InflateRaw: [Zlib, INFLATERAW],
  Unzip: [Zlib, UNZIP],
  BrotliCompress: [Brotli, BROTLI_ENCODE],
  BrotliDecompress: [Brotli, BROTLI_DECODE],
};
const modes = {};
const names = Object.keys(classes);
for (let i = 0; i < names.length; i++) {
  const [Base, mode] = classes[names[i]];
  classes[names[i]] = makeClass(names[i], Base, mode);
  modes[names[i]] = mode;
}

function checkBuffer(buffer) {
  if (typeof buffer !== 'string' && !ArrayBuffer.isView(buffer) && !isAnyArrayBuffer(buffer)) {
    throw new errorCodes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
  }
}

// endOf is the native flush at the end of a whole buffer.
function endOf(o) {
  return flushKind({ _options: o }, o.finishFlush);
}

function processSync(o, buffer, flush) {
  const result = binding.whole(buffer, o.mode, o.level, o.window, o.strategy, o.dictionary, o.maxOutputLength, flush);
  return result;
}

function convenience(name, className) {
  const mode = modes[className];
  const sync = {
    [`${name}Sync`](buffer, opts) {
      checkBuffer(buffer);
      const o = readOptions(mode, opts);
      const out = processSync(o, buffer, endOf(o));
      return o.info ? { buffer: out, engine: new classes[className](opts) } : out;
    },
  }[`${name}Sync`];
  const async = {
    [name](buffer, opts, callback) {
      if (typeof opts === 'function') {
        callback = opts;
        opts = {};
      }
      validateFunction(callback, 'callback');
      if (typeof buffer !== 'string' && !ArrayBuffer.isView(buffer) && !isAnyArrayBuffer(buffer)) {
        throw new errorCodes.ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
      }
      const o = readOptions(mode, opts);
      binding.whole(buffer, o.mode, o.level, o.window, o.strategy, o.dictionary, o.maxOutputLength, endOf(o), (err, out) => {
        if (err) callback(err);
        else if (o.info) callback(null, { buffer: out, engine: new classes[className](opts) });
        else callback(null, out);
      });
    },
  }[name];
  return { sync, async };
}

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new errorCodes.ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return binding.crc32(data, value);
}

exports.crc32 = crc32;
Object.assign(exports, classes);
const functions = [['deflate', 'Deflate'], ['gzip', 'Gzip'], ['deflateRaw', 'DeflateRaw'], ['unzip', 'Unzip'], ['inflate', 'Inflate'],
                   ['gunzip', 'Gunzip'], ['inflateRaw', 'InflateRaw'], ['brotliCompress', 'BrotliCompress'],
                   ['brotliDecompress', 'BrotliDecompress']];
for (let i = 0; i < functions.length; i++) {
  const { sync, async } = convenience(functions[i][0], functions[i][1]);
  exports[functions[i][0]] = async;
  exports[`${functions[i][0]}Sync`] = sync;
}
const creators = ['Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', 'BrotliCompress', 'BrotliDecompress'];
for (let i = 0; i < creators.length; i++) {
  const name = creators[i];
  const C = classes[name];
  Object.defineProperty(exports, `create${name}`, {
    configurable: true,
    enumerable: true,
    writable: false,
    value: { [`create${name}`](options) { return new C(options); } }[`create${name}`],
  });
}
Object.defineProperties(exports, {
  constants: { enumerable: true, value: constants },
  codes: { enumerable: true, value: makeCodes() },
});

// zlib.Z_… and zlib.BROTLI_… of old; constants is where they are now.
const constantNames = Object.keys(constants);
for (let i = 0; i < constantNames.length; i++) {
  if (!constantNames[i].startsWith('BROTLI')) {
    Object.defineProperty(exports, constantNames[i], { enumerable: false, value: constants[constantNames[i]] });
  }
}

function makeCodes() {
  const list = ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR',
                'Z_VERSION_ERROR'];
  const table = {};
  for (let i = 0; i < list.length; i++) table[list[i]] = constants[list[i]];
  for (let i = 0; i < list.length; i++) table[constants[list[i]]] = list[i];
  return Object.freeze(table);
}

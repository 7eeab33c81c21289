// Checks and conversions of arguments that the functions of fs share.

const { codes } = require('internal/errors');
const validators = require('internal/validators');

const { parseFileMode, validateBuffer } = validators;

const O = { RDONLY: 0, WRONLY: 1, RDWR: 2, CREAT: 64, EXCL: 128, TRUNC: 512, APPEND: 1024, SYNC: 1052672 };

const flagNames = {
  'r': O.RDONLY,
  'rs': O.RDONLY | O.SYNC,
  'sr': O.RDONLY | O.SYNC,
  'r+': O.RDWR,
  'rs+': O.RDWR | O.SYNC,
  'sr+': O.RDWR | O.SYNC,
  'w': O.TRUNC | O.CREAT | O.WRONLY,
  'wx': O.TRUNC | O.CREAT | O.WRONLY | O.EXCL,
  'xw': O.TRUNC | O.CREAT | O.WRONLY | O.EXCL,
  'w+': O.TRUNC | O.CREAT | O.RDWR,
  'wx+': O.TRUNC | O.CREAT | O.RDWR | O.EXCL,
  'xw+': O.TRUNC | O.CREAT | O.RDWR | O.EXCL,
  'a': O.APPEND | O.CREAT | O.WRONLY,
  'ax': O.APPEND | O.CREAT | O.WRONLY | O.EXCL,
  'xa': O.APPEND | O.CREAT | O.WRONLY | O.EXCL,
  'as': O.APPEND | O.CREAT | O.WRONLY | O.SYNC,
  'sa': O.APPEND | O.CREAT | O.WRONLY | O.SYNC,
  'a+': O.APPEND | O.CREAT | O.RDWR,
  'ax+': O.APPEND | O.CREAT | O.RDWR | O.EXCL,
  'xa+': O.APPEND | O.CREAT | O.RDWR | O.EXCL,
  'as+': O.APPEND | O.CREAT | O.RDWR | O.SYNC,
  'sa+': O.APPEND | O.CREAT | O.RDWR | O.SYNC,
};

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validators.validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O.RDONLY;
  const value = Object.hasOwn(flagNames, flags) ? flagNames[flags] : undefined;
  if (value === undefined) throw new codes.ERR_INVALID_ARG_VALUE(name, flags);
  return value;
}

// getValidatedPath makes a path of a string, a Buffer or a file: URL.
function getValidatedPath(value, name = 'path') {
  let path = value;
  if (value !== null && typeof value === 'object' && value.href && value.protocol && value.auth === undefined && value.path === undefined) {
    path = require('url').fileURLToPath(value);
  }
  if (typeof path !== 'string' && !(path instanceof Uint8Array)) {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  }
  if (typeof path === 'string') {
    if (path.includes('\u0000')) {
      throw new codes.ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
    }
    return path;
  }
  if (path.includes(0)) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  }
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
}

function getValidatedFd(fd, name = 'fd') {
  if (Object.is(fd, -0)) return 0;
  validators.validateInt32(fd, name, 0);
  return fd;
}

function isFd(value) {
  return Number.isInteger(value) && value >= 0 && value <= 2 ** 31 - 1;
}

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

// getOptions merges an options argument (an encoding, an object, a callback, nothing) with the defaults.
function getOptions(options, defaults = {}) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    defaults = { ...defaults };
    defaults.encoding = options;
    options = defaults;
  } else if (typeof options !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validators.validateAbortSignal(options.signal, 'options.signal');
  return options;
}

function copyObject(source) {
  const target = {};
  for (const key in source) target[key] = source[key];
  return target;
}

function toUnixTimestamp(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time; // eslint-disable-line eqeqeq -- "1" and 1 are the same here
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (time instanceof Date) return time.getTime() / 1000;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

// outputPath gives a path in the encoding that the options ask for.
function outputPath(path, options) {
  const encoding = options && options.encoding;
  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return path;
  const buffer = Buffer.from(path);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) throw new codes.ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  validators.validateInt32(length, 'length', 0);
}

// writeArgs brings the forms of write (a view with offset and length, or a string with position and encoding) into one.
function writeArgs(fd, buffer, offsetOrOptions, length, pos) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    if (offset !== null && typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position: pos = null } = offset);
    }
    if (offset == null) offset = 0;
    else validators.validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    return { fd, buffer, offset, length, pos: typeof pos === 'number' ? pos : -1 };
  }
  if (typeof buffer !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  validators.validateEncoding(buffer, length);
  const bytes = Buffer.from(buffer, typeof length === 'string' ? length : 'utf8');
  return { fd, buffer: bytes, offset: 0, length: bytes.length, pos: typeof offset === 'number' ? offset : -1 };
}

// position gives a native position: -1 is the file's own.
function position(value, length) {
  if (value == null) return -1;
  if (typeof value === 'bigint') {
    if (value < -1n || value > 2n ** 63n - 1n - BigInt(length)) {
      throw new codes.ERR_OUT_OF_RANGE('position', `>= -1 && <= ${2n ** 63n - 1n - BigInt(length)}`, value);
    }
    return value;
  }
  if (typeof value !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], value);
  validators.validateInteger(value, 'position', -1);
  return value;
}

function validateBufferArray(buffers, name = 'buffers') {
  if (!Array.isArray(buffers)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!ArrayBuffer.isView(buffers[i])) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

// bytesOf is the data of a writeFile as a view.
function bytesOf(data, encoding) {
  if (ArrayBuffer.isView(data)) return data;
  if (typeof data !== 'string') {
    throw new codes.ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return Buffer.from(data, encoding || 'utf8');
}

function writeFileArgs(path, options) {
  const flush = options.flush ?? false;
  validators.validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  return {
    target: isFd(path) ? path : getValidatedPath(path),
    flags: stringToFlags(flag, 'flag'),
    mode: parseFileMode(options.mode, 'mode', 0o666),
    flush,
  };
}

function validateOwner(uid, gid) {
  validators.validateInteger(uid, 'uid', -1, 2 ** 32 - 1);
  validators.validateInteger(gid, 'gid', -1, 2 ** 32 - 1);
}

function accessMode(mode) {
  if (mode === undefined || mode === null) return 0;
  if (typeof mode !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('mode', 'integer', mode);
  validators.validateInteger(mode, 'mode', -(2 ** 31), 2 ** 31 - 1);
  if (mode < 0 || mode > 7) {
    const err = new RangeError('mode is out of range: >= 0 && <= 7');
    err.code = 'ERR_OUT_OF_RANGE';
    throw err;
  }
  return mode;
}

function truncateLength(len) {
  if (len === undefined) return 0;
  validators.validateInteger(len, 'len');
  return Math.max(0, len);
}

function mkdirArgs(options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = parseFileMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validators.validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = parseFileMode(options.mode, 'mode');
  }
  return { mode, recursive };
}

// makeEntries turns native.readdir's list into names or Dirents.
function makeEntries(list, path, options) {
  const out = [];
  const { join } = require('path');
  const { Dirent } = require('internal/fs/stats');
  for (let i = 0; i < list.length; i += 3) {
    const dir = list[i + 2];
    if (options.withFileTypes) {
      out.push(new Dirent(outputPath(list[i], options), list[i + 1], dir === '' ? path : join(path, dir)));
    } else {
      out.push(outputPath(dir === '' ? list[i] : join(dir, list[i]), options));
    }
  }
  return out;
}

function readdirOptions(options) {
  options = getOptions(options);
  if (options.recursive != null) validators.validateBoolean(options.recursive, 'options.recursive');
  return options;
}

function rmOptions(options) {
  const defaults = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };
  if (options !== undefined) validators.validateObject(options, 'options');
  options = { ...defaults, ...options };
  validators.validateBoolean(options.force, 'options.force');
  validators.validateBoolean(options.recursive, 'options.recursive');
  validators.validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validators.validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function isDirectoryError(path) {
  return new codes.ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21 });
}

function copyMode(mode) {
  if (mode === undefined || mode === null) return 0;
  if (typeof mode !== 'number') throw new codes.ERR_INVALID_ARG_TYPE('mode', 'integer', mode);
  if (mode < 0 || mode > 7) {
    const err = new RangeError('mode is out of range: >= 0 && <= 7');
    err.code = 'ERR_OUT_OF_RANGE';
    throw err;
  }
  return mode;
}

// encodingOf is the encoding of a result; undefined means a Buffer.
function encodingOf(options) {
  return options.encoding && options.encoding !== 'buffer' ? options.encoding : undefined;
}

module.exports = {
  O, accessMode, bytesOf, copyMode, copyObject, encodingOf, getOptions, getValidatedFd, getValidatedPath, isDirectoryError, isFd,
  makeEntries, mkdirArgs, outputPath, parseFileMode, position, readdirOptions, rmOptions, stringToFlags, toUnixTimestamp,
  truncateLength, validateBuffer, validateBufferArray, validateOffsetLengthRead, validateOwner, writeArgs, writeFileArgs,
};

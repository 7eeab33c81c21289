// node:fs: the synchronous functions and those with callbacks. The work is native; here arguments are checked and brought into form.

const native = require('internal/fs/native');
const { AbortError, codes } = require('internal/errors');
const { customPromisifyArgs, deprecate } = require('internal/util');
const validators = require('internal/validators');
const { Dirent, Stats, makeStatFs, makeStats } = require('internal/fs/stats');
const {
  O, accessMode, bytesOf, copyMode, copyObject, encodingOf, getOptions, getValidatedFd, getValidatedPath, isDirectoryError, isFd,
  makeEntries, mkdirArgs, outputPath, parseFileMode, position, readdirOptions, rmOptions, stringToFlags, toUnixTimestamp,
  truncateLength, validateBuffer, validateBufferArray, validateOffsetLengthRead, validateOwner, writeArgs, writeFileArgs,
} = require('internal/fs/args');

const fs = exports;

function callbackOf(cb) {
  validators.validateFunction(cb, 'cb');
  return cb;
}

// simple calls back with the error alone.
function simple(cb) {
  callbackOf(cb);
  return (err) => { cb(err); };
}

function mapped(cb, convert) {
  return (err, value) => {
    if (err) cb(err);
    else cb(null, convert(value));
  };
}

// --- whole files

function appendFile(path, data, options, callback) {
  callback = callbackOf(callback || options);
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  if (!options.flag || isFd(path)) options.flag = 'a';
  writeFile(path, data, options, callback);
}

function appendFileSync(path, data, options) {
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  if (!options.flag || isFd(path)) options.flag = 'a';
  writeFileSync(path, data, options);
}

function readFile(path, options, callback) {
  callback = callbackOf(callback || options);
  options = getOptions(options, { flag: 'r' });
  const source = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(options.flag, 'options.flag');
  const { signal } = options;
  if (signal?.aborted) {
    process.nextTick(callback, new AbortError(undefined, { cause: signal.reason }));
    return;
  }
  let done = false;
  signal?.addEventListener('abort', () => {
    if (done) return;
    done = true;
    callback(new AbortError(undefined, { cause: signal.reason }));
  }, { once: true });
  native.readFile(source, flags, encodingOf(options), (err, data) => {
    if (done) return;
    done = true;
    if (err) callback(err);
    else callback(null, data);
  });
}

function readFileSync(path, options) {
  options = getOptions(options, { flag: 'r' });
  return native.readFile(isFd(path) ? path : getValidatedPath(path), stringToFlags(options.flag, 'options.flag'), encodingOf(options));
}

function writeFile(path, data, options, callback) {
  callback = callbackOf(callback || options);
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const { target, flags, mode, flush } = writeFileArgs(path, options);
  data = bytesOf(data, options.encoding);
  const { signal } = options;
  if (signal?.aborted) {
    process.nextTick(callback, new AbortError(undefined, { cause: signal.reason }));
    return;
  }
  if (signal || flush) {
    writeInParts(target, data, { flags, mode, flush, signal }, callback);
    return;
  }
  native.writeFile(target, data, flags, mode, false, (err) => { callback(err); });
}

// How much of a file is written before its signal is looked at again.
const partSize = 512 * 1024;

// writeInParts is writeFile that can be aborted, and flushes through fs.fsync.
function writeInParts(target, data, { flags, mode, flush, signal }, callback) {
  const finish = (fd, err) => {
    if (fd === target) callback(err);
    else fs.close(fd, (closeErr) => { callback(err ?? closeErr); });
  };
  const write = (fd, offset) => {
    if (signal?.aborted) return finish(fd, new AbortError(undefined, { cause: signal.reason }));
    if (offset >= data.byteLength) {
      if (flush) fs.fsync(fd, (err) => { finish(fd, err); });
      else finish(fd, null);
      return;
    }
    native.write(fd, data, offset, Math.min(partSize, data.byteLength - offset), -1, (err, n) => {
      if (err) finish(fd, err);
      else write(fd, offset + n);
    });
  };
  if (typeof target === 'number') return write(target, 0);
  native.open(target, flags, mode, (err, fd) => {
    if (err) callback(err);
    else write(fd, 0);
  });
}

function writeFileSync(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const { target, flags, mode, flush } = writeFileArgs(path, options);
  data = bytesOf(data, options.encoding);
  if (!flush) {
    native.writeFile(target, data, flags, mode, false);
    return;
  }
  const fd = typeof target === 'number' ? target : native.open(target, flags, mode);
  try {
    native.writeFile(fd, data, 0, 0, false);
    fs.fsyncSync(fd);
  } finally {
    if (fd !== target) native.close(fd);
  }
}

// --- access and existence

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  path = getValidatedPath(path);
  native.access(path, accessMode(mode), simple(callback));
}

function accessSync(path, mode) {
  native.access(getValidatedPath(path), accessMode(mode));
}

function exists(path, callback) {
  callbackOf(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    return callback(false);
  }
  native.exists(path, (err, found) => { callback(found); });
}
Object.defineProperty(exists, Symbol.for('nodejs.util.promisify.custom'), {
  value: function exists(path) { // eslint-disable-line func-name-matching
    return new Promise((resolve) => { fs.exists(path, resolve); });
  },
});

function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch {
    return false;
  }
  return native.exists(path);
}

// --- descriptors

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  const number = stringToFlags(flags);
  callbackOf(callback);
  native.open(path, number, mode, callback);
}

function openSync(path, flags, mode) {
  return native.open(getValidatedPath(path), stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
}

function openAsBlob(path, options = {}) {
  validators.validateObject(options, 'options');
  const type = options.type || '';
  validators.validateString(type, 'options.type');
  return new Promise((resolve, reject) => {
    native.readFile(getValidatedPath(path), 0, undefined, (err, data) => {
      if (err) reject(err);
      else resolve(new Blob([data], { type }));
    });
  });
}

function close(fd, callback) {
  fd = getValidatedFd(fd);
  if (callback !== undefined) callbackOf(callback);
  native.close(fd, (err) => {
    if (callback !== undefined) callback(err);
    else if (err) throw err;
  });
}

function closeSync(fd) {
  native.close(getValidatedFd(fd));
}

// readArgs brings the forms of read (positional arguments or an options object) into one.
function readArgs(fd, buffer, offsetOrOptions, length, pos) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position: pos = null } = offset);
  } else if (offset === null || offset === undefined) {
    offset = 0;
  }
  validateBuffer(buffer);
  validators.validateInteger(offset, 'offset', 0);
  if (length === undefined || length === null) length = buffer.byteLength - offset;
  length |= 0;
  if (length !== 0 && buffer.byteLength === 0) {
    throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return { fd, buffer, offset, length, pos: position(pos, length) };
}

function read(fd, buffer, offsetOrOptions, length, pos, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let params = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) { // read(fd, buffer, options, callback)
      validators.validateObject(offsetOrOptions, 'options', validators.kValidateObjectAllowNullable);
      callback = length;
      params = offsetOrOptions;
    } else if (arguments.length === 3) { // read(fd, options or buffer, callback)
      if (!ArrayBuffer.isView(buffer)) {
        params = buffer;
        ({ buffer = Buffer.alloc(16384) } = params ?? {});
      }
      callback = offsetOrOptions;
    } else { // read(fd, callback)
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    if (params !== undefined) validators.validateObject(params, 'options', validators.kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer?.byteLength - offset, position: pos = null } = params ?? {});
  }
  validateBuffer(buffer);
  callbackOf(callback);
  const a = readArgs(fd, buffer, offset, length, pos);
  if (a.length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  native.read(a.fd, a.buffer, a.offset, a.length, a.pos, (err, n) => { callback(err, n || 0, buffer); });
}
Object.defineProperty(read, customPromisifyArgs, { value: ['bytesRead', 'buffer'], enumerable: false });

function readSync(fd, buffer, offsetOrOptions, length, pos) {
  if (arguments.length <= 3 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) validators.validateObject(offsetOrOptions, 'options', validators.kValidateObjectAllowNullable);
    const { offset = 0, length: n = buffer?.byteLength - offset, position: at = null } = offsetOrOptions ?? {};
    offsetOrOptions = offset;
    length = n;
    pos = at;
  }
  const a = readArgs(fd, buffer, offsetOrOptions, length, pos);
  return a.length === 0 ? 0 : native.read(a.fd, a.buffer, a.offset, a.length, a.pos);
}

function readv(fd, buffers, pos, callback) {
  callbackOf(callback || pos);
  const done = callback || pos;
  const bytes = () => readvSync(fd, buffers, typeof pos === 'number' ? pos : null);
  getValidatedFd(fd);
  validateBufferArray(buffers);
  later(done, bytes, buffers);
}
Object.defineProperty(readv, customPromisifyArgs, { value: ['bytesRead', 'buffers'], enumerable: false });

// later does what is quick from the poll phase.
function later(callback, f, extra) {
  setImmediate(() => {
    let n;
    try {
      n = f();
    } catch (err) {
      callback(err);
      return;
    }
    callback(null, n, extra);
  });
}

function readvSync(fd, buffers, pos) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (typeof pos !== 'number') pos = -1;
  let total = 0;
  for (let i = 0; i < buffers.length; i++) {
    const n = native.read(fd, buffers[i], 0, buffers[i].byteLength, pos < 0 ? -1 : pos + total);
    total += n;
    if (n < buffers[i].byteLength) break;
  }
  return total;
}

function write(fd, buffer, offsetOrOptions, length, pos, callback) {
  const args = [offsetOrOptions, length, pos, callback];
  let cb;
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] === 'function') {
      cb = args[i];
      args[i] = undefined;
      break;
    }
  }
  const a = writeArgs(fd, buffer, args[0], args[1], args[2]);
  callbackOf(cb);
  native.write(a.fd, a.buffer, a.offset, a.length, a.pos, (err, n) => { cb(err, n || 0, buffer); });
}
Object.defineProperty(write, customPromisifyArgs, { value: ['bytesWritten', 'buffer'], enumerable: false });

function writeSync(fd, buffer, offsetOrOptions, length, pos) {
  const a = writeArgs(fd, buffer, offsetOrOptions, length, pos);
  return native.write(a.fd, a.buffer, a.offset, a.length, a.pos);
}

function writev(fd, buffers, pos, callback) {
  const done = callbackOf(callback || pos);
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) {
    process.nextTick(done, null, 0, buffers);
    return;
  }
  const data = Buffer.concat(buffers.map((b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength)));
  native.write(fd, data, 0, data.length, typeof pos === 'number' ? pos : -1, (err, n) => { done(err, n || 0, buffers); });
}
Object.defineProperty(writev, customPromisifyArgs, { value: ['bytesWritten', 'buffer'], enumerable: false });

function writevSync(fd, buffers, pos) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  const data = Buffer.concat(buffers.map((b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength)));
  return data.length === 0 ? 0 : native.write(fd, data, 0, data.length, typeof pos === 'number' ? pos : -1);
}

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  fd = getValidatedFd(fd);
  native.ftruncate(fd, truncateLength(len), simple(callback));
}

function ftruncateSync(fd, len = 0) {
  native.ftruncate(getValidatedFd(fd), truncateLength(len));
}

const warnTruncate = deprecate(() => {}, 'Using fs.truncate with a file descriptor is deprecated. Please use fs.ftruncate with a ' +
  'file descriptor instead.', 'DEP0081');

function truncate(path, len, callback) {
  if (typeof path === 'number') {
    warnTruncate();
    return ftruncate(path, len, callback);
  }
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  len = truncateLength(len);
  callbackOf(callback);
  open(path, 'r+', (err, fd) => {
    if (err) return callback(err);
    native.ftruncate(fd, len, (err) => {
      native.close(fd, (cerr) => { callback(err || cerr || null); });
    });
  });
}

function truncateSync(path, len) {
  if (typeof path === 'number') {
    warnTruncate();
    return ftruncateSync(path, len);
  }
  len = truncateLength(len);
  const fd = openSync(path, 'r+');
  try {
    native.ftruncate(fd, len);
  } finally {
    native.close(fd);
  }
}

function fsync(fd, callback) {
  native.fsync(getValidatedFd(fd), 'fsync', simple(callback));
}

function fsyncSync(fd) {
  native.fsync(getValidatedFd(fd), 'fsync');
}

function fdatasync(fd, callback) {
  native.fsync(getValidatedFd(fd), 'fdatasync', simple(callback));
}

function fdatasyncSync(fd) {
  native.fsync(getValidatedFd(fd), 'fdatasync');
}

// --- stat

function fstat(fd, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  fd = getValidatedFd(fd);
  callbackOf(callback);
  native.fstat(fd, mapped(callback, (s) => makeStats(s, options.bigint)));
}

function fstatSync(fd, options = { bigint: false }) {
  return makeStats(native.fstat(getValidatedFd(fd)), options.bigint);
}

function statWith(path, options, callback, follow) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  callbackOf(callback);
  path = getValidatedPath(path);
  native.stat(path, follow, false, mapped(callback, (s) => makeStats(s, options.bigint)));
}

function stat(path, options = { bigint: false }, callback) {
  statWith(path, options, callback, true);
}

function lstat(path, options = { bigint: false }, callback) {
  statWith(path, options, callback, false);
}

function statSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return makeStats(native.stat(getValidatedPath(path), true, options.throwIfNoEntry === false), options.bigint);
}

function lstatSync(path, options = { bigint: false, throwIfNoEntry: true }) {
  return makeStats(native.stat(getValidatedPath(path), false, options.throwIfNoEntry === false), options.bigint);
}

function statfs(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  callbackOf(callback);
  path = getValidatedPath(path);
  native.statfs(path, mapped(callback, (s) => makeStatFs(s, options.bigint)));
}

function statfsSync(path, options = { bigint: false }) {
  return makeStatFs(native.statfs(getValidatedPath(path)), options.bigint);
}

// --- folders

function mkdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const { mode, recursive } = mkdirArgs(options);
  callbackOf(callback);
  path = getValidatedPath(path);
  native.mkdir(path, mode, recursive, (err, first) => {
    if (recursive && !err) callback(null, first);
    else callback(err);
  });
}

function mkdirSync(path, options) {
  const { mode, recursive } = mkdirArgs(options);
  const first = native.mkdir(getValidatedPath(path), mode, recursive);
  if (recursive) return first;
}

let warnedOfTemplate = false;

function warnTemplate(prefix) {
  if (prefix.endsWith('X') && !warnedOfTemplate) {
    warnedOfTemplate = true;
    process.emitWarning('mkdtemp() templates ending with X are not portable. For details see: https://nodejs.org/api/fs.html');
  }
}

function mkdtemp(prefix, options, callback) {
  callback = callbackOf(typeof options === 'function' ? options : callback);
  options = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnTemplate(prefix);
  native.mkdtemp(prefix, mapped(callback, (p) => outputPath(p, options)));
}

function mkdtempSync(prefix, options) {
  options = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnTemplate(prefix);
  return outputPath(native.mkdtemp(prefix), options);
}

function readdir(path, options, callback) {
  callback = callbackOf(typeof options === 'function' ? options : callback);
  options = readdirOptions(options);
  path = getValidatedPath(path);
  native.readdir(path, !!options.recursive, 'scandir', mapped(callback, (list) => makeEntries(list, path, options)));
}

function readdirSync(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  return makeEntries(native.readdir(path, !!options.recursive, 'scandir'), path, options);
}

// --- removing

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  options = rmOptions(options);
  callbackOf(callback);
  native.stat(path, false, options.force, (err, s) => {
    if (err) return callback(err);
    if (s === undefined) return callback(null);
    if (!options.recursive && makeStats(s).isDirectory()) return callback(isDirectoryError(path));
    native.removeAll(path, simple(callback));
  });
}

function rmSync(path, options) {
  path = getValidatedPath(path);
  options = rmOptions(options);
  const s = native.stat(path, false, options.force);
  if (s === undefined) return;
  if (!options.recursive && makeStats(s).isDirectory()) throw isDirectoryError(path);
  native.removeAll(path);
}

function rmdirRecursive(options) {
  if (options === undefined) return false;
  validators.validateObject(options, 'options');
  if (options.recursive !== undefined) validators.validateBoolean(options.recursive, 'options.recursive');
  if (options.recursive) warnRmdir();
  return !!options.recursive;
}

const warnRmdir = deprecate(() => {}, 'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use ' +
  'fs.rm(path, { recursive: true }) instead', 'DEP0147');

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  const recursive = rmdirRecursive(options);
  callbackOf(callback);
  if (!recursive) return native.rmdir(path, simple(callback));
  native.stat(path, false, false, (err, s) => {
    if (err) return callback(err);
    if (makeStats(s).isDirectory()) native.removeAll(path, simple(callback));
    else native.rmdir(path, simple(callback));
  });
}

function rmdirSync(path, options) {
  path = getValidatedPath(path);
  if (rmdirRecursive(options) && makeStats(native.stat(path, false, false)).isDirectory()) native.removeAll(path);
  else native.rmdir(path);
}

function unlink(path, callback) {
  callbackOf(callback);
  native.unlink(getValidatedPath(path), simple(callback));
}

function unlinkSync(path) {
  native.unlink(getValidatedPath(path));
}

// --- links, names and copies

function rename(oldPath, newPath, callback) {
  callbackOf(callback);
  native.rename(getValidatedPath(oldPath, 'oldPath'), getValidatedPath(newPath, 'newPath'), simple(callback));
}

function renameSync(oldPath, newPath) {
  native.rename(getValidatedPath(oldPath, 'oldPath'), getValidatedPath(newPath, 'newPath'));
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  mode = copyMode(mode);
  native.copyFile(src, dest, mode, simple(callback));
}

function copyFileSync(src, dest, mode) {
  native.copyFile(getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), copyMode(mode));
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callbackOf(callback);
  require('internal/fs/cp').cp(src, dest, options).then(() => { process.nextTick(callback, null); },
                                                        (err) => { process.nextTick(callback, err); });
}

function cpSync(src, dest, options) {
  require('internal/fs/cp').cpSync(src, dest, options);
}

function link(existingPath, newPath, callback) {
  callbackOf(callback);
  native.link(getValidatedPath(existingPath, 'existingPath'), getValidatedPath(newPath, 'newPath'), simple(callback));
}

function linkSync(existingPath, newPath) {
  native.link(getValidatedPath(existingPath, 'existingPath'), getValidatedPath(newPath, 'newPath'));
}

function checkLinkType(type) {
  if (type !== undefined && type !== null && !['dir', 'file', 'junction'].includes(type)) throw new codes.ERR_FS_INVALID_SYMLINK_TYPE(type);
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = callbackOf(type);
    type = undefined;
  }
  checkLinkType(type);
  native.symlink(getValidatedPath(target, 'target'), getValidatedPath(path), simple(callback));
}

function symlinkSync(target, path, type) {
  checkLinkType(type);
  native.symlink(getValidatedPath(target, 'target'), getValidatedPath(path));
}

function readlink(path, options, callback) {
  callback = callbackOf(typeof options === 'function' ? options : callback);
  options = getOptions(options);
  native.readlink(getValidatedPath(path, 'oldPath'), mapped(callback, (p) => outputPath(p, options)));
}

function readlinkSync(path, options) {
  options = getOptions(options);
  return outputPath(native.readlink(getValidatedPath(path, 'oldPath')), options);
}

function makeRealpath(syscall) {
  function realpath(path, options, callback) {
    callback = callbackOf(typeof options === 'function' ? options : callback);
    options = getOptions(options);
    native.realpath(getValidatedPath(path), syscall, mapped(callback, (p) => outputPath(p, options)));
  }
  function realpathSync(path, options) {
    options = getOptions(options);
    return outputPath(native.realpath(getValidatedPath(path), syscall), options);
  }
  return { realpath, realpathSync };
}
const { realpath, realpathSync } = makeRealpath('lstat');
({ realpath: realpath.native, realpathSync: realpathSync.native } = makeRealpath('realpath'));

// --- modes, owners, times

function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  native.chmod(path, parseFileMode(mode, 'mode'), simple(callback));
}

function chmodSync(path, mode) {
  native.chmod(getValidatedPath(path), parseFileMode(mode, 'mode'));
}

function fchmod(fd, mode, callback) {
  fd = getValidatedFd(fd);
  native.fchmod(fd, parseFileMode(mode, 'mode'), simple(callback));
}

function fchmodSync(fd, mode) {
  native.fchmod(getValidatedFd(fd), parseFileMode(mode, 'mode'));
}

function chown(path, uid, gid, callback) {
  callbackOf(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  native.chown(path, uid, gid, true, simple(callback));
}

function chownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  native.chown(path, uid, gid, true);
}

function lchown(path, uid, gid, callback) {
  callbackOf(callback);
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  native.chown(path, uid, gid, false, simple(callback));
}

function lchownSync(path, uid, gid) {
  path = getValidatedPath(path);
  validateOwner(uid, gid);
  native.chown(path, uid, gid, false);
}

function fchown(fd, uid, gid, callback) {
  fd = getValidatedFd(fd);
  validateOwner(uid, gid);
  native.fchown(fd, uid, gid, simple(callback));
}

function fchownSync(fd, uid, gid) {
  fd = getValidatedFd(fd);
  validateOwner(uid, gid);
  native.fchown(fd, uid, gid);
}

function utimes(path, atime, mtime, callback) {
  callbackOf(callback);
  path = getValidatedPath(path);
  native.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), simple(callback));
}

function utimesSync(path, atime, mtime) {
  native.utimes(getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

function futimes(fd, atime, mtime, callback) {
  fd = getValidatedFd(fd);
  native.futimes(fd, toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'), simple(callback));
}

function futimesSync(fd, atime, mtime) {
  native.futimes(getValidatedFd(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'));
}

function lutimes(path, atime, mtime, callback) {
  callbackOf(callback);
  path = getValidatedPath(path);
  native.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), simple(callback));
}

function lutimesSync(path, atime, mtime) {
  native.lutimes(getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

// --- watching

function watch(filename, options, listener) {
  return require('internal/fs/watch').watch(filename, options, listener);
}

function watchFile(filename, options, listener) {
  return require('internal/fs/watch').watchFile(filename, options, listener);
}

function unwatchFile(filename, listener) {
  require('internal/fs/watch').unwatchFile(filename, listener);
}

// --- streams

function createReadStream(path, options) {
  return new (require('internal/fs/streams').ReadStream)(path, options);
}

function createWriteStream(path, options) {
  return new (require('internal/fs/streams').WriteStream)(path, options);
}

function lazy(name, enumerable, load) {
  Object.defineProperty(fs, name, {
    configurable: true,
    enumerable,
    get() { return load(); },
    set(value) {
      Object.defineProperty(fs, name, { configurable: true, enumerable, writable: true, value });
    },
  });
}

Object.assign(fs, {
  appendFile,
  appendFileSync,
  access,
  accessSync,
  chown,
  chownSync,
  chmod,
  chmodSync,
  close,
  closeSync,
  copyFile,
  copyFileSync,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  exists,
  existsSync,
  fchown,
  fchownSync,
  fchmod,
  fchmodSync,
  fdatasync,
  fdatasyncSync,
  fstat,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncate,
  ftruncateSync,
  futimes,
  futimesSync,
  lchown,
  lchownSync,
  lchmod: undefined, // only macOS has it
  lchmodSync: undefined,
  link,
  linkSync,
  lstat,
  lstatSync,
  lutimes,
  lutimesSync,
  mkdir,
  mkdirSync,
  mkdtemp,
  mkdtempSync,
  open,
  openSync,
  openAsBlob,
  readdir,
  readdirSync,
  read,
  readSync,
  readv,
  readvSync,
  readFile,
  readFileSync,
  readlink,
  readlinkSync,
  realpath,
  realpathSync,
  rename,
  renameSync,
  rm,
  rmSync,
  rmdir,
  rmdirSync,
  stat,
  statfs,
  statSync,
  statfsSync,
  symlink,
  symlinkSync,
  truncate,
  truncateSync,
  unwatchFile,
  unlink,
  unlinkSync,
  utimes,
  utimesSync,
  watch,
  watchFile,
  writeFile,
  writeFileSync,
  write,
  writeSync,
  writev,
  writevSync,
  Dirent,
  Stats,
});
lazy('ReadStream', true, () => require('internal/fs/streams').ReadStream);
lazy('WriteStream', true, () => require('internal/fs/streams').WriteStream);
lazy('FileReadStream', true, () => require('internal/fs/streams').ReadStream);
lazy('FileWriteStream', true, () => require('internal/fs/streams').WriteStream);
fs._toUnixTimestamp = toUnixTimestamp;
lazy('Dir', true, () => require('internal/fs/dir').Dir);
lazy('opendir', true, () => require('internal/fs/dir').opendir);
lazy('opendirSync', true, () => require('internal/fs/dir').opendirSync);

const constants = Object.freeze(Object.assign(Object.create(null), {
  UV_FS_SYMLINK_DIR: 1, UV_FS_SYMLINK_JUNCTION: 2, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, UV_DIRENT_UNKNOWN: 0, UV_DIRENT_FILE: 1,
  UV_DIRENT_DIR: 2, UV_DIRENT_LINK: 3, UV_DIRENT_FIFO: 4, UV_DIRENT_SOCKET: 5, UV_DIRENT_CHAR: 6, UV_DIRENT_BLOCK: 7,
  EXTENSIONLESS_FORMAT_JAVASCRIPT: 0, EXTENSIONLESS_FORMAT_WASM: 1, S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384, S_IFCHR: 8192,
  S_IFBLK: 24576, S_IFIFO: 4096, S_IFLNK: 40960, S_IFSOCK: 49152, O_CREAT: O.CREAT, O_EXCL: O.EXCL, UV_FS_O_FILEMAP: 0,
  O_NOCTTY: 256, O_TRUNC: O.TRUNC, O_APPEND: O.APPEND, O_DIRECTORY: 65536, O_NOATIME: 262144, O_NOFOLLOW: 131072, O_SYNC: O.SYNC,
  O_DSYNC: 4096, O_DIRECT: 16384, O_NONBLOCK: 2048, S_IRWXU: 448, S_IRUSR: 256, S_IWUSR: 128, S_IXUSR: 64, S_IRWXG: 56, S_IRGRP: 32,
  S_IWGRP: 16, S_IXGRP: 8, S_IRWXO: 7, S_IROTH: 4, S_IWOTH: 2, S_IXOTH: 1, F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, UV_FS_COPYFILE_EXCL: 1,
  COPYFILE_EXCL: 1, UV_FS_COPYFILE_FICLONE: 2, COPYFILE_FICLONE: 2, UV_FS_COPYFILE_FICLONE_FORCE: 4, COPYFILE_FICLONE_FORCE: 4,
}));
Object.defineProperties(fs, {
  F_OK: { enumerable: true, value: 0 },
  R_OK: { enumerable: true, value: 4 },
  W_OK: { enumerable: true, value: 2 },
  X_OK: { enumerable: true, value: 1 },
  constants: { configurable: false, enumerable: true, value: constants },
});
Object.defineProperty(fs, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('internal/fs/promises').exports; },
});

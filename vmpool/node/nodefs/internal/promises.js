// fs/promises and FileHandle.

const native = require('internal/fs/native');
const EventEmitter = require('events');
const { AbortError, codes } = require('internal/errors');
const validators = require('internal/validators');
const { makeStatFs, makeStats } = require('internal/fs/stats');
const {
  accessMode, bytesOf, copyMode, copyObject, encodingOf, getOptions, getValidatedPath, isDirectoryError, makeEntries, mkdirArgs,
  outputPath, parseFileMode, position, readdirOptions, rmOptions, stringToFlags, toUnixTimestamp, truncateLength, validateBuffer,
  validateBufferArray, validateOffsetLengthRead, validateOwner, writeArgs, writeFileArgs,
} = require('internal/fs/args');

// call makes a promise of a native function.
function call(name, ...args) {
  return new Promise((resolve, reject) => {
    args.push((err, value) => {
      if (err) reject(err);
      else resolve(value);
    });
    Reflect.apply(native[name], undefined, args);
  });
}

const kFd = Symbol('kFd');
const kClosePromise = Symbol('kClosePromise');

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this[kFd] = fd;
    this[kClosePromise] = undefined;
  }

  get fd() { return this[kFd]; }

  getAsyncId() { return -1; }

  appendFile(data, options) {
    return writeToHandle('appendFile', this, data, options);
  }

  async chmod(mode) {
    mode = parseFileMode(mode, 'mode');
    await call('fchmod', open('fchmod', this), mode);
  }

  async chown(uid, gid) {
    validateOwner(uid, gid);
    await call('fchown', open('fchown', this), uid, gid);
  }

  async datasync() { await call('fsync', open('fdatasync', this), 'fdatasync'); }

  async sync() { await call('fsync', open('fsync', this), 'fsync'); }

  async read(buffer, offset, length, pos) {
    const fd = open('read', this);
    let target = buffer;
    if (!ArrayBuffer.isView(target)) {
      // read(options)
      const options = buffer ?? {};
      if (buffer !== undefined && buffer !== null) validators.validateObject(buffer, 'options', validators.kValidateObjectAllowNullable);
      target = options.buffer ?? Buffer.alloc(16384);
      ({ offset = 0, length = target.byteLength - offset, position: pos = null } = options);
    } else if (offset !== null && typeof offset === 'object') {
      // read(buffer, options)
      ({ offset = 0, length = target.byteLength - offset, position: pos = null } = offset);
    }
    validateBuffer(target);
    if (offset == null) offset = 0;
    else validators.validateInteger(offset, 'offset', 0);
    length = (length ?? target.byteLength - offset) | 0;
    if (length === 0) return { __proto__: null, bytesRead: 0, buffer: target };
    if (target.byteLength === 0) throw new codes.ERR_INVALID_ARG_VALUE('buffer', target, 'is empty and cannot be written');
    validateOffsetLengthRead(offset, length, target.byteLength);
    const bytesRead = await call('read', fd, target, offset, length, position(pos, length));
    return { __proto__: null, bytesRead, buffer: target };
  }

  async readv(buffers, pos) {
    validateBufferArray(buffers);
    const bytesRead = await new Promise((resolve, reject) => {
      require('fs').readv(open('readv', this), buffers, pos ?? null, (err, n) => (err ? reject(err) : resolve(n)));
    });
    return { __proto__: null, bytesRead, buffers };
  }

  readFile(options) { return readFile(this, options); }

  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  async stat(options) {
    const s = await call('fstat', open('fstat', this));
    return makeStats(s, options?.bigint);
  }

  async truncate(len = 0) { await call('ftruncate', open('ftruncate', this), truncateLength(len)); }

  async utimes(atime, mtime) {
    atime = toUnixTimestamp(atime, 'atime');
    mtime = toUnixTimestamp(mtime, 'mtime');
    await call('futimes', open('futimes', this), atime, mtime);
  }

  async write(buffer, offset, length, pos) {
    const fd = open('write', this);
    if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
    if (!ArrayBuffer.isView(buffer)) validators.validateString(buffer, 'buffer');
    const a = writeArgs(fd, buffer, offset, length, pos);
    const bytesWritten = await call('write', a.fd, a.buffer, a.offset, a.length, a.pos);
    return { __proto__: null, bytesWritten, buffer };
  }

  async writev(buffers, pos) {
    validateBufferArray(buffers);
    const bytesWritten = await new Promise((resolve, reject) => {
      require('fs').writev(open('writev', this), buffers, pos ?? null, (err, n) => (err ? reject(err) : resolve(n)));
    });
    return { __proto__: null, bytesWritten, buffers };
  }

  writeFile(data, options) { return writeToHandle('writeFile', this, data, options); }

  close() {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosePromise]) return this[kClosePromise];
    const fd = this[kFd];
    this[kFd] = -1;
    this[kClosePromise] = call('close', fd).finally(() => { this[kClosePromise] = undefined; });
    this.emit('close');
    return this[kClosePromise];
  }

  async [Symbol.asyncDispose]() { return this.close(); }

  readableWebStream(options = { __proto__: null, type: undefined }) {
    validators.validateObject(options, 'options');
    const handle = this;
    return new ReadableStream({
      type: options.type,
      async pull(controller) {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(16384));
        if (bytesRead === 0) controller.close();
        else controller.enqueue(buffer.subarray(0, bytesRead));
      },
    });
  }

  createReadStream(options = undefined) {
    return new (require('internal/fs/streams').ReadStream)(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    return new (require('internal/fs/streams').WriteStream)(undefined, { ...options, fd: this });
  }
}

// open gives the descriptor of a handle that is open.
function open(syscall, handle) {
  if (handle[kFd] === -1) {
    const err = new Error('file closed');
    err.code = 'EBADF';
    err.syscall = syscall;
    throw err;
  }
  return handle[kFd];
}

function checkAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

// abortable rejects a promise when the signal is aborted.
function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then((v) => {
      signal.removeEventListener('abort', onAbort);
      resolve(v);
    }, (err) => {
      signal.removeEventListener('abort', onAbort);
      reject(err);
    });
  });
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  const flags = stringToFlags(options.flag || 'r');
  if (path instanceof FileHandle) {
    checkAborted(options.signal);
    return abortable(call('readFile', open('readFile', path), flags, encodingOf(options)), options.signal);
  }
  const source = getValidatedPath(path);
  checkAborted(options.signal);
  return abortable(call('readFile', source, flags, encodingOf(options)), options.signal);
}

function isIterable(data) {
  return data !== null && typeof data === 'object' && !ArrayBuffer.isView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');
}

async function writeToHandle(name, handle, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: name === 'appendFile' ? 'a' : 'w', flush: false });
  checkAborted(options.signal);
  if (isIterable(data)) return writeIterable(handle, data, options);
  await writeParts(name, handle, bytesOf(data, options.encoding), options.signal);
  if (options.flush) await handle.sync();
}

// How much of a file is written before its signal is looked at again.
const partSize = 512 * 1024;

async function writeParts(name, handle, bytes, signal) {
  let offset = 0;
  do {
    checkAborted(signal);
    offset += await call('write', open(name, handle), bytes, offset, Math.min(partSize, bytes.byteLength - offset), -1);
  } while (offset < bytes.byteLength);
}

async function writeIterable(handle, data, options) {
  const { forAwait } = require('internal/streams/async_generator');
  checkAborted(options.signal);
  await forAwait(data, async (chunk) => {
    checkAborted(options.signal);
    await call('writeFile', open('write', handle), bytesOf(chunk, options.encoding), 0, 0, false);
  });
}

async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  if (path instanceof FileHandle) return writeToHandle('writeFile', path, data, options);
  const { target, flags, mode, flush } = writeFileArgs(path, options);
  checkAborted(options.signal);
  if (!isIterable(data)) {
    data = bytesOf(data, options.encoding);
    if (!options.signal) {
      await call('writeFile', target, data, flags, mode, flush);
      return;
    }
  }
  const handle = await promises.open(path, options.flag || 'w', options.mode);
  try {
    await writeToHandle('writeFile', handle, data, { ...options, flush });
  } finally {
    await handle.close();
  }
}

const promises = {
  async access(path, mode) {
    await call('access', getValidatedPath(path), accessMode(mode));
  },
  async copyFile(src, dest, mode) {
    await call('copyFile', getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), copyMode(mode));
  },
  async cp(src, dest, options) {
    return require('internal/fs/cp').cp(src, dest, options);
  },
  async open(path, flags, mode) {
    path = getValidatedPath(path);
    const number = stringToFlags(flags);
    mode = parseFileMode(mode, 'mode', 0o666);
    return new FileHandle(await call('open', path, number, mode));
  },
  async opendir(path, options) {
    return new Promise((resolve, reject) => {
      require('internal/fs/dir').opendir(path, options ?? {}, (err, dir) => (err ? reject(err) : resolve(dir)));
    });
  },
  async rename(oldPath, newPath) {
    await call('rename', getValidatedPath(oldPath, 'oldPath'), getValidatedPath(newPath, 'newPath'));
  },
  async truncate(path, len = 0) {
    const handle = await promises.open(path, 'r+');
    try {
      await handle.truncate(len);
    } finally {
      await handle.close();
    }
  },
  async rm(path, options) {
    path = getValidatedPath(path);
    options = rmOptions(options);
    const s = await call('stat', path, false, options.force);
    if (s === undefined) return;
    if (!options.recursive && makeStats(s).isDirectory()) throw isDirectoryError(path);
    await call('removeAll', path);
  },
  async rmdir(path, options) {
    return new Promise((resolve, reject) => {
      require('fs').rmdir(path, options, (err) => (err ? reject(err) : resolve()));
    });
  },
  async mkdir(path, options) {
    const { mode, recursive } = mkdirArgs(options);
    const first = await call('mkdir', getValidatedPath(path), mode, recursive);
    return recursive ? first : undefined;
  },
  async readdir(path, options) {
    options = readdirOptions(options);
    path = getValidatedPath(path);
    return makeEntries(await call('readdir', path, !!options.recursive, 'scandir'), path, options);
  },
  async readlink(path, options) {
    options = getOptions(options);
    return outputPath(await call('readlink', getValidatedPath(path, 'oldPath')), options);
  },
  async symlink(target, path, type) {
    await call('symlink', getValidatedPath(target, 'target'), getValidatedPath(path));
  },
  async lstat(path, options = { bigint: false }) {
    return makeStats(await call('stat', getValidatedPath(path), false, false), options.bigint);
  },
  async stat(path, options = { bigint: false }) {
    return makeStats(await call('stat', getValidatedPath(path), true, false), options.bigint);
  },
  async statfs(path, options = { bigint: false }) {
    return makeStatFs(await call('statfs', getValidatedPath(path)), options.bigint);
  },
  async link(existingPath, newPath) {
    await call('link', getValidatedPath(existingPath, 'existingPath'), getValidatedPath(newPath, 'newPath'));
  },
  async unlink(path) {
    await call('unlink', getValidatedPath(path));
  },
  async chmod(path, mode) {
    await call('chmod', getValidatedPath(path), parseFileMode(mode, 'mode'));
  },
  async lchmod(path) {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
  },
  async lchown(path, uid, gid) {
    path = getValidatedPath(path);
    validateOwner(uid, gid);
    await call('chown', path, uid, gid, false);
  },
  async chown(path, uid, gid) {
    path = getValidatedPath(path);
    validateOwner(uid, gid);
    await call('chown', path, uid, gid, true);
  },
  async utimes(path, atime, mtime) {
    await call('utimes', getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
  },
  async lutimes(path, atime, mtime) {
    await call('lutimes', getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
  },
  async realpath(path, options) {
    options = getOptions(options);
    return outputPath(await call('realpath', getValidatedPath(path), 'realpath'), options);
  },
  async mkdtemp(prefix, options) {
    options = getOptions(options);
    return outputPath(await call('mkdtemp', getValidatedPath(prefix, 'prefix')), options);
  },
  writeFile,
  async appendFile(path, data, options) {
    options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false }));
    options.flag ||= 'a';
    return writeFile(path, data, options);
  },
  readFile,
  watch(filename, options) {
    return require('internal/fs/watch').watchAsync(filename, options);
  },
};
Object.defineProperty(promises, 'constants', { enumerable: true, configurable: true, get() { return require('fs').constants; } });

module.exports = { exports: promises, FileHandle };

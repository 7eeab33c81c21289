// ReadStream and WriteStream.

const { Readable, Writable, finished } = require('stream');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { copyObject, getOptions, getValidatedFd, getValidatedPath } = require('internal/fs/args');

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kIoDone = Symbol('kIoDone');

// handleFs makes the functions that a stream uses out of a FileHandle.
function handleFs(handle) {
  const settle = (promise, cb, value) => {
    promise.then((r) => process.nextTick(cb, null, value(r)), (err) => process.nextTick(cb, err));
  };
  return {
    open() {},
    close(fd, cb) {
      handle.close().then(() => process.nextTick(cb), (err) => process.nextTick(cb, err));
    },
    read(fd, buf, offset, length, pos, cb) {
      settle(handle.read(buf, offset, length, pos), cb, (r) => r.bytesRead);
    },
    write(fd, buf, offset, length, pos, cb) {
      settle(handle.write(buf, offset, length, pos), cb, (r) => r.bytesWritten);
    },
    fsync(fd, cb) {
      handle.sync().then(() => process.nextTick(cb), (err) => process.nextTick(cb, err));
    },
    writev(fd, buffers, pos, cb) {
      settle(handle.writev(buffers, pos), cb, (r) => r.bytesWritten);
    },
  };
}

// importFd takes the descriptor or FileHandle that options give.
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || require('fs');
    return getValidatedFd(options.fd);
  }
  if (typeof options.fd === 'object' && options.fd !== null && typeof options.fd.fd === 'number') {
    if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = options.fd;
    stream[kFs] = handleFs(options.fd);
    options.fd.on('close', () => { stream.destroy(); });
    return options.fd.fd;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  const { open } = stream;
  if (typeof open === 'function' && open !== openRead && open !== openWrite) {
    constructByOpen(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (err, fd) => {
    if (err) {
      callback(err);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

// constructByOpen serves streams whose open method was replaced, as older libraries do: it opens and emits 'open' or 'error'.
function constructByOpen(stream, callback) {
  const { emit } = stream;
  stream.emit = function(...args) {
    if (args[0] === 'open') {
      this.emit = emit;
      callback();
      Reflect.apply(emit, this, args);
    } else if (args[0] === 'error') {
      this.emit = emit;
      callback(args[1]);
    } else {
      Reflect.apply(emit, this, args);
    }
  };
  stream.open();
}

function close(stream, err, cb) {
  if (!stream.fd) {
    cb(err);
  } else if (stream.flush) {
    stream[kFs].fsync(stream.fd, (flushErr) => { closeNow(stream, err || flushErr, cb); });
  } else {
    closeNow(stream, err, cb);
  }
}

function closeNow(stream, err, cb) {
  stream[kFs].close(stream.fd, (er) => { cb(er || err); });
  stream.fd = null;
}

function destroyStream(err, cb) {
  // A read or write in progress has the descriptor.
  if (this[kIsPerformingIO]) this.once(kIoDone, (er) => close(this, err || er, cb));
  else close(this, err, cb);
}

function checkFs(functions, names) {
  for (let i = 0; i < names.length; i++) validateFunction(functions[names[i]], `options.fs.${names[i]}`);
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyObject(getOptions(options, {}));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    checkFs(this[kFs], ['open', 'read']);
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = importFd(this, options);
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.autoDestroy) checkFs(this[kFs], ['close']);
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

Object.defineProperty(ReadStream.prototype, 'autoClose', {
  get() { return this._readableState.autoDestroy; },
  set(val) { this._readableState.autoDestroy = val; },
});

const { deprecate } = require('internal/util');
const openRead = deprecate(function() {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
const openWrite = deprecate(function() {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');

ReadStream.prototype.open = openRead;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) : Math.min(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buf = Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buf, 0, n, this.pos, (er, bytesRead) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      this.emit(kIoDone, er);
      return;
    }
    if (er) {
      require('internal/streams/destroy').errorOrDestroy(this, er);
    } else if (bytesRead > 0) {
      if (this.pos !== undefined) this.pos += bytesRead;
      this.bytesRead += bytesRead;
      if (bytesRead === buf.length) {
        this.push(buf);
      } else { // a part of the buffer would keep the rest of it
        const chunk = Buffer.allocUnsafeSlow(bytesRead);
        buf.copy(chunk, 0, 0, bytesRead);
        this.push(chunk);
      }
    } else {
      this.push(null);
    }
  });
};

ReadStream.prototype._destroy = destroyStream;

ReadStream.prototype.close = function(cb) {
  if (typeof cb === 'function') finished(this, cb);
  this.destroy();
};

Object.defineProperty(ReadStream.prototype, 'pending', {
  get() { return this.fd === null; },
  configurable: true,
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyObject(getOptions(options, {}));
  options.decodeStrings = true;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    checkFs(this[kFs], ['open']);
    if (!this[kFs].write && !this[kFs].writev) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
    }
    this.path = getValidatedPath(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
  } else {
    this.fd = importFd(this, options);
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.flush == null) {
    this.flush = false;
  } else {
    validateBoolean(options.flush, 'options.flush');
    this.flush = options.flush;
  }
  if (options.autoDestroy) checkFs(this[kFs], ['close']);
  if (this[kFs].write) checkFs(this[kFs], ['write']);
  if (this[kFs].writev) checkFs(this[kFs], ['writev']);
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

Object.defineProperty(WriteStream.prototype, 'autoClose', {
  get() { return this._writableState.autoDestroy; },
  set(val) { this._writableState.autoDestroy = val; },
});

WriteStream.prototype.open = openWrite;
WriteStream.prototype._construct = construct;

// writeAll writes data, in as many calls as it takes.
function writeAll(stream, data, pos, cb, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, data.length, pos, (er, n) => {
    if (er?.code === 'EAGAIN') { // no data could be taken now
      er = null;
      n = 0;
    }
    if (stream.destroyed || er) return cb(er);
    stream.bytesWritten += n;
    if (n >= data.length) return cb(null);
    retries = n > 0 ? 0 : retries + 1;
    if (retries > 5) return cb(new codes.ERR_SYSTEM_ERROR({ message: 'writev failed', code: 'EAGAIN', errno: -11, syscall: 'write' }));
    return writeAll(stream, data.subarray(n), pos === undefined ? undefined : pos + n, cb, retries);
  });
}

WriteStream.prototype._write = function(data, encoding, cb) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, this.pos, (er) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      cb(er);
      this.emit(kIoDone, er);
      return;
    }
    cb(er);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(data, cb) {
  const chunks = [];
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    chunks.push(data[i].chunk);
    size += data[i].chunk.length;
  }
  this[kIsPerformingIO] = true;
  this[kFs].writev(this.fd, chunks, this.pos ?? null, (er, n) => {
    this[kIsPerformingIO] = false;
    if (!er) this.bytesWritten += n;
    if (this.destroyed) {
      cb(er);
      this.emit(kIoDone, er);
      return;
    }
    cb(er);
  });
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = destroyStream;

WriteStream.prototype.close = function(cb) {
  if (cb) {
    if (this.closed) {
      process.nextTick(cb);
      return;
    }
    this.on('close', cb);
  }
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

Object.defineProperty(WriteStream.prototype, 'pending', {
  get() { return this.fd === null; },
  configurable: true,
});

module.exports = { ReadStream, WriteStream };

// Dir: a folder that is read entry by entry.

const { codes } = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { getOptions, getValidatedPath } = require('internal/fs/args');

class Dir {
  #path;
  #entries;
  #next = 0;
  #closed = false;
  #pending = 0; // asynchronous operations that aren't done

  constructor(handle, path, options) { // a handle is the list of entries: options have done their work
    if (handle == null) throw new codes.ERR_MISSING_ARGS('handle');
    this.#path = path;
    this.#entries = handle;
  }

  get path() { return this.#path; }

  read(callback) {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (callback === undefined) {
      return new Promise((resolve, reject) => { this.read((err, entry) => (err ? reject(err) : resolve(entry))); });
    }
    validateFunction(callback, 'callback');
    this.#begin(() => { callback(null, this.#take()); });
    return undefined;
  }

  readSync() {
    this.#checkIdle();
    return this.#take();
  }

  // #begin does an asynchronous operation in its turn.
  #begin(operation) {
    this.#pending++;
    process.nextTick(() => {
      this.#pending--;
      operation();
    });
  }

  #checkIdle() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#pending > 0) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
  }

  #take() {
    return this.#next < this.#entries.length ? this.#entries[this.#next++] : null;
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new codes.ERR_DIR_CLOSED());
      return new Promise((resolve) => { this.close(resolve); });
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new codes.ERR_DIR_CLOSED());
    } else {
      this.#closed = true;
      this.#begin(() => { callback(null); });
    }
    return undefined;
  }

  closeSync() {
    this.#checkIdle();
    this.#closed = true;
  }

  entries() {
    const { asyncGenerator, wait } = require('internal/streams/async_generator');
    const dir = this;
    return asyncGenerator((function* () {
      try {
        for (;;) {
          const entry = yield wait(dir.read());
          if (entry === null) return;
          yield entry;
        }
      } finally {
        yield wait(dir.close());
      }
    })());
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true,
});

function dirOptions(options) {
  options = getOptions(options, { encoding: 'utf8' });
  if (options.bufferSize !== undefined) validateUint32(options.bufferSize, 'options.bufferSize', true);
  return { ...options, withFileTypes: true };
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = dirOptions(options);
  require('fs').readdir(path, options, (err, entries) => {
    if (err) callback(opendirError(err));
    else callback(null, new Dir(entries, path));
  });
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = dirOptions(options);
  let entries;
  try {
    entries = require('fs').readdirSync(path, options);
  } catch (err) {
    opendirError(err);
    // Only this form of the error is without the path.
    if (err.path !== undefined) {
      err.message = err.message.replace(` '${err.path}'`, '');
      delete err.path;
    }
    throw err;
  }
  return new Dir(entries, path);
}

// opendirError renames the call that the listing is made of.
function opendirError(err) {
  if (err.syscall === 'scandir') {
    err.message = err.message.replace('scandir', 'opendir');
    err.syscall = 'opendir';
  }
  return err;
}

module.exports = { Dir, opendir, opendirSync };

// fs.watch, fs.watchFile and fs.promises.watch.

const native = require('internal/fs/native');
const EventEmitter = require('events');
const path = require('path');
const { AbortError, codes } = require('internal/errors');
const validators = require('internal/validators');
const { copyObject, getOptions, getValidatedPath, outputPath } = require('internal/fs/args');
const { makeStats } = require('internal/fs/stats');

// start watches filename natively; what it throws has the name that FSWatcher's errors have.
function start(filename, options, listener) {
  try {
    return native.watch(filename, !!options.recursive, options.persistent !== false, listener);
  } catch (err) {
    err.filename = filename;
    throw err;
  }
}

function FSWatcher() {
  Reflect.apply(EventEmitter, this, []);
  this._handle = null;
}
Object.setPrototypeOf(FSWatcher.prototype, EventEmitter.prototype);
Object.setPrototypeOf(FSWatcher, EventEmitter);

FSWatcher.prototype.close = function() {
  if (this._handle === null) return;
  this._handle.close();
  this._handle = null;
  process.nextTick(() => { this.emit('close'); });
};

FSWatcher.prototype.ref = function() {
  if (this._handle) this._handle.setRef(true);
  return this;
};

FSWatcher.prototype.unref = function() {
  if (this._handle) this._handle.setRef(false);
  return this;
};

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = copyObject(getOptions(options));
  filename = getValidatedPath(filename);
  if (options.recursive != null) validators.validateBoolean(options.recursive, 'options.recursive');
  const watcher = new FSWatcher();
  watcher._handle = start(filename, options, (err, eventType, name) => {
    if (watcher._handle === null) return;
    if (err) {
      watcher._handle.close();
      watcher._handle = null;
      err.filename = filename;
      watcher.emit('error', err);
    } else {
      watcher.emit('change', eventType, outputPath(name, options));
    }
  });
  if (listener) watcher.addListener('change', listener);
  if (options.signal) {
    if (options.signal.aborted) {
      process.nextTick(() => watcher.close());
    } else {
      const onAbort = () => watcher.close();
      options.signal.addEventListener('abort', onAbort, { once: true });
      watcher.once('close', () => { options.signal.removeEventListener('abort', onAbort); });
    }
  }
  return watcher;
}

// What has to differ for a file to have changed: all but the time of its last access and how it is stored.
const compared = [0, 1, 3, 4, 7, 8, 12, 13, 14, 15, 16, 17];
const nothing = new Array(18).fill(0);

class StatWatcher extends EventEmitter {
  #filename;
  #bigint;
  #interval;
  #timer = null;
  #last = null; // the numbers of the last Stats
  #missing = false;
  #unrefs = 0; // how many of the users don't want to keep the process alive
  #users = 1;
  #stopped = false;

  constructor(filename, options) {
    super();
    this.#filename = filename;
    this.#bigint = options.bigint;
    this.#interval = options.interval;
    if (!options.persistent) this.#unrefs = 1;
    this.#poll();
  }

  #poll() {
    native.stat(this.#filename, true, false, (err, stats) => {
      if (this.#stopped) return;
      if (err) {
        if (!this.#missing) this.#tell(nothing, this.#last ?? nothing);
        this.#missing = true;
      } else {
        if (this.#missing || this.#last !== null && compared.some((i) => stats[i] !== this.#last[i])) {
          this.#tell(stats, this.#missing ? nothing : this.#last);
        }
        this.#missing = false;
        this.#last = stats;
      }
      if (this.#stopped) return;
      this.#timer = setTimeout(() => this.#poll(), this.#interval);
      this.#setRef();
    });
  }

  #tell(current, previous) {
    this.emit('change', makeStats(current, this.#bigint), makeStats(previous, this.#bigint));
  }

  #setRef() {
    if (this.#unrefs < this.#users) this.#timer?.ref();
    else this.#timer?.unref();
  }

  // join counts one more user, leave all that are gone.
  join() {
    this.#users++;
    this.#setRef();
  }

  leave(left) {
    this.#users = left;
    this.#unrefs = Math.min(this.#unrefs, left);
    this.#setRef();
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    process.nextTick(() => { this.emit('stop'); });
  }

  ref() {
    if (this.#unrefs > 0) this.#unrefs--;
    this.#setRef();
    return this;
  }

  unref() {
    if (this.#unrefs < this.#users) this.#unrefs++;
    this.#setRef();
    return this;
  }
}

const statWatchers = new Map();

function watchFile(filename, options, listener) {
  filename = path.resolve(getValidatedPath(filename));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { interval: 5007, persistent: true, ...options };
  validators.validateFunction(listener, 'listener');
  let watcher = statWatchers.get(filename);
  if (watcher === undefined) {
    validators.validateUint32(options.interval, 'interval');
    watcher = new StatWatcher(filename, options);
    statWatchers.set(filename, watcher);
  } else {
    watcher.join();
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = path.resolve(getValidatedPath(filename));
  const watcher = statWatchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  const left = watcher.listenerCount('change');
  watcher.leave(left);
  if (left === 0) {
    watcher.stop();
    statWatchers.delete(filename);
  }
}

// watchAsync is fs.promises.watch: an async iterator of { eventType, filename }.
function watchAsync(filename, options = {}) {
  const { asyncGenerator, wait } = require('internal/streams/async_generator');
  return asyncGenerator((function* () {
    filename = getValidatedPath(filename);
    validators.validateObject(options, 'options');
    const { persistent = true, recursive = false, encoding = 'utf8', signal } = options;
    validators.validateBoolean(persistent, 'options.persistent');
    validators.validateBoolean(recursive, 'options.recursive');
    validators.validateAbortSignal(signal, 'options.signal');
    if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw new codes.ERR_INVALID_ARG_VALUE(encoding, 'encoding', 'is invalid encoding');
    }
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    const queue = [];
    let wake = () => {};
    let failure;
    const onAbort = () => {
      failure = new AbortError(undefined, { cause: signal.reason });
      wake();
    };
    const handle = start(filename, { persistent, recursive }, (err, eventType, name) => {
      if (err) failure = err;
      else queue.push({ __proto__: null, eventType, filename: outputPath(name, { encoding }) });
      wake();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        if (queue.length > 0) yield queue.shift();
        else if (failure) throw failure;
        else yield wait(new Promise((resolve) => { wake = resolve; }));
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      handle.close();
    }
  })());
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchAsync, watchFile };

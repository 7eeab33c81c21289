// events.on: an async iterator over the events of an emitter.

const { AbortError, codes } = require('internal/errors');
const { SymbolDispose } = require('internal/util');
const { validateAbortSignal, validateInteger } = require('internal/validators');

const kWatermarkData = Symbol.for('nodejs.watermarkData');
const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');

// Async generators are lowered when scripts are compiled, so their prototype can't be had from syntax here: this object
// is what their iterators share.
const AsyncIteratorPrototype = {
  [Symbol.asyncIterator]() {
    return this;
  },
};
Object.defineProperty(AsyncIteratorPrototype, Symbol.asyncIterator, { enumerable: false });

// listen, unlisten and addAbortListener are events.js' own.
function on(emitter, event, options, listen, unlisten, addAbortListener) {
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal?.reason });
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const events = []; // not yet asked for
  const waiting = []; // resolvers of next() calls
  const listeners = []; // [emitter, name, listener] to be removed
  let paused = false;
  let error = null;
  let finished = false;

  const add = (target, name, listener) => {
    listen(target, name, listener);
    listeners.push([target, name, listener]);
  };
  const onEvent = (value) => {
    if (waiting.length > 0) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    events.push(value);
    if (!paused && events.length > high) {
      paused = true;
      emitter.pause();
    }
  };
  const onError = (err) => {
    if (waiting.length > 0) waiting.shift().reject(err);
    else error = err;
    close();
  };
  const onAbort = () => onError(new AbortError(undefined, { cause: signal?.reason }));
  const close = () => {
    abortion?.[SymbolDispose]();
    while (listeners.length > 0) {
      const entry = listeners.pop();
      unlisten(entry[0], entry[1], entry[2]);
    }
    finished = true;
    while (waiting.length > 0) waiting.shift().resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  };

  const iterator = Object.setPrototypeOf({
    next() {
      if (events.length > 0) {
        const value = events.shift();
        if (paused && events.length < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ value, done: false });
      }
      if (error) {
        const rejected = Promise.reject(error);
        error = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(err) {
      if (!err || !(err instanceof Error)) throw new codes.ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
      onError(err);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() {
        return events.length;
      },
      get low() {
        return low;
      },
      get high() {
        return high;
      },
      get isPaused() {
        return paused;
      },
    },
  }, AsyncIteratorPrototype);

  add(emitter, event, options[kFirstEventParam] ? onEvent : (...args) => onEvent(args));
  if (event !== 'error' && typeof emitter.on === 'function') add(emitter, 'error', onError);
  const closeEvents = options.close;
  for (let i = 0; i < (closeEvents?.length ?? 0); i++) add(emitter, closeEvents[i], close);
  const abortion = signal ? addAbortListener(signal, onAbort) : null;
  return iterator;
}

module.exports = { on };

// https://nodejs.org/docs/latest-v20.x/api/timers.html#timers-promises-api

const { Timeout, Immediate, insert, clearImmediate } = require('internal/timers');
const { clearTimeout } = require('timers');
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');

const kScheduler = Symbol('kScheduler');
const noOptions = Object.freeze({ __proto__: null });

function validate(delay, options) {
  if (delay !== undefined) validateNumber(delay, 'delay');
  validateObject(options, 'options');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// once returns a promise of what start's callback gets; start returns the timer and clear stops it.
function once(delay, options, start, clear) {
  try {
    validate(delay, options);
  } catch (err) {
    return Promise.reject(err);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  let onAbort;
  const promise = new Promise((resolve, reject) => {
    const timer = start(resolve, ref);
    if (signal) {
      onAbort = () => {
        if (!timer._destroyed) {
          clear(timer);
          reject(abortError(signal));
        }
      };
      signal.addEventListener('abort', onAbort);
    }
  });
  if (onAbort === undefined) return promise;
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}

function setTimeout(after, value, options = noOptions) {
  return once(after, options, (resolve, ref) => {
    const timeout = new Timeout(resolve, after, [value], false, ref);
    insert(timeout, timeout._idleTimeout, ref);
    return timeout;
  }, clearTimeout);
}

function setImmediate(value, options = noOptions) {
  return once(undefined, options, (resolve, ref) => {
    const immediate = new Immediate(resolve, [value]);
    if (!ref) immediate.unref();
    return immediate;
  }, clearImmediate);
}

// Where the iterator's methods come from when somebody looks for [Symbol.asyncIterator].
const IntervalPrototype = {
  [Symbol.asyncIterator]() { return this; },
  [Symbol.toStringTag]: 'AsyncGenerator',
};

// Ticks is the iterator of setInterval. Its methods wait for one another, as those of an async generator do.
function Ticks(after, value, options) {
  let state = 'new';
  let pending = 0; // ticks that nobody has taken yet
  let wake;
  let interval;
  let last = Promise.resolve();
  let signal;

  function onAbort() {
    clearTimeout(interval);
    wake?.();
    wake = undefined;
  }

  function end() {
    state = 'done';
    if (interval !== undefined) clearTimeout(interval);
    signal?.removeEventListener('abort', onAbort);
  }

  function begin() {
    validate(after, options);
    signal = options.signal;
    if (signal?.aborted) throw abortError(signal);
    state = 'running';
    const { ref = true } = options;
    interval = new Timeout(() => {
      pending++;
      wake?.();
      wake = undefined;
    }, after, undefined, true, ref);
    insert(interval, interval._idleTimeout, ref);
    signal?.addEventListener('abort', onAbort, { __proto__: null, once: true });
  }

  async function step() {
    if (state === 'done') return { value: undefined, done: true };
    try {
      if (state === 'new') begin();
      if (pending === 0 && !signal?.aborted) await new Promise((resolve) => { wake = resolve; });
      if (pending === 0 && signal?.aborted) throw abortError(signal);
      pending--;
      return { value, done: false };
    } catch (err) {
      end();
      throw err;
    }
  }

  function enqueue(f) {
    const result = last.then(f);
    last = result.then(() => {}, () => {});
    return result;
  }

  return {
    __proto__: IntervalPrototype,
    next() {
      if (state === 'new') { // the first call does its work at once
        const result = step();
        last = result.then(() => {}, () => {});
        return result;
      }
      return enqueue(step);
    },
    return(v) {
      return enqueue(async () => {
        end();
        return { value: await v, done: true };
      });
    },
    throw(err) {
      return enqueue(() => {
        end();
        throw err;
      });
    },
  };
}

function setInterval(after, value, options = noOptions) {
  return Ticks(after, value, options);
}

// https://nodejs.org/docs/latest-v20.x/api/timers.html#timerspromisesschedulerwaitdelay-options
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

function makeScheduler() {
  this[kScheduler] = true;
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: Reflect.construct(makeScheduler, [], Scheduler),
};

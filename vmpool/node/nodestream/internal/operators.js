// The iterator helpers of Readable: map, filter, take and their kin.

const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');
const { BREAK, asyncGenerator, forAwait, loop, wait } = require('internal/streams/async_generator');
const { isNodeStream, isWritable } = require('internal/streams/utils');

const kEmpty = Symbol('kEmpty'); // the callback gave nothing
const kEof = Symbol('kEof');

function validateFn(fn, name = 'fn') {
  if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(name, ['Function', 'AsyncFunction'], fn);
}

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function compose(stream, options) {
  validateOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) throw new codes.ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  const composed = require('internal/streams/compose')(this, stream);
  if (options?.signal) require('internal/streams/add_abort_signal').addAbortSignalNoValidate(options.signal, composed);
  return composed;
}

function map(fn, options) {
  validateFn(fn);
  validateOptions(options);
  const concurrency = options?.concurrency != null ? Math.floor(options.concurrency) : 1;
  const highWaterMark = options?.highWaterMark != null ? Math.floor(options.highWaterMark) : concurrency - 1;
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  return asyncGenerator(mapped(this, fn, options?.signal, concurrency, highWaterMark + concurrency));
}

// mapped calls fn ahead of the consumer, with up to `concurrency` calls running and `most` results waiting, and gives the results
// in order.
function* mapped(stream, fn, outerSignal, concurrency, most) {
  const signal = AbortSignal.any(outerSignal ? [outerSignal] : []);
  const options = { signal };
  const queue = [];
  let next = null; // wakes the consumer
  let resume = null; // wakes the pump
  let done = false;
  let running = 0;

  function wakePump(force) {
    if (resume && (force || (!done && running < concurrency && queue.length < most))) {
      const f = resume;
      resume = null;
      f();
    }
  }
  function wakeConsumer() {
    const f = next;
    next = null;
    if (f) f();
  }
  function itemDone() {
    running--;
    wakePump(false);
  }
  function itemFailed() {
    done = true;
    itemDone();
  }

  async function pump() {
    try {
      await forAwait(stream, (val) => {
        if (done) return BREAK;
        if (signal.aborted) throw new AbortError();
        try {
          val = fn(val, options);
          if (val === kEmpty) return undefined;
          val = Promise.resolve(val);
        } catch (err) {
          val = Promise.reject(err);
        }
        running++;
        val.then(itemDone, itemFailed);
        queue.push(val);
        wakeConsumer();
        if (!done && (queue.length >= most || running >= concurrency)) {
          return new Promise((resolve) => { resume = resolve; });
        }
        return undefined;
      });
      queue.push(kEof);
    } catch (err) {
      const val = Promise.reject(err);
      val.then(itemDone, itemFailed);
      queue.push(val);
    } finally {
      done = true;
      wakeConsumer();
    }
  }
  pump();

  try {
    for (;;) {
      while (queue.length > 0) {
        const val = yield wait(queue[0]);
        if (val === kEof) return;
        if (signal.aborted) throw new AbortError();
        if (val !== kEmpty) yield val;
        queue.shift();
        wakePump(false);
      }
      yield wait(new Promise((resolve) => { next = resolve; }));
    }
  } finally {
    done = true;
    wakePump(true);
  }
}

function asIndexedPairs(options = undefined) {
  validateOptions(options);
  const stream = this;
  return asyncGenerator((function* () {
    let index = 0;
    yield* loop(stream, function* (val) {
      if (options?.signal?.aborted) throw new AbortError({ cause: options.signal.reason });
      yield [index++, val];
    });
  })());
}

async function some(fn, options = undefined) {
  let found = false;
  await forAwait(filter.call(this, fn, options), () => {
    found = true;
    return BREAK;
  });
  return found;
}

async function every(fn, options = undefined) {
  validateFn(fn);
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  let found;
  await forAwait(filter.call(this, fn, options), (result) => {
    found = result;
    return BREAK;
  });
  return found;
}

async function forEach(fn, options) {
  validateFn(fn);
  async function forEachFn(value, options) {
    await fn(value, options);
    return kEmpty;
  }
  await forAwait(map.call(this, forEachFn, options), () => undefined);
}

function filter(fn, options) {
  validateFn(fn);
  async function filterFn(value, options) {
    return await fn(value, options) ? value : kEmpty;
  }
  return map.call(this, filterFn, options);
}

async function reduce(reducer, initialValue, options) {
  validateFn(reducer, 'reducer');
  validateOptions(options);
  let has = arguments.length > 1;
  if (options?.signal?.aborted) {
    const err = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {}); // it is thrown here
    await require('internal/streams/finished').finished(this.destroy(err));
    throw err;
  }
  const ac = new AbortController();
  const { signal } = ac;
  options?.signal?.addEventListener('abort', () => ac.abort(), { once: true });
  try {
    await forAwait(this, async (value) => {
      if (options?.signal?.aborted) throw new AbortError();
      if (has) {
        initialValue = await reducer(initialValue, value, { signal });
      } else {
        initialValue = value;
        has = true;
      }
    });
    if (!has) {
      const err = new codes.ERR_MISSING_ARGS('reduce');
      err.message = 'Reduce of an empty stream requires an initial value';
      throw err;
    }
  } finally {
    ac.abort();
  }
  return initialValue;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  await forAwait(this, (val) => {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result.push(val);
  });
  return result;
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return asyncGenerator(loop(values, function* (val) {
    yield* loop(val, function* (item) { yield item; });
  }));
}

function count(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new codes.ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options = undefined) {
  validateOptions(options);
  number = count(number);
  const stream = this;
  return asyncGenerator((function* () {
    if (options?.signal?.aborted) throw new AbortError();
    yield* loop(stream, function* (val) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- <= 0) yield val;
    });
  })());
}

function take(number, options = undefined) {
  validateOptions(options);
  number = count(number);
  const stream = this;
  return asyncGenerator((function* () {
    if (options?.signal?.aborted) throw new AbortError();
    yield* loop(stream, function* (val) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- > 0) yield val;
      // The end is known without another item.
      return number <= 0 ? BREAK : undefined;
    });
  })());
}

module.exports = {
  streamReturning: { asIndexedPairs, drop, filter, flatMap, map, take, compose },
  promiseReturning: { every, forEach, reduce, toArray, some, find },
};

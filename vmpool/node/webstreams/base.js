// What all kinds of streams share: the queue with sizes, promises that are made on demand, and the conversion of arguments.

const { codes } = require('internal/errors');
const { invalidThis, deeper } = require('internal/webidl');

const kState = Symbol('kState');
const { then } = Promise.prototype;
const noop = () => {};

// A Queue is a queue-with-sizes (section 8.1); the values and sizes are in two arrays, taken from the head.
class Queue {
  constructor() {
    this.values = [];
    this.sizes = [];
    this.head = 0;
    this.total = 0;
  }

  get length() { return this.values.length - this.head; }

  push(value, size) {
    if (size !== 1) {
      size = Number(size);
      if (!(size >= 0) || size === Infinity) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('size', size);
    }
    this.values.push(value);
    this.sizes.push(size);
    this.total += size;
  }

  shift() {
    const { head } = this;
    const value = this.values[head];
    this.total -= this.sizes[head];
    if (this.total < 0) this.total = 0; // rounding
    this.values[head] = undefined;
    this.head = head + 1;
    if (this.head === this.values.length) {
      this.values = [];
      this.sizes = [];
      this.head = 0;
    } else if (this.head > 1024) {
      this.values.splice(0, this.head);
      this.sizes.splice(0, this.head);
      this.head = 0;
    }
    return value;
  }

  peek() { return this.values[this.head]; }

  reset() {
    this.values = [];
    this.sizes = [];
    this.head = 0;
    this.total = 0;
  }
}

// A Later is a promise that exists from the moment when somebody asks for it. Its rejection counts as handled.
class Later {
  constructor() {
    this.status = 0; // 0 pending, 1 resolved, 2 rejected
    this.reason = undefined;
    this.made = undefined;
    this.settle = undefined;
    this.fail = undefined;
  }

  get promise() {
    if (this.made === undefined) {
      if (this.status === 1) {
        this.made = Promise.resolve(undefined);
      } else if (this.status === 2) {
        this.made = Promise.reject(this.reason);
        then.call(this.made, undefined, noop);
      } else {
        this.made = new Promise((resolve, reject) => { this.settle = resolve; this.fail = reject; });
      }
    }
    return this.made;
  }

  resolve() {
    if (this.status !== 0) return;
    this.status = 1;
    if (this.settle !== undefined) this.settle(undefined);
  }

  reject(reason) {
    if (this.status !== 0) return;
    this.status = 2;
    this.reason = reason;
    if (this.fail !== undefined) {
      this.fail(reason);
      then.call(this.made, undefined, noop);
    }
  }
}
Later.resolved = () => { const l = new Later(); l.status = 1; return l; };
Later.rejected = (reason) => { const l = new Later(); l.status = 2; l.reason = reason; return l; };

const deferred = () => {
  let resolve, reject;
  const promise = new Promise((a, b) => { resolve = a; reject = b; });
  return { promise, resolve, reject };
};

// react is "upon fulfillment / rejection" for any value.
const react = (value, onFulfilled, onRejected) => {
  then.call(Promise.resolve(value), onFulfilled, onRejected);
};
// chain is react with the promise for what the handlers return.
const chain = (promise, onFulfilled, onRejected) => then.call(promise, onFulfilled, onRejected);
// attempt is the promise for what f returns; what f throws rejects it. f may be undefined.
const attempt = (f) => {
  if (f === undefined) return Promise.resolve(undefined);
  try {
    return Promise.resolve(f());
  } catch (err) {
    return Promise.reject(err);
  }
};
const handled = (promise) => { then.call(promise, undefined, noop); };

const settled = Promise.resolve(undefined);
const microtask = (f) => { then.call(settled, f); };

const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
const typeError = (message) => new codes.ERR_INVALID_STATE.TypeError(message);

// callbacks reads the members of an underlying source, sink or transformer in the order of Web IDL.
const members = (object, names, what) => {
  const out = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = object?.[name];
    if (value === undefined) continue;
    if (!plain.includes(name) && typeof value !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(`${what}.${name}`, 'Function', value);
    out[name] = value;
  }
  return out;
};
const plain = ['type', 'autoAllocateChunkSize', 'readableType', 'writableType'];

const optionalObject = (value, name) => {
  if (value === undefined) return undefined;
  if (!isObject(value)) throw new codes.ERR_INVALID_ARG_VALUE(name, value);
  return value;
};

const noStrategy = { highWaterMark: undefined, size: undefined };

// strategyOf converts a queuing strategy: {highWaterMark, size}, both maybe undefined.
const strategyOf = (strategy, name = 'strategy') => {
  if (strategy === undefined || strategy === null) return noStrategy;
  if (!isObject(strategy)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'Object', strategy);
  let { highWaterMark } = strategy;
  if (highWaterMark !== undefined) highWaterMark = Number(highWaterMark);
  const { size } = strategy;
  if (size !== undefined && typeof size !== 'function') throw new codes.ERR_INVALID_ARG_TYPE(`${name}.size`, 'Function', size);
  return { highWaterMark, size };
};

const highWaterMarkOf = (strategy, fallback) => {
  const { highWaterMark } = strategy;
  if (highWaterMark === undefined) return fallback;
  if (!(highWaterMark >= 0)) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', highWaterMark);
  return highWaterMark;
};

const customInspect = Symbol.for('nodejs.util.inspect.custom');

// inspectable gives a class Node's way of printing it.
const inspectable = (Class, name, view) => {
  Object.defineProperty(Class.prototype, customInspect, {
    value(depth, options) {
      if (!(this instanceof Class)) throw invalidThis(name);
      if (depth < 0) return this;
      const { inspect } = require('util');
      return `${name} ${inspect(view(this), deeper(options))}`;
    },
    writable: true,
    enumerable: false,
    configurable: true,
  });
};

// What stream.finished, pipeline and addAbortSignal of Node's streams ask a web stream: hooks(Class, {readable, writable}) answers for
// the states of Class.
const hooks = (Class, statuses, errorOf) => {
  const define = (symbol, get) => {
    Object.defineProperty(Class.prototype, Symbol.for(symbol), { get, set: undefined, enumerable: false, configurable: true });
  };
  define('nodejs.stream.disturbed', function () { return this[kState].disturbed; });
  define('nodejs.stream.errored', function () { return this[kState].status === 'errored' ? this[kState].error : null; });
  Object.keys(statuses).forEach((key) => define(`nodejs.stream.${key}`, function () { return this[kState].status === statuses[key]; }));
  define('nodejs.webstream.isClosedPromise', function () {
    const state = this[kState];
    if (state.ended === undefined) {
      if (state.status === 'closed') state.ended = Later.resolved();
      else if (state.status === 'errored') state.ended = Later.rejected(state.error);
      else state.ended = new Later();
    }
    return state.ended;
  });
  define('nodejs.webstream.controllerErrorFunction', function () { return errorOf(this[kState]); });
};

exports.hooks = hooks;
exports.kState = kState;
exports.Queue = Queue;
exports.Later = Later;
exports.deferred = deferred;
exports.react = react;
exports.chain = chain;
exports.attempt = attempt;
exports.handled = handled;
exports.microtask = microtask;
exports.noop = noop;
exports.isObject = isObject;
exports.typeError = typeError;
exports.members = members;
exports.optionalObject = optionalObject;
exports.strategyOf = strategyOf;
exports.highWaterMarkOf = highWaterMarkOf;
exports.inspectable = inspectable;
exports.secret = Symbol('create');

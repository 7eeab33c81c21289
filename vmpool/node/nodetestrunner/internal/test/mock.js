// https://nodejs.org/docs/latest-v20.x/api/test.html#class-mocktracker

const { codes: { ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');

class MockFunctionContext {
  #calls = [];
  #once = new Map();
  #implementation;
  #restore;
  #times;

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() { return this.#calls.slice(); }

  callCount() { return this.#calls.length; }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  resetCalls() { this.#calls = []; }

  restore() {
    const { object, name, descriptor, original } = this.#restore;
    if (object !== undefined) Object.defineProperty(object, name, descriptor);
    else this.#implementation = original;
  }

  static next(context) {
    const number = context.#calls.length;
    const implementation = context.#once.get(number) ?? context.#implementation;
    if (number + 1 === context.#times) context.restore();
    context.#once.delete(number);
    return implementation;
  }

  static track(context, call) { context.#calls.push(call); }
}

const { next, track } = MockFunctionContext;
delete MockFunctionContext.next;
delete MockFunctionContext.track;

function checkTimes(times) {
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
}

function findDescriptor(object, name) {
  for (let o = object; o !== null && o !== undefined; o = Object.getPrototypeOf(o)) {
    const d = Object.getOwnPropertyDescriptor(o, name);
    if (d) return d;
  }
  return undefined;
}

// spy is a proxy of original that records its calls.
function spy(context, original) {
  const record = (run, args, self, target) => {
    let result;
    let error;
    try {
      return result = run();
    } catch (err) {
      error = err;
      throw err;
    } finally {
      track(context, { __proto__: null, arguments: args, error, result, stack: new Error(), target, this: self ?? result });
    }
  };
  return new Proxy(original, {
    __proto__: null,
    apply(_target, self, list) {
      const args = list.slice(); // goja's own list changes later
      const f = next(context);
      return record(() => Reflect.apply(f, self, args), args, self, undefined);
    },
    construct(target, list, newTarget) {
      const args = list.slice();
      const f = next(context);
      return record(() => Reflect.construct(f, args, newTarget), args, undefined, target);
    },
    get(target, property, receiver) {
      return property === 'mock' ? context : Reflect.get(target, property, receiver);
    },
  });
}

class MockTracker {
  #contexts = [];

  get timers() { throw new ERR_METHOD_NOT_IMPLEMENTED('mock.timers'); }

  fn(original = function() {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    checkTimes(times);
    return this.#add(new MockFunctionContext(implementation, { original }, times), original);
  }

  method(object, name, implementation, options = {}) {
    if (typeof name !== 'symbol' && typeof name !== 'string') require('internal/validators').validateString(name, 'methodName');
    if (typeof object !== 'function') validateObject(object, 'object');
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    checkTimes(times);
    if (setter && getter) throw new ERR_INVALID_ARG_VALUE('options.setter', setter, "cannot be used with 'options.getter'");
    const descriptor = findDescriptor(object, name);
    const key = getter ? 'get' : setter ? 'set' : 'value';
    const original = descriptor?.[key];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    const context = new MockFunctionContext(implementation ?? original, { object, name, descriptor }, times);
    const mock = this.#add(context, original);
    Object.defineProperty(object, name, { __proto__: null, ...descriptor, [key]: mock });
    return mock;
  }

  getter(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (options.getter === false) throw new ERR_INVALID_ARG_VALUE('options.getter', options.getter, 'cannot be false');
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (options.setter === false) throw new ERR_INVALID_ARG_VALUE('options.setter', options.setter, 'cannot be false');
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  module() { throw new ERR_METHOD_NOT_IMPLEMENTED('mock.module()'); }

  reset() {
    this.restoreAll();
    this.#contexts = [];
  }

  restoreAll() {
    for (const context of this.#contexts) context.restore();
  }

  #add(context, original) {
    this.#contexts.push(context);
    return spy(context, original);
  }
}

module.exports = { MockTracker };

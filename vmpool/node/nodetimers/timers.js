// https://nodejs.org/docs/latest-v20.x/api/timers.html

const internal = require('internal/timers');
const { Timeout, Immediate, insert, unenroll, clearImmediate, kHasPrimitive, kAsyncId } = internal;
const { validateFunction } = require('internal/validators');

const customPromisify = Symbol.for('nodejs.util.promisify.custom');

// extra returns what follows the first n arguments; undefined when nothing does.
function extra(args, n) {
  if (args.length <= n) return undefined;
  const rest = [];
  for (let i = n; i < args.length; i++) rest.push(args[i]);
  return rest;
}

function setTimeout(callback, after, arg1, arg2, arg3) {
  validateFunction(callback, 'callback');
  const timeout = new Timeout(callback, after, extra(arguments, 2), false, true);
  insert(timeout, timeout._idleTimeout, true);
  return timeout;
}

function setInterval(callback, repeat, arg1, arg2, arg3) {
  validateFunction(callback, 'callback');
  const timeout = new Timeout(callback, repeat, extra(arguments, 2), true, true);
  insert(timeout, timeout._idleTimeout, true);
  return timeout;
}

function clearTimeout(timer) {
  if (typeof timer === 'number' || typeof timer === 'string') {
    timer = internal.knownTimeout(timer);
    if (timer !== undefined) {
      timer._onTimeout = null;
      unenroll(timer);
    }
  } else if (timer && timer._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
  }
}

function clearInterval(timer) {
  clearTimeout(timer);
}

Timeout.prototype.close = function() {
  clearTimeout(this);
  return this;
};

Timeout.prototype[Symbol.dispose] = function() {
  clearTimeout(this);
};

Timeout.prototype[Symbol.toPrimitive] = function() {
  const id = this[kAsyncId];
  if (!this[kHasPrimitive]) {
    this[kHasPrimitive] = true;
    internal.remember(id, this);
  }
  return id;
};

function setImmediate(callback, arg1, arg2, arg3) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, extra(arguments, 1));
}

Immediate.prototype[Symbol.dispose] = function() {
  clearImmediate(this);
};

function promisified(f, name) {
  Object.defineProperty(f, customPromisify, {
    __proto__: null,
    enumerable: true,
    get() { return require('timers/promises')[name]; },
  });
}

promisified(setTimeout, 'setTimeout');
promisified(setImmediate, 'setImmediate');

// deprecated wraps a function of the old API; util is loaded when somebody calls it.
function deprecated(f, message, code) {
  let wrapped;
  return { deprecated(...args) {
    wrapped ??= require('util').deprecate(f, message, code);
    return Reflect.apply(wrapped, this, args);
  } }.deprecated;
}

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
  _unrefActive: deprecated(
    internal.unrefActive,
    'timers._unrefActive() is deprecated. Please use timeout.refresh() instead.',
    'DEP0127'),
  active: deprecated(
    internal.active,
    'timers.active() is deprecated. Please use timeout.refresh() instead.',
    'DEP0126'),
  unenroll: deprecated(
    unenroll,
    'timers.unenroll() is deprecated. Please use clearTimeout instead.',
    'DEP0096'),
  enroll: deprecated(
    internal.enroll,
    'timers.enroll() is deprecated. Please use setTimeout instead.',
    'DEP0095'),
};

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('timers/promises'); },
});

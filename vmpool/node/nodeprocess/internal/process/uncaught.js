// What happens to errors that nobody catches, to rejections that nobody handles, and at the end. The loop calls these.
// supervised says that the VM runs one program, whose process ends with it: only then is 'exit' emitted.

module.exports = function makeHandlers(process) {
  const handlers = {
    exitCode: undefined,
    uncaught,
    rejected,
    rejectionHandled,
    beforeExit,
    exit,
    code: () => handlers.exitCode,
    signal: (name, number) => process.emit(name, name, number),
    unhandled,
    setCapture,
    hasCapture: () => capture !== null,
  };
  let capture = null; // setUncaughtExceptionCaptureCallback's
  let lastId = 0;
  const warned = new WeakMap(); // the ids of promises whose rejection was reported

  function uncaught(err, fromPromise, supervised) {
    const type = fromPromise ? 'unhandledRejection' : 'uncaughtException';
    process.emit('uncaughtExceptionMonitor', err, type);
    if (capture !== null) {
      capture(err);
    } else if (!process.emit('uncaughtException', err, type)) {
      if (!supervised) return false;
      try {
        if (!process._exiting) {
          process._exiting = true;
          process.exitCode = 1;
          process.emit('exit', 1);
        }
      } catch {
        // The program ends because of the first error.
      }
      return false;
    }
    // Ticks that the handlers queued run before the loop goes on, also when nothing else is left.
    require('timers').setImmediate(() => {});
    return true;
  }

  function rejected(promise, reason, supervised) {
    const id = ++lastId;
    warned.set(promise, id);
    if (process.emit('unhandledRejection', reason, promise)) return true;
    return uncaught(isErrorLike(reason) ? reason : unhandled(reason), true, supervised);
  }

  function rejectionHandled(promise) {
    const id = warned.get(promise);
    if (id === undefined) return;
    warned.delete(promise);
    if (process.emit('rejectionHandled', promise)) return;
    const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${id})`);
    warning.name = 'PromiseRejectionHandledWarning';
    warning.id = id;
    process.emitWarning(warning);
  }

  function beforeExit() {
    process.emit('beforeExit', handlers.exitCode || 0);
  }

  // exit emits 'exit' at the end of a program; unsettled says that its main module never came to its end.
  function exit(unsettled) {
    if (process._exiting) return;
    process._exiting = true;
    const code = handlers.exitCode || 0;
    if (unsettled && handlers.exitCode === undefined) process.exitCode = 13;
    process.emit('exit', code);
  }

  function setCapture(fn) {
    if (fn === null) {
      capture = null;
      return;
    }
    const { codes } = require('internal/errors');
    if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
    if (capture !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
    capture = fn;
  }

  return handlers;
};

function isErrorLike(value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

// unhandled is the error that stands for a reason that is no Error.
function unhandled(reason) {
  const err = new Error(
    'This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "' +
    describe(reason) + '".');
  err.code = 'ERR_UNHANDLED_REJECTION';
  Object.defineProperty(err, 'name', { __proto__: null, value: 'UnhandledPromiseRejection', writable: true, enumerable: true, configurable: true });
  return err;
}

// describe says what a value is without running code of its own, as V8's NoSideEffectsToString does.
function describe(value) {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const data = (key) => {
    for (let o = value; o !== null; o = Object.getPrototypeOf(o)) {
      const d = Object.getOwnPropertyDescriptor(o, key);
      if (d !== undefined) return d.value;
    }
    return undefined;
  };
  const toString = data('toString');
  if (toString === Error.prototype.toString) return Error.prototype.toString.call(value);
  if (toString === Object.prototype.toString) {
    const constructor = data('constructor');
    const name = typeof constructor === 'function' ? Object.getOwnPropertyDescriptor(constructor, 'name')?.value : '';
    if (typeof name === 'string' && name !== '') return `#<${name}>`;
  }
  return Object.prototype.toString.call(value);
}

module.exports.isErrorLike = isErrorLike;
module.exports.unhandled = unhandled;

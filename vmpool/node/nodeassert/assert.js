// assert.

const AssertionError = require('internal/assert/assertion_error');
const { codes } = require('internal/errors');
const { deprecate, isError } = require('internal/util');
const { isPromise, isRegExp } = require('internal/util/types');
const { validateFunction } = require('internal/validators');

const kNothing = {}; // what no function throws

function lazyInspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

function isDeepEqual(a, b) {
  return require('internal/util/comparisons').isDeepEqual(a, b);
}

function isDeepStrictEqual(a, b) {
  return require('internal/util/comparisons').isDeepStrictEqual(a, b);
}

function assertTruthy(fn, count, value, message) {
  if (value) return;
  let generatedMessage = false;
  if (count === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    message = require('internal/assert/source').falsyMessage();
  } else if (message instanceof Error) {
    throw message;
  }
  const err = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  err.generatedMessage = generatedMessage;
  throw err;
}

function assert(...args) {
  assertTruthy(ok, args.length, args[0], args[1]);
}
module.exports = assert;

function ok(...args) {
  assertTruthy(ok, args.length, args[0], args[1]);
}

// throwFailure throws the AssertionError, or the message when that is an error itself.
function throwFailure(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

let warned = false;

function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let internalMessage = false;
  if (actual == null && count <= 1) {
    internalMessage = true;
    message = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warned) {
      warned = true;
      require('process').emitWarning(
        'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning', 'DEP0094');
    }
    if (count === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const err = new AssertionError({
    actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail, message,
  });
  if (internalMessage) err.generatedMessage = true;
  throw err;
}

function looselyEqual(a, b) {
  return a == b || (Number.isNaN(a) && Number.isNaN(b));
}

// comparison makes an assertion of two values.
function comparison(name, operator, holds) {
  const fn = {
    [name](actual, expected, message) {
      if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('actual', 'expected');
      if (!holds(actual, expected)) throwFailure({ actual, expected, message, operator, stackStartFn: fn });
    },
  }[name];
  return fn;
}

// Comparison holds the properties of an error that are compared, for the message.
class Comparison {
  constructor(obj, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!(key in obj)) continue;
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(obj[key]) && obj[key].exec(actual[key]) !== null;
      this[key] = matches ? actual[key] : obj[key];
    }
  }
}

function checkProperty(actual, expected, key, message, keys, fn) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) throwFailure({ actual, expected, message, operator: fn.name, stackStartFn: fn });
  const err = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
  });
  err.actual = actual;
  err.expected = expected;
  err.operator = fn.name;
  throw err;
}

// checkProperties compares an error with an object of validations.
function checkProperties(actual, expected, message, fn) {
  if (typeof actual !== 'object' || actual === null) {
    const err = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn });
    err.operator = fn.name;
    throw err;
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
    checkProperty(actual, expected, key, message, keys, fn);
  }
}

// wrongClass is the message for an error that isn't of the expected class.
function wrongClass(actual, expected) {
  let message = `The error is expected to be an instance of "${expected.name}". Received `;
  if (!isError(actual)) return `${message}"${lazyInspect(actual, { depth: -1 })}"`;
  const name = (actual.constructor && actual.constructor.name) || actual.name;
  message += expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return actual.message ? `${message}\n\nError message:\n\n${actual.message}` : message;
}

// mismatch is the message for an error that isn't the expected one, undefined when it is.
function mismatch(actual, expected) {
  if (isRegExp(expected)) {
    const text = String(actual);
    if (expected.exec(text) !== null) return undefined;
    return `The input did not match the regular expression ${lazyInspect(expected)}. Input:\n\n${lazyInspect(text)}\n`;
  }
  // Arrow functions have no prototype.
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return wrongClass(actual, expected);
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  const message = `The ${name}validation function is expected to return "true". Received ${lazyInspect(result)}`;
  return isError(actual) ? `${message}\n\nCaught error:\n\n${actual}` : message;
}

function checkError(actual, expected, message, fn) {
  if (typeof expected !== 'function' && !isRegExp(expected)) {
    checkProperties(actual, expected, message, fn);
    return;
  }
  const generated = mismatch(actual, expected);
  if (generated === undefined) return;
  const err = new AssertionError({ actual, expected, message: message || generated, operator: fn.name, stackStartFn: fn });
  err.generatedMessage = !message;
  throw err;
}

function thrownBy(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (e) {
    return e;
  }
  return kNothing;
}

function looksLikePromise(value) {
  return isPromise(value) ||
    (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
}

async function rejectionOf(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!looksLikePromise(promise)) throw new codes.ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!looksLikePromise(promiseFn)) {
    throw new codes.ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (e) {
    return e;
  }
  return kNothing;
}

const errorTypes = ['Object', 'Error', 'Function', 'RegExp'];

// expectError checks what was thrown; args are (error, message), both optional.
function expectError(fn, actual, args) {
  let error = args[0];
  let message = args[1];
  if (typeof error === 'string') {
    if (args.length > 1) throw new codes.ERR_INVALID_ARG_TYPE('error', errorTypes, error);
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) {
        throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message',
                                               `The error message "${actual.message}" is identical to the message.`);
      }
    } else if (actual === error) {
      throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('error', errorTypes, error);
  }
  if (actual === kNothing) {
    const details = `${error && error.name ? ` (${error.name})` : ''}${message ? `: ${message}` : '.'}`;
    throwFailure({
      actual: undefined,
      expected: error,
      operator: fn.name,
      message: `Missing expected ${fn === assert.rejects ? 'rejection' : 'exception'}${details}`,
      stackStartFn: fn,
    });
  }
  if (error) checkError(actual, error, message, fn);
}

function isExpected(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw new codes.ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

function expectNoError(fn, actual, args) {
  if (actual === kNothing) return;
  let error = args[0];
  let message = args[1];
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || isExpected(actual, error)) {
    throwFailure({
      actual,
      expected: error,
      operator: fn.name,
      message: `Got unwanted ${fn === assert.doesNotReject ? 'rejection' : 'exception'}${message ? `: ${message}` : '.'}\n` +
        `Actual message: "${actual && actual.message}"`,
      stackStartFn: fn,
    });
  }
  throw actual;
}

function throws(promiseFn, ...args) {
  expectError(throws, thrownBy(promiseFn), args);
}

async function rejects(promiseFn, ...args) {
  const actual = await rejectionOf(promiseFn);
  try {
    expectError(rejects, actual, args);
  } catch (err) {
    throw afterAwait(err, 'rejects');
  }
}

// afterAwait adds the frame that V8 shows of a function that awaited.
function afterAwait(err, name) {
  if (err instanceof AssertionError) err.stack += `\n    at async ${name} (node:assert)`;
  return err;
}

function doesNotThrow(fn, ...args) {
  expectNoError(doesNotThrow, thrownBy(fn), args);
}

async function doesNotReject(fn, ...args) {
  const actual = await rejectionOf(fn);
  try {
    expectNoError(doesNotReject, actual, args);
  } catch (err) {
    throw actual === err ? err : afterAwait(err, 'doesNotReject');
  }
}

function ifError(err) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += lazyInspect(err);
  }
  const failure = new AssertionError({ actual: err, expected: null, operator: 'ifError', message, stackStartFn: ifError });
  if (typeof err.stack === 'string') appendFrames(failure, err.stack);
  throw failure;
}

// appendFrames puts the frames of an error under those of the assertion, without the common ones.
function appendFrames(failure, stack) {
  const start = /\n\s+at/.exec(stack);
  if (start === null) return;
  const original = stack.slice(start.index + 1).replace(/\n$/, '').split('\n');
  let frames = failure.stack.split('\n');
  for (let i = 0; i < original.length; i++) {
    const at = frames.indexOf(original[i]);
    if (at !== -1) {
      frames = frames.slice(0, at);
      break;
    }
  }
  failure.stack = `${frames.join('\n')}\n${original.join('\n')}`;
}

function checkMatch(string, regexp, message, fn) {
  if (!isRegExp(regexp)) throw new codes.ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const wanted = fn === assert.match;
  if (typeof string === 'string' && (regexp.exec(string) !== null) === wanted) return;
  if (message instanceof Error) throw message;
  let generated;
  if (typeof string !== 'string') {
    generated = `The "string" argument must be of type string. Received type ${typeof string} (${lazyInspect(string)})`;
  } else {
    generated = `${wanted ? 'The input did not match' : 'The input was expected to not match'} the regular expression ` +
      `${lazyInspect(regexp)}. Input:\n\n${lazyInspect(string)}\n`;
  }
  const err = new AssertionError({ actual: string, expected: regexp, message: message || generated, operator: fn.name, stackStartFn: fn });
  err.generatedMessage = !message;
  throw err;
}

function match(string, regexp, message) {
  checkMatch(string, regexp, message, match);
}

function doesNotMatch(string, regexp, message) {
  checkMatch(string, regexp, message, doesNotMatch);
}

assert.fail = fail;
assert.AssertionError = AssertionError;
assert.ok = ok;
assert.equal = comparison('equal', '==', looselyEqual);
assert.notEqual = comparison('notEqual', '!=', (a, b) => !looselyEqual(a, b));
assert.deepEqual = comparison('deepEqual', 'deepEqual', isDeepEqual);
assert.notDeepEqual = comparison('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b));
assert.deepStrictEqual = comparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual);
assert.notDeepStrictEqual = comparison('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));
assert.strictEqual = comparison('strictEqual', 'strictEqual', Object.is);
assert.notStrictEqual = comparison('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b));
assert.throws = throws;
assert.rejects = rejects;
assert.doesNotThrow = doesNotThrow;
assert.doesNotReject = doesNotReject;
assert.ifError = ifError;
assert.match = match;
assert.doesNotMatch = doesNotMatch;

let tracker;
Object.defineProperty(assert, 'CallTracker', {
  __proto__: null,
  get() {
    tracker ??= deprecate(require('internal/assert/call_tracker'), 'assert.CallTracker is deprecated.', 'DEP0173');
    return tracker;
  },
  set(value) {
    tracker = value;
  },
  enumerable: true,
  configurable: true,
});

function strict(...args) {
  assertTruthy(strict, args.length, args[0], args[1]);
}
const descriptors = Object.getOwnPropertyDescriptors(assert);
const names = Object.keys(assert);
for (let i = 0; i < names.length; i++) Object.defineProperty(strict, names[i], descriptors[names[i]]);
strict.equal = assert.strictEqual;
strict.deepEqual = assert.deepStrictEqual;
strict.notEqual = assert.notStrictEqual;
strict.notDeepEqual = assert.notDeepStrictEqual;
assert.strict = strict;
strict.strict = strict;

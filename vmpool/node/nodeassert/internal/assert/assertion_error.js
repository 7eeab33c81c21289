// AssertionError.

const { hideInternalStackFrames } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateObject } = require('internal/validators');

// copyOf is an error without its stack, for the comparison of two errors.
function copyOf(err) {
  const copy = Object.assign({ __proto__: Object.getPrototypeOf(err) }, err);
  Object.defineProperty(copy, 'message', { __proto__: null, value: err.message });
  return copy;
}

function isErrorObject(value) {
  return typeof value === 'object' && value !== null && 'stack' in value && value instanceof Error;
}

function text(actual, expected, operator, message) {
  const equality = operator === 'deepStrictEqual' || operator === 'strictEqual';
  if (message != null && !equality) return String(message);
  const { compare, loose, notEqual } = require('internal/assert/diff');
  if (message != null) return compare(actual, expected, operator, message);
  if (isErrorObject(actual) && isErrorObject(expected)) {
    actual = copyOf(actual);
    expected = copyOf(expected);
  }
  if (equality) return compare(actual, expected, operator);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return notEqual(actual, operator);
  return loose(actual, expected, operator);
}

function addEllipsis(string) {
  const lines = string.split('\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${lines.join('\n')}\n...`;
  }
  return string.length > 512 ? `${string.slice(512)}...` : string;
}

// hideFramesOf drops the frames above and of a function of the program's, which are known by name here.
function hideFramesOf(err, fn) {
  if (typeof fn !== 'function' || fn.name === '') return;
  const lines = err.stack.split('\n');
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  const last = lines.findIndex((line) => line.trimStart().startsWith(`at ${fn.name} (`));
  if (first !== -1 && last >= first) lines.splice(first, last - first + 1);
  err.stack = lines.join('\n');
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, details, actual, expected, stackStartFn, stackStartFunction } = options;
    super(text(actual, expected, operator, message));
    this.generatedMessage = !message;
    // The code shows in the stack, which is made now, and not in the name.
    Object.defineProperty(this, 'name', {
      __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    hideInternalStackFrames(this);
    hideFramesOf(this, stackStartFn || stackStartFunction);
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [customInspectSymbol](recurseTimes, ctx) {
    // Long strings are in the message already.
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = addEllipsis(actual);
    if (typeof expected === 'string') this.expected = addEllipsis(expected);
    const result = require('internal/util/inspect').inspect(this, { ...ctx, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;

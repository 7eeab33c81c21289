// assert.CallTracker.

const AssertionError = require('internal/assert/assertion_error');
const { codes } = require('internal/errors');
const { validateUint32 } = require('internal/validators');

function noop() {}

class CallTracker {
  #checks = new Set();
  #tracked = new WeakMap();

  #check(tracked) {
    if (!this.#tracked.has(tracked)) throw new codes.ERR_INVALID_ARG_VALUE('tracked', tracked, 'is not a tracked function');
    return this.#tracked.get(tracked);
  }

  reset(tracked) {
    if (tracked === undefined) this.#checks.forEach((check) => { check.calls = []; });
    else this.#check(tracked).calls = [];
  }

  getCalls(tracked) {
    return Object.freeze(this.#check(tracked).calls.slice());
  }

  calls(fn, expected = 1) {
    if (require('process')._exiting) throw new codes.ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateUint32(expected, 'expected', true);
    const check = { calls: [], expected, name: fn.name || 'calls', stack: new Error() };
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        check.calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#checks.add(check);
    this.#tracked.set(tracked, check);
    return tracked;
  }

  report() {
    const errors = [];
    this.#checks.forEach(({ calls, expected, name, stack }) => {
      if (calls.length === expected) return;
      errors.push({
        message: `Expected the ${name} function to be executed ${expected} time(s) but was executed ${calls.length} time(s).`,
        actual: calls.length,
        expected,
        operator: name,
        stack,
      });
    });
    return errors;
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ? errors[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }
}

module.exports = CallTracker;

// What tests and suites get as their argument.

const { validateUint32 } = require('internal/validators');

const assertions = [
  'deepEqual', 'deepStrictEqual', 'doesNotMatch', 'doesNotReject', 'doesNotThrow', 'equal', 'fail', 'ifError', 'match', 'notDeepEqual',
  'notDeepStrictEqual', 'notEqual', 'notStrictEqual', 'ok', 'rejects', 'strictEqual', 'throws',
];

function fullName(test) {
  let name = test.name;
  for (let t = test.parent; t.parent !== undefined; t = t.parent) name = `${t.name} > ${name}`;
  return name;
}

class TestContext {
  #test;
  #add;
  #assert;

  constructor(test, add) {
    this.#test = test;
    this.#add = add;
  }

  get signal() { return this.#test.signal; }

  get name() { return this.#test.name; }

  get fullName() { return fullName(this.#test); }

  get error() { return this.#test.error ?? null; }

  get passed() { return this.#test.passed; }

  diagnostic(message) { this.#test.diagnostics.push(message); }

  plan(count) {
    if (this.#test.expected !== undefined) throw new (require('internal/test/runner').Failure)('cannot set plan more than once', 'testCodeFailure');
    validateUint32(count, 'count');
    this.#test.expected = count;
  }

  get assert() {
    if (this.#assert === undefined) {
      const assert = require('assert');
      const test = this.#test;
      this.#assert = { __proto__: null };
      for (const name of assertions) {
        this.#assert[name] = (...args) => {
          test.actual++;
          return assert[name](...args);
        };
      }
    }
    return this.#assert;
  }

  get mock() {
    return this.#test.mock ??= new (require('internal/test/mock').MockTracker)();
  }

  runOnly() {
    this.#test.diagnostics.push("'only' and 'runOnly' require the --test-only command-line option.");
  }

  skip(message) {
    this.#test.skipped = true;
    this.#test.message = message;
  }

  todo(message) {
    this.#test.isTodo = true;
    this.#test.message = message;
  }

  test(name, options, fn) {
    const { Test } = require('internal/test/runner');
    this.#test.actual++;
    return this.#add(Test, this.#test, name, options, fn).start();
  }

  before(fn, options) { this.#test.hook('before', fn, options); }

  after(fn, options) { this.#test.hook('after', fn, options); }

  beforeEach(fn, options) { this.#test.hook('beforeEach', fn, options); }

  afterEach(fn, options) { this.#test.hook('afterEach', fn, options); }
}

class SuiteContext {
  #suite;

  constructor(suite) { this.#suite = suite; }

  get signal() { return this.#suite.signal; }

  get name() { return this.#suite.name; }

  get fullName() { return fullName(this.#suite); }
}

module.exports = { TestContext, SuiteContext };

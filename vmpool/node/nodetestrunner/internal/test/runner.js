// The tree of tests: when each runs, what makes it fail, in which order results are reported.
//
// The root is made by the first test of a file. Top-level tests wait until the file was read, then run one after the other; results are
// printed in the order of definition. The root ends with the program's 'beforeExit', when whatever still waits is cancelled.

const { AsyncLocalStorage } = require('async_hooks');
const { AbortError, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateNumber, validateUint32 } = require('internal/validators');
const { TestContext, SuiteContext } = require('internal/test/context');
const tap = require('internal/test/tap');

const TIMEOUT_MAX = 2 ** 31 - 1;
const current = new AsyncLocalStorage(); // the test whose code runs
const { hrtime } = process;

class Failure extends Error {
  constructor(error, failureType) {
    super(typeof error === 'object' && error !== null && 'message' in error ? error.message : String(error));
    this.code = 'ERR_TEST_FAILURE';
    this.failureType = failureType;
    this.cause = error;
  }
}

function failure(error, type) {
  return error instanceof Failure ? error : new Failure(error, type);
}

// once returns f, which then runs at most once.
function once(f) {
  let result;
  let called = false;
  return (...args) => {
    if (!called) {
      called = true;
      result = f(...args);
    }
    return result;
  };
}

// call runs a test's or hook's function in the context of test and waits for it, for the time limit, and for signals.
async function call(test, fn, context, limit, signal) {
  let stop;
  const stopped = new Promise((resolve, reject) => {
    const onAbort = () => reject(failure(signal.reason ?? new AbortError(), 'testAborted'));
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    const timer = limit === Infinity ? undefined :
      setTimeout(() => reject(new Failure(`test timed out after ${limit}ms`, 'testTimeoutFailure')), limit).unref();
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  stopped.catch(() => {});
  try {
    if (fn.length < 2) {
      await Promise.race([current.run(test, () => Reflect.apply(fn, context, [context])), stopped]);
      return;
    }
    let done;
    const called = new Promise((resolve, reject) => {
      let count = 0;
      done = (err) => {
        count++;
        if (count > 1) {
          test.fail(new Failure(count === 2 ? 'callback invoked multiple times' : 'callback invoked multiple times', 'multipleCallbackInvocations'));
        } else if (err) {
          reject(err);
        } else {
          resolve();
        }
      };
    });
    const result = current.run(test, () => Reflect.apply(fn, context, [context, done]));
    if (typeof result?.then === 'function') {
      called.catch(() => {});
      test.fail(new Failure('passed a callback but also returned a Promise', 'callbackAndPromisePresent'));
      await Promise.race([result, stopped]);
    } else {
      await Promise.race([called, stopped]);
    }
  } finally {
    stop();
  }
}

class Test {
  type = undefined;

  constructor({ name, fn, parent, location, skip, todo, timeout, signal, plan, concurrency }) {
    if (typeof fn !== 'function') fn = () => {};
    if (typeof name !== 'string' || name === '') name = fn.name || '<anonymous>';
    if (timeout !== undefined && timeout !== null && timeout !== Infinity) validateNumber(timeout, 'options.timeout', 0, TIMEOUT_MAX);
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    this.name = name;
    this.fn = skip ? () => {} : fn;
    this.parent = parent;
    this.root = parent === undefined ? this : parent.root;
    this.nesting = parent === undefined || parent.parent === undefined ? 0 : parent.nesting + 1;
    this.location = location;
    this.limit = timeout ?? parent?.limit ?? Infinity;
    this.outerSignal = signal;
    this.controller = new AbortController();
    this.concurrency = widthOf(concurrency, parent);
    this.hooks = {
      before: [], after: [],
      beforeEach: parent === undefined ? [] : parent.hooks.beforeEach.slice(),
      afterEach: parent === undefined ? [] : parent.hooks.afterEach.slice(),
    };
    this.ownAfterEach = 0;
    this.number = 0;
    this.skipped = skip !== undefined && skip !== false;
    this.isTodo = todo !== undefined && todo !== false;
    this.message = typeof skip === 'string' ? skip : typeof todo === 'string' ? todo : undefined;
    this.expected = plan; // assertions
    this.actual = 0;
    this.subtests = [];
    this.waiting = []; // functions that start subtests
    this.running = 0;
    this.reported = 0; // subtests that were printed
    this.diagnostics = [];
    this.error = undefined;
    this.passed = false;
    this.cancelled = false;
    this.started = undefined;
    this.ended = undefined;
    this.finished = false;
    this.announced = false;
    this.mock = undefined;
    this.runBefore = once(() => this.runHooks('before', this.context()));
  }

  get signal() { return this.controller.signal; }

  context() { return this.testContext ??= new TestContext(this, add); }

  fail(err) {
    if (this.error === undefined) {
      this.error = err;
      this.passed = false;
    }
  }

  hook(kind, fn, options = {}) {
    validateFunction(fn, 'fn');
    const { timeout = Infinity, signal } = options ?? {};
    const run = (context) => call(this, fn, context, timeout, signal);
    const hook = kind === 'before' || kind === 'after' ? once(run) : run;
    if (kind === 'afterEach') this.hooks.afterEach.splice(this.ownAfterEach++, 0, hook);
    else this.hooks[kind].push(hook);
    if (kind === 'before' && this.started !== undefined && this.parent !== undefined) {
      hook(this.context()).catch((err) => this.fail(failure(err, 'hookFailed')));
    }
  }

  async runHooks(kind, context) {
    try {
      for (const hook of this.hooks[kind]) await hook(context);
    } catch (err) {
      const error = new Failure(`failed running ${kind} hook`, 'hookFailed');
      error.cause = err instanceof Failure ? err.cause : err;
      throw error;
    }
  }

  // start runs the test as soon as its parent lets it.
  start() {
    return new Promise((resolve) => {
      const { parent } = this;
      parent.waiting.push(() => {
        parent.running++;
        this.run().then(resolve);
      });
      if (parent.root.open) parent.startWaiting();
    });
  }

  startWaiting() {
    while (this.waiting.length > 0 && this.running < this.concurrency) this.waiting.shift()();
  }

  async run() {
    this.started ??= hrtime.bigint();
    const { parent } = this;
    const context = this.context();
    const afterEach = once(async () => {
      if (!this.skipped) await parent.runHooks('afterEach', context);
    });
    try {
      if (this.outerSignal?.aborted) throw failure(this.outerSignal.reason, 'testAborted');
      await parent.runBefore();
      if (!this.skipped) await parent.runHooks('beforeEach', context);
      await call(this, this.fn, context, this.limit, this.outerSignal);
      if (this.expected !== undefined && this.actual !== this.expected) {
        throw new Failure(`plan expected ${this.expected} assertions but received ${this.actual}`, 'testCodeFailure');
      }
      if (this.error === undefined) this.passed = true;
      await afterEach();
      await this.runHooks('after', context);
    } catch (err) {
      this.fail(failure(err, 'testCodeFailure'));
      if (err?.failureType === 'testTimeoutFailure' || err?.failureType === 'testAborted') this.cancelled = true;
      await afterEach().catch(() => {});
      await this.runHooks('after', context).catch(() => {});
    } finally {
      this.controller.abort();
    }
    this.end();
  }

  cancel(error) {
    if (this.ended !== undefined || this.error !== undefined) return;
    this.fail(error ?? new Failure('test did not finish before its parent and was cancelled', 'cancelledByParent'));
    this.cancelled = true;
    this.controller.abort();
  }

  // end settles the result and reports what can be reported.
  end(error) {
    if (this.ended !== undefined) return;
    this.finish(error);
    const { parent } = this;
    parent.running--;
    parent.report();
    parent.startWaiting();
    if (parent === parent.root) parent.settled();
  }

  finish(error) {
    this.ended = hrtime.bigint();
    this.started ??= this.ended;
    this.waiting = [];
    let failed = 0;
    for (const subtest of this.subtests) {
      if (subtest.ended === undefined) {
        subtest.cancel(error);
        subtest.finish(error);
      }
      if (!subtest.passed && !subtest.isTodo) failed++;
    }
    if (this.passed && failed > 0) {
      this.fail(new Failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, 'subtestsFailed'));
    }
    this.mock?.reset();
  }

  // mayReport says whether everything that is printed before the subtests of this test has been.
  mayReport() {
    return this.parent === undefined || (this.parent.subtests[this.parent.reported] === this && this.parent.mayReport());
  }

  report() {
    while (this.reported < this.subtests.length && this.mayReport()) {
      const next = this.subtests[this.reported];
      if (next.ended === undefined) return;
      next.print();
      this.reported++;
    }
  }

  announce() {
    if (this.announced || this.parent === undefined) return;
    this.announced = true;
    this.parent.announce();
    tap.start(this);
  }

  print() {
    if (this.subtests.length > 0) {
      while (this.reported < this.subtests.length) {
        this.subtests[this.reported].print();
        this.reported++;
      }
      this.announce();
      tap.plan(this.subtests[0].nesting, this.subtests.length);
    } else {
      this.announce();
    }
    this.root.count(this);
    tap.result(this);
    for (const message of this.diagnostics) tap.diagnostic(this.nesting, message);
    this.finished = true;
  }

  duration() {
    return Number(this.ended - this.started) / 1e6;
  }
}

function widthOf(concurrency, parent) {
  if (concurrency === undefined || concurrency === null) return parent?.concurrency ?? 1;
  if (typeof concurrency === 'boolean') return concurrency ? Infinity : 1;
  if (typeof concurrency !== 'number') {
    throw new codes.ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
  }
  validateUint32(concurrency, 'options.concurrency', true);
  return concurrency;
}

class Suite extends Test {
  type = 'suite';

  constructor(options) {
    super(options);
    const { fn } = this;
    try {
      this.built = Promise.resolve(current.run(this, () => Reflect.apply(fn, this.context(), [this.context()]))).catch((err) => {
        this.fail(failure(err, 'testCodeFailure'));
      });
    } catch (err) {
      this.fail(failure(err, 'testCodeFailure'));
    }
  }

  context() { return this.suiteContext ??= new SuiteContext(this); }

  async run() {
    const { parent } = this;
    const context = this.context();
    await this.built;
    this.started = hrtime.bigint();
    try {
      await parent.runBefore();
      await this.runBefore();
      const subtests = this.skipped || this.error !== undefined ? [] : this.subtests;
      await call(this, () => Promise.all(subtests.map((subtest) => subtest.start())), context, this.limit, this.outerSignal);
      await this.runHooks('after', context);
      if (this.error === undefined) this.passed = true;
    } catch (err) {
      await this.runHooks('after', context).catch(() => {});
      this.fail(failure(err, 'testCodeFailure'));
    }
    this.end();
  }
}

class Root extends Test {
  constructor() {
    super({ name: '<root>' });
    this.open = false; // the file was read: tests may run
    this.counters = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
    this.started = hrtime.bigint();
    this.runAfter = once(() => this.runHooks('after', this.context()));
    tap.begin();
    queueMicrotask(() => {
      this.open = true;
      this.startWaiting();
    });
    const uncaught = (err) => this.uncaught(err, 'uncaughtException');
    const rejected = (err) => this.uncaught(err, 'unhandledRejection');
    process.on('uncaughtException', uncaught);
    process.on('unhandledRejection', rejected);
    process.once('beforeExit', () => {
      this.close();
      process.removeListener('uncaughtException', uncaught);
      process.removeListener('unhandledRejection', rejected);
    });
  }

  // uncaught makes an error that nobody caught that of the test in whose context it happened.
  uncaught(err, event) {
    const test = current.getStore();
    if (test === undefined || test.ended !== undefined) {
      process.exitCode = 1;
      const origin = test === undefined ? 'A resource' : `Test "${test.name}"`;
      this.diagnostics.push(`Error: ${origin} generated asynchronous activity after the test ended. This activity created the error ` +
        `"${err}" and would have caused the test to fail, but instead triggered an ${event} event.`);
      return;
    }
    test.fail(new Failure(err, event));
    test.controller.abort();
  }

  // settled runs the last hooks when no test is left.
  settled() {
    if (this.running === 0 && this.waiting.length === 0 && this.reported === this.subtests.length) {
      this.runAfter().catch((err) => this.hookFailed(err));
    }
  }

  hookFailed(err) {
    process.exitCode = 1;
    this.diagnostics.push(String(err.cause ?? err));
  }

  close() {
    if (this.ended !== undefined) return;
    this.finish(new Failure('Promise resolution is still pending but the event loop has already resolved', 'cancelledByParent'));
    this.report();
    tap.plan(0, this.subtests.length);
    for (const message of this.diagnostics) tap.diagnostic(0, message);
    for (const name of Object.keys(this.counters)) tap.diagnostic(0, `${name} ${this.counters[name]}`);
    tap.diagnostic(0, `duration_ms ${this.duration()}`);
  }

  count(test) {
    const { counters } = this;
    if (test.type === 'suite') counters.suites++;
    else counters.tests++;
    if (!test.passed && !test.isTodo) process.exitCode = 1;
    if (test.type === 'suite') return;
    if (test.skipped) counters.skipped++;
    else if (test.isTodo) counters.todo++;
    else if (test.cancelled) counters.cancelled++;
    else if (!test.passed) counters.fail++;
    else counters.pass++;
  }
}

let root;

function parentOf() {
  return current.getStore() ?? (root ??= new Root());
}

// add makes a test of the arguments of test(), describe() and t.test().
function add(Kind, parent, name, options, fn, keyword) {
  if (typeof name === 'function') {
    fn = name;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
  } else if (typeof options === 'function') {
    fn = options;
  }
  if (options === null || typeof options !== 'object') options = {};
  const tooLate = parent.ended !== undefined && parent.parent !== undefined;
  if (tooLate) parent = parent.root;
  const test = new Kind({ ...options, ...(keyword && { [keyword]: true }), name, fn, parent, location: caller() });
  parent.subtests.push(test);
  test.number = parent.subtests.length;
  if (tooLate) test.fail(new Failure('test could not be started because its parent finished', 'parentAlreadyFinished'));
  return test;
}

// caller is the place in the user's file where a test was defined: [file, line, column].
function caller() {
  const lines = new Error().stack.split('\n');
  for (const line of lines) {
    const found = /\(?((?:file:\/\/)?[^\s()]+):(\d+):(\d+)(?:\(\d+\))?\)?$/.exec(line);
    if (found !== null && line.includes('at ') && !found[1].startsWith('node:') && !found[1].startsWith('ssr:')) {
      return `${found[1].replace('file://', '')}:${found[2]}:${found[3]}`;
    }
  }
  return undefined;
}

// register is test() and describe().
function register(Kind, name, options, fn, keyword) {
  const parent = parentOf();
  const test = add(Kind, parent, name, options, fn, keyword);
  return parent instanceof Suite ? Promise.resolve() : test.start();
}

function addHook(kind, fn, options) {
  parentOf().hook(kind, fn, options);
}

module.exports = { Failure, Suite, Test, addHook, register };

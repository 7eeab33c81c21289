// https://nodejs.org/docs/latest-v20.x/api/test.html

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const { Suite, Test, addHook, register } = require('internal/test/runner');

function makeFunction(Kind) {
  const f = (name, options, fn) => register(Kind, name, options, fn);
  for (const keyword of ['skip', 'todo', 'only']) {
    f[keyword] = (name, options, fn) => register(Kind, name, options, fn, keyword);
  }
  return f;
}

const test = makeFunction(Test);
const suite = makeFunction(Suite);

module.exports = test;
Object.assign(test, {
  after: (fn, options) => addHook('after', fn, options),
  afterEach: (fn, options) => addHook('afterEach', fn, options),
  before: (fn, options) => addHook('before', fn, options),
  beforeEach: (fn, options) => addHook('beforeEach', fn, options),
  describe: suite,
  it: test,
  run() { throw new ERR_METHOD_NOT_IMPLEMENTED('test.run()'); },
  suite,
  test,
});

let mock;
Object.defineProperty(test, 'mock', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return mock ??= new (require('internal/test/mock').MockTracker)(); },
});


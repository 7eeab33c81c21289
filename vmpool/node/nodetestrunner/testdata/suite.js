// The tests of a file with everything that a test can be. Durations differ from run to run, so they are left out.
const write = process.stdout.write;
process.stdout.write = function(chunk, ...rest) {
  const lines = String(chunk).replace(/duration_ms:? [\d.]+/g, 'duration_ms').replace(/^ +location: .*\n/gm, '')
    .replace(/^( +)stack: \|-\n(?:\1  .*\n)+/gm, '').replace(/ {2}---\n +duration_ms\n/g, '  ---\n');
  return Reflect.apply(write, this, [lines, ...rest]);
};
const { test, describe, it, suite, before, after, beforeEach, afterEach, mock } = require('node:test');
const assert = require('node:assert');
const log = [];

test('sync', () => {});
test('async', async (t) => {
  assert.strictEqual(t.name, 'async');
  assert.strictEqual(t.signal.aborted, false);
  await null;
});
test('callback', (t, done) => setImmediate(done));
test('skipped', { skip: true }, () => { throw new Error('never'); });
test('skipped for a reason', { skip: 'not today' }, () => {});
test.skip('skipped by its name', () => {});
test('to do', { todo: 'later' }, () => {});
test.todo('to do without a function');
test('skips itself', (t) => t.skip('why'));
test('is to do itself', (t) => t.todo());
test('subtests', async (t) => {
  t.beforeEach((c) => log.push(`beforeEach ${c.name}`));
  t.afterEach((c) => log.push(`afterEach ${c.name}`));
  t.before(() => log.push('before'));
  t.after(() => log.push('after'));
  t.diagnostic('a note');
  await t.test('one', () => { log.push('one'); });
  await t.test('two', async (t) => {
    await t.test('deeper', () => {});
  });
  assert.deepStrictEqual(log, ['before', 'beforeEach one', 'one', 'afterEach one', 'beforeEach two', 'beforeEach deeper', 'afterEach deeper', 'afterEach two']);
});
describe('a suite', () => {
  const order = [];
  before(() => order.push('before'));
  beforeEach(() => order.push('beforeEach'));
  afterEach(() => order.push('afterEach'));
  after(() => {
    assert.deepStrictEqual(order, ['before', 'beforeEach', 'first', 'afterEach', 'beforeEach', 'second', 'afterEach', 'beforeEach', 'inner', 'afterEach']);
  });
  it('first', () => { order.push('first'); });
  it('second', async () => { order.push('second'); });
  it.skip('third', () => {});
  describe('an inner suite', () => {
    it('inner', () => { order.push('inner'); });
  });
});
suite('another', { skip: 'all of it' }, () => { it('never', () => {}); });
test('name with # and \\ and\nlines', () => {});
test('the plan', { plan: 2 }, (t) => {
  t.assert.ok(true);
  t.assert.strictEqual(1, 1);
});
test('mocks', (t) => {
  const f = mock.fn((a, b) => a + b);
  assert.strictEqual(f(1, 2), 3);
  assert.strictEqual(f.mock.callCount(), 1);
  assert.deepStrictEqual(f.mock.calls[0].arguments, [1, 2]);
  const object = { method() { return this.value; }, value: 5, get x() { return 1; }, set x(v) { this.value = v; } };
  const m = t.mock.method(object, 'method', () => 6);
  assert.strictEqual(object.method(), 6);
  m.mock.mockImplementationOnce(() => 7);
  assert.deepStrictEqual([object.method(), object.method(), m.mock.callCount()], [7, 6, 3]);
  m.mock.restore();
  assert.strictEqual(object.method(), 5);
  t.mock.getter(object, 'x', () => 9);
  assert.strictEqual(object.x, 9);
  t.mock.restoreAll();
  assert.strictEqual(object.x, 1);
  const twice = t.mock.fn(() => 'original', () => 'mocked', { times: 2 });
  assert.deepStrictEqual([twice(), twice(), twice()], ['mocked', 'mocked', 'original']);
  for (const wrong of [() => t.mock.method(object, 'nope'), () => t.mock.fn(1), () => t.mock.method(1, 'x')]) assert.throws(wrong, { name: 'TypeError' });
});
test(function named() {});
test(() => {});

const util = require('util');
const cases = [
  [], [''], ['a'], ['%s'], ['%s', 'a'], ['%s', 1, 'b'], ['%s %s', 'a'], ['%d', '42'], ['%d', 1.5], ['%d', 'x'], ['%d', 10n], ['%d', Symbol('a')],
  ['%i', 42.9], ['%i', '7px'], ['%i', 9n], ['%f', '1.5e3'], ['%f', 'x'], ['%f', Symbol('q')], ['%j', { a: 1 }], ['%j', undefined], ['%j', 'str'],
  ['%o', { f() {}, a: [1] }], ['%O', { a: { b: { c: { d: 1 } } } }], ['%c', 'css', 'after'], ['%%', 1], ['%%'], ['100%', 'x'], ['%x', 1], ['%s%', 'a'],
  ['%%%s%%', 'a'], ['%%s', 'a'], ['%s', null], ['%s', undefined], ['%s', {}], ['%s', []], ['%s', [1, [2, [3]]]], ['%s', { toString() { return 'own'; } }],
  ['%s', new (class A { toString() { return 'cls'; } })()], ['%s', new (class B {})()], ['%s', Object.create(null)], ['%s', () => 1], ['%s', Symbol('z')],
  ['%s', -0], ['%s', 12345678901234567890n], ['%s', new Date(0)], ['%s', class Foo {}], ['%s', function bar() {}], [1, 2, 'a'], [{ a: 1 }, 'x', [1]], ['a', { b: 1 }, null],
  [null], [undefined, 'x'], [Symbol('s'), 'x'], ['%s', new Proxy({ a: 1 }, {})], ['%s', { [Symbol.toPrimitive]: () => 'prim' }], ['%d', {}], ['%d', []], ['%d', null],
  ['%i', {}], ['%s:%s', 'a', 'b', 'c'], ['%s', 'x'.repeat(5), { long: 'y'.repeat(90) }], ['%O', 'str'], ['%o', 'str'], ['%s', true], ['%s', new Map([[1, 2]])], ['\n%s', 'nl'],
];
for (const args of cases) console.log(JSON.stringify(util.format(...args)));
const circular = {}; circular.x = circular;
console.log(util.format('%j', circular));
console.log(util.formatWithOptions({ colors: true }, 'a %s', 'b', { c: 1 }, 2), util.formatWithOptions({ numericSeparator: true }, '%d', 4000));
try { util.formatWithOptions('x', 1); } catch (e) { console.log(e.code, e.message); }
console.log(util.format.length, util.formatWithOptions.length, util.format.name);

'use strict';
console.log('ab\ud800'.isWellFormed(), 'ab\ud83d\ude00'.isWellFormed(), JSON.stringify('a\udc00b'.toWellFormed()));
const o = {};
o.__defineGetter__('x', () => 5);
console.log(o.x, typeof o.__lookupGetter__('x'), o.__lookupSetter__('x'));
class MyError extends Error {}
const e = new MyError('m');
Error.captureStackTrace(e);
console.log(e.stack.split('\n')[0], typeof Error.stackTraceLimit);
console.log(typeof Symbol.asyncIterator, Symbol.asyncIterator.toString());
console.log(100 ** -2, 2n ** 70n, '3' ** '2', Math.hypot(3, 4, 5), Math.cos(Math.PI / 3), Math.log10(0.1), 1e10 ** 1.5, Math.sin.name, Math.atan2.length);
function f() {
  const g = () => arguments.length;
  return [g(), (() => () => arguments[1])()()];
}
console.log(f(1, 2), globalThis === global);
for (const make of [() => 'x'.repeat(2 ** 30), () => 'x'.repeat(-1), () => new ArrayBuffer(-1), () => new Array(-1)]) {
  try {
    make();
  } catch (err) {
    console.log(err.name);
  }
}
console.log(Uint8Array.name, Uint8Array.length, new Uint8Array([1, 2]) instanceof Uint8Array, Uint8Array.from([1, 2]).constructor === Uint8Array);
class Bytes extends Uint8Array {
  get first() {
    return this[0];
  }
}
console.log(new Bytes([9]).first, new Bytes(2).length, Bytes.of(4).first, Object.getPrototypeOf(Uint8Array) === Object.getPrototypeOf(Int8Array));
console.log(new Date(-62198755200001).toISOString(), new Date(8.64e15).toJSON(), new Date(0).toISOString(), new Date(-8.64e15).toISOString());

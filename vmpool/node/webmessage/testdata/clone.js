const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const value = {
  n: 1, s: 'text', u: undefined, z: null, big: 10n, nan: NaN, neg: -0, date: new Date(1e12), re: /a+b/gi, nested: { list: [1, , 'x'] }, map: new Map([[{ k: 1 }, new Set([1, 'two'])]]),
  bytes: new Uint8Array([1, 2, 3]), floats: new Float64Array([1.5]), boxed: [Object(1), Object('s'), Object(false), Object(2n)],
};
value.self = value;
value.nested.again = value.bytes;
const copy = structuredClone(value);
console.log(copy);
console.log(copy !== value, copy.self === copy, copy.nested.again === copy.bytes, copy.bytes.buffer !== value.bytes.buffer, copy.re.lastIndex, 1 in copy.nested.list);
class Foo { constructor() { this.x = 1; } get y() { return 2; } }
console.log(structuredClone(new Foo()) instanceof Foo, structuredClone(new Foo()), structuredClone(Object.create({ inherited: 1 })));
for (const err of [new RangeError('m', { cause: { a: 1 } }), Object.assign(new Error('x'), { name: 'Custom', extra: 1 }), new (class E extends TypeError {})('sub')]) {
  const c = structuredClone(err);
  console.log(c.constructor.name, c.name, c.message, c.cause, c.extra, c.stack === err.stack);
}
const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
const view = new Uint8Array(buffer, 1, 2);
const moved = structuredClone({ view, buffer }, { transfer: [buffer] });
console.log(buffer.byteLength, view.length, moved.view, moved.view.buffer === moved.buffer, new DataView(moved.buffer).getUint8(3));
attempt('no value', () => structuredClone());
attempt('function', () => structuredClone(() => {}));
attempt('symbol', () => structuredClone(Symbol('x')));
attempt('weak map', () => structuredClone(new WeakMap()));
attempt('promise', () => structuredClone(Promise.resolve()));
attempt('deep', () => structuredClone({ a: [{ b: () => 1 }] }));
attempt('options', () => structuredClone(1, 3));
attempt('transfer', () => structuredClone(1, { transfer: 3 }));
attempt('transfer item', () => structuredClone(1, { transfer: [3] }));
attempt('twice', () => { const b = new ArrayBuffer(3); structuredClone(b, { transfer: [b, b] }); });
attempt('detached', () => structuredClone(buffer));
attempt('getter', () => structuredClone({ get a() { throw new Error('from getter'); } }));
attempt('port', () => structuredClone(new MessageChannel().port1));
console.log(structuredClone.length, structuredClone.name, structuredClone('plain'), structuredClone(undefined, null));

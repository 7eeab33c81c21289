// Bytes and values there and back.
const v8 = require('node:v8');
const circular = {};
circular.self = circular;
circular.list = [circular];
const withProperty = Object.assign([1, 2], { x: 1 });
const sparse = [];
sparse[1000] = 1;
const values = [
  undefined, null, true, false, 0, 1, -1, -0, 1e10, 1.5, NaN, Infinity, 4294967295, 1073741824, -1073741825, 2 ** 31, 'a', 'é', '日', '日本', '\ud800', '',
  10n, -10n, 2n ** 64n, -(2n ** 70n), 0n, [1, 2], [1, , 3], [,], [], { a: 1 }, { 1: 2, b: '日', '-1': 0, '01': 1 }, new Date(0), /a+/gi, /x/suy, new Map([[1, { a: 2 }]]),
  new Set([1, 'b']), new Uint8Array([1, 2]), Buffer.from('hi'), new ArrayBuffer(2), Object(1), Object('s'), Object(true), Object(false), Object(5n),
  new Float64Array([1.5]), new DataView(new ArrayBuffer(3)), new BigInt64Array([-1n]), circular, withProperty, sparse, [circular, circular],
  { nested: { deep: [new Map([[new Set(), []]])] } }, Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } }),
];
for (const value of values) {
  const bytes = v8.serialize(value);
  console.log(bytes.toString('hex'), v8.deserialize(bytes));
}
for (const E of [Error, TypeError, RangeError]) {
  const err = new E('message', { cause: 'why' });
  err.stack = 'the stack';
  const copy = v8.deserialize(v8.serialize(err));
  console.log(v8.serialize(err).toString('latin1').slice(2), copy instanceof E, copy.message, copy.stack, copy.cause);
}
for (const value of [() => {}, Symbol('x'), { f() {} }, Promise.resolve(), new WeakMap()]) {
  try {
    v8.serialize(value);
    console.log('cloned');
  } catch (err) {
    console.log(err.name, err.message);
  }
}
for (const bytes of ['', 'ff0f', 'ff0f6f', 'ff0f5e05', 'ff635f', 'ff0f22056162']) {
  try {
    console.log(v8.deserialize(Buffer.from(bytes, 'hex')));
  } catch (err) {
    console.log(bytes, err.name, err.message);
  }
}
try { v8.deserialize('x'); } catch (err) { console.log(err.code); }
const s = new v8.Serializer();
s.writeHeader();
s.writeUint32(300);
s.writeUint64(1, 2);
s.writeDouble(1.25);
s.writeRawBytes(Buffer.from('raw'));
s.writeValue([new Uint8Array([9])]);
const bytes = s.releaseBuffer();
console.log(bytes.toString('hex'));
const d = new v8.Deserializer(bytes);
console.log(d.readHeader(), d.getWireFormatVersion(), d.readUint32(), d.readUint64(), d.readDouble(), String(d.readRawBytes(3)), d.readValue());
console.log(Object.keys(v8.getHeapStatistics()).join(), typeof v8.getHeapStatistics().used_heap_size, v8.getHeapSpaceStatistics().length > 0);
console.log(v8.setFlagsFromString('--stack_trace_limit=10'));
try { v8.setFlagsFromString(1); } catch (err) { console.log(err.code); }

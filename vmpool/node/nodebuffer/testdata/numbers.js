// Every read and write method, in the range and at its ends.
const names = Object.getOwnPropertyNames(Buffer.prototype).sort();
const bytes = Buffer.from([0x80, 0x01, 0xfe, 0x7f, 0xff, 0x00, 0x40, 0xc3, 0x12, 0x9a]);
const show = (f) => {
  try {
    const v = f();
    return typeof v === 'bigint' ? `${v}n` : Object.is(v, -0) ? '-0' : String(v);
  } catch (err) {
    return `${err.name} ${err.code} ${err.message}`;
  }
};
for (const name of names.filter((n) => /^read/.test(n))) {
  const variable = /^readU?[Ii]nt[BL]E$/.test(name);
  console.log(name, Buffer.prototype[name].length, Buffer.prototype[name].name);
  for (const size of variable ? [1, 2, 3, 4, 5, 6, 7, 0, undefined, '2'] : [undefined]) {
    for (const offset of [0, 1, 2, undefined, 9, 10, -1, 1.5, '1', null]) {
      console.log(' ', offset, size, show(() => (variable ? bytes[name](offset, size) : bytes[name](offset))));
    }
  }
}
const values = [0, 1, -1, 127, 128, 255, 256, 32767, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40, -(2 ** 31), 1.5, NaN, Infinity, '12', undefined, {},
                0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n), 2n ** 64n];
for (const name of names.filter((n) => /^write[A-Z]/.test(n))) {
  const variable = /^writeU?[Ii]nt[BL]E$/.test(name);
  console.log(name, Buffer.prototype[name].length);
  for (const value of values) {
    const out = Buffer.alloc(10);
    const lines = (variable ? [1, 3, 6] : [undefined]).map((size) => {
      const result = show(() => (variable ? out[name](value, 1, size) : out[name](value, 1)));
      return `${result} ${out.toString('hex')}`;
    });
    console.log(' ', typeof value === 'bigint' ? `${value}n` : String(value), lines.join(' | '));
  }
  for (const offset of [undefined, 2, 9, 10, -1, 1.5, 'a']) {
    const value = /Big/.test(name) ? 1n : 1;
    console.log('  at', offset, show(() => (variable ? Buffer.alloc(10)[name](value, offset, 2) : Buffer.alloc(10)[name](value, offset))));
  }
}
for (const size of [1, 2, 4, 8]) {
  const b = Buffer.from(Array.from({ length: 8 }, (_, i) => i + 1));
  for (const name of ['swap16', 'swap32', 'swap64']) console.log(name, size, show(() => Buffer.from(b.subarray(0, size))[name]().toString('hex')));
}

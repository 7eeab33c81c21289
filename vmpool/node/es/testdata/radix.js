'use strict';
let seed = 1;
const random = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
for (const x of [0.1, 123.456, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, 255, -255.5, 1 / 3, 0.000001, 123456789012345680000, -0, NaN, -Infinity, 2 ** 53, 1e300]) {
  console.log([2, 3, 7, 10, 16, 36].map((radix) => x.toString(radix)).join(' '));
}
let sum = 0;
for (let i = 0; i < 3000; i++) {
  const x = (random() - 0.5) * 2 ** Math.floor(random() * 140 - 40);
  const text = x.toString(2 + Math.floor(random() * 35));
  for (let k = 0; k < text.length; k++) sum = (sum * 31 + text.charCodeAt(k)) | 0;
  if (i % 300 === 0) console.log(text);
}
console.log(sum, Number.prototype.toString.length, new Number(255).toString(16), (5).toString(undefined), (255).toString('16'));
for (const f of [() => (1).toString(1), () => (1).toString(37), () => (1).toString(null), () => Number.prototype.toString.call('1'), () => Number.prototype.toString.call({})]) {
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
}

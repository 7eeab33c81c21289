// Prints results of Math for TestAgainstNode, all numbers as the bits of doubles: node record.js [count] > node.txt
const view = new DataView(new ArrayBuffer(8));
const bits = (x) => {
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16);
};
let seed = 20261124;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return seed / 4294967296;
};
const count = Number(process.argv[2] ?? 120);
const special = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, 10, 0.1, Math.PI, Math.PI / 2, Math.PI / 3, Math.PI / 4, 1e-10, -1e-10, 1e-300, 5e-324, 1e22, 1e300, 1e15, 1e5, 100, 1000,
  Infinity, -Infinity, NaN, Math.E, Math.SQRT2, 709, 710, -745, -746, 0.4142, -0.29, 2 ** 31, 2 ** 53, 1.7976931348623157e308];
const spans = [1, 2, 20, 0.1, 700, 1e5, 1e9];
const one = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'];
for (const name of one) {
  const values = [...special];
  for (let i = 0; i < count; i++) {
    let x = (random() - 0.5) * spans[i % spans.length];
    if (name === 'acosh') x = 1 + Math.abs(x);
    if (/^log(2|10)?$/.test(name)) x = Math.abs(x);
    if (/^(asin|acos|atanh)$/.test(name)) x %= 1;
    values.push(x);
  }
  for (const x of values) console.log(name, bits(x), bits(Math[name](x)));
}
const pairs = [];
for (const x of special) for (const y of special) pairs.push([x, y]);
for (let i = 0; i < count * 4; i++) {
  pairs.push([Math.abs(random() - 0.3) * (i % 3 ? 10 : 1e6), (random() - 0.5) * (i % 2 ? 4 : 30)]);
  pairs.push([(random() - 0.5) * 20, (i % 9) - 3]);
}
for (const [x, y] of pairs) {
  console.log('pow', bits(x), bits(y), bits(Math.pow(x, y)));
  console.log('atan2', bits(x), bits(y), bits(Math.atan2(x, y)));
}

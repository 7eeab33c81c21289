// All functions on every path of up to five pieces; only a digest of a group is printed, and some of the results.
const path = require('path');
const pieces = ['/', '\\', 'a', 'b.c', '..', '.', 'C:', '.x', 'é.'];
const paths = [''];
for (let from = 0, length = 1; length <= 3; length++) {
  const until = paths.length;
  for (; from < until; from++) for (const piece of pieces) if (length < 3 || piece !== 'é.') paths.push(paths[from] + piece);
}
function digest(text, seed) {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return h;
}
for (const flavour of ['posix', 'win32']) {
  const p = path[flavour];
  const root = flavour === 'win32' ? 'C:\\base' : '/base';
  const run = { normalize: (x) => p.normalize(x), isAbsolute: (x) => String(p.isAbsolute(x)), dirname: (x) => p.dirname(x), basename: (x) => p.basename(x), suffix: (x) => p.basename(x, '.c'), extname: (x) => p.extname(x), parse: (x) => JSON.stringify(p.parse(x)), format: (x) => p.format(p.parse(x)), join: (x) => p.join(x, 'q', '../r'), resolve: (x) => p.resolve(root, 'dir', x), relative: (x) => p.relative(p.resolve(root, 'dir'), p.resolve(root, x)), back: (x) => p.relative(p.resolve(root, x), p.resolve(root, 'b.c')), long: (x) => p.toNamespacedPath(flavour === 'win32' ? p.resolve('C:\\', x) : x) };
  for (const [name, f] of Object.entries(run)) {
    let h = 0;
    let group = '';
    const groups = [];
    paths.forEach((x, i) => {
      const r = f(x);
      h = digest(r, h);
      if (i % 97 === 0) group += ` ${x}=>${r}`;
      if (i % 100 === 99) { groups.push(h); h = 0; }
    });
    console.log(flavour, name, groups.join(), h, group);
  }
}

// The kit's own loader: relative files, JSON, cycles, built-ins with and without the prefix.
const helper = require('./_helper');
console.log(helper.name, helper.early, require('./_data.json').list.length);
console.log(require('./_helper') === helper, typeof __filename, __dirname.length > 0);
console.log(module.exports === exports, this === exports);
try {
  require('node:no-such-module');
} catch (err) {
  console.log(err instanceof Error);
}
Promise.resolve().then(() => console.log('microtask'));
console.log('end');

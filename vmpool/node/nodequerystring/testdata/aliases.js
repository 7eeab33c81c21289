const qs = require('querystring');
console.log(qs.decode === qs.parse, qs.encode === qs.stringify, JSON.stringify(qs.decode('a=1&a=2&b=%20+&&c')), qs.encode({ a: [1, 2], b: ' é', c: null, d: 1n, e: NaN, f: {} }));
for (const [text, max] of [['&a', 1], ['&&a', 2], ['a&', 1], ['a=1&&b=2', 2], ['a&b&c', 0], ['a&b&c', -1]]) console.log(text, max, JSON.stringify(qs.parse(text, null, null, { maxKeys: max })));

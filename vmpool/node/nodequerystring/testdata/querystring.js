const qs = require('querystring');
console.log(Object.keys(qs).map((k) => `${k} ${qs[k].name} ${qs[k].length}`).join('|'));
for (const s of ['', 'a=1&b=2&a=3', 'a', '=', '=x', '&', '&&a=1&&', 'a=b=c', 'a+b=c+d', '%61=%20&%C3%A9=%F0%9F%98%80', 'bad=%zz&x=%E9&%', 'a=%', 'a=%2', '__proto__=1&toString=2', 'a[]=1&a[]=2', 'a=1;b=2', 'x==y', 'a&a&a', '&=&', 'k=%25%3d%26']) console.log(s, qs.parse(s));
console.log(qs.parse('a:1;b:2', ';', ':'), qs.parse('a==1&&b==2', '&&', '=='), qs.parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), Object.keys(qs.parse('a&'.repeat(1100))).length, Object.keys(qs.parse(Array.from({ length: 1100 }, (_, i) => `k${i}`).join('&'))).length, Object.keys(qs.parse(Array.from({ length: 1100 }, (_, i) => `k${i}`).join('&'), null, null, { maxKeys: 0 })).length);
console.log(qs.parse('a=x+y&b=', null, null, { decodeURIComponent: (s) => `<${s}>` }), qs.parse('a=%20', null, null, { decodeURIComponent() { throw new Error(); } }), qs.parse(1), qs.parse(null));
for (const o of [{ a: 1, b: [1, 'x', true], c: null, d: undefined, e: {}, f: NaN, g: 10n, h: '', i: [] }, { 'ü &=': "!'()*~-_." }, {}, 'str', null, [1, 2], { a: Infinity }]) console.log(JSON.stringify(qs.stringify(o)));
console.log(qs.stringify({ a: 1, b: [2, 3] }, ';', ':'), qs.stringify({ a: 'x y' }, null, null, { encodeURIComponent: (s) => s.toUpperCase() }));
try { qs.stringify({ a: '\ud800' }); } catch (e) { console.log(e.name, e.code, e.message); } try { qs.escape('\udc00'); } catch (e) { console.log(e.code); }
console.log(qs.escape({ toString: () => 'o b' }), qs.escape(5), qs.unescape('a%20b%zz+'), qs.unescapeBuffer('a%20%zz+%e4', true), qs.unescapeBuffer('a%4').toString());
const original = qs.unescape; qs.unescape = (s) => s.replace(/o/g, '_'); console.log(qs.parse('foo=bor')); qs.unescape = original; qs.escape = (s) => `{${s}}`; console.log(qs.stringify({ a: 1 }));

'use strict';
for (const text of [
  'abc', '{', '', undefined, '{"a":1,}', '[1,2', '{"a"', '"abc', '1 2', '{a:1}', 'tru', '"\\x"', '"a\nb"', '<html></html>', {}, '01', '-', '1.', '1e', '1e+',
  '{"a":tru}', '[1,]', 'nul', NaN, Infinity, '{"a":1 "b"}', '[1 2]', '"\\u12g4"', '"\\', ' '.repeat(50) + 'x' + 'y'.repeat(50), 'x' + 'y'.repeat(50),
  ' '.repeat(50) + 'x', '{"a":1}}', '[', '[}', '{"a":}', '{1:2}', ']', '\u00e9\ud83d\ude00', '"\ud83d\ude00" x', '-a', '.5', '+1', "{'a':1}", 'undefinedx', '[1,,2]', '{"a":1,,}',
]) {
  try {
    console.log(JSON.parse(text));
  } catch (e) {
    console.log(e.name, e.message);
  }
}
class Q {}
const deep = { a: { b: { c: { d: { e: {} } } } } };
deep.a.b.c.d.e.f = deep;
const list = [];
list[0] = list;
const inner = { a: { b: [1, {}] } };
inner.a.b[1].c = inner.a;
const q = new Q();
q.list = [q];
const bare = Object.create(null);
bare.self = bare;
for (const value of [deep, list, inner, { x: q }, bare, { a: 1n }]) {
  try {
    JSON.stringify(value);
  } catch (e) {
    console.log(e.name, e.message);
  }
}
console.log(JSON.parse.length, JSON.stringify.length, JSON.parse.name, JSON.parse(5), JSON.parse('null'), JSON.parse('[1]', function (k, v) { return Array.isArray(v) ? v : v + 1; }));

// JSON.parse of what is JSON: values, order of keys, escapes, numbers; errors.js has what is none.
const show = (v) => {
  if (typeof v === 'string') return JSON.stringify(v) + (/[\ud800-\udfff]/.test(v) ? Array.from({ length: v.length }, (_, i) => v.charCodeAt(i).toString(16)).join() : '');
  if (Object.is(v, -0)) return '-0';
  if (Array.isArray(v)) return `[${v.map(show).join()}]`;
  if (v !== null && typeof v === 'object') return `{${Reflect.ownKeys(v).map((k) => `${String(k)}:${show(v[k])}`).join()}}`;
  return String(v);
};
for (const text of [
  '1', '-1', '0', '-0', '0.5', '-0.0', '1e3', '1E-3', '1e+3', '123456789012345', '1234567890123456', '9007199254740993', '-9007199254740993', '1e999', '-1e999', '1e-999',
  '12345678901234567890123', '0.1', '3.141592653589793', '5e-324', '1.7976931348623157e308', 'true', 'false', 'null', ' \t\n\r null \r\n', '""', '"a"', '"é€😀"', '"\\u00e9\\u20ac\\ud83d\\ude00"',
  '"\\ud800"', '"\\ude00\\ud83d"', '"a\\ud800b"', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f"', '"\u2028\u2029\u007f"', '[]', '[ ]', '[1,2,[3,[4]]]', '[ 1 , "a" , null ]', '{}', '{ }',
  '{"a":1}', '{"b":1,"a":2,"10":3,"2":4,"-1":5,"01":6}', '{"a":1,"a":2}', '{"__proto__":{"x":1},"constructor":1,"toString":2}', '{"":1,"é":2,"\\u0061":3,"a b":4}', '{"\\ud83d\\ude00":1}',
  '{"a":{"b":{"c":[{"d":[]}]}}}', '[{"id":1,"n":"x"},{"id":2,"n":"y"}]', '"\ufffd"', '{"\ufffd":"\ufffd"}',
]) {
  console.log(text.slice(0, 60), show(JSON.parse(text)));
}
const o = JSON.parse('{"__proto__":{"x":1}}');
console.log(Object.getPrototypeOf(o) === Object.prototype, Object.hasOwn(o, '__proto__'), o.x, JSON.stringify(o), JSON.stringify(Object.getOwnPropertyDescriptor(JSON.parse('{"a":1}'), 'a')));
Object.defineProperty(Object.prototype, 'trap', { configurable: true, set() { throw new Error('a setter ran'); } });
console.log(JSON.parse('{"trap":1}').trap);
delete Object.prototype.trap;
console.log(show(JSON.parse('{"a":[1,2,{"b":3}]}', function (key, value) { return typeof value === 'number' ? value * 2 : key === 'b' ? undefined : value; })));
console.log(show(JSON.parse('[1]', 5)), show(JSON.parse(['1'])), show(JSON.parse({ toString: () => '{"x":[true]}' })), JSON.parse.length, JSON.parse.name);
const deep = '['.repeat(5000) + ']'.repeat(5000);
let depth = 0;
for (let v = JSON.parse(deep); v !== undefined; v = v[0]) depth++;
console.log(depth);
for (const text of ['', ' ', '{', '[1,]', '{"a":1,}', '01', '1.', '.5', '+1', '1e', '-', '"\\x"', '"\\u12g4"', '"a', '"\n"', 'tru', 'nulll', '{a:1}', "'a'", '[1 2]', '{"a" 1}', 'NaN', '1 2', '[', '"\\']) {
  try { console.log(show(JSON.parse(text))); } catch (err) { console.log(JSON.stringify(text), err.name); }
}

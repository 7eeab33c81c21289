'use strict';
// Own keys of functions, proxies in for…in, async methods, resizable buffers.
console.log(Reflect.ownKeys(function f(a) { 'use strict'; return a; }), Object.getOwnPropertyNames(class { static s() {} }), Object.keys(Object.getOwnPropertyDescriptors(function () { 'use strict'; })));
const log = [];
const proxy = new Proxy({ a: 1, b: 2 }, new Proxy({}, {
  get: (_, trap) => (target, ...rest) => {
    log.push(typeof rest[0] === 'string' ? `${trap}:${rest[0]}` : trap);
    return Reflect[trap](target, ...rest);
  },
}));
const keys = [];
for (const key in proxy) keys.push(key);
console.log(keys, log);
const o = { async am() { return 1; }, async ['computed']() {}, };
console.log(o, o.am.name, Object.prototype.toString.call(o.am), Object.keys(o), 'prototype' in o.am, String(o.am));
class A { async m() {} static async s() {} async #p() {} async p() { return this.#p(); } }
console.log(new A().m.constructor.name, A.s, new A().p);
try {
  new o.am();
} catch (e) {
  console.log(e.name);
}
const b = new ArrayBuffer(4, { maxByteLength: 8 });
console.log(b.resizable, b.maxByteLength, new ArrayBuffer(4).resizable, new ArrayBuffer(4).maxByteLength);
console.log(Uint8Array.from('123', Number), Float32Array.from(new Set([1, 2])), Array.from.name, String(Array.from), String(WeakMap), String(Date));

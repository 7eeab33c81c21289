'use strict';
const key = {};
const map = new WeakMap([[key, { key }]]);
console.log(map.get(key).key === key, map.has({}), map.delete(key), map.has(key), map.delete(key));
map.set(Object.freeze({}), 1);
console.log(Object.prototype.toString.call(map), map instanceof WeakMap, WeakMap.name, WeakMap.length);
try {
  map.set(1, 2);
} catch (e) {
  console.log(e.name, e.message);
}
const set = new WeakSet([key]);
console.log(set.has(key), set.add(map) === set, set.delete(key), set.has(key));
const s = Symbol('k');
console.log(new WeakMap([[s, 7]]).get(s));
class Counts extends WeakMap {
  inc(k) {
    return this.set(k, (this.get(k) ?? 0) + 1);
  }
}
console.log(new Counts().inc(key).inc(key).get(key));
console.log(new WeakRef(key).deref() === key);

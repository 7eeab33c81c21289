'use strict';
// What is newer than Node 20 can't be found.
console.log(typeof Object.groupBy, typeof Map.groupBy, typeof Promise.withResolvers, typeof Promise.try, typeof Array.fromAsync, typeof RegExp.escape);
console.log(typeof Iterator, typeof SuppressedError, new Set().union ? 'union' : 'no union', 'toBase64' in new Uint8Array(1), typeof JSON.rawJSON, typeof Error.isError);
console.log(Object.groupBy?.([], String), new Set().union?.(new Set()));
const lodash = { union: (...a) => a.length, groupBy: (x) => x };
console.log(lodash.union(1, 2), lodash.groupBy(5));
for (const f of [() => lodash.intersection(1), () => null.union(), () => undefined.toHex()]) {
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message);
  }
}
console.log('x'.anchor('"a"'), 'x'.bold(), 'x'.fontcolor(1), 'x'.link('u'), new Date(0).getYear(), new Date(new Date(0).setYear(99)).getFullYear(), Date.prototype.toGMTString === Date.prototype.toUTCString);
console.log(Object.prototype.__defineGetter__.name, Object.getOwnPropertyNames(Object.prototype.__lookupSetter__), Symbol.dispose.toString());

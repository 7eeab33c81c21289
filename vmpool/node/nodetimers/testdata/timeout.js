const timers = require('node:timers');
const { promisify, inspect } = require('util');

console.log(Object.keys(timers).join());
for (const name of Object.keys(timers)) {
  if (typeof timers[name] === 'function') console.log(name, timers[name].name, timers[name].length);
}
console.log(['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']
  .map((name) => timers[name] === globalThis[name] && Object.getOwnPropertyDescriptor(globalThis, name).enumerable).join());

const t = setTimeout((...args) => console.log('args', args.length, ...args), 400, 1, 'two', null, undefined, 5);
console.log(t.constructor.name, t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.hasRef());
console.log(Object.keys(t).join(), t._idleTimeout, t._repeat, t._destroyed);
console.log(inspect(t).replace(/(_idleStart|Symbol\((async|trigger)Id\)\]): \d+/g, '$1: N').replace('[Circular *1]', '[TimersList]'));

const im = setImmediate((a, b) => console.log('immediate', a, b), 1, 2);
console.log(im.constructor.name, im.hasRef(), Object.keys(im).join());
clearImmediate(setImmediate(() => console.log('never')));
setImmediate(() => console.log('never keeps the process alive')).ref().unref().ref();

for (const wrong of [undefined, null, 1, 'x', {}]) {
  for (const f of [setTimeout, setInterval, setImmediate]) {
    try {
      f(wrong);
    } catch (err) {
      console.log(f.name, err.name, err.code, err.message);
    }
  }
}
console.log([NaN, -1, 0, 0.5, 1.9, '7', Infinity, 2 ** 31, 2 ** 31 - 1].map((ms) => {
  const x = setTimeout(() => {}, ms);
  clearTimeout(x);
  return [x._idleTimeout, x._destroyed, x.hasRef()].join(':');
}).join(' '));

// By number and by text.
const a = setTimeout(() => console.log('never a'), 1);
clearTimeout(+a);
const b = setTimeout(() => console.log('never b'), 1);
clearTimeout(`${b}`);
const c = setInterval(() => console.log('never c'), 1);
clearInterval(Number(c));
clearTimeout('nothing');
clearTimeout(undefined);
clearTimeout({});
console.log(a._destroyed, b._destroyed, c._destroyed);
const d = setTimeout(() => console.log('never d'), 1);
d[Symbol.dispose]?.();
setTimeout(() => console.log('never e'), 1).close();

// refresh.
let fired = 0;
const r = setTimeout(() => {
  console.log('refreshed', ++fired);
  if (fired < 3) r.refresh();
}, 600);
setTimeout(() => r.refresh(), 300);
const cleared = setTimeout(() => console.log('never f'), 1);
clearTimeout(cleared);
cleared.refresh();

// An interval that clears itself, one that is unreferenced, and one whose callback throws is in uncaught.js.
let n = 0;
const every = setInterval((x) => {
  console.log('every', x, ++n, every._destroyed);
  if (n === 3) {
    clearInterval(every);
    console.log(every._destroyed, every._idleTimeout, every._onTimeout);
  }
}, 5, 'x');
setInterval(() => {}, 1000).unref();

promisify(setTimeout)(900, 'promised').then(console.log);
promisify(setImmediate)('promised immediate').then(console.log);
console.log(promisify(setTimeout) === require('timers/promises').setTimeout);
setTimeout(function() { console.log(this === self); }, 2600);
const self = setTimeout(function() { console.log(this === self, this._destroyed); }, 2700);
setTimeout(() => console.log(self._destroyed), 60);

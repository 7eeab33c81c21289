const timers = require('node:timers');
const { promisify, inspect } = require('util');

console.log(Object.keys(timers).join());
for (const name of Object.keys(timers)) {
  if (typeof timers[name] === 'function') console.log(name, timers[name].name, timers[name].length);
}
console.log(['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']
  .map((name) => timers[name] === globalThis[name] && Object.getOwnPropertyDescriptor(globalThis, name).enumerable).join());

// What comes late is shown one after another at the end, so that a slow machine changes nothing.
let withArgs;
const t = setTimeout((...args) => { withArgs = args; }, 20, 1, 'two', null, undefined, 5);
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

const cleared = setTimeout(() => console.log('never f'), 1);
clearTimeout(cleared);
cleared.refresh();
setInterval(() => {}, 1000).unref();

promisify(setImmediate)('promised immediate').then(console.log);
console.log(promisify(setTimeout) === require('timers/promises').setTimeout);

(async () => {
  console.log(await promisify(setTimeout)(60, 'promised'));
  console.log('args', withArgs.length, ...withArgs);

  // refresh: before it fired, and from its own callback.
  await new Promise((resolve) => {
    let fired = 0;
    const begin = Date.now();
    const r = setTimeout(() => {
      console.log('refreshed', ++fired, Date.now() - begin >= 80 * fired);
      if (fired < 3) r.refresh();
      else resolve();
    }, 80);
    r.refresh();
  });

  // An interval that clears itself.
  await new Promise((resolve) => {
    let n = 0;
    const every = setInterval((x) => {
      console.log('every', x, ++n, every._destroyed);
      if (n === 3) {
        clearInterval(every);
        console.log(every._destroyed, every._idleTimeout, every._onTimeout);
        resolve();
      }
    }, 5, 'x');
  });

  await new Promise((resolve) => {
    const self = setTimeout(function() {
      console.log(this === self, this._destroyed);
      resolve();
    }, 5);
    setTimeout(function() { console.log(this === self); }, 1);
    self.ref();
  }).then(() => console.log('end'));
})();

const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const log = console.log;
log(Object.keys(require('async_hooks')).join(), Object.getOwnPropertyNames(AsyncLocalStorage.prototype).sort().filter((n) => n !== '_propagate').join(), AsyncLocalStorage.prototype.run.length, AsyncLocalStorage.prototype.run.name);
const als = new AsyncLocalStorage(); const other = new AsyncLocalStorage();
log(als.getStore(), als.run(1, (...args) => [als.getStore(), args], 'a', 'b'), als.getStore());
try { als.run(2, () => { throw new Error('inside'); }); } catch (e) { log(e.message, als.getStore()); }
als.run('outer', () => { als.run('inner', () => log(als.getStore())); log(als.getStore()); als.exit(() => log('exit', als.getStore())); log(als.getStore()); other.run('o', () => log(als.getStore(), other.getStore())); log(other.getStore()); });
try { als.run(1, 'no function'); } catch (e) { log(e.name); }
als.run({ id: 1 }, () => {
  // Timers and immediates come in no certain order: everything is printed sorted at the end.
  const seen = [];
  const show = (where, ...more) => seen.push(`${where} ${als.getStore()?.id} ${more}`);
  setTimeout(() => log(seen.sort()), 250);
  setTimeout(() => show('timeout'), 2); setImmediate(() => show('immediate')); process.nextTick(() => show('tick')); queueMicrotask(() => show('microtask'));
  Promise.resolve().then(() => show('then')).finally(() => show('finally')); Promise.all([Promise.resolve(1), 2]).then(() => show('all')); Promise.reject(1).catch(() => show('catch'));
  (async () => { await null; show('await 1'); await new Promise((r) => setTimeout(r, 20)); show('await 2'); als.enterWith({ id: 2 }); await null; show('entered'); })();
  let n = 0; const interval = setInterval(() => { show('interval'); if (++n === 1) clearInterval(interval); }, 70);
  const fn = AsyncLocalStorage.bind((x) => show('bound', x)); const snap = AsyncLocalStorage.snapshot();
  setTimeout(() => als.run({ id: 9 }, () => { fn('arg'); show('snapshot', snap((a, b) => [als.getStore().id, a, b], 1, 2)); }), 12);
  const resource = new AsyncResource('R'); setTimeout(() => als.run({ id: 8 }, () => { resource.runInAsyncScope(function(a) { show('resource', this.t, a); }, { t: 't' }, 5); show('left'); }), 60);
});
log('after', als.getStore());
setTimeout(() => { log('later', als.getStore()); als.enterWith('entered'); log(als.getStore()); als.disable(); log(als.getStore()); als.run('again', () => log(als.getStore())); }, 300);
const gen = (function* () { yield als.getStore(); yield als.getStore(); })(); log(als.run('g1', () => gen.next().value), als.run('g2', () => gen.next().value));
const ee = new (require('events'))(); als.run('listener context', () => ee.on('x', () => log('emitter', als.getStore()))); als.run('emit context', () => ee.emit('x'));
log(als.run(undefined, () => als.getStore()), als.run(null, () => als.getStore()), als.run(0, () => als.getStore()));
// Thenables: their then is called in the context of the code that awaits them.
(async () => {
  class Query { then(resolve) { const store = als.getStore(); setTimeout(() => resolve(`${store} ${als.getStore()}`), 1); } }
  await als.run('thenable', async () => log(await new Query(), als.getStore(), await { then(r) { r(als.getStore()); } }));
  try { await { then() { throw new Error('in then'); } }; } catch (e) { log(e.message); }
  const order = []; const ticks = async () => { for (let i = 0; i < 5; i++) { await null; order.push(i); } };
  await Promise.all([ticks(), (async () => { await { then(r) { order.push('then'); r(); } }; order.push('thenable'); })(), (async () => { await Promise.resolve(); order.push('promise'); })()]);
  log(order.join(), await { then: 1 });
})();

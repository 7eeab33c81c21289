const timers = require('node:timers/promises');

console.log(timers === require('timers').promises);
for (const name of Object.keys(timers)) console.log(name, typeof timers[name], timers[name].name, timers[name].length);
console.log(Object.getOwnPropertyNames(Object.getPrototypeOf(timers.scheduler)).join());

const show = (err) => console.log(err.name, err.code, err.message, err.cause === undefined ? '-' : String(err.cause));

(async () => {
  console.log(await timers.setTimeout(1, 'value'), await timers.setTimeout(1), await timers.setImmediate('now'));
  for (const wrong of [
    () => timers.setTimeout('x'), () => timers.setTimeout(1, 1, null), () => timers.setTimeout(1, 1, 5),
    () => timers.setTimeout(1, 1, { signal: {} }), () => timers.setTimeout(1, 1, { ref: 1 }),
    () => timers.setImmediate(1, 'x'), () => timers.setImmediate(1, { signal: 1 }), () => timers.setImmediate(1, { ref: 'x' }),
    () => timers.setInterval('x').next(), () => timers.setInterval(1, 1, null).next(),
    () => timers.setInterval(1, 1, { signal: 1 }).next(), () => timers.setInterval(1, 1, { ref: 1 }).next(),
    async () => new timers.scheduler.constructor(), async () => timers.scheduler.constructor.prototype.wait.call({}, 1),
    async () => timers.scheduler.constructor.prototype.yield.call({}),
  ]) await wrong().catch(show);

  const controller = new AbortController();
  const waiting = timers.setTimeout(10_000, 'never', { signal: controller.signal });
  controller.abort(new Error('enough'));
  await waiting.catch(show);
  await timers.setTimeout(1, 1, { signal: controller.signal }).catch(show);
  await timers.setImmediate(1, { signal: AbortSignal.abort() }).catch(show);
  const second = new AbortController();
  const immediate = timers.setImmediate(1, { signal: second.signal });
  second.abort();
  await immediate.catch(show);

  const ticks = timers.setInterval(1, 'tick');
  console.log(ticks[Symbol.asyncIterator]() === ticks, Object.prototype.toString.call(ticks));
  console.log(await ticks.next(), await ticks.next());
  console.log(await ticks.return('over'), await ticks.next());

  const third = new AbortController();
  let n = 0;
  try {
    const iterator = timers.setInterval(1, 'v', { signal: third.signal });
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      console.log(step.value, ++n);
      if (n === 3) third.abort();
    }
  } catch (err) {
    show(err);
  }
  const plain = timers.setInterval(1);
  console.log(await plain.next(), await plain.return(), await plain.next());
  await timers.setInterval(1, 1, { signal: third.signal }).next().catch(show);
  console.log(await timers.scheduler.wait(1), await timers.scheduler.yield());
  timers.setTimeout(100_000, 1, { ref: false });
  timers.setInterval(100_000, 1, { ref: false }).next();
})();

// The order of Node's phases and queues.
const log = [];
const say = (s) => () => log.push(s);

setTimeout(say('timeout 2 ms'), 2);
setTimeout(say('timeout 1 ms'), 1);
setTimeout(say('timeout 0 ms'), 0);
setImmediate(() => {
  say('immediate')();
  process.nextTick(say('tick of immediate'));
  Promise.resolve().then(say('microtask of immediate'));
  setImmediate(say('immediate of immediate'));
});
setImmediate(say('second immediate'));
queueMicrotask(say('queueMicrotask'));
Promise.resolve().then(say('promise')).then(say('promise then'));
process.nextTick(() => {
  say('tick')();
  process.nextTick(say('tick of tick'));
  Promise.resolve().then(() => {
    say('promise of tick')();
    process.nextTick(say('tick of promise of tick'));
  });
});

// What comes later waits for what came before, so that a slow machine changes nothing.
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  say('async start')();
  await null;
  say('after await')();
  await after(60);
  say('after 60 ms')();

  await new Promise((resolve) => {
    const interval = setInterval(() => {
      say('interval')();
      process.nextTick(say('tick of interval'));
      Promise.resolve().then(say('microtask of interval'));
      if (log.filter((s) => s === 'interval').length === 3) {
        clearInterval(interval);
        setImmediate(resolve);
      }
    }, 1);
  });

  await after(1);
  setTimeout(say('timeout in timeout'), 20);
  setImmediate(say('immediate in timeout'));
  process.nextTick(say('tick in timeout'));
  await after(40);

  // Two timers that are due in the same pass: the microtasks of the first run before the second.
  const due = Date.now() + 5;
  setTimeout(() => {
    say('first due')();
    Promise.resolve().then(say('microtask between'));
    process.nextTick(say('tick between'));
  }, 1);
  setTimeout(say('second due'), 1);
  while (Date.now() < due);
  await after(20);

  // Whether the first immediates run before or after timers of 1 ms is a race in Node: those are shown apart.
  const racing = (s) => /^timeout \d/.test(s);
  console.log(log.filter((s) => !racing(s)).join('\n'));
  console.log(log.filter(racing).sort().join('\n'));
})();
say('main')();

// What comes in any case: systems add events of their own.
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(path.join(process.env.TMPDIR, 'watching-'));
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message.replaceAll(dir, 'DIR')} ${err.syscall} ${err.filename?.replaceAll(dir, 'DIR')}`; } };
console.log(attempt(() => fs.watch(path.join(dir, 'none'))));
console.log(attempt(() => fs.watch(path.join(dir, 'none'), { recursive: true })));
console.log(attempt(() => fs.watch(5)), attempt(() => fs.watch(dir, { recursive: 'a' })), attempt(() => fs.watch(dir, { encoding: 'x' })), attempt(() => fs.watch(dir, 5)));
console.log(attempt(() => fs.watchFile(dir)), attempt(() => fs.watchFile(dir, { interval: -1 }, () => {})), attempt(() => fs.unwatchFile(5)), attempt(() => fs.unwatchFile('x')));

// until resolves when the watcher tells the event.
const until = (watcher, wanted) => new Promise((resolve) => {
  watcher.on('change', function listener(event, name) {
    if (`${event} ${name}` !== wanted) return;
    watcher.off('change', listener);
    resolve(wanted);
  });
});

// each calls f with the values of an async iterable, until it says false.
const each = async (iterable, f) => {
  const iterator = iterable[Symbol.asyncIterator]();
  for (let r = await iterator.next(); !r.done; r = await iterator.next()) {
    if (f(r.value) === false) {
      await iterator.return();
      return;
    }
  }
};

(async () => {
  const watcher = fs.watch(dir);
  let found = until(watcher, 'rename new');
  fs.writeFileSync(path.join(dir, 'new'), '');
  console.log(await found);
  found = until(watcher, 'change new');
  fs.writeFileSync(path.join(dir, 'new'), 'text');
  console.log(await found);
  const closed = new Promise((resolve) => { watcher.on('close', resolve); });
  watcher.ref().unref().ref();
  watcher.close();
  watcher.close();
  await closed;

  fs.mkdirSync(path.join(dir, 'sub'));
  const deep = fs.watch(dir, { recursive: true });
  found = until(deep, 'rename sub/x');
  fs.writeFileSync(path.join(dir, 'sub', 'x'), '');
  console.log(await found);
  deep.close();

  const controller = new AbortController();
  const bySignal = fs.watch(dir, { signal: controller.signal });
  const over = new Promise((resolve) => { bySignal.on('close', () => resolve('closed by the signal')); });
  controller.abort();
  console.log(await over);

  const stopper = new AbortController();
  try {
    setImmediate(() => fs.writeFileSync(path.join(dir, 'asynchronous'), ''));
    await each(fs.promises.watch(dir, { signal: stopper.signal }), ({ eventType, filename }) => {
      if (filename !== 'asynchronous') return;
      console.log(typeof eventType, filename);
      stopper.abort();
    });
  } catch (err) {
    console.log(err.name, err.code);
  }

  const target = path.join(dir, 'polled');
  await new Promise((resolve) => {
    let times = 0;
    const poller = fs.watchFile(target, { interval: 5 }, (current, previous) => {
      times++;
      console.log(current.size, previous.size, current.mtimeMs === 0, current instanceof fs.Stats);
      if (times === 1) fs.writeFileSync(target, 'abc');
      if (current.size !== 3) return;
      fs.unwatchFile(target);
      poller.on('stop', resolve);
    });
  });
  fs.rmSync(dir, { recursive: true });
})();

const EventEmitter = require('events');
const { once, on, addAbortListener } = EventEmitter;
const log = console.log;
async function main() {
  const e = new EventEmitter();
  setImmediate(() => e.emit('a', 1, 'two')); log(await once(e, 'a'), e.eventNames());
  setImmediate(() => e.emit('error', new Error('boom'))); await once(e, 'b').catch((err) => log(err.message, e.eventNames()));
  setImmediate(() => e.emit('error', new Error('as value'))); log((await once(e, 'error'))[0].message);
  const ac = new AbortController(); setImmediate(() => ac.abort()); await once(e, 'c', { signal: ac.signal }).catch((err) => log(err.name, err.code, err.message, e.eventNames()));
  await once(e, 'c', { signal: ac.signal }).catch((err) => log(err.name));
  await once(e, 'c', { signal: {} }).catch((err) => log(err.code));
  await once({}, 'c').catch((err) => log(err.code, err.message));
  const target = new EventTarget(); setImmediate(() => target.dispatchEvent(new Event('ping'))); log((await once(target, 'ping'))[0].type);
  // iterators
  const it = on(e, 'x'); e.emit('x', 1); e.emit('x', 2, 3); log(await it.next(), await it.next());
  const pending = it.next(); e.emit('x', 4); log(await pending); log(await it.return(), await it.next(), e.eventNames(), it[Symbol.asyncIterator]() === it);
  const it2 = on(e, 'x'); e.emit('x', 1); e.emit('error', new Error('iter')); log(await it2.next()); await it2.next().catch((err) => log(err.message)); log(await it2.next());
  const ac2 = new AbortController(); const it3 = on(e, 'x', { signal: ac2.signal }); const p3 = it3.next(); ac2.abort('why'); await p3.catch((err) => log(err.name, err.cause)); log(await it3.next());
  try { on(e, 'x', { signal: ac2.signal }); } catch (err) { log(err.name, err.cause); }
  const it4 = on(e, 'x'); try { it4.throw('no error'); } catch (err) { log(err.code, err.message); } const p4 = it4.next(); it4.throw(new Error('injected')); await p4.catch((err) => log(err.message));
  const it5 = on(e, 'x', { close: ['end'] }); e.emit('x', 5); e.emit('end'); log(await it5.next(), await it5.next());
  const it6 = on(target, 'pong'); target.dispatchEvent(new Event('pong')); log((await it6.next()).value[0].type); it6.return();
  const flow = new EventEmitter(); flow.pause = () => log('pause'); flow.resume = () => log('resume');
  const it7 = on(flow, 'd', { highWaterMark: 2, lowWaterMark: 1 }); for (let i = 0; i < 4; i++) flow.emit('d', i); for (let i = 0; i < 4; i++) log((await it7.next()).value);
  for (const bad of [{ highWaterMark: 0 }, { lowWaterMark: 'x' }, { signal: 1 }]) try { on(e, 'x', bad); } catch (err) { log(err.code, err.message); }
  // rejections
  const r = new EventEmitter({ captureRejections: true }); r.on('r', async () => { throw new Error('rejected'); }); r.on('error', (err) => log('caught', err.message)); r.emit('r'); await new Promise(setImmediate);
  r[Symbol.for('nodejs.rejection')] = (err, ev, ...args) => log('hook', err.message, ev, args); r.emit('r', 1, 2); await new Promise(setImmediate);
  const ac3 = new AbortController(); ac3.signal.addEventListener('abort', (ev) => ev.stopImmediatePropagation()); const disp = addAbortListener(ac3.signal, () => log('abort listener')); addAbortListener(ac3.signal, () => log('removed'))[Symbol.dispose ?? Symbol.for('nodejs.dispose')](); ac3.abort(); log(typeof disp);
  addAbortListener(ac3.signal, () => log('already aborted')); await null;
  for (const bad of [() => addAbortListener(undefined, () => {}), () => addAbortListener({}, () => {}), () => addAbortListener(ac3.signal)]) try { bad(); } catch (err) { log(err.code, err.message); }
  EventEmitter.setMaxListeners(4, target); log(EventEmitter.getMaxListeners(target)); const l = () => {}; target.addEventListener('q', l); log(EventEmitter.getEventListeners(target, 'q')[0] === l);
}
main();

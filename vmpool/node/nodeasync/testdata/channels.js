const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');
const log = console.log;
log(Object.keys(dc).join(), Object.getOwnPropertyNames(dc.Channel.prototype).join());
const ch = dc.channel('a'); log(ch, ch === dc.channel('a'), ch instanceof dc.Channel, ch.hasSubscribers, dc.hasSubscribers('a'), dc.hasSubscribers('none'));
const sub = (m, name) => log('got', m, name); ch.publish('lost'); dc.subscribe('a', sub); log(ch.hasSubscribers, ch instanceof dc.Channel); ch.publish({ v: 1 }); log(dc.unsubscribe('a', sub), dc.unsubscribe('a', sub), ch.hasSubscribers, ch.unsubscribe(sub));
const sym = Symbol('s'); dc.channel(sym).subscribe(sub); dc.channel(sym).publish(2);
for (const bad of [() => dc.channel(1), () => dc.channel(null), () => ch.subscribe('x'), () => dc.tracingChannel(1), () => dc.tracingChannel({}), () => new dc.Channel('q').subscribe()]) try { bad(); } catch (e) { log(e.code, e.message); }
const als = new AsyncLocalStorage(); const als2 = new AsyncLocalStorage(); const st = dc.channel('st'); st.bindStore(als); st.bindStore(als2, (d) => ({ wrapped: d })); log(st.runStores('data', function(x) { return [als.getStore(), als2.getStore(), this.t, x]; }, { t: 1 }, 'arg'), als.getStore()); log(st.unbindStore(als), st.unbindStore(als), st.hasSubscribers, st.unbindStore(als2), st.hasSubscribers);
const t = dc.tracingChannel('t'); log(t, t.hasSubscribers, t.start.name, t.asyncEnd.name); const handlers = {}; for (const n of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) handlers[n] = (m) => log(n, m.result, m.error?.message, m.x);
log(t.traceSync((a) => a, {}, null, 5)); t.subscribe(handlers); log(t.hasSubscribers);
log(t.traceSync(function(a) { return [this.q, a]; }, { x: 1 }, { q: 2 }, 3)); try { t.traceSync(() => { throw new Error('sync'); }); } catch (e) { log(e.message); }
t.traceCallback((cb) => cb(null, 'cb result'), 0, { x: 2 }, null, (err, r) => { log('callback', err, r); return 1; }); t.traceCallback((a, cb) => cb(new Error('cb error')), -1, undefined, null, 1, (err) => log('callback', err.message));
try { t.traceCallback(() => {}, 0, {}, null, 'no'); } catch (e) { log(e.code); }
t.tracePromise(async (v) => v, { x: 3 }, null, 'pv').then((v) => { log('promise', v); return t.tracePromise(() => Promise.reject(new Error('rejected'))); }).catch((e) => { log('promise', e.message); try { t.tracePromise(() => { throw new Error('early'); }); } catch (err) { log(err.message); } log(t.unsubscribe(handlers), t.unsubscribe(handlers), t.hasSubscribers); });
process.on('uncaughtException', (e) => log('uncaught', e.message)); const bad = dc.channel('bad'); bad.subscribe(() => { throw new Error('subscriber'); }); bad.subscribe(() => log('second')); bad.publish(1);

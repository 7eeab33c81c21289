'use strict';
// The order of events, callbacks and ticks.
const { Duplex, PassThrough, Readable, Transform, Writable, addAbortSignal, compose, finished, pipeline } = require('node:stream');
const promises = require('node:stream/promises');

const log = (...args) => console.log(args.map((a) => (a instanceof Error ? `${a.name} ${a.code} ${a.message}` : String(a))).join(' '));

const tests = {
  async 'writable order'() {
    const w = new Writable({
      highWaterMark: 2,
      write(chunk, enc, cb) { log('_write', chunk, enc); cb(); },
      final(cb) { log('_final'); cb(); },
      destroy(err, cb) { log('_destroy', err); cb(err); },
    });
    for (const e of ['drain', 'prefinish', 'finish', 'close', 'error']) w.on(e, (x) => log(e, x));
    log(w.write('ab', () => log('cb 1')), w.write('c', 'latin1', () => log('cb 2')), w.writableLength, w.writableNeedDrain);
    w.end('d', () => log('end cb'));
    process.nextTick(() => log('tick'));
    await promises.finished(w);
  },
  async 'writev and cork'() {
    const w = new Writable({ writev(list, cb) { log('_writev', list.map((x) => String(x.chunk)), list.allBuffers); setImmediate(cb); } });
    w.cork();
    w.write('a');
    w.write('b', () => log('b written'));
    log(w.writableCorked, w.writableLength);
    process.nextTick(() => w.uncork());
    w.on('finish', () => log('finish'));
    setImmediate(() => w.end('c'));
    await promises.finished(w);
  },
  async 'write errors'() {
    const w = new Writable({ write(chunk, enc, cb) { cb(new Error('disk full')); } });
    w.on('error', (e) => log('error', e)).on('close', () => log('close'));
    w.write('a', (e) => log('cb a', e));
    w.write('b', (e) => log('cb b', e));
    w.end((e) => log('cb end', e));
    await promises.finished(w).catch((e) => log('finished', e));
    w.write('c', (e) => log('cb c', e));
    log(w.destroyed, w.errored, w.writable, w.closed);
    for (const f of [() => w.write(null), () => new Writable().write({}), () => new Writable().write('x', 'nope')]) {
      try { f(); } catch (e) { log(e); }
    }
  },
  async 'readable modes'() {
    const r = new Readable({ highWaterMark: 4, read(n) { log('_read', n); } });
    log(r.readableFlowing, r.push('abcde'), r.readableLength);
    r.on('readable', () => { let c; while ((c = r.read(2)) !== null) log('chunk', c); });
    r.on('end', () => log('end'));
    setImmediate(() => { r.push('fg'); r.push(null); });
    await promises.finished(r);
    log(r.readableEnded, r.readableDidRead, r.destroyed);
  },
  async 'flow and pause'() {
    const r = Readable.from(['a', 'b', 'c'], { objectMode: false });
    for (const e of ['pause', 'resume', 'end', 'close']) r.on(e, () => log(e));
    r.on('data', (c) => {
      log('data', c, c.length);
      r.pause();
      log(r.isPaused(), r.readableFlowing);
      setImmediate(() => r.resume());
    });
    await promises.finished(r);
  },
  async 'pipe back pressure'() {
    let n = 0;
    const r = new Readable({ highWaterMark: 3, read() { this.push(n < 6 ? String(n++) : null); } });
    const w = new Writable({ highWaterMark: 2, write(c, e, cb) { log('write', c); setImmediate(cb); } });
    for (const e of ['pipe', 'unpipe', 'drain', 'finish', 'close']) w.on(e, () => log(e));
    r.pipe(w);
    await promises.finished(w);
  },
  async 'destroy'() {
    const r = new Readable({ read() {}, destroy(e, cb) { log('_destroy', e); setImmediate(cb, e); } });
    for (const e of ['error', 'close', 'end']) r.on(e, (x) => log(e, x));
    r.destroy(new Error('stop'));
    r.destroy(new Error('again'));
    log(r.destroyed, r.closed, r.push('x'));
    await promises.finished(r).catch((e) => log('finished', e));
    const d = new Duplex({ read() {}, write(c, e, cb) { cb(); } });
    d.on('close', () => log('duplex close'));
    d.end();
    d.push(null);
    d.resume();
    await promises.finished(d);
    const early = new PassThrough();
    early.destroy();
    await promises.finished(early).catch((e) => log('early', e));
  },
  async 'construct'() {
    const w = new Writable({
      construct(cb) { log('construct'); setImmediate(cb); },
      write(c, e, cb) { log('write', c); cb(); },
    });
    w.write('x');
    w.end();
    await promises.finished(w);
    const bad = new Readable({ construct(cb) { cb(new Error('no')); }, read() {} });
    bad.on('error', (e) => log('error', e)).on('close', () => log('close'));
    await promises.finished(bad).catch(() => {});
  },
  async 'transform'() {
    const t = new Transform({
      readableObjectMode: true,
      transform(c, e, cb) { cb(null, { c: String(c) }); },
      flush(cb) { this.push({ last: true }); cb(); },
    });
    t.write('a');
    t.end('b');
    log(JSON.stringify(await t.toArray()));
    const failing = new Transform({ transform(c, e, cb) { cb(new TypeError('bad')); } });
    failing.on('error', (e) => log('error', e));
    failing.write('x');
    await promises.finished(failing).catch(() => {});
  },
  async 'pipeline'() {
    const out = [];
    const sink = () => new Writable({ write(c, e, cb) { out.push(String(c)); cb(); } });
    await promises.pipeline(Readable.from(['a', 'b']), new PassThrough(), sink());
    log(out);
    log(await promises.pipeline(Readable.from(['a', 'b']), async (source) => (await Readable.from(source).toArray()).join('+')));
    await promises.pipeline(Readable.from(['a']), new Transform({ transform(c, e, cb) { cb(new Error('in the middle')); } }), sink())
      .catch((e) => log(e));
    const ac = new AbortController();
    const p = promises.pipeline(new Readable({ read() {} }), sink(), { signal: ac.signal });
    ac.abort();
    await p.catch((e) => log(e));
    const src = new Readable({ read() {} });
    await new Promise((resolve) => {
      pipeline(src, new PassThrough(), sink(), (e) => { log(e, src.destroyed); resolve(); });
      setImmediate(() => src.destroy());
    });
    for (const f of [() => pipeline(), () => pipeline(src, () => {}), () => pipeline(1, 2, () => {})]) {
      try { f(); } catch (e) { log(e); }
    }
  },
  async 'helpers'() {
    const r = () => Readable.from([1, 2, 3, 4, 5]);
    log(await r().map((x) => x * 2, { concurrency: 2 }).toArray());
    log(await r().filter((x) => x % 2).toArray(), await r().drop(3).toArray(), await r().take(2).toArray());
    log(await r().flatMap((x) => [x, x]).toArray(), await r().reduce((a, b) => a + b), await r().reduce((a, b) => a + b, 10));
    log(await r().some((x) => x > 4), await r().every((x) => x > 4), await r().find((x) => x > 3));
    const seen = [];
    await r().forEach((x) => { seen.push(x); });
    log(seen);
    await r().map(() => { throw new Error('mapper'); }).toArray().catch((e) => log(e));
    await Readable.from([]).reduce((a) => a).catch((e) => log(e));
    try { r().map(1); } catch (e) { log(e); }
    try { r().take(-1); } catch (e) { log(e); }
  },
  async 'iteration'() {
    const r = Readable.from(['x', 'y', 'z']);
    const it = r[Symbol.asyncIterator]();
    log(JSON.stringify(await it.next()), JSON.stringify(await it.return()), r.destroyed);
    const kept = Readable.from(['x', 'y', 'z']);
    const it2 = kept.iterator({ destroyOnReturn: false });
    await it2.next();
    await it2.return();
    log(kept.destroyed);
    const bad = new Readable({ read() { this.destroy(new Error('read failed')); } });
    await bad[Symbol.asyncIterator]().next().catch((e) => log(e));
    await Readable.from((function* () { yield 'a'; throw new Error('generator'); })()).toArray().catch((e) => log(e));
    await Readable.from([Promise.resolve('p'), Promise.reject(new Error('late'))]).toArray().catch((e) => log(e));
  },
  async 'compose and Duplex.from'() {
    const upper = new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); } });
    const twice = new Transform({ transform(c, e, cb) { cb(null, String(c).repeat(2)); } });
    const d = compose(upper, twice);
    d.end('ab');
    log(await d.toArray());
    log(await Duplex.from(['q', 'r']).toArray(), await Duplex.from(Promise.resolve('v')).toArray());
    try { Duplex.from(5); } catch (e) { log(e); }
  },
  async 'abort signals'() {
    const ac = new AbortController();
    const r = addAbortSignal(ac.signal, new Readable({ read() {} }));
    r.on('error', (e) => log(e, e.cause && e.cause.name));
    ac.abort();
    await promises.finished(r).catch(() => {});
    await promises.finished(new PassThrough(), { signal: AbortSignal.abort() }).catch((e) => log(e));
  },
  async 'encodings'() {
    const r = new Readable({ read() {}, encoding: 'utf8' });
    r.push(Buffer.from([0xe2, 0x82]));
    r.push(Buffer.from([0xac, 0x41]));
    r.push(null);
    log(await r.toArray(), r.readableEncoding);
    const h = Readable.from([Buffer.from('hi')], { objectMode: false }).setEncoding('hex');
    log(await h.toArray());
    const u = new Readable({ read() {} });
    u.push('world');
    u.unshift('hello ');
    log(u.read(8), u.read());
    try { new Readable({ highWaterMark: -1 }); } catch (e) { log(e); }
    const p = new Readable({ read() {} });
    p.on('error', (e) => log(e));
    p.push(null);
    p.push('late');
    await new Promise((resolve) => p.on('close', resolve));
  },
};

(async () => {
  for (const name of Object.keys(tests)) {
    console.log('--', name);
    await tests[name]();
  }
  finished(Readable.from([]).resume(), (e) => log('done', e));
})();

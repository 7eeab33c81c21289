// What stream tells about streams, and its lesser exports.
const stream = require('stream');
const { Readable, Writable, Duplex, Transform, PassThrough } = stream;

const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message}`; } };
const states = (s) => [stream.isReadable(s), stream.isWritable(s), stream.isDisturbed(s), stream.isErrored(s), stream.isDestroyed(s)].join();
console.log(Object.keys(stream).join(), stream.Stream === stream, stream === require('stream').Stream);
console.log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true), attempt(() => stream.setDefaultHighWaterMark(false, 'a')));
stream.setDefaultHighWaterMark(false, 100);
stream.setDefaultHighWaterMark(true, 3);
const low = new PassThrough();
const objects = new Readable({ objectMode: true, read() {} });
console.log(low.readableHighWaterMark, low.writableHighWaterMark, objects.readableHighWaterMark, objects.readableObjectMode);
stream.setDefaultHighWaterMark(false, 65536);
stream.setDefaultHighWaterMark(true, 16);

(async () => {
  const r = new Readable({ read() {} });
  console.log('readable', states(r), r.readableAborted, r.readableDidRead, r.readableFlowing, r.readableLength, r.readableEncoding, r.readableEnded, r.closed);
  r.push('text');
  console.log(r.read().toString(), states(r), r.readableDidRead);
  r.destroy(new Error('gone'));
  r.on('error', () => {});
  await new Promise((resolve) => r.on('close', resolve));
  console.log(states(r), r.readableAborted, r.errored.message, r.destroyed, r.closed);
  const w = new Writable({ highWaterMark: 4, write(chunk, encoding, done) { setImmediate(done); } });
  console.log('writable', states(w), w.write('12345'), w.writableLength, w.writableNeedDrain, w.writableCorked, w.writableHighWaterMark, w.writableObjectMode, w.writableAborted);
  w.cork();
  w.write('6');
  console.log(w.writableCorked, w.writableBuffer?.length, attempt(() => w.setDefaultEncoding('nonsense')), w.setDefaultEncoding('hex') === w);
  w.uncork();
  await new Promise((resolve) => w.end(resolve));
  console.log(w.writableEnded, w.writableFinished, states(w), attempt(() => w.write('x')));
  w.on('error', (err) => console.log(err.code));
  await new Promise((resolve) => setImmediate(resolve));

  const [a, b] = stream.duplexPair();
  a.end('over there');
  console.log('pair', await new Promise((resolve) => b.once('data', (chunk) => resolve(String(chunk)))), states(b));

  const web = Readable.toWeb(Readable.from(['a', 'b']));
  const reader = web.getReader();
  const seen = [];
  for (let x = await reader.read(); !x.done; x = await reader.read()) seen.push(x.value);
  console.log(web.constructor.name, seen.join(), await collect(Readable.fromWeb(new ReadableStream({ start(c) { c.enqueue('x'); c.enqueue('y'); c.close(); } }))));
  const written = [];
  const fromWeb = Writable.fromWeb(new WritableStream({ write(chunk) { written.push(Buffer.from(chunk).toString()); } }));
  fromWeb.write('one');
  await new Promise((resolve) => fromWeb.end('two', resolve));
  const sink = [];
  const toWeb = Writable.toWeb(new Writable({ write(chunk, e, done) { sink.push(String(chunk)); done(); } })).getWriter();
  await toWeb.write('three');
  await toWeb.close();
  console.log(written.join(), sink.join());
  const pair = Duplex.toWeb(new PassThrough());
  console.log(pair.readable.constructor.name, pair.writable.constructor.name);
  const back = Duplex.fromWeb(new TransformStream({ transform(chunk, c) { c.enqueue(String(chunk).toUpperCase()); } }), { encoding: 'utf8', objectMode: true });
  back.end('up');
  console.log(await collect(back));

  const old = new (require('events'))();
  old.pause = () => {};
  old.resume = () => {};
  const wrapped = new Readable({ objectMode: true }).wrap(old);
  setImmediate(() => { old.emit('data', 1); old.emit('data', 2); old.emit('end'); });
  console.log(await collect(wrapped), Readable.wrap.length);
  const listened = new Readable({ read() {} });
  const f = () => {};
  console.log(listened.addListener('data', f) === listened, listened.readableFlowing, listened.off('data', f) === listened, listened.removeListener('x', f) === listened,
              listened.removeAllListeners() === listened, listened.eventNames().length, new Readable.ReadableState({}, listened).highWaterMark, typeof new Writable.WritableState({}, w).length);
  console.log(await Readable.from(['p', 'q']).asIndexedPairs().toArray());
})().catch((err) => console.log(err.stack));

async function collect(readable) {
  const out = [];
  await new Promise((resolve, reject) => readable.on('data', (x) => out.push(String(x))).on('end', resolve).on('error', reject));
  return out.join();
}

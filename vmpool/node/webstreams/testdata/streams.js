const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const rejected = async (name, f) => {
  try {
    console.log(name, await f());
  } catch (err) {
    console.log(`${name}: rejects ${err.name} ${err.code} ${err.message}`);
  }
};
const collect = async (stream) => {
  const out = [];
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return out;
    out.push(value);
  }
};
const web = require('node:stream/web');
const names = ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'ReadableByteStreamController', 'ReadableStreamDefaultController',
  'WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController', 'TransformStream', 'TransformStreamDefaultController', 'ByteLengthQueuingStrategy', 'CountQueuingStrategy',
  'TextEncoderStream', 'TextDecoderStream'];
for (const name of names) {
  const keys = Object.getOwnPropertyNames(web[name].prototype).filter((k) => k !== 'constructor').sort();
  console.log(name, web[name] === globalThis[name], web[name].length, keys.map((k) => {
    const d = Object.getOwnPropertyDescriptor(web[name].prototype, k);
    return `${k}${d.enumerable ? '' : '!'}${typeof d.value === 'function' ? d.value.length : ''}`;
  }).join(' '));
}
console.log(Object.keys(web).sort().join());

async function main() {
  const log = [];
  const source = new ReadableStream({
    start(controller) { log.push(`start ${controller.desiredSize}`); controller.enqueue('a'); log.push(controller.desiredSize); },
    pull(controller) { log.push('pull'); controller.enqueue(log.length); if (log.length > 5) controller.close(); },
    cancel(reason) { log.push(`cancel ${reason}`); },
  }, { highWaterMark: 2 });
  console.log(source.locked);
  console.log(await collect(source), log.join(), source.locked);
  const canceled = new ReadableStream({ cancel(reason) { log.push(`cancel ${reason}`); return 'ignored'; } });
  console.log(await canceled.cancel('why'), log[log.length - 1], await canceled.getReader().read());

  const order = [];
  const writable = new WritableStream({
    start() { order.push('start'); },
    async write(chunk) { order.push(`write ${chunk}`); await null; order.push(`written ${chunk}`); },
    close() { order.push('close'); },
    abort(reason) { order.push(`abort ${reason}`); },
  }, new CountQueuingStrategy({ highWaterMark: 2 }));
  const writer = writable.getWriter();
  console.log(writer.desiredSize, writable.locked);
  writer.write(1);
  writer.write(2);
  console.log(writer.desiredSize);
  await writer.ready;
  order.push('ready');
  await writer.close();
  console.log(order.join(), await writer.closed, writer.desiredSize);
  const aborted = new WritableStream({ abort(reason) { order.push(`abort ${reason}`); } });
  await aborted.abort('stop');
  console.log(order[order.length - 1]);
  await rejected('write after abort', () => aborted.getWriter().write(1));

  const upper = new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); },
    flush(controller) { controller.enqueue('!'); },
  });
  console.log(await collect(ReadableStream.from(['x', 'y']).pipeThrough(upper)));
  const [left, right] = ReadableStream.from((function* () { yield 1; yield 2; })()).tee();
  console.log(await collect(left), await collect(right));
  const seen = [];
  await ReadableStream.from([Promise.resolve('p'), 'q']).pipeTo(new WritableStream({ write(c) { seen.push(c); } }));
  console.log(seen.join());
  const iterated = [];
  const letters = ReadableStream.from(['i', 'j', 'k']);
  const iterator = letters[Symbol.asyncIterator]();
  iterated.push((await iterator.next()).value, (await iterator.next()).value);
  console.log(iterated.join(), letters.locked, await iterator.return('r'), letters.locked, await iterator.next());
  const controller = new AbortController();
  const piping = new ReadableStream({}).pipeTo(new WritableStream(), { signal: controller.signal });
  controller.abort();
  await rejected('aborted pipe', () => piping);
  await rejected('error through pipe', () => new ReadableStream({ start(c) { c.error(new RangeError('broken')); } }).pipeTo(new WritableStream()));

  const bytes = new ReadableStream({
    type: 'bytes',
    pull(c) {
      const view = c.byobRequest?.view;
      if (view) { view[0] = 7; c.byobRequest.respond(1); } else { c.enqueue(new Uint8Array([1, 2, 3])); }
    },
  });
  const byob = bytes.getReader({ mode: 'byob' });
  const buffer = new ArrayBuffer(4);
  const result = await byob.read(new Uint8Array(buffer, 1, 2));
  console.log(result, buffer.byteLength, result.value.byteOffset, result.value.buffer.byteLength);
  byob.releaseLock();
  const plain = bytes.getReader();
  console.log(await plain.read());
  plain.releaseLock();
  await rejected('released', () => plain.read());
  const auto = new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 3, pull(c) { c.byobRequest.view[0] = 9; c.byobRequest.respond(2); c.close(); } });
  console.log(await collect(auto));

  const encoded = await collect(ReadableStream.from(['h\u00e9', '\ud83d', '\ude00', '\ud83d']).pipeThrough(new TextEncoderStream()));
  console.log(encoded);
  console.log((await collect(ReadableStream.from(encoded).pipeThrough(new TextDecoderStream()))).join('|'));

  attempt('locked', () => { const s = new ReadableStream(); s.getReader(); s.getReader(); });
  attempt('type', () => new ReadableStream({ type: 'x' }));
  attempt('hwm', () => new ReadableStream({}, { highWaterMark: -1 }));
  attempt('controller', () => new ReadableStreamDefaultController());
  attempt('closed twice', () => { let c; new ReadableStream({ start(x) { c = x; } }); c.close(); c.close(); });
  attempt('byob on default', () => new ReadableStream().getReader({ mode: 'byob' }));
  attempt('sink type', () => new WritableStream({ type: 'bytes' }));
  attempt('strategy', () => new CountQueuingStrategy());
  attempt('from', () => ReadableStream.from(3));
  attempt('this', () => Object.getOwnPropertyDescriptor(ReadableStream.prototype, 'locked').get.call({}));
  await rejected('this async', () => ReadableStream.prototype.cancel.call({}));
  console.log(new ReadableStream(), new WritableStream(), new CountQueuingStrategy({ highWaterMark: 3 }), new ByteLengthQueuingStrategy({ highWaterMark: 1 }).size({ byteLength: 5 }));
}
main();

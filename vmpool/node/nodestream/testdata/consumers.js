const consumers = require('stream/consumers');
const { Readable } = require('stream');
const { finished } = require('stream/promises');

(async () => {
  const source = () => Readable.from([Buffer.from('{"a":'), Buffer.from('"é'), Buffer.from('"}')]);
  console.log(Object.keys(consumers).join());
  console.log(await consumers.text(source()), (await consumers.json(source())).a, (await consumers.buffer(source())).length, (await consumers.arrayBuffer(source())).byteLength);
  const blob = await consumers.blob(source());
  console.log(blob.constructor.name, blob.size, await blob.text());
  console.log(await consumers.text(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([0xe2, 0x82])); c.enqueue(new Uint8Array([0xac])); c.close(); } })), await consumers.text(Readable.from([])));
  for (const f of [() => consumers.json(Readable.from(['{'])), () => consumers.text(new Readable({ read() { this.destroy(new Error('broken')); } })), () => finished(new Readable({ read() { this.destroy(new Error('end')); } }).resume())]) {
    console.log(await f().then(() => 'resolved', (err) => err.name));
  }

})();

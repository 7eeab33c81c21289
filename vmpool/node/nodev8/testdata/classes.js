const v8 = require('v8');
console.log(typeof v8.cachedDataVersionTag(), Object.keys(v8.getHeapCodeStatistics()).join(), Object.keys(v8.getHeapStatistics()).join());
class Mine extends v8.DefaultSerializer {}
const s = new Mine();
s.writeHeader();
s.writeValue({ a: [1, 'x', new Date(0), Buffer.from('hi'), new Map([[1, 2]]), 5n] });
const bytes = s.releaseBuffer();
const d = new v8.DefaultDeserializer(bytes);
console.log(d.readHeader(), d.getWireFormatVersion(), JSON.stringify(d.readValue(), (k, v) => (typeof v === 'bigint' ? `${v}n` : v instanceof Map ? [...v] : v)));
const sender = new v8.Serializer();
const buffer = new Uint8Array([1, 2, 3]).buffer;
sender.writeHeader();
sender.transferArrayBuffer(7, buffer);
sender.writeValue({ buffer });
const receiver = new v8.Deserializer(sender.releaseBuffer());
receiver.readHeader();
receiver.transferArrayBuffer(7, buffer);
console.log(new Uint8Array(receiver.readValue().buffer).join());
for (const f of [() => new v8.Deserializer(5), () => v8.deserialize(Buffer.from('zz')), () => v8.serialize(() => {}), () => v8.setFlagsFromString(5)]) {
  try { console.log(f()); } catch (err) { console.log(err.name, err.code); }
}

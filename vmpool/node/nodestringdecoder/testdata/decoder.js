const { StringDecoder } = require('string_decoder');
console.log(Object.getOwnPropertyNames(StringDecoder.prototype).join(), StringDecoder.length);
const inputs = ['$', '¢€𤭢', 'aé€😀z', 'ﾟ'.repeat(3), ''].map((s) => Buffer.from(s)).concat([Buffer.from([0xe2, 0x82]), Buffer.from([0xff, 0x41, 0xe2, 0x41, 0xf0, 0x9f, 0x41]), Buffer.from([0xc3]), Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]), Buffer.from([0xf0, 0x90, 0x80, 0xc3, 0xa9]), Buffer.from([0xed, 0xa0, 0x80, 0x41]), Buffer.from([0x3d, 0xd8, 0x4d, 0xdc, 0x3d, 0xd8, 0x41]), Buffer.from([0x3d, 0xd8, 0x41, 0x00])]);
for (const enc of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii', undefined, 'UCS-2', 'BINARY']) {
  for (const input of inputs) for (const step of [1, 2, 3, 100]) {
    const d = new StringDecoder(enc); const out = [];
    for (let i = 0; i < input.length; i += step) out.push(d.write(input.subarray(i, i + step)), d.lastNeed, d.lastTotal);
    out.push(d.end(), d.lastNeed);
    console.log(enc, step, input.toString('hex'), JSON.stringify(out), d.encoding);
  }
}
const d = new StringDecoder(); console.log(d.write('text'), d.write(new Uint16Array([0x4141])), d.write(new DataView(new ArrayBuffer(1))).length, d.end(Buffer.from('x')), d.text(Buffer.from('abc'), 1), d.lastChar);
d.write(Buffer.from([0xe2])); console.log(d.lastChar, d.end(Buffer.from([0x82])) , d.end(Buffer.from([0xac])));
for (const bad of [() => new StringDecoder('no'), () => new StringDecoder(1), () => d.write(1), () => d.write(null), () => StringDecoder.prototype.write.call({}, Buffer.from('a'))]) try { bad(); } catch (e) { console.log(e.name, e.code, e.message); }

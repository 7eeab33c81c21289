'use strict';
const zlib = require('node:zlib');
const { Readable, Writable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { promisify } = require('node:util');

const show = (v) => (v instanceof Uint8Array ? 'bytes ' + v.toString('latin1') : typeof v === 'string' ? v : JSON.stringify(v));
const t = (f) => {
  const name = String(f).replace(/^\(\) => /, '').replace(/\s+/g, ' ');
  try {
    console.log(name, '=>', show(f()));
  } catch (e) {
    console.log(name, '|', e.name, e.message, JSON.stringify(e));
  }
};
const text = 'the quick brown fox jumps over the lazy dog. '.repeat(3000) + 'ünï';
const corrupt = (b, at) => { b[at < 0 ? b.length + at : at] ^= 1; return b; };
for (const [c, d] of [['gzip', 'gunzip'], ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress']]) {
  for (const level of [0, 1, 5, 9]) {
    const options = c.startsWith('brotli') ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: level } } : { level };
    const packed = zlib[`${c}Sync`](text, options);
    console.log(c, level, packed.length < text.length * (level ? 0.05 : 1.01), zlib[`${d}Sync`](packed).toString() === text);
  }
}
// Made by zlib and by Google's brotli.
t(() => zlib.inflateSync(Buffer.from('789ccb48cdc9c95728cf2fca4901001a0b045d', 'hex')));
t(() => zlib.gunzipSync(Buffer.from('1f8b0800000000000003cb48cdc9c95728cf2fca49010085114a0d0b000000', 'hex')));
t(() => zlib.inflateRawSync(Buffer.from('cb48cdc9c95728cf2fca49010400', 'hex').subarray(0, 13)));
t(() => zlib.brotliDecompressSync(Buffer.from('0b058068656c6c6f20776f726c6403', 'hex')));
t(() => zlib.inflateSync(Buffer.from('eJxLy88HAAKCAUU=', 'base64')));
t(() => zlib.deflateSync('').toString('hex'));
t(() => zlib.gzipSync('').toString('hex'));
t(() => zlib.deflateRawSync('').toString('hex'));
t(() => zlib.gzipSync('x', { level: 9 }).subarray(0, 10).toString('hex'));
for (const level of [1, 3, 6, 9]) t(() => zlib.deflateSync('x', { level }).subarray(0, 2).toString('hex'));
for (const f of [
  () => zlib.gunzipSync('abc'), () => zlib.gunzipSync(Buffer.from('abcdefghijklmnopqrst')), () => zlib.inflateSync(Buffer.from('abcdef')),
  () => zlib.inflateRawSync(Buffer.from('abcdef')), () => zlib.gunzipSync(zlib.gzipSync('hello').subarray(0, 15)),
  () => zlib.brotliDecompressSync(zlib.brotliCompressSync('hello hello').subarray(0, 5)),
  () => zlib.gunzipSync(zlib.gzipSync(Buffer.alloc(1000)), { maxOutputLength: 10 }), () => zlib.gunzipSync(zlib.gzipSync(Buffer.alloc(1e6)), { maxOutputLength: 1e5 }),
  () => zlib.gzipSync(5), () => zlib.gzipSync('a', { level: 20 }), () => zlib.deflateSync('a', { windowBits: 5 }),
  () => zlib.inflateSync(zlib.deflateSync('abcabc', { dictionary: Buffer.from('abc') }), { dictionary: Buffer.from('abc') }),
  () => zlib.inflateSync(zlib.deflateSync('a', { dictionary: Buffer.from('abc') })),
  () => zlib.inflateSync(zlib.deflateSync('a', { dictionary: Buffer.from('abc') }), { dictionary: Buffer.from('x') }),
  () => zlib.inflateRawSync(zlib.deflateRawSync('abcabc', { dictionary: Buffer.from('abc') }), { dictionary: Buffer.from('abc') }),
  () => zlib.createGzip({ level: 'a' }), () => zlib.unzipSync(zlib.gzipSync('q')), () => zlib.unzipSync(zlib.deflateSync('q')),
  () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), zlib.gzipSync('b')])), () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), Buffer.from([0, 0, 5])])),
  () => zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), Buffer.from([0x1f, 0x8b, 5])])), () => zlib.gunzipSync(corrupt(zlib.gzipSync('hello'), -5)),
  () => zlib.gunzipSync(corrupt(zlib.gzipSync('hello'), -1)), () => zlib.inflateSync(corrupt(zlib.deflateSync('hello'), -1)),
  () => zlib.createBrotliCompress({ params: { 99: 1 } }), () => zlib.createBrotliCompress({ params: { 1: 'a' } }), () => zlib.createGzip({ chunkSize: 1 }),
  () => zlib.inflateSync(''), () => zlib.gunzipSync(''), () => zlib.unzipSync(Buffer.from([3, 3])), () => zlib.inflateRawSync(Buffer.from([3, 0])).length,
  () => zlib.inflateRawSync(Buffer.from([7])).length, () => zlib.inflateRawSync(Buffer.from([4, 0x80, 0x49, 0x92, 0x24])).length,
  () => zlib.inflateRawSync(Buffer.from([0x4b, 0x04, 0x10, 0x00])), () => zlib.inflateRawSync(Buffer.from('fc00', 'hex')),
  () => zlib.inflateSync(zlib.deflateSync(text).subarray(0, 100), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length > 0,
  () => zlib.gzipSync('a', { info: true }).engine instanceof zlib.Gzip, () => typeof zlib.crc32, () => [zlib.crc32('hello'), zlib.crc32(Buffer.from('lo'), zlib.crc32('hel'))],
  () => zlib.crc32(5), () => zlib.constants.Z_BEST_SPEED, () => zlib.codes, () => zlib.Z_BEST_SPEED, () => zlib.Gzip() instanceof zlib.Gzip, () => zlib.createGunzip().constructor.name,
  () => Object.keys(zlib), () => zlib.gunzip('x'), () => zlib.gzip(5, () => {}),
]) t(f);

(async () => {
  console.log((await promisify(zlib.gunzip)(await promisify(zlib.gzip)('async'))).toString());
  await promisify(zlib.gunzip)('nope').catch((e) => console.log(e.message, e.code, e.errno));
  for (const [c, d] of [['Gzip', 'Gunzip'], ['Deflate', 'Inflate'], ['DeflateRaw', 'InflateRaw'], ['BrotliCompress', 'BrotliDecompress'], ['Gzip', 'Unzip']]) {
    const chunks = [];
    await pipeline(Readable.from([text.slice(0, 1000), text.slice(1000)]), zlib[`create${c}`]({ chunkSize: 1024 }), zlib[`create${d}`](),
      new Writable({ write(chunk, e, cb) { chunks.push(chunk); cb(); } }));
    console.log(c, Buffer.concat(chunks).toString() === text, Math.max(...chunks.map((b) => b.length)));
  }
  // Small pieces, and a bomb that nobody reads to its end.
  const gunzip = zlib.createGunzip();
  let out = '';
  gunzip.on('data', (b) => { out += b; });
  const packed = zlib.gzipSync('piece by piece');
  for (const byte of packed) gunzip.write(Buffer.from([byte]));
  gunzip.end();
  await new Promise((resolve) => gunzip.on('end', resolve));
  console.log(out, gunzip.bytesWritten === packed.length);
  const bomb = zlib.createGunzip();
  bomb.end(zlib.gzipSync(Buffer.alloc(50e6)));
  await new Promise((resolve) => bomb.once('readable', resolve));
  console.log(bomb.read().length <= 65536);
  bomb.destroy();
  await new Promise((resolve) => bomb.on('close', resolve));
  const flushed = zlib.createDeflate();
  flushed.write('before');
  await new Promise((resolve) => flushed.flush(resolve));
  console.log(zlib.inflateSync(flushed.read(), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
  const bad = zlib.createInflate();
  bad.on('error', (e) => console.log(e.message, e.code, e.errno)).on('close', () => console.log('closed'));
  bad.end('garbage');
})();

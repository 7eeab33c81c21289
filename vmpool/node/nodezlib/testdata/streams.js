// Every stream class, its options and its flushes. What is compressed is not compared: only that it comes back.
const zlib = require('zlib');

const text = 'hello hello '.repeat(2000);
const pairs = [['Gzip', 'Gunzip'], ['Deflate', 'Inflate'], ['DeflateRaw', 'InflateRaw'], ['BrotliCompress', 'BrotliDecompress'], ['Gzip', 'Unzip'], ['Deflate', 'Unzip']];
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.errno} ${err.message}`; } };
const collect = (stream, feed) => new Promise((resolve) => {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('error', (err) => resolve(`${err.name} ${err.code} ${err.errno} ${err.message}`));
  stream.on('end', () => resolve(Buffer.concat(chunks)));
  feed(stream);
});
const shown = (out) => (Buffer.isBuffer(out) ? out.toString() === text : out);

(async () => {
  for (const [compress, decompress] of pairs) {
    const encoder = zlib[`create${compress}`]();
    console.log(compress, encoder instanceof zlib[compress], encoder.constructor.name, encoder.bytesWritten);
    const packed = await collect(encoder, (s) => s.end(text));
    console.log(encoder.bytesWritten, packed.length < text.length, encoder._closed, encoder.destroyed);
    const decoder = new zlib[decompress]({ chunkSize: 64 });
    console.log(decompress, shown(await collect(decoder, (s) => { for (let i = 0; i < packed.length; i += 7) s.write(packed.subarray(i, i + 7)); s.end(); })), decoder.bytesWritten === packed.length);
    console.log(shown(await collect(zlib[decompress](), (s) => s.end(packed.subarray(0, packed.length - 3)))));
    console.log(shown(await collect(zlib[`create${decompress}`](), (s) => s.end('not compressed at all'))));
    const name = decompress[0].toLowerCase() + decompress.slice(1);
    console.log(zlib[`${name}Sync`](packed).toString() === text, await new Promise((resolve) => zlib[name](packed, (err, out) => resolve(err ?? out.length))));
    console.log(attempt(() => zlib[`${name}Sync`](Buffer.from('nothing'))), attempt(() => zlib[`${name}Sync`](packed, { maxOutputLength: 10 })));
    const { buffer, engine } = zlib[`${name}Sync`](packed, { info: true });
    console.log(buffer.length, engine.constructor.name);
  }
  for (const [name, options] of [['Gzip', { level: 10 }], ['Deflate', { windowBits: 7 }], ['Inflate', { windowBits: 0 }], ['Gzip', { windowBits: 8 }], ['Deflate', { memLevel: 0 }],
                                 ['Deflate', { strategy: 9 }], ['Deflate', { dictionary: 5 }], ['Deflate', { chunkSize: 10 }], ['Deflate', { flush: 99 }], ['Inflate', { finishFlush: 'a' }],
                                 ['BrotliCompress', { params: { 10000: 1 } }], ['BrotliCompress', { params: { 0: 0, '00': 0 } }], ['BrotliCompress', { params: { 1: 'a' } }],
                                 ['BrotliCompress', { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 99 } }], ['BrotliCompress', { flush: 9 }], ['Deflate', { maxOutputLength: 0 }]]) {
    console.log(name, JSON.stringify(options), attempt(() => zlib[`create${name}`](options).constructor.name));
  }
  const flushed = zlib.createDeflate();
  const parts = [];
  flushed.on('data', (c) => parts.push(c));
  await new Promise((resolve) => flushed.write('some text', resolve));
  await new Promise((resolve) => flushed.flush(resolve));
  console.log(parts.length > 0, zlib.inflateSync(Buffer.concat(parts), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString());
  await new Promise((resolve) => flushed.params(1, zlib.constants.Z_DEFAULT_STRATEGY, resolve));
  await new Promise((resolve) => flushed.end('; more', resolve));
  await new Promise((resolve) => (flushed.readableEnded ? resolve() : flushed.on('end', resolve)));
  console.log(zlib.inflateSync(Buffer.concat(parts)).toString(), attempt(() => flushed.params(99, 0)), attempt(() => flushed.params(1, 99)));
  const dictionary = Buffer.from('hello world');
  const withDictionary = zlib.deflateSync('hello world hello', { dictionary });
  console.log(zlib.inflateSync(withDictionary, { dictionary }).toString(), attempt(() => zlib.inflateSync(withDictionary)),
              attempt(() => zlib.inflateSync(withDictionary, { dictionary: Buffer.from('other') })));
  const objects = new zlib.Gunzip({ objectMode: true });
  console.log(objects.writableObjectMode, attempt(() => objects.write({})));
  const closed = zlib.createGzip();
  await new Promise((resolve) => closed.close(resolve));
  console.log(closed._closed, attempt(() => zlib.gzipSync(5)), attempt(() => zlib.gzip('a')), attempt(() => zlib.gzip(5, () => {})));
  console.log(zlib.crc32('hello'), zlib.crc32(Buffer.from('hello'), 5), attempt(() => zlib.crc32(5)), attempt(() => zlib.crc32('a', -1)));
  console.log(zlib.codes.Z_OK, zlib.codes['-3'], Object.isFrozen(zlib.codes), zlib.constants.Z_BEST_COMPRESSION, zlib.Z_BEST_SPEED);
})();

// The methods of one encoding each, and what is left over.
const buffer = require('buffer');

const text = 'héllo €😀\u0000z';
const b = Buffer.from(text);
const show = (f) => {
  try {
    return JSON.stringify(f());
  } catch (err) {
    return `${err.name} ${err.code} ${err.message}`;
  }
};
for (const encoding of ['ascii', 'base64', 'base64url', 'hex', 'latin1', 'ucs2', 'utf8']) {
  const slice = `${encoding}Slice`;
  const write = `${encoding}Write`;
  for (const args of [[], [2], [2, 6], [6, 2], [0, 100], [-1], [3, 3]]) console.log(slice, args.join(), show(() => b[slice](...args)));
  for (const args of [['616c6c'], ['616c6c', 2], ['616c6c', 2, 1], ['', 0], ['zz', 15], ['zz', 30], [5], ['aa', -1], ['aa', 0, 100]]) {
    const out = Buffer.alloc(16, '.');
    console.log(write, args.join(), show(() => out[write](...args)), out.toString('latin1'));
  }
}
console.log(Buffer.isBuffer(b), Buffer.isBuffer(new Uint8Array(1)), Buffer.isEncoding('UTF-8'), Buffer.isEncoding('binary'), Buffer.isEncoding('x'), Buffer.isEncoding(),
            Buffer.poolSize, Buffer.allocUnsafeSlow(3).length, Buffer.allocUnsafe(3).length, show(() => Buffer.allocUnsafeSlow(-1)));
console.log(JSON.stringify(Buffer.from('ab')), Buffer.from('ab').toLocaleString(), Buffer.from('ab').inspect(), Buffer.from('ab').parent === Buffer.from('ab').buffer,
            typeof Buffer.from('ab').offset);
console.log(buffer.SlowBuffer(4).length, show(() => buffer.SlowBuffer('a')));
for (const f of [() => buffer.atob(' aGk= '), () => buffer.atob('a'), () => buffer.atob('aGk\n'), () => buffer.atob(), () => buffer.btoa('hi'), () => buffer.btoa('€'),
                 () => buffer.btoa(), () => buffer.btoa(null)]) {
  console.log(show(f));
}
for (const bytes of [[], [65], [0x80], [0xc3, 0xa9]]) console.log(bytes.join(), buffer.isAscii(Buffer.from(bytes)), buffer.isUtf8(Buffer.from(bytes)));
for (const f of [() => buffer.isAscii('a'), () => buffer.resolveObjectURL('blob:nodedata:1'), () => buffer.resolveObjectURL(1), () => buffer.resolveObjectURL('http://a'),
                 () => buffer.transcode(Buffer.from('€'), 'utf8', 'ascii').toString(), () => buffer.transcode(Buffer.from('é'), 'utf8', 'latin1').toString('hex'),
                 () => buffer.transcode(Buffer.from('a'), 'utf8', 'x'), () => buffer.transcode('a', 'utf8', 'ucs2')]) {
  console.log(show(f));
}

// each calls f with the values of an async iterable, until it says false.
const each = async (iterable, f) => {
  const iterator = iterable[Symbol.asyncIterator]();
  for (let r = await iterator.next(); !r.done; r = await iterator.next()) {
    if (f(r.value) === false) {
      await iterator.return();
      return;
    }
  }
};

(async () => {
  const blob = new buffer.Blob(['a', new Uint8Array([98, 99]), new buffer.Blob(['d']), Buffer.from('é')], { type: 'Text/Plain', endings: 'native' });
  console.log(blob.size, blob.type, await blob.text(), new Uint8Array(await blob.arrayBuffer()).join(), (await blob.bytes()).constructor.name, blob);
  const part = blob.slice(1, -2, 'a/b');
  console.log(part.size, part.type, await part.text(), await blob.slice(-2).text(), await blob.slice(5, 2).text());
  const chunks = [];
  await each(blob.stream(), (chunk) => { chunks.push(...chunk); });
  console.log(chunks.join());
  const file = new buffer.File(['abc'], 'name.txt', { type: 'text/x', lastModified: 5 });
  console.log(file.name, file.lastModified, file.size, file.type, file instanceof buffer.Blob, await file.text(), file);
  console.log(show(() => new buffer.Blob('a')), show(() => new buffer.Blob([], 1)), show(() => new buffer.File(['a'])), show(() => new buffer.Blob([], { endings: 'x' })));
  const url = URL.createObjectURL(blob);
  console.log(await buffer.resolveObjectURL(url).text());
  URL.revokeObjectURL(url);
  console.log(buffer.resolveObjectURL(url));
})();

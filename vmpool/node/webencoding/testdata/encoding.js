const attempt = (name, f) => {
  try {
    console.log(`${name}: ${f()}`);
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const hex = (b) => Array.from(b, (c) => c.toString(16).padStart(2, '0')).join(' ');
const encoder = new TextEncoder();
for (const text of ['', 'plain', 'h\u00e9', '\u20ac\u4e2d', '\u{1f600}', '\ud800', 'a\udc00b', '\ud83d\ud83d\ude00', undefined, 12]) {
  console.log(hex(encoder.encode(text)));
}
for (const [text, size] of [['abc', 2], ['\u00e9\u00e9', 3], ['\u{1f600}x', 3], ['\u{1f600}x', 5], ['\ud800x', 4], ['', 0]]) {
  const dest = new Uint8Array(size);
  const { read, written } = encoder.encodeInto(text, dest);
  console.log(read, written, hex(dest));
}
const view = new Uint8Array(8);
encoder.encodeInto('\u00e9', view.subarray(3, 6));
console.log(hex(view));

const bytes = (...b) => new Uint8Array(b);
for (const b of [bytes(), bytes(0x61, 0xff), bytes(0xe2, 0x82), bytes(0xf0, 0x9f, 0x98), bytes(0xed, 0xa0, 0x80), bytes(0xef, 0xbb, 0xbf, 0x61),
  bytes(0xc0, 0x80), bytes(0xf4, 0x90, 0x80, 0x80)]) {
  console.log(JSON.stringify(new TextDecoder().decode(b)), JSON.stringify(new TextDecoder('utf-8', { ignoreBOM: true }).decode(b)));
  attempt('fatal', () => new TextDecoder('utf-8', { fatal: true }).decode(b));
}
const decoder = new TextDecoder();
const parts = [bytes(0xef), bytes(0xbb, 0xbf, 0xf0), bytes(0x9f), bytes(0x98, 0x80, 0xe2), bytes(0x41)];
console.log(JSON.stringify(parts.map((p) => decoder.decode(p, { stream: true }))), JSON.stringify(decoder.decode()));
console.log(decoder.decode(new Uint16Array([0x6261]).buffer), decoder.decode(new DataView(new ArrayBuffer(3), 1)).length);

for (const [label, ...b] of [
  ['utf-16le', 0x61, 0, 0x3d, 0xd8, 0, 0xde, 0, 0xd8], ['utf-16be', 0, 0x61, 0xd8, 0x3d, 0xde, 0], ['windows-1252', 0x81, 0xe9], ['windows-1251', 0x80, 0x98, 0xe9],
  ['koi8-r', 0xc1, 0xc2], ['shift_jis', 0x82, 0xa0, 0x5c, 0xb1], ['euc-jp', 0xa4, 0xa2], ['iso-2022-jp', 0x1b, 0x24, 0x42, 0x24, 0x22],
  ['gb18030', 0xc4, 0xe3, 0x81, 0x30, 0x81, 0x30], ['gbk', 0xba, 0xc3], ['big5', 0xa7, 0x41], ['euc-kr', 0xbe, 0xc8], ['macintosh', 0x8e],
]) {
  const d = new TextDecoder(label);
  console.log(d.encoding, JSON.stringify(d.decode(bytes(...b))));
}
for (const label of [' UTF8 ', 'latin1', 'ascii', 'unicode-1-1-utf-8', 'sjis', 'utf-16', 'x-sjis', 'cp866', 'ISO-8859-8-I', 'foo', 'replacement', 'utf-8\u00a0']) {
  attempt(label, () => new TextDecoder(label).encoding);
}
attempt('options', () => new TextDecoder('utf-8', 3));
attempt('symbol', () => new TextDecoder(Symbol()));
attempt('decode 3', () => new TextDecoder().decode(3));
attempt('decode null', () => new TextDecoder().decode(null));
attempt('fatal shift_jis', () => new TextDecoder('shift_jis', { fatal: true }).decode(bytes(255)));
attempt('this', () => TextDecoder.prototype.encoding);
attempt('encode this', () => TextEncoder.prototype.encode());
attempt('src', () => encoder.encodeInto(3));
attempt('dest', () => encoder.encodeInto('', 3));
console.log(Object.keys(TextDecoder.prototype).sort().join(), Object.keys(TextEncoder.prototype).sort().join());
console.log(TextDecoder.length, TextDecoder.prototype.decode.length, encoder.encode.length, encoder.encodeInto.length, String(decoder));

attempt('atob()', () => atob());
attempt('btoa()', () => btoa());
attempt('btoa snowman', () => btoa('\u2603'));
for (const text of ['', 'YQ==', 'YQ', ' Y Q = = ', 'a', 'YQ=', 'YW*j', '====', '\u00e9', 'YWJj\n', null, 'ab\u00a0c']) attempt(`atob ${text}`, () => JSON.stringify(atob(text)));
for (const text of ['', 'a', '\u00ff\u0000', 'abc', undefined, null, 1.5]) attempt(`btoa ${text}`, () => btoa(text));

const big = 'x\u00e9\u4e2d\u{1f600}'.repeat(20000);
console.log(new TextDecoder().decode(encoder.encode(big)) === big);

const util = require('util');

const warned = [];
process.on('warning', (w) => { warned.push(`${w.name} ${w.code} ${w.message}`); });
const twice = util.deprecate(function add(a, b) { return a + b; }, 'add is old', 'DEP_TEST');
class Old {}
const OldClass = util.deprecate(Old, 'Old is old');
console.log(twice(1, 2), twice(3, 4), new OldClass() instanceof Old, twice.name, typeof OldClass);

const encoder = new util.TextEncoder();
console.log(encoder.encoding, encoder.encode('aé€😀\ud800'), encoder.encode());
const into = new Uint8Array(5);
console.log(encoder.encodeInto('a€€', into), into);
for (const [label, options] of [['utf-8', {}], ['utf-8', { ignoreBOM: true }], ['utf-16le', {}], ['latin1', {}], ['utf8', { fatal: true }]]) {
  const decoder = new util.TextDecoder(label, options);
  console.log(decoder.encoding, decoder.fatal, decoder.ignoreBOM, JSON.stringify(decoder.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))));
}
const parts = new util.TextDecoder();
console.log(JSON.stringify(parts.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + parts.decode(new Uint8Array([0xac]))));
for (const f of [() => new util.TextDecoder('utf-7'), () => new util.TextDecoder('utf8', { fatal: true }).decode(new Uint8Array([0xff])),
                 () => util.deprecate(() => {}, 'a', 5), () => util.aborted(), () => util.aborted({}, {}), () => util.transferableAbortSignal(1)]) {
  try { Promise.resolve(f()).catch((err) => { console.log('rejected', err.code, err.message); }); } catch (err) { console.log(err.name, err.code, err.message); }
}
console.log(JSON.stringify(new util.MIMEType('text/html; charset=utf-8; q="a b"')), JSON.stringify(new util.MIMEParams()));

const controller = util.transferableAbortController();
util.aborted(controller.signal, {}).then(() => {
  console.log('aborted', controller.signal.aborted);
  return util.aborted(AbortSignal.abort(), {});
}).then(() => { console.log('was aborted'); });
controller.abort();
setImmediate(() => { console.log(warned.join('\n')); });

// Regular expressions that are evaluated again and again are new ones each time.
const log = (...args) => console.log(...args.map((a) => (typeof a === 'string' ? a : JSON.stringify(a))));
const literal = () => /(a|ä)+/g;
const sticky = () => /\d/y;
const made = (flags) => new RegExp('(a|ä)+', flags);
const all = [literal(), literal(), literal(), made('g'), made('g'), made('g')];
log(new Set(all).size, all.map((r) => [r.lastIndex, r.source, r.flags, r.global, String(r)].join()));
for (let i = 0; i < 4; i++) {
  const a = literal(), b = made('g'), c = sticky(), d = made('i');
  a.expando = b.expando = i;
  a.lastIndex = 7;
  log(literal().lastIndex, literal().expando, made('g').expando, made('y').sticky, d.ignoreCase, made().flags, c.test('1a'), c.test('1a'));
  b.compile('x', 'i');
  log(String(b), String(made('g')), made('g').test('x'), literal().test('xa'));
}
for (let i = 0; i < 3; i++) {
  const texts = [];
  const r = /(\w)(ü)?/g;
  for (let m; (m = r.exec('aü bc 😀ü')); ) texts.push(m[0] + m.index);
  log(texts, 'Grüße, Jürgen'.replace(/ü/g, 'ue'), 'a;ü , b'.split(/\s*([,;])\s*/), 'naïve café'.match(/\p{L}+/gu), [...'äöü'.matchAll(/[^ö]/g)].map((m) => m.index));
  log('x-y'.split(/-/), 'x-ü'.split(/-/), ''.split(/,/), 'abc'.split(/(?:)/u, 2), 'ab'.replace(/b/g, () => '$1'));
}
for (let i = 0; i < 3; i++) {
  try { new RegExp('(', 'g'); } catch (e) { log(e.name); }
  try { new RegExp('a', 'gg'); } catch (e) { log(e.name); }
  log(new RegExp('\ud800').test('\ud801'), new RegExp('\ud801').test('\ud801'), new RegExp('').source, new RegExp('/').source, new RegExp(undefined).source, RegExp('a', undefined).flags);
  class Mine extends RegExp { constructor(...a) { super(...a); this.mine = true; } }
  const m = new Mine('(a|ä)+', 'g');
  log(m instanceof Mine, m.mine, m.constructor === Mine, made('g').mine, made('g') instanceof Mine, new RegExp(m).constructor === RegExp, RegExp(literal()) instanceof RegExp);
  log('d' in RegExp.prototype, new RegExp('(?<x>ä)', 'd').exec('bä').indices.groups.x, /(?<x>ä)/dg.exec('bä').indices[1]);
}
const match = RegExp.prototype[Symbol.match];
RegExp.prototype[Symbol.match] = false;
log(String(literal()), String(made('g')));
RegExp.prototype[Symbol.match] = match;
const f = new Function('return [/x(/.source]'.replace('(', ''));
log(f(), f(), f());
try { new Function('return () => /(/g'); } catch (e) { log(e.name); }
log((() => eval('/q/g'))().source);

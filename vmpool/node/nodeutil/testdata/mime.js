const { MIMEType, MIMEParams } = require('util');
for (const s of ['text/html', 'TEXT/Html; charset=UTF-8', ' text/plain;a=1; b="two \\"q\\""; a=3;;c ', 'a/b;x="un', 'a/b;x="end\\', 'a/b; =x; y=;z= v ', 'bad', '/x', 'a/', 'a b/c', 'a/b c', 'x/y;q="a"b;r=1', 'x/y;ü=1;v=é']) {
  try { const m = new MIMEType(s); console.log(String(m), m.type, m.subtype, m.essence, [...m.params].join('|'), JSON.stringify(m)); } catch (e) { console.log(e.code, e.message); }
}
const m = new MIMEType('a/b'); m.type = 'TEXT'; m.subtype = 'X-y'; m.params.set('k', 'v w'); m.params.set('e', ''); console.log(String(m), m.params.has('k'), m.params.get('none'), [...m.params.keys()], [...m.params.values()]);
m.params.delete('k'); console.log(String(m.params)); for (const bad of [() => { m.type = ''; }, () => { m.subtype = 'a/b'; }, () => m.params.set('', 1), () => m.params.set('a', '\u0000')]) try { bad(); } catch (e) { console.log(e.message); }
console.log(new MIMEParams().toString() === '', Object.prototype.toString.call(m));

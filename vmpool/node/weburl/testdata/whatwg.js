const attempt = (name, f) => {
  try {
    console.log(`${name}: ${f()}`);
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message} ${err.input} ${err.base}`);
  }
};
const parts = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const show = (u) => parts.map((p) => `${p}=${u[p]}`).join(' ');
const inputs = [
  ['https://user:pa%20ss@Example.COM:443/a/./b/../c?x=1#y'], ['HTTP://a:80'], ['http://a:/'], ['http://1.2.3'], ['http://0x7f.1'], ['http://256.1.1.1'],
  ['http://[::1]:3'], ['http://[1:0:0:2::3]'], ['http://[::ffff:1.2.3.4]'], ['http://[::1'], ['http://ex ample.com'], ['http://a%41.com'], ['http://a%00.com'],
  ['http://b\u00fccher.de/\u00fc?\u00fc#\u00fc'], ['http://xn--a/'], ['http://\u2603.net'], ['http://a/\\b\\..\\c'], ['http:\\\\a\\b'], ['http:a', 'http://b/c/d'], ['//h/p', 'https://x/y'],
  ['../z?q', 'http://b/c/d/e?f#g'], ['?q', 'http://b/c?d#e'], ['#q', 'http://b/c?d#e'], ['', 'http://b/c?d#e'], ['/x', 'http://b/c?d#e'], ['x:y', 'http://b'],
  ['file:///C|/a/../..'], ['file:C:/x', 'file:///D:/y'], ['/a', 'file:///C:/b'], ['file://localhost/x'], ['file:'], ['file://h/x'], ['file:///a%2fb'],
  ['data:text/plain,a b?c#d'], ['data:x  #a'], ['mailto:a@b'], ['javascript:alert(1)'], ['blob:https://a:1/x'], ['about:blank'], ['non-special://h:80/a/../b?q'], ['non-special:/..//p'],
  ['web+demo:/.//not-a-host/'], ['a', 'mailto:x'], ['#a', 'mailto:x'], ['  http://a\t/\nb  '], ['http://a@b@c'], ['http://@a'], ['http://:@a'], ['http://a:b@/x'], ['http://'], ['http:///a'], ['foo'],
  ['http://a:65536'], ['http://a:x'], ['http://a/%zz%41%'], ['http://a/^|{}`<>"'], ["http://a/?'"], ["x://a/?'"], ['ws://a:80/'], ['wss://a:443'], ['ftp://a:21/'], ['http://a.b..'], ['http://1.2.3.4.'],
  ['http://\ud800/'], ['http://a/\ud800'],
];
for (const args of inputs) {
  attempt(JSON.stringify(args), () => show(new URL(...args)));
  console.log(URL.canParse(...args), URL.parse === undefined ? '' : URL.parse(...args) === null);
}
const sets = {
  protocol: ['ftp', 'https:foo', 'mailto', '1x', 'file'], username: ['a:b', '', '\u00fc'], password: ['x@y', ''], host: ['n:81', 'm', 'a/b', 'x:99999', '', 'a b', '[::2]:4'],
  hostname: ['q', 'q:1', ''], port: ['', '90x', 'x', '65536', '443'], pathname: ['', 'a/../b', '?#', '\\x', 'a b'], search: ['', '?', 'a=1', '?#x', '\u00fc'], hash: ['', '#', 'a b', '##'],
};
for (const base of ['https://u:p@h:8/p?q#f', 'file:///a/b', 'mailto:x  ?y', 'x://h/p']) {
  for (const [name, values] of Object.entries(sets)) {
    for (const value of values) {
      const u = new URL(base);
      u[name] = value;
      console.log(base, name, JSON.stringify(value), u.href);
    }
  }
}
attempt('URL()', () => new URL());
attempt('href', () => { new URL('http://a').href = 'foo'; });
attempt('receiver', () => Object.getOwnPropertyDescriptor(URL.prototype, 'href').get.call({}));
attempt('canParse()', () => URL.canParse());
attempt('revoke', () => URL.revokeObjectURL());
console.log(JSON.stringify({ u: new URL('http://a/b') }), `${new URL('http://a')}`, Object.prototype.toString.call(new URL('http://a')));
const names = (o) => Object.getOwnPropertyNames(o).map((k) => {
  const d = Object.getOwnPropertyDescriptor(o, k);
  return `${k}:${d.enumerable}${typeof d.value === 'function' ? d.value.length : ''}`;
}).join(' ');
console.log(names(URL.prototype));
console.log(Object.keys(URLSearchParams.prototype).join(), URL.length, URLSearchParams.length);

const u = new URL('http://a/?x=1&y=%20+&x=\u00fc');
const p = u.searchParams;
console.log(p.size, p.get('x'), JSON.stringify(p.getAll('x')), p.get('none'), p.has('x', '1'), p.has('x', '2'), p === u.searchParams, `${p}`);
p.append('n', 'a b&c');
console.log(u.href);
p.set('x', '\ud800');
p.delete('y');
console.log(u.search, u.href);
u.search = '?b=2&a=1&b=1';
p.sort();
console.log(u.search, JSON.stringify([...p]), JSON.stringify([...p.keys()]), JSON.stringify([...p.values()]));
p.forEach(function (value, name, params) { console.log(value, name, params === p, this.t); }, { t: 1 });
p.delete('b', '2');
p.delete('a');
p.delete('b');
console.log(u.href, p.size);
for (const init of ['?a=b&&c', 'a=%e4%b8%ad%ff&b=%', { a: 1, b: 2, '\ud800': 3, '\ufffd': 4 }, [['x', 'y'], new Set(['s', 't'])], new Map([['m', 1]]), new URLSearchParams('q=r'), null, undefined, 'a+b=c+d', '=']) {
  console.log(new URLSearchParams(init).toString());
}
attempt('tuple', () => new URLSearchParams([[1]]));
attempt('tuple 2', () => new URLSearchParams([1]));
attempt('iterable', () => new URLSearchParams({ [Symbol.iterator]: 3 }));
attempt('get', () => new URLSearchParams().get());
attempt('append', () => new URLSearchParams().append('a'));
attempt('forEach', () => new URLSearchParams().forEach(3));
attempt('this', () => URLSearchParams.prototype.get('x'));
attempt('next', () => new URLSearchParams().keys().next.call({}));
attempt('symbol', () => new URLSearchParams(Symbol()));
const it = new URLSearchParams('a=1').entries();
console.log(Object.prototype.toString.call(it), JSON.stringify(it.next()), JSON.stringify(it.next()), it[Symbol.iterator]() === it);
console.log(new URLSearchParams([["!'()*-._~ ", '\u0000\u007f"#%&+,/:;<=>?@[\\]^`{|}']]).toString());

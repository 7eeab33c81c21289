const url = require('node:url');
const attempt = (name, f) => {
  try {
    console.log(`${name}: ${f()}`);
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
for (const input of [
  'http://user:pa%20ss@host.com:8080/p/a/t/h?query=string#hash', '', 'javascript:alert(1)', '/a/b?c=d', '//h/p', 'mailto:a@b?s=1', 'HTTP://EX.com', 'http://a b/', 'http://a/b c',
  'x:1.1.1.1', 'http://[::1]:80/x', '  http://a\\b\\c?d\\e ', 'http://a?b#c?d', 'http://a;b', 'a@b', 'file:///x', 'file://h', 'http://a.com:', 'svn+ssh://foo/bar', 'dash-test:foo/bar',
  'coap:u:p@[::1]:61616/.well-known/r?n=T', 'http://\u00fc.com/\u00fc', 'http://a/b#c\td', '#x', '?y', '.', 'http:', 'http:/a', 'git+http://u:p@h/x', 'http://x.y.com+a/b', 'blob:https://a/b',
  'http://nodejs.org/\u00a0x', 'HtTp://x/"<>{}', 'ws://a',
]) {
  attempt(JSON.stringify(input), () => JSON.stringify(url.parse(input)));
  attempt('query', () => JSON.stringify(url.parse(input, true).query));
  attempt('slashes', () => JSON.stringify(url.parse(input, false, true).host));
}
for (const [from, to] of [
  ['/one/two/three', 'four'], ['http://example.com/', '/one'], ['http://example.com/one', '/two'], ['/foo/bar/baz', '../../../../q'], ['http://a/b/c/d;p?q', '../g'], ['http://a/b/c/d;p?q', '?y'],
  ['http://a/b/c/d;p?q', 'g;x=1/../y'], ['http://a/b/c/d;p?q', 'http:g'], ['mailto:u@h', '#x'], ['mailto:u@h', 'v@i'], ['http://a', 'https://b/c'], ['http://u:p@a/b', '//c/d'], ['.', '#t'],
  ['..', '.'], ['a/b', './'], ['http://a/b', ''], ['http://a/b?c', '#d'], ['javascript:a', 'b'], ['http://x/y', 'file:/z'], ['/users/../', ''], ['fred:///s//a/b/c', '../../../g'], ['http://x//a//b', '../c'],
]) {
  attempt(`${from} + ${to}`, () => url.resolve(from, to));
}
for (const object of [
  {}, { protocol: 'http', host: 'a' }, { hostname: 'a', port: 1, pathname: 'b' }, { protocol: 'mailto', auth: 'a', host: 'b' }, { pathname: '/a#?b', search: 'c#d', hash: 'e' },
  { protocol: 'https:', hostname: '::1', query: { a: [1, 2], b: '' } }, { slashes: true, host: 'x' }, { protocol: 'file', pathname: '/a' }, { auth: 'a:b@c', host: 'h' },
]) {
  attempt(JSON.stringify(object), () => url.format(object));
}
attempt('parse 3', () => url.parse(3));
attempt('format 3', () => url.format(3));
attempt('format URL', () => url.format(new URL('https://a:b@\u6e2c\u8a66.com:8/p?x=1#h'), { unicode: true, auth: false, fragment: false, search: false }));
attempt('format options', () => url.format(new URL('http://x'), 3));
for (const path of ['file:///a/b%20c', 'file:///a%2fb', 'http://x', 'file://h/x', 'file:///%E4%B8%AD', new URL('file:///q?r#s')]) attempt(`fileURLToPath ${path}`, () => url.fileURLToPath(path));
attempt('fileURLToPath 3', () => url.fileURLToPath(3));
for (const path of ['/a b', '/a%b?c#d', '/\u4e2d/', '/a\\b\nc\td', '/x/../y/']) attempt(`pathToFileURL ${JSON.stringify(path)}`, () => url.pathToFileURL(path).href);
attempt('pathToFileURL 3', () => url.pathToFileURL(3));
console.log(JSON.stringify(url.urlToHttpOptions(new URL('https://a:b@\u6e2c\u8a66.com:8/p?x=1#h'))), JSON.stringify(url.urlToHttpOptions(new URL('http://[::1]/'))));
for (const domain of ['espa\u00f1ol.com', '\u4e2d\u6587.com', 'xn--i\u00f1valid.com', 'A.com', 'a b', '', 'x', '1.2']) console.log(JSON.stringify([domain, url.domainToASCII(domain), url.domainToUnicode(domain)]));
console.log(url.domainToUnicode('xn--fiq228c.com'), Object.keys(url).join(), url.URL === URL);

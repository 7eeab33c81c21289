const url = require('url');
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message}`; } };
const parsed = url.parse('http://user:pass@host.com:8080/p/a/t/h?query=string#hash');
console.log(parsed instanceof url.Url, url.resolveObject('http://a/b/c', '../d').href, new url.Url().format(), parsed.resolveObject('x').href);
const made = new url.Url();
made.host = 'example.com:81';
made.parseHost();
console.log(made.hostname, made.port, url.resolveObject('', 'x'), attempt(() => url.parse(5)));
console.log(JSON.stringify(new URL('http://é.example/ü')), new URL('http://a').toJSON(), typeof URL.createObjectURL(new Blob(['a'])), attempt(() => URL.createObjectURL(5)));

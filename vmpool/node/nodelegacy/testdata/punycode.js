const punycode = require('punycode');
console.log(Object.keys(punycode).join(), punycode.version, Object.keys(punycode.ucs2).join());
for (const s of ['', 'a', 'mañana', 'bücher', 'ü', '他们为什么不说中文', '☃-⌘', 'abc-', '-', 'Ünïcödé', '😀x', 'ليهمابتكلموشعربي؟', 'a-ü-b']) { const e = punycode.encode(s); console.log(s, e, punycode.decode(e) === s); }
for (const d of ['mañana.com', 'example.com.', 'bücher.com', 'джумла@джpумлатест.bрфa', '名がドメイン.com', 'a。b．c｡ü', 'xn--maana-pta.com']) console.log(d, punycode.toASCII(d), punycode.toUnicode(punycode.toASCII(d)), punycode.toUnicode(d));
for (const bad of ['ü-x', 'a!', 'ls8h=', '99999999', 'é-']) try { console.log(punycode.decode(bad)); } catch (e) { console.log(e.name, e.message); }
console.log(punycode.ucs2.decode('a😀\ud800'), punycode.ucs2.encode([0x61, 0x1f600]));

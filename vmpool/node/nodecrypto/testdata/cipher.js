'use strict';
const c = require('node:crypto');
const bytes = (n, seed) => Buffer.from(Array.from({ length: n }, (_, i) => (i * 7 + seed) & 255));
const text = 'Attack at dawn, and bring 🦊 and coffee for 37 people.';
for (const name of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'aes-128-ecb', 'aes-256-ecb', 'aes-128-ctr', 'aes-256-ctr', 'aes-128-cfb',
                    'aes-192-cfb8', 'aes-256-ofb', 'aes-128-gcm', 'aes-192-gcm', 'aes-256-gcm', 'id-aes128-GCM', 'des-ede3-cbc', 'des-ede3',
                    'chacha20', 'chacha20-poly1305', 'AES-128-CBC', 'aes256']) {
  const info = c.getCipherInfo(name);
  const key = bytes(info.keyLength, 3);
  const auth = info.mode === 'gcm' || name === 'chacha20-poly1305';
  for (const ivLength of info.mode === 'gcm' ? [12, 1, 16, 60] : [info.ivLength || 0]) {
    const iv = ivLength ? bytes(ivLength, 9) : null;
    const e = c.createCipheriv(name, key, iv, auth ? { authTagLength: 16 } : undefined);
    if (auth) e.setAAD(Buffer.from('header'));
    const parts = [e.update(text.slice(0, 5), 'utf8', 'hex'), e.update(text.slice(5), 'utf8', 'hex'), e.final('hex')];
    const tag = auth ? e.getAuthTag() : undefined;
    console.log(name, ivLength, JSON.stringify(info), parts.join('|'), tag && tag.toString('hex'));
    const d = c.createDecipheriv(name, key, iv, auth ? { authTagLength: 16 } : undefined);
    if (auth) d.setAAD(Buffer.from('header')).setAuthTag(tag);
    console.log(d.update(parts.join(''), 'hex', 'utf8') + d.final('utf8') === text);
  }
}
const t = (f) => {
  const name = String(f).replace(/^\(\) => /, '').replace(/\s+/g, ' ');
  try {
    const v = f();
    console.log(name, '=>', typeof v === 'object' ? JSON.stringify(v) : String(v));
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message);
  }
};
const K = Buffer.alloc(16);
const V = Buffer.alloc(12);
const cbc = () => c.createCipheriv('aes-128-cbc', K, K);
const uncbc = () => c.createDecipheriv('aes-128-cbc', K, K);
const gcm = (o) => c.createCipheriv('aes-128-gcm', K, V, o);
const ungcm = (o) => c.createDecipheriv('aes-128-gcm', K, V, o);
t(() => c.createCipheriv('nope', K, null));
t(() => c.createCipheriv('aes-128-cbc', Buffer.alloc(1), K));
t(() => c.createCipheriv('aes-128-cbc', K, Buffer.alloc(1)));
t(() => c.createCipheriv('aes-128-cbc', K, null));
t(() => c.createCipheriv('aes-128-gcm', K, ''));
t(() => c.createCipheriv('aes-128-ecb', K, K));
t(() => c.createCipheriv('aes-128-ecb', K, '').update('a').length);
t(() => c.createCipheriv('aes-128-cbc', 'k', K));
t(() => c.createCipheriv('aes-128-cbc', 5, K));
t(() => c.createCipheriv('aes-128-cbc', K, 5));
t(() => c.createCipheriv('aes-128-cbc', K));
t(() => c.createCipheriv(5, K, K));
t(() => uncbc().final());
t(() => { const d = uncbc(); d.update(Buffer.alloc(16)); d.final(); });
t(() => { const d = uncbc(); d.update(Buffer.alloc(7)); d.final(); });
t(() => { const e = cbc(); e.final(); e.update('a'); });
t(() => { const e = cbc(); e.final(); e.final(); });
t(() => { const e = cbc().setAutoPadding(false); e.update('a'); e.final(); });
t(() => { const e = cbc().setAutoPadding(false); return e.update(K, null, 'hex') + e.final('hex'); });
t(() => { const e = cbc(); e.final(); e.setAutoPadding(); });
t(() => cbc().update(5));
t(() => cbc().update('abc', 'hex'));
t(() => cbc().getAuthTag());
t(() => cbc().setAAD(K));
t(() => { const d = ungcm(); d.update(K); d.final(); });
t(() => { const d = ungcm().setAuthTag(K); d.update(K); d.final(); });
t(() => ungcm().setAuthTag(Buffer.alloc(3)));
t(() => ungcm({ authTagLength: 8 }).setAuthTag(Buffer.alloc(12)));
t(() => ungcm().setAuthTag(K).setAuthTag(K));
t(() => { const e = gcm(); e.update('a'); e.setAAD(K); });
t(() => gcm().getAuthTag());
t(() => gcm({ authTagLength: 3 }));
t(() => { const e = gcm({ authTagLength: 8 }); e.final(); return e.getAuthTag().toString('hex'); });
t(() => c.getCipherInfo('aes-128-cbc', { keyLength: 3 }));
t(() => c.getCipherInfo('aes-128-gcm', { ivLength: 20 }));
t(() => c.getCipherInfo(895));
t(() => c.getCipherInfo({}));
t(() => c.getCiphers().includes('aes-256-gcm'));
const { pipeline } = require('node:stream');
const out = [];
const e = cbc();
pipeline(e, c.createDecipheriv('aes-128-cbc', K, K), async function(source) {
  const it = source[Symbol.asyncIterator]();
  for (let r = await it.next(); !r.done; r = await it.next()) out.push(r.value);
}, (err) => console.log('piped', err, Buffer.concat(out).toString()));
e.write('streamed ');
e.end('text');

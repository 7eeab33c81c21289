'use strict';
const c = require('node:crypto');
const t = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message);
  }
};
process.on('warning', () => {});
const text = Buffer.from('The quick brown fox jumps over the lazy dog. '.repeat(3));
const aad = Buffer.from('additional data that is longer than one block');

// Every authenticating mode, in parts, and back; a wrong tag is found.
for (const [name, key, ivs, tags] of [['aes-128-ccm', 16, [7, 12, 13], [4, 16]], ['aes-256-ccm', 32, [12], [10]],
  ['aes-128-ocb', 16, [1, 12, 15], [8, 16]], ['aes-256-ocb', 32, [12], [16]], ['aes-192-gcm', 24, [12, 17], [4, 16]],
  ['chacha20-poly1305', 32, [12], [16]]]) {
  for (const iv of ivs) {
    for (const authTagLength of tags) {
      for (const length of [0, 15, 16, 100]) {
        const make = (f) => f(name, Buffer.alloc(key, 7), Buffer.alloc(iv, 9), { authTagLength });
        const plain = text.subarray(0, length);
        const enc = make(c.createCipheriv);
        enc.setAAD(aad, { plaintextLength: length });
        const sealed = Buffer.concat(name.includes('ccm') ? [enc.update(plain), enc.final()] :
          [enc.update(plain.subarray(0, 20)), enc.update(plain.subarray(20)), enc.final()]);
        const tag = enc.getAuthTag();
        console.log(name, iv, length, sealed.toString('base64'), tag.toString('hex'));
        const open = (tagged) => {
          const dec = make(c.createDecipheriv);
          dec.setAuthTag(tagged);
          dec.setAAD(aad, { plaintextLength: length });
          return Buffer.concat([dec.update(sealed), dec.final()]).equals(plain);
        };
        t('open', () => open(tag));
        t('wrong', () => open(Buffer.from(tag).fill(1)));
      }
    }
  }
}

// CCM's rules.
const ccm = (f = c.createCipheriv, iv = 12, options = { authTagLength: 10 }) => f('aes-128-ccm', Buffer.alloc(16), Buffer.alloc(iv), options);
t('no message', () => ccm().final());
t('two parts', () => {
  const x = ccm();
  x.update('a');
  x.update('b');
});
t('no tag', () => {
  const x = ccm(c.createDecipheriv);
  console.log(x.update('a'));
  x.final();
});
t('no length', () => ccm().setAAD(aad));
t('bad length', () => ccm().setAAD(aad, { plaintextLength: -1 }));
t('long', () => ccm(undefined, 13).setAAD(aad, { plaintextLength: 70000 }));
t('long', () => ccm(undefined, 13).update(Buffer.alloc(70000)));
t('no option', () => ccm(undefined, 12, {}));
t('odd tag', () => ccm(undefined, 12, { authTagLength: 5 }));
t('iv', () => ccm(undefined, 14));
t('ocb', () => c.createCipheriv('aes-128-ocb', Buffer.alloc(16), Buffer.alloc(12)));
t('ocb iv', () => c.createCipheriv('aes-128-ocb', Buffer.alloc(16), Buffer.alloc(16), { authTagLength: 16 }));

// Keys that wrap keys.
for (const [name, key, iv, lengths] of [['aes128-wrap', 16, 8, [16, 24]], ['id-aes256-wrap', 32, 8, [32]],
  ['id-aes128-wrap-pad', 16, 4, [1, 7, 8, 9, 20]], ['id-aes192-wrap-pad', 24, 4, [16]]]) {
  for (const length of lengths) {
    const args = [name, Buffer.alloc(key, 3), Buffer.alloc(iv, 0xa6)];
    const wrapped = c.createCipheriv(...args).update(text.subarray(0, length));
    console.log(name, length, wrapped.toString('hex'), c.createDecipheriv(...args).update(wrapped).equals(text.subarray(0, length)));
    t('wrong', () => c.createDecipheriv(...args).update(Buffer.from(wrapped).fill(0)));
  }
}
t('length', () => c.createCipheriv('aes128-wrap', Buffer.alloc(16), Buffer.alloc(8)).update(Buffer.alloc(15)));
t('iv', () => c.createDecipheriv('aes128-wrap', Buffer.alloc(16), Buffer.alloc(7)));
const des = c.createCipheriv('des3-wrap', Buffer.alloc(24, 5), null).update(Buffer.alloc(24, 1));
console.log(des.length, c.createDecipheriv('des3-wrap', Buffer.alloc(24, 5), null).update(des).toString('hex'));
t('des', () => c.createDecipheriv('des3-wrap', Buffer.alloc(24), null).update(Buffer.alloc(40)));

// Every cipher without a tag; keys of passwords.
for (const name of c.getCiphers()) {
  const info = c.getCipherInfo(name);
  if (!/^(aes|chacha20$|des)/.test(name) || /xts|cfb1$|hmac|wrap|ccm|gcm|ocb/.test(name)) continue;
  console.log(name, JSON.stringify(info));
  const args = [name, Buffer.from(text.subarray(0, info.keyLength)), info.ivLength ? Buffer.from(text.subarray(0, info.ivLength)) : null];
  const x = c.createCipheriv(...args);
  const out = Buffer.concat([x.update(text), x.final()]);
  const y = c.createDecipheriv(...args);
  console.log(c.createHash('md5').update(out).digest('hex'), Buffer.concat([y.update(out), y.final()]).equals(text));
  const p = c.createCipher(name, 'password');
  console.log(p.update('abc', 'utf8', 'hex') + p.final('hex'));
}
t('unknown', () => c.createCipher('zz', 'x'));
t('password', () => c.createCipher('aes-128-cbc', null));

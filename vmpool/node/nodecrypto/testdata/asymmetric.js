'use strict';
const c = require('node:crypto');
const t = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message, e.library, e.reason);
  }
};
const details = (k) => JSON.stringify(k.asymmetricKeyDetails, (_, v) => (typeof v === 'bigint' ? `${v}n` : v));
const data = Buffer.from('text');

// Keys of every kind: to DER, PEM, under a passphrase, and back; signatures.
const kinds = [
  ['rsa', { modulusLength: 512 }, 'sha256'], ['rsa', { modulusLength: 1024, publicExponent: 3 }, 'sha1'],
  ['rsa-pss', { modulusLength: 1024 }, 'sha256'],
  ['rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', saltLength: 16 }, 'sha256'],
  ['rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha1' }, 'sha256'],
  ['dsa', { modulusLength: 1024, divisorLength: 160 }, 'sha256'],
  ['ec', { namedCurve: 'secp256k1' }, 'sha256'], ['ec', { namedCurve: 'secp224r1' }, 'sha256'],
  ['ec', { namedCurve: 'P-384', paramEncoding: 'explicit' }, 'sha384'], ['ec', { namedCurve: 'secp256k1', paramEncoding: 'explicit' }, 'sha384'],
  ['ed25519', undefined, null], ['ed448', undefined, null], ['x448'], ['dh', { group: 'modp2' }],
];
for (const [type, options, digest] of kinds) {
  const { publicKey, privateKey } = c.generateKeyPairSync(type, options);
  console.log(type, JSON.stringify(options), details(publicKey));
  for (const format of ['pem', 'der']) {
    const pub = publicKey.export({ format, type: 'spki' });
    const priv = privateKey.export({ format, type: 'pkcs8' });
    const encrypted = privateKey.export({ format, type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' });
    const back = c.createPublicKey({ key: pub, format, type: 'spki' });
    console.log(format, back.equals(publicKey), details(back), c.createPublicKey({ key: priv, format, type: 'pkcs8' }).equals(publicKey),
                c.createPrivateKey({ key: priv, format, type: 'pkcs8' }).equals(privateKey),
                c.createPrivateKey({ key: encrypted, format, type: 'pkcs8', passphrase: 'secret' }).equals(privateKey),
                c.createPrivateKey({ key: priv, format, type: 'pkcs8' }).export({ format, type: 'pkcs8' }).toString('hex') === priv.toString('hex'));
  }
  t('sec1', () => c.createPrivateKey(privateKey.export({ format: 'pem', type: 'sec1', cipher: 'des3', passphrase: 'x' }) && privateKey.export({ format: 'pem', type: 'sec1' })).equals(privateKey));
  t('pkcs1', () => c.createPrivateKey({ key: privateKey.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-128-cbc', passphrase: 'x' }), passphrase: 'x' }).equals(privateKey));
  t('jwk', () => c.createPrivateKey({ key: privateKey.export({ format: 'jwk' }), format: 'jwk' }).equals(privateKey));
  if (digest === undefined) {
    t('sign', () => c.sign(null, data, privateKey));
    continue;
  }
  const signature = c.sign(digest, data, privateKey);
  console.log(c.verify(digest, data, publicKey, signature), c.verify(digest, Buffer.from('other'), publicKey, signature));
  const bare = c.sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  console.log(bare.length, c.verify(digest, data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bare));
}

// Errors.
const rsa = c.generateKeyPairSync('rsa', { modulusLength: 1024 });
const small = c.generateKeyPairSync('rsa', { modulusLength: 512 });
const pss = c.generateKeyPairSync('rsa-pss', { modulusLength: 512, hashAlgorithm: 'sha256', saltLength: 5 });
const ed = c.generateKeyPairSync('ed25519');
t('digest', () => c.sign('zz', data, rsa.privateKey));
t('padding', () => c.sign('sha1', data, { key: rsa.privateKey, padding: 9 }));
t('shake', () => c.sign('shake128', data, rsa.privateKey));
t('small', () => c.sign('sha512', data, small.privateKey));
t('small pss', () => c.sign('sha512', data, { key: small.privateKey, padding: 6 }));
t('pss digest', () => c.sign('sha1', data, pss.privateKey));
t('pss salt', () => c.sign('sha256', data, { key: pss.privateKey, saltLength: 2 }));
t('pss padding', () => c.sign('sha256', data, { key: pss.privateKey, padding: 1 }));
t('ed digest', () => c.sign('sha256', data, ed.privateKey));
t('x25519', () => c.sign(null, data, c.generateKeyPairSync('x25519').privateKey));
const locked = (type, cipher) => rsa.privateKey.export({ type, format: 'pem', cipher, passphrase: 'a' });
t('cipher', () => locked('pkcs8', 'zz'));
t('aead', () => locked('pkcs8', 'aes-128-gcm'));
for (const type of ['pkcs1', 'pkcs8']) {
  t('no passphrase', () => c.createPrivateKey(locked(type, 'aes-128-cbc')));
  t('wrong passphrase', () => c.createPrivateKey({ key: locked(type, 'aes-128-cbc'), passphrase: 'b' }));
}
t('jwk', () => c.generateKeyPairSync('dh', { group: 'modp1' }).publicKey.export({ format: 'jwk' }));
t('jwk curve', () => c.generateKeyPairSync('ec', { namedCurve: 'secp224r1' }).publicKey.export({ format: 'jwk' }));

// RSA the other way round, and without padding.
for (const pair of [rsa, small]) {
  for (const padding of [undefined, c.constants.RSA_PKCS1_PADDING]) {
    const out = c.privateEncrypt({ key: pair.privateKey, padding }, data);
    console.log(out.length, c.publicDecrypt({ key: pair.publicKey, padding }, out).toString());
  }
  const oaep = c.publicEncrypt(pair.publicKey, data);
  console.log(oaep.length, c.privateDecrypt(pair.privateKey, oaep).toString());
  const block = Buffer.alloc(oaep.length, 1);
  const none = { padding: c.constants.RSA_NO_PADDING };
  console.log(c.privateDecrypt({ key: pair.privateKey, ...none }, c.publicEncrypt({ key: pair.publicKey, ...none }, block)).equals(block));
}
t('encrypt', () => c.privateEncrypt(rsa.privateKey, Buffer.alloc(200)));
t('decrypt', () => c.publicDecrypt(rsa.publicKey, Buffer.alloc(128, 1)));
t('none', () => c.publicEncrypt({ key: rsa.publicKey, padding: 3 }, Buffer.alloc(12)));
t('oaep', () => c.publicEncrypt(rsa.publicKey, Buffer.alloc(120)));
t('unknown', () => c.publicEncrypt({ key: rsa.publicKey, padding: 9 }, data));
t('hash', () => c.publicEncrypt({ key: rsa.publicKey, oaepHash: 'zz' }, data));
t('oaep', () => c.privateDecrypt(rsa.privateKey, Buffer.alloc(128, 1)));
t('mode', () => c.privateEncrypt({ key: rsa.privateKey, padding: 4 }, data));

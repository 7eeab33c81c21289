'use strict';
const c = require('node:crypto');
const t = (f) => {
  const name = String(f).replace(/^\(\) => /, '').replace(/\s+/g, ' ');
  try {
    const v = f();
    console.log(name, '=>', typeof v === 'object' ? JSON.stringify(v) : String(v));
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message);
  }
};
const data = Buffer.from('signed text');
for (const [type, options, hash] of [['ed25519'], ['ec', { namedCurve: 'P-256' }, 'sha256'], ['ec', { namedCurve: 'secp384r1' }, 'sha384'],
  ['rsa', { modulusLength: 2048 }, 'sha256'], ['rsa', { modulusLength: 2048 }, 'sha1'], ['x25519']]) {
  const { publicKey, privateKey } = c.generateKeyPairSync(type, options);
  console.log(type, publicKey.type, privateKey.type, publicKey.asymmetricKeyType, JSON.stringify(publicKey.asymmetricKeyDetails, (k, v) => (typeof v === 'bigint' ? `${v}n` : v)));
  if (type !== 'x25519') {
    const sig = c.sign(hash ?? null, data, privateKey);
    console.log(c.verify(hash ?? null, data, publicKey, sig), c.verify(hash ?? null, Buffer.from('other'), publicKey, sig), c.verify(hash ?? null, data, privateKey, sig));
    if (hash) {
      const s = c.createSign(hash).update('signed ').update('text').sign(privateKey, 'base64');
      console.log(c.createVerify(hash).update(data).verify(publicKey, s, 'base64'));
      const p1363 = c.sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363', padding: type === 'rsa' ? c.constants.RSA_PKCS1_PSS_PADDING : undefined });
      console.log(c.verify(hash, data, { key: publicKey, dsaEncoding: 'ieee-p1363', padding: type === 'rsa' ? c.constants.RSA_PKCS1_PSS_PADDING : undefined }, p1363), type === 'ec' ? p1363.length : '');
    }
  }
  for (const format of ['pem', 'der', 'jwk']) {
    const pub = publicKey.export({ format, type: 'spki' });
    const priv = privateKey.export({ format, type: 'pkcs8' });
    console.log(format, c.createPublicKey({ key: pub, format, type: 'spki' }).equals(publicKey), c.createPrivateKey({ key: priv, format, type: 'pkcs8' }).equals(privateKey));
    if (format === 'jwk') console.log(Object.keys(pub).join(), Object.keys(priv).join());
    if (format === 'pem') console.log(pub.split('\n')[0], priv.split('\n')[0], c.createPublicKey(priv).equals(publicKey), c.createPublicKey(privateKey).equals(publicKey));
  }
  if (type === 'rsa') {
    console.log(privateKey.export({ format: 'pem', type: 'pkcs1' }).split('\n')[0], publicKey.export({ format: 'pem', type: 'pkcs1' }).split('\n')[0]);
    for (const padding of [undefined, c.constants.RSA_PKCS1_OAEP_PADDING]) {
      console.log(c.privateDecrypt({ key: privateKey, padding }, c.publicEncrypt({ key: publicKey, padding }, Buffer.from('secret'))).toString());
    }
    console.log(c.privateDecrypt({ key: privateKey, oaepHash: 'sha256', oaepLabel: Buffer.from('l') }, c.publicEncrypt({ key: publicKey, oaepHash: 'sha256', oaepLabel: Buffer.from('l') }, Buffer.from('x'))).toString());
  }
}
const secret = c.createSecretKey(Buffer.from('0123456789abcdef'));
t(() => [secret.type, secret.symmetricKeySize, secret.export().toString(), secret.export({ format: 'jwk' }), String(secret)]);
t(() => c.createHmac('sha1', secret).update('x').digest('hex'));
t(() => c.createCipheriv('aes-128-ecb', secret, null).update('0123456789abcdef', 'utf8', 'hex'));
t(() => c.createSecretKey(5));
t(() => c.createPublicKey('nonsense'));
t(() => c.createPrivateKey('nonsense'));
t(() => c.createPublicKey(secret));
t(() => c.createPrivateKey({ key: Buffer.alloc(3), format: 'der', type: 'nope' }));
t(() => c.createHash('sha1').update('x').digest(secret));
t(() => c.sign('sha256', data));
t(() => c.sign('sha256', data, secret));
t(() => c.createSign('nope'));
t(() => c.generateKeyPairSync('nope'));
t(() => c.generateKeyPairSync('rsa'));
t(() => c.generateKeyPairSync('ec', { namedCurve: 'nope' }));
t(() => c.generateKeySync('aes', { length: 256 }).symmetricKeySize);
t(() => c.generateKeySync('hmac', { length: 100 }).symmetricKeySize);
t(() => c.generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'sec1', format: 'pem' } }).privateKey.split('\n')[0]);
const a = c.createECDH('prime256v1');
const b = c.createECDH('prime256v1');
a.generateKeys();
b.generateKeys('hex', 'compressed');
t(() => [a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey('hex'), 'hex')), a.getPublicKey('hex', 'compressed').length, a.getPrivateKey().length]);
t(() => a.computeSecret('00', 'hex'));
t(() => c.createECDH('nope'));
const x1 = c.generateKeyPairSync('x25519');
const x2 = c.generateKeyPairSync('x25519');
t(() => c.diffieHellman({ privateKey: x1.privateKey, publicKey: x2.publicKey }).equals(c.diffieHellman({ privateKey: x2.privateKey, publicKey: x1.publicKey })));
// Known keys and signatures.
const jwk = { kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
t(() => c.sign(null, Buffer.alloc(0), c.createPrivateKey({ key: jwk, format: 'jwk' })).toString('hex'));
t(() => c.createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }));
c.generateKeyPair('ed25519', (err, publicKey, privateKey) => {
  console.log(err, publicKey.type, privateKey.type);
  c.sign(null, data, privateKey, (err, sig) => c.verify(null, data, publicKey, sig, (err, ok) => console.log(err, ok)));
});

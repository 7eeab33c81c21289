'use strict';
const c = require('node:crypto');
const t = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message, e.library, e.reason);
  }
};
t('bits', () => c.createDiffieHellman(1));
t('bits', () => c.createDiffieHellman(300));
t('generator', () => c.createDiffieHellman('abcdef', 1));
t('generator', () => c.createDiffieHellman('abcdef', Buffer.from([1])));
t('prime', () => c.createDiffieHellman('abcdef').getPrime('latin1'));
for (const name of ['modp1', 'modp2', 'modp5', 'modp14', 'modp15', 'modp16', 'modp17', 'modp18']) {
  t(name, () => c.createHash('sha256').update(c.getDiffieHellman(name).getPrime()).digest('hex'));
}
const d = c.createDiffieHellmanGroup('modp2');
t('public', () => d.getPublicKey());
t('private', () => d.getPrivateKey());
t('secret', () => d.computeSecret(Buffer.from([5])));
d.generateKeys();
t('small', () => d.computeSecret(Buffer.from([1])));
t('empty', () => d.computeSecret(''));
t('large', () => d.computeSecret(d.getPrime()));
t('verifyError', () => [
  c.createDiffieHellman('abcdef').verifyError, c.createDiffieHellman('02', 'hex').verifyError, d.verifyError,
  c.createDiffieHellman(d.getPrime()).verifyError, c.createDiffieHellman(Buffer.alloc(64, 0xff)).verifyError,
]);
t('generator', () => d.getGenerator('hex'));
const a = c.createDiffieHellman(d.getPrime());
a.setPrivateKey(Buffer.from('123456789abcdef0', 'hex'));
t('fixed key', () => c.createHash('sha256').update(a.generateKeys()).digest('hex'));
t('fixed secret', () => c.createHash('sha256').update(a.computeSecret(Buffer.from('4321', 'hex'))).digest('hex'));
t('group', () => c.createDiffieHellmanGroup('x'));
t('setters', () => [typeof d.setPublicKey, typeof d.setPrivateKey]);

const e = c.createECDH('secp256k1');
t('no public', () => e.getPublicKey());
t('no private', () => e.getPrivateKey());
t('no pair', () => e.computeSecret(Buffer.from([4, 5])));
e.setPrivateKey('cafebabe'.repeat(8), 'hex');
for (const format of [undefined, 'uncompressed', 'compressed', 'hybrid', 'bad']) t(format, () => e.getPublicKey('hex', format));
t('secret', () => e.computeSecret('02c6b754b20826eb925e052ee2c25285b162b51fdca732bcf67e39d647fb6830ae', 'hex', 'hex'));
t('bad point', () => e.computeSecret(Buffer.from([4, 5])));
t('bad public', () => e.setPublicKey(Buffer.from([4, 5])));
t('bad private', () => e.setPrivateKey(Buffer.alloc(32)));
for (const curve of ['prime256v1', 'secp384r1', 'secp521r1', 'secp224r1']) {
  const x = c.createECDH(curve);
  x.setPrivateKey('1234', 'hex');
  t(curve, () => [x.getPrivateKey('hex'), x.getPublicKey('hex', 'compressed'), c.ECDH.convertKey(x.getPublicKey(), curve, null, 'hex', 'hybrid')]);
}
t('curve', () => c.createECDH('bad'));

for (const [type, options] of [['x25519'], ['x448'], ['ec', { namedCurve: 'secp256k1' }], ['ec', { namedCurve: 'P-521' }], ['dh', { group: 'modp5' }]]) {
  const one = c.generateKeyPairSync(type, options);
  const two = c.generateKeyPairSync(type, options);
  t(type, () => {
    const secret = c.diffieHellman({ privateKey: one.privateKey, publicKey: two.publicKey });
    return [secret.length, secret.equals(c.diffieHellman({ privateKey: two.privateKey, publicKey: one.publicKey }))];
  });
  t('other', () => c.diffieHellman({ privateKey: one.privateKey, publicKey: c.generateKeyPairSync('ed25519').publicKey }));
}
t('domain', () => c.diffieHellman({
  privateKey: c.generateKeyPairSync('dh', { group: 'modp5' }).privateKey, publicKey: c.generateKeyPairSync('dh', { group: 'modp14' }).publicKey,
}));

t('primes', () => [c.checkPrimeSync(7n), c.checkPrimeSync(Buffer.from([9])), c.generatePrimeSync(3, { bigint: true }),
                   c.generatePrimeSync(4, { add: 15n, rem: 13n, bigint: true }), c.generatePrimeSync(64).byteLength]);
t('safe', () => {
  const p = c.generatePrimeSync(64, { safe: true, bigint: true });
  return [c.checkPrimeSync(p), c.checkPrimeSync((p - 1n) / 2n)];
});
t('class', () => c.generatePrimeSync(64, { add: 30n, rem: 17n, bigint: true }) % 30n);
t('add', () => c.generatePrimeSync(8, { add: 1000n }));
t('rem', () => c.generatePrimeSync(8, { add: 7n, rem: 8n }));
c.generatePrime(40, { bigint: true }, (err, p) => {
  console.log(err, typeof p);
  c.checkPrime(p, (e, ok) => console.log(e, ok));
});

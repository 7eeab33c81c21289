'use strict';
// Errors of crypto.subtle, and the algorithms on curve448.
process.removeAllListeners('warning');
process.emitWarning = () => {};
const s = crypto.subtle;
const t = async (name, f) => {
  try {
    console.log(name, await f());
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message, e.cause?.code, e.cause?.message);
  }
};
const empty = new Uint8Array(0);
const data = new TextEncoder().encode('text');
const main = async () => {
  for (const v of [null, 1, {}, [], undefined, 'SHA-3']) await t('digest', () => s.digest(v, empty));
  for (const length of [0, 5, 129]) await t('aes', () => s.generateKey({ name: 'AES-GCM', length }, true, ['encrypt']));
  for (const [size, length] of [[0, undefined], [3, 0], [3, 100], [3, 20], [3, 24]]) {
    await t('hmac', () => s.importKey('raw', new Uint8Array(size), { name: 'HMAC', hash: 'SHA-256', length }, true, ['sign']).then((k) => k.type));
  }
  const rsa = (name, usages) => s.generateKey({ name, modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }, true, usages);
  const pss = await rsa('RSA-PSS', ['sign', 'verify']);
  for (const saltLength of [0, 106, 107]) {
    await t(`salt ${saltLength}`, async () => {
      const sig = await s.sign({ name: 'RSA-PSS', saltLength }, pss.privateKey, data);
      return [await s.verify({ name: 'RSA-PSS', saltLength }, pss.publicKey, sig, data), await s.verify({ name: 'RSA-PSS', saltLength: 5 }, pss.publicKey, sig, data)];
    });
  }
  const { kty, n, e } = await s.exportKey('jwk', pss.publicKey);
  for (const [name, usage] of [['RSA-PSS', 'verify'], ['RSASSA-PKCS1-v1_5', 'verify'], ['RSA-OAEP', 'encrypt']]) {
    for (const alg of ['PS1', 'RS1', 'RSA-OAEP', 'HS1', 'PS256', 'RSA-OAEP-256', 'x']) {
      await t(`${name} ${alg}`, () => s.importKey('jwk', { kty, n, e, alg }, { name, hash: 'SHA-1' }, true, [usage]).then((k) => k.type));
    }
  }
  const ec = (name, namedCurve, usages) => s.generateKey({ name, namedCurve }, true, usages);
  const p256 = await ec('ECDH', 'P-256', ['deriveBits']);
  const p384 = await ec('ECDH', 'P-384', ['deriveKey']);
  const ecdsa = await ec('ECDSA', 'P-256', ['sign']);
  const x25519 = await s.generateKey('X25519', true, ['deriveBits', 'deriveKey']);
  const x448 = await s.generateKey('X448', true, ['deriveBits']);
  for (const [name, other, mine] of [['ECDH', ecdsa.publicKey, p256], ['ECDH', x25519.publicKey, p256], ['ECDH', p384.publicKey, p256],
    ['X25519', p384.publicKey, x25519], ['ECDH', p256.privateKey, p256], ['ECDH', p256.publicKey, x25519], ['ECDH', p256.publicKey, p384],
    ['X448', x25519.publicKey, x448]]) {
    await t(`derive ${name}`, () => s.deriveBits({ name, public: other }, mine.privateKey, 64));
  }
  await t('derive', () => s.deriveKey({ name: 'ECDH', public: p256.publicKey }, p256.privateKey, { name: 'AES-CBC', length: 128 }, true, ['encrypt']));
  await t('derive', () => s.deriveBits({ name: 'ECDH', public: p256.publicKey }, p256.publicKey, 8));
  await t('long', () => s.deriveBits({ name: 'ECDH', public: p256.publicKey }, p256.privateKey, 1000));
  await t('x448', () => s.deriveBits({ name: 'X448', public: x448.publicKey }, x448.privateKey, null).then((b) => b.byteLength));

  for (const [name, usages] of [['Ed448', ['sign', 'verify']], ['X448', ['deriveBits']]]) {
    const k = await s.generateKey(name, true, usages);
    console.log(k.publicKey.algorithm, k.publicKey.usages, k.privateKey.usages);
    const jwk = await s.exportKey('jwk', k.privateKey);
    console.log(Object.keys(jwk).join(), jwk.crv, jwk.kty, jwk.alg, jwk.d.length);
    const pkcs8 = await s.exportKey('pkcs8', k.privateKey);
    const raw = await s.exportKey('raw', k.publicKey);
    console.log(pkcs8.byteLength, raw.byteLength, (await s.exportKey('spki', k.publicKey)).byteLength);
    console.log((await s.importKey('pkcs8', pkcs8, name, true, [usages[0]])).type, (await s.importKey('jwk', jwk, name, true, [usages[0]])).type,
                (await s.importKey('raw', raw, name, true, usages.slice(1))).type);
    await t('usages', () => s.generateKey(name, true, ['encrypt']));
  }
  const ed = await s.generateKey('Ed448', true, ['sign', 'verify']);
  const sig = await s.sign('Ed448', ed.privateKey, data);
  console.log(sig.byteLength, await s.verify({ name: 'Ed448', context: empty }, ed.publicKey, sig, data), await s.verify('Ed448', ed.publicKey, sig, empty));
  await t('context', () => s.sign({ name: 'Ed448', context: new Uint8Array(2) }, ed.privateKey, data));
};
main();

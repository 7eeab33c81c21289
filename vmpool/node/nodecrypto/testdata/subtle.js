'use strict';
const { subtle } = crypto;
const enc = new TextEncoder();
const hex = (b) => Buffer.from(b).toString('hex');
const t = async (name, f) => {
  try {
    const v = await f();
    console.log(name, '=>', v instanceof ArrayBuffer ? hex(v) : v instanceof CryptoKey ? JSON.stringify([v.type, v.extractable, v.algorithm, v.usages]) : typeof v === 'object' ? JSON.stringify(v) : String(v));
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message);
  }
};
const raw = (n, s = 1) => Uint8Array.from({ length: n }, (_, i) => i * s & 255);
(async () => {
  for (const h of ['SHA-1', 'sha-256', { name: 'SHA-384' }, 'SHA-512']) await t('digest', () => subtle.digest(h, enc.encode('abc')));
  await t('digest bad', () => subtle.digest('nope', new Uint8Array()));
  await t('digest string', () => subtle.digest('SHA-1', 'x'));
  const aes = (name, usages = ['encrypt', 'decrypt']) => subtle.importKey('raw', raw(32), name, true, usages);
  await t('cbc', async () => subtle.encrypt({ name: 'AES-CBC', iv: raw(16, 3) }, await aes('AES-CBC'), enc.encode('hello')));
  await t('ctr', async () => subtle.encrypt({ name: 'AES-CTR', counter: raw(16, 255), length: 64 }, await aes('AES-CTR'), raw(50)));
  await t('gcm', async () => subtle.encrypt({ name: 'AES-GCM', iv: raw(12), additionalData: raw(3) }, await aes('AES-GCM'), enc.encode('hello')));
  await t('gcm 96', async () => subtle.encrypt({ name: 'AES-GCM', iv: raw(16), tagLength: 96 }, await aes('AES-GCM'), enc.encode('hello')));
  for (const alg of [{ name: 'AES-CBC', iv: raw(16) }, { name: 'AES-CTR', counter: raw(16), length: 128 }, { name: 'AES-GCM', iv: raw(12) }]) {
    const k = await aes(alg.name);
    await t(alg.name, async () => Buffer.from(await subtle.decrypt(alg, k, await subtle.encrypt(alg, k, enc.encode('round trip')))).toString());
  }
  const hk = await subtle.importKey('raw', raw(20), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  await t('hmac', () => subtle.sign('HMAC', hk, enc.encode('data')));
  await t('hmac verify', async () => [await subtle.verify('HMAC', hk, await subtle.sign('HMAC', hk, raw(3)), raw(3)), await subtle.verify('HMAC', hk, raw(32), raw(3))]);
  await t('hmac jwk', () => subtle.exportKey('jwk', hk));
  await t('hmac key', () => hk);
  const pk = await subtle.importKey('raw', enc.encode('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  await t('pbkdf2', () => subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: raw(8), iterations: 100 }, pk, 256));
  await t('pbkdf2 key', () => subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-1', salt: raw(8), iterations: 1 }, pk, { name: 'AES-GCM', length: 128 }, true, ['encrypt']).then((k) => subtle.exportKey('jwk', k)));
  const hkdf = await subtle.importKey('raw', raw(16), 'HKDF', false, ['deriveBits']);
  await t('hkdf', () => subtle.deriveBits({ name: 'HKDF', hash: 'SHA-512', salt: raw(4), info: raw(2) }, hkdf, 128));
  const kw = await subtle.importKey('raw', raw(16), 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  await t('kw', async () => subtle.wrapKey('raw', await aes('AES-GCM'), kw, 'AES-KW'));
  await t('kw back', async () => subtle.unwrapKey('jwk', await subtle.wrapKey('jwk', await aes('AES-GCM'), kw, 'AES-KW'), kw, 'AES-KW', 'AES-GCM', true, ['encrypt', 'decrypt']).then((k) => subtle.exportKey('raw', k)));
  for (const alg of [{ name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-1' }, { name: 'Ed25519' },
    { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), saltLength: 32 },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }]) {
    const { publicKey, privateKey } = await subtle.generateKey(alg, true, ['sign', 'verify']);
    await t(alg.name, () => publicKey);
    await t(alg.name, () => privateKey);
    const sig = await subtle.sign(alg, privateKey, raw(10));
    await t('verify', async () => [sig.byteLength, await subtle.verify(alg, publicKey, sig, raw(10)), await subtle.verify(alg, publicKey, sig, raw(11))]);
    for (const [format, key, usages] of [['spki', publicKey, ['verify']], ['pkcs8', privateKey, ['sign']], ['jwk', publicKey, ['verify']], ['jwk', privateKey, ['sign']]]) {
      const data = await subtle.exportKey(format, key);
      await t(format, async () => { const k = await subtle.importKey(format, data, alg, true, usages); return [k.type, k.usages, format === 'jwk' ? Object.keys(data).join() + data.alg : 0]; });
    }
    if (!alg.modulusLength) await t('raw', async () => (await subtle.importKey('raw', await subtle.exportKey('raw', publicKey), alg, true, ['verify'])).type);
  }
  for (const alg of [{ name: 'ECDH', namedCurve: 'P-521' }, { name: 'X25519' }]) {
    const a = await subtle.generateKey(alg, true, ['deriveBits', 'deriveKey']);
    const b = await subtle.generateKey(alg, true, ['deriveBits']);
    const one = await subtle.deriveBits({ ...alg, public: b.publicKey }, a.privateKey, null);
    const two = await subtle.deriveBits({ ...alg, public: a.publicKey }, b.privateKey, null);
    console.log(alg.name, one.byteLength, hex(one) === hex(two), JSON.stringify(a.publicKey.usages));
  }
  const rsa = await subtle.generateKey({ name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['encrypt', 'decrypt']);
  await t('oaep', async () => Buffer.from(await subtle.decrypt({ name: 'RSA-OAEP', label: raw(2) }, rsa.privateKey, await subtle.encrypt({ name: 'RSA-OAEP', label: raw(2) }, rsa.publicKey, enc.encode('rsa')))).toString());
  await t('import length', () => subtle.importKey('raw', new Uint8Array(5), 'AES-GCM', true, ['encrypt']));
  await t('import usage', () => subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, ['sign']));
  await t('import no usage', () => subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, []));
  await t('import name', () => subtle.importKey('raw', new Uint8Array(16), 'NOPE', true, []));
  await t('generate curve', () => subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-1' }, true, ['sign', 'verify']));
  await t('generate no usage', () => subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, []));
  await t('generate length', () => subtle.generateKey({ name: 'AES-GCM', length: 127 }, true, ['encrypt']));
  const k = await subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt']);
  await t('export', () => subtle.exportKey('raw', k));
  await t('decrypt', () => subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, k, new Uint8Array(20)));
  await t('other algorithm', () => subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, k, new Uint8Array(20)));
  await t('no iv', () => subtle.encrypt({ name: 'AES-GCM' }, k, new Uint8Array(20)));
  const k2 = await aes('AES-GCM');
  await t('wrong tag', () => subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, k2, new Uint8Array(20)));
  console.log(Object.keys(Object.getPrototypeOf(subtle)).join(), String(subtle), String(k2));
})();

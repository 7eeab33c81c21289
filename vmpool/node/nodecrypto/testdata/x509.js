'use strict';
// X509Certificate: an authority and a certificate of its, made for this test.
const c = require('node:crypto');
const ca = new c.X509Certificate(`-----BEGIN CERTIFICATE-----
MIIDMTCCAhmgAwIBAgIUPpciE2rm03gp6waume0+42xboWkwDQYJKoZIhvcNAQEL
BQAwMTELMAkGA1UEBhMCREUxEzARBgNVBAoMCkV4YW1wbGUgQ0ExDTALBgNVBAMM
BFJvb3QwIBcNMjYxMTI0MjAwMjIyWhgPMjEyNjEwMzEyMDAyMjJaMDExCzAJBgNV
BAYTAkRFMRMwEQYDVQQKDApFeGFtcGxlIENBMQ0wCwYDVQQDDARSb290MIIBIjAN
BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0TlreBl63uK5PXkh4Web6X0FO37z
o+mvOP2E8uayFfmWsxM6NJNAJo90GxDCbi9b32Dj7rBLtogp64L0Rb40DLA9D6N5
tr9CdgCXMzwryTRys1ox4rEKjXcmVRA6Ch43Ks3LzCf21ouiKxxi3H8a/HnFcbHs
p8eKJRDWdwTJUdxceYNFJCbZ+FHRIR9W4ysx7cGm8L/qv9DHnquge27IkJLgtxOM
1sYLyBgrIGDv1TET2XP2h/K8xmC2CSdkmd/wF3B+9b55sq3Ijc2NTV3+zONypjGB
aO/cIx6O0ortCBG0ydgCxRGk3frC7CH9TtvlGs095EkCXzlkMscK2jlOBQIDAQAB
oz8wPTAPBgNVHRMBAf8EBTADAQH/MAsGA1UdDwQEAwIBBjAdBgNVHQ4EFgQUvG3m
5GZjpceCYWhQNoIPLW2h/V8wDQYJKoZIhvcNAQELBQADggEBAKXtRKvCPDtOjlK1
MKrB3IKmMP++EF5c4W0jD830tO6V+k7cGEWx/g5hCx6cNFLzaEhZlX/jkBdvKqva
HQRZrxjOo2+brnZkgEoIWYdsk9qdJFo8LUXqgi+yxZz3e4ndAmMLtaBKcDb64Tku
jgN4X0Z/sPA9LZO7jUArIp+vqWbkYtw20O4yH8bW+KhsbIaFFsgVmIH+n2AJud44
lUuwUSvz7v8oGVBrsQdZgNsI6zfzJgyrg8fzEx4QP9hDWI91BX/DFvX5wg8N8HGG
JHyTPWUKt07BYpA7tIBhywzLa8VB2pOfepYLs03GzlISci57IquZyoyO5AnY6iPa
HtDbTTQ=
-----END CERTIFICATE-----`);
const leaf = new c.X509Certificate(Buffer.from(`-----BEGIN CERTIFICATE-----
MIIDijCCAnKgAwIBAgIUPhPxiV0UVpfueIBQF55cITL20AYwDQYJKoZIhvcNAQEL
BQAwMTELMAkGA1UEBhMCREUxEzARBgNVBAoMCkV4YW1wbGUgQ0ExDTALBgNVBAMM
BFJvb3QwIBcNMjYxMTI0MjAwMjIyWhgPMjEyNjEwMzEyMDAyMjJaMF8xCzAJBgNV
BAYTAkRFMRYwFAYDVQQKDA1FeGFtcGxlLCBJbmMuMRYwFAYDVQQDDA0qLmV4YW1w
bGUuY29tMSAwHgYJKoZIhvcNAQkBFhFhZG1pbkBleGFtcGxlLmNvbTBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABMsOunXBWINPX+UGwduDjfW1q8BlPLn8Ki4k9ua5
0MBITQHtE3mOM86D2DMDi1zWKLYLmjzWmZk8BnVWSag9gEajggEzMIIBLzBxBgNV
HREEajBogg0qLmV4YW1wbGUuY29tgg53Ki5leGFtcGxlLm9yZ4IKZXhhY3QudGVz
dIcEfwAAAYcQIAENuAAAAAAAAAAAAAAAAYENYUBleGFtcGxlLmNvbYYUaHR0cDov
L2V4YW1wbGUuY29tL2EwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsGAQUFBwMCMFsG
CCsGAQUFBwEBBE8wTTAkBggrBgEFBQcwAYYYaHR0cDovL29jc3AuZXhhbXBsZS5j
b20vMCUGCCsGAQUFBzAChhlodHRwOi8vZXhhbXBsZS5jb20vY2EuY3J0MB8GA1Ud
IwQYMBaAFLxt5uRmY6XHgmFoUDaCDy1tof1fMB0GA1UdDgQWBBTuCFW08+SoWx9F
qhc0XYccFgPlkzANBgkqhkiG9w0BAQsFAAOCAQEAfIUwVHzenCGoWKQ7nV0+fVFy
BlTqTsXV8poXE5nkT8G0tCiVMAu/F+P+gMQNN4a3igwkqeP5Gwc4GKoq9tEvHi7b
WBkH08rvIELzhpAJup5lVMIfKxVq5uxOmRIlrIh89ZCwK0pUWNl8Kv4KV2jxqoHZ
jb9qz9yN9gaFEL7TBnl9PiZBgxHAc/ZBE4aceuXupvJultozM1/u/9d9q0/M4Kem
z8w6jr0GpdVDhvdbzaHnFI1wPpTW/LExqZ2KSa8HO+34vAfp+sEceq1PJRgaXrEi
sNmNYlsWAOwYDgSHMv7GlseYCuHng1syh3lPKpuzByNz+S6YVosMbVGexIAFMw==
-----END CERTIFICATE-----`));
const key = c.createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgehfKY0Kc1w7bHDkZ
K+b0UEjcclUBJKeAKm+44eMNjEyhRANCAATLDrp1wViDT1/lBsHbg431tavAZTy5
/CouJPbmudDASE0B7RN5jjPOg9gzA4tc1ii2C5o81pmZPAZ1VkmoPYBG
-----END PRIVATE KEY-----`);
const t = (name, f) => {
  try {
    console.log(name, f());
  } catch (e) {
    console.log(name, '|', e.name, e.code, e.message);
  }
};
console.log(ca);
console.log(leaf);
for (const x of [ca, leaf]) {
  console.log(x.ca, x.raw.length, x.publicKey.asymmetricKeyType, x.issuerCertificate, x.toString() === x.toJSON(), x.toString());
  console.log(new c.X509Certificate(x.raw).fingerprint === x.fingerprint);
}
console.log(leaf.checkIssued(ca), ca.checkIssued(ca), ca.checkIssued(leaf), leaf.verify(ca.publicKey), leaf.verify(leaf.publicKey), ca.verify(ca.publicKey));
console.log(leaf.checkPrivateKey(key), ca.checkPrivateKey(key));
for (const host of ['www.example.com', 'example.com', 'a.b.example.com', 'WWW.Example.COM', 'web.example.org', 'xweb.example.org', 'exact.test', 'Root', '']) {
  console.log(host, leaf.checkHost(host), leaf.checkHost(host, { subject: 'always' }), leaf.checkHost(host, { wildcards: false }),
              leaf.checkHost(host, { partialWildcards: false }), ca.checkHost(host), ca.checkHost(host, { subject: 'never' }));
}
for (const email of ['a@example.com', 'A@example.com', 'a@EXAMPLE.com', 'admin@example.com', 'x']) {
  console.log(email, leaf.checkEmail(email), leaf.checkEmail(email, { subject: 'always' }));
}
for (const ip of ['127.0.0.1', '2001:db8::1', '8.8.8.8', '::ffff:127.0.0.1']) t(ip, () => leaf.checkIP(ip));
t('text', () => new c.X509Certificate('a'));
t('number', () => new c.X509Certificate(1));
t('private', () => leaf.checkPrivateKey(1));
t('public', () => leaf.checkPrivateKey(leaf.publicKey).type);
t('verify', () => leaf.verify(1));
t('verify', () => leaf.verify(key).type);
t('issued', () => leaf.checkIssued(1));
t('host', () => leaf.checkHost(1));
t('subject', () => leaf.checkHost('a', { subject: 'x' }));
t('wildcards', () => leaf.checkHost('a', { wildcards: 1 }));
console.log(c.createPublicKey(leaf.toString()).equals(leaf.publicKey));

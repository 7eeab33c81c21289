// What programs do with the platform, besides rendering: each workload does one unit of work and returns something to compare. It runs
// under Node and here: `platform.js MILLISECONDS` warms each up and then times it for so long, and prints a line of JSON for each.
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');

const limit = Number(process.argv[2]);
const text = 'The quick brown fox jumps over the lazy dog, größer als 5 €. ';
const kilobyte = text.repeat(16).slice(0, 1000);
const page = Array.from({ length: 800 }, (_, i) => `<li class="item-${i % 7}">${text.slice(i % 40)}</li>`).join('\n');
const pageBytes = Buffer.from(page);
const gzipped = zlib.gzipSync(pageBytes);
const brotlied = zlib.brotliCompressSync(pageBytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });
const records = Array.from({ length: 300 }, (_, i) => ({
  id: i, name: `Person ${i}`, email: `p${i}@example.com`, tags: ['a', `t${i % 5}`], address: { city: `City ${i % 30}`, zip: 10000 + i }, active: i % 3 === 0, score: i / 7,
}));
const json = JSON.stringify(records);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'platform-'));
const file = path.join(dir, 'file.txt');
fs.writeFileSync(file, page.slice(0, 4096));
const key = Buffer.alloc(32, 1);
const iv = Buffer.alloc(12, 2);
const bytes = Buffer.from(kilobyte);
const base64 = bytes.toString('base64');
const parts = Array.from({ length: 10 }, (_, i) => Buffer.from(kilobyte.slice(i)));
const numbers = Buffer.alloc(4096);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const encoded = encoder.encode(page);

const workloads = {
  'Buffer: from a string and back, 1 KB': () => Buffer.from(kilobyte).toString().length,
  'Buffer: base64 and back, 1 KB': () => Buffer.from(base64, 'base64').toString('base64').length,
  'Buffer: concat, indexOf, slice, equals, 10 KB': () => {
    const all = Buffer.concat(parts);
    return all.indexOf('lazy dog', 5000) + all.subarray(10, 20).toString('hex').length + Number(all.equals(all));
  },
  'Buffer: 1,000 reads and writes of numbers': () => {
    let sum = 0;
    for (let i = 0; i < 1000; i++) {
      numbers.writeUInt32LE(i * 7, i * 4);
      sum += numbers.readUInt32LE(i * 4);
    }
    return sum;
  },
  'URL: parse, change the query, write': () => {
    const url = new URL('https://user@example.com:8080/a/b/../c?x=1&y=2#top');
    url.searchParams.append('z', 'ü&=');
    return url.href + url.searchParams.get('y');
  },
  'TextEncoder: 50 KB': () => encoder.encode(page).length,
  'TextDecoder: 50 KB': () => decoder.decode(encoded).length,
  'crypto: SHA-256 of 1 KB': () => crypto.createHash('sha256').update(kilobyte).digest('hex'),
  'crypto: HMAC and timingSafeEqual': () => {
    const a = crypto.createHmac('sha256', key).update(kilobyte).digest();
    return crypto.timingSafeEqual(a, crypto.createHmac('sha256', key).update(bytes).digest());
  },
  'crypto: AES-256-GCM of 1 KB': () => {
    const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
    return cipher.update(kilobyte, 'utf8', 'hex').length + cipher.final('hex') + cipher.getAuthTag().toString('hex');
  },
  'crypto: randomUUID and 32 random bytes': () => crypto.randomUUID().length + crypto.randomBytes(32).length,
  'crypto: scrypt, N = 1024': () => crypto.scryptSync('secret', 'salt', 32, { N: 1024 }).toString('hex'),
  'zlib: gzip of 50 KB': () => zlib.gunzipSync(zlib.gzipSync(pageBytes)).length,
  'zlib: gunzip to 50 KB': () => zlib.gunzipSync(gzipped).length,
  'zlib: brotli to 50 KB': () => zlib.brotliDecompressSync(brotlied).length,
  'fs: read a file of 4 KB': () => fs.readFileSync(file, 'utf8').length,
  'fs: write a file of 4 KB': () => fs.writeFileSync(path.join(dir, 'out'), encoded.subarray(0, 4096)),
  'fs: stat, exists, list': () => fs.statSync(file).size + Number(fs.existsSync(file)) + Number(fs.readdirSync(dir).length > 0),
  'fs: read a file of 4 KB, promise': async () => (await fs.promises.readFile(file)).length,
  'JSON: parse and write 45 KB': () => JSON.stringify(JSON.parse(json)).length,
  'JSON: filter, group and sort 300 records': () => {
    const groups = {};
    for (const r of JSON.parse(json).filter((x) => x.active)) (groups[r.address.city] ??= []).push({ ...r, label: `${r.name} <${r.email}>` });
    return JSON.stringify(Object.entries(groups).map(([city, list]) => ({ city, count: list.length, best: list.sort((a, b) => b.score - a.score)[0].label })));
  },
};

// time gives the processor time of one call, that of collectors and compilers included: it hardly changes when the machine is busy.
async function time(run, duration) {
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  let count = 0;
  let result;
  do {
    result = run();
    if (result instanceof Promise) result = await result;
    count++;
  } while (Number(process.hrtime.bigint() - start) < duration * 1e6);
  const { user, system } = process.cpuUsage(before);
  return { ns: Math.max(user + system, 1) * 1000 / count, result };
}

(async () => {
  for (const [name, run] of Object.entries(workloads)) {
    await time(run, limit);
    const { ns, result } = await time(run, limit);
    console.log(JSON.stringify({ name, ns: Math.round(ns), result: String(result) }));
  }
  fs.rmSync(dir, { recursive: true });
})();

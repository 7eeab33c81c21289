const { promisify } = require('util');
const fs = require('fs'), crypto = require('crypto'), dns = require('dns');
(async () => {
  const fd = fs.openSync(__filename);
  const { bytesRead, buffer } = await promisify(fs.read)(fd, Buffer.alloc(5), 0, 5, 0);
  console.log(bytesRead, String(buffer));
  console.log(Object.keys(await promisify(fs.readv)(fd, [Buffer.alloc(2)], 0)));
  const pair = await promisify(crypto.generateKeyPair)('ed25519');
  console.log(Object.keys(pair), pair.privateKey.type);
  console.log(await promisify(dns.lookup)('127.0.0.1'));
  for (const f of [fs.read, fs.readv, fs.write, fs.writev, crypto.generateKeyPair, dns.lookup]) console.log(f.name, Object.getOwnPropertySymbols(f).map(String).join());
})();

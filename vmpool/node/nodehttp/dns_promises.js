// node:dns/promises.

const dns = require('dns');

function lookup(hostname, options) {
  return new Promise((resolve, reject) => {
    dns.lookup(hostname, options ?? {}, (err, address, family) => {
      if (err) reject(err);
      else resolve(typeof options === 'object' && options?.all ? address : { address, family });
    });
  });
}

const names = Object.keys(dns);
for (let i = 0; i < names.length; i++) {
  if (names[i] !== 'promises' && names[i] !== 'lookup') exports[names[i]] = dns[names[i]];
}
exports.lookup = lookup;

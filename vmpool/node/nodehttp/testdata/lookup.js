const dns = require('dns');
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message}`; } };
console.log(dns.getDefaultResultOrder(), attempt(() => dns.setDefaultResultOrder('x')), dns.setDefaultResultOrder('ipv4first'), dns.getDefaultResultOrder(), dns.promises === require('dns/promises'));
console.log(attempt(() => dns.lookup('a')), attempt(() => dns.lookup(5, () => {})), attempt(() => dns.lookup('a', { family: 9 }, () => {})), dns.NOTFOUND, dns.ADDRCONFIG);
dns.lookup('127.0.0.1', (err, address, family) => {
  console.log(err, address, family);
  dns.lookup('::1', { all: true }, async (error, list) => {
    console.log(error, JSON.stringify(list));
    console.log(JSON.stringify(await dns.promises.lookup('10.0.0.1')), JSON.stringify(await dns.promises.lookup('10.0.0.1', { all: true })));
    console.log(require('dns/promises').getDefaultResultOrder(), await dns.promises.lookup('1.2.3.4', 4).then((x) => x.family));
  });
});

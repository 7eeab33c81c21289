const net = require('net');
for (const text of ['127.0.0.1', '127.1', '0.0.0.0', '256.0.0.1', '01.2.3.4', '::1', '::', '::ffff:1.2.3.4', 'fe80::1%eth0', '1:2:3:4:5:6:7:8', '1::2::3',
                    'x', '', ' 1.2.3.4', '[::1]', undefined, null, 5, {}, '2001:db8::/32']) {
  console.log(String(text), net.isIP(text), net.isIPv4(text), net.isIPv6(text));
}
console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
net.setDefaultAutoSelectFamily(false);
net.setDefaultAutoSelectFamilyAttemptTimeout(5);
console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
for (const f of [() => net.setDefaultAutoSelectFamily(1), () => net.setDefaultAutoSelectFamilyAttemptTimeout(0)]) {
  try { f(); } catch (err) { console.log(err.name, err.code, err.message); }
}

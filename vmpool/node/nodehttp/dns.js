// node:dns: lookup, with the host's resolver.

const native = require('internal/http/native');
const { codes } = require('internal/errors');
const { customPromisifyArgs } = require('internal/util');
const { validateFunction, validateOneOf } = require('internal/validators');

function ipFamily(host) {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) ? 4 : host.includes(':') ? 6 : 0;
}

function lookup(hostname, options, callback) {
  if (hostname && typeof hostname !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('hostname', 'string', hostname);
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  if (typeof options === 'number') options = { family: options };
  const all = !!options?.all;
  let family = options?.family ?? 0;
  if (family === 'IPv4') family = 4;
  else if (family === 'IPv6') family = 6;
  validateOneOf(family, typeof options === 'object' ? 'options.family' : 'family', [0, 4, 6]);
  if (!hostname) {
    process.nextTick(callback, null, all ? [] : null, all ? undefined : family === 6 ? 6 : 4);
    return {};
  }
  const literal = ipFamily(hostname);
  if (literal) {
    if (all) process.nextTick(callback, null, [{ address: hostname, family: literal }]);
    else process.nextTick(callback, null, hostname, literal);
    return {};
  }
  native.lookup(hostname, (err, list) => {
    if (err) {
      callback(err);
      return;
    }
    const found = [];
    for (let i = 0; i < list.length; i += 2) {
      if (!family || list[i + 1] === family) found.push({ address: list[i], family: list[i + 1] });
    }
    if (found.length === 0) {
      const missing = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
      callback(Object.assign(missing, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname }));
    } else if (all) {
      callback(null, found);
    } else {
      callback(null, found[0].address, found[0].family);
    }
  });
  return {};
}
Object.defineProperty(lookup, customPromisifyArgs, { value: ['address', 'family'], enumerable: false });

exports.lookup = lookup;
let order = 'verbatim';
exports.getDefaultResultOrder = function getDefaultResultOrder() { return order; };
exports.setDefaultResultOrder = function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', ['verbatim', 'ipv4first', 'ipv6first']);
  order = value;
};
const absent = ['lookupService', 'Resolver', 'getServers', 'setServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa',
                'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse'];
for (let i = 0; i < absent.length; i++) {
  const name = absent[i];
  exports[name] = { [name]: function() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`dns.${name}`); } }[name];
}
exports.ADDRCONFIG = 32;
exports.ALL = 16;
exports.V4MAPPED = 8;
const errors = ['NODATA', 'FORMERR', 'SERVFAIL', 'NOTFOUND', 'NOTIMP', 'REFUSED', 'BADQUERY', 'BADNAME', 'BADFAMILY', 'BADRESP', 'CONNREFUSED',
                'TIMEOUT', 'EOF', 'FILE', 'NOMEM', 'DESTRUCTION', 'BADSTR', 'BADFLAGS', 'NONAME', 'BADHINTS', 'NOTINITIALIZED',
                'LOADIPHLPAPI', 'ADDRGETNETWORKPARAMS', 'CANCELLED'];
for (let i = 0; i < errors.length; i++) exports[errors[i]] = errors[i] === 'CANCELLED' ? 'ECANCELLED' : `E${errors[i]}`;
Object.defineProperty(exports, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('dns/promises'); },
});

// https://nodejs.org/docs/latest-v20.x/api/net.html

const { codes } = require('internal/errors');
const { validateBoolean, validateInt32 } = require('internal/validators');

exports.isIP = function isIP(input) { return binding.version(`${input}`); };
exports.isIPv4 = function isIPv4(input) { return binding.version(`${input}`) === 4; };
exports.isIPv6 = function isIPv6(input) { return binding.version(`${input}`) === 6; };

let autoSelectFamily = true;
let attemptTimeout = 250;
exports.getDefaultAutoSelectFamily = function getDefaultAutoSelectFamily() { return autoSelectFamily; };
exports.setDefaultAutoSelectFamily = function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamily = value;
};
exports.getDefaultAutoSelectFamilyAttemptTimeout = function getDefaultAutoSelectFamilyAttemptTimeout() { return attemptTimeout; };
exports.setDefaultAutoSelectFamilyAttemptTimeout = function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  attemptTimeout = Math.max(value, 10);
};

const absent = ['BlockList', 'Server', 'Socket', 'SocketAddress', 'Stream', '_createServerHandle', '_normalizeArgs',
                '_setSimultaneousAccepts', 'connect', 'createConnection', 'createServer'];
for (let i = 0; i < absent.length; i++) {
  const name = absent[i];
  exports[name] = { [name]: function() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`net.${name}`); } }[name];
}

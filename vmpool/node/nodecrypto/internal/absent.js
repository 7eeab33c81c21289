// The parts of node:crypto that are not there: they throw their names.

const { codes } = require('internal/errors');

const names = ['checkPrime', 'checkPrimeSync', 'generatePrime', 'generatePrimeSync', 'X509Certificate', 'Cipher', 'Decipher',
               'createCipher', 'createDecipher'];
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  exports[name] = {
    [name]: function() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(`crypto.${name}`); },
  }[name];
}

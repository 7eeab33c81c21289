const constants = require('constants');
const os = require('os');
console.log(Object.isFrozen(constants), constants.SIGTERM, constants.ENOENT === os.constants.errno.ENOENT, constants.O_RDONLY, constants.S_IFMT, constants.RTLD_LAZY, constants.PRIORITY_LOW);

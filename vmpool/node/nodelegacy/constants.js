// constants: those of os, fs and crypto in one object.

const { constants: os } = require('os');

Object.assign(exports, os.dlopen, os.errno, os.priority, os.signals, require('fs').constants, require('crypto').constants);
Object.freeze(exports);

exports.name = 'helper'; exports.early = require('./_cycle').seen;
